package game

import (
	"demarche/engine/rule"
	"demarche/engine/source"
)

// begin readies the scratch memory for a part of a turn.
func (p *Play) begin(st Stage) {
	p.stage = st
	p.pending = p.pending[:0]
	for _, slot := range p.touched {
		p.acc[slot].open = false
	}
	p.touched = p.touched[:0]
	p.seen = p.seen[:0]
	p.found = p.found[:0]
	p.checks = p.checks[:0]
	p.acts = p.acts[:0]
	p.hits = p.hits[:0]
	p.pacts = p.pacts[:0]
	p.belief = false
}

// Open begins the next turn: what the world does by itself, what was put off,
// what arrives. It does nothing once the game has ended.
func (p *Play) Open(s *State) {
	if s.Ended() {
		return
	}
	p.begin(StageOpen)
	p.repeats.reset()
	s.V[SlotTurn]++
	t := s.Turn()
	s.V[SlotHours] = p.g.Begins[t] - p.g.Begins[t-1]
	s.V[SlotDays] = s.V[SlotHours] / 24
	plan := p.g.Plan.Open
	for at := 0; at < len(plan); at++ {
		if n := p.m.news[at]; p.rec == nil && len(n) > 0 {
			p.arrive(s, n)
			at += len(n) - 1
			continue
		}
		p.step(s, plan[at])
	}
}

func (p *Play) step(s *State, step Step) {
	switch step.Do {
	case DoRandoms:
		p.randoms(s, false)
	case DoDrift:
		p.drift(s)
	case DoCool:
		p.cool(s)
	case DoDue:
		p.due(s, false)
	case DoFired:
		p.due(s, true)
	case DoAttack:
		p.attack(s, step.Index)
	case DoDeadline:
		p.deadline(s, step.Index)
	case DoBegin:
		p.begins(s, step.Index)
	case DoEvidence:
		p.arriving(s, step.Index)
	case DoInject:
		p.inject(s, step.Index)
	case DoRefill:
		p.refill(s)
	case DoBeliefs:
		p.believe(s)
	case DoOffers:
		p.offers(s)
	case DoMetrics:
		p.metrics(s)
	case DoEndings:
		p.endings(s)
	}
}

// drift moves tracks by what each turn and each day of the turn before brings.
func (p *Play) drift(s *State) {
	if s.Turn() < 2 || !p.m.drifts {
		return
	}
	t := s.Turn()
	days := (p.g.Begins[t-1] - p.g.Begins[t-2]) / 24
	for i := range p.g.Tracks {
		tr := &p.g.Tracks[i]
		if !tr.EachTurn.Present() && !tr.EachDay.Present() {
			continue
		}
		p.family(s, tr, func(slot int32, c Cause) {
			c.Kind, c.Index = CauseDrift, int32(i)
			if x, ok := p.number(s, tr.EachTurn); !ok {
				p.fault(Fault{Cause: c, Stage: p.stage, Slot: slot})
			} else if x != 0 {
				p.add(s, slot, x, c)
			}
			if x, ok := p.number(s, tr.EachDay); !ok {
				p.fault(Fault{Cause: c, Stage: p.stage, Slot: slot})
			} else if x != 0 {
				p.add(s, slot, float64(x*days), c)
			}
		})
	}
	p.closeStage(s)
}

// refill gives each role what the turn brings it, from turn 2.
func (p *Play) refill(s *State) {
	if s.Turn() < 2 {
		return
	}
	if p.rec == nil && p.m.steady {
		p.granted(s)
		return
	}
	for i := range p.g.Tracks {
		tr := &p.g.Tracks[i]
		if !tr.Refill.Present() {
			continue
		}
		p.family(s, tr, func(slot int32, c Cause) {
			c.Kind, c.Index = CauseRefill, int32(i)
			x, ok := p.number(s, tr.Refill)
			if !ok {
				p.fault(Fault{Cause: c, Stage: p.stage, Slot: slot})
				return
			}
			p.add(s, slot, x, c)
		})
	}
	p.closeStage(s)
}

// family visits the slots of a track with the registers set to whose they are.
func (p *Play) family(s *State, tr *Track, visit func(slot int32, c Cause)) {
	for slot := tr.Base; slot < tr.Base+tr.N; slot++ {
		d := &p.g.Slots[slot]
		if d.Kind != KindTrack {
			continue
		}
		p.on(d.Role, d.Other)
		visit(slot, Cause{Self: d.Role, Target: d.Other})
	}
}

// add pushes an addition that no effect of an author wrote. All who see the
// number may know of it.
func (p *Play) add(s *State, slot int32, x float64, c Cause) {
	p.gather(s, slot, rule.AddTo, 0, x, p.label(c, source.Pos{}, Everybody, Everybody))
}

// due runs the blocks whose turn has come, each a stage of its own.
func (p *Play) due(s *State, fired bool) {
	n := len(s.Due) // what these put off in turn is for later turns
	kept := 0
	for i := 0; i < len(s.Due); i++ {
		d := s.Due[i]
		if i >= n || d.Standing || d.Fired != fired || d.Turn > s.Turn() {
			s.Due[kept] = d
			kept++
			continue
		}
		b := &p.g.Blocks[d.Block]
		if d.Fired {
			if !p.held(s, b.Owner) {
				p.deliver(s, b.Owner)
			}
			continue
		}
		of := d.of()
		p.do(s, d.Block, of)
		p.tell(EventDue, d.Block, of)
		p.closeStage(s)
	}
	s.Due = s.Due[:kept]
}

// arrives reports whether something comes by itself in this turn.
func (p *Play) arrives(s *State, a *Arrival, before bool, c Cause) bool {
	if a.Never || before && !a.Repeat && len(a.Turns) < 2 {
		return false
	}
	if len(a.Turns) > 0 {
		now := false
		for _, e := range a.Turns {
			p.on(c.Self, c.Target)
			x, ok := p.number(s, e)
			now = now || ok && x == s.V[SlotTurn]
		}
		if !now {
			return false
		}
	}
	p.on(c.Self, c.Target)
	return p.holds(s, a.When, c)
}

// times returns how often the attack or inject of a block has happened, which is
// always noted.
func (p *Play) times(s *State, block int32) float64 {
	return s.V[p.g.Plan.Past[p.g.Blocks[block].Past].World]
}

func (p *Play) attack(s *State, i int32) {
	a := &p.g.Attacks[i]
	c := Cause{Kind: CauseAttack, Index: a.Block, Self: -1, Target: -1}
	if !p.arrives(s, &a.Arrive, p.times(s, a.Block) > 0, c) {
		return
	}
	p.happened(p.g.Blocks[a.Block].Past, -1, -1, false)
	p.run(s, a.Block, c)
	p.tell(EventAttack, a.Block, c)
	p.alsos(s, a.Also, c)
	p.closeStage(s)
}

// arriving gives evidence that comes by itself.
func (p *Play) arriving(s *State, i int32) {
	e := &p.g.Evidence[i]
	c := Cause{Kind: CauseBelief, Index: -1, Self: -1, Target: -1}
	if !p.matters(s, e) || e.gone(s) || !p.arrives(s, &e.Arrive, s.V[e.Drawn] != 0, c) {
		return
	}
	p.found = append(p.found, reveal{i, e.To, c})
	p.closeStage(s)
}

// offers opens temptations for the roles whose condition has come.
func (p *Play) offers(s *State) {
	for _, i := range p.m.temptations {
		a := &p.g.Actions[i]
		for r := range p.g.Roles {
			slot := a.Offer0 + int32(r)
			if !a.By.Has(int32(r)) || s.V[slot] != 0 {
				continue
			}
			p.on(int32(r), -1)
			if !p.holds(s, a.When, Cause{Kind: CauseMove, Index: a.Block, Self: int32(r), Target: -1}) {
				continue
			}
			s.V[slot] = s.V[SlotTurn]
			p.event(Event{Kind: EventOffer, Block: a.Block, Self: int32(r), Target: -1, Other: -1, Seen: One(int32(r)), Who: One(int32(r))})
		}
	}
}

package game

import "demarche/engine/rule"

// Adjudicate turns the orders of a turn into numbers and events and closes the
// turn. Every move must have passed [View.Check] in this state. It allocates
// nothing without a recorder, once its scratch memory has grown.
func (p *Play) Adjudicate(s *State, o Orders) {
	if s.Ended() {
		return
	}
	p.g.Sort(&o)
	p.repeats.reset()
	p.remember(s, o.Learnt)
	p.pay(s, o)
	if p.g.Sequential {
		p.inOrder(s, o)
	} else {
		for _, tray := range p.g.Plan.Trays {
			p.tray(s, o, tray)
		}
	}
	p.rules(s)
	p.standing(s)
	p.close(s)
	s.lapse()
}

// settled is what became of a move when the ballots were counted.
type settled struct {
	signers Mask
	through bool
	undone  bool // its condition no longer held
	tray    Tray
	falls   int32 // of a simple action, without a recorder: see [Play.falls]
}

// pay counts the ballots and takes all costs at once. A move that does not go
// through gets its cost back in the same stage.
func (p *Play) pay(s *State, o Orders) {
	p.begin(StageCost)
	p.settled, p.trays, p.fresh = p.settled[:0], 0, true
	plain := p.rec == nil
	for i := range o.Moves {
		of := &p.m.bills[o.Moves[i].Action]
		x := settled{through: true}
		if of.asks {
			x = p.poll(s, o.Moves[i], o.Ballots)
		}
		x.tray = of.tray
		plain = plain && of.plain
		if x.through {
			p.trays |= 1 << x.tray
		}
		p.settled = append(p.settled, x)
	}
	if plain {
		p.paid(s, o.Moves)
		return
	}
	for i := range o.Moves {
		m := &o.Moves[i]
		if bill := &p.m.bills[m.Action]; p.rec == nil && bill.is {
			p.bill(s, m, bill)
		} else {
			p.charge(s, *m, CauseCost, rule.TakeFrom)
		}
	}
	for i := range o.Moves {
		if !p.settled[i].through {
			p.unsigned(s, o.Moves[i])
			p.fresh = false
		}
	}
	p.closeStage(s)
}

// unsigned drops a move to which too few have agreed. Its mover and those who
// were asked learn of it.
func (p *Play) unsigned(s *State, m Move) {
	a := &p.g.Actions[m.Action]
	p.happened(p.g.Blocks[a.Block].Past, m.Self, m.Target, true)
	if a.Refund {
		p.charge(s, m, CauseRefund, rule.AddTo)
	}
	parties := One(m.Self) | p.g.Asked(m)
	p.event(Event{Kind: EventUnsigned, Block: a.Block, Self: m.Self, Target: m.Target, Other: -1, Choice: m.Choice, Amount: m.Amount, Seen: parties, Who: parties})
}

// charge pushes the costs of a move, to take or to give back. Only the mover
// may know of them.
func (p *Play) charge(s *State, m Move, kind CauseKind, op rule.AssignOp) {
	a := &p.g.Actions[m.Action]
	c := Cause{Kind: kind, Index: a.Block, Self: m.Self, Target: m.Target, Choice: m.Choice, Amount: m.Amount}
	p.under(&c)
	own := One(m.Self)
	l := p.label(c, p.g.Blocks[a.Block].At, own, own)
	costs := p.m.costs[m.Action]
	for i := range costs {
		p.push(s, &costs[i], op, 0, l)
	}
}

// tray plays all moves of one tray as one stage: conditions, odds and operands
// read the state as it opened.
func (p *Play) tray(s *State, o Orders, tray Tray) {
	if p.trays>>tray&1 == 0 {
		return // nobody plays
	}
	p.begin(StageTray + Stage(tray))
	if p.rec == nil && p.draw(s, o, tray) {
		p.sums(s, o, tray)
		p.fresh = false
		return
	}
	for i := range o.Moves {
		x := &p.settled[i]
		if !x.through || x.tray != tray {
			continue
		}
		m := &o.Moves[i]
		if simple := &p.m.simple[m.Action]; p.rec == nil && simple.is {
			p.simply(s, simple, m, x)
		} else {
			x.undone = !p.play(s, *m, x.signers)
		}
	}
	p.closeStage(s)
	p.fresh = false
}

// play plays one move to which these have agreed, and reports whether it took
// place.
func (p *Play) play(s *State, m Move, signers Mask) bool {
	a := &p.g.Actions[m.Action]
	b := &p.g.Blocks[a.Block]
	c := Cause{Kind: CauseMove, Index: a.Block, Self: m.Self, Target: m.Target, Choice: m.Choice, Amount: m.Amount, Signers: signers}
	if a.Publish {
		p.publish(s, m, c)
		return true
	}
	p.under(&c)
	p.happened(b.Past, m.Self, m.Target, true)
	if a.Temptation {
		s.V[a.Offer0+m.Self] = -1
	} else if !p.holds(s, a.When, c) {
		p.failed(s, m, c)
		return false
	}
	if a.Standing.Present() {
		p.arm(s, c)
		return true
	}
	p.carry(s, a, c)
	return true
}

// carry does what a move does once nothing stands against it.
func (p *Play) carry(s *State, a *Action, c Cause) {
	b := &p.g.Blocks[a.Block]
	if p.g.Ladder.Track >= 0 {
		seen, who := b.Seen.For(c.Self, c.Target), b.Author.For(c.Self, c.Target)
		p.acts = append(p.acts, act{block: a.Block, self: c.Self, target: c.Target, choice: c.Choice, seen: seen, who: who})
	}
	p.happened(b.Past, c.Self, c.Target, false)
	if a.Attack >= 0 {
		p.hits = append(p.hits, hit{attack: a.Attack, self: c.Self, target: c.Target, rung: a.Rung(c.Choice)})
		p.tell(EventAttack, a.Block, c)
	} else {
		p.tell(EventMove, a.Block, c)
	}
	p.run(s, a.Block, c)
	p.outcome(s, a, c)
	p.alsos(s, a.Also, c)
	if len(p.g.Agreements) > 0 {
		p.breaches(s, a, c)
	}
}

// publish gives a piece of evidence to everybody, and does what it does to go
// beyond its mark.
func (p *Play) publish(s *State, m Move, c Cause) {
	e := &p.g.Evidence[m.Choice]
	past := p.g.Blocks[c.Index].Past
	p.happened(past, m.Self, -1, true)
	p.happened(past, m.Self, -1, false)
	s.V[e.Published] = 1
	p.found = append(p.found, reveal{m.Choice, Everybody, c})
	p.event(Event{Kind: EventMove, Block: c.Index, Self: m.Self, Target: -1, Other: m.Choice, Seen: Everybody, Who: Everybody})
	if p.g.marked(m.Choice, m.Self, Public, 0, false) == Beyond {
		p.beyond(s, m.Choice, m.Self, -1)
	}
}

// failed gives the cost back: the condition no longer held when the move's
// stage came.
func (p *Play) failed(s *State, m Move, c Cause) {
	a := &p.g.Actions[m.Action]
	if a.Refund {
		p.charge(s, m, CauseRefund, rule.AddTo)
	}
	own := One(m.Self)
	p.event(Event{Kind: EventFailed, Block: a.Block, Self: m.Self, Target: m.Target, Other: -1, Choice: m.Choice, Amount: m.Amount, Seen: own, Who: own})
}

// outcome draws one number and runs the outcome it picks against running sums.
func (p *Play) outcome(s *State, a *Action, of Cause) {
	if len(a.Outcomes) == 0 {
		return
	}
	c := of
	c.Kind = CauseOutcome
	var few [8]float64
	odds := p.m.odds[p.g.Blocks[a.Block].Owner]
	if odds == nil {
		odds = p.odds(s, a, c, few[:0])
	}
	u, index := p.unit(s, a.Stream, c.Self, c.Target)
	pick, forced := p.fallen(s, index, pickOf(u, odds))
	if p.rec != nil {
		p.rec.Draw(Draw{Cause: c, Stage: p.stage, Purpose: "outcome", Turn: s.Turn(), Index: index, Unit: u, Odds: p.chances(odds...), Pick: pick, Other: -1, Forced: forced})
	}
	if int(pick) == len(odds) {
		if pick = a.rest(); pick < 0 {
			return
		}
		// The running sum fell short of 1 by a rounding.
	}
	block := a.Outcomes[pick].Block
	p.run(s, block, c)
	p.tell(EventOutcome, block, c)
}

// rest returns the outcome that takes the rest, -1 if there is none.
func (a *Action) rest() int32 {
	for i := range a.Outcomes {
		if !a.Outcomes[i].Odds.Present() {
			return int32(i)
		}
	}
	return -1
}

// odds works out the odds of the outcomes, in the memory of odds. Odds above 1 in
// all are scaled to 1; an outcome without odds takes the rest.
func (p *Play) odds(s *State, a *Action, c Cause, odds []float64) []float64 {
	rest, total := a.rest(), 0.0
	p.under(&c)
	for i := range a.Outcomes {
		if int32(i) == rest {
			odds = append(odds, 0)
			continue
		}
		x, ok := p.number(s, a.Outcomes[i].Odds)
		if !ok {
			p.fault(Fault{Cause: c, Stage: p.stage, Slot: -1})
			x = 0
		}
		x = max(x, 0)
		odds = append(odds, x)
		total += x
	}
	if total > 1 {
		for i := range odds {
			odds[i] /= total
		}
		p.fault(Fault{Cause: c, Stage: p.stage, Slot: -1, Scaled: true})
		total = 1
	}
	if rest >= 0 {
		odds[rest] = 1 - total
	}
	return odds
}

// rules runs each rule once, in file order; a rule with all its instances is
// one stage.
func (p *Play) rules(s *State) {
	for at, i := range p.g.Plan.Rules {
		if solo := &p.m.solos[at]; p.rec == nil && solo.is {
			p.solo(s, solo)
			continue
		}
		p.begin(StageRules)
		p.rule(s, &p.g.Rules[i])
		p.closeStage(s)
	}
}

func (p *Play) rule(s *State, r *Rule) {
	b := &p.g.Blocks[r.Block]
	for i, pair := range r.Instances {
		fired := &s.V[r.Fired+int32(i)]
		if *fired > 0 && (r.Once || s.V[SlotTurn]-*fired <= float64(r.Cooldown)) {
			continue
		}
		c := Cause{Kind: CauseRule, Index: r.Block, Self: pair[0], Target: pair[1]}
		if !p.arrives(s, &r.Arrive, false, c) {
			continue
		}
		if !p.chance(s, r.Chance, r.Stream, "rule", c, -1) {
			continue
		}
		*fired = s.V[SlotTurn]
		p.happened(b.Past, pair[0], pair[1], false)
		p.run(s, r.Block, c)
		if p.rec != nil && b.After.None() {
			seen := b.Seen.For(pair[0], pair[1])
			if !r.Said {
				seen = p.witnesses(b)
			}
			p.event(Event{Kind: EventRule, Block: r.Block, Self: pair[0], Target: pair[1], Other: -1, Seen: seen, Who: seen})
		}
	}
}

// close ends the turn: beliefs, metrics, then endings.
func (p *Play) close(s *State) {
	p.begin(StageClose)
	for _, step := range p.g.Plan.Close {
		p.step(s, step)
	}
}

// metrics gathers what the turn's numbers add.
func (p *Play) metrics(s *State) {
	for i := range p.g.Metrics {
		x := &p.g.Metrics[i]
		for j, of := range x.Instances {
			slot := x.Slot + int32(j)
			p.on(of[0], of[1])
			v, ok := p.number(s, x.Value)
			if !ok {
				p.fault(Fault{Stage: p.stage, Slot: slot})
				continue
			}
			s.V[slot] = x.gather(s.V[slot], v, s.V[SlotTurn])
		}
	}
}

// gather joins the value of one turn to what was gathered in the turns before.
func (x *Metric) gather(so, v, turn float64) float64 {
	switch {
	case x.Over == Sum:
		return so + v
	case x.Over == Mean:
		return so + (v-so)/turn
	case turn == 1 || x.Over == Last:
		return v
	case x.Over == Maximum:
		return max(so, v)
	}
	return min(so, v)
}

// endings decides whether the game is over: an outcome's ends first, then
// endings in file order, the first that holds; after the last turn the last
// resort.
func (p *Play) endings(s *State) {
	if ends := int32(s.V[SlotEnds]); ends > 0 {
		p.end(s, ends-1)
		return
	}
	last := int32(-1)
	for i := range p.g.Endings {
		e := &p.g.Endings[i]
		if e.Last {
			last = int32(i)
			continue
		}
		if gate := &p.m.ends[i]; p.rec == nil && gate.is && !gate.Holds(s.V) {
			continue
		}
		c := Cause{Index: -1, Self: -1, Target: -1}
		if p.arrives(s, &e.Arrive, false, c) && p.chance(s, e.Chance, e.Stream, "ending", c, int32(i)) {
			p.end(s, int32(i))
			return
		}
	}
	if s.Turn() >= p.g.Turns {
		p.end(s, last)
	}
}

// end ends the game; -1 means that time ran out without an ending.
func (p *Play) end(s *State, ending int32) {
	p.parting(s)
	s.V[SlotEnded] = float64(ending + 1)
	if ending < 0 {
		s.V[SlotEnded] = float64(len(p.g.Endings) + 1)
	}
	p.event(Event{Kind: EventEnding, Block: -1, Self: -1, Target: -1, Other: ending, Seen: Everybody, Who: Everybody})
}

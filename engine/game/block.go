package game

import "slices"

// run does what a block says, or puts it off. Everything it gathers is applied
// when the stage closes. of says who does it to whom, what was chosen and who
// agreed.
func (p *Play) run(s *State, block int32, of Cause) {
	if !p.m.blocks[block].now {
		b := &p.g.Blocks[block]
		p.delay(s, Due{Turn: p.g.when(s.Turn(), b.After), Block: block, Self: of.Self, Target: of.Target, Choice: of.Choice, Amount: of.Amount, Signers: of.Signers})
		return
	}
	p.do(s, block, of)
}

// do does what a block says now. An outcome or also has happened when it comes;
// what has one or the other has happened when it was chosen or arrived, even if
// its block waits.
func (p *Play) do(s *State, block int32, of Cause) {
	if p.rec == nil && p.m.blocks[block].bare {
		p.bare(s, block, &of)
		return
	}
	b := &p.g.Blocks[block]
	self, target := of.Self, of.Target
	c := of
	c.Kind, c.Index = b.Kind, block
	p.under(&c)
	var l *label
	if p.rec != nil {
		l = p.label(c, b.At, b.Seen.For(self, target), b.Author.For(self, target))
		if b.Kind == CauseRule && !p.g.Rules[b.Owner].Said {
			l.seen, l.who = Everybody, Everybody // all who see the number: its grade decides
		}
	}
	ready := p.m.blocks[block].effects
	for i := range b.Effects {
		e := &b.Effects[i]
		if e.When.Present() && !p.holds(s, e.When, c) {
			continue
		}
		if l != nil {
			l.at = e.At
		}
		p.push(s, &ready[i], e.Op, b.Priority, l)
		if p.line {
			p.apply(s)
		}
	}
	for _, inject := range b.Fires {
		p.delay(s, Due{Turn: p.g.fired(inject, s.Turn()), Block: p.g.Injects[inject].Block, Self: -1, Target: -1, Fired: true})
	}
	for i := range b.Reveals {
		p.found = append(p.found, reveal{b.Reveals[i].Evidence, b.Reveals[i].To.For(self, target), c})
	}
	for i := range b.Examines {
		p.checks = append(p.checks, reveal{b.Examines[i].Evidence, b.Examines[i].To.For(self, target), c})
	}
	if len(b.Makes) > 0 {
		p.agree(s, b.Makes, c)
	}
	if b.Ends >= 0 && s.V[SlotEnds] == 0 {
		s.V[SlotEnds] = float64(b.Ends + 1)
	}
	if b.Kind == CauseOutcome || b.Kind == CauseAlso {
		p.happened(b.Past, self, target, false)
	}
}

// bare does a bare block, without a recorder.
func (p *Play) bare(s *State, block int32, of *Cause) {
	b := &p.m.blocks[block]
	if len(b.effects) == 0 {
		return
	}
	p.on(of.Self, of.Target)
	p.bind.Signers = uint64(of.Signers)
	p.open(b.open, of)
	priority := p.g.Blocks[block].Priority
	for i := range b.effects {
		e := &b.effects[i]
		if e.when.Present() && !p.m.guard[e.when].Holds(s.V, &p.bind) {
			continue
		}
		p.push(s, e, e.op, priority, nil)
		if p.line {
			p.apply(s)
		}
	}
}

// delay puts a block off. What would come after the end of the game is kept:
// the debrief shows it.
func (p *Play) delay(s *State, d Due) {
	if int32(len(s.Due)) < p.g.Plan.MaxDue {
		s.Due = append(s.Due, d)
		return
	}
	p.fault(Fault{Cause: Cause{Kind: p.g.Blocks[d.Block].Kind, Index: d.Block, Self: d.Self, Target: d.Target}, Stage: p.stage, Slot: -1})
}

// when returns the turn at whose Open a delay from turn t ends: n turns later,
// or the first turn that begins at or after the hour. It is Turns + 1 for what
// comes too late.
func (g *Game) when(t int32, d Delay) int32 {
	if d.Hours == 0 {
		return min(t+d.Turns, g.Turns+1)
	}
	if t >= g.Turns {
		return g.Turns + 1
	}
	later, _ := slices.BinarySearch(g.Begins[t:g.Turns], g.Begins[t-1]+d.Hours)
	return t + 1 + int32(later)
}

// alsos runs the additional blocks of an action or attack, each by its own
// condition and chance.
func (p *Play) alsos(s *State, blocks []int32, of Cause) {
	for _, id := range blocks {
		b := &p.g.Blocks[id]
		c := of
		c.Kind, c.Index = CauseAlso, id
		p.under(&c)
		if !p.holds(s, b.When, c) || !p.chance(s, b.Chance, b.Stream, "also", c, -1) {
			continue
		}
		p.run(s, id, c)
		if b.After.None() {
			p.tell(EventAlso, id, c)
		}
	}
}

// tell records the event that a block came about.
func (p *Play) tell(kind EventKind, block int32, of Cause) {
	if p.rec == nil {
		return
	}
	b := &p.g.Blocks[block]
	p.event(Event{
		Kind: kind, Block: block, Self: of.Self, Target: of.Target, Other: -1, Choice: of.Choice, Amount: of.Amount, Signers: of.Signers,
		Seen: b.Seen.For(of.Self, of.Target), Who: b.Author.For(of.Self, of.Target),
	})
}

package game

import "slices"

// arm gives a standing order: it waits until its condition holds at the end of
// the rules of some turn. Only its mover learns of it.
func (p *Play) arm(s *State, c Cause) {
	p.delay(s, Due{Turn: s.Turn(), Block: c.Index, Self: c.Self, Target: c.Target, Standing: true, Choice: c.Choice, Amount: c.Amount, Signers: c.Signers})
	own := One(c.Self)
	p.event(Event{Kind: EventArmed, Block: c.Index, Self: c.Self, Target: c.Target, Other: -1, Choice: c.Choice, Amount: c.Amount, Seen: own, Who: own})
}

// standing plays the standing orders whose condition holds, once each and all as
// one stage, in the order in which they were given. One that was given in this
// turn can be played in it.
func (p *Play) standing(s *State) {
	if !slices.ContainsFunc(s.Due, func(d Due) bool { return d.Standing }) {
		return
	}
	p.begin(StageRules)
	n, kept := len(s.Due), 0
	for i := 0; i < len(s.Due); i++ {
		d := s.Due[i]
		if i < n && d.Standing && p.strikes(s, d) {
			continue
		}
		s.Due[kept] = d
		kept++
	}
	s.Due = s.Due[:kept]
	p.closeStage(s)
}

// strikes plays a standing order if its condition holds.
func (p *Play) strikes(s *State, d Due) bool {
	a := p.g.ActionOf(d.Block)
	c := d.of()
	c.Kind, c.Index = CauseMove, d.Block
	p.under(&c)
	if !p.holds(s, a.Standing, c) {
		return false
	}
	p.carry(s, a, c)
	return true
}

// Waiting is a standing order that waits for its condition.
type Waiting struct {
	Move Move
	Turn int32 // in which it was given
}

// Standing lists the viewer's own standing orders, in the order in which they
// were given.
func (v View) Standing() []Waiting {
	var out []Waiting
	for _, d := range v.s.Due {
		if d.Standing && d.Self == v.role {
			a := v.m.Game.Blocks[d.Block].Owner
			out = append(out, Waiting{Move{Action: a, Self: d.Self, Target: d.Target, Choice: d.Choice, Amount: d.Amount}, d.Turn})
		}
	}
	return out
}

// Armed reports whether the viewer's standing order of this move waits already.
func (v View) Armed(m Move) bool {
	a := &v.m.Game.Actions[m.Action]
	if !a.Standing.Present() {
		return false
	}
	for _, d := range v.s.Due {
		if d.Standing && d.Block == a.Block && d.Self == v.role && d.Target == m.Target && d.Choice == m.Choice && d.Amount == m.Amount {
			return true
		}
	}
	return false
}

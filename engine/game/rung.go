package game

import (
	"math"
	"slices"

	"demarche/engine/rule"
)

// climb moves the ladder by the acts of the stage. An act whose author all can
// see lifts the pair to its rung; a public attribution lifts the pair of victim
// and accused to the rung of what is attributed, right or wrong. An act whose
// author is hidden moves nothing here.
func (p *Play) climb(s *State) {
	if p.g.Ladder.Track < 0 {
		p.acts = p.acts[:0]
		return
	}
	for _, x := range p.acts {
		if x.seen&x.who&Public == 0 {
			continue
		}
		a := &p.g.Actions[p.g.Blocks[x.block].Owner]
		c := Cause{Kind: CauseAct, Index: x.block, Self: x.self, Target: x.target, Choice: x.choice}
		if rung := a.Rung(x.choice); rung >= 0 {
			p.lift(s, a.Act, rung, x, c)
		}
		if a.Attributes >= 0 && x.target >= 0 {
			p.accuse(s, a.Attributes, x.target, c)
		}
	}
	p.acts = p.acts[:0]
}

// lift raises the pairs that an act names.
func (p *Play) lift(s *State, a Climb, rung int32, x act, c Cause) {
	for _, o := range a.Of {
		for _, w := range a.With {
			p.raise(s, side(o, x.self, x.target), side(w, x.self, x.target), rung, c)
		}
	}
}

// Lifted lists the pairs, by their place among all, that the rung of an action may
// move, whoever acts on whomever; none without a ladder.
func (g *Game) Lifted(a *Action) []int32 {
	if g.Ladder.Track < 0 {
		return nil
	}
	table, n := g.Code.Tables[g.Tracks[g.Ladder.Track].Table], int32(len(g.Roles))
	targets := a.Targets
	if targets == nil {
		targets = []int32{-1}
	}
	var out []int32
	for self := range n {
		if !a.By.Has(self) {
			continue
		}
		for _, target := range targets {
			for _, o := range a.Act.Of {
				for _, w := range a.Act.With {
					x, y := side(o, self, target), side(w, self, target)
					if x < 0 || y < 0 {
						continue
					}
					if off := table[x*n+y]; off >= 0 && !slices.Contains(out, off) {
						out = append(out, off)
					}
				}
			}
		}
	}
	return out
}

// side returns the role that a side of [Climb] names when self acts on target.
func side(of, self, target int32) int32 {
	switch rule.Who(of) {
	case rule.Self:
		return self
	case rule.Target:
		return target
	}
	return of
}

// raise puts the pair of the States of two roles at rung or leaves it higher.
func (p *Play) raise(s *State, a, b, rung int32, c Cause) {
	if a < 0 || b < 0 {
		return
	}
	tr := &p.g.Tracks[p.g.Ladder.Track]
	off := p.g.Code.Tables[tr.Table][a*int32(len(p.g.Roles))+b]
	if off < 0 || rung < 0 {
		return
	}
	s.V[p.g.Ladder.Acted+off] = s.V[SlotTurn]
	slot := tr.Base + off
	before := s.V[slot]
	if before >= float64(rung) {
		return
	}
	s.V[slot] = p.g.bound(s, slot, float64(rung))
	p.rung = true
	p.moved(slot, before, s.V[slot], Part{Cause: c, Op: rule.Set, By: float64(rung), Seen: Everybody, Who: Everybody})
}

// moved records that a pair changed its rung outside apply.
func (p *Play) moved(slot int32, before, after float64, part Part) {
	if p.rec != nil {
		p.rec.Change(Change{Slot: slot, Stage: p.stage, Before: before, After: after, Parts: p.only(part)})
	}
}

// cool lets a pair fall by one rung after Cooling turns without an act.
func (p *Play) cool(s *State) {
	l := &p.g.Ladder
	if l.Track < 0 || l.Cooling == 0 {
		return
	}
	tr := &p.g.Tracks[l.Track]
	for off := int32(0); off < tr.N; off++ {
		slot, acted := tr.Base+off, l.Acted+off
		if s.V[slot] <= p.g.Slots[slot].Min || s.V[SlotTurn]-s.V[acted] <= float64(l.Cooling) {
			continue
		}
		before := s.V[slot]
		s.V[slot] = p.g.bound(s, slot, before-1)
		s.V[acted] = s.V[SlotTurn] - 1
		d := &p.g.Slots[slot]
		p.moved(slot, before, s.V[slot], Part{Cause: Cause{Kind: CauseCooling, Index: -1, Self: d.Role, Target: d.Other}, Op: rule.TakeFrom, By: 1, Seen: Everybody, Who: Everybody})
	}
	p.rungs(s)
}

// rungs works out the highest rung now and ever.
func (p *Play) rungs(s *State) {
	if p.g.Ladder.Track < 0 {
		return
	}
	tr := &p.g.Tracks[p.g.Ladder.Track]
	top := 0.0
	for slot := tr.Base; slot < tr.Base+tr.N; slot++ {
		top = math.Max(top, s.V[slot])
	}
	s.V[SlotMaxRung] = top
	s.V[SlotPeakRung] = math.Max(s.V[SlotPeakRung], top)
}

package scenario

import (
	"math"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// warnFirebreaks looks for measures whose effects may lift a rung past a firebreak
// although the measure declares no rung beyond it: nobody is asked to confirm what
// effects do. What comes later, or only if something else holds or chance has it, is
// what the world makes of the step, as a rule would.
func (c *compiler) warnFirebreaks() {
	l := &c.g.Ladder
	if l.Track < 0 || len(l.Firebreaks) == 0 {
		return
	}
	for i, b := range c.g.Blocks {
		if b.Of != game.OwnerAction || !b.After.None() || b.When.Present() || b.Chance.Present() {
			continue
		}
		declared := c.declared(b.Owner)
		for _, e := range b.Effects {
			if c.g.Slots[e.To.Base].Track != l.Track {
				continue
			}
			if below, crosses := c.lifts(&e, declared); crosses {
				c.warnings.Add(e.At, c.paths[i]+".effects", "write rung = …, of a measure that all see, or let a rule lift it",
					"it may lift a pair past the firebreak below rung %d, and nobody is asked to confirm that", below)
				break
			}
		}
	}
}

// declared is the highest rung that a measure asks to confirm, -1 if it asks for
// none: in secret it moves no rung by itself.
func (c *compiler) declared(action int32) int32 {
	a := &c.g.Actions[action]
	if !c.g.Openly(action) {
		return -1
	}
	rung := a.Act.Rung
	for _, choice := range a.Choices {
		for _, w := range choice.Words {
			rung = max(rung, w.Rung)
		}
	}
	if a.Attributes >= 0 {
		rung = max(rung, c.g.Attacks[a.Attributes].Rung)
	}
	return rung
}

// lifts returns the lowest firebreak, above what is declared, past which an effect on
// a rung may lift a pair.
func (c *compiler) lifts(e *game.Effect, declared int32) (below int32, crosses bool) {
	by := c.span(e.By)
	up := false // whether it can lift at all
	top := math.Inf(1)
	switch e.Op {
	case rule.Set:
		up, top = !c.lowers(e.By, e.To), by.hi
	case rule.AddTo:
		up = by.hi > 0
	case rule.TakeFrom:
		up = by.lo < 0
	case rule.Scale:
		up = by.hi > 1
	}
	for _, f := range c.g.Ladder.Firebreaks {
		if up && f.Below > declared && float64(f.Below) <= math.Round(top) && (!crosses || f.Below < below) {
			below, crosses = f.Below, true
		}
	}
	return below, crosses
}

// lowers reports whether what a rung is set to is never above where it stands.
func (c *compiler) lowers(e rule.Expr, rung rule.Ref) bool {
	n := &c.code.Nodes[e-1]
	a, b, other := rule.Expr(n.A+1), rule.Expr(n.B+1), rule.Expr(n.C+1)
	switch n.Op {
	case rule.Load:
		return n.Ref == rung
	case rule.Min:
		return c.lowers(a, rung) || c.lowers(b, rung)
	case rule.Max:
		return c.lowers(a, rung) && c.lowers(b, rung)
	case rule.Sub:
		return c.lowers(a, rung) && c.span(b).lo >= 0
	case rule.If:
		return c.lowers(b, rung) && c.lowers(other, rung)
	}
	return false
}

// span holds every value that an expression can have.
type span struct{ lo, hi float64 }

var anywhere = span{math.Inf(-1), math.Inf(1)}

// span works out between which numbers the value of an expression lies, from the
// bounds of what it reads; where it cannot tell, anywhere.
func (c *compiler) span(e rule.Expr) span {
	if !e.Present() {
		return anywhere
	}
	return c.spanOf(int32(e) - 1)
}

func (c *compiler) spanOf(i int32) span {
	n := &c.code.Nodes[i]
	switch n.Op {
	case rule.Const:
		return span{n.K, n.K}
	case rule.Load:
		return c.reach(n.Ref)
	case rule.Add, rule.Sub, rule.Mul, rule.Min, rule.Max:
		return meet(n.Op, c.spanOf(n.A), c.spanOf(n.B))
	case rule.If:
		a, b := c.spanOf(n.B), c.spanOf(n.C)
		return span{math.Min(a.lo, b.lo), math.Max(a.hi, b.hi)}
	case rule.Round, rule.Floor, rule.Ceil:
		a := c.spanOf(n.A)
		return span{math.Floor(a.lo), math.Ceil(a.hi)}
	case rule.Eq, rule.Ne, rule.Lt, rule.Le, rule.Gt, rule.Ge, rule.And, rule.Or, rule.Not, rule.Has, rule.Signed, rule.InTurn:
		return span{0, 1}
	}
	return anywhere
}

// reach is that of the number that is read: all of a family have the same.
func (c *compiler) reach(r rule.Ref) span {
	s := &c.g.Slots[r.Base]
	if s.Kind != game.KindTrack && s.Kind != game.KindParam || s.MinOf >= 0 || s.MaxOf >= 0 {
		return anywhere
	}
	return span{s.Min, s.Max}
}

// meet works out the span of a sum, difference, product, smallest or largest.
func meet(op rule.Op, a, b span) span {
	var out span
	switch op {
	case rule.Add:
		out = span{a.lo + b.lo, a.hi + b.hi}
	case rule.Sub:
		out = span{a.lo - b.hi, a.hi - b.lo}
	case rule.Min:
		return span{math.Min(a.lo, b.lo), math.Min(a.hi, b.hi)}
	case rule.Max:
		return span{math.Max(a.lo, b.lo), math.Max(a.hi, b.hi)}
	case rule.Mul:
		p, q, r, s := a.lo*b.lo, a.lo*b.hi, a.hi*b.lo, a.hi*b.hi
		out = span{min(p, q, r, s), max(p, q, r, s)}
	}
	if out.lo != out.lo || out.hi != out.hi { // infinite less infinite, nothing times infinite
		return anywhere
	}
	return out
}

package game

import (
	"math"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// pending is one contribution that waits for the close of its stage.
type pending struct {
	slot     int32
	op       rule.AssignOp
	priority int16
	by       float64
	cause    Cause
	at       source.Pos
	seen     Mask
	who      Mask
}

// sum is what the contributions to one number add up to.
type sum struct {
	open     bool
	set      bool
	priority int16
	winner   int32   // index into pending of the setting that counts
	x        float64 // before, and every addition so far
	scale    float64
	to       float64
}

// occurrence is something that happened, to be counted when its stage closes.
type occurrence struct {
	past         int32
	self, target int32
	tried        bool // only attempted
}

// reveal is evidence to be given when the stage closes.
type reveal struct {
	evidence int32
	to       Mask
	cause    Cause
}

// act is something that may move the ladder when the stage closes.
type act struct {
	block  int32
	self   int32
	target int32
	choice int32
	seen   Mask
	who    Mask
}

// push adds one contribution. A result that is not finite is dropped and told.
func (p *Play) push(s *State, to rule.Ref, op rule.AssignOp, by rule.Expr, c Cause, at source.Pos, priority int16, seen, who Mask) {
	slot := p.g.Code.Slot(to, &p.bind)
	if slot < 0 {
		p.fault(Fault{Cause: c, Stage: p.stage, Slot: -1, At: at})
		return
	}
	x, ok := p.number(s, by)
	if !ok {
		p.fault(Fault{Cause: c, Stage: p.stage, Slot: slot, At: at})
		return
	}
	p.pending = append(p.pending, pending{slot: slot, op: op, priority: priority, by: x, cause: c, at: at, seen: seen, who: who})
}

// closeStage applies all that the stage gathered, in this order: numbers,
// counts of what happened, who played an attack, evidence, beliefs, rungs. What
// was told of a stage is therefore read by the next one only.
func (p *Play) closeStage(s *State) {
	p.apply(s)
	p.count(s)
	p.struck(s)
	p.give(s)
	if p.belief {
		p.believe(s)
		p.belief = false
	}
	p.climb(s)
	p.rungs(s)
}

// apply combines the pending contributions per number: every addition in the
// order pushed, which is canonical, then every multiplication, then the setting
// of highest priority (the first on a tie), then bounds, then wholeness.
func (p *Play) apply(s *State) {
	for i := range p.pending {
		q := &p.pending[i]
		a := &p.acc[q.slot]
		if !a.open {
			*a = sum{open: true, x: s.V[q.slot], scale: 1, winner: -1}
			p.touched = append(p.touched, q.slot)
		}
		switch q.op {
		case rule.AddTo:
			a.x += q.by
		case rule.TakeFrom:
			a.x -= q.by
		case rule.Scale:
			a.scale = float64(a.scale * q.by)
		case rule.Set:
			if !a.set || q.priority > a.priority {
				a.set, a.priority, a.to, a.winner = true, q.priority, q.by, int32(i)
			}
		}
	}
	for _, slot := range p.touched {
		a := &p.acc[slot]
		before := s.V[slot]
		x := float64(a.x * a.scale)
		if a.set {
			x = a.to
		}
		if math.IsNaN(x) || math.IsInf(x, 0) {
			p.fault(Fault{Stage: p.stage, Slot: slot})
			x = before
		}
		after := p.g.bound(s, slot, x)
		s.V[slot] = after
		if p.rec != nil {
			p.rec.Change(Change{Slot: slot, Stage: p.stage, Before: before, After: after, Parts: p.parts(slot, a.winner), Cut: after - x})
		}
		a.open = false
	}
	p.touched = p.touched[:0]
	p.pending = p.pending[:0]
	p.rebound(s)
}

// parts lists the contributions to one number.
func (p *Play) parts(slot, winner int32) []Part {
	var out []Part
	for i, q := range p.pending {
		if q.slot == slot {
			out = append(out, Part{Cause: q.cause, At: q.at, Op: q.op, By: q.by, Seen: q.seen, Who: q.who, Lost: q.op == rule.Set && int32(i) != winner})
		}
	}
	return out
}

// rebound cuts numbers whose bound is itself a number that has moved.
func (p *Play) rebound(s *State) {
	for _, slot := range p.g.Plan.Bounded {
		before := s.V[slot]
		after := p.g.bound(s, slot, before)
		if after == before {
			continue
		}
		s.V[slot] = after
		if p.rec != nil {
			p.rec.Change(Change{Slot: slot, Stage: p.stage, Before: before, After: after, Cut: after - before})
		}
	}
}

// Limits returns the bounds of a slot now.
func (g *Game) Limits(s *State, slot int32) (lo, hi float64) {
	d := &g.Slots[slot]
	lo, hi = d.Min, d.Max
	if d.MinOf >= 0 {
		lo = s.V[d.MinOf]
	}
	if d.MaxOf >= 0 {
		hi = s.V[d.MaxOf]
	}
	return lo, hi
}

// bound cuts x to what the slot declares, then makes it whole if the slot is.
// Halves round away from zero.
func (g *Game) bound(s *State, slot int32, x float64) float64 {
	lo, hi := g.Limits(s, slot)
	x = max(min(x, hi), lo)
	if g.Slots[slot].Whole {
		x = math.Round(x)
	}
	return x
}

// happened notes that something took place, for the close of the stage.
func (p *Play) happened(past, self, target int32, tried bool) {
	if past >= 0 {
		p.seen = append(p.seen, occurrence{past, self, target, tried})
	}
}

// count writes the facts about what happened in this stage.
func (p *Play) count(s *State) {
	n := int32(len(p.g.Roles))
	for _, o := range p.seen {
		f := &p.g.Plan.Past[o.past]
		s.note(f.World, f.InWorld, 1, 0, o.tried)
		if o.self < 0 {
			continue
		}
		s.note(f.Role, f.InRole, n, o.self, o.tried)
		if o.target >= 0 {
			s.note(f.Pair, f.InPair, n*n, o.self*n+o.target, o.tried)
		}
	}
	p.seen = p.seen[:0]
}

// note writes one occurrence to the facts of a family and to its turns, where
// somebody asks for them.
func (s *State) note(facts, turns, width, index int32, tried bool) {
	if facts >= 0 {
		s.mark(facts, width, index, tried)
	}
	if turns >= 0 && !tried {
		at := s.Turn() - 1 // nothing happens before turn 1
		slot := &s.V[turns+at/rule.SlotTurns*width+index]
		*slot = float64(uint64(*slot) | 1<<(at%rule.SlotTurns))
	}
}

// mark counts one occurrence in a family of facts: Times, First, Last, Prev,
// Tried, each as wide as the family.
func (s *State) mark(base, width, index int32, tried bool) {
	at := func(fact rule.Fact) *float64 { return &s.V[base+int32(fact-rule.Times)*width+index] }
	if tried {
		*at(rule.Tried)++
		return
	}
	turn := s.V[SlotTurn]
	if *at(rule.Times) == 0 {
		*at(rule.First) = turn
	}
	*at(rule.Times)++
	if last := at(rule.Last); *last != turn {
		*at(rule.Prev) = *last
		*last = turn
	}
}

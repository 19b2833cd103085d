package game

import (
	"math"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// pending is one contribution that waits for the close of its stage.
type pending struct {
	slot int32
	op   rule.AssignOp
	by   float64
	label
}

// label says whose contribution it is, for a recorder.
type label struct {
	cause Cause
	at    source.Pos
	seen  Mask
	who   Mask
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
// l is nil if nobody is told of anything.
func (p *Play) push(s *State, e *effect, op rule.AssignOp, priority int16, l *label) {
	slot := e.to.Slot(&p.bind)
	if slot >= 0 {
		p.bind.Bad = false
		if x := e.by(s.V, &p.bind); !p.bind.Bad && x-x == 0 {
			p.gather(s, slot, op, priority, x, l)
			return
		}
	}
	p.faulted = true
	if l != nil {
		p.fault(Fault{Cause: l.cause, Stage: p.stage, Slot: slot, At: l.at})
	}
}

// label returns what a recorder is to know of contributions, nil if there is
// none.
func (p *Play) label(c Cause, at source.Pos, seen, who Mask) *label {
	if p.rec == nil {
		return nil
	}
	return &label{c, at, seen, who}
}

// gather adds to the sum of a number in this stage: every addition in the order
// in which it comes, which is canonical, every multiplication, and the setting of
// highest priority, the first on a tie.
func (p *Play) gather(s *State, slot int32, op rule.AssignOp, priority int16, by float64, l *label) {
	a := &p.acc[slot]
	if !a.open {
		*a = sum{open: true, x: s.V[slot], scale: 1, winner: -1}
		p.touched = append(p.touched, slot)
	}
	switch op {
	case rule.AddTo:
		a.x += by
	case rule.TakeFrom:
		a.x -= by
	case rule.Scale:
		a.scale = float64(a.scale * by)
	case rule.Set:
		if !a.set || priority > a.priority {
			a.set, a.priority, a.to, a.winner = true, priority, by, int32(len(p.pending))
		}
	}
	if l != nil {
		p.pending = append(p.pending, pending{slot, op, by, *l})
	}
}

// closeStage applies all that the stage gathered, in this order: numbers,
// counts of what happened, who played an attack, evidence, what was examined of it, beliefs, rungs. What
// was told of a stage is therefore read by the next one only.
func (p *Play) closeStage(s *State) {
	p.apply(s)
	if len(p.seen) > 0 {
		p.count(s)
	}
	if len(p.pacts) > 0 {
		p.settle(s)
	}
	if len(p.hits) > 0 {
		p.struck(s)
	}
	if len(p.found) > 0 {
		p.give(s)
	}
	if len(p.checks) > 0 {
		p.examine(s)
	}
	if p.belief {
		p.believe(s)
		p.belief = false
	}
	if len(p.acts) > 0 {
		p.climb(s)
	}
	if p.rung {
		p.rungs(s)
		p.rung = false
	}
}

// apply makes the sums of the stage the numbers of the state: additions, then
// multiplications, then a setting, then bounds, then wholeness.
func (p *Play) apply(s *State) {
	for _, slot := range p.touched {
		a := &p.acc[slot]
		a.open = false
		before := s.V[slot]
		x := float64(a.x * a.scale)
		if a.set {
			x = a.to
		}
		if x-x != 0 {
			p.fault(Fault{Stage: p.stage, Slot: slot})
			x = before
		}
		after := p.m.limits[slot].cut(s, x)
		s.V[slot] = after
		p.rung = p.rung || p.m.limits[slot].rung
		if p.rec != nil {
			p.rec.Change(Change{Slot: slot, Stage: p.stage, Before: before, After: after, Parts: p.parts(slot, a.winner), Cut: after - x})
		}
	}
	p.touched = p.touched[:0]
	p.pending = p.pending[:0]
	if len(p.g.Plan.Bounded) > 0 {
		p.rebound(s)
	}
}

// parts lists the contributions to one number.
func (p *Play) parts(slot, winner int32) []Part {
	p.part = p.part[:0]
	for i := range p.pending {
		if q := &p.pending[i]; q.slot == slot {
			p.part = append(p.part, Part{Cause: q.cause, At: q.at, Op: q.op, By: q.by, Seen: q.seen, Who: q.who, Lost: q.op == rule.Set && int32(i) != winner})
		}
	}
	return p.part
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
func (g *Game) bound(s *State, slot int32, x float64) float64 {
	d := &g.Slots[slot]
	l := limits{lo: d.Min, hi: d.Max, minOf: d.MinOf, maxOf: d.MaxOf, whole: d.Whole}
	return l.cut(s, x)
}

// cut cuts x to the bounds, then makes it whole if the number is. Halves round
// away from zero. Constant bounds take no branch: whether a number comes to its
// bounds nobody could foretell.
func (l *limits) cut(s *State, x float64) float64 {
	if l.plain {
		return max(min(x, l.hi), l.lo)
	}
	return l.cutting(s, x)
}

func (l *limits) cutting(s *State, x float64) float64 {
	lo, hi := l.lo, l.hi
	if l.minOf >= 0 {
		lo = s.V[l.minOf]
	}
	if l.maxOf >= 0 {
		hi = s.V[l.maxOf]
	}
	x = max(min(x, hi), lo)
	if l.whole && x != math.Trunc(x) {
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

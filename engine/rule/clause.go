package rule

import "math"

// Most parts of conditions have one of three shapes, in which they can be told
// without a call: a number lies between two others ([interval]), one of two
// numbers does, or the sum of two numbers does.

// interval is the condition that a number lies between two others, both
// included. own is -1 if the number is self's, to be added to slot, else 0.
type interval struct {
	lo, hi    float64
	slot, own int32
}

func (t *interval) holds(v []float64, self int32) bool {
	x := v[t.slot+self&t.own]
	return t.lo <= x && x <= t.hi
}

// ready is t with ends that can be subtracted, see [under].
func (t interval) ready() interval {
	t.lo, t.hi = low(t.lo), high(t.hi)
	return t
}

// either is the condition that one of two numbers lies in its interval. Both
// stand at fixed slots.
type either struct{ a, b interval }

// fails is [under]: the highest bit is set if it does not hold. Both sides are
// looked at, without a branch.
func (e *either) fails(v []float64) uint64 {
	x, y := v[e.a.slot], v[e.b.slot]
	return (under(x, e.a.lo) | under(e.a.hi, x)) & (under(y, e.b.lo) | under(e.b.hi, y))
}

// ready is e with ends that can be subtracted, see [under].
func (e either) ready() either {
	e.a, e.b = e.a.ready(), e.b.ready()
	return e
}

// beyond is an either whose intervals have one end each: sign * number must be at
// least end. It takes half the comparisons.
type beyond struct {
	sign, end [2]float64
	slot      [2]int32
}

func (e *either) beyond() (out beyond, ok bool) {
	for i, t := range [...]interval{e.a, e.b} {
		out.slot[i] = t.slot
		switch inf := math.Inf(1); {
		case t.hi == inf:
			out.sign[i], out.end[i] = 1, low(t.lo)
		case t.lo == -inf:
			out.sign[i], out.end[i] = -1, low(-t.hi)
		default:
			return out, false
		}
	}
	return out, true
}

// fails is [under]: the highest bit is set if it does not hold.
func (b *beyond) fails(v []float64) uint64 {
	return under(float64(at(v, b.slot[0])*b.sign[0]), b.end[0]) & under(float64(at(v, b.slot[1])*b.sign[1]), b.end[1])
}

// total is the condition that the sum of two numbers at fixed slots lies between
// two others. These are finite: a sum that is not is Bad, and the condition does
// not hold.
type total struct {
	lo, hi float64
	i, j   int32
}

// fails is [under]: the highest bit is set if it does not hold.
func (t *total) fails(v []float64) uint64 {
	x := at(v, t.i) + at(v, t.j)
	return under(x, t.lo) | under(t.hi, x)
}

// ready is t with ends that can be subtracted, see [under].
func (t total) ready() total {
	t.lo, t.hi = low(t.lo), high(t.hi)
	return t
}

// under has its highest bit set if x is less than y. The sign of a difference is
// that of the comparison, since subnormal numbers are kept, and takes one operation
// where a comparison takes three. Neither is NaN, they are not one and the same
// infinity, and an end has been through [low], as y, or [high], as x: the
// difference of two zeros must not be -0.
func under(x, y float64) uint64 { return math.Float64bits(x - y) }

// at is the number at a slot, which is never below 0: as it is unsigned the
// processor loads it in one operation instead of three.
func at(v []float64, slot int32) float64 { return v[uint32(slot)] }

// low makes an end ready to be subtracted: 0 becomes -0.
func low(x float64) float64 {
	if x == 0 {
		return math.Copysign(0, -1)
	}
	return x
}

// high makes an end ready to be subtracted from: -0 becomes 0.
func high(x float64) float64 {
	if x == 0 {
		return 0
	}
	return x
}

// all spreads the highest bit over all.
func all(x uint64) uint64 { return uint64(int64(x) >> 63) }

// interval reads a node as the condition that a slot lies in an interval.
func (l lowering) interval(at int32) (t interval, ok bool) {
	n := l.code.Nodes[at]
	switch n.Op {
	case Load:
		t, ok = l.place(n.Ref)
		t.lo, t.hi = within(Gt, 0)
	case Lt, Le, Gt, Ge, Eq:
		p, q, op := l.code.Nodes[n.A], l.code.Nodes[n.B], n.Op
		if p.Op == Const {
			p, q, op = q, p, op.turned()
		}
		if p.Op == Load && q.Op == Const {
			t, ok = l.place(p.Ref)
			t.lo, t.hi = within(op, q.K)
		}
	}
	return t, ok
}

// either reads a node as the condition that one of two slots lies in an interval.
func (l lowering) either(at int32) (e either, ok bool) {
	n := l.code.Nodes[at]
	if n.Op != Or {
		return e, false
	}
	a, ok1 := l.interval(n.A)
	b, ok2 := l.interval(n.B)
	return either{a, b}, ok1 && ok2 && a.own == 0 && b.own == 0
}

// total reads a node as the condition that the sum of two slots lies in an
// interval.
func (l lowering) total(at int32) (t total, ok bool) {
	n := l.code.Nodes[at]
	switch n.Op {
	case Lt, Le, Gt, Ge, Eq:
	default:
		return t, false
	}
	in, k := l.code.Nodes[n.A], l.code.Nodes[n.B]
	if in.Op != Add || k.Op != Const {
		return t, false
	}
	p, q := l.arg(in.A), l.arg(in.B)
	lo, hi := within(n.Op, k.K)
	t = total{max(lo, -math.MaxFloat64), min(hi, math.MaxFloat64), p.slot, q.slot}
	return t, p.shape == slotted && q.shape == slotted
}

// place finds a number of the world, of a known role or of self.
func (l lowering) place(r Ref) (t interval, ok bool) {
	if t.slot, ok = l.fixed(r); ok {
		return t, true
	}
	t.slot, t.own = r.Base, -1
	return t, r.Dim == Each && r.A == Self
}

// turned is the operation with its sides exchanged.
func (op Op) turned() Op {
	switch op {
	case Lt:
		return Gt
	case Le:
		return Ge
	case Gt:
		return Lt
	case Ge:
		return Le
	}
	return op
}

// within returns the interval of the numbers x for which "x op k" holds. Beside a
// number there is a next one, so that an open end is a closed one.
func within(op Op, k float64) (lo, hi float64) {
	lo, hi = math.Inf(-1), math.Inf(1)
	switch op {
	case Lt:
		hi = math.Nextafter(k, lo)
	case Le:
		hi = k
	case Gt:
		lo = math.Nextafter(k, hi)
	case Ge:
		lo = k
	case Eq:
		lo, hi = k, k
	}
	return lo, hi
}

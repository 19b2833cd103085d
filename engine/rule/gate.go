package rule

import "math"

// Gate is one guard under a known self, made for being asked alone and often:
// most of what it asks is compared without a branch, as in a [Sieve]. It is
// immutable and safe for concurrent use. The zero Gate holds.
type Gate struct {
	ends  []end
	far   []beyond
	more  bool // there are pairs or sums
	pairs []either
	sums  []total
	rest  []TruthFn
}

// end is one end of an interval: sign * number must be at least least.
type end struct {
	sign, least float64
	slot        int32
}

// Gate makes a gate of a guard under a self, -1 for the absent one. g may be nil.
func (g *Guard) Gate(self int32) (out Gate) {
	if g == nil {
		return out
	}
	out.sums, out.rest = g.sums, g.rest
	for _, e := range g.pairs {
		if b, ok := e.beyond(); ok {
			out.far = append(out.far, b)
		} else {
			out.pairs = append(out.pairs, e)
		}
	}
	out.more = len(out.pairs)+len(out.sums) > 0
	for _, t := range g.table {
		if t.own != 0 && self < 0 {
			t = interval{lo: 1} // a number of nobody is Bad: nothing is from 1 to 0
		}
		slot := t.slot + self&t.own
		if t.lo > math.Inf(-1) {
			out.ends = append(out.ends, end{1, low(t.lo), slot})
		}
		if t.hi < math.Inf(1) {
			out.ends = append(out.ends, end{-1, low(-t.hi), slot})
		}
	}
	return out
}

// Holds reports whether the guard holds, as far as it can be told without a call;
// then [Gate.Rest] tells it.
func (g *Gate) Holds(v []float64) bool {
	fails := uint64(0)
	for i := range g.ends {
		e := &g.ends[i]
		fails |= under(float64(at(v, e.slot)*e.sign), e.least)
	}
	for i := range g.far {
		fails |= g.far[i].fails(v)
	}
	if g.more {
		for i := range g.pairs {
			fails |= g.pairs[i].fails(v)
		}
		for i := range g.sums {
			fails |= g.sums[i].fails(v)
		}
	}
	return int64(fails) >= 0
}

// Whole reports whether [Gate.Holds] tells all.
func (g *Gate) Whole() bool { return len(g.rest) == 0 }

// Rest reports whether what takes a call holds too. b.Self is the self under
// which the gate was made.
func (g *Gate) Rest(v []float64, b *Bind) bool {
	b.Bad = false
	for _, f := range g.rest {
		if !f(v, b) {
			return false
		}
	}
	return !b.Bad
}

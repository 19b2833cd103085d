package rule

import "math"

// Gate is one guard under a known self, made for being asked alone and often:
// most of what it asks is compared without a branch, as in a [Sieve]. It is
// immutable and safe for concurrent use. The zero Gate fails.
type Gate struct {
	sign, end [gateWidth]float64 // sign * number must be at least end
	slot      [gateWidth]int32
	more      []interval
	far       []beyond
	pairs     []either
	sums      []total
	rest      []TruthFn
}

// gateWidth is as many ends of intervals as most guards have; what is left over is
// always true.
const gateWidth = 4

// Gate makes a gate of a guard under a self, -1 for the absent one. g may be nil.
func (g *Guard) Gate(self int32) (out Gate) {
	for i := range gateWidth {
		out.end[i] = math.Inf(-1)
	}
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
	n := 0
	for _, t := range g.table {
		if t.own != 0 && self < 0 {
			t = interval{lo: 1} // a number of nobody is Bad: nothing is from 1 to 0
		}
		t.slot, t.own = t.slot+self&t.own, 0
		if b, ok := (&either{t, t}).beyond(); ok && n < gateWidth {
			out.sign[n], out.end[n], out.slot[n] = b.sign[0], b.end[0], t.slot
			n++
		} else {
			out.more = append(out.more, t)
		}
	}
	return out
}

// Holds reports whether the guard holds, as far as it can be told without a call;
// then [Gate.Rest] tells it.
func (g *Gate) Holds(v []float64) bool {
	ok := bit(float64(v[g.slot[0]]*g.sign[0]) >= g.end[0]) & bit(float64(v[g.slot[1]]*g.sign[1]) >= g.end[1]) &
		bit(float64(v[g.slot[2]]*g.sign[2]) >= g.end[2]) & bit(float64(v[g.slot[3]]*g.sign[3]) >= g.end[3])
	for i := range g.far {
		ok &= g.far[i].holds(v)
	}
	for i := range g.pairs {
		ok &= g.pairs[i].holds(v)
	}
	for i := range g.sums {
		ok &= g.sums[i].holds(v)
	}
	for i := range g.more {
		x := v[g.more[i].slot]
		ok &= bit(g.more[i].lo <= x) & bit(x <= g.more[i].hi)
	}
	return ok == 1
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

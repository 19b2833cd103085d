package rule

import "math"

// Sieve is many guards in one table: what a role goes through when it looks for
// what it can do, or a turn when it looks for what comes. It is immutable once
// made and safe for concurrent use. The zero Sieve is empty.
type Sieve struct {
	rows  []row
	rests [][]TruthFn // by row: what the row does not say
}

// row is as many intervals as most guards have; what is left over is always
// true. All are compared, without a branch: which one fails nobody could foretell,
// and a wrong guess of the processor costs more than the other comparisons.
type row struct {
	lo, hi [rowWidth]float64
	slot   [rowWidth]int32
}

const rowWidth = 4

// Least is the condition that a number is at least X.
type Least struct {
	Slot int32
	X    float64
}

// Add adds a guard under a self, nil for the absent one, and some numbers that
// must be high enough.
func (s *Sieve) Add(g *Guard, self int32, least ...Least) {
	var all []interval
	for _, l := range least {
		lo, hi := within(Ge, l.X)
		all = append(all, interval{lo: lo, hi: hi, slot: l.Slot})
	}
	var rest []TruthFn
	if g != nil {
		for _, t := range g.table {
			if t.own != 0 && self < 0 {
				t = interval{lo: 1} // a number of nobody is Bad: nothing is from 1 to 0
			}
			t.slot, t.own = t.slot+self&t.own, 0
			all = append(all, t)
		}
		rest = g.rest
	}
	r := row{}
	for i := range rowWidth {
		r.lo[i], r.hi[i] = math.Inf(-1), math.Inf(1)
		if i < len(all) {
			r.lo[i], r.hi[i], r.slot[i] = all[i].lo, all[i].hi, all[i].slot
		}
	}
	if len(all) > rowWidth {
		more := all[rowWidth:]
		rest = append([]TruthFn{func(v []float64, _ *Bind) bool { return inside(more, v) }}, rest...)
	}
	s.rows, s.rests = append(s.rows, r), append(s.rests, rest)
}

func inside(all []interval, v []float64) bool {
	for i := range all {
		if x := v[all[i].slot]; !(all[i].lo <= x && x <= all[i].hi) {
			return false
		}
	}
	return true
}

// Passes reports whether the i-th guard holds as far as its row says.
func (s *Sieve) Passes(i int, v []float64) bool { return s.rows[i].holds(v) == 1 }

// Pass lists the guards that hold as far as their rows say, in the memory of out.
func (s *Sieve) Pass(v []float64, out []int32) []int32 {
	if cap(out) < len(s.rows) {
		out = make([]int32, len(s.rows))
	}
	out = out[:len(s.rows)]
	n := 0
	for i := range s.rows {
		out[n] = int32(i)
		n += s.rows[i].holds(v)
	}
	return out[:n]
}

// holds is 1 if all of a row is true, else 0.
func (r *row) holds(v []float64) int {
	a, b, c, d := v[r.slot[0]], v[r.slot[1]], v[r.slot[2]], v[r.slot[3]]
	return one(r.lo[0] <= a) & one(a <= r.hi[0]) & one(r.lo[1] <= b) & one(b <= r.hi[1]) &
		one(r.lo[2] <= c) & one(c <= r.hi[2]) & one(r.lo[3] <= d) & one(d <= r.hi[3])
}

func one(t bool) int {
	if t {
		return 1
	}
	return 0
}

// Rest reports whether the i-th guard holds, if its row says so. b.Self is the
// self under which it was added.
func (s *Sieve) Rest(i int, v []float64, b *Bind) bool {
	rest := s.rests[i]
	if len(rest) == 0 {
		return true
	}
	b.Bad = false
	for _, f := range rest {
		if !f(v, b) {
			return false
		}
	}
	return !b.Bad
}

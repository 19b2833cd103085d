package rule

// Sieve is many guards in one table, made for one self: what a role goes through
// when it looks for what it can do. It is immutable once made and safe for
// concurrent use.
type Sieve struct {
	self  int32
	table []interval
	items []sieved
}

// sieved is one guard: its part of the table, and what is not in it.
type sieved struct {
	from, to int32
	rest     []TruthFn
}

// NewSieve returns an empty sieve for a role.
func NewSieve(self int32) *Sieve { return &Sieve{self: self} }

// Least is the condition that a number is at least X.
type Least struct {
	Slot int32
	X    float64
}

// Add adds a guard, nil for the absent one, and some numbers that must be high
// enough.
func (s *Sieve) Add(g *Guard, least ...Least) {
	it := sieved{from: int32(len(s.table))}
	for _, l := range least {
		lo, hi := within(Ge, l.X)
		s.table = append(s.table, interval{lo: lo, hi: hi, slot: l.Slot})
	}
	if g != nil {
		for _, t := range g.table {
			t.slot, t.own = t.slot+s.self&t.own, 0
			s.table = append(s.table, t)
		}
		it.rest = g.rest
	}
	it.to = int32(len(s.table))
	s.items = append(s.items, it)
}

// Passes reports whether the i-th guard holds as far as the table says. The
// targets of a move do not matter to it.
func (s *Sieve) Passes(i int, v []float64) bool {
	it := &s.items[i]
	for _, t := range s.table[it.from:it.to] {
		if x := v[t.slot]; !(t.lo <= x && x <= t.hi) {
			return false
		}
	}
	return true
}

// Rest reports whether the i-th guard holds, if [Sieve.Passes] says so. b.Self is
// the role of the sieve.
func (s *Sieve) Rest(i int, v []float64, b *Bind) bool {
	rest := s.items[i].rest
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

package rule

import "math"

// Sieve is many guards at once: what a role goes through when it looks for what
// it can do, or a turn when it looks for what arrives. Guards that ask the same of
// a number ask it once, and what is asked is compared without a branch: which
// guard fails nobody could foretell, and a wrong guess of the processor costs more
// than the other comparisons. A Sieve is immutable once made and safe for
// concurrent use; the zero Sieve is empty.
type Sieve struct {
	n     int
	panes []pane
	rests [][]TruthFn // by guard: what no pane says
}

// Pane is how many guards are sifted at once.
const Pane = 64

// pane is what up to [Pane] guards ask, one bit for each.
type pane struct {
	all    uint64
	floors edges // numbers that must be at least so high
	ceils  edges // at most
	far    []beyondBit
	pairs  []eitherBit
	sums   []totalBit
}

// edges are what numbers must reach or not pass, for some guards: part by part,
// since less is to be reckoned then to find one.
type edges struct {
	x    []float64
	bits []uint64
	slot []int32
}

type beyondBit struct {
	beyond
	bits uint64
}

type eitherBit struct {
	either
	bits uint64
}

type totalBit struct {
	total
	bits uint64
}

// Least is the condition that a number is at least X.
type Least struct {
	Slot int32
	X    float64
}

// Add adds a guard under a self, -1 for the absent one, and some numbers that
// must be high enough. g may be nil.
func (s *Sieve) Add(g *Guard, self int32, least ...Least) {
	if s.n%Pane == 0 {
		s.panes = append(s.panes, pane{})
	}
	p, mark := &s.panes[s.n/Pane], uint64(1)<<(s.n%Pane)
	s.n++
	p.all |= mark
	for _, l := range least {
		p.floors.join(l.Slot, low(l.X), mark)
	}
	var rest []TruthFn
	if g != nil {
		p.add(g, self, mark)
		rest = g.rest
	}
	s.rests = append(s.rests, rest)
}

func (p *pane) add(g *Guard, self int32, mark uint64) {
	for _, t := range g.table {
		if t.own != 0 && self < 0 {
			t = interval{lo: 1} // a number of nobody is Bad: nothing is from 1 to 0
		}
		slot := t.slot + self&t.own
		if t.lo > math.Inf(-1) {
			p.floors.join(slot, low(t.lo), mark)
		}
		if t.hi < math.Inf(1) {
			p.ceils.join(slot, high(t.hi), mark)
		}
	}
	for _, e := range g.pairs {
		if b, ok := e.beyond(); ok {
			p.far = append(p.far, beyondBit{b, mark})
		} else {
			p.pairs = append(p.pairs, eitherBit{e, mark})
		}
	}
	for _, t := range g.sums {
		p.sums = append(p.sums, totalBit{t, mark})
	}
}

// join adds a guard to the edge that it shares with others, or a new edge.
func (e *edges) join(slot int32, x float64, mark uint64) {
	for i := range e.slot {
		if e.slot[i] == slot && e.x[i] == x {
			e.bits[i] |= mark
			return
		}
	}
	e.x, e.bits, e.slot = append(e.x, x), append(e.bits, mark), append(e.slot, slot)
}

// Panes returns how many times [Pane] guards there are, the last ones fewer.
func (s *Sieve) Panes() int { return len(s.panes) }

// Pass returns the guards of a pane that hold as far as the pane says, one bit
// for each, the first in the lowest.
func (s *Sieve) Pass(pane int, v []float64) uint64 {
	p := &s.panes[pane]
	fail := uint64(0)
	x, bits := p.floors.x, p.floors.bits
	for i, slot := range p.floors.slot[:min(len(x), len(bits))] {
		fail |= bits[i] & all(under(at(v, slot), x[i]))
	}
	x, bits = p.ceils.x, p.ceils.bits
	for i, slot := range p.ceils.slot[:min(len(x), len(bits))] {
		fail |= bits[i] & all(under(x[i], at(v, slot)))
	}
	far := p.far
	for i := range far {
		b := &far[i]
		fail |= b.bits & all(b.fails(v))
	}
	pairs := p.pairs
	for i := range pairs {
		e := &pairs[i]
		a, b := &e.a, &e.b
		x, y := at(v, a.slot), at(v, b.slot)
		fail |= e.bits & all((under(x, a.lo)|under(a.hi, x))&(under(y, b.lo)|under(b.hi, y)))
	}
	sums := p.sums
	for i := range sums {
		t := &sums[i]
		fail |= t.bits & all(t.fails(v))
	}
	return p.all &^ fail
}

// Whole reports whether the pane says all of the i-th guard.
func (s *Sieve) Whole(i int) bool { return len(s.rests[i]) == 0 }

// Rest reports whether the i-th guard holds, if its pane says so. b.Self is the
// self under which it was added.
func (s *Sieve) Rest(i int, v []float64, b *Bind) bool {
	b.Bad = false
	for _, f := range s.rests[i] {
		if !f(v, b) {
			return false
		}
	}
	return !b.Bad
}

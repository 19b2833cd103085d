package rule

// Sums and products of two terms are what most effects are: what wears off or
// grows, what is off a mean, one of two constants. Each pair of such terms is one
// closure. Adding a term with the opposite sign is subtracting it, to the last
// bit, and so is adding in the other order; so sums need one closure for a pair.

// summand is a part of an expression in one of these shapes.
type summand struct {
	shape  summandShape
	slot   int32
	sign   float64 // of the number: 1 or -1
	c, k   float64
	lo, hi float64 // picked: where the number must lie for k, else it is c
}

type summandShape uint8

const (
	scaled  summandShape = iota + 1 // (sign * v + c) * k
	divided                         // (sign * v + c) / k
	picked                          // k or c
	steady                          // k
)

// summand reads a node as one.
func (l lowering) summand(at int32) (t summand, ok bool) {
	n := l.code.Nodes[at]
	switch n.Op {
	case Const:
		return summand{shape: steady, k: n.K}, finite(n.K)
	case If:
		return l.pick(n)
	case Mul:
		in, k := n.A, l.code.Nodes[n.B]
		if l.code.Nodes[in].Op == Const {
			in, k = n.B, l.code.Nodes[n.A]
		}
		return l.scale(in, k, scaled)
	case Div:
		return l.scale(n.A, l.code.Nodes[n.B], divided)
	}
	return t, false
}

// scale reads what is multiplied or divided by a constant.
func (l lowering) scale(at int32, k Node, shape summandShape) (t summand, ok bool) {
	if k.Op != Const || !finite(k.K) || k.K == 0 {
		return t, false
	}
	of, ok := l.shifted(at)
	return summand{shape: shape, slot: of.slot, c: of.c, sign: of.s, k: k.K}, ok
}

// pick reads one of two constants.
func (l lowering) pick(n Node) (t summand, ok bool) {
	p, q := l.code.Nodes[n.B], l.code.Nodes[n.C]
	in, ok := l.interval(n.A)
	if !ok || in.own != 0 || p.Op != Const || q.Op != Const || !finite(p.K) || !finite(q.K) {
		return t, false
	}
	return summand{shape: picked, slot: in.slot, lo: in.lo, hi: in.hi, k: p.K, c: q.K}, true
}

// negated is the term with the opposite sign.
func (t summand) negated() summand {
	t.k = -t.k
	if t.shape == picked {
		t.c = -t.c
	}
	return t
}

// paired returns a sum, difference or product of terms as one closure, or nil.
func (l lowering) paired(n Node) NumFn {
	if n.Op != Add && n.Op != Sub && n.Op != Mul {
		return nil
	}
	p, ok1 := l.summand(n.A)
	q, ok2 := l.summand(n.B)
	if n.Op == Mul {
		if ok1 && !ok2 {
			return l.fading(p, n.B)
		}
		if ok2 && !ok1 {
			return l.fading(q, n.A)
		}
		return nil
	}
	if n.Op == Sub && ok2 {
		q = q.negated()
	}
	switch {
	case ok1 && ok2:
		return sum(p, q)
	case ok2:
		x, _ := l.loose(Expr(n.A + 1))
		return beside(x, q)
	case ok1 && n.Op == Add:
		x, _ := l.loose(Expr(n.B + 1))
		return beside(x, p)
	}
	return nil
}

// What a closure uses is put into variables of its own, which are set once: others
// are captured by reference, and each is a place of its own in memory.

// sum is the sum of two terms.
func sum(p, q summand) NumFn {
	if p.shape > q.shape {
		return sum(q, p)
	}
	i, s, c, k := p.slot, p.sign, p.c, p.k
	j, t, d, l := q.slot, q.sign, q.c, q.k
	lo, hi := q.lo, q.hi
	switch {
	case p.shape == scaled && q.shape == scaled:
		return func(v []float64, _ *Bind) float64 {
			return float64((float64(v[i]*s)+c)*k) + float64((float64(v[j]*t)+d)*l)
		}
	case p.shape == scaled && q.shape == divided:
		return func(v []float64, _ *Bind) float64 {
			return float64((float64(v[i]*s)+c)*k) + (float64(v[j]*t)+d)/l
		}
	case p.shape == scaled && q.shape == picked:
		return func(v []float64, _ *Bind) float64 {
			x := float64((float64(v[i]*s) + c) * k)
			if y := v[j]; lo <= y && y <= hi {
				return x + l
			}
			return x + d
		}
	case p.shape == scaled && q.shape == steady:
		return func(v []float64, _ *Bind) float64 { return float64((float64(v[i]*s)+c)*k) + l }
	case p.shape == divided && q.shape == divided:
		return func(v []float64, _ *Bind) float64 {
			return (float64(v[i]*s)+c)/k + (float64(v[j]*t)+d)/l
		}
	case p.shape == divided && q.shape == picked:
		return func(v []float64, _ *Bind) float64 {
			x := (float64(v[i]*s) + c) / k
			if y := v[j]; lo <= y && y <= hi {
				return x + l
			}
			return x + d
		}
	case p.shape == divided && q.shape == steady:
		return func(v []float64, _ *Bind) float64 { return (float64(v[i]*s)+c)/k + l }
	}
	return nil
}

// beside is the sum of anything and a term.
func beside(x NumFn, q summand) NumFn {
	j, t, d, l := q.slot, q.sign, q.c, q.k
	lo, hi := q.lo, q.hi
	switch q.shape {
	case scaled:
		return func(v []float64, b *Bind) float64 { return x(v, b) + float64((float64(v[j]*t)+d)*l) }
	case divided:
		return func(v []float64, b *Bind) float64 { return x(v, b) + (float64(v[j]*t)+d)/l }
	case picked:
		return func(v []float64, b *Bind) float64 {
			if y := v[j]; lo <= y && y <= hi {
				return x(v, b) + l
			}
			return x(v, b) + d
		}
	}
	return nil
}

// fading is a choice of constants times what is left of one: p * (c - v / k).
func (l lowering) fading(p summand, at int32) NumFn {
	n := l.code.Nodes[at]
	if p.shape != picked || n.Op != Sub || l.code.Nodes[n.A].Op != Const {
		return nil
	}
	c := l.code.Nodes[n.A].K
	q, ok := l.summand(n.B)
	if !ok || q.shape != divided || !finite(c) {
		return nil
	}
	i, lo, hi, yes, no := p.slot, p.lo, p.hi, p.k, p.c
	j, t, d, k := q.slot, q.sign, q.c, -q.k
	return func(v []float64, _ *Bind) float64 {
		y := (float64(v[j]*t)+d)/k + c
		if x := v[i]; lo <= x && x <= hi {
			return float64(yes * y)
		}
		return float64(no * y)
	}
}

// capped is max(v - w, k) / d, or with min, or without the division.
func (l lowering) capped(n Node) NumFn {
	d := 1.0
	if n.Op == Div {
		if by := l.code.Nodes[n.B]; by.Op != Const || by.K == 0 || !finite(by.K) {
			return nil
		}
		d, n = l.code.Nodes[n.B].K, l.code.Nodes[n.A]
	}
	if n.Op != Max && n.Op != Min {
		return nil
	}
	in, k := l.code.Nodes[n.A], l.code.Nodes[n.B]
	if in.Op != Sub || k.Op != Const {
		return nil
	}
	p, q := l.arg(in.A), l.arg(in.B)
	if p.shape != slotted || q.shape != slotted {
		return nil
	}
	i, j, end, by := p.slot, q.slot, k.K, d
	if n.Op == Max {
		return func(v []float64, b *Bind) float64 { return larger(b.checked(v[i]-v[j]), end) / by }
	}
	return func(v []float64, b *Bind) float64 { return smaller(b.checked(v[i]-v[j]), end) / by }
}

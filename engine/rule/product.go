package rule

import "math"

// product is a part of a sum, pick * (t + e), as a [Formula] is made of.
type product struct {
	t        affine
	e        float64
	in, also interval
	yes, no  float64
	reads    bool // t reads a number, else it is a constant
	picks    bool // else pick is 1
	twice    bool // it picks by two intervals
}

// none is what can be added to any number without changing a bit.
var none = math.Copysign(0, -1)

// formula reads an expression as one.
func (l lowering) formula(e Expr) (f Formula, ok bool) {
	if !e.Present() {
		return f, false
	}
	at := int32(e - 1)
	if p, ok := l.product(at); ok {
		return formula(constantly(none), p), true
	}
	n := l.code.Nodes[at]
	if n.Op != Add && n.Op != Sub {
		return f, false
	}
	if n.Op == Add {
		if f, ok := l.cap(n.A, n.B); ok {
			return f, true
		}
	}
	p, ok1 := l.product(n.A)
	q, ok2 := l.product(n.B)
	if !ok1 || !ok2 {
		return f, false
	}
	if n.Op == Sub {
		q = q.negated()
	}
	if !p.plain() {
		p, q = q, p
	}
	return formula(p, q), p.plain()
}

// formula joins two products, the first of which is plain.
func formula(p, q product) Formula {
	if !q.picks && !p.reads && q.reads && q.plain() && !p.nothing() {
		p, q = q, p
	}
	f := Formula{form: formOf(&p, &q), e: q.e}
	switch f.form {
	case asConstant:
		f.e = q.t.k
		return f
	case asLine:
		f.a = p.t
		switch {
		case p.nothing():
			f.a = q.t
		case !q.reads:
			f.e = q.t.k
		}
		return f
	case asSlope:
		if p.t.l != 1 {
			p, q = q, p
		}
	}
	slot := int32(0) // what reads nothing of its own reads what another part does
	switch {
	case q.reads:
		slot = q.t.slot
	case p.reads:
		slot = p.t.slot
	case q.picks:
		slot = q.in.slot
	}
	if !p.reads {
		p.t.slot = slot
	}
	if !q.reads {
		q.t.slot = slot
	}
	if !q.picks {
		q.yes, q.no, q.in, q.also = 1, 1, everywhere(slot), everywhere(slot)
	}
	f.a, f.b, f.in, f.also, f.no = p.t, q.t, q.in.ready(), q.also.ready(), math.Float64bits(q.no)
	f.flip = f.no ^ math.Float64bits(q.yes)
	return f
}

// formOf is the form in which the sum of two products takes the least work.
func formOf(p, q *product) form {
	steep := func(t *affine) bool { return t.l != 1 }
	switch {
	case p.nothing() && q.picks && !q.reads:
		return asPick
	case p.nothing() && q.picks && !q.twice:
		return asFade
	case p.nothing() && !q.picks && !q.reads:
		return asConstant
	case p.nothing() && !q.picks && !steep(&q.t):
		return asLine
	case !p.reads || q.picks && (q.reads || q.twice || steep(&p.t)):
		return asAll
	case q.picks:
		return asStep
	case !q.reads && !steep(&p.t):
		return asLine
	case !q.reads || !q.plain():
		return asAll
	case !steep(&p.t) && !steep(&q.t):
		return asLines
	case !steep(&p.t) && q.t.k == 1 || !steep(&q.t) && p.t.k == 1:
		return asSlope
	}
	return asAll
}

// cap reads a sum of max(v - w, c) / d and a line; the other way round is the
// same sum.
func (l lowering) cap(i, j int32) (f Formula, ok bool) {
	q, ok := l.product(j)
	if !ok {
		i, j = j, i
		q, ok = l.product(j)
	}
	if !ok || q.picks || !q.reads || !q.plain() || q.t.l != 1 {
		return f, false
	}
	n, d := l.code.Nodes[i], 1.0
	if n.Op == Div {
		d = l.code.Nodes[n.B].K
		if l.code.Nodes[n.B].Op != Const || d == 0 || !finite(d) {
			return f, false
		}
		n = l.code.Nodes[n.A]
	}
	if n.Op != Max {
		return f, false
	}
	in, k := l.code.Nodes[n.A], l.code.Nodes[n.B]
	if in.Op != Sub || k.Op != Const || !finite(k.K) || k.K == 0 && math.Signbit(k.K) {
		return f, false
	}
	v, w := l.arg(in.A), l.arg(in.B)
	f = Formula{form: asCap, a: affine{c: k.K, l: d, slot: v.slot}, b: q.t}
	f.in.slot = w.slot
	return f, v.shape == slotted && w.shape == slotted
}

// constantly is a product that is a constant: whatever a number is, times 0 plus 1
// it is 1.
func constantly(k float64) product { return product{t: affine{c: 1, k: k, l: 1}, e: none} }

// everywhere is the interval in which every number lies.
func everywhere(slot int32) interval {
	return interval{lo: math.Inf(-1), hi: math.Inf(1), slot: slot}
}

// plain reports whether a product can be the first of a sum.
func (p *product) plain() bool { return !p.picks && isNone(p.e) }

// nothing reports whether adding a product changes nothing.
func (p *product) nothing() bool { return p.plain() && !p.reads && isNone(p.t.k) }

func isNone(x float64) bool { return x == 0 && math.Signbit(x) }

// negated is the product with the opposite sign.
func (p product) negated() product {
	switch {
	case p.picks:
		p.yes, p.no = -p.yes, -p.no
	case p.plain() && p.t.l != 1:
		p.t.l = -p.t.l
	case p.plain():
		p.t.k = -p.t.k
	default: // -t - e has another zero than -(t + e)
		p.picks, p.yes, p.no, p.in, p.also = true, -1, -1, everywhere(p.t.slot), everywhere(p.t.slot)
	}
	return p
}

// product reads a node as one.
func (l lowering) product(at int32) (p product, ok bool) {
	n := l.code.Nodes[at]
	if n.Op == Const {
		return constantly(n.K), finite(n.K)
	}
	if p, ok = l.picked(at); ok {
		return p, true
	}
	if n.Op == Mul {
		p, ok = l.picked(n.A)
		rest := n.B
		if !ok {
			p, ok = l.picked(n.B)
			rest = n.A
		}
		if ok {
			p.t, p.e, p.reads = l.moved(rest)
			return p, p.reads
		}
	}
	p = product{}
	p.t, p.e, p.reads = l.moved(at)
	return p, p.reads
}

// picked reads a choice between two constants. A condition is never a number by
// itself, so there is nothing else to choose by.
func (l lowering) picked(at int32) (p product, ok bool) {
	n := l.code.Nodes[at]
	p = constantly(1)
	if n.Op != If {
		return p, false
	}
	yes, no := l.code.Nodes[n.B], l.code.Nodes[n.C]
	if yes.Op != Const || no.Op != Const || !finite(yes.K) || !finite(no.K) {
		return p, false
	}
	p.picks, p.yes, p.no = true, yes.K, no.K
	if p.in, p.also, p.twice = l.both(l.code.Nodes[n.A]); p.twice {
		return p, true
	}
	p.in, ok = l.interval(n.A)
	p.also = everywhere(p.in.slot)
	return p, ok && p.in.own == 0
}

// moved reads what an affine term is, and what is added to it or from what it is
// taken.
func (l lowering) moved(at int32) (t affine, e float64, ok bool) {
	if t, ok = l.affine(at); ok {
		return t, none, true
	}
	n := l.code.Nodes[at]
	if n.Op != Add && n.Op != Sub {
		return t, e, false
	}
	if k := l.code.Nodes[n.B]; k.Op == Const {
		t, ok = l.affine(n.A)
		if n.Op == Sub {
			k.K = -k.K
		}
		return t, k.K, ok && finite(k.K)
	}
	k := l.code.Nodes[n.A]
	t, ok = l.affine(n.B)
	if n.Op == Sub {
		t.k = -t.k
	}
	return t, k.K, ok && k.Op == Const && finite(k.K)
}

// affine reads a number at a fixed slot, shifted, and a factor or a divisor of
// that.
func (l lowering) affine(at int32) (t affine, ok bool) {
	if t, ok = l.shifted(at); ok {
		return t, true
	}
	n := l.code.Nodes[at]
	if n.Op != Mul && n.Op != Div {
		return t, false
	}
	in, k := n.A, l.code.Nodes[n.B]
	if n.Op == Mul && k.Op != Const {
		in, k = n.B, l.code.Nodes[n.A]
	}
	if k.Op != Const || !finite(k.K) || n.Op == Div && k.K == 0 {
		return t, false
	}
	t, ok = l.shifted(in)
	if n.Op == Mul {
		t.k = k.K
	} else {
		t.l = k.K
	}
	return t, ok
}

// shifted reads a number at a fixed slot, and what is added to it or from what it
// is taken.
func (l lowering) shifted(at int32) (t affine, ok bool) {
	n := l.code.Nodes[at]
	t = affine{s: 1, c: none, k: 1, l: 1}
	if n.Op == Load {
		t.slot, ok = l.fixed(n.Ref)
		return t, ok
	}
	if n.Op != Add && n.Op != Sub {
		return t, false
	}
	p, q := l.code.Nodes[n.A], l.code.Nodes[n.B]
	if t.slot, t.c, ok = l.slotAnd(p, q); ok {
		if n.Op == Sub {
			t.c = -t.c
		}
	} else if t.slot, t.c, ok = l.slotAnd(q, p); ok && n.Op == Sub {
		t.s = -1
	}
	return t, ok && finite(t.c)
}

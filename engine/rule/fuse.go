package rule

// Closures that do several operations at once, for the shapes that most
// expressions are made of: numbers at fixed slots (s), constants (k) and
// anything else (x). They are loose: of +, -, * and a division by a constant, no
// step brings a value that is not finite back to a finite one, so that the last
// one shows what any of them did.

// arg is an operand in one of these shapes.
type arg struct {
	shape shape
	slot  int32
	k     float64
	x     NumFn
}

type shape uint8

const (
	slotted shape = iota + 1
	constant
	other
)

func (l lowering) arg(at int32) arg {
	x, _ := l.loose(Expr(at + 1))
	switch n := l.code.Nodes[at]; n.Op {
	case Const:
		return arg{shape: constant, k: n.K, x: x}
	case Load:
		if slot, ok := l.fixed(n.Ref); ok {
			return arg{shape: slotted, slot: slot, x: x}
		}
	}
	return arg{shape: other, x: x}
}

// fused returns an operation of numbers as one closure, or nil.
func (l lowering) fused(n Node) NumFn {
	if f := l.capped(n); f != nil {
		return f
	}
	switch n.Op {
	case Add, Sub, Mul:
	case Div:
		if y := l.code.Nodes[n.B]; y.Op != Const || y.K == 0 {
			return nil // who divides by zero must be told at once
		}
	default:
		return nil
	}
	if f := l.nested(n); f != nil {
		return f
	}
	if f := l.paired(n); f != nil {
		return f
	}
	p, q := l.arg(n.A), l.arg(n.B)
	if p.shape == constant && (n.Op == Add || n.Op == Mul) {
		p, q = q, p
	}
	switch {
	case p.shape == slotted && q.shape == slotted:
		return slots(n.Op, p.slot, q.slot)
	case p.shape == slotted && q.shape == constant:
		return slotConstant(n.Op, p.slot, q.k)
	case p.shape == constant && q.shape == slotted:
		k, i := p.k, q.slot
		return func(v []float64, _ *Bind) float64 { return k - v[i] }
	case q.shape == constant:
		return anyConstant(n.Op, p.x, q.k)
	case p.shape == constant:
		k, y := p.k, q.x
		return func(v []float64, b *Bind) float64 { return k - y(v, b) }
	}
	return anyAny(n.Op, p.x, q.x)
}

func slots(op Op, i, j int32) NumFn {
	switch op {
	case Add:
		return func(v []float64, _ *Bind) float64 { return v[i] + v[j] }
	case Sub:
		return func(v []float64, _ *Bind) float64 { return v[i] - v[j] }
	}
	return func(v []float64, _ *Bind) float64 { return float64(v[i] * v[j]) }
}

func slotConstant(op Op, i int32, k float64) NumFn {
	switch op {
	case Add:
		return func(v []float64, _ *Bind) float64 { return v[i] + k }
	case Sub:
		return func(v []float64, _ *Bind) float64 { return v[i] - k }
	case Mul:
		return func(v []float64, _ *Bind) float64 { return float64(v[i] * k) }
	}
	return func(v []float64, _ *Bind) float64 { return v[i] / k }
}

func anyConstant(op Op, x NumFn, k float64) NumFn {
	switch op {
	case Add:
		return func(v []float64, b *Bind) float64 { return x(v, b) + k }
	case Sub:
		return func(v []float64, b *Bind) float64 { return x(v, b) - k }
	case Mul:
		return func(v []float64, b *Bind) float64 { return float64(x(v, b) * k) }
	}
	return func(v []float64, b *Bind) float64 { return x(v, b) / k }
}

func anyAny(op Op, x, y NumFn) NumFn {
	switch op {
	case Add:
		return func(v []float64, b *Bind) float64 { p := x(v, b); return p + y(v, b) }
	case Sub:
		return func(v []float64, b *Bind) float64 { p := x(v, b); return p - y(v, b) }
	}
	return func(v []float64, b *Bind) float64 { p := x(v, b); return float64(p * y(v, b)) }
}

// nested are the shapes of two operations: k * (k - s), k * (s + k) and
// (s - k) / k, as authors write what wears off, what grows and what is off a
// mean.
func (l lowering) nested(n Node) NumFn {
	in, out := l.code.Nodes[n.A], l.code.Nodes[n.B]
	if n.Op == Mul && in.Op == Const {
		in, out = out, in
	}
	if out.Op != Const || n.Op != Mul && n.Op != Div || in.Op != Add && in.Op != Sub {
		return nil
	}
	k := out.K
	p, q := l.code.Nodes[in.A], l.code.Nodes[in.B]
	if in.Op == Add && p.Op == Const {
		p, q = q, p
	}
	switch i, c, ok := l.slotAnd(p, q); {
	case !ok:
	case n.Op == Mul && in.Op == Add:
		return func(v []float64, _ *Bind) float64 { return float64((v[i] + c) * k) }
	case n.Op == Div && in.Op == Sub:
		return func(v []float64, _ *Bind) float64 { return (v[i] - c) / k }
	}
	if i, c, ok := l.slotAnd(q, p); ok && n.Op == Mul && in.Op == Sub {
		return func(v []float64, _ *Bind) float64 { return float64((c - v[i]) * k) }
	}
	return nil
}

// slotAnd reads a number at a fixed slot and a constant off two nodes.
func (l lowering) slotAnd(s, c Node) (slot int32, k float64, ok bool) {
	if s.Op != Load || c.Op != Const {
		return 0, 0, false
	}
	slot, ok = l.fixed(s.Ref)
	return slot, c.K, ok
}

// fusedChoice chooses one of two constants, or is nil.
func (l lowering) fusedChoice(n Node) NumFn {
	p, q := l.code.Nodes[n.B], l.code.Nodes[n.C]
	if p.Op != Const || q.Op != Const {
		return nil
	}
	yes, no := p.K, q.K
	if t, ok := l.interval(n.A); ok && t.own == 0 {
		i, lo, hi := t.slot, t.lo, t.hi
		return func(v []float64, _ *Bind) float64 {
			if x := v[i]; lo <= x && x <= hi {
				return yes
			}
			return no
		}
	}
	if t, u, ok := l.both(l.code.Nodes[n.A]); ok {
		return func(v []float64, _ *Bind) float64 {
			x, y := v[t.slot], v[u.slot]
			if t.lo <= x && x <= t.hi && u.lo <= y && y <= u.hi {
				return yes
			}
			return no
		}
	}
	cond := l.truth(Expr(n.A + 1))
	return func(v []float64, b *Bind) float64 {
		if cond(v, b) {
			return yes
		}
		return no
	}
}

// both reads two intervals at fixed slots that "and" joins.
func (l lowering) both(n Node) (t, u interval, ok bool) {
	if n.Op != And {
		return t, u, false
	}
	t, ok1 := l.interval(n.A)
	u, ok2 := l.interval(n.B)
	return t, u, ok1 && ok2 && t.own == 0 && u.own == 0
}

// fusedTruth returns a condition as one closure, or nil. It keeps to the order in
// which [Code.Walk] looks at parts, as far as a part can be Bad.
func (l lowering) fusedTruth(e Expr) TruthFn {
	if t, ok := l.interval(int32(e - 1)); ok && t.own == 0 {
		i, lo, hi := t.slot, t.lo, t.hi
		return func(v []float64, _ *Bind) bool { x := v[i]; return lo <= x && x <= hi }
	}
	if e, ok := l.either(int32(e - 1)); ok {
		t, u := e.a, e.b
		return func(v []float64, _ *Bind) bool {
			x, y := v[t.slot], v[u.slot]
			return t.lo <= x && x <= t.hi || u.lo <= y && y <= u.hi
		}
	}
	if t, ok := l.total(int32(e - 1)); ok {
		return func(v []float64, b *Bind) bool { x := b.checked(v[t.i] + v[t.j]); return t.lo <= x && x <= t.hi }
	}
	t, u, ok := l.both(l.code.Nodes[e-1])
	if !ok {
		return nil
	}
	return func(v []float64, _ *Bind) bool {
		x, y := v[t.slot], v[u.slot]
		return t.lo <= x && x <= t.hi && u.lo <= y && y <= u.hi
	}
}

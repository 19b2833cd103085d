package rule

// NumFn computes a number from the slots of the state and the registers.
type NumFn func(v []float64, b *Bind) float64

// TruthFn decides a condition from the same.
type TruthFn func(v []float64, b *Bind) bool

// Num returns e as a closure with the results of [Code.Walk], bit for bit. It
// allocates nothing when called and is safe for concurrent use with different
// binds. The absent expression is 0.
func (c *Code) Num(e Expr) NumFn { return lowering{code: c, self: Self}.num(e) }

// Truth returns the condition e as a closure; see [Code.Num]. The absent
// expression is false: what an absent condition means is the caller's matter.
func (c *Code) Truth(e Expr) TruthFn { return lowering{code: c, self: Self}.truth(e) }

// lowering makes closures of the expressions of a code.
type lowering struct {
	code *Code
	self Who  // who self is, if that is known; else [Self]
	fuse bool // several operations in one closure, see fuse.go
}

// num returns e as a closure.
func (l lowering) num(e Expr) NumFn {
	f, loose := l.loose(e)
	if loose {
		return func(v []float64, b *Bind) float64 { return b.checked(f(v, b)) }
	}
	return f
}

// operand returns an operand of a node as a closure.
func (l lowering) operand(at int32) NumFn { return l.num(Expr(at + 1)) }

// loose returns e as a closure. If it is loose, it leaves to its caller to see
// that a result is not finite; wherever the result of [Code.Walk] is Bad, its own
// is Bad or not finite.
func (l lowering) loose(e Expr) (f NumFn, loose bool) {
	if !e.Present() {
		return func([]float64, *Bind) float64 { return 0 }, false
	}
	n := l.code.Nodes[e-1]
	switch n.Op {
	case Const:
		k := n.K
		return func([]float64, *Bind) float64 { return k }, false
	case Load:
		return l.loader(n.Ref), false
	case WhoIs:
		return func(_ []float64, b *Bind) float64 { return float64(b.Who(n.Ref.A)) }, false
	case Arg:
		return func(_ []float64, b *Bind) float64 { return b.Args[n.A] }, false
	case Recall:
		return func(_ []float64, b *Bind) float64 { return b.recall(n.A) }, false
	case If:
		return l.choice(n)
	case Band:
		x, cuts := l.operand(n.A), l.code.Cuts[n.B]
		return func(v []float64, b *Bind) float64 { return bandOf(x(v, b), cuts) }, false
	case Has, Signed, InTurn, Eq, Ne, Lt, Le, Gt, Ge, And, Or, Not:
		t := l.truth(e)
		return func(v []float64, b *Bind) float64 { return truthOf(t(v, b)) }, false
	}
	if l.fuse {
		if f := l.fused(n); f != nil {
			return f, true
		}
	}
	x := l.operand(n.A)
	if n.Op.operands() == 1 {
		return unaryFn(n.Op, x), false
	}
	if y := l.code.Nodes[n.B]; y.Op == Const {
		if f := constantFn(n.Op, x, y.K); f != nil {
			return f, false
		}
	}
	return binaryFn(n.Op, x, l.operand(n.B)), false
}

// choice is one of two numbers by a condition.
func (l lowering) choice(n Node) (f NumFn, loose bool) {
	if l.fuse {
		if f := l.fusedChoice(n); f != nil {
			return f, false
		}
	}
	cond := l.truth(Expr(n.A + 1))
	yes, loose1 := l.loose(Expr(n.B + 1))
	no, loose2 := l.loose(Expr(n.C + 1))
	if l.endless(n.B) || l.endless(n.C) {
		// What stands for a member who is left out is infinite and not Bad.
		yes, loose1 = l.operand(n.B), false
		no, loose2 = l.operand(n.C), false
	}
	return func(v []float64, b *Bind) float64 {
		if cond(v, b) {
			return yes(v, b)
		}
		return no(v, b)
	}, loose1 || loose2
}

// endless reports whether a node is an infinite constant.
func (l lowering) endless(at int32) bool {
	n := &l.code.Nodes[at]
	return n.Op == Const && !finite(n.K)
}

// fixed returns the slot of a number that does not depend on registers, but for
// a self that is known. ok is false if it does, or if there is no such number.
func (l lowering) fixed(r Ref) (slot int32, ok bool) {
	known := func(w Who) Who {
		if w == Self {
			return l.self
		}
		return w
	}
	r.A, r.B = known(r.A), known(r.B)
	if r.Dim != World && r.A < 0 || r.Dim == Pair && r.B < 0 {
		return 0, false
	}
	slot = l.code.Slot(r, &Bind{})
	return slot, slot >= 0
}

// loader reads one number. Numbers of the world and of self are most of them.
func (l lowering) loader(r Ref) NumFn {
	if slot, ok := l.fixed(r); ok {
		return func(v []float64, _ *Bind) float64 { return v[slot] }
	}
	if base := r.Base; r.Dim == Each && r.A == Self {
		return func(v []float64, b *Bind) float64 {
			if b.Self < 0 {
				return b.read(v, -1)
			}
			return v[base+b.Self]
		}
	}
	c := l.code
	return func(v []float64, b *Bind) float64 { return b.read(v, c.Slot(r, b)) }
}

func unaryFn(op Op, x NumFn) NumFn {
	switch op {
	case Abs:
		return func(v []float64, b *Bind) float64 { return size(x(v, b)) }
	case Sqrt:
		return func(v []float64, b *Bind) float64 { return b.root(x(v, b)) }
	case Exp:
		return func(v []float64, b *Bind) float64 { return b.exp(x(v, b)) }
	case Log:
		return func(v []float64, b *Bind) float64 { return b.log(x(v, b)) }
	}
	return func(v []float64, b *Bind) float64 { return b.one(op, x(v, b)) }
}

// constantFn is an operation with a constant on its right, or nil.
func constantFn(op Op, x NumFn, k float64) NumFn {
	switch op {
	case Add:
		return func(v []float64, b *Bind) float64 { return b.checked(x(v, b) + k) }
	case Sub:
		return func(v []float64, b *Bind) float64 { return b.checked(x(v, b) - k) }
	case Mul:
		return func(v []float64, b *Bind) float64 { return b.checked(float64(x(v, b) * k)) }
	case Div:
		if k != 0 {
			return func(v []float64, b *Bind) float64 { return b.checked(x(v, b) / k) }
		}
	}
	return nil
}

func binaryFn(op Op, x, y NumFn) NumFn {
	switch op {
	case Add:
		return func(v []float64, b *Bind) float64 { p := x(v, b); return b.checked(p + y(v, b)) }
	case Sub:
		return func(v []float64, b *Bind) float64 { p := x(v, b); return b.checked(p - y(v, b)) }
	case Mul:
		return func(v []float64, b *Bind) float64 { p := x(v, b); return b.checked(float64(p * y(v, b))) }
	case Div:
		return func(v []float64, b *Bind) float64 { p := x(v, b); return b.quotient(p, y(v, b)) }
	case Min:
		return func(v []float64, b *Bind) float64 { p := x(v, b); return smaller(p, y(v, b)) }
	case Max:
		return func(v []float64, b *Bind) float64 { p := x(v, b); return larger(p, y(v, b)) }
	}
	return func(v []float64, b *Bind) float64 { p := x(v, b); return b.two(op, p, y(v, b)) }
}

// truth returns the condition e as a closure.
func (l lowering) truth(e Expr) TruthFn {
	if !e.Present() {
		return func([]float64, *Bind) bool { return false }
	}
	c, n := l.code, l.code.Nodes[e-1]
	if l.fuse {
		if f := l.fusedTruth(e); f != nil {
			return f
		}
	}
	switch n.Op {
	case Const:
		t := isTrue(n.K)
		return func([]float64, *Bind) bool { return t }
	case Has:
		return func(_ []float64, b *Bind) bool { return c.Slot(n.Ref, b) >= 0 }
	case Signed:
		return func(_ []float64, b *Bind) bool { return b.signed(n.A) }
	case InTurn:
		turn := l.operand(n.A)
		return func(v []float64, b *Bind) bool { return c.inTurn(&n, turn(v, b), v, b) }
	case Not:
		x := l.truth(Expr(n.A + 1))
		return func(v []float64, b *Bind) bool { return !x(v, b) }
	case And:
		x, y := l.truth(Expr(n.A+1)), l.truth(Expr(n.B+1))
		return func(v []float64, b *Bind) bool { return x(v, b) && y(v, b) }
	case Or:
		x, y := l.truth(Expr(n.A+1)), l.truth(Expr(n.B+1))
		return func(v []float64, b *Bind) bool { return x(v, b) || y(v, b) }
	case Eq, Ne, Lt, Le, Gt, Ge:
		x := l.operand(n.A)
		if y := c.Nodes[n.B]; y.Op == Const {
			return compareConstant(n.Op, x, y.K)
		}
		return compareFn(n.Op, x, l.operand(n.B))
	}
	x := l.num(e)
	return func(v []float64, b *Bind) bool { return isTrue(x(v, b)) }
}

func compareConstant(op Op, x NumFn, k float64) TruthFn {
	switch op {
	case Eq:
		return func(v []float64, b *Bind) bool { return x(v, b) == k }
	case Ne:
		return func(v []float64, b *Bind) bool { return differ(x(v, b), k) }
	case Lt:
		return func(v []float64, b *Bind) bool { return x(v, b) < k }
	case Le:
		return func(v []float64, b *Bind) bool { return x(v, b) <= k }
	case Gt:
		return func(v []float64, b *Bind) bool { return x(v, b) > k }
	}
	return func(v []float64, b *Bind) bool { return x(v, b) >= k }
}

func compareFn(op Op, x, y NumFn) TruthFn {
	switch op {
	case Eq:
		return func(v []float64, b *Bind) bool { p := x(v, b); return p == y(v, b) }
	case Ne:
		return func(v []float64, b *Bind) bool { p := x(v, b); return differ(p, y(v, b)) }
	case Lt:
		return func(v []float64, b *Bind) bool { p := x(v, b); return p < y(v, b) }
	case Le:
		return func(v []float64, b *Bind) bool { p := x(v, b); return p <= y(v, b) }
	case Gt:
		return func(v []float64, b *Bind) bool { p := x(v, b); return p > y(v, b) }
	}
	return func(v []float64, b *Bind) bool { p := x(v, b); return p >= y(v, b) }
}

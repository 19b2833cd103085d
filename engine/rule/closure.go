package rule

// NumFn computes a number from the slots of the state and the registers.
type NumFn func(v []float64, b *Bind) float64

// TruthFn decides a condition from the same.
type TruthFn func(v []float64, b *Bind) bool

// Num returns e as a closure with the results of [Code.Walk], bit for bit. It
// allocates nothing when called and is safe for concurrent use with different
// binds. The absent expression is 0.
func (c *Code) Num(e Expr) NumFn {
	if !e.Present() {
		return func([]float64, *Bind) float64 { return 0 }
	}
	n := c.Nodes[e-1]
	switch n.Op {
	case Const:
		k := n.K
		return func([]float64, *Bind) float64 { return k }
	case Load:
		return c.loader(n.Ref)
	case WhoIs:
		return func(_ []float64, b *Bind) float64 { return float64(b.Who(n.Ref.A)) }
	case Arg:
		return func(_ []float64, b *Bind) float64 { return b.Args[n.A] }
	case Recall:
		return func(_ []float64, b *Bind) float64 { return b.recall(n.A) }
	case If:
		cond, yes, no := c.Truth(Expr(n.A+1)), c.Num(Expr(n.B+1)), c.Num(Expr(n.C+1))
		return func(v []float64, b *Bind) float64 {
			if cond(v, b) {
				return yes(v, b)
			}
			return no(v, b)
		}
	case Band:
		x, cuts := c.Num(Expr(n.A+1)), c.Cuts[n.B]
		return func(v []float64, b *Bind) float64 { return bandOf(x(v, b), cuts) }
	case Has, Signed, InTurn, Eq, Ne, Lt, Le, Gt, Ge, And, Or, Not:
		t := c.Truth(e)
		return func(v []float64, b *Bind) float64 { return truthOf(t(v, b)) }
	}
	x := c.Num(Expr(n.A + 1))
	if n.Op.operands() == 1 {
		return unaryFn(n.Op, x)
	}
	if y := c.Nodes[n.B]; y.Op == Const {
		if f := constantFn(n.Op, x, y.K); f != nil {
			return f
		}
	}
	return binaryFn(n.Op, x, c.Num(Expr(n.B+1)))
}

// loader reads one number. Numbers of the world and of self are most of them.
func (c *Code) loader(r Ref) NumFn {
	base := r.Base
	switch {
	case r.Dim == World, r.Dim == Each && r.A >= 0:
		slot := c.Slot(r, &Bind{})
		return func(v []float64, _ *Bind) float64 { return v[slot] }
	case r.Dim == Each && r.A == Self:
		return func(v []float64, b *Bind) float64 {
			if b.Self < 0 {
				return b.read(v, -1)
			}
			return v[base+b.Self]
		}
	}
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

// Truth returns the condition e as a closure; see [Code.Num]. The absent
// expression is false: what an absent condition means is the caller's matter.
func (c *Code) Truth(e Expr) TruthFn {
	if !e.Present() {
		return func([]float64, *Bind) bool { return false }
	}
	n := c.Nodes[e-1]
	switch n.Op {
	case Const:
		t := isTrue(n.K)
		return func([]float64, *Bind) bool { return t }
	case Has:
		return func(_ []float64, b *Bind) bool { return c.Slot(n.Ref, b) >= 0 }
	case Signed:
		return func(_ []float64, b *Bind) bool { return b.signed(n.A) }
	case InTurn:
		turn := c.Num(Expr(n.A + 1))
		return func(v []float64, b *Bind) bool { return c.inTurn(&n, turn(v, b), v, b) }
	case Not:
		x := c.Truth(Expr(n.A + 1))
		return func(v []float64, b *Bind) bool { return !x(v, b) }
	case And:
		x, y := c.Truth(Expr(n.A+1)), c.Truth(Expr(n.B+1))
		return func(v []float64, b *Bind) bool { return x(v, b) && y(v, b) }
	case Or:
		x, y := c.Truth(Expr(n.A+1)), c.Truth(Expr(n.B+1))
		return func(v []float64, b *Bind) bool { return x(v, b) || y(v, b) }
	case Eq, Ne, Lt, Le, Gt, Ge:
		x := c.Num(Expr(n.A + 1))
		if y := c.Nodes[n.B]; y.Op == Const {
			return compareConstant(n.Op, x, y.K)
		}
		return compareFn(n.Op, x, c.Num(Expr(n.B+1)))
	}
	x := c.Num(e)
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

package rule

// Walk evaluates e by walking its tree. It is the oracle: closures and every
// later back end give the same bits and the same Bad. v are the slots of the
// state. A condition is 1 or 0. Walk of the absent expression is 0. It is safe
// for concurrent use with different b.
func (c *Code) Walk(v []float64, b *Bind, e Expr) float64 {
	if !e.Present() {
		return 0
	}
	n := &c.Nodes[e-1]
	at := func(operand int32) float64 { return c.Walk(v, b, Expr(operand+1)) }
	switch n.Op {
	case Const:
		return n.K
	case Load:
		return b.read(v, c.Slot(n.Ref, b))
	case WhoIs:
		return float64(b.Who(n.Ref.A))
	case Has:
		return truthOf(c.Slot(n.Ref, b) >= 0)
	case Arg:
		return b.Args[n.A]
	case Recall:
		return b.recall(n.A)
	case Signed:
		return truthOf(b.signed(n.A))
	case And:
		return truthOf(isTrue(at(n.A)) && isTrue(at(n.B)))
	case Or:
		return truthOf(isTrue(at(n.A)) || isTrue(at(n.B)))
	case Not:
		return truthOf(!isTrue(at(n.A)))
	case If:
		if isTrue(at(n.A)) {
			return at(n.B)
		}
		return at(n.C)
	case Band:
		return bandOf(at(n.A), c.Cuts[n.B])
	case InTurn:
		return truthOf(c.inTurn(n, at(n.A), v, b))
	}
	if n.Op.operands() == 1 {
		return b.one(n.Op, at(n.A))
	}
	x := at(n.A)
	return b.two(n.Op, x, at(n.B))
}

// operands returns how many of A, B and C are nodes.
func (op Op) operands() int {
	switch op {
	case Const, Load, WhoIs, Has, Arg, Signed, Recall:
		return 0
	case Not, Abs, Round, Floor, Ceil, Sqrt, Exp, Log, Band, InTurn:
		return 1
	case If:
		return 3
	}
	return 2
}

// Reads calls visit for every number of the state that e reads, in the order in
// which they stand; banded says that this one is read only through band(). A
// number read twice is visited twice, and of a set of turns every slot is.
func (c *Code) Reads(e Expr, visit func(r Ref, banded bool)) {
	if e.Present() {
		c.reads(e, false, visit)
	}
}

func (c *Code) reads(e Expr, banded bool, visit func(r Ref, banded bool)) {
	n := &c.Nodes[e-1]
	if n.Op == Load {
		visit(n.Ref, banded)
	}
	if n.Op == InTurn {
		for i, r := int32(0), n.Ref; i < n.B; i, r.Base = i+1, r.Base+n.C {
			visit(r, false)
		}
	}
	operands := [...]int32{n.A, n.B, n.C}
	for _, operand := range operands[:n.Op.operands()] {
		c.reads(Expr(operand+1), n.Op == Band, visit)
	}
}

// Asks reports whether op stands anywhere in e.
func (c *Code) Asks(e Expr, op Op) bool {
	if !e.Present() {
		return false
	}
	n := &c.Nodes[e-1]
	if n.Op == op {
		return true
	}
	operands := [...]int32{n.A, n.B, n.C}
	for _, operand := range operands[:n.Op.operands()] {
		if c.Asks(Expr(operand+1), op) {
			return true
		}
	}
	return false
}

// Both returns the two sides of an "and" at the top of e; ok is false if there is
// none.
func (c *Code) Both(e Expr) (left, right Expr, ok bool) {
	if !e.Present() || c.Nodes[e-1].Op != And {
		return 0, 0, false
	}
	n := &c.Nodes[e-1]
	return Expr(n.A + 1), Expr(n.B + 1), true
}

// Conjuncts returns the parts of e that are joined by "and" at the top, from
// left to right: e itself if there is no "and", nothing if e is absent.
func (c *Code) Conjuncts(e Expr) []Expr {
	if !e.Present() {
		return nil
	}
	n := &c.Nodes[e-1]
	if n.Op != And {
		return []Expr{e}
	}
	return append(c.Conjuncts(Expr(n.A+1)), c.Conjuncts(Expr(n.B+1))...)
}

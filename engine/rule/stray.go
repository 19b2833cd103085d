package rule

// Strays reports whether an expression may come out as no number by arithmetic: a
// division by what may be zero, a root, a power, a logarithm. Where it does
// depends on the order in which its parts are tested.
func (c *Code) Strays(e Expr) bool {
	if !e.Present() {
		return false
	}
	n := &c.Nodes[e-1]
	switch n.Op {
	case Div, Mod:
		if by := &c.Nodes[n.B]; by.Op != Const || by.K == 0 {
			return true
		}
	case Sqrt, Pow, Exp, Log:
		return true
	}
	for _, kid := range []int32{n.A, n.B, n.C}[:n.Op.operands()] {
		if c.Strays(Expr(kid + 1)) {
			return true
		}
	}
	return false
}

package rule

// number and truth append constants.
func (c *compiler) number(k float64) value {
	return value{node: c.add(Node{Op: Const, K: k}), kind: Number}
}

func (c *compiler) truth(t bool) value {
	v := c.number(truthOf(t))
	v.kind = Truth
	return v
}

func (c *compiler) add(n Node) int32 {
	c.code.Nodes = append(c.code.Nodes, n)
	return int32(len(c.code.Nodes) - 1)
}

// emit appends an operation, or its value if all operands are constants and the
// value is finite: what is not finite must be told when it is met.
func (c *compiler) emit(kind Kind, op Op, operands ...int32) value {
	n := Node{Op: op}
	constant := true
	for i, at := range operands {
		*[]*int32{&n.A, &n.B, &n.C}[i] = at
		constant = constant && c.code.Nodes[at].Op == Const
	}
	if constant {
		c.code.Nodes = append(c.code.Nodes, n)
		var b Bind
		k := c.code.Walk(nil, &b, Expr(len(c.code.Nodes)))
		c.code.Nodes = c.code.Nodes[:len(c.code.Nodes)-1]
		if !b.Bad && finite(k) {
			c.drop(operands)
			v := c.number(k)
			v.kind = kind
			return v
		}
	}
	return value{node: c.add(n), kind: kind}
}

// drop takes back operands that are the last nodes.
func (c *compiler) drop(operands []int32) {
	for i := len(operands) - 1; i >= 0; i-- {
		if last := len(c.code.Nodes) - 1; int(operands[i]) == last {
			c.code.Nodes = c.code.Nodes[:last]
		}
	}
}

// kind is Number unless said.
func (m Meaning) kind() Kind {
	if m.Kind == 0 {
		return Number
	}
	return m.Kind
}

// load appends what a name means, with the roles a and b in its Ref.
func (c *compiler) load(m Meaning, a, b Who) value {
	v := value{kind: m.kind(), words: m.Words}
	switch m.Op {
	case Const:
		v.node = c.add(Node{Op: Const, K: m.K})
	case Arg:
		v.node = c.add(Node{Op: Arg, A: m.Arg})
	case Recall:
		v.node = c.add(Node{Op: Recall, A: m.Arg})
	default:
		r := m.Ref
		r.A, r.B = a, b
		v.node = c.add(Node{Op: Load, Ref: r})
	}
	return v
}

// whoIs appends the index of a role.
func (c *compiler) whoIs(w Who) value {
	if w >= 0 || w == NoRole {
		v := c.number(float64(max(w, -1)))
		v.kind = Role
		return v
	}
	return value{node: c.add(Node{Op: WhoIs, Ref: Ref{A: w}}), kind: Role}
}

package rule

import (
	"cmp"
	"strings"

	"github.com/expr-lang/expr/ast"
)

// functions are the names of all functions, sorted, for the nearest name.
var functions = []string{
	"abs", "all", "any", "band", "before", "between", "ceil", "clamp", "count", "exp", "first",
	"floor", "happened", "held", "in_force", "in_turn", "last_turn", "log", "max", "mean", "min", "none", "one", "pair",
	"pow", "published", "round", "since", "sqrt", "sum", "this_turn", "times", "tried", "truth",
}

// plainOps are functions of one or two numbers that are one operation.
var plainOps = map[string]Op{
	"abs": Abs, "round": Round, "floor": Floor, "ceil": Ceil, "sqrt": Sqrt, "exp": Exp, "log": Log, "pow": Pow,
}

// call compiles a function.
func (c *compiler) call(n ast.Node, name string, args []ast.Node) value {
	switch name {
	case "any", "all", "none", "one", "count", "sum":
		return c.quantify(n, name, args)
	case "min", "max", "mean":
		return c.choose(n, name, args)
	case "clamp", "between":
		return c.limits(n, name, args)
	case "band":
		return c.band(n, args)
	case "in_force":
		return c.inForce(n, args)
	case "held":
		return c.held(n, args)
	case "published":
		return c.published(n, args)
	case "truth":
		return c.hidden(n, args)
	case "happened", "this_turn", "last_turn", "times", "since", "first", "tried", "before", "in_turn":
		return c.past(n, name, args)
	case "pair":
		return c.fault(n, "write pair(a, b).x", "a pair needs one of its tracks behind it")
	}
	if op := plainOps[name]; op != 0 {
		v, ok := c.numbers(n, name, op.operands(), args)
		if !ok {
			return value{}
		}
		return c.emit(Number, op, v...)
	}
	return c.unknownFunction(n, name)
}

func (c *compiler) unknownFunction(n ast.Node, name string) value {
	mend := c.faults.DidYouMean(name, functions)
	switch name {
	case "map":
		mend = "it stands only inside min, max and mean, as in max(map(group, it.x))"
	case "filter", "find", "findIndex", "findLast", "findLastIndex", "reduce", "groupBy", "sortBy", "len":
		mend = "write any, all, count or sum over a group"
	case "avg", "average":
		mend = "write mean(map(group, it.x))"
	case "random", "rand", "roll", "dice":
		mend = "draw it: [draw.x], read as draw.x, or chance and odds"
	case "median":
		mend = "write mean, min or max"
	case "int":
		mend = "write floor, ceil or round"
	case "now", "date", "duration", "timezone":
		mend = "write turn, hours or days"
	}
	return c.fault(n, cmp.Or(mend, "FORMAT.md lists the functions"), "no function %q", name)
}

// numbers compiles exactly want arguments that are numbers.
func (c *compiler) numbers(n ast.Node, name string, want int, args []ast.Node) ([]int32, bool) {
	if len(args) != want {
		plural := "s"
		if want == 1 {
			plural = ""
		}
		letters := []string{"x", "y", "z"}
		c.fault(n, "write "+name+"("+strings.Join(letters[:min(want, len(letters))], ", ")+")", "%s takes %d number%s, not %d", name, want, plural, len(args))
		return nil, false
	}
	nodes, ok := make([]int32, want), true
	for i, arg := range args {
		v := c.of(arg, Number)
		nodes[i] = v.node
		ok = ok && v.kind != 0
	}
	return nodes, ok
}

// choose compiles min, max and mean.
func (c *compiler) choose(n ast.Node, name string, args []ast.Node) value {
	if len(args) == 1 {
		if m, ok := args[0].(*ast.BuiltinNode); ok && m.Name == "map" && len(m.Arguments) == 2 {
			return c.overMap(n, name, m)
		}
		if id, ok := args[0].(*ast.IdentifierNode); ok && c.isGroup(id.Value) {
			return c.fault(n, "write "+name+"(map("+id.Value+", it.x))", "%s of a group needs a number of each member", name)
		}
	}
	if name == "mean" {
		return c.fault(n, "write mean(map(group, it.x))", "mean takes map(group, number)")
	}
	if len(args) < 2 {
		return c.fault(n, "write "+name+"(map(group, it.x)) for a group", "%s takes two or more numbers", name)
	}
	nodes, ok := c.numbers(n, name, len(args), args)
	if !ok {
		return value{}
	}
	op := Min
	if name == "max" {
		op = Max
	}
	v := value{node: nodes[0], kind: Number}
	for _, next := range nodes[1:] {
		v = c.emit(Number, op, v.node, next)
	}
	return v
}

// limits compiles clamp(x, low, high) and between(x, low, high).
func (c *compiler) limits(n ast.Node, name string, args []ast.Node) value {
	v, ok := c.numbers(n, name, 3, args)
	if !ok {
		return value{}
	}
	if name == "clamp" {
		low := c.emit(Number, Max, v[0], v[1])
		return c.emit(Number, Min, low.node, v[2])
	}
	above := c.emit(Truth, Ge, v[0], v[1])
	again := c.of(args[0], Number)
	if again.kind == 0 {
		return value{}
	}
	below := c.emit(Truth, Le, again.node, v[2])
	return c.emit(Truth, And, above.node, below.node)
}

// band compiles band(name): the index of the band in which a number lies.
func (c *compiler) band(n ast.Node, args []ast.Node) value {
	if len(args) != 1 {
		return c.fault(n, "write band(x)", "band takes one track, not %d", len(args))
	}
	v := c.of(args[0], Number)
	if v.kind == 0 {
		return v
	}
	m, ok := c.meaning(args[0])
	if !ok || m.Cuts == 0 {
		return c.faultOf(args[0], "name a track that has bands", "band takes a track with bands")
	}
	return value{node: c.add(Node{Op: Band, A: v.node, B: m.Cuts - 1}), kind: Number}
}

// meaning is what a name that has compiled stands for.
func (c *compiler) meaning(n ast.Node) (Meaning, bool) {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		m, ok := c.schema.Bare[n.Value]
		return m, ok
	case *ast.MemberNode:
		name, ok := c.dotted(n)
		if !ok {
			return Meaning{}, false
		}
		if m, ok := c.inSpace(n, name); ok {
			return m, true
		}
		if _, ok := n.Node.(*ast.CallNode); ok {
			m, ok := c.schema.Pairs[name]
			return m, ok
		}
		if _, ok := n.Node.(*ast.MemberNode); ok {
			return Meaning{}, false // a name of a space has no bands
		}
		m, ok := c.schema.Each[name]
		return m, ok
	}
	return Meaning{}, false
}

// held compiles held(evidence, role).
func (c *compiler) held(n ast.Node, args []ast.Node) value {
	if len(args) != 2 {
		return c.fault(n, "write held(evidence, role)", "held takes evidence and a role")
	}
	m, ok := c.idIn(args[0], c.schema.Evidence, "evidence")
	r, okRole := c.who(args[1])
	if !ok || !okRole {
		return value{}
	}
	v := c.load(m, r.who, NoRole)
	return c.emit(Truth, Eq, v.node, c.number(1).node)
}

// published compiles published(evidence).
func (c *compiler) published(n ast.Node, args []ast.Node) value {
	if len(args) != 1 {
		return c.fault(n, "write published(evidence)", "published takes one piece of evidence")
	}
	m, ok := c.idIn(args[0], c.schema.Published, "evidence")
	if !ok {
		return value{}
	}
	v := c.load(m, m.Ref.A, m.Ref.B)
	return c.emit(Truth, Eq, v.node, c.number(1).node)
}

// inForce compiles in_force(agreement) and in_force(agreement, a, b): the slot
// holds the first turn in which it is not in force any more.
func (c *compiler) inForce(n ast.Node, args []ast.Node) value {
	if len(args) != 1 && len(args) != 3 {
		return c.fault(n, "write in_force(agreement), or in_force(agreement, a, b)", "in_force takes an agreement, alone or with two roles")
	}
	m, ok := c.idIn(args[0], c.schema.Pacts, "agreement")
	if !ok {
		return value{}
	}
	if len(args) == 1 {
		id, _ := c.id(args[0])
		until := c.load(c.schema.Latest[id], NoRole, NoRole)
		return c.join(Truth, Gt, until, c.bare(n, "turn"))
	}
	a, okA := c.who(args[1])
	b, okB := c.who(args[2])
	if !okA || !okB {
		return value{}
	}
	return c.join(Truth, Gt, c.loadPair(n, m, a, b, "are not bound by it towards each other"), c.bare(n, "turn"))
}

// hidden compiles truth(id).
func (c *compiler) hidden(n ast.Node, args []ast.Node) value {
	if len(args) != 1 {
		return c.fault(n, "write truth(x)", "truth takes one attack or question")
	}
	m, ok := c.idIn(args[0], c.schema.Hidden, "attack or question")
	if !ok {
		return value{}
	}
	return c.load(m, m.Ref.A, m.Ref.B)
}

// idIn looks a bare id up in one part of the schema.
func (c *compiler) idIn(n ast.Node, in map[string]Meaning, what string) (Meaning, bool) {
	id, ok := c.id(n)
	if !ok {
		return Meaning{}, false
	}
	m, ok := in[id]
	if !ok {
		c.absent(n, cmp.Or(c.faults.DidYouMean(id, keys(in)), "name one that the scenario has"), "no %s %q", what, id)
	}
	return m, ok
}

// id reads a bare id, such as raid or raid.works.
func (c *compiler) id(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return n.Value, true
	case *ast.StringNode:
		return n.Value, true
	case *ast.MemberNode:
		name, ok := c.dotted(n)
		if id, okID := n.Node.(*ast.IdentifierNode); ok && okID {
			return id.Value + "." + name, true
		}
	}
	c.faultOf(n, "write its id without quotes", "an id must stand here")
	return "", false
}

package rule

import (
	"math"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// group is what a quantifier runs over. Others are all roles but self; where
// self is a register, self is left out while running.
type group struct {
	members []int32
	butSelf bool
	signed  bool // those only who are among the signers
	self    Who
}

func (c *compiler) isGroup(name string) bool {
	return name == "others" || name == signers && c.schema.Signers != nil || has(c.schema.Groups, name)
}

// signers is the group of those who have agreed to the move at hand.
const signers = "signers"

// group needs n to name a group.
func (c *compiler) group(n ast.Node) (group, bool) {
	id, ok := n.(*ast.IdentifierNode)
	if !ok {
		c.faultOf(n, "name it under [group] first", "a group must be named here")
		return group{}, false
	}
	switch {
	case id.Value == "others":
		return c.others(id)
	case id.Value == signers && c.schema.Signers != nil:
		return group{members: c.schema.Signers, signed: true}, true
	case id.Value == signers:
		c.unsigned(n)
		return group{}, false
	}
	members, ok := c.schema.Groups[id.Value]
	switch {
	case !ok && c.isRole(id.Value):
		c.fault(n, "write its track, as in "+id.Value+".x", "%q is one role, not a group", id.Value)
		return group{}, false
	case !ok:
		c.noGroup(id)
		return group{}, false
	case len(members) > MaxMembers:
		c.fault(n, "name a smaller group", "a quantifier over %d members, at most %d are allowed", len(members), MaxMembers)
		return group{}, false
	}
	return group{members: members}, true
}

func (c *compiler) others(n *ast.IdentifierNode) (group, bool) {
	self, ok := c.scope["self"]
	if !ok {
		c.fault(n, "name a group", `"others" has no meaning here, since there is no self`)
		return group{}, false
	}
	g := group{self: self, butSelf: self < 0 && self != NoRole}
	for i := range c.code.Roles {
		if Who(i) != self {
			g.members = append(g.members, i)
		}
	}
	return g, true
}

// size is how many members there are while running.
func (g group) size() int {
	if g.butSelf {
		return len(g.members) - 1
	}
	return len(g.members)
}

// size compiles how many members a group has.
func (c *compiler) size(g group) value {
	if !g.signed {
		return c.number(float64(g.size()))
	}
	var all []term
	for _, i := range g.members {
		all = append(all, term{v: c.truth(true), butI: NoRole, signer: Who(i)})
	}
	return c.countOf(all)
}

// term is one member's value, and what must hold while running for the member
// to count: that self is not the role but (if that is one), and that every one
// of slots exists.
type term struct {
	v          value
	self, butI Who
	signer     Who // it counts only if this role is among the signers; NoRole: always
	slots      []Ref
}

// terms compiles body for each member. It reports false after a fault.
func (c *compiler) terms(g group, body ast.Node, kind Kind) ([]term, bool) {
	if p, ok := body.(*ast.PredicateNode); ok {
		body = p.Node
	}
	outer := c.it
	defer func() { c.it = outer }()
	var all []term
	for _, i := range g.members {
		mark, traced := len(c.code.Nodes), len(c.traces)
		c.it = &member{who: Who(i)}
		around := c.enter(Who(i))
		v := c.of(body, kind)
		c.round = around
		if v.kind == 0 || c.bad {
			return nil, false
		}
		if c.it.skip {
			c.code.Nodes, c.traces = c.code.Nodes[:mark], c.traces[:traced]
			continue
		}
		t := term{v: v, self: g.self, butI: NoRole, signer: NoRole, slots: c.it.guards}
		if g.signed {
			t.signer = Who(i)
		}
		if g.butSelf {
			t.butI = Who(i)
		}
		all = append(all, t)
	}
	return all, true
}

// free reports whether t always counts.
func (t term) free() bool { return t.butI == NoRole && t.signer == NoRole && len(t.slots) == 0 }

// counts appends the condition under which t counts. It is written out anew
// for every use: nodes have one user each.
func (c *compiler) counts(t term) value {
	var v value
	if t.butI != NoRole {
		self, i := c.whoIs(t.self), c.whoIs(t.butI)
		v = c.emit(Truth, Ne, self.node, i.node)
	}
	return c.and(c.and(v, c.signs(t.signer)), c.exist(t.slots))
}

// signs appends the condition that a role is among the signers; it has no kind
// for NoRole.
func (c *compiler) signs(w Who) value {
	if w == NoRole {
		return value{}
	}
	return value{node: c.add(Node{Op: Signed, A: int32(w)}), kind: Truth}
}

// exist appends the condition that every ref has a slot; it has no kind if there
// are none.
func (c *compiler) exist(slots []Ref) value {
	var v value
	for _, r := range slots {
		v = c.and(v, value{node: c.add(Node{Op: Has, Ref: r}), kind: Truth})
	}
	return v
}

// and joins two conditions; one without a kind is absent.
func (c *compiler) and(a, b value) value {
	switch {
	case a.kind == 0:
		return b
	case b.kind == 0:
		return a
	}
	return c.emit(Truth, And, a.node, b.node)
}

// quantify compiles any, all, none, one, count and sum.
func (c *compiler) quantify(n ast.Node, name string, args []ast.Node) value {
	if name == "count" && len(args) == 1 {
		g, ok := c.group(args[0])
		if !ok {
			return value{}
		}
		return c.size(g)
	}
	if len(args) != 2 {
		return c.fault(n, "write "+name+"(group, …), with it for each member", "%s takes a group and an expression", name)
	}
	g, ok := c.group(args[0])
	if !ok {
		return value{}
	}
	kind := Truth
	if name == "sum" {
		kind = Number
	}
	terms, ok := c.terms(g, args[1], kind)
	if !ok {
		return value{}
	}
	switch name {
	case "any":
		return c.anyOf(terms)
	case "none":
		return c.emit(Truth, Not, c.anyOf(terms).node)
	case "all":
		return c.allOf(terms)
	case "sum":
		return c.sumOf(terms)
	}
	count := c.countOf(terms)
	if name == "count" {
		return count
	}
	return c.emit(Truth, Eq, count.node, c.number(1).node)
}

// anyOf and allOf nest to the right, so that the first member that decides ends
// the evaluation.
func (c *compiler) anyOf(terms []term) value {
	parts := make([]value, len(terms))
	for i, t := range terms {
		parts[i] = c.and(c.counts(t), t.v)
	}
	return c.nest(Or, parts, false)
}

func (c *compiler) allOf(terms []term) value {
	parts := make([]value, len(terms))
	for i, t := range terms {
		parts[i] = t.v
		if !t.free() {
			out := c.emit(Truth, Not, c.counts(t).node)
			parts[i] = c.emit(Truth, Or, out.node, t.v.node)
		}
	}
	return c.nest(And, parts, true)
}

func (c *compiler) nest(op Op, parts []value, empty bool) value {
	if len(parts) == 0 {
		return c.truth(empty)
	}
	v := parts[len(parts)-1]
	for _, p := range slices.Backward(parts[:len(parts)-1]) {
		v = c.emit(Truth, op, p.node, v.node)
	}
	return v
}

// sumOf adds in the group's order.
func (c *compiler) sumOf(terms []term) value {
	if len(terms) == 0 {
		return c.number(0)
	}
	v := c.guarded(terms[0], 0)
	for _, t := range terms[1:] {
		v = c.emit(Number, Add, v.node, c.guarded(t, 0).node)
	}
	return v
}

func (c *compiler) countOf(terms []term) value {
	if len(terms) == 0 {
		return c.number(0)
	}
	var sum value
	for _, t := range terms {
		holds := c.and(c.counts(t), t.v)
		one := c.emit(Number, If, holds.node, c.number(1).node, c.number(0).node)
		if sum.kind == 0 {
			sum = one
			continue
		}
		sum = c.emit(Number, Add, sum.node, one.node)
	}
	return sum
}

// guarded is the member's value, or instead if it does not count.
func (c *compiler) guarded(t term, instead float64) value {
	if t.free() {
		return t.v
	}
	return c.emit(Number, If, c.counts(t).node, t.v.node, c.number(instead).node)
}

// overMap compiles min, max and mean of map(group, expression).
func (c *compiler) overMap(n ast.Node, name string, m *ast.BuiltinNode) value {
	g, ok := c.group(m.Arguments[0])
	if !ok {
		return value{}
	}
	terms, ok := c.terms(g, m.Arguments[1], Number)
	if !ok {
		return value{}
	}
	if len(terms) == 0 {
		return c.fault(n, "name a group that has some", "%s over a group without members", name)
	}
	switch name {
	case "min":
		return c.extreme(Min, terms, math.Inf(1))
	case "max":
		return c.extreme(Max, terms, math.Inf(-1))
	}
	sum := c.sumOf(terms)
	for i := range terms {
		terms[i].v = c.truth(true)
	}
	return c.emit(Number, Div, sum.node, c.countOf(terms).node)
}

// extreme folds by Min or Max. Where every member may be left out, the value of
// none is infinite; taking 0 from it makes that a fault while running.
func (c *compiler) extreme(op Op, terms []term, none float64) value {
	open := true
	v := c.guarded(terms[0], none)
	for i, t := range terms {
		open = open && !t.free()
		if i > 0 {
			v = c.emit(Number, op, v.node, c.guarded(t, none).node)
		}
	}
	if !open {
		return v
	}
	return c.emit(Number, Sub, v.node, c.number(0).node)
}

package rule

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"demarche/engine/source"
)

// AssignOp says how an effect changes a number.
type AssignOp uint8

// The ways: "=", "+=", "-=", "*=".
const (
	Set AssignOp = iota + 1
	AddTo
	TakeFrom
	Scale
)

// String returns the operator as authors write it.
func (op AssignOp) String() string {
	switch op {
	case Set:
		return "="
	case AddTo:
		return "+="
	case TakeFrom:
		return "-="
	case Scale:
		return "*="
	}
	return "?"
}

// Assign changes the number at To by the value of By. If When is present and
// false, this member of a group has no such pair: the assign is left out, which
// is no fault. To of an assign that is not left out has a slot unless a
// register is empty.
type Assign struct {
	To   Ref
	Op   AssignOp
	By   Expr
	When Expr
}

// CompileEffect compiles "PATH = EXPRESSION" and its like. A PATH over a group
// (also "others", and "on" where the schema has a group of that name) gives one
// Assign for each member, in the group's order, with "member" bound on the
// right. After a fault it returns nil and code is unchanged; see [Compile].
func CompileEffect(code *Code, s *Schema, scope Scope, t source.Text, path string, faults *source.Faults) []Assign {
	if code.spent || faults.Full() {
		return nil
	}
	c := &compiler{code: code, schema: s, scope: scope, text: t, path: path, faults: faults, traces: code.traces[:0], aims: code.aimed[:0]}
	mark := len(code.Nodes)
	all := c.effect(t.String())
	if c.bad {
		code.Nodes = code.Nodes[:mark]
		return nil
	}
	return all
}

func (c *compiler) effect(text string) []Assign {
	c.part = text
	if bad := (&guard{text: text}).check(); bad != nil {
		c.addAt(bad.off, bad.mend, "%s", bad.msg)
		return nil
	}
	at, size, op, ok := c.operator(text)
	if !ok {
		return nil
	}
	left, ok := c.parse(0, text[:at], c.code.left)
	if !ok {
		return nil
	}
	c.targets(left)
	right, ok := c.parse(at+size, text[at+size:], c.code.right)
	if !ok || c.bad {
		return nil
	}
	all := make([]Assign, 0, len(c.aims))
	w := Written{Op: op, Becomes: make([]Expr, 0, len(c.aims))}
	for i := range c.aims {
		a, counts := c.assign(&c.aims[i], op, right)
		if c.bad {
			return nil
		}
		if counts {
			all = append(all, a)
			w.Becomes = append(w.Becomes, a.By)
		}
	}
	c.keep(w, left, right)
	c.code.aimed = c.aims
	return all
}

// assign compiles the right side for one aim; counts is false if its member has
// no such number.
func (c *compiler) assign(to *aim, op AssignOp, right ast.Node) (a Assign, counts bool) {
	c.each = to.member
	traced := len(c.traces)
	if to.member != nil {
		c.enter(to.member.who)
	}
	by := c.lower(right, func(root ast.Node) value { return c.operand(root, to.meaning, op) })
	c.round = 0
	a = Assign{To: to.ref, Op: op, By: by}
	if to.member == nil {
		return a, true
	}
	if to.member.skip {
		c.traces = c.traces[:traced]
		return a, false
	}
	signer := NoRole
	if to.member.signed {
		signer = to.member.who
	}
	if v := c.and(c.signs(signer), c.exist(to.member.guards)); v.kind != 0 {
		a.When = Expr(v.node + 1)
	}
	return a, true
}

// operand compiles the right side. Words, roles and conditions can only be set.
func (c *compiler) operand(root ast.Node, m Meaning, op AssignOp) value {
	if m.kind() != Number && op != Set {
		return c.addAt(0, "write =", "a %s can only be set, not changed by %s", m.kind(), op)
	}
	return c.need(c.expr(root, m.Words), root, m.kind())
}

// operator finds the first assignment operator of an effect.
func (c *compiler) operator(text string) (at, size int, op AssignOp, ok bool) {
	const mend = "write what changes and how, as in calm -= 5 or calm = 30"
	g := &guard{text: text}
	for depth := 0; g.i < len(text); {
		i := g.i
		switch class(text[i]) {
		case inWord:
			g.i, g.signs = i+1, 0
			continue
		case blank:
			g.i = i + 1
			continue
		}
		switch text[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '=':
			if depth == 0 {
				return c.operatorAt(text, i, mend)
			}
		}
		g.token() // no trouble: all of the text has passed the guard
	}
	c.addAt(0, mend, "an effect must change something")
	return 0, 0, 0, false
}

// operatorAt reads the operator around the "=" at byte i.
func (c *compiler) operatorAt(text string, i int, mend string) (at, size int, op AssignOp, ok bool) {
	before := byte(' ')
	if i > 0 {
		before = text[i-1]
	}
	switch {
	case strings.HasPrefix(text[i:], "=="):
		c.addAt(i, mend, `"==" compares; an effect must change something`)
		return 0, 0, 0, false
	case before == '+':
		return i - 1, 2, AddTo, true
	case before == '-':
		return i - 1, 2, TakeFrom, true
	case before == '*':
		return i - 1, 2, Scale, true
	case before == '/':
		c.addAt(i-1, "multiply by a part, as in calm *= 0.5", `"/=" is not an effect`)
		return 0, 0, 0, false
	case strings.IndexByte("<>!%^:", before) >= 0:
		c.addAt(i-1, mend, `"%c=" is not an effect`, before)
		return 0, 0, 0, false
	case signed(text[i+1:]):
		c.addAt(i, "write "+text[i+1:i+2]+"= to change the number, or = alone to set it", `"=%c" sets the number`, text[i+1])
		return 0, 0, 0, false
	}
	return i, 1, Set, true
}

// signed reports whether what stands behind "=" begins with a sign by itself:
// whoever writes "calm =- 5" means "calm -= 5".
func signed(text string) bool {
	return len(text) > 1 && (text[0] == '+' || text[0] == '-') && class(text[1]) == blank
}

// aim is one number that an effect changes, and the member of the group that it
// belongs to, if any.
type aim struct {
	ref     Ref
	meaning Meaning
	member  *member
}

// targets compiles a PATH to aims: one, or one for each member of a group.
func (c *compiler) targets(n ast.Node) {
	if c.learns {
		c.recollection(n)
		return
	}
	switch n := n.(type) {
	case *ast.IdentifierNode:
		m, ok := c.schema.Bare[n.Value]
		if !ok {
			if !c.noNumber(n) {
				c.unknown(n)
			}
			return
		}
		c.aim(n, n.Value, m, m.Ref, nil)
		return
	case *ast.MemberNode:
		name, ok := c.dotted(n)
		if !ok {
			break
		}
		if m, ok := c.inSpace(n, name); ok {
			c.aim(n.Property, name, m, m.Ref, nil)
			return
		}
		if on, ok := n.Node.(*ast.IdentifierNode); ok && on.Value == memory && !c.isRole(memory) {
			c.forgetful(on)
			return
		}
		if call, ok := n.Node.(*ast.CallNode); ok {
			c.aimPair(n, call, name)
			return
		}
		if id, ok := n.Node.(*ast.IdentifierNode); ok && has(c.schema.Spaces, id.Value) && !c.isRole(id.Value) {
			c.fault(n.Property, "effects change tracks, but for those that are fixed", "%q cannot be changed by an effect", name)
			return
		}
		if id, ok := n.Node.(*ast.IdentifierNode); ok {
			c.aimRole(n, id, name)
			return
		}
	}
	c.faultOf(n, "write a track, who.track or pair(a, b).track", "an effect cannot change this")
}

// aim takes aim at a number, if it can be changed.
func (c *compiler) aim(n ast.Node, name string, m Meaning, r Ref, by *member) {
	if m.Op == Const || m.Op == Arg || m.Op == Recall || m.Fixed {
		c.fault(n, "effects change tracks, but for those that are fixed", "%q cannot be changed by an effect", name)
		return
	}
	c.aims = append(c.aims, aim{r, m, by})
}

func (c *compiler) aimRole(n *ast.MemberNode, on *ast.IdentifierNode, name string) {
	roles, ok := c.roles(on, false)
	m, known := c.roleTrack(n, name)
	if !ok || !known {
		return
	}
	for _, r := range roles {
		ref := m.Ref
		ref.A, ref.B = r.who, NoRole
		c.aim(n.Property, name, m, ref, r.via)
	}
}

func (c *compiler) aimPair(n *ast.MemberNode, call *ast.CallNode, name string) {
	f, ok := call.Callee.(*ast.IdentifierNode)
	if !ok || f.Value != "pair" || len(call.Arguments) != 2 {
		c.faultOf(n, "write a track, who.track or pair(a, b).track", "an effect cannot change this")
		return
	}
	as, okA := c.roles(call.Arguments[0], c.isSelf(call.Arguments[1]))
	bs, okB := c.roles(call.Arguments[1], c.isSelf(call.Arguments[0]))
	m, known := c.pairTrack(n, name)
	if !okA || !okB || !known {
		return
	}
	if c.groupNamed(call.Arguments[0]) && c.groupNamed(call.Arguments[1]) {
		c.fault(call.Arguments[1], "name one role here", "only one side of a pair can be a group")
		return
	}
	for _, a := range as {
		for _, b := range bs {
			ref := m.Ref
			ref.A, ref.B = a.who, b.who
			via := a.via
			if via == nil {
				via = b.via
			}
			if c.hole(call, ref, a, b, noPair) {
				return
			}
			c.aim(n.Property, name, m, ref, via)
		}
	}
}

func (c *compiler) isSelf(n ast.Node) bool {
	id, ok := n.(*ast.IdentifierNode)
	return ok && id.Value == "self"
}

// groupNamed reports whether n names a group and no role.
func (c *compiler) groupNamed(n ast.Node) bool {
	id, ok := n.(*ast.IdentifierNode)
	return ok && !c.isRole(id.Value) && c.isGroup(id.Value)
}

// roles returns the one role or the members of the group that a PATH names.
// withSelf says that the other side of the pair is self: then self has no pair
// and needs not be left out of "others".
func (c *compiler) roles(n ast.Node, withSelf bool) ([]role, bool) {
	if !c.groupNamed(n) {
		if id, ok := n.(*ast.IdentifierNode); ok && !c.isRole(id.Value) && !slices.Contains(reserved, id.Value) {
			c.noRole(id, true)
			return nil, false
		}
		r, ok := c.who(n)
		return []role{r}, ok
	}
	g, ok := c.group(n)
	if !ok {
		return nil, false
	}
	if g.butSelf && !withSelf {
		c.fault(n, "name a group, or write pair(self, others).x",
			`"others" stands left of an effect only where self is one fixed role`)
		return nil, false
	}
	all := make([]role, len(g.members))
	for i, k := range g.members {
		via := &member{who: Who(k), signed: g.signed}
		all[i] = role{via.who, via}
	}
	return all, true
}

package rule

import (
	"cmp"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// two returns the roles of pair(a, b).
func (c *compiler) two(n *ast.CallNode) (a, b role, ok bool) {
	if len(n.Arguments) != 2 {
		c.fault(n, "write pair(a, b)", "pair takes two roles, not %d", len(n.Arguments))
		return a, b, false
	}
	a, okA := c.who(n.Arguments[0])
	b, okB := c.who(n.Arguments[1])
	return a, b, okA && okB
}

// loadPair reads a number of two roles. Two that make no such number are left
// out where one of them is a member, and are a fault where both are named.
func (c *compiler) loadPair(n ast.Node, m Meaning, a, b role, blame string) value {
	if m.Op != Const && m.Op != Arg {
		r := m.Ref
		r.A, r.B = a.who, b.who
		if c.hole(n, r, a, b, blame) {
			return value{}
		}
	}
	return c.load(m, a.who, b.who)
}

// noPair blames two roles that are no pair.
const noPair = "make no pair"

// hole looks whether r can be without a slot. It tells the innermost member
// involved to be left out, or reports the fault; true means a fault.
func (c *compiler) hole(n ast.Node, r Ref, a, b role, blame string) bool {
	if r.Dim != Pair {
		return false
	}
	some, gaps := c.span(r)
	via := a.via
	if via == nil || b.via == c.it && b.via != nil {
		via = b.via
	}
	switch {
	case !some && via != nil:
		via.skip = true
	case !some && r.A == r.B:
		c.faultOf(n, "name two roles", "a pair of one and the same role")
		return true
	case !some:
		mend := "name two others"
		if blame == noPair {
			mend = "pairs are between two different States, or what between says"
		}
		c.absent(n, mend, "%s and %s %s", c.roleName(r.A), c.roleName(r.B), blame)
		return true
	case via != nil && gaps && !slices.Contains(via.guards, r):
		via.guards = append(via.guards, r)
	}
	return false
}

// span looks at every pair that r can mean: whether some have a slot, and
// whether some have none.
func (c *compiler) span(r Ref) (some, gaps bool) {
	for a := range c.code.Roles {
		if r.A >= 0 && r.A != Who(a) {
			continue
		}
		for b := range c.code.Roles {
			if r.B >= 0 && r.B != Who(b) || r.A == r.B && a != b {
				continue
			}
			if c.code.Tables[r.Table][a*c.code.Roles+b] >= 0 {
				some = true
			} else {
				gaps = true
			}
		}
	}
	return some, gaps
}

// roleName is how a fault names a role.
func (c *compiler) roleName(w Who) string {
	for _, id := range keys(c.scope) {
		if w < 0 && c.scope[id] == w {
			return id
		}
	}
	for _, id := range keys(c.schema.Roles) {
		if Who(c.schema.Roles[id]) == w {
			return id
		}
	}
	return "a role"
}

// belief compiles who.belief.id[suspect].
func (c *compiler) belief(n *ast.MemberNode) value {
	about, ok := n.Node.(*ast.MemberNode)
	if !ok {
		return c.fault(n, "write a point and the name, as in self.x", "[ ] stands only behind a belief")
	}
	word, ok := about.Node.(*ast.MemberNode)
	id, okID := c.dotted(about)
	if !ok || !okID {
		return c.fault(n, "write a point and the name, as in self.x", "[ ] stands only behind a belief")
	}
	if name, ok := c.dotted(word); !ok || name != "belief" {
		return c.fault(n, "write self.belief.x[suspect]", "[ ] stands only behind a belief")
	}
	holder, okHolder := c.who(word.Node)
	m, known := c.schema.Beliefs[id]
	if !known {
		c.absent(about.Property, cmp.Or(c.faults.DidYouMean(id, keys(c.schema.Beliefs)), "name an attack or a question"), "no belief about %q", id)
	}
	if known && okHolder && m.Words != nil {
		return c.answer(n, m, holder)
	}
	suspect, okSuspect := c.who(n.Property)
	if !known || !okHolder || !okSuspect {
		return value{}
	}
	return c.loadPair(n.Property, m, holder, suspect, "are not holder and suspect of "+id)
}

// answer compiles who.belief.id[word], the belief in one answer to a question.
func (c *compiler) answer(n *ast.MemberNode, m Meaning, holder role) value {
	name, ok := n.Property.(*ast.IdentifierNode)
	if !ok {
		return c.fault(n.Property, "write one of its answers", "a belief about a question is in one answer")
	}
	i := slices.Index(m.Words, name.Value)
	if i < 0 {
		return c.fault(n.Property, cmp.Or(c.faults.DidYouMean(name.Value, m.Words), "write "+listed(m.Words)), "no answer %q", name.Value)
	}
	m.Words, m.Ref.Base = nil, m.Ref.Base+int32(i)*c.code.Roles
	return c.load(m, holder.who, NoRole)
}

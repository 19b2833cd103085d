package rule

import (
	"cmp"

	"github.com/expr-lang/expr/ast"

	"demarche/engine/source"
)

// memory is the word before what a policy remembers.
const memory = "memory"

// Lesson changes one number of a [Memory].
type Lesson struct {
	To int32 // its place in the memory
	Op AssignOp
	By Expr
}

// CompileLesson compiles "memory.x = EXPRESSION" and its like for one policy, of
// whose memory s.Spaces["memory"] gives the meanings. ok is false after a fault;
// then code is unchanged; see [Compile].
func CompileLesson(code *Code, s *Schema, scope Scope, t source.Text, path string, faults *source.Faults) (l Lesson, ok bool) {
	c := &compiler{code: code, schema: s, scope: scope, text: t, path: path, faults: faults, learns: true}
	mark := len(code.Nodes)
	all := c.effect(t.String())
	if c.bad || len(all) != 1 {
		code.Nodes = code.Nodes[:mark]
		return Lesson{}, false
	}
	return Lesson{To: all[0].To.Base, Op: all[0].Op, By: all[0].By}, true
}

// recollection compiles the left side of a lesson.
func (c *compiler) recollection(n ast.Node) {
	if m, ok := n.(*ast.MemberNode); ok {
		name, dotted := c.dotted(m)
		on, bare := m.Node.(*ast.IdentifierNode)
		if dotted && bare && on.Value == memory {
			known := c.schema.Spaces[memory]
			if x, ok := known[name]; ok {
				c.aims = append(c.aims, aim{Ref{Base: x.Arg, A: NoRole, B: NoRole}, x, nil})
				return
			}
			c.fault(m.Property, cmp.Or(c.faults.DidYouMean(name, keys(known)), "write memory = { "+name+" = 0 }"), "no memory %q", name)
			return
		}
	}
	c.faultOf(n, "write memory.x = …", "learn changes what the policy remembers, and nothing else")
}

// Apply returns what becomes of a number by an operator and its operand.
func (op AssignOp) Apply(x, by float64) float64 {
	switch op {
	case AddTo:
		return x + by
	case TakeFrom:
		return x - by
	case Scale:
		return float64(x * by)
	}
	return by
}

// forgetful blames a memory where none is.
func (c *compiler) forgetful(n ast.Node) value {
	return c.fault(n, "write it in learn or choose of a [policy.x] that has memory = { … }", "nobody remembers anything here")
}

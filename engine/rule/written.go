package rule

import (
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"demarche/engine/source"
)

// Written is one expression, or one effect, as its author wrote it: quantifiers
// are not unrolled and names are not yet numbers. It is for whoever explains;
// nothing is computed from it.
type Written struct {
	Path string     // of the value in the scenario: "rule.spread.when"
	Text string     // as it stands in the file
	At   source.Pos // of its first rune
	Op   AssignOp   // of an effect
	// Becomes is what was made of it: one Expr, or of an effect on a group one
	// for each member.
	Becomes []Expr

	says *saying
}

// Root is what it says; of an effect the right side. It is safe for concurrent
// use, as [Written.Aim] is.
func (w *Written) Root() *Part { return w.says.parts().root }

// Aim is the left side of an effect; nil of an expression.
func (w *Written) Aim() *Part { return w.says.parts().aim }

// Form is what a [Part] is.
type Form uint8

// The forms.
const (
	FormNumber Form = iota + 1 // K
	FormTruth                  // K: 1 or 0
	FormName                   // Name; also "it" for "#"
	FormWord                   // Name in quotes
	FormDot                    // Kids[0].Name
	FormIndex                  // Kids[0][Kids[1]]
	FormCall                   // Name(Kids…)
	FormUnary                  // Name Kids[0]: "not" or "-"
	FormBinary                 // Kids[0] Name Kids[1]: "and", "or", comparisons, arithmetic
	FormIf                     // Kids[0] ? Kids[1] : Kids[2]
)

// Part is one part of what an author wrote.
type Part struct {
	Form Form
	Name string
	K    float64
	Kind Kind // of its value; 0 where it has none: a group, an id
	Kids []*Part
	// Made is what it was compiled to: once, or once for each member of the
	// quantifiers around it. Parts without a value have none.
	Made []Made
}

// Made is what a part was compiled to for some members of the quantifiers around
// it.
type Made struct {
	Its []Who // the members, outermost first; that of an effect on a group goes before
	At  Expr  // absent if the value is the constant K
	K   float64
}

// Value evaluates a part for the members its of the quantifiers around it; ok is
// false if it was not compiled for them, or its value is not a number. v and b
// are as in [Code.Walk].
func (c *Code) Value(p *Part, its []Who, v []float64, b Bind) (x float64, ok bool) {
	for _, r := range p.Made {
		if !slices.Equal(r.Its, its) {
			continue
		}
		if !r.At.Present() {
			return r.K, true
		}
		b.Bad = false
		x = c.Walk(v, &b, r.At)
		return x, !b.Bad && finite(x)
	}
	return 0, false
}

// Wrote returns what the author wrote where e came from; nil if e was not
// written as an expression, as a bare number.
func (c *Code) Wrote(e Expr) *Written {
	i, _ := slices.BinarySearchFunc(c.Written, e, func(w Written, e Expr) int {
		return int(w.Becomes[len(w.Becomes)-1]) - int(e)
	})
	if i < len(c.Written) && slices.Contains(c.Written[i].Becomes, e) {
		return &c.Written[i]
	}
	return nil
}

// trace is one compilation of one node of expr's tree.
type trace struct {
	node ast.Node
	k    float64
	at   Expr
	in   uint32 // round and kind in one, for there are many traces
}

// kindBits are the lowest bits of trace.in, which hold the kind.
const kindBits = 3

// round is the index into compiler.rounds, plus one; 0 outside quantifiers.
func (t *trace) round() int32 { return int32(t.in >> kindBits) }

func (t *trace) kind() Kind { return Kind(t.in & (1<<kindBits - 1)) }

// round is one member, inside the round of the quantifier around.
type round struct {
	it    Who
	outer int32
}

// trace notes what a node became.
func (c *compiler) trace(n ast.Node, v value) {
	if v.kind == 0 || c.bad {
		return
	}
	t := trace{node: n, in: uint32(c.round)<<kindBits | uint32(v.kind)}
	if made := &c.code.Nodes[v.node]; made.Op == Const {
		t.k = made.K // it may be folded away
	} else {
		t.at = Expr(v.node + 1)
	}
	c.traces = append(c.traces, t)
}

// enter begins the round of a member and returns the round around it, to which
// whoever enters goes back.
func (c *compiler) enter(it Who) (outer int32) {
	outer = c.round
	c.rounds = append(c.rounds, round{it, outer})
	c.round = int32(len(c.rounds))
	return outer
}

// keep adds what was written to the code.
func (c *compiler) keep(w Written, left, right ast.Node) {
	if len(w.Becomes) == 0 {
		return // an effect on nobody
	}
	w.Path, w.Text, w.At = c.path, c.text.String(), c.text.At(0)
	w.says = &saying{left: left, right: right, traces: c.code.keep(c.traces), rounds: c.rounds}
	c.code.Written = append(c.code.Written, w)
	c.code.traces = c.traces
}

// keep copies traces to where they stay, those of many expressions beside each
// other.
func (c *Code) keep(traces []trace) []trace {
	if len(traces) > cap(c.kept)-len(c.kept) {
		c.kept = make([]trace, 0, max(len(traces), tracesAtOnce))
	}
	from := len(c.kept)
	c.kept = append(c.kept, traces...)
	return c.kept[from:len(c.kept):len(c.kept)]
}

// tracesAtOnce traces fill one of the sizes in which Go gives memory.
const tracesAtOnce = 255

// heard turns expr's tree into parts.
type heard struct {
	made  map[ast.Node][]Made
	kinds map[ast.Node]Kind
}

var twins = map[string]string{"&&": "and", "||": "or", "!": "not"}

func (h *heard) part(n ast.Node) *Part {
	p := &Part{Made: h.made[n], Kind: h.kinds[n]}
	switch n := n.(type) {
	case *ast.PredicateNode:
		return h.part(n.Node)
	case *ast.IntegerNode:
		p.Form, p.K = FormNumber, float64(n.Value)
	case *ast.FloatNode:
		p.Form, p.K = FormNumber, n.Value
	case *ast.BoolNode:
		p.Form, p.K = FormTruth, truthOf(n.Value)
	case *ast.StringNode:
		p.Form, p.Name = FormWord, n.Value
	case *ast.IdentifierNode:
		p.Form, p.Name = FormName, n.Value
	case *ast.PointerNode:
		p.Form, p.Name = FormName, "it"
	case *ast.MemberNode:
		h.dot(p, n)
	case *ast.CallNode:
		p.Form, p.Name = FormCall, n.Callee.String()
		p.Kids = h.parts(n.Arguments)
	case *ast.BuiltinNode:
		p.Form, p.Name, p.Kids = FormCall, n.Name, h.parts(n.Arguments)
	case *ast.UnaryNode:
		if n.Operator == "+" {
			return h.part(n.Node)
		}
		p.Form, p.Name, p.Kids = FormUnary, operator(n.Operator), h.parts([]ast.Node{n.Node})
	case *ast.BinaryNode:
		p.Form, p.Name, p.Kids = FormBinary, operator(n.Operator), h.parts([]ast.Node{n.Left, n.Right})
	case *ast.ConditionalNode:
		p.Form, p.Kids = FormIf, h.parts([]ast.Node{n.Cond, n.Exp1, n.Exp2})
	default:
		p.Form, p.Name = FormName, n.String()
	}
	return p
}

func operator(s string) string {
	if twin, ok := twins[s]; ok {
		return twin
	}
	return s
}

// dot reads a.b, and the a[b] of a belief: in expr's tree both are members.
func (h *heard) dot(p *Part, n *ast.MemberNode) {
	on := h.part(n.Node)
	if name, ok := n.Property.(*ast.StringNode); ok {
		p.Form, p.Name, p.Kids = FormDot, name.Value, []*Part{on}
		return
	}
	p.Form, p.Kids = FormIndex, []*Part{on, h.part(n.Property)}
}

func (h *heard) parts(nodes []ast.Node) []*Part {
	out := make([]*Part, len(nodes))
	for i, n := range nodes {
		out[i] = h.part(n)
	}
	return out
}

// binding says how tightly an operator binds; a tighter one needs no brackets.
func (p *Part) binding() int {
	switch p.Form {
	case FormIf:
		return 1
	case FormUnary:
		if p.Name == "not" {
			return 4
		}
		return 8
	case FormBinary:
		switch p.Name {
		case "or":
			return 2
		case "and":
			return 3
		case "+", "-":
			return 6
		case "*", "/", "%":
			return 7
		}
		return 5
	}
	return 9
}

// compares reports whether p is a comparison.
func (p *Part) compares() bool { return p.Form == FormBinary && comparisons[p.Name] != 0 }

// String writes a part as an author would, with the brackets that it needs and
// no others.
func (p *Part) String() string {
	var b strings.Builder
	p.write(&b)
	return b.String()
}

func (p *Part) write(b *strings.Builder) {
	switch p.Form {
	case FormNumber:
		b.WriteString(strconv.FormatFloat(p.K, 'g', -1, 64))
	case FormTruth:
		b.WriteString(map[bool]string{true: "true", false: "false"}[p.K == 1])
	case FormWord:
		b.WriteString("'" + p.Name + "'")
	case FormDot:
		p.Kids[0].write(b)
		b.WriteString("." + p.Name)
	case FormIndex:
		p.Kids[0].write(b)
		b.WriteString("[")
		p.Kids[1].write(b)
		b.WriteString("]")
	case FormCall:
		b.WriteString(p.Name + "(")
		for i, kid := range p.Kids {
			if i > 0 {
				b.WriteString(", ")
			}
			kid.write(b)
		}
		b.WriteString(")")
	case FormUnary:
		b.WriteString(p.Name)
		if p.Name == "not" {
			b.WriteString(" ")
		}
		p.inside(b, p.Kids[0], 8) // "not a == b" is a fault
	case FormBinary:
		left := p.binding()
		if p.compares() {
			left++ // a < b < c is a chain
		}
		p.inside(b, p.Kids[0], left)
		b.WriteString(" " + p.Name + " ")
		p.inside(b, p.Kids[1], p.binding()+1)
	case FormIf:
		p.inside(b, p.Kids[0], 2)
		b.WriteString(" ? ")
		p.inside(b, p.Kids[1], 2)
		b.WriteString(" : ")
		p.inside(b, p.Kids[2], 1)
	default:
		b.WriteString(p.Name)
	}
}

// inside writes an operand, in brackets if it binds less tightly than need.
func (p *Part) inside(b *strings.Builder, kid *Part, need int) {
	if kid.binding() >= need {
		kid.write(b)
		return
	}
	b.WriteString("(")
	kid.write(b)
	b.WriteString(")")
}

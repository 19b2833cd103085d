package rule

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"

	"demarche/engine/source"
)

const (
	// maxSteps bounds the work on one expression: nested quantifiers whose
	// bodies fold to constants make no nodes but take time.
	maxSteps = 2 * MaxNodes
	// MaxWork bounds the same for all expressions of a Code together.
	MaxWork = 5 * maxSteps
	// maxFaults bounds what is said about one expression.
	maxFaults = 10
)

// Compile parses, types and lowers one expression to nodes appended to code.
// The expression must be of kind want. All faults are added to faults, each at
// its exact place in t; then code is unchanged and the zero Expr is returned.
// path names the expression in faults. Once a Code has taken MaxWork, which one
// fault says, or no more faults are told, nothing is compiled any more.
func Compile(code *Code, s *Schema, scope Scope, t source.Text, want Kind, path string, faults *source.Faults) Expr {
	if code.spent || faults.Full() {
		return 0
	}
	c := &compiler{code: code, schema: s, scope: scope, text: t, path: path, faults: faults, traces: code.traces[:0]}
	root, ok := c.parse(0, t.String(), code.tree)
	if !ok {
		return 0
	}
	e := c.lower(root, func(root ast.Node) value { return c.of(root, want) })
	if e.Present() {
		c.keep(Written{Becomes: []Expr{e}}, nil, root)
	}
	return e
}

// Constant appends the number k to code. k must be finite.
func Constant(code *Code, k float64) Expr {
	code.Nodes = append(code.Nodes, Node{Op: Const, K: k})
	return Expr(len(code.Nodes))
}

// compiler compiles one expression; it is used once.
type compiler struct {
	code   *Code
	schema *Schema
	scope  Scope
	text   source.Text
	path   string
	faults *source.Faults

	base  int // byte offset of part in text
	part  string
	from  int     // rune at which part begins in what was parsed
	ascii bool    // one byte a rune in part
	it    *member // the innermost "it"; nil outside quantifiers
	each  *member // "member", bound while an effect is unrolled
	// learns says that effects change what a policy remembers.
	learns bool
	blame  map[int]bool // byte offsets that have their fault
	bad    bool
	steps  int
	spent  bool // maxSteps, MaxNodes or MaxWork was crossed

	round  int32 // of the quantifiers around; see trace
	rounds []round
	traces []trace
	aims   []aim // of an effect
}

// value is a compiled expression: its node, and its kind. A value without a
// kind stands for a fault that has been told.
type value struct {
	node  int32
	kind  Kind
	words []string // of a Word
}

// parse parses the part of the text that begins at byte base; faults of its
// nodes are told there from now on.
func (c *compiler) parse(base int, part string, parse func(string) tree) (ast.Node, bool) {
	t := parse(part)
	c.base, c.part, c.from = base, part, int(t.from)
	c.ascii = utf8.RuneCountInString(part) == len(part)
	if t.bad != nil {
		c.addAt(t.bad.off, t.bad.mend, "%s", t.bad.msg)
	}
	return t.node, t.bad == nil
}

// lower compiles a tree by do, and takes back its nodes if there was a fault.
func (c *compiler) lower(root ast.Node, do func(ast.Node) value) Expr {
	mark := len(c.code.Nodes)
	v := do(root)
	c.spend()
	if v.kind == 0 && !c.bad {
		c.faultOf(root, "write it more plainly", "the expression cannot be understood")
	}
	if c.bad {
		c.code.Nodes = c.code.Nodes[:mark]
		return 0
	}
	return Expr(v.node + 1)
}

// addAt adds a fault at a byte offset of the part, one for each place.
func (c *compiler) addAt(off int, mend, format string, args ...any) value {
	c.bad = true
	off += c.base
	if c.blame[off] || len(c.blame) >= maxFaults {
		return value{}
	}
	if c.blame == nil {
		c.blame = map[int]bool{}
	}
	c.blame[off] = true
	c.faults.Add(c.text.At(off), c.path, mend, format, args...)
	return value{}
}

// offset is where a rune of what was parsed begins in the part.
func (c *compiler) offset(n int) int {
	n = max(n-c.from, 0) // some of the parser's nodes stand nowhere
	if c.ascii {
		return min(n, len(c.part))
	}
	return byteOffset(c.part, n)
}

// fault adds a fault at a node's own place, such as its operator.
func (c *compiler) fault(n ast.Node, mend, format string, args ...any) value {
	return c.addAt(c.offset(n.Location().From), mend, format, args...)
}

// absent adds a fault that says that something is not there. Where the schema
// lacks part of the scenario nothing is said, for it may be there; the expression
// is bad all the same.
func (c *compiler) absent(n ast.Node, mend, format string, args ...any) value {
	if c.schema.Partial {
		c.bad = true
		return value{}
	}
	return c.faultOf(n, mend, format, args...)
}

// faultOf adds a fault at the place where an expression begins.
func (c *compiler) faultOf(n ast.Node, mend, format string, args ...any) value {
	return c.addAt(c.offset(start(n)), mend, format, args...)
}

// start is the rune at which an expression begins, brackets left out.
func start(n ast.Node) int {
	for {
		switch x := n.(type) {
		case *ast.BinaryNode:
			n = x.Left
		case *ast.MemberNode:
			n = x.Node
		case *ast.SliceNode:
			n = x.Node
		case *ast.ConditionalNode:
			n = x.Cond
		case *ast.CallNode:
			n = x.Callee
		default:
			return n.Location().From
		}
	}
}

// spend counts one step of work and reports whether there is any left.
func (c *compiler) spend() bool {
	c.steps++
	c.code.work++
	if c.spent {
		return false
	}
	switch {
	case len(c.code.Nodes) > MaxNodes:
		c.addAt(0, "use fewer or smaller quantifiers", "with this expression the scenario has more than %d nodes of rules", MaxNodes)
	case c.code.work > MaxWork:
		c.code.spent = true
		c.addAt(0, "use fewer or smaller quantifiers", "up to this expression there is too much to write out")
	case c.steps > maxSteps:
		c.addAt(0, "use fewer quantifiers inside one another", "this expression is too large once its quantifiers are written out")
	default:
		return true
	}
	c.spent = true
	return false
}

// expr compiles any expression. words is what the place it stands in would take
// as a bare word; nil if none.
func (c *compiler) expr(n ast.Node, words []string) value {
	v := c.form(n, words)
	c.trace(n, v)
	return v
}

func (c *compiler) form(n ast.Node, words []string) value {
	if !c.spend() {
		return value{}
	}
	switch n := n.(type) {
	case *ast.IntegerNode:
		return c.number(float64(n.Value))
	case *ast.FloatNode:
		return c.number(n.Value)
	case *ast.BoolNode:
		return c.truth(n.Value)
	case *ast.StringNode:
		return c.word(n, n.Value, words)
	case *ast.IdentifierNode:
		return c.name(n, words)
	case *ast.PointerNode:
		return c.pointer(n)
	case *ast.MemberNode:
		return c.member(n)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.ConditionalNode:
		return c.choice(n, words)
	case *ast.BuiltinNode:
		return c.call(n, n.Name, n.Arguments)
	case *ast.CallNode:
		if id, ok := n.Callee.(*ast.IdentifierNode); ok {
			return c.call(n, id.Value, n.Arguments)
		}
		return c.fault(n, "functions stand bare, as in abs(x)", "only a function can be called")
	}
	return c.refuse(n)
}

// refuse tells of a form of expr's grammar that is not in the language.
func (c *compiler) refuse(n ast.Node) value {
	switch n := n.(type) {
	case *ast.NilNode:
		return c.fault(n, "every name always has a value", "nil is not in the language")
	case *ast.ArrayNode:
		return c.fault(n, "name the group under [group]", "lists are not in the language")
	case *ast.MapNode:
		return c.fault(n, "write numbers, names and words", "{ } is not in the language")
	case *ast.BytesNode:
		return c.fault(n, "words stand bare or in single quotes", "byte strings are not in the language")
	case *ast.SliceNode:
		return c.faultOf(n, "write numbers, names and words", `"[ : ]" is not in the language`)
	}
	return c.faultOf(n, "write it more plainly", "this form is not in the language")
}

// need reports a value of another kind than want.
func (c *compiler) need(v value, n ast.Node, want Kind) value {
	if v.kind == 0 || v.kind == want {
		return v
	}
	return c.faultOf(n, mendKind(v, want), "expected a %s, this is a %s", want, v.kind)
}

func mendKind(v value, want Kind) string {
	switch {
	case want == Truth && v.kind == Number:
		return "compare it, as in x > 0"
	case want == Truth && v.kind == Role:
		return "compare it, as in x == self"
	case want == Truth && v.kind == Word, want == Number && v.kind == Word:
		return fmt.Sprintf("compare it, as in x == %s", v.words[0])
	case want == Number && v.kind == Truth:
		return "choose numbers by it, as in x ? 1 : 0"
	case want == Number && v.kind == Role:
		return "write one of its tracks, as in self.x"
	}
	return ""
}

// of compiles n and needs it to be of kind want.
func (c *compiler) of(n ast.Node, want Kind) value {
	return c.need(c.expr(n, nil), n, want)
}

// word is a name out of the words that the place takes.
func (c *compiler) word(n ast.Node, name string, words []string) value {
	if words == nil {
		if c.isRole(name) {
			return c.fault(n, "write "+name+" without quotes", "%q is a role, not a word", name)
		}
		if _, err := strconv.ParseFloat(name, 64); err == nil {
			return c.fault(n, "write "+name+" without quotes", "no word is expected here")
		}
		return c.fault(n, "words stand beside == and != with what they belong to", "no word is expected here")
	}
	i := slices.Index(words, name)
	if i < 0 {
		mend := c.faults.DidYouMean(name, words)
		if mend == "" {
			mend = "write " + listed(words)
		}
		return c.fault(n, mend, "no word %q here", name)
	}
	v := c.number(float64(i))
	v.kind, v.words = Word, words
	return v
}

// listed joins a few words by commas and "or".
func listed(words []string) string {
	const few = 8
	s := ""
	for i, w := range words {
		switch {
		case i == few:
			return s + " …"
		case i == 0:
		case i == len(words)-1:
			s += " or "
		default:
			s += ", "
		}
		s += w
	}
	return s
}

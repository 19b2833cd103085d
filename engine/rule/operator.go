package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
)

func (c *compiler) unary(n *ast.UnaryNode) value {
	switch n.Operator {
	case "not", "!":
		v := c.expr(n.Node, nil)
		if v.kind == Number {
			return c.faultOf(n.Node, `put the condition in brackets, as in not (x > 0)`, "expected a condition, this is a number")
		}
		if v = c.need(v, n.Node, Truth); v.kind == 0 {
			return v
		}
		return c.emit(Truth, Not, v.node)
	case "-":
		// 0 - x and not a change of sign: -0 would otherwise differ between
		// back ends.
		zero := c.number(0)
		v := c.of(n.Node, Number)
		if v.kind == 0 {
			return v
		}
		return c.emit(Number, Sub, zero.node, v.node)
	}
	return c.of(n.Node, Number)
}

var arithmetic = map[string]Op{"+": Add, "-": Sub, "*": Mul, "/": Div, "%": Mod}

var comparisons = map[string]Op{"==": Eq, "!=": Ne, "<": Lt, "<=": Le, ">": Gt, ">=": Ge}

var joins = map[string]Op{"and": And, "&&": And, "or": Or, "||": Or}

func (c *compiler) binary(n *ast.BinaryNode) value {
	if op := arithmetic[n.Operator]; op != 0 {
		return c.pair(n, Number, op, Number)
	}
	if op := joins[n.Operator]; op != 0 {
		return c.pair(n, Truth, op, Truth)
	}
	if op := comparisons[n.Operator]; op != 0 {
		return c.compare(n, op)
	}
	switch n.Operator {
	case "**", "^":
		return c.fault(n, "write "+twin("pow(%s, %s)", n.Left, n.Right), "%q is not in the language", n.Operator)
	case "in":
		return c.fault(n, twinOfIn(n), `"in" is not in the language`)
	case "..":
		return c.fault(n, "write "+twin("between(x, %s, %s)", n.Left, n.Right), "ranges are not in the language")
	}
	return c.fault(n, "compare with ==", "%q is not in the language", n.Operator)
}

// pair compiles both sides, needing kind of them, and joins them by op.
func (c *compiler) pair(n *ast.BinaryNode, kind Kind, op Op, result Kind) value {
	a := c.of(n.Left, kind)
	b := c.of(n.Right, kind)
	if a.kind == 0 || b.kind == 0 {
		return value{}
	}
	return c.emit(result, op, a.node, b.node)
}

// compare compiles a comparison. Numbers compare in every way; roles, words
// and conditions by == and != only.
func (c *compiler) compare(n *ast.BinaryNode, op Op) value {
	if not, ok := n.Left.(*ast.UnaryNode); ok && (not.Operator == "not" || not.Operator == "!") && !c.bracketed(not, n) {
		return c.fault(not, "write "+twin("not (%s "+n.Operator+" %s)", not.Node, n.Right),
			"%q belongs to the left side only", not.Operator)
	}
	if v, ok := c.picked(n, op); ok {
		return v
	}
	a, b := c.sides(n)
	switch {
	case a.kind == 0 || b.kind == 0:
		return value{}
	case a.kind != b.kind:
		mend := "compare like with like, as a number with a number"
		if words := slices.Concat(a.words, b.words); len(words) > 0 {
			mend = "compare it with " + listed(words)
		}
		return c.fault(n, mend, "a %s and a %s cannot be compared", a.kind, b.kind)
	case a.kind == Word && !slices.Equal(a.words, b.words):
		return c.fault(n, "compare words of one list", "these are words of two different lists")
	case a.kind != Number && op != Eq && op != Ne:
		return c.fault(n, "write == or !=", "%ss compare only by == and !=", a.kind)
	}
	return c.emit(Truth, op, a.node, b.node)
}

// sides compiles both sides of a comparison. What one side means hangs on the other:
// a word beside something that has its fault has none of its own.
func (c *compiler) sides(n *ast.BinaryNode) (a, b value) {
	left, right := c.mayBeWord(n.Left, n.Right), c.mayBeWord(n.Right, n.Left)
	if !left {
		a = c.expr(n.Left, c.wordsOf(n.Right))
		if a.kind == 0 && (right || c.schema.Partial) {
			return a, value{}
		}
	}
	b = c.expr(n.Right, c.wordsOf(n.Left))
	if left && b.kind != 0 {
		a = c.expr(n.Left, c.wordsOf(n.Right))
	}
	return a, b
}

// mayBeWord reports whether n stands for a word if the other side has words: it is
// in quotes, or a name beside what is neither. Of two names each tells for itself.
func (c *compiler) mayBeWord(n, beside ast.Node) bool {
	if _, quoted := n.(*ast.StringNode); quoted {
		return true
	}
	_, name := n.(*ast.IdentifierNode)
	return name && bare(beside) == ""
}

// picked compiles the comparison of a choice with one of its words; ok is false
// if it is another comparison.
func (c *compiler) picked(n *ast.BinaryNode, op Op) (v value, ok bool) {
	if op != Eq && op != Ne {
		return value{}, false
	}
	for _, side := range [][2]ast.Node{{n.Left, n.Right}, {n.Right, n.Left}} {
		name, ok := side[0].(*ast.IdentifierNode)
		if !ok {
			continue
		}
		m := c.schema.Bare[name.Value]
		word := bare(side[1])
		i := slices.Index(m.Picks, word)
		if i < 0 && m.Picks != nil && word != "" && !has(c.schema.Bare, word) {
			return c.word(side[1], word, m.Picks), true
		}
		if i < 0 {
			continue
		}
		which := value{node: c.add(Node{Op: Arg, A: m.PickArg}), kind: Number}
		return c.emit(Truth, op, which.node, c.number(float64(i)).node), true
	}
	return value{}, false
}

// bare returns a word that stands bare or in quotes, else "".
func bare(n ast.Node) string {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return n.Value
	case *ast.StringNode:
		return n.Value
	}
	return ""
}

// bracketed reports whether a bracket closes between not and the operator of
// n, as in (not a) == b. The tree does not keep brackets.
func (c *compiler) bracketed(not *ast.UnaryNode, n *ast.BinaryNode) bool {
	from, to := c.offset(not.Location().From), c.offset(n.Location().From)
	depth := 0
	for g := (&guard{text: c.part[:to], i: from}); g.i < to; {
		switch c.part[g.i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		}
		if depth < 0 || g.token() != nil {
			return true
		}
	}
	return false
}

func (c *compiler) choice(n *ast.ConditionalNode, words []string) value {
	if !n.Ternary {
		return c.faultOf(n, "write condition ? a : b", "if … else is not in the language")
	}
	if n.Cond == n.Exp1 {
		return c.faultOf(n, "write condition ? a : b", `"?:" without a middle part is not in the language`)
	}
	cond := c.of(n.Cond, Truth)
	if words == nil {
		words = c.wordsOf(n)
	}
	a, b := c.expr(n.Exp1, words), c.expr(n.Exp2, words)
	switch {
	case cond.kind == 0 || a.kind == 0 || b.kind == 0:
		return value{}
	case a.kind != b.kind:
		return c.faultOf(n.Exp2, "both must be of one kind", "the part before the colon is a %s, this is a %s", a.kind, b.kind)
	case a.kind == Word && !slices.Equal(a.words, b.words):
		return c.faultOf(n.Exp2, "write words of one list on both sides of the colon", "these are words of two different lists")
	}
	v := c.emit(a.kind, If, cond.node, a.node, b.node)
	v.words = a.words
	return v
}

// twin fills a pattern with two expressions as expr prints them, or with x and
// y if they are long.
func twin(pattern string, a, b ast.Node) string {
	x, y := short(a, "x"), short(b, "y")
	return fmt.Sprintf(pattern, x, y)
}

func short(n ast.Node, instead string) string {
	const most = 40
	if s := strings.ReplaceAll(n.String(), `"`, `'`); len(s) <= most {
		return s
	}
	return instead
}

func twinOfIn(n *ast.BinaryNode) string {
	x := short(n.Left, "x")
	switch r := n.Right.(type) {
	case *ast.BinaryNode:
		if r.Operator == ".." {
			return "write " + twin("between("+strings.ReplaceAll(x, "%", "%%")+", %s, %s)", r.Left, r.Right)
		}
	case *ast.ArrayNode:
		return "write x == a or x == b"
	case *ast.IdentifierNode:
		return fmt.Sprintf("write any(%s, it == %s)", r.Value, x)
	}
	return ""
}

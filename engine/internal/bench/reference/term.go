package reference

import (
	"strconv"
	"strings"
)

// Op is what a term does.
type Op string

// The operations. Others are infix operators, as they are written in Go.
const (
	Num Op = "number"
	Get Op = "variable" // a number, or a flag as a condition
	Not Op = "not"
	If  Op = "if" // condition, then, else
	Max Op = "max"
	Min Op = "min"
	Abs Op = "abs"
)

// Term is an expression as a tree, to be printed in more than one language.
type Term struct {
	Op   Op
	Args []*Term
	Text string // of a number: its digits
	Var  int    // of a variable: index into Game.Vars
}

func num(text string) *Term { return &Term{Op: Num, Text: text} }

func whole(n int) *Term { return num(strconv.Itoa(n)) }

func do(op Op, args ...*Term) *Term { return &Term{Op: op, Args: args} }

// join puts an operator between all terms, from the left.
func join(op Op, terms ...*Term) *Term {
	t := terms[0]
	for _, x := range terms[1:] {
		t = do(op, t, x)
	}
	return t
}

// All is the condition that all of these hold.
func All(conditions []*Term) *Term { return join("&&", conditions...) }

// Flag reports whether t is a condition.
func (t *Term) Flag(g *Game) bool {
	switch t.Op {
	case Get:
		return g.Vars[t.Var].Flag
	case Not, "&&", "||", "<", "<=", ">", ">=":
		return true
	case If:
		return t.Args[1].Flag(g)
	}
	return false
}

// Size returns how many terms t is made of.
func (t *Term) Size() int {
	n := 1
	for _, a := range t.Args {
		n += a.Size()
	}
	return n
}

// Language says how terms are written.
type Language struct {
	Var     func(v int) string // a number
	Is      func(v int) string // a flag as a condition
	IsNot   func(v int) string
	And, Or string
	// Infix writes an operation of numbers; nil: with as few brackets as can be.
	Infix func(op Op, a, b string) string
	If    func(cond, yes, no string) string
	Call  func(op Op, args []string) string
	Num   func(text string) string
}

// ranks of the operators: the higher binds the closer.
var ranks = map[Op]int{"||": 1, "&&": 2, "<": 3, "<=": 3, ">": 3, ">=": 3, "+": 4, "-": 4, "*": 5, "/": 5}

// Print writes t in a language.
func (l *Language) Print(g *Game, t *Term) string {
	args := make([]string, len(t.Args))
	for i, a := range t.Args {
		if t.Op != Not {
			args[i] = l.Print(g, a)
		}
	}
	switch t.Op {
	case Num:
		return l.Num(t.Text)
	case Get:
		if g.Vars[t.Var].Flag {
			return l.Is(t.Var)
		}
		return l.Var(t.Var)
	case Not: // stands before flags only
		return l.IsNot(t.Args[0].Var)
	case If:
		return l.If(args[0], args[1], args[2])
	case Max, Min, Abs:
		return l.Call(t.Op, args)
	}
	if l.Infix != nil {
		return l.Infix(t.Op, args[0], args[1])
	}
	for i, a := range t.Args {
		if r := ranks[a.Op]; r > 0 && (r < ranks[t.Op] || i == 1 && r == ranks[t.Op]) {
			args[i] = "(" + args[i] + ")"
		}
	}
	op := string(t.Op)
	switch t.Op {
	case "&&":
		op = l.And
	case "||":
		op = l.Or
	}
	return args[0] + " " + op + " " + args[1]
}

// Call writes a function as most languages do.
func Call(op Op, args []string) string { return string(op) + "(" + strings.Join(args, ", ") + ")" }

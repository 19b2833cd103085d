package rule

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"demarche/engine/source"
)

// past compiles the functions of what happened: of (id[, role[, target]]).
func (c *compiler) past(n ast.Node, name string, args []ast.Node) value {
	if c.schema.History == nil {
		return c.fault(n, "read parameters, or say it in a rule", "%s cannot stand here: there is no past to read", name)
	}
	switch name {
	case "before":
		return c.before(n, args)
	case "in_turn":
		return c.inTurn(n, args)
	}
	if len(args) == 0 || len(args) > 3 {
		return c.fault(n, "write "+name+"(id, role, target); role and target may be left out",
			"%s takes an id, a role and a target", name)
	}
	q, ok := c.ask(args)
	if !ok {
		return value{}
	}
	switch name {
	case "happened":
		return c.more(c.fact(q, Times), 0)
	case "tried":
		return c.more(c.fact(q, Tried), 0)
	case "times":
		return c.fact(q, Times)
	case "first":
		return c.fact(q, First)
	case "this_turn":
		return c.join(Truth, Eq, c.fact(q, Last), c.bare(n, "turn"))
	case "last_turn":
		last := c.join(Truth, Eq, c.fact(q, Last), c.lastTurn(n))
		return c.join(Truth, Or, last, c.join(Truth, Eq, c.fact(q, Prev), c.lastTurn(n)))
	}
	ever := c.more(c.fact(q, Times), 0)
	ago := c.join(Number, Sub, c.bare(n, "turn"), c.fact(q, Last))
	never := c.join(Number, Add, c.bare(n, "turns"), c.number(1))
	if ever.kind == 0 || ago.kind == 0 || never.kind == 0 {
		return value{}
	}
	return c.emit(Number, If, ever.node, ago.node, never.node)
}

// inTurn compiles in_turn(n, id, role, target): it happened in turn n.
func (c *compiler) inTurn(n ast.Node, args []ast.Node) value {
	if len(args) < 2 || len(args) > 4 || c.schema.InTurn == nil {
		return c.fault(n, "write in_turn(2, id, role, target); role and target may be left out",
			"in_turn takes a turn, an id, a role and a target")
	}
	turn := c.of(args[0], Number)
	q, ok := c.ask(args[1:])
	if !ok || turn.kind == 0 {
		return value{}
	}
	set, err := c.schema.InTurn(q.Ask)
	if err != nil {
		if f := (*source.Fault)(nil); errors.As(err, &f) && f.Pos.File == "" {
			return c.absent(q.n, f.Mend, "%s", f.Msg)
		}
		return c.faultOf(q.n, "", "%s", err)
	}
	if c.hole(q.n, set.Ref, q.role, q.target, "cannot be role and target of "+q.ID) {
		return value{}
	}
	return value{node: c.add(Node{Op: InTurn, A: turn.node, Ref: set.Ref, B: set.Slots, C: set.Apart}), kind: Truth}
}

// before compiles before(a, b): a happened, and first before b did.
func (c *compiler) before(n ast.Node, args []ast.Node) value {
	if len(args) != 2 {
		return c.fault(n, "write before(a, b)", "before takes two ids")
	}
	a, okA := c.ask(args[:1])
	b, okB := c.ask(args[1:])
	if !okA || !okB {
		return value{}
	}
	ever := c.more(c.fact(a, Times), 0)
	first, second := c.fact(a, First), c.fact(b, First)
	if first.kind == 0 || second.kind == 0 {
		return value{}
	}
	return c.join(Truth, And, ever, c.emit(Truth, Lt, first.node, second.node))
}

// WhatHappens says what the past can be asked for.
const WhatHappens = "name a measure, an attack, a message, a rule, a deadline or an agreement, or a part of one such as raid.works"

// question is an Ask with its place and the roles as they were named.
type question struct {
	Ask
	n            ast.Node
	role, target role
}

func (c *compiler) ask(args []ast.Node) (question, bool) {
	q := question{n: args[0], Ask: Ask{Role: NoRole, Target: NoRole}}
	id, ok := c.id(args[0])
	if ok && len(c.schema.Past) > 0 && !slices.Contains(c.schema.Past, id) {
		_, last, _ := strings.Cut(id, ".")
		mend := c.faults.DidYouMean(id, c.schema.Past)
		if slices.Contains(c.schema.Past, last) {
			mend = "write " + last
		}
		c.absent(args[0], cmp.Or(mend, WhatHappens), "nothing %q can happen", id)
		ok = false
	}
	q.ID = id
	if len(args) > 1 {
		r, okRole := c.who(args[1])
		q.role, q.Role, ok = r, r.who, ok && okRole
	}
	if len(args) > 2 {
		r, okRole := c.who(args[2])
		q.target, q.Target, ok = r, r.who, ok && okRole
	}
	return q, ok
}

// fact reads one fact of the past.
func (c *compiler) fact(q question, f Fact) value {
	q.Fact = f
	r, err := c.schema.History(q.Ask)
	if err != nil {
		if f := (*source.Fault)(nil); errors.As(err, &f) && f.Pos.File == "" {
			return c.absent(q.n, f.Mend, "%s", f.Msg)
		}
		return c.faultOf(q.n, "", "%s", err)
	}
	if c.hole(q.n, r, q.role, q.target, "cannot be role and target of "+q.ID) {
		return value{}
	}
	return value{node: c.add(Node{Op: Load, Ref: r}), kind: Number}
}

// bare reads a number of the world that the language itself needs.
func (c *compiler) bare(n ast.Node, name string) value {
	m, ok := c.schema.Bare[name]
	if !ok {
		return c.fault(n, "the scenario has nothing of the kind", "%q has no meaning here", name)
	}
	return c.load(m, m.Ref.A, m.Ref.B)
}

func (c *compiler) lastTurn(n ast.Node) value {
	return c.join(Number, Sub, c.bare(n, "turn"), c.number(1))
}

func (c *compiler) more(v value, k float64) value {
	return c.join(Truth, Gt, v, c.number(k))
}

// join emits an operation unless an operand is a fault.
func (c *compiler) join(k Kind, op Op, a, b value) value {
	if a.kind == 0 || b.kind == 0 {
		return value{}
	}
	return c.emit(k, op, a.node, b.node)
}

package prose

import (
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// Condition puts a condition in words, without a full stop: "Calm at least 40,
// and from turn 3". bind says who self and target are; what is about them alone
// is settled and left out. It reads no state. The compiler guarantees that what
// an actor is shown reads only what the actor sees.
func (v *Voice) Condition(e rule.Expr, bind rule.Bind) string {
	if !e.Present() {
		return v.c.say("cond.always")
	}
	t := teller{v: v, code: v.g.Code, bind: bind}
	if x, known := t.settled(e); known {
		return v.c.say(map[bool]string{true: "cond.always", false: "cond.never"}[x > 0])
	}
	return t.truth(e, true)
}

// Stops puts in words what stops a deadline, for a viewer who may be told: what
// has not been disclosed to it is not named.
func (v *Voice) Stops(view game.View, deadline int32) string {
	t := teller{v: v, code: v.g.Code, bind: rule.Bind{Self: view.Role(), Target: -1, Proposer: -1}, view: &view}
	if x, known := t.settled(v.g.Deadlines[deadline].Stop); known {
		return v.c.say(map[bool]string{true: "cond.always", false: "cond.never"}[x > 0])
	}
	return t.truth(v.g.Deadlines[deadline].Stop, true)
}

// teller puts one expression in words.
type teller struct {
	v    *Voice
	code *rule.Code
	bind rule.Bind
	view *game.View // of the reader; nil if the reader may know all
	deep int        // how many "and", "or" and "if" stand around
}

func (t *teller) node(e rule.Expr) *rule.Node { return &t.code.Nodes[e-1] }

func operands(n *rule.Node) (a, b, c rule.Expr) {
	return rule.Expr(n.A + 1), rule.Expr(n.B + 1), rule.Expr(n.C + 1)
}

// settled evaluates what needs no state: constants, who is who, which pairs
// there are.
func (t *teller) settled(e rule.Expr) (x float64, known bool) {
	n := t.node(e)
	a, b, _ := operands(n)
	switch n.Op {
	case rule.Const:
		return n.K, true
	case rule.WhoIs:
		w := t.bind.Who(n.Ref.A)
		return float64(w), w >= 0
	case rule.Has:
		if t.bind.Who(n.Ref.A) < 0 || n.Ref.Dim == rule.Pair && t.bind.Who(n.Ref.B) < 0 {
			return 0, false
		}
		return flag(t.code.Slot(n.Ref, &t.bind) >= 0), true
	case rule.Load, rule.Arg, rule.Signed, rule.InTurn:
		return 0, false
	case rule.And, rule.Or:
		x, xok := t.settled(a)
		y, yok := t.settled(b)
		decides := n.Op == rule.Or // the value that settles it alone
		if xok && x > 0 == decides || yok && y > 0 == decides {
			return flag(decides), true
		}
		return flag(!decides), xok && yok
	case rule.Not:
		x, ok := t.settled(a)
		return flag(x <= 0), ok
	case rule.If:
		if x, ok := t.settled(a); ok {
			_, b, c := operands(n)
			if x > 0 {
				return t.settled(b)
			}
			return t.settled(c)
		}
		return 0, false
	}
	if t.open(e) {
		return 0, false
	}
	bind := t.bind
	bind.Bad = false
	x = t.code.Walk(nil, &bind, e)
	return x, !bind.Bad
}

// open reports whether anything in e is not settled by who is who.
func (t *teller) open(e rule.Expr) bool {
	n := t.node(e)
	a, b, c := operands(n)
	switch n.Op {
	case rule.Load, rule.Arg, rule.Signed, rule.InTurn:
		return true
	case rule.Const:
		return false
	case rule.WhoIs, rule.Has:
		_, known := t.settled(e)
		return !known
	case rule.Not, rule.Abs, rule.Round, rule.Floor, rule.Ceil, rule.Sqrt, rule.Exp, rule.Log, rule.Band:
		return t.open(a)
	case rule.If:
		return t.open(a) || t.open(b) || t.open(c)
	}
	return t.open(a) || t.open(b)
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// truth puts e in words if want is true, else its opposite: "not" is pushed
// inwards, where every phrase has an opposite of its own.
func (t *teller) truth(e rule.Expr, want bool) string {
	n := t.node(e)
	a, b, c := operands(n)
	switch n.Op {
	case rule.And, rule.Or:
		if s, ok := t.pastPhrase(e, want); ok {
			return s
		}
		if s, ok := t.between(e, want); ok {
			return s
		}
		return t.joined(e, n.Op, want)
	case rule.Not:
		return t.truth(a, !want)
	case rule.Eq, rule.Ne, rule.Lt, rule.Le, rule.Gt, rule.Ge:
		op := n.Op
		if !want {
			op = opposite[op]
		}
		return t.compare(a, op, b)
	case rule.If:
		if x, known := t.settled(a); known {
			if x > 0 {
				return t.truth(b, want)
			}
			return t.truth(c, want)
		}
		return t.v.c.say("cond.if", "if", t.truth(a, true), "then", t.truth(b, want), "else", t.truth(c, want))
	}
	switch n.Op {
	case rule.Load: // a chance that comes or does not
		return t.v.c.say(negated("cond.drawn", want), "x", t.load(n.Ref))
	case rule.Signed:
		return t.v.c.say(negated("cond.signed", want), "who", t.v.name(n.A))
	case rule.InTurn:
		return t.inTurn(n, want)
	}
	if want {
		return t.compare2(e, rule.Gt, 0)
	}
	return t.compare2(e, rule.Le, 0)
}

var opposite = map[rule.Op]rule.Op{
	rule.Eq: rule.Ne, rule.Ne: rule.Eq, rule.Lt: rule.Ge, rule.Ge: rule.Lt, rule.Le: rule.Gt, rule.Gt: rule.Le,
}

// mostParts is how many parts of one list of conditions are told; a quantifier
// over many roles is cut there.
const mostParts = 4

// joined puts the parts of an "and" or "or" in words. Parts that are settled say
// nothing.
func (t *teller) joined(e rule.Expr, op rule.Op, want bool) string {
	both := (op == rule.And) == want
	t.deep++
	defer func() { t.deep-- }()
	var phrases []string
	for _, part := range t.flat(e, op) {
		if _, known := t.settled(part); known {
			continue
		}
		s := t.truth(part, want)
		if s == "" || slices.Contains(phrases, s) {
			continue
		}
		if inner := t.node(part).Op; (inner == rule.And || inner == rule.Or) && strings.Contains(s, t.v.c.say(joint(!both))) {
			s = "(" + s + ")"
		}
		phrases = append(phrases, s)
	}
	if more := len(phrases) - mostParts; more > 1 {
		phrases = append(phrases[:mostParts], t.v.c.count("cond.more", float64(more)))
	}
	return t.v.c.list(map[bool]string{true: "list.both", false: "list.either"}[both], phrases)
}

// joint is the key of the word between two conditions.
func joint(both bool) string {
	if both {
		return "joint.and"
	}
	return "joint.or"
}

// flat lists the operands of nested operations of one kind, from left to right.
func (t *teller) flat(e rule.Expr, op rule.Op) []rule.Expr {
	n := t.node(e)
	if n.Op != op {
		return []rule.Expr{e}
	}
	if s, ok := t.pastPhrase(e, true); ok && s != "" {
		return []rule.Expr{e}
	}
	a, b, _ := operands(n)
	return append(t.flat(a, op), t.flat(b, op)...)
}

// between recognises low <= x and x <= high with constants.
func (t *teller) between(e rule.Expr, want bool) (string, bool) {
	n := t.node(e)
	if n.Op != rule.And || !want {
		return "", false
	}
	a, b, _ := operands(n)
	low, high := t.node(a), t.node(b)
	if low.Op != rule.Ge || high.Op != rule.Le {
		return "", false
	}
	x, from, _ := operands(low)
	y, to, _ := operands(high)
	k, fixedK := t.settled(from)
	l, fixedL := t.settled(to)
	if !fixedK || !fixedL || !t.same(x, y) {
		return "", false
	}
	slot := t.slot(x)
	if slot == game.SlotTurn {
		return t.v.c.say("cond.turn.between", "a", t.v.c.number(k), "b", t.v.c.number(l)), true
	}
	return t.v.c.say("cond.between", "x", t.number(x), "a", t.value(slot, k), "b", t.value(slot, l)), true
}

// same reports whether two loads read one number.
func (t *teller) same(x, y rule.Expr) bool {
	a, b := t.node(x), t.node(y)
	return a.Op == rule.Load && b.Op == rule.Load && a.Ref == b.Ref
}

// slot returns the slot that a load reads, or -1.
func (t *teller) slot(e rule.Expr) int32 {
	n := t.node(e)
	if n.Op != rule.Load {
		return -1
	}
	return t.code.Slot(n.Ref, &t.bind)
}

// value writes a constant that a slot is compared with.
func (t *teller) value(slot int32, k float64) string {
	if slot < 0 {
		return t.v.c.number(k)
	}
	return t.v.Number(slot, k)
}

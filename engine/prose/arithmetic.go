package prose

import "demarche/engine/rule"

// number puts a number in words: its name, or how it is reckoned.
func (t *teller) number(e rule.Expr) string {
	if k, known := t.settled(e); known {
		return t.v.c.number(k)
	}
	n := t.node(e)
	a, b, c := operands(n)
	switch n.Op {
	case rule.Load:
		return t.load(n.Ref)
	case rule.Arg:
		if n.A > 0 {
			return t.v.c.say("num.choice")
		}
		return t.v.c.say("num.amount")
	case rule.WhoIs:
		if n.Ref.A == rule.Self {
			return t.v.c.say("role.you")
		}
		return t.v.c.say("role.target")
	case rule.Add:
		if s, ok := t.count(e); ok {
			return s
		}
		return t.sum(n)
	case rule.If:
		if s, ok := t.count(e); ok {
			return s
		}
		if x, known := t.settled(a); known {
			if x > 0 {
				return t.number(b)
			}
			return t.number(c)
		}
		return t.v.c.say("num.if", "if", t.truth(a, true), "then", t.number(b), "else", t.number(c))
	case rule.Sub, rule.Mul, rule.Div, rule.Mod:
		return t.operand(a) + infix[n.Op] + t.operand(b)
	case rule.Band:
		return t.v.c.say("num.band", "x", t.number(a))
	case rule.Eq, rule.Ne, rule.Lt, rule.Le, rule.Gt, rule.Ge, rule.And, rule.Or, rule.Not, rule.InTurn:
		return t.truth(e, true)
	}
	if key, ok := functions[n.Op]; ok {
		if n.Op == rule.Min || n.Op == rule.Max || n.Op == rule.Pow {
			return t.v.c.say(key, "x", t.number(a), "y", t.number(b))
		}
		return t.v.c.say(key, "x", t.number(a))
	}
	return t.v.c.say("slot.missing")
}

var infix = map[rule.Op]string{rule.Sub: " − ", rule.Mul: " × ", rule.Div: " / ", rule.Mod: " mod "}

var functions = map[rule.Op]string{
	rule.Abs: "num.abs", rule.Round: "num.round", rule.Floor: "num.floor", rule.Ceil: "num.ceil",
	rule.Sqrt: "num.sqrt", rule.Exp: "num.exp", rule.Log: "num.log",
	rule.Min: "num.min", rule.Max: "num.max", rule.Pow: "num.pow",
}

// load names the number that is read; if a register is empty, its family.
func (t *teller) load(r rule.Ref) string {
	if slot := t.code.Slot(r, &t.bind); slot >= 0 {
		if f, ok := t.v.pastOf(slot); ok {
			return t.v.c.say(map[rule.Fact]string{
				rule.Times: "past.times", rule.Tried: "past.times", rule.First: "past.when.first",
				rule.Last: "past.when.last", rule.Prev: "past.when.last",
			}[f.fact], "x", t.deed(f, false))
		}
		return t.v.named(slot, t.bind.Self)
	}
	if int(r.Base) < len(t.v.g.Slots) {
		if track := t.v.g.Slots[r.Base].Track; track >= 0 {
			return t.v.Track(track)
		}
	}
	return t.v.c.say("slot.missing")
}

// operand brackets a sum inside a product or difference.
func (t *teller) operand(e rule.Expr) string {
	s := t.number(e)
	if op := t.node(e).Op; op == rule.Add || op == rule.Sub || op == rule.If {
		return "(" + s + ")"
	}
	return s
}

// sum writes an addition, cut after mostParts.
func (t *teller) sum(n *rule.Node) string {
	a, b, _ := operands(n)
	parts := append(t.flat(a, rule.Add), t.flat(b, rule.Add)...)
	s := ""
	for i, p := range parts {
		if i == mostParts && len(parts) > mostParts+1 {
			return s + " + …"
		}
		if i > 0 {
			s += " + "
		}
		s += t.number(p)
	}
	return s
}

// count recognises what count(group, condition) is lowered to: a sum of ones
// and noughts.
func (t *teller) count(e rule.Expr) (string, bool) {
	var conditions []string
	for _, p := range t.flat(e, rule.Add) {
		n := t.node(p)
		a, b, c := operands(n)
		if n.Op != rule.If {
			return "", false
		}
		one, fixed := t.settled(b)
		nought, fixed2 := t.settled(c)
		if !fixed || !fixed2 || one != 1 || nought != 0 {
			return "", false
		}
		if x, known := t.settled(a); known && x <= 0 {
			continue
		}
		conditions = append(conditions, t.truth(a, true))
	}
	if more := len(conditions) - mostParts; more > 1 {
		conditions = append(conditions[:mostParts], t.v.c.count("cond.more", float64(more)))
	}
	return t.v.c.say("num.count", "list", t.v.c.list("list.semi", conditions)), true
}

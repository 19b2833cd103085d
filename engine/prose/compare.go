package prose

import (
	"math"

	"demarche/engine/game"
	"demarche/engine/rule"
)

var flipped = map[rule.Op]rule.Op{
	rule.Eq: rule.Eq, rule.Ne: rule.Ne, rule.Lt: rule.Gt, rule.Gt: rule.Lt, rule.Le: rule.Ge, rule.Ge: rule.Le,
}

var compareKeys = map[rule.Op]string{
	rule.Eq: "cond.eq", rule.Ne: "cond.ne", rule.Lt: "cond.lt", rule.Le: "cond.le", rule.Gt: "cond.gt", rule.Ge: "cond.ge",
}

// compare puts a comparison in words. A constant goes to the right.
func (t *teller) compare(a rule.Expr, op rule.Op, b rule.Expr) string {
	if k, known := t.settled(b); known {
		return t.compare2(a, op, k)
	}
	if k, known := t.settled(a); known {
		return t.compare2(b, flipped[op], k)
	}
	if s, ok := t.times(a, op, b); ok {
		return s
	}
	if slot := t.slot(a); slot >= 0 && t.v.g.Slots[slot].Kind == game.KindPact {
		return t.pact(slot, op == rule.Gt)
	}
	return t.v.c.say(compareKeys[op], "x", t.number(a), "y", t.number(b))
}

// compare2 puts a comparison with a constant in words.
func (t *teller) compare2(e rule.Expr, op rule.Op, k float64) string {
	n := t.node(e)
	switch n.Op {
	case rule.WhoIs:
		return t.whoIs(n.Ref.A, op, k)
	case rule.Band:
		return t.band(n, op, k)
	case rule.If:
		if s, ok := t.since(n, op, k); ok {
			return s
		}
	}
	slot := t.slot(e)
	if slot < 0 {
		return t.v.c.say(compareKeys[op], "x", t.number(e), "y", t.v.c.number(k))
	}
	d := &t.v.g.Slots[slot]
	switch {
	case slot == game.SlotTurn:
		return t.turn(op, k)
	case d.Kind == game.KindPast:
		if f, ok := t.v.pastOf(slot); ok {
			return t.past(f, op, k)
		}
	case d.Kind == game.KindHeld:
		return t.held(slot, op, k)
	case d.Kind == game.KindPublished:
		return t.published(slot, op, k)
	case d.Kind == game.KindBelief, d.Kind == game.KindAnswer:
		return t.belief(slot, op, k)
	}
	return t.v.c.say(compareKeys[op], "x", t.number(e), "y", t.value(slot, k))
}

// whoIs tells that a role is or is not another.
func (t *teller) whoIs(w rule.Who, op rule.Op, k float64) string {
	key := "cond.is"
	if op == rule.Ne {
		key = "cond.isnt"
	}
	who := t.v.c.say("role.target")
	if w == rule.Self {
		who = t.v.c.say("role.you")
	}
	return t.v.c.say(key, "x", who, "y", t.v.name(int32(k)))
}

// band compares the band of a number: only the words of bands are said.
func (t *teller) band(n *rule.Node, op rule.Op, k float64) string {
	x, _, _ := operands(n)
	slot := t.slot(x)
	word := t.v.c.number(k)
	if slot >= 0 {
		word = t.v.Band(slot, int32(k))
	}
	return t.v.c.say(compareKeys[op]+".band", "x", t.number(x), "y", t.v.quote(word))
}

// turn says when: "from turn 3".
func (t *teller) turn(op rule.Op, k float64) string {
	switch op {
	case rule.Gt:
		op, k = rule.Ge, math.Floor(k)+1
	case rule.Ge:
		k = math.Ceil(k)
	case rule.Lt:
		op, k = rule.Le, math.Ceil(k)-1
	case rule.Le:
		k = math.Floor(k)
	}
	key := map[rule.Op]string{rule.Ge: "cond.turn.from", rule.Le: "cond.turn.to", rule.Eq: "cond.turn.in", rule.Ne: "cond.turn.not"}[op]
	return t.v.c.say(key, "n", t.v.c.number(k))
}

// past tells a comparison of one fact with a constant.
func (t *teller) past(f fact, op rule.Op, k float64) string {
	deed := t.deed(f, !happens(f, op, k))
	c := t.v.c
	switch f.fact {
	case rule.Times, rule.Tried:
		key := "past.happened"
		switch {
		case f.fact == rule.Tried:
			key = "past.tried"
		case t.v.arrives(f):
			key = "past.arrived"
		}
		switch {
		case op == rule.Gt && k < 1 && k >= 0, op == rule.Ge && k <= 1 && k > 0:
			if deed == c.say("deed.unknown") {
				return c.say("past.unknown")
			}
			return c.say(key, "x", deed)
		case op == rule.Le && k < 1, op == rule.Lt && k <= 1, op == rule.Eq && k == 0:
			return c.say(key+".not", "x", deed)
		case op == rule.Gt:
			return c.count("past.atleast", math.Floor(k)+1, "x", deed)
		case op == rule.Ge:
			return c.count("past.atleast", math.Ceil(k), "x", deed)
		case op == rule.Lt:
			return c.count("past.atmost", math.Ceil(k)-1, "x", deed)
		case op == rule.Le:
			return c.count("past.atmost", math.Floor(k), "x", deed)
		}
		return c.say(compareKeys[op], "x", c.say("past.times", "x", deed), "y", c.number(k))
	}
	key := "past.when.last"
	if f.fact == rule.First {
		key = "past.when.first"
	}
	return c.say(compareKeys[op], "x", c.say(key, "x", deed), "y", c.number(k))
}

// held tells whether a role holds evidence.
func (t *teller) held(slot int32, op rule.Op, k float64) string {
	yes := op == rule.Eq && k == 1 || op == rule.Gt && k == 0 || op == rule.Ge && k == 1
	for i := range t.v.g.Evidence {
		role := slot - t.v.g.Evidence[i].Held
		if role < 0 || int(role) >= len(t.v.g.Roles) {
			continue
		}
		key := "held"
		if role == t.bind.Self {
			key = "held.you"
		}
		if !yes {
			key += ".not"
		}
		return t.v.c.say(key, "who", t.v.name(role), "x", t.evidence(int32(i)))
	}
	return t.v.named(slot, t.bind.Self)
}

// pact tells whether an agreement is in force, at all or between two.
func (t *teller) pact(slot int32, yes bool) string {
	x := t.v.quote(t.v.Agreement(t.v.g.AgreementOf(slot)))
	return t.v.c.say(negated("pact", yes), "x", t.v.ofWhom(x, t.v.g.Slots[slot].Role, t.v.g.Slots[slot].Other, "slot.in", t.bind.Self))
}

// published tells whether evidence was published.
func (t *teller) published(slot int32, op rule.Op, k float64) string {
	yes := op == rule.Eq && k == 1 || op == rule.Gt && k == 0 || op == rule.Ge && k == 1
	for i := range t.v.g.Evidence {
		if t.v.g.Evidence[i].Published == slot {
			return t.v.c.say(negated("published", yes), "x", t.evidence(int32(i)))
		}
	}
	return t.v.named(slot, t.bind.Self)
}

// belief compares an assessment with a number: the number, and the word of the
// yardstick that it falls under.
func (t *teller) belief(slot int32, op rule.Op, k float64) string {
	v := t.v
	x := v.named(slot, t.bind.Self)
	if attack, suspect := v.belief(slot); attack >= 0 && !t.knowsAttack(attack) {
		x = v.c.say("slot.belief", "suspect", v.suspect(attack, suspect), "attack", v.c.say("deed.unknown"))
	}
	if question, answer := v.answer(slot); question >= 0 && t.view != nil && !t.view.Asked(question) {
		x = v.c.say("slot.answer", "answer", v.quote(v.Answer(question, answer)), "question", v.c.say("question.unknown"))
	}
	limit := v.c.say(compareKeys[op], "x", x,
		"y", v.c.percent(k/100))
	return v.c.say("thing.part", "thing", limit, "part", v.Likelihood(Yardstick(k).Key))
}

// pastPhrase recognises what the language of expressions writes with more than
// one comparison: last_turn(x) and before(a, b).
func (t *teller) pastPhrase(e rule.Expr, want bool) (string, bool) {
	n := t.node(e)
	a, b, _ := operands(n)
	x, y := t.node(a), t.node(b)
	switch {
	case n.Op == rule.Or && x.Op == rule.Eq && y.Op == rule.Eq:
		f, okF := t.fact(rule.Expr(x.A + 1))
		g, okG := t.fact(rule.Expr(y.A + 1))
		if okF && okG && f.fact == rule.Last && g.fact == rule.Prev && f.past == g.past {
			return t.v.c.say(negated(t.arrived(f, "past.lastturn"), want), "x", t.deed(f, !want)), true
		}
	case n.Op == rule.And && x.Op == rule.Gt && y.Op == rule.Lt:
		f, okF := t.fact(rule.Expr(x.A + 1))
		g, okG := t.fact(rule.Expr(y.A + 1))
		h, okH := t.fact(rule.Expr(y.B + 1))
		if okF && okG && okH && f.fact == rule.Times && g.fact == rule.First && h.fact == rule.First && f.past == g.past {
			return t.v.c.say(negated("past.before", want), "x", t.deed(g, !want), "y", t.deed(h, !want)), true
		}
	}
	return "", false
}

func negated(key string, want bool) string {
	if want {
		return key
	}
	return key + ".not"
}

// arrived is the row about the past for what a fact is about: a message arrives,
// anything else takes place.
func (t *teller) arrived(f fact, row string) string {
	if t.v.arrives(f) {
		return row + ".arrived"
	}
	return row
}

// fact returns the fact that a load reads.
func (t *teller) fact(e rule.Expr) (fact, bool) {
	slot := t.slot(e)
	if slot < 0 || t.v.g.Slots[slot].Kind != game.KindPast {
		return fact{}, false
	}
	return t.v.pastOf(slot)
}

// times tells comparisons of a turn of the past with the present turn.
func (t *teller) times(a rule.Expr, op rule.Op, b rule.Expr) (string, bool) {
	f, ok := t.fact(a)
	if !ok || f.fact != rule.Last || t.slot(b) != game.SlotTurn || op != rule.Eq && op != rule.Ne {
		return "", false
	}
	return t.v.c.say(negated(t.arrived(f, "past.thisturn"), op == rule.Eq), "x", t.deed(f, op != rule.Eq)), true
}

// inTurn tells that something happened in one turn, which is a number, so many
// turns ago, or reckoned.
func (t *teller) inTurn(n *rule.Node, want bool) string {
	f, ok := t.v.pastOf(t.code.Slot(n.Ref, &t.bind))
	if !ok {
		return t.v.c.say("past.unknown")
	}
	deed, turn := t.deed(f, !want), rule.Expr(n.A+1)
	if k, known := t.settled(turn); known {
		return t.v.c.say(negated(t.arrived(f, "past.inturn"), want), "x", deed, "n", t.v.c.number(k))
	}
	if m := t.node(turn); m.Op == rule.Sub && t.slot(rule.Expr(m.A+1)) == game.SlotTurn {
		switch k, known := t.settled(rule.Expr(m.B + 1)); {
		case known && k == 1:
			return t.v.c.say(negated(t.arrived(f, "past.lastturn"), want), "x", deed)
		case known && k > 1:
			return t.v.c.say(negated(t.arrived(f, "past.ago"), want), "x", deed, "n", t.v.c.number(k))
		}
	}
	return t.v.c.say(negated("past.inturn.of", want), "x", deed, "n", t.number(turn))
}

// since recognises since(x) compared with a constant.
func (t *teller) since(n *rule.Node, op rule.Op, k float64) (string, bool) {
	_, ago, _ := operands(n)
	m := t.node(ago)
	if m.Op != rule.Sub || t.slot(rule.Expr(m.A+1)) != game.SlotTurn {
		return "", false
	}
	f, ok := t.fact(rule.Expr(m.B + 1))
	if !ok || f.fact != rule.Last {
		return "", false
	}
	deed := t.deed(f, op == rule.Ge || op == rule.Gt)
	switch op {
	case rule.Gt:
		op, k = rule.Ge, k+1
	case rule.Lt:
		op, k = rule.Le, k-1
	}
	key := map[rule.Op]string{rule.Ge: "since.atleast", rule.Le: "since.atmost", rule.Eq: "since.exactly", rule.Ne: "since.other"}[op]
	return t.v.c.count(key, k, "x", deed), true
}

package prose

import (
	"demarche/engine/game"
	"demarche/engine/rule"
)

// clause puts a condition in words, as a clause with a verb: “Calm” is below 30.
// want false gives its opposite: "not" is pushed inwards, where every clause has
// an opposite of its own.
func (r *reader) clause(p *rule.Part, want bool) string {
	switch p.Form {
	case rule.FormTruth:
		return r.tell(negated("clause.true", (p.K > 0) == want))
	case rule.FormUnary:
		if p.Name == "not" {
			return r.clause(p.Kids[0], !want)
		}
	case rule.FormBinary:
		if p.Name == "and" || p.Name == "or" {
			return r.joined(p, want)
		}
		if operators[p.Name] != 0 {
			return r.comparison(p, want)
		}
	case rule.FormIf:
		return r.tell("clause.if", "if", r.clause(p.Kids[0], true), "then", r.body(p.Kids[1], want), "else", r.body(p.Kids[2], want))
	case rule.FormCall:
		return r.statement(p, want)
	}
	return r.tell(negated("clause.holds", want), "x", r.name(p))
}

var operators = map[string]rule.Op{
	"==": rule.Eq, "!=": rule.Ne, "<": rule.Lt, "<=": rule.Le, ">": rule.Gt, ">=": rule.Ge,
}

// conjuncts lists the operands of nested "and" or "or", from left to right.
func conjuncts(p *rule.Part, op string) []*rule.Part {
	if p.Form != rule.FormBinary || p.Name != op {
		return []*rule.Part{p}
	}
	return append(conjuncts(p.Kids[0], op), conjuncts(p.Kids[1], op)...)
}

// joined puts an "and" or "or" in words.
func (r *reader) joined(p *rule.Part, want bool) string {
	var parts []string
	for _, kid := range conjuncts(p, p.Name) {
		s := r.clause(kid, want)
		if open(kid) {
			s = bracketed(s)
		}
		parts = append(parts, s)
	}
	key := "list.either"
	if (p.Name == "and") == want {
		key = "list.both"
	}
	return r.v.c.list(key, parts)
}

// open reports whether the clause of p would run on into what stands behind it.
func open(p *rule.Part) bool {
	switch p.Form {
	case rule.FormUnary:
		return p.Name == "not" && open(p.Kids[0])
	case rule.FormBinary:
		return p.Name == "and" || p.Name == "or" || quantifier(p.Kids[0]) || quantifier(p.Kids[1]) || p.Kids[0].Kind == rule.Truth
	case rule.FormIf:
		return true
	}
	return quantifier(p)
}

// quantifier reports whether p runs over the members of a group.
func quantifier(p *rule.Part) bool {
	if p.Form != rule.FormCall || len(p.Kids) == 0 {
		return false
	}
	switch p.Name {
	case "any", "all", "none", "one", "count", "sum":
		return len(p.Kids) == 2
	case "min", "max", "mean":
		return p.Kids[0].Form == rule.FormCall && p.Kids[0].Name == "map"
	}
	return false
}

// statement puts a function that is true or false in words.
func (r *reader) statement(p *rule.Part, want bool) string {
	kids := p.Kids
	if quantifier(p) {
		return r.quantified(p, want)
	}
	switch n := len(kids); {
	case p.Name == "between" && n == 3:
		return r.between(kids, want)
	case p.Name == "held" && n == 2:
		return r.tell(negated("held", want), "who", r.who(kids[1]), "x", r.thing(pathOf(kids[0])))
	case p.Name == "published" && n == 1:
		return r.tell(negated("clause.published", want), "x", r.thing(pathOf(kids[0])))
	case p.Name == "before" && n == 2:
		return r.tell(negated("past.before", want), "x", r.deedOf(kids[:1]), "y", r.deedOf(kids[1:]))
	case p.Name == "in_turn" && n >= 2:
		return r.inTurn(kids, want)
	case r.v.c.has("past.is."+p.Name) && n > 0:
		return r.tell(negated("past.is."+p.Name, want), r.did(kids)...)
	case p.Name == "in_force" && n > 0:
		var who []string
		for _, kid := range kids[1:] {
			who = append(who, r.who(kid))
		}
		x := r.thing(pathOf(kids[0]))
		if len(who) > 0 {
			x = r.tell("thing.part", "thing", x, "part", r.v.c.list("list.and", who))
		}
		return r.tell(negated("clause.inforce", want), "x", x)
	}
	return r.tell(negated("clause.unknown", want), "x", r.code(p))
}

// did pairs the places of a row about the past with what fills them: what is asked
// about, and the verb for how it comes about, in each of its forms.
func (r *reader) did(args []*rule.Part, more ...string) []string {
	how := r.comes(pathOf(args[0]))
	pairs := []string{"x", r.deedOf(args)}
	if key := "did.x" + how; r.v.c.has(key) {
		pairs[1] = r.tell(key, "x", pairs[1])
	}
	for _, form := range [...]string{"has", "hasnt", "past", "didnt", "first", "last", "never"} {
		pairs = append(pairs, form, r.v.c.say("did."+form+how))
	}
	return append(pairs, more...)
}

// comes is how a thing comes about: a message arrives, a rule applies, a deadline
// passes, an agreement is made, anything else happens.
func (r *reader) comes(id string) string {
	if index(r.v.g.Agreements, id, func(a *game.Agreement) string { return a.ID }) >= 0 {
		return ".made"
	}
	switch r.kindOf(id) {
	case game.CauseInject:
		return ".arrived"
	case game.CauseRule:
		return ".applied"
	case game.CauseDeadline:
		return ".passed"
	}
	return ""
}

// quantified puts any, all, none and one in words. The group stands in front, so
// that what it governs is clear.
func (r *reader) quantified(p *rule.Part, want bool) string {
	key, inner := "some", true
	switch p.Name {
	case "any":
		if !want {
			key, inner = "every", false
		}
	case "none":
		if want {
			key, inner = "every", false
		}
	case "all":
		if key, inner = "every", true; !want {
			key, inner = "some", false
		}
	case "one":
		if key = "one"; !want {
			key = "one.not"
		}
	default:
		return r.tell(negated("clause.unknown", want), "x", r.code(p))
	}
	return r.inside(p.Kids[0], func() string {
		return r.tell("over."+key, "of", r.group(p.Kids[0], "of"), "x", r.body(p.Kids[1], inner))
	})
}

// body is the clause that a quantifier governs.
func (r *reader) body(p *rule.Part, want bool) string {
	s := r.clause(p, want)
	if open(p) {
		return bracketed(s)
	}
	return s
}

func (r *reader) between(kids []*rule.Part, want bool) string {
	x := r.quantity(kids[0])
	a, b := r.against(kids[0], kids[1]), r.against(kids[0], kids[2])
	if isTurn(kids[0]) {
		return r.tell(negated("clause.turn.between", want), "a", a, "b", b)
	}
	return r.tell(negated("clause.between", want), "x", x, "a", a, "b", b)
}

func isTurn(p *rule.Part) bool { return p.Form == rule.FormName && p.Name == "turn" }

// inTurn puts in_turn(n, id, …) in words.
func (r *reader) inTurn(kids []*rule.Part, want bool) string {
	n, deed := kids[0], r.did(kids[1:])
	if k, ok := literal(n); ok {
		return r.tell(negated("past.in", want), append(deed, "n", r.v.c.number(k))...)
	}
	if n.Form == rule.FormBinary && n.Name == "-" && isTurn(n.Kids[0]) {
		if k, ok := literal(n.Kids[1]); ok && k == 1 {
			return r.tell(negated("past.is.last_turn", want), deed...)
		} else if ok && k > 1 {
			return r.v.c.tellCount(negated("past.back", want), k, deed...)
		}
	}
	return r.tell(negated("past.inwhich", want), append(deed, "n", r.quantity(n))...)
}

// literal returns the value of a number that is written out, such as 30, -3 or
// 2 * 12.
func literal(p *rule.Part) (float64, bool) {
	if p.Form == rule.FormNumber {
		return p.K, true
	}
	if p.Form != rule.FormUnary && p.Form != rule.FormBinary || len(p.Made) == 0 || p.Made[0].At.Present() {
		return 0, false
	}
	for _, kid := range p.Kids {
		if _, ok := literal(kid); !ok {
			return 0, false
		}
	}
	return p.Made[0].K, true
}

// against writes what a number is compared with: in its unit, as a rung, as a
// word, in per cent.
func (r *reader) against(x, y *rule.Part) string {
	k, ok := literal(y)
	if !ok {
		return r.side(y)
	}
	return r.figure(x, k)
}

// figure writes a value of the number x that an author wrote.
func (r *reader) figure(x *rule.Part, k float64) string {
	return r.valued(x, k, r.v.c.exact, r.v.c.share)
}

// rounded writes a value of the number x that was reckoned.
func (r *reader) rounded(x *rule.Part, k float64) string {
	return r.valued(x, k, r.v.c.number, r.v.c.percent)
}

func (r *reader) valued(x *rule.Part, k float64, number, part func(float64) string) string {
	switch {
	case x.Form == rule.FormIndex:
		return part(k / 100)
	case x.Form == rule.FormName && (x.Name == "max_rung" || x.Name == "peak_rung"):
		return r.rung(k)
	}
	if t := r.track(x); t != nil {
		if l := r.v.g.Ladder.Track; l >= 0 && t == &r.v.g.Tracks[l] {
			return r.rung(k)
		}
		return r.v.figure(t.Base, k, number, part)
	}
	return number(k)
}

// rung writes a rung with its name in brackets.
func (r *reader) rung(k float64) string {
	rungs := r.v.g.Ladder.Rungs
	if i := int(k); float64(i) == k && i >= 0 && i < len(rungs) {
		return r.tell("figure.rung", "n", r.v.c.number(k), "name", r.v.Text(rungs[i].Name))
	}
	return r.v.c.number(k)
}

package prose

import (
	"math"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

var clauseKeys = map[rule.Op]string{
	rule.Eq: "clause.eq", rule.Ne: "clause.ne", rule.Lt: "clause.lt", rule.Le: "clause.le", rule.Gt: "clause.gt", rule.Ge: "clause.ge",
}

// comparison puts a comparison in words. A number written out goes to the right.
func (r *reader) comparison(p *rule.Part, want bool) string {
	a, b, op := p.Kids[0], p.Kids[1], operators[p.Name]
	if !want {
		op = opposite[op]
	}
	_, left := literal(a)
	if _, right := literal(b); left || setting(a) && !setting(b) && !right {
		a, b, op = b, a, flipped[op]
	}
	if s, ok := r.named(a, b, op); ok {
		return s
	}
	if s, ok := r.named(b, a, op); ok {
		return s
	}
	if k, ok := literal(b); ok {
		if s, ok := r.counted(a, op, k); ok {
			return s
		}
	}
	if firsts(a, b) {
		return r.sooner(a, b, op)
	}
	if s, ok := r.ending(a, b, op); ok {
		return s
	}
	return r.tell(clauseKeys[op], "x", r.side(a), "y", r.against(a, b))
}

// setting reports whether a number is one that the launch sets: what is compared with
// it is said first, as with a number written out.
func setting(p *rule.Part) bool {
	return p.Form == rule.FormDot && len(p.Kids) == 1 && p.Kids[0].Form == rule.FormName && p.Kids[0].Name == "param"
}

// ending tells a comparison of the turn with the number of turns.
func (r *reader) ending(a, b *rule.Part, op rule.Op) (string, bool) {
	turns := func(p *rule.Part) bool { return p.Form == rule.FormName && p.Name == "turns" }
	if turns(a) {
		a, b, op = b, a, flipped[op]
	}
	if !isTurn(a) || !turns(b) || op == rule.Gt || op == rule.Le { // never, or always
		return "", false
	}
	return r.tell(negated("clause.turn.last", op == rule.Eq || op == rule.Ge)), true
}

// side is a number left or right of a comparison.
func (r *reader) side(p *rule.Part) string {
	if p.Form == rule.FormIf {
		return r.operand(p)
	}
	return r.quantity(p)
}

// firsts reports whether both are the first turns of something.
func firsts(parts ...*rule.Part) bool {
	for _, p := range parts {
		if p.Form != rule.FormCall || p.Name != "first" || len(p.Kids) == 0 {
			return false
		}
	}
	return true
}

// sooner compares the first turns of two things.
func (r *reader) sooner(a, b *rule.Part, op rule.Op) string {
	switch op {
	case rule.Gt, rule.Ge:
		a, b, op = b, a, flipped[op]
	}
	key := map[rule.Op]string{rule.Lt: "lt", rule.Le: "le", rule.Eq: "eq", rule.Ne: "ne"}[op]
	return r.tell("clause.first."+key, r.did(a.Kids, "y", r.deedOf(b.Kids))...)
}

// named compares by == and !=: words, roles, conditions.
func (r *reader) named(a, b *rule.Part, op rule.Op) (string, bool) {
	if op != rule.Eq && op != rule.Ne {
		return "", false
	}
	same := op == rule.Eq
	if c := r.choice(a); c != nil && a.Kind == 0 {
		return r.tell(negated("clause.picked", same), "x", r.v.quote(r.v.Choice(c)), "y", r.v.quote(r.picked(c, b))), true
	}
	switch {
	case a.Kind == rule.Word && a.Form == rule.FormCall && (b.Form == rule.FormName || b.Form == rule.FormWord):
		return r.tell(negated("clause.is", same), "x", r.quantity(a), "y", r.v.quote(r.wordOf(a, b))), true
	case a.Kind == rule.Word && (b.Form == rule.FormName || b.Form == rule.FormWord) && r.names(a):
		return r.tell(negated("clause.word", same), "x", r.name(a), "y", r.v.quote(r.wordOf(a, b))), true
	case a.Kind == rule.Role && b.Kind == rule.Role:
		return r.tell(negated("clause.is", same), "x", r.roleOf(a), "y", r.roleOf(b)), true
	case a.Kind == rule.Truth && b.Kind == rule.Truth:
		if b.Form == rule.FormTruth {
			return r.clause(a, same == (b.K > 0)), true
		}
		return r.tell(negated("clause.iff", same), "x", r.body(a, true), "y", r.body(b, true)), true
	}
	return "", false
}

// names reports whether p is a number with words, and not a word.
func (r *reader) names(p *rule.Part) bool {
	return len(p.Made) > 0 && p.Made[0].At.Present() || p.Form == rule.FormDot || p.Form == rule.FormCall
}

// roleOf names a role in a comparison: who somebody is, is what is asked, so
// that registers go by their word.
func (r *reader) roleOf(p *rule.Part) string {
	if p.Form != rule.FormName {
		return r.quantity(p)
	}
	free := *r
	free.bind = nobody()
	switch {
	case p.Name == "self" && r.action() != nil && !answers(r.path):
		return r.tell("who.mover")
	case p.Name == "target":
		return r.tell("who.target")
	}
	return free.who(p)
}

// picked returns the text of a word of a choice.
func (r *reader) picked(c *game.Choice, word *rule.Part) string {
	for i := range c.Words {
		if c.Words[i].ID == word.Name {
			return r.v.Word(&c.Words[i])
		}
	}
	return inWords(word.Name)
}

// wordOf returns the text of a word that a number stands for.
func (r *reader) wordOf(x, word *rule.Part) string {
	if x.Form == rule.FormCall && x.Name == "truth" && len(x.Kids) == 1 {
		if q := r.question(x.Kids[0].Name); q >= 0 {
			return r.answer(q, word.Name)
		}
	}
	if t := r.track(x); t != nil {
		if i := slices.Index(t.Words, word.Name); i >= 0 {
			if s := r.v.word(t, float64(i)); s != "" {
				return s
			}
		}
	}
	return strings.ReplaceAll(word.Name, "_", " ")
}

// counted compares with a number that is written out what is told in a way of
// its own: turns, how often, how many, bands, beliefs.
func (r *reader) counted(a *rule.Part, op rule.Op, k float64) (string, bool) {
	if a.Form == rule.FormIndex {
		return r.tell("clause.belief", "x", r.tell(clauseKeys[op], "x", r.belief(a), "y", r.v.c.share(k/100)),
			"word", r.v.Likelihood(Yardstick(k).Key)), true
	}
	if isTurn(a) {
		op, k = whole(op, k)
		return r.tell("clause.turn."+short[op], "n", r.v.c.number(k)), true
	}
	if a.Form != rule.FormCall {
		return "", false
	}
	switch {
	case a.Name == "band" && len(a.Kids) == 1:
		return r.banded(a.Kids[0], op, k), true
	case a.Name == "count" && len(a.Kids) == 2:
		op, k = whole(op, k)
		return r.inside(a.Kids[0], func() string {
			return r.tell("over.count."+short[op], "of", r.group(a.Kids[0], "of"), "n", r.v.c.number(k), "x", r.body(a.Kids[1], true))
		}), true
	case a.Name == "times" && len(a.Kids) > 0:
		return r.often(r.did(a.Kids), op, k), true
	case (a.Name == "since" || a.Name == "first") && len(a.Kids) > 0:
		op, k = whole(op, k)
		return r.v.c.tellCount("past."+a.Name+"."+short[op], k, r.did(a.Kids)...), true
	}
	return "", false
}

var short = map[rule.Op]string{rule.Eq: "eq", rule.Ne: "ne", rule.Le: "le", rule.Ge: "ge"}

// whole turns a comparison of whole numbers into one by at least, at most,
// exactly or other than.
func whole(op rule.Op, k float64) (rule.Op, float64) {
	switch op {
	case rule.Gt:
		return rule.Ge, math.Floor(k) + 1
	case rule.Ge:
		return rule.Ge, math.Ceil(k)
	case rule.Lt:
		return rule.Le, math.Ceil(k) - 1
	case rule.Le:
		return rule.Le, math.Floor(k)
	}
	return op, k
}

// often tells how many times something happened.
func (r *reader) often(deed []string, op rule.Op, k float64) string {
	op, k = whole(op, k)
	never := op == rule.Le && k <= 0 || op == rule.Eq && k == 0
	if never || op == rule.Ge && k == 1 || op == rule.Ne && k == 0 {
		return r.tell(negated("past.is.happened", !never), deed...)
	}
	return r.v.c.tellCount("past.times."+short[op], k, deed...)
}

// banded compares the band of a number.
func (r *reader) banded(x *rule.Part, op rule.Op, k float64) string {
	op, k = whole(op, k)
	word := r.tell("band", "n", r.v.c.number(k+1))
	if t := r.track(x); t != nil {
		for i := range r.v.g.Tracks {
			if &r.v.g.Tracks[i] == t {
				word = r.v.BandOf(int32(i), int32(k))
			}
		}
	}
	return r.tell("clause.band."+short[op], "x", r.quantity(x), "y", r.v.quote(word))
}

package prose

import (
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// why says what a clause that is no joint of others is now, and what would have
// to change.
func (w *weigher) why(p *rule.Part, want, yes bool) string {
	if p.Form == rule.FormBinary && operators[p.Name] != 0 {
		return w.gap(p, want, yes)
	}
	if p.Form == rule.FormCall {
		return w.fact(p, want, yes)
	}
	return ""
}

// gap tells by how much a comparison of numbers is missed.
func (w *weigher) gap(p *rule.Part, want, yes bool) string {
	a, b, op := p.Kids[0], p.Kids[1], operators[p.Name]
	if !want {
		op = opposite[op]
	}
	_, right := literal(b)
	if _, left := literal(a); left || settled(a) && !settled(b) && !right {
		a, b, op = b, a, flipped[op]
	}
	switch {
	case a.Kind == rule.Role:
		return w.whoNow(a, b)
	case a.Kind == rule.Word || b.Kind == rule.Word:
		return w.wordNow(a, b)
	case a.Kind != rule.Number || b.Kind != rule.Number:
		return ""
	}
	x, okX := w.value(a)
	y, okY := w.value(b)
	if !okX || !okY {
		return ""
	}
	_, fixed := literal(b)
	if isTurn(a) && (fixed || settled(b)) {
		return w.turnNow(x, y, op, yes)
	}
	if a.Form == rule.FormCall && fixed && (a.Name == "since" || a.Name == "times") {
		return w.pastNow(a.Name, x, y, op, yes)
	}
	if a.Name == "count" && quantifier(a) && fixed {
		return w.countNow(x, y, op, yes)
	}
	now := w.tell("weigh.is", "n", w.figure(a, x))
	if !fixed {
		now = w.tell("weigh.both", "x", w.figure(a, x), "y", w.figure(b, y))
	}
	if more := w.inside(a, b); more != "" {
		now = w.tell("weigh.with", "x", now, "list", more)
	}
	if yes || settled(a) { // what the launch has set nobody can change
		return now
	}
	return w.tell("weigh.need", "now", now, "need", w.need(a, b, op, x, y, fixed || settled(b)))
}

// settled reports whether a number stays as it is for the whole game: how many turns
// there are, or what the launch has set.
func settled(p *rule.Part) bool {
	return p.Form == rule.FormName && p.Name == "turns" || setting(p)
}

// countNow tells for how many members something holds, and how many are missing.
func (w *weigher) countNow(x, limit float64, op rule.Op, yes bool) string {
	now := w.tell("weigh.countis", "n", w.x.v.c.number(x))
	op, limit = whole(op, limit)
	switch {
	case yes:
		return now
	case op == rule.Ne:
		return w.tell("weigh.need", "now", now, "need", w.tell("need.other"))
	case x < limit:
		return w.tell("weigh.need", "now", now, "need", w.tell("need.more", "n", w.x.v.c.number(limit-x)))
	}
	return w.tell("weigh.need", "now", now, "need", w.tell("need.fewer", "n", w.x.v.c.number(x-limit)))
}

// figure writes the present value of a number; a turn that has not come is
// "never".
func (w *weigher) figure(p *rule.Part, k float64) string {
	if p.Form == rule.FormCall && (p.Name == "first" || p.Name == "since") && k > w.x.now.State.V[game.SlotTurns] {
		return w.tell("weigh.never")
	}
	if p.Form == rule.FormIndex { // not rounded: the gap is told beside it
		return w.tell("number.percent", "n", w.x.v.c.number(k))
	}
	return w.r.rounded(p, k)
}

// need says how the numbers would have to move.
func (w *weigher) need(a, b *rule.Part, op rule.Op, x, y float64, fixed bool) string {
	number := w.x.v.c.number
	if math.Abs(x-y) < 0.01 { // a gap is never told as 0
		number = w.x.v.c.exact
	}
	d := w.r.apart(a, math.Abs(x-y), number)
	rows := map[rule.Op]string{
		rule.Lt: "need.fall.more", rule.Le: "need.fall.least", rule.Gt: "need.rise.more", rule.Ge: "need.rise.least",
	}
	row := rows[op]
	switch {
	case op == rule.Ne:
		return w.tell("need.other")
	case x == y && op == rule.Lt:
		return w.tell("need.fall.any")
	case x == y && op == rule.Gt:
		return w.tell("need.rise.any")
	case op == rule.Eq && x > y:
		row = "need.fall.exact"
	case op == rule.Eq:
		row = "need.rise.exact"
	}
	if !fixed {
		row += ".both"
	}
	return w.tell(row, "n", d)
}

func (w *weigher) turnNow(turn, limit float64, op rule.Op, yes bool) string {
	n := w.x.v.c.number(turn)
	if yes {
		return w.tell("weigh.turn", "n", n)
	}
	op, limit = whole(op, limit)
	switch {
	case (op == rule.Ge || op == rule.Eq) && turn < limit && limit <= w.x.now.State.V[game.SlotTurns]:
		return w.x.v.c.tellCount("weigh.turn.more", limit-turn, "turn", n)
	case op == rule.Ne:
		return w.tell("weigh.turn.next", "n", n)
	}
	return w.tell("weigh.turn.gone", "n", n)
}

// inside lists the present values of the numbers of which two sums are made.
func (w *weigher) inside(parts ...*rule.Part) string {
	var out []string
	var visit func(p *rule.Part, top bool)
	visit = func(p *rule.Part, top bool) {
		if quantifier(p) || p.Form == rule.FormName && w.chosen(p) {
			return
		}
		named := p.Form == rule.FormName || p.Form == rule.FormDot || p.Form == rule.FormIndex
		if named && p.Kind == rule.Number && !top {
			if k, ok := w.value(p); ok {
				s := w.tell("weigh.named", "x", w.r.name(p), "n", w.figure(p, k))
				if !slices.Contains(out, s) {
					out = append(out, s)
				}
			}
			return
		}
		if p.Form == rule.FormUnary || p.Form == rule.FormBinary || p.Form == rule.FormIf || p.Form == rule.FormCall && p.Kind == rule.Number {
			for _, kid := range p.Kids {
				visit(kid, false)
			}
		}
	}
	for _, p := range parts {
		visit(p, p.Form != rule.FormBinary && p.Form != rule.FormCall)
	}
	return w.x.v.c.list("list.and", out)
}

func (w *weigher) whoNow(a, b *rule.Part) string {
	name := func(p *rule.Part) string {
		k, ok := w.value(p)
		if !ok {
			return ""
		}
		return w.x.v.name(int32(k))
	}
	if x := name(a); x != "" && a.Form != rule.FormName {
		return w.tell("weigh.who", "x", x)
	}
	if y := name(b); y != "" && b.Form != rule.FormName {
		return w.tell("weigh.who", "x", y)
	}
	return ""
}

func (w *weigher) wordNow(a, b *rule.Part) string {
	for _, p := range []*rule.Part{a, b} {
		t := w.r.track(p)
		k, ok := w.value(p)
		if t != nil && ok {
			if s := w.x.v.word(t, k); s != "" {
				return w.tell("weigh.is", "n", w.x.v.quote(s))
			}
		}
	}
	return ""
}

// fact tells what is known of the past that a function asks about.
func (w *weigher) fact(p *rule.Part, want, yes bool) string {
	f, ok := w.past(p)
	if !ok {
		return ""
	}
	v := w.x.now.State.V
	base, wide := f.base, f.wide
	times, last := v[base], v[base+wide*int32(rule.Last-rule.Times)]
	if p.Name == "tried" {
		times = v[base+wide*int32(rule.Tried-rule.Times)]
	}
	switch {
	case times == 0 && yes:
		return ""
	case times == 0 && p.Name == "tried":
		return w.tell("weigh.past.untried")
	case times == 0 && p.Name == "happened":
		return w.tell("weigh.past.never" + w.r.comes(pathOf(p.Kids[0])))
	case times == 0:
		return w.tell("weigh.past.never")
	case p.Name == "happened" && !want && !yes:
		return w.tell("weigh.past.toolate", "n", w.x.v.c.number(last))
	case p.Name != "tried":
		return w.x.v.c.tellCount("weigh.past.times", times, "last", w.x.v.c.number(last))
	}
	return ""
}

// pastNow tells how long ago or how often something happened, and how much is
// missing.
func (w *weigher) pastNow(function string, x, limit float64, op rule.Op, yes bool) string {
	never := function == "since" && x > w.x.now.State.V[game.SlotTurns] || function == "times" && x == 0
	op, limit = whole(op, limit)
	more := op == rule.Ge || op == rule.Eq && x < limit
	now := ""
	switch {
	case never && yes:
		return ""
	case never && function == "since":
		return w.tell("weigh.past.never")
	case function == "since":
		now = w.x.v.c.tellCount("weigh.ago", x)
	default:
		now = w.x.v.c.tellCount("weigh.times", x)
	}
	switch {
	case yes:
		return now
	case more:
		return w.x.v.c.tellCount("weigh."+function+".more", limit-x, "now", now)
	case function == "since":
		return w.tell("weigh.again", "now", now)
	}
	return w.tell("weigh.toolate", "now", now)
}

// facts is where the facts of a question stand: times, then the others each wide
// slots further.
type facts struct{ base, wide int32 }

// past finds the facts that a function of the past reads.
func (w *weigher) past(p *rule.Part) (facts, bool) {
	var found facts
	ok := false
	for _, m := range p.Made {
		if !slices.Equal(m.Its, w.its) || !m.At.Present() {
			continue
		}
		w.x.g.Code.Reads(m.At, func(r rule.Ref, _ bool) {
			slot := w.x.g.Code.Slot(r, &w.r.bind)
			if ok || slot < 0 || w.x.g.Slots[slot].Kind != game.KindPast {
				return
			}
			if f, is := w.x.v.pastOf(slot); is {
				n := int32(len(w.x.g.Roles))
				wide := map[rule.Dim]int32{rule.World: 1, rule.Each: n, rule.Pair: n * n}[r.Dim]
				found, ok = facts{slot - wide*int32(f.fact-rule.Times), wide}, true
			}
		})
	}
	return found, ok
}

package prose

import (
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// weighed tells a condition behind its first words ("It comes if"). Without a
// moment its parts stand below it if it has several; with one every part says
// whether it holds now, and what would make it true.
func (x *Explainer) weighed(lead string, e rule.Expr) Line {
	w := x.g.Code.Wrote(e)
	if w == nil {
		return Line{Text: sentence(x.v.c.behind(lead, x.v.c.say("clause.true.not")))} // when = false
	}
	r := x.v.reads(w.Path)
	if x.now == nil {
		return x.listed(r, lead, w)
	}
	who := x.whom(w)
	if len(who) == 1 {
		r.bind = who[0]
		line := (&weigher{x: x, r: r}).part(w.Root(), true)
		line.Written = w.Text
		line.Text = x.v.c.behind(lead, line.Text)
		if len(line.Lines) == 0 {
			line.Text = sentence(line.Text)
		}
		return line
	}
	line := x.listed(r, lead, w)
	var each []Line
	for _, b := range who {
		in := x.v.reads(w.Path)
		in.bind = b
		one := (&weigher{x: x, r: in}).part(w.Root(), true)
		about := x.about(w.Path, b)
		if answers(w.Path) {
			about = x.asks(w.Path, b)
		}
		one.Text = x.v.c.tell("weigh.for", "who", about, "x", one.Text)
		each = append(each, one)
	}
	if len(each) > mostWeighed { // those that hold are what is looked for
		slices.SortStableFunc(each, func(a, b Line) int { return strings.Compare(b.Holds, a.Holds) })
	}
	line.Lines = append(line.Lines, x.first(each)...)
	return line
}

// mostWeighed is for how many roles something is told one by one.
const mostWeighed = 12

// first cuts a list of lines, one a role, and says how many are left out.
func (x *Explainer) first(each []Line) []Line {
	if len(each) <= mostWeighed {
		return each
	}
	rest := Line{Text: x.v.c.tellCount("weigh.rest", float64(len(each)-mostWeighed))}
	return append(each[:mostWeighed:mostWeighed], rest)
}

// listed tells a condition in general terms.
func (x *Explainer) listed(r *reader, lead string, w *rule.Written) Line {
	op := w.Root().Name
	if w.Root().Form != rule.FormBinary || op != "and" && op != "or" {
		return Line{Text: sentence(x.v.c.behind(lead, r.clause(w.Root(), true))), Written: w.Text}
	}
	line := Line{Text: x.v.c.behind(lead, x.v.c.say("weigh."+op)), Written: w.Text}
	for _, p := range conjuncts(w.Root(), op) {
		line.Lines = append(line.Lines, Line{Text: r.clause(p, true)})
	}
	return line
}

// whom lists for whom a condition can be weighed: who was asked for, else the
// one there is, else each that it may be about.
func (x *Explainer) whom(w *rule.Written) []rule.Bind {
	if answers(w.Path) {
		if out := x.asked(w); len(out) > 0 {
			return out
		}
	}
	self, target := mentions(w.Root(), "self", "others", "proposer"), mentions(w.Root(), "target", "other", "on")
	b := nobody()
	b.Self, b.Target = x.now.Self, x.now.Target
	var out []rule.Bind
	for _, pair := range x.candidates(w.Path) {
		c := b
		if self && c.Self < 0 {
			c.Self = pair[0]
		}
		if target && c.Target < 0 {
			c.Target = pair[1]
		}
		if (c.Self >= 0 && c.Self == c.Target) || slices.Contains(out, c) {
			continue
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return []rule.Bind{b}
	}
	return out
}

// mentions reports whether one of the names stands in p.
func mentions(p *rule.Part, names ...string) bool {
	if p.Form == rule.FormName && slices.Contains(names, p.Name) {
		return true
	}
	return slices.ContainsFunc(p.Kids, func(kid *rule.Part) bool { return mentions(kid, names...) })
}

// candidates lists whom self and target can be at a path; {-1, -1} if nobody.
func (x *Explainer) candidates(path string) [][2]int32 {
	var out [][2]int32
	r := x.v.reads(path)
	if a := r.action(); a != nil {
		targets := a.Targets
		if targets == nil {
			targets = []int32{-1}
		}
		for i := range int32(len(x.g.Roles)) {
			if a.By.Has(i) {
				for _, t := range targets {
					out = append(out, [2]int32{i, t})
				}
			}
		}
		return out
	}
	for i := range x.g.Rules {
		if game.Under(path, "rule."+x.g.Rules[i].ID) {
			return x.g.Rules[i].Instances
		}
	}
	for i := range x.g.Metrics {
		if game.Under(path, "metric."+x.g.Metrics[i].ID) {
			return x.g.Metrics[i].Instances
		}
	}
	for i := range x.g.Roles {
		if game.Under(path, "role."+x.g.Roles[i].ID) {
			return [][2]int32{{int32(i), -1}}
		}
	}
	return [][2]int32{{-1, -1}}
}

// about names whom a bind is about; the order of a couple means nothing.
func (x *Explainer) about(path string, b rule.Bind) string {
	key := "pair.towards"
	if t := x.owner(path); t != nil && slices.ContainsFunc(t.Entries, func(e game.Keyed) bool { return e.Key == "each" && e.Value == "couple" }) {
		key = "pair.both"
	}
	switch {
	case b.Self >= 0 && b.Target >= 0:
		return x.v.c.tell(key, "a", x.v.name(b.Self), "b", x.v.name(b.Target))
	case b.Target >= 0:
		return x.v.name(b.Target)
	}
	return x.v.name(b.Self)
}

// weigher holds a condition against a state.
type weigher struct {
	x   *Explainer
	r   *reader
	its []rule.Who
}

func (w *weigher) tell(row string, pairs ...string) string { return w.x.v.c.tell(row, pairs...) }

func (w *weigher) value(p *rule.Part) (float64, bool) {
	return w.x.g.Code.Value(p, w.its, w.x.now.State.V, w.r.bind)
}

// holds reports whether p has the truth that is wanted; known is false if it
// cannot be told.
func (w *weigher) holds(p *rule.Part, want bool) (yes, known bool) {
	v, ok := w.value(p)
	return v > 0 == want, ok && !w.chosen(p)
}

// chosen reports whether p rests on what the mover picks or on who signs, which
// nobody has done yet.
func (w *weigher) chosen(p *rule.Part) bool { return w.r.chosen(p) }

func (r *reader) chosen(p *rule.Part) bool {
	if p.Form == rule.FormName && (p.Name == "amount" || p.Name == "signers" || r.choice(p) != nil) {
		return true
	}
	return slices.ContainsFunc(p.Kids, r.chosen)
}

// part weighs one part of a condition.
func (w *weigher) part(p *rule.Part, want bool) Line {
	switch {
	case p.Form == rule.FormUnary && p.Name == "not":
		return w.part(p.Kids[0], !want)
	case p.Form == rule.FormBinary && (p.Name == "and" || p.Name == "or"):
		return w.joined(p, want)
	case p.Form == rule.FormCall && len(p.Kids) == 2 && quantifier(p) && p.Kind == rule.Truth:
		return w.quantified(p, want)
	case p.Form == rule.FormIf:
		return w.either(p, want)
	}
	line := Line{Text: w.r.clause(p, want)}
	if w.chosen(p) {
		line.Text = w.tell("weigh.chosen", "x", line.Text)
		if known := w.inside(p); known != "" {
			line.Text = w.tell("weigh.with", "x", line.Text, "list", known)
		}
		return line
	}
	yes, known := w.holds(p, want)
	if !known {
		line.Text = w.tell("weigh.unknown", "x", line.Text)
		return line
	}
	line.Holds = answer(yes)
	if why := w.why(p, want, yes); why != "" {
		line.Text = w.tell("weigh.now", "x", line.Text, "now", why)
	}
	if p.Form == rule.FormBinary && operators[p.Name] != 0 {
		for _, kid := range p.Kids {
			if kid.Name == "count" && quantifier(kid) {
				line.Lines = append(line.Lines, w.each(kid, true)...)
			}
		}
	}
	return line
}

func answer(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// joined weighs the parts of an "and" or "or".
func (w *weigher) joined(p *rule.Part, want bool) Line {
	row := "weigh.or"
	if (p.Name == "and") == want {
		row = "weigh.and"
	}
	line := Line{Text: w.tell(row)}
	if yes, known := w.holds(p, want); known {
		line.Holds = answer(yes)
	}
	for _, kid := range conjuncts(p, p.Name) {
		line.Lines = append(line.Lines, w.part(kid, want))
	}
	return line
}

// either weighs an "if": its condition, and the branch that counts now.
func (w *weigher) either(p *rule.Part, want bool) Line {
	line := Line{Text: w.r.clause(p, want)}
	yes, known := w.holds(p, want)
	if known {
		line.Holds = answer(yes)
	}
	branch := p.Kids[2]
	if first, ok := w.holds(p.Kids[0], true); ok && first {
		branch = p.Kids[1]
	}
	if known {
		line.Lines = append(line.Lines, w.part(p.Kids[0], true), w.part(branch, want))
	}
	return line
}

// quantified weighs any, all, none and one: the members that decide stand below.
func (w *weigher) quantified(p *rule.Part, want bool) Line {
	line := Line{Text: w.r.clause(p, want)}
	yes, known := w.holds(p, want)
	if !known {
		line.Text = w.tell("weigh.unknown", "x", line.Text)
		return line
	}
	line.Holds = answer(yes)
	inner := true // what is asked of a member
	switch p.Name {
	case "any":
		inner = want
	case "none":
		inner = !want
	case "all":
		inner = want
	}
	line.Lines = w.each(p, inner)
	return line
}

// each weighs the condition of a quantifier for each of its members.
func (w *weigher) each(p *rule.Part, want bool) []Line {
	var out []Line
	w.r.its = append(w.r.its, "")
	defer func() { w.r.its = w.r.its[:len(w.r.its)-1] }()
	for _, who := range w.members(p) {
		w.r.its[len(w.r.its)-1] = w.x.v.name(who)
		w.its = append(w.its, rule.Who(who))
		if _, counts := w.value(p.Kids[1]); counts {
			out = append(out, w.part(p.Kids[1], want))
		}
		w.its = w.its[:len(w.its)-1]
	}
	return out
}

// members lists the members of a quantifier's group that count now.
func (w *weigher) members(p *rule.Part) []int32 {
	var out []int32
	for _, m := range p.Kids[1].Made {
		if len(m.Its) != len(w.its)+1 || !slices.Equal(m.Its[:len(w.its)], w.its) {
			continue
		}
		who := int32(m.Its[len(w.its)])
		if slices.Contains(out, who) || p.Kids[0].Name == "others" && who == w.r.bind.Self || p.Kids[0].Name == "signers" {
			continue
		}
		out = append(out, who)
	}
	return out
}

// amounts tells what a number comes to at the moment; nothing without one, or
// if it is written out.
func (x *Explainer) amounts(w *rule.Written) []Line {
	if _, fixed := literal(w.Root()); x.now == nil || fixed || w.Root().Kind != rule.Number || x.v.reads(w.Path).chosen(w.Root()) {
		return nil
	}
	var out []Line
	who := x.whom(w)
	for _, b := range who {
		r := x.v.reads(w.Path)
		r.bind = b
		in := &weigher{x: x, r: r}
		k, ok := in.value(w.Root())
		if !ok {
			continue
		}
		s := x.v.c.tell("weigh.comes", "n", in.figure(w.Root(), k))
		if more := in.inside(w.Root()); more != "" {
			s = x.v.c.tell("weigh.with", "x", s, "list", more)
		}
		if len(who) > 1 {
			s = x.v.c.tell("weigh.for", "who", x.about(w.Path, b), "x", s)
		}
		out = append(out, Line{Text: s})
	}
	return x.first(out)
}

package prose

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// effect puts an effect in words: “Calm” falls by 5.
func (r *reader) effect(w *rule.Written) string {
	group := r.groupIn(w.Aim())
	if group == nil {
		return r.change(w)
	}
	r.members = group.Name
	defer func() { r.members = "" }()
	return r.inside(group, func() string {
		return r.tell("over.every", "of", r.group(group, "of"), "x", r.change(w))
	})
}

// groupIn returns the group that the left side of an effect names, nil if it
// names roles only.
func (r *reader) groupIn(p *rule.Part) *rule.Part {
	if p.Form == rule.FormName && p.Kind == 0 && r.isGroup(p.Name) {
		return p
	}
	for _, kid := range p.Kids {
		if g := r.groupIn(kid); g != nil {
			return g
		}
	}
	return nil
}

// isGroup reports whether a name stands for several roles here.
func (r *reader) isGroup(name string) bool {
	for i := range r.v.g.Roles {
		if r.v.g.Roles[i].ID == name {
			return false
		}
	}
	for i := range r.v.g.Groups {
		if r.v.g.Groups[i].ID == name {
			return true
		}
	}
	return name == "others" || name == "signers" || name == "on" && r.several()
}

// several reports whether "on" is a group of victims.
func (r *reader) several() bool {
	for i := range r.v.g.Attacks {
		a := &r.v.g.Attacks[i]
		if game.Under(r.path, "attack."+a.ID) {
			return len(a.On) > 1
		}
	}
	return false
}

func (r *reader) change(w *rule.Written) string {
	x := r.name(w.Aim())
	k, fixed := literal(w.Root())
	op := w.Op
	if fixed && k < 0 && (op == rule.AddTo || op == rule.TakeFrom) {
		k = -k
		op = rule.AddTo + rule.TakeFrom - op
	}
	key := map[rule.AssignOp]string{rule.AddTo: "effect.up", rule.TakeFrom: "effect.down", rule.Scale: "effect.times", rule.Set: "effect.set"}[op]
	by := ""
	switch {
	case op == rule.Set && (w.Root().Kind == rule.Word || w.Root().Form == rule.FormWord) && !r.names(w.Root()):
		by = r.v.quote(r.wordOf(w.Aim(), w.Root()))
	case fixed && op == rule.Scale:
		by = r.v.c.exact(k)
	case fixed && op != rule.Set:
		by = r.distance(w.Aim(), k)
	case fixed:
		by = r.figure(w.Aim(), k)
	case w.Root().Form == rule.FormIf && (op == rule.AddTo || op == rule.TakeFrom):
		if up, down := ways(w.Root()); up && down {
			return r.tell("effect.by", "x", x, "n", r.moves(w.Aim(), w.Root(), op))
		} else if down {
			op = rule.AddTo + rule.TakeFrom - op
			key = map[rule.AssignOp]string{rule.AddTo: "effect.up", rule.TakeFrom: "effect.down"}[op]
		}
		by = r.moves(w.Aim(), w.Root(), 0)
	case op == rule.Scale:
		by = r.operand(w.Root())
	default:
		by = r.quantity(w.Root())
	}
	return r.tell(key, "x", x, "n", by)
}

// moves writes how far a number moves, if that depends on a condition: with a sign
// each where signed is how it moves, without one where that is 0.
func (r *reader) moves(x, p *rule.Part, signed rule.AssignOp) string {
	k, fixed := literal(p)
	switch {
	case fixed && signed == 0:
		return r.distance(x, math.Abs(k))
	case fixed && (k < 0) == (signed == rule.AddTo) && k != 0:
		return r.tell("num.less", "n", r.distance(x, math.Abs(k)))
	case fixed:
		return r.tell("num.plus", "n", r.distance(x, math.Abs(k)))
	case p.Form == rule.FormIf:
		return r.either(p, func(kid *rule.Part) string { return r.moves(x, kid, signed) })
	}
	return r.quantity(p)
}

// ways reports whether a number that depends on conditions is above and below 0;
// one that is not written out counts as above.
func ways(p *rule.Part) (up, down bool) {
	if p.Form == rule.FormIf {
		a, b := ways(p.Kids[1])
		c, d := ways(p.Kids[2])
		return a || c, b || d
	}
	k, fixed := literal(p)
	return !fixed || k > 0, fixed && k < 0
}

// block tells what a block does: its effects, what it fires, reveals and ends,
// and when.
func (p *page) block(i int32) {
	if i < 0 || int(i) >= len(p.x.g.Blocks) {
		return
	}
	b := &p.x.g.Blocks[i]
	for _, w := range p.written("effects") {
		p.add("does", Line{Text: sentence(p.x.v.said(w)), Written: w.Text, Lines: p.x.amounts(w)})
	}
	for _, inject := range b.Fires {
		p.fires(inject)
	}
	for _, r := range b.Reveals {
		p.say("does", "does.reveals", "x", p.x.v.quote(p.x.v.Evidence(r.Evidence)), "who", p.x.audience(r.To, b))
	}
	for _, r := range b.Examines {
		p.say("does", "does.examines", "x", p.x.v.quote(p.x.v.Evidence(r.Evidence)), "who", p.x.audience(r.To, b))
	}
	for _, i := range b.Makes {
		p.say("does", "does.makes", "x", p.x.v.quote(p.x.v.Agreement(i)), "who", p.parties())
	}
	if b.Ends >= 0 {
		p.say("does", "does.ends", "x", p.x.v.quote(p.x.v.Ending(b.Ends)))
	}
	if text := p.x.v.Text(b.Text); text != "" && !p.carded(b) {
		p.say("does", "does.text", "text", p.plain(text))
	}
	if s := p.x.v.Text(b.Because); s != "" && b.Kind != game.CauseRule {
		p.say("does", "does.because", "x", p.plain(s))
	}
	p.delay(b)
	p.tells("effects", "fires", "reveals", "examines", "makes", "ends", "after", "priority")
	if b.Priority != 0 {
		p.say("does", "does.priority", "n", p.x.v.c.number(float64(b.Priority)))
	}
}

// carded reports whether a block's text stands on a card, as that of a measure or
// an offer does.
func (p *page) carded(b *game.Block) bool {
	return b.Kind == game.CauseMove && b.Of == game.OwnerAction && p.x.g.Actions[b.Owner].Attack < 0
}

// parties names those between whom a block makes an agreement.
func (p *page) parties() string {
	r := p.reads("makes")
	who := []string{r.self(), r.target()}
	switch a := r.action(); {
	case a == nil:
		who[1] = p.tell("who.other")
	case slices.ContainsFunc(a.Assents, func(x game.Assent) bool { return x.Of != 0 }):
		who = append(who, p.x.v.c.say("role.signers"))
		if a.Targets == nil {
			who = slices.Delete(who, 1, 2)
		}
	}
	return p.x.v.c.list("list.and", who)
}

// plain writes an author's text, with words where names will stand that nobody
// knows yet.
func (p *page) plain(text string) string {
	if !strings.Contains(text, "{") {
		return inFull(text)
	}
	r := p.reads("text")
	pairs := []string{"{self}", r.self(), "{target}", r.target(), "{other}", r.target(), "{signers}", p.x.v.c.say("role.signers")}
	if a := r.action(); a != nil {
		pairs = append(pairs, p.x.v.words(a)...)
	}
	return inFull(strings.NewReplacer(pairs...).Replace(text))
}

func (p *page) delay(b *game.Block) {
	switch {
	case b.After.None():
	case b.After.Hours == 0:
		p.add("does", Line{Text: sentence(p.x.v.c.tellCount("does.after.turns", float64(b.After.Turns)))})
	default:
		e, _ := p.entry("after")
		p.say("does", "does.after.time", "time", p.x.v.c.span(e.Value))
	}
}

// fires tells which inject a block fires, and when that is told.
func (p *page) fires(inject int32) {
	in := &p.x.g.Injects[inject]
	after, x := p.x.g.Blocks[in.Block].After, p.x.v.reads("").thing(in.ID)
	switch {
	case after.None():
		p.say("does", "does.fires", "x", x)
	case after.Hours == 0:
		p.add("does", Line{Text: sentence(p.x.v.c.tellCount("does.fires.turns", float64(after.Turns), "x", x))})
	default:
		p.say("does", "does.fires.time", "x", x, "time", p.x.v.c.span(storyTime(after.Hours)))
	}
}

// storyTime writes hours of the story as an author would: in the largest unit of
// which they are a whole number.
func storyTime(hours float64) string {
	for _, u := range []struct {
		name  string
		hours float64
	}{{"w", 168}, {"d", 24}, {"h", 1}} {
		if n := hours / u.hours; n == math.Trunc(n) {
			return strconv.FormatFloat(n, 'f', -1, 64) + u.name
		}
	}
	return strconv.FormatFloat(math.Round(float64(hours*60)), 'f', -1, 64) + "m"
}

// outcome and also tell a part of an action or attack.
func (p *page) outcome() {
	i := p.x.blockOf(p.t.ID)
	if i < 0 {
		return
	}
	a := &p.x.g.Actions[p.x.g.Blocks[i].Owner]
	for _, o := range a.Outcomes {
		if o.Block == i {
			p.odds(o.Odds, len(a.Outcomes) == 1)
		}
	}
	p.block(i)
	p.seen(i)
	p.tells("title", "odds")
}

// odds tells how likely an outcome is; sole: there is no other.
func (p *page) odds(e rule.Expr, sole bool) {
	switch {
	case e.Present():
		p.chance("when", "odds.are", e)
	case sole:
		p.say("when", "when.also.always")
	default:
		p.say("when", "odds.rest")
	}
}

func (p *page) also() {
	i := p.x.blockOf(p.t.ID)
	if i < 0 {
		return
	}
	b := &p.x.g.Blocks[i]
	p.condition("when", "when.also", b.When)
	if b.Chance.Present() {
		p.chance("when", chanceRow(b.When), b.Chance)
	}
	if !b.When.Present() && !b.Chance.Present() {
		p.say("when", "when.also.always")
	}
	p.block(i)
	p.seen(i)
	p.tells("title", "when", "chance")
}

// chanceRow tells a chance behind a condition, or by itself.
func chanceRow(when rule.Expr) string {
	if when.Present() {
		return "chance.is"
	}
	return "chance.plain"
}

// chance tells a chance.
func (p *page) chance(section, row string, e rule.Expr) {
	w := p.x.g.Code.Wrote(e)
	if w == nil {
		p.say(section, row, "x", p.x.v.likelihood(e))
		return
	}
	p.add(section, Line{Text: sentence(p.tell(row, "x", p.x.v.likelihood(e))), Written: w.Text, Lines: p.x.amounts(w)})
}

// likelihood puts a chance in words: numbers that are written out are per cent.
func (v *Voice) likelihood(e rule.Expr) string {
	w := v.g.Code.Wrote(e)
	if w == nil {
		if n := &v.g.Code.Nodes[e-1]; n.Op == rule.Const {
			return v.c.share(n.K)
		}
		return v.Written(e)
	}
	return v.reads(w.Path).odds(w.Root())
}

func (r *reader) odds(p *rule.Part) string {
	if k, ok := literal(p); ok {
		return r.v.c.share(k)
	}
	if p.Form == rule.FormIf {
		return r.either(p, r.odds)
	}
	return r.quantity(p)
}

// distance writes how far a number moves: per cent move by points, rungs and
// words have no unit.
func (r *reader) distance(x *rule.Part, d float64) string { return r.apart(x, d, r.v.c.exact) }

// apart is distance of what was reckoned, or was written by an author.
func (r *reader) apart(x *rule.Part, d float64, number func(float64) string) string {
	t := r.track(x)
	switch {
	case x.Form == rule.FormIndex, t != nil && r.v.Text(t.Unit) == "%":
		return r.tell("weigh.points."+r.v.c.form(d), "n", number(d))
	case t == nil || t.Words != nil || r.isRung(t):
		return number(d)
	}
	return r.v.unit(t, number(d))
}

func (r *reader) isRung(t *game.Track) bool {
	l := r.v.g.Ladder.Track
	return l >= 0 && t == &r.v.g.Tracks[l]
}

// condition tells a condition, part by part if it has several.
func (p *page) condition(section, row string, e rule.Expr) {
	if !e.Present() {
		return
	}
	p.add(section, p.x.weighed(p.tell(row), e))
}

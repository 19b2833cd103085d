package prose

import (
	"fmt"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// arrives tells when something comes by itself. at is the moment of the turn: a
// row of the catalogue with {turns} and one without.
func (p *page) arrives(a game.Arrival, rows string) {
	p.tells("turn", "when", "repeat")
	turns := p.turns(a.Turns)
	switch {
	case a.Never:
		p.say("when", rows+".never")
	case len(a.Turns) > 0 && a.When.Present():
		p.add("when", p.x.weighed(p.tell(rows+".turns.if", "turns", turns), a.When))
	case len(a.Turns) > 0:
		p.say("when", rows+".turns", "turns", turns)
	case a.When.Present() && a.Repeat:
		p.add("when", p.x.weighed(p.tell(rows+".each"), a.When))
	case a.When.Present():
		p.add("when", p.x.weighed(p.tell(rows+".once"), a.When))
	default:
		p.say("when", rows+".always")
	}
}

// turns lists turns: turn 3; turns 4, 5 and 6.
func (p *page) turns(list []rule.Expr) string {
	var out []string
	for _, e := range list {
		out = append(out, p.x.v.Written(e))
	}
	switch {
	case len(out) == 1 && p.x.g.Code.Wrote(list[0]) != nil:
		return p.tell("turns.given", "x", out[0])
	case len(out) == 1:
		return p.tell("turns.one", "n", out[0])
	}
	return p.tell("turns.many", "n", p.x.v.c.list("list.and", out))
}

// attack tells something done to somebody by somebody hidden.
func (p *page) attack() {
	i := index(p.x.g.Attacks, p.t.ID, func(a *game.Attack) string { return a.ID })
	if i < 0 {
		return
	}
	a, v := &p.x.g.Attacks[i], p.x.v
	p.say("what", "attack.severity", "n", v.c.number(float64(a.Severity)))
	if a.Lead != i {
		p.say("what", "attack.campaign", "x", v.quote(v.Attack(a.Lead)))
	}
	if len(a.On) > 0 {
		p.say("what", "attack.on", "who", v.roles(maskOf(a.On)))
	}
	if s := v.Text(a.Unknown); s != "" {
		p.say("what", "attack.unknown", "x", inFull(s))
	}
	if a.Host >= 0 {
		p.say("what", "attack.host", "who", v.name(a.Host))
	}
	p.tells("title", "severity", "on", "host", "author", "author_knows", "suspects", "rung", "to", "campaign", "mask")
	if a.Action >= 0 { // its action tells the rest
		p.authors(a)
		p.believed(a)
		p.action()
	} else {
		p.arrives(a.Arrive, "comes.open")
		p.authors(a)
		p.believed(a)
		p.block(a.Block)
		p.alsos(a.Also)
		p.seen(a.Block)
	}
	p.attributed(a)
	for _, j := range a.Forbidden {
		p.say("links", "links.accused", "x", v.quote(v.Agreement(j)))
	}
	for j := range p.x.g.Evidence {
		if e := &p.x.g.Evidence[j]; e.About == i {
			p.say("links", "attack.evidence", "x", v.quote(v.Evidence(int32(j))))
		}
	}
}

// authors tells who did it in truth.
func (p *page) authors(a *game.Attack) {
	v := p.x.v
	if a.Weights == nil {
		p.say("author", "author.first", "list", v.viewers(maskOf(a.Authors)))
	} else if len(a.Authors) == 1 {
		p.say("author", "author.fixed", "who", v.name(a.Authors[0]))
	} else if len(a.Authors) > 1 {
		total := 0.0
		for _, w := range a.Weights {
			total += w
		}
		var odds []string
		for i, r := range a.Authors {
			odds = append(odds, p.tell("author.odds", "who", v.name(r), "p", v.c.about(a.Weights[i]/total)))
		}
		p.say("author", "author.drawn", "list", v.c.list("list.or", odds))
	}
	for _, x := range a.Poses {
		p.say("author", "author.mask", "who", v.name(x.Author), "as", v.name(x.As), "p", v.c.share(x.Chance))
	}
	if !a.AuthorKnows {
		p.say("author", "author.unaware")
	}
}

// believed tells what is believed before there is evidence.
func (p *page) believed(a *game.Attack) {
	v := p.x.v
	for i, e := range a.Prior {
		who := v.c.say("role.unknown")
		if i < len(a.Suspects) {
			who = v.name(a.Suspects[i])
		}
		p.prior(who, e)
	}
}

// evidence tells what bears on who did an attack.
func (p *page) evidence() {
	i := index(p.x.g.Evidence, p.t.ID, func(e *game.Evidence) string { return e.ID })
	if i < 0 {
		return
	}
	e, v := &p.x.g.Evidence[i], p.x.v
	var a *game.Attack
	if e.About >= 0 {
		a = &p.x.g.Attacks[e.About]
		p.say("what", "evidence.about", "x", v.quote(v.Attack(e.About)))
	} else {
		p.say("what", "evidence.answers", "x", v.quote(v.question(e.Question)))
	}
	if text := v.Text(e.Text); text != "" {
		p.say("what", "does.text", "text", p.plain(text))
	}
	p.say("what", "evidence.tlp", "mark", v.c.say("tlp."+e.TLP))
	p.beyond(e)
	p.arrives(e.Arrive, "comes.found")
	for j := range p.x.g.Blocks {
		for _, r := range p.x.g.Blocks[j].Reveals {
			if r.Evidence == i {
				p.say("when", "evidence.revealed", "x", p.reads("").thing(p.x.g.Blocks[j].ID), "who", p.x.audience(r.To, &p.x.g.Blocks[j]))
			}
		}
	}
	if e.Expires > 0 {
		p.say("when", "evidence.expires", "n", v.c.number(float64(e.Expires)))
	}
	p.bears(e, a)
	if !e.Arrive.Never {
		p.say("seen", "evidence.to", "who", v.viewers(e.To))
	}
	switch {
	case e.PlantedBy >= 0:
		p.say("belief", "evidence.planted", "who", v.name(e.PlantedBy))
	case e.Plantable:
		p.say("belief", "evidence.plantable")
	}
	p.tells("about", "title", "tlp", "to", "like", "points", "halves", "cancels", "plantable", "planted_by", "expires")
	for _, o := range []struct {
		row  string
		list []int32
	}{{"evidence.halves", e.Halves}, {"evidence.cancels", e.Cancels}} {
		for _, other := range o.list {
			p.say("belief", o.row, "x", v.quote(v.Evidence(other)))
		}
	}
}

// bears tells what evidence says about who did it.
func (p *page) bears(e *game.Evidence, a *game.Attack) {
	v := p.x.v
	name := func(i int) string {
		if e.Question >= 0 {
			return v.quote(v.Answer(e.Question, i))
		}
		if i < len(a.Suspects) {
			return v.name(a.Suspects[i])
		}
		return v.c.say("role.unknown")
	}
	like, points := "evidence.like", "evidence.points"
	if e.Question >= 0 {
		like, points = "evidence.like.answer", "evidence.points.answer"
	}
	for i, chance := range e.Like {
		p.say("belief", like, "who", name(i), "x", name(i), "p", v.c.about(chance))
	}
	if len(e.Like) > 0 {
		p.say("belief", "evidence.drawn")
		return
	}
	for i, times := range e.Points {
		if times != 1 {
			p.say("belief", points, "who", name(i), "x", name(i), "n", v.c.exact(times))
		}
	}
	if e.AuthorTimes != 0 {
		p.say("belief", "evidence.author", "n", v.c.exact(e.AuthorTimes))
	}
	p.say("belief", "evidence.certain")
}

// inject tells what arrives and tells.
func (p *page) inject() {
	i := index(p.x.g.Injects, p.t.ID, func(e *game.Inject) string { return e.ID })
	if i < 0 {
		return
	}
	in, v := &p.x.g.Injects[i], p.x.v
	p.tells("title")
	if from := v.Text(in.From); from != "" {
		p.say("what", "inject.sender", "x", from)
	}
	if text := v.Text(in.Text); text != "" {
		p.say("what", "does.text", "text", p.plain(text))
	}
	if in.Channel != "" {
		way := in.Channel
		if key := "channel." + way; v.c.has(key) {
			way = v.c.say(key)
		}
		p.say("what", "inject.channel", "x", way)
	}
	if s := v.Text(in.Expected); s != "" {
		p.say("what", "inject.expected", "x", inFull(s))
	}
	rows := "comes.open"
	if in.Reveal {
		rows = "comes.reveal"
	}
	p.arrives(in.Arrive, rows)
	for j := range p.x.g.Blocks {
		for _, f := range p.x.g.Blocks[j].Fires {
			if f == i {
				p.say("when", "inject.fired", "x", p.reads("").thing(p.x.g.Blocks[j].ID))
			}
		}
	}
	if _, ok := p.entry("minute"); ok {
		p.say("when", "inject.minute", "n", v.c.number(in.Minute))
	}
	p.silent(in.Block)
	p.say("seen", "inject.to", "who", v.viewers(in.To))
	if in.Objective >= 0 {
		p.say("links", "links.objective", "x", v.quote(brief(v.Text(p.x.g.Objectives[in.Objective].Text))))
	}
	p.tells("to", "phase", "minute", "channel", "objective", "seen", "author_seen")
}

// silent tells a block without its text, which was told already.
func (p *page) silent(i int32) {
	b := p.x.g.Blocks[i]
	in := &page{x: p.x, t: p.t}
	in.block(i)
	text := sentence(p.tell("does.text", "text", p.plain(p.x.v.Text(b.Text))))
	for _, s := range in.out {
		for _, l := range s.Lines {
			if l.Text != text {
				p.add(s.Key, l)
			}
		}
	}
	p.told = append(p.told, in.told...)
}

// rule tells what the world does each turn.
func (p *page) rule() {
	i := index(p.x.g.Rules, p.t.ID, func(e *game.Rule) string { return e.ID })
	if i < 0 {
		return
	}
	r, v := &p.x.g.Rules[i], p.x.v
	if s := v.Text(p.x.g.Blocks[r.Block].Because); s != "" {
		p.say("what", "rule.because", "x", p.plain(s))
	}
	e, _ := p.entry("each")
	switch {
	case len(r.Instances) == 0, r.Instances[0][0] < 0:
	case e.Value == "pair" || e.Value == "couple":
		p.add("when", Line{Text: sentence(v.c.tellCount("rule."+e.Value, float64(len(r.Instances))))})
	default:
		p.say("when", "rule.each", "who", v.roles(firstOf(r.Instances)))
	}
	a := r.Arrive
	p.arrives(a, "comes.rule")
	if r.Chance.Present() {
		p.chance("when", chanceRow(r.Arrive.When), r.Chance)
	}
	once, rests := "rule.once", "rule.cooldown"
	if len(r.Instances) > 1 {
		once, rests = "rule.once.each", "rule.cooldown.each"
	}
	if r.Once {
		p.say("when", once)
	}
	if r.Cooldown > 0 {
		p.add("when", Line{Text: sentence(v.c.tellCount(rests, float64(r.Cooldown)))})
	}
	p.block(r.Block)
	p.seen(r.Block)
	p.tells("title", "each", "chance", "once", "cooldown")
}

// ordinal is a place in a list, as "2 of 6".
func (p *page) ordinal(i, n int) string {
	return p.tell("ordinal", "i", fmt.Sprint(i+1), "n", fmt.Sprint(n))
}

package prose

import (
	"slices"

	"demarche/engine/game"
)

// pact tells an agreement: whom it binds, who makes it and for how long, what
// breaks it and what that does.
func (p *page) pact() {
	i := index(p.x.g.Agreements, p.t.ID, func(a *game.Agreement) string { return a.ID })
	if i < 0 {
		return
	}
	a, v := &p.x.g.Agreements[i], p.x.v
	_, between := p.entry("between")
	states := slices.ContainsFunc(a.Roles, func(r int32) bool { return p.x.g.Roles[r].State == r })
	switch {
	case !between:
		p.say("what", "pact.what")
	case states:
		p.say("what", "pact.what.between", "who", v.roles(maskOf(a.Roles)))
	default:
		p.say("what", "pact.what.each", "who", v.roles(maskOf(a.Roles)))
	}
	if text, ok := p.entry("text"); ok {
		p.say("what", "does.text", "text", p.plain(p.x.inLanguage(text)))
	}
	p.made(i)
	p.lasts(a.Lasts)
	p.breaking(i)
	p.broken(a.Broken)
	p.say("seen", "pact.seen", "who", v.viewers(game.Everybody))
	p.tells("title", "text", "forbids", "between", "lasts", "broken")
}

// made tells what makes an agreement.
func (p *page) made(i int32) {
	found := false
	for j := range p.x.g.Blocks {
		if slices.Contains(p.x.g.Blocks[j].Makes, i) {
			found = true
			p.say("when", "pact.made", "x", p.reads("").thing(p.x.g.Blocks[j].ID))
		}
	}
	if !found {
		p.say("when", "pact.never")
	}
}

func (p *page) lasts(d game.Delay) {
	c := p.x.v.c
	switch e, _ := p.entry("lasts"); {
	case d.None():
		p.say("when", "pact.ever")
	case d.Hours == 0:
		p.add("when", Line{Text: sentence(c.tellCount("pact.turns", float64(d.Turns)))})
	default:
		p.say("when", "pact.lasts", "time", c.span(e.Value))
	}
}

// breaking lists the acts that an agreement forbids.
func (p *page) breaking(i int32) {
	v, g := p.x.v, p.x.g
	var acts []Line
	for j := range g.Actions {
		a := &g.Actions[j]
		b := &g.Blocks[a.Block]
		if slices.Contains(a.Forbidden, i) {
			acts = append(acts, Line{Text: sentence(p.tell("pact.act", "x", v.quote(v.Action(int32(j))), "who", p.x.audience(p.x.both(b, b.Author), b)))})
		}
	}
	if len(acts) > 0 {
		p.add("breaks", Line{Text: p.tell("pact.acts"), Lines: acts})
	}
	for j := range g.Attacks {
		if slices.Contains(g.Attacks[j].Forbidden, i) {
			p.say("breaks", "pact.accused", "x", v.quote(v.Attack(int32(j))))
		}
	}
	if len(p.x.g.Actions) > 0 && !slices.ContainsFunc(p.out, func(s Section) bool { return s.Key == "breaks" }) {
		p.say("breaks", "pact.unbroken")
	}
}

// broken tells what comes of a broken word.
func (p *page) broken(block int32) {
	table := *p.t
	table.Path += ".broken"
	in := &page{x: p.x, t: &table}
	in.block(block)
	in.seen(block)
	for _, s := range in.out {
		p.add("broken", s.Lines...)
	}
}

// pactNow tells between whom an agreement is in force.
func (p *page) pactNow() {
	i := index(p.x.g.Agreements, p.t.ID, func(a *game.Agreement) string { return a.ID })
	if i < 0 {
		return
	}
	a, g, st := &p.x.g.Agreements[i], p.x.g, p.x.now.State
	found := false
	n := int32(len(g.Roles))
	for y, one := range a.Roles {
		for _, other := range a.Roles[y+1:] {
			off := g.Code.Tables[a.Table][one*n+other]
			if off < 0 || st.V[a.Until+off] <= st.V[game.SlotTurn] {
				continue
			}
			found = true
			who := p.tell("pair.both", "a", p.x.v.name(one), "b", p.x.v.name(other))
			if last := st.V[a.Until+off] - 1; last >= float64(g.Turns) {
				p.say("now", "pact.now.ever", "who", who)
			} else {
				p.say("now", "pact.now", "who", who, "n", p.x.v.c.number(last))
			}
		}
	}
	if !found {
		p.say("now", "pact.now.none")
	}
}

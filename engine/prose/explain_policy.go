package prose

import (
	"strings"

	"demarche/engine/game"
)

// policy tells a computer player that the scenario writes.
func (p *page) policy() {
	i := p.x.g.PolicyOf(p.t.ID)
	if i < 0 {
		return
	}
	x, c := &p.x.g.Policies[i], p.x.v.c
	p.say("what", map[bool]string{true: "policy.weights", false: "policy.first"}[x.ByWeight])
	p.add("what", Line{Text: sentence(c.tellCount("policy.moves", float64(x.Moves)))})
	for _, m := range x.Memory {
		start := ""
		if w := p.written("memory." + m.ID); len(w) > 0 {
			start = p.x.v.said(w[0])
		} else if e, ok := p.entry("memory." + m.ID); ok {
			start = e.Value
		}
		p.say("has", "policy.memory", "x", p.x.v.quote(inWords(m.ID)), "n", start)
	}
	for _, w := range p.written("learn") {
		p.add("does", Line{Text: sentence(p.x.v.said(w)), Written: w.Text})
	}
	for j := range x.Choose {
		p.add("may", p.choose(&x.Choose[j]))
	}
	for r := range p.x.g.Roles {
		if p.x.g.Roles[r].Policy == x.ID {
			p.say("links", "policy.plays", "who", p.x.v.name(int32(r)))
		}
	}
	p.tells("pick", "moves", "memory", "learn")
}

// choose tells one entry of a policy.
func (p *page) choose(e *game.Entry) Line {
	c := p.x.v.c
	if e.Action == game.Pass {
		line := Line{Text: sentence(c.say("policy.pass"))}
		line.Lines = p.x.applies(&e.Planned)
		return line
	}
	line := p.x.planLine(&e.Planned)
	if w := p.x.g.Code.Wrote(e.Weight); w != nil {
		line.Lines = append(line.Lines, Line{Text: sentence(c.tell("policy.weight", "n", p.x.v.said(w))), Written: w.Text})
	} else if e.Weight.Present() {
		line.Lines = append(line.Lines, Line{Text: sentence(c.tell("policy.weight", "n", p.x.v.Written(e.Weight)))})
	}
	return line
}

// chosen tells one entry of a policy by its own id.
func (p *page) chosen() {
	id, entry, _ := strings.Cut(p.t.ID, ".")
	if i := p.x.g.PolicyOf(id); i >= 0 {
		for j := range p.x.g.Policies[i].Choose {
			if e := &p.x.g.Policies[i].Choose[j]; e.ID == entry {
				p.add("what", p.choose(e))
			}
		}
	}
	p.tells("do", "when", "weight", "target", "prefer", "choice", "amount", "chance")
}

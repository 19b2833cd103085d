package prose

import "demarche/engine/game"

// assents tells who must agree to an action, and how.
func (p *page) assents(a *game.Action) {
	p.tells("consent", "cosign", "vote")
	for i := range a.Assents {
		x := &a.Assents[i]
		who := p.x.v.roles(x.Of)
		if x.Target {
			who = p.reads("consent").target()
		}
		line := Line{Text: sentence(p.agreed(x, who))}
		if x.Optional {
			line.Lines = append(line.Lines, Line{Text: sentence(p.tell("agree.optional"))})
		}
		if x.Secret {
			line.Lines = append(line.Lines, Line{Text: sentence(p.tell("agree.secret"))})
		}
		if x.Unless.Present() {
			line.Lines = append(line.Lines, p.x.weighed(p.tell("agree.unless"), x.Unless))
		}
		if x.Accept.Present() {
			line.Lines = append(line.Lines, p.x.weighed(p.tell("agree.accept"), x.Accept))
		}
		p.add("agree", line)
	}
	if len(a.Assents) > 1 {
		p.say("agree", "agree.all")
	}
}

// agreed says what one way to agree asks for.
func (p *page) agreed(x *game.Assent, who string) string {
	c := p.x.v.c
	switch x.Kind {
	case game.Consent:
		return c.tell("agree.consent", "who", who)
	case game.Cosign:
		return c.tellCount("agree.cosign", float64(x.AtLeast), "who", who)
	}
	if x.Rule == game.ByNumber {
		return c.tellCount("agree.vote.number", float64(x.AtLeast), "who", who)
	}
	return c.tell("agree.vote."+x.Rule.String(), "who", who)
}

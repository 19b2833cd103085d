package prose

import (
	"demarche/engine/game"
	"demarche/engine/rule"
)

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
		line.Lines = append(line.Lines, p.replies(x.Accept)...)
		p.add("agree", line)
	}
	if len(a.Assents) > 1 {
		p.say("agree", "agree.all")
	}
}

// replies tells how whoever no person plays answers; nothing if the scenario does
// not say.
func (p *page) replies(accept rule.Expr) []Line {
	w := p.x.g.Code.Wrote(accept)
	switch {
	case !accept.Present():
		return nil
	case w != nil && w.Root().Form == rule.FormTruth && w.Root().K > 0:
		return []Line{{Text: sentence(p.tell("agree.always")), Written: w.Text}}
	case w == nil || w.Root().Form == rule.FormTruth:
		return []Line{{Text: sentence(p.tell("agree.never"))}}
	}
	return []Line{p.x.weighed(p.tell("agree.accept"), accept)}
}

// agreed says what one way to agree asks for.
func (p *page) agreed(x *game.Assent, who string) string {
	c := p.x.v.c
	switch x.Kind {
	case game.Consent:
		if x.Target && x.Of == 0 || !x.Target && x.Of.Count() == 1 {
			return c.tell("agree.consent.one", "who", who)
		}
		return c.tell("agree.consent", "who", who)
	case game.Cosign:
		return c.tellCount("agree.cosign", float64(x.AtLeast), "who", who)
	}
	if x.Rule == game.ByNumber {
		return c.tellCount("agree.vote.number", float64(x.AtLeast), "who", who)
	}
	return c.tell("agree.vote."+x.Rule.String(), "who", who)
}

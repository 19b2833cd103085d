package prose

import (
	"cmp"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// action tells a measure or an offer: who may choose it, when, at what cost, who
// must agree, what it does and what may come of it.
func (p *page) action() {
	i := p.x.actionOf(p.t.ID)
	if i < 0 {
		return
	}
	a := &p.x.g.Actions[i]
	v := p.x.v
	p.card(a)
	row := "who.may"
	if a.Temptation {
		row = "who.tempted"
	}
	p.say("who", row, "who", v.roles(a.By))
	if a.Targets != nil {
		on := "who.on"
		if maskOf(a.Targets)&a.By != 0 {
			on = "who.onother"
		}
		p.say("who", on, "who", v.roles(maskOf(a.Targets)))
	}
	p.tells("by", "target", "tray", "title")
	p.open(a)
	p.choices(a)
	p.costs(a)
	p.assents(a)
	p.block(a.Block)
	p.outcomes(a)
	p.alsos(a.Also)
	p.climb(a)
	p.links(a)
	p.seen(a.Block)
}

// card tells what stands on an action's card.
func (p *page) card(a *game.Action) {
	v := p.x.v
	for _, t := range []struct {
		row  string
		text game.Text
	}{{"what.card", a.Text}, {"what.offer", a.Offer}, {"what.gain", a.Gain}} {
		if s := v.Text(t.text); s != "" && a.Attack < 0 {
			p.say("what", t.row, "x", p.plain(s))
		}
	}
	p.say("what", "what.tray", "x", v.c.say("tray."+a.Tray.String()))
	switch basis := strings.TrimSuffix(inFull(v.Text(a.Basis)), "."); {
	case a.Status == "":
	case basis == "":
		p.say("what", "what.legal.bare", "status", v.c.say("legal."+a.Status))
	default:
		p.say("what", "what.legal", "status", v.c.say("legal."+a.Status), "basis", basis)
	}
	if a.RiskLevel != "" {
		p.say("what", "what.risk", "level", v.c.say("risk."+a.RiskLevel))
	}
	if s := v.Text(a.Risk); s != "" {
		p.say("what", "what.danger", "x", p.plain(s))
	}
	if s := v.Text(a.LadderText); s != "" {
		p.say("what", "what.ladder", "x", p.plain(s))
	}
	for _, x := range a.Advice {
		p.say("what", "what.advice", "by", v.c.say("adviser."+x.By), "x", p.plain(v.Text(x.Text)))
	}
	if a.Irrevocable {
		p.say("what", "what.irreversible")
	}
	p.tells("legal.status", "risk.level", "irreversible", "tags")
}

// open tells when an action can be chosen.
func (p *page) open(a *game.Action) {
	v := p.x.v
	switch {
	case a.Temptation:
		if !a.When.Present() {
			p.say("when", "when.opens.always")
		}
		p.condition("when", "when.opens", a.When)
		p.add("when", Line{Text: sentence(v.c.tellCount("when.offer", float64(a.Lasts)))})
	case !a.When.Present():
		p.say("when", "when.any")
	case a.Blind:
		p.condition("when", "when.blind", a.When)
	default:
		p.condition("when", "when.can", a.When)
	}
	if a.Unless.Present() {
		line := p.x.weighed(p.tell("when.warn"), a.Unless)
		if s := v.Text(a.Warn); s != "" {
			line.Lines = append(line.Lines, Line{Text: sentence(p.tell("when.warning", "x", p.plain(s)))})
		}
		p.add("when", line)
	}
	if a.Standing.Present() {
		p.condition("when", "when.standing", a.Standing)
	}
	if p.x.g.MovesPerTurn > 0 {
		p.add("when", Line{Text: sentence(v.c.tellCount("when.most", float64(p.x.g.MovesPerTurn)))})
	}
	p.tells("when", "lasts", "blind", "warn.unless", "standing")
}

// choices tells the words that the mover picks among.
func (p *page) choices(a *game.Action) {
	for i := range a.Choices {
		c := &a.Choices[i]
		line := Line{Text: sentence(p.tell("choice.of", "x", p.x.v.quote(p.x.v.Choice(c))))}
		for j := range c.Words {
			line.Lines = append(line.Lines, p.wordLine(&c.Words[j]))
		}
		p.add("choice", line)
	}
	if a.Amount.On {
		least := cmp.Or(p.x.v.Written(a.Amount.Min), p.x.v.c.number(0))
		p.say("choice", "choice.amount", "a", least, "b", p.x.v.Written(a.Amount.Max), "n", p.x.v.c.exact(a.Amount.Step))
	}
	if a.Words.On {
		row := "choice.maywrite"
		if a.Words.Needed {
			row = "choice.mustwrite"
		}
		p.add("choice", Line{Text: sentence(p.x.v.c.tellCount(row, float64(a.Words.Max)))})
	}
	p.tells("amount", "words", "choice_title")
}

func (p *page) wordLine(w *game.Picked) Line {
	v := p.x.v
	r := p.reads("text")
	text := v.wordFor(w, []string{"{self}", r.self(), "{target}", r.target(), "{signers}", v.c.say("role.signers")})
	s := p.tell("choice.word", "x", v.quote(text), "n", v.c.exact(w.Value))
	if w.Rung >= 0 {
		row := "choice.rung"
		if a := r.action(); !p.x.lifts(a) {
			row = "choice.rung.veiled"
		}
		s = p.tell(row, "x", s, "rung", r.rung(float64(w.Rung)))
	}
	line := Line{Text: sentence(s)}
	if w.When.Present() {
		line.Lines = append(line.Lines, p.x.weighed(p.tell("when.word"), w.When))
	}
	return line
}

// choiceWord tells one word of a choice.
func (p *page) choiceWord() {
	seg := strings.Split(p.t.ID, ".")
	i := p.x.actionOf(seg[0])
	if i < 0 || len(seg) != 3 {
		return
	}
	for j := range p.x.g.Actions[i].Choices {
		c := &p.x.g.Actions[i].Choices[j]
		for k := range c.Words {
			if c.ID == seg[1] && c.Words[k].ID == seg[2] {
				p.say("what", "choice.in", "x", p.x.v.quote(p.x.v.Choice(c)), "action", p.x.v.quote(p.x.v.Action(i)))
				p.add("what", p.wordLine(&c.Words[k]))
			}
		}
	}
	p.tells("value", "rung", "when")
}

func (p *page) costs(a *game.Action) {
	for _, c := range a.Costs {
		t := &p.x.g.Tracks[p.x.g.Slots[c.From.Base].Track]
		r := p.reads("cost")
		line := Line{}
		n := ""
		if w := p.x.g.Code.Wrote(c.By); w != nil {
			n, line.Written, line.Lines = p.x.v.said(w), w.Text, p.x.amounts(w)
		} else {
			n = p.x.v.exactly(t.Base, p.x.g.Code.Nodes[c.By-1].K)
		}
		row := "cost.own"
		if c.From.Dim == rule.World {
			row = "cost.world"
		}
		line.Text = sentence(p.tell(row, "n", n, "x", r.trackTitle(t)))
		p.add("cost", line)
	}
	if len(a.Costs) > 0 {
		p.say("cost", map[bool]string{true: "cost.refund", false: "cost.norefund"}[a.Refund])
	}
	p.tells("cost", "refund")
}

// exhausts reports whether one of an action's outcomes always comes.
func (x *Explainer) exhausts(a *game.Action) bool {
	sum := 0.0
	for _, o := range a.Outcomes {
		if !o.Odds.Present() {
			return true
		}
		if n := &x.g.Code.Nodes[o.Odds-1]; n.Op == rule.Const {
			sum += n.K
		}
	}
	return sum > 1-1e-9
}

// outcomes tells the ways an action may go, each with its odds.
func (p *page) outcomes(a *game.Action) {
	if len(a.Outcomes) == 0 {
		return
	}
	if len(a.Outcomes) > 1 {
		p.say("comes", map[bool]string{true: "comes.one", false: "comes.most"}[p.x.exhausts(a)])
	}
	for _, o := range a.Outcomes {
		b := &p.x.g.Blocks[o.Block]
		row := "comes.outcome"
		odds := ""
		switch {
		case o.Odds.Present():
			odds = p.x.v.likelihood(o.Odds)
		case len(a.Outcomes) == 1:
			row = "comes.sole"
		default:
			row = "comes.rest"
		}
		p.add("comes", p.part(b, p.tell(row, "x", p.x.v.quote(p.x.v.part(b)), "odds", odds)))
	}
	if !a.OddsShown {
		p.say("comes", "comes.hidden")
	}
}

// alsos tells what comes beside, each by itself.
func (p *page) alsos(blocks []int32) {
	for _, i := range blocks {
		b := &p.x.g.Blocks[i]
		s := p.tell("comes.also", "x", p.x.v.quote(p.x.v.part(b)))
		if b.Chance.Present() {
			s = p.tell("comes.chance", "x", p.x.v.quote(p.x.v.part(b)), "odds", p.x.v.likelihood(b.Chance))
		}
		line := p.part(b, s)
		if b.When.Present() {
			line.Lines = append([]Line{p.x.weighed(p.tell("when.also"), b.When)}, line.Lines...)
		}
		p.add("beside", line)
	}
}

// part tells an outcome or an also as a line of its action.
func (p *page) part(b *game.Block, text string) Line {
	line := Line{Text: sentence(text)}
	for i := range p.x.things {
		if t := &p.x.things[i]; t.ID == b.ID && (t.Kind == "outcome" || t.Kind == "also") {
			in := &page{x: p.x, t: t}
			in.block(p.x.blockOf(b.ID))
			for _, s := range in.out {
				line.Lines = append(line.Lines, s.Lines...)
			}
		}
	}
	return line
}

// moves reports whether a written effect of the thing changes a track.
func (p *page) moves(track string) bool {
	for i := range p.x.g.Code.Written {
		w := &p.x.g.Code.Written[i]
		if game.Under(w.Path, p.t.Path) && w.Aim() != nil && w.Aim().Name == track {
			return true
		}
	}
	return false
}

// links tells what an action has to do with other things.
func (p *page) links(a *game.Action) {
	v, g := p.x.v, p.x.g
	if a.Instead >= 0 {
		p.say("links", "links.instead", "x", v.quote(v.Action(a.Instead)))
	}
	if a.Attributes >= 0 {
		p.say("links", "links.attributes", "x", v.quote(v.Attack(a.Attributes)))
	}
	if a.Answers >= 0 {
		p.say("links", "links.answers", "x", v.quote(v.Attack(a.Answers)))
	}
	norms := func(list []int32) string {
		var out []string
		for _, n := range list {
			out = append(out, v.quote(v.Norm(n)))
		}
		return v.c.list("list.and", out)
	}
	if len(a.Breaches) > 0 {
		p.say("links", "links.breaches", "x", norms(a.Breaches))
	}
	if len(a.Upholds) > 0 {
		p.say("links", "links.upholds", "x", norms(a.Upholds))
	}
	for _, i := range a.Forbidden {
		p.say("links", "links.breaks", "x", v.quote(v.Agreement(i)))
	}
	if a.Objective >= 0 {
		p.say("links", "links.objective", "x", v.quote(brief(v.Text(g.Objectives[a.Objective].Text))))
	}
	p.tells("instead", "attributes", "answers", "breaches", "upholds", "objective")
}

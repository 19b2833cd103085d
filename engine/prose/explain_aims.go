package prose

import (
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// role tells a part: who sits there, what it has, what it may do, what it is
// after.
func (p *page) role() {
	i := p.x.roleOf(p.t.ID)
	if i < 0 {
		return
	}
	r, v, g := &p.x.g.Roles[i], p.x.v, p.x.g
	p.say("what", "role.kind", "kind", v.c.say("rolekind."+r.Kind))
	if r.State >= 0 && r.State != i {
		p.say("what", "role.of", "who", v.name(r.State))
	}
	if s := v.Text(r.Relation); s != "" {
		p.say("what", "role.relation", "x", inFull(s))
	}
	if s := opening(v.Text(r.Brief)); s != "" {
		p.say("what", "role.brief", "x", s)
	}
	p.say("what", map[bool]string{true: "role.seat", false: "role.noseat"}[r.Seat])
	for t := range g.Tracks {
		tr := &g.Tracks[t]
		if slot := tr.Base + i; tr.Dim == rule.Each && int(i) < int(tr.N) && g.Slots[slot].Kind == game.KindTrack && p.x.random(int32(t)) == nil {
			p.add("has", Line{Text: sentence(p.tell("role.has", "x", v.quote(v.Track(int32(t))), "n", p.startOf(slot)))})
		}
	}
	p.sees(i)
	p.may(i)
	for j := range g.Goals {
		if goal := &g.Goals[j]; goal.Role == i {
			p.add("goals", p.x.goalLine(goal))
		}
	}
	for j := range r.Plan {
		p.add("plan", p.x.planLine(&r.Plan[j]))
	}
	for j := range g.Attacks {
		a := &g.Attacks[j]
		if maskOf(a.On).Has(i) {
			p.say("links", "role.victim", "x", v.quote(v.Attack(int32(j))))
		}
		if a.Action >= 0 && maskOf(g.Actions[a.Action].Targets).Has(i) {
			p.say("links", "role.aimed", "x", v.quote(v.Attack(int32(j))))
		}
		switch {
		case !maskOf(a.Authors).Has(i):
		case len(a.Authors) == 1:
			p.say("links", "role.did", "x", v.quote(v.Attack(int32(j))))
		default:
			p.say("links", "role.author", "x", v.quote(v.Attack(int32(j))))
		}
		if maskOf(a.Suspects).Has(i) {
			p.say("links", "role.suspect", "x", v.quote(v.Attack(int32(j))))
		}
	}
	p.tells("kind", "state", "seat", "title", "mark", "start", "default", "policy")
	if len(r.Weights) > 0 {
		var out []string
		for _, w := range r.Weights {
			out = append(out, p.tell("role.weight", "tray", v.c.say("tray."+w.Tray.String()), "n", v.c.exact(w.Weight)))
		}
		p.say("plan", "role.weights", "list", v.c.list("list.and", out))
	} else if r.Policy != "" {
		p.say("plan", "role.policy", "x", v.quote(inWords(r.Policy)))
		if p.x.g.PolicyOf(r.Policy) < 0 {
			name, _, _ := strings.Cut(r.Policy, ":") // a number of playouts stands behind it
			p.say("plan", "builtin."+name)
		}
	}
}

// opening is the first sentence of a page, below its headings.
func opening(page string) string {
	for line := range strings.SplitSeq(page, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return brief(strings.ReplaceAll(line, "**", ""))
		}
	}
	return ""
}

// sees lists the numbers that a role sees, beside its own.
func (p *page) sees(role int32) {
	var exact, band []string
	for i := range p.x.g.Tracks {
		t := &p.x.g.Tracks[i]
		all, some := true, false // exactly; at least in a band
		for j := range t.N {
			d := &p.x.g.Slots[t.Base+j]
			if d.Kind != game.KindTrack || t.Dim == rule.Each && d.Role == role {
				continue
			}
			all = all && d.Exact.Has(role)
			some = some || d.Exact.Has(role) || d.Band.Has(role)
		}
		switch title := p.x.v.quote(p.x.v.Track(int32(i))); {
		case !some:
		case all:
			exact = append(exact, title)
		default:
			band = append(band, title)
		}
	}
	if len(exact) > 0 {
		p.say("sees", "role.exact", "list", p.x.v.c.list("list.and", exact))
	}
	if len(band) > 0 {
		p.say("sees", "role.partly", "list", p.x.v.c.list("list.and", band))
	}
}

// may lists what a role may choose.
func (p *page) may(role int32) {
	for i := range p.x.g.Actions {
		a := &p.x.g.Actions[i]
		if !a.By.Has(role) || a.Publish {
			continue
		}
		row := "role.may"
		if a.Temptation {
			row = "role.tempted"
		}
		p.add("may", Line{Text: sentence(p.tell(row, "x", p.x.v.quote(p.x.v.Action(int32(i))), "tray", p.x.v.c.say("tray."+a.Tray.String())))})
	}
}

func (x *Explainer) goalLine(goal *game.Goal) Line {
	line := Line{Text: sentence(x.v.titled(goal.Text, goal.ID))}
	if w := x.g.Code.Wrote(goal.Score); w != nil {
		line.Lines = append(line.Lines, Line{Text: sentence(x.v.c.tell("goal.score", "x", x.v.said(w))), Written: w.Text, Lines: x.amounts(w)})
	}
	if goal.Secret {
		line.Lines = append(line.Lines, Line{Text: x.v.c.say("goal.secret")})
	}
	return line
}

func (x *Explainer) planLine(e *game.Planned) Line {
	s := x.v.c.tell("plan.does", "x", x.v.quote(x.v.Action(e.Action)))
	var parts []string
	if e.Target >= 0 {
		parts = append(parts, x.v.c.tell("deed.on", "who", x.v.name(e.Target)))
	}
	a := &x.g.Actions[e.Action]
	for i := range a.Choices {
		if e.Open>>i&1 == 0 {
			parts = append(parts, x.v.quote(x.v.Word(&a.Choices[i].Words[a.Word(e.Choice, i)])))
		}
	}
	if len(parts) > 0 {
		s = x.v.c.tell("thing.part", "thing", s, "part", strings.Join(parts, ", "))
	}
	return Line{Text: sentence(s), Lines: x.applies(e)}
}

// applies tells when a planned measure is taken, and on whom.
func (x *Explainer) applies(e *game.Planned) []Line {
	var out []Line
	if e.When.Present() {
		out = append(out, x.weighed(x.v.c.say("plan.when"), e.When))
	}
	if e.Chance.Present() {
		row := "plan.chance"
		if e.When.Present() {
			row = "chance.is"
		}
		line := Line{Text: sentence(x.v.c.tell(row, "x", x.v.likelihood(e.Chance)))}
		if w := x.g.Code.Wrote(e.Chance); w != nil {
			line.Written = w.Text
		}
		out = append(out, line)
	}
	out = x.worked(out, "plan.prefer", e.Prefer)
	return x.worked(out, "plan.amount", e.Amount)
}

// worked adds a sentence about a number that is worked out each time, if there is
// one.
func (x *Explainer) worked(out []Line, key string, e rule.Expr) []Line {
	if !e.Present() {
		return out
	}
	line := Line{Text: sentence(x.v.c.tell(key, "x", x.v.Written(e)))}
	if w := x.g.Code.Wrote(e); w != nil {
		line.Written = w.Text
	}
	return append(out, line)
}

// plan and goal tell one entry of a role.
func (p *page) plan() {
	seg := strings.Split(p.t.ID, ".")
	if r := p.x.roleOf(seg[0]); r >= 0 {
		for i := range p.x.g.Roles[r].Plan {
			if e := &p.x.g.Roles[r].Plan[i]; p.x.g.Actions[e.Action].ID == seg[len(seg)-1] {
				p.add("what", p.x.planLine(e))
			}
		}
	}
	p.tells("when", "chance", "target", "prefer", "choice", "amount")
}

func (p *page) goal() {
	seg := strings.Split(p.t.ID, ".")
	role := int32(-1)
	if len(seg) > 1 {
		role = p.x.roleOf(seg[0])
	}
	for i := range p.x.g.Goals {
		if goal := &p.x.g.Goals[i]; goal.Role == role && goal.ID == seg[len(seg)-1] {
			p.add("what", p.x.goalLine(goal))
		}
	}
	p.tells("score", "secret")
}

// group tells who is in it.
func (p *page) group() {
	for i := range p.x.g.Groups {
		if g := &p.x.g.Groups[i]; g.ID == p.t.ID {
			p.say("what", "group.members", "who", p.x.v.names(maskOf(g.Members)))
			p.tells("members")
		}
	}
}

func (p *page) objective() {
	i := index(p.x.g.Objectives, p.t.ID, func(o *game.Objective) string { return o.ID })
	if i < 0 {
		return
	}
	o, v := &p.x.g.Objectives[i], p.x.v
	p.say("what", "what.doc", "x", inFull(v.Text(o.Text)))
	p.condition("when", "objective.met", o.Met)
	p.condition("when", "objective.tested", o.Tested)
	if s := v.Text(o.Hint); s != "" {
		p.say("what", "objective.hint", "x", inFull(s))
	}
	p.tells("met", "tested")
}

func (p *page) metric() {
	i := index(p.x.g.Metrics, p.t.ID, func(m *game.Metric) string { return m.ID })
	if i < 0 {
		return
	}
	m := &p.x.g.Metrics[i]
	line := Line{Text: sentence(p.tell("metric.value", "x", p.x.v.Written(m.Value)))}
	if w := p.x.g.Code.Wrote(m.Value); w != nil {
		line.Written, line.Lines = w.Text, p.x.amounts(w)
	}
	p.add("what", line)
	p.say("what", map[game.Over]string{game.Last: "metric.last", game.Maximum: "metric.max", game.Minimum: "metric.min", game.Mean: "metric.mean", game.Sum: "metric.sum"}[m.Over])
	if e, _ := p.entry("when"); e.Value == "turn" {
		p.say("what", "metric.turns")
	}
	switch {
	case len(m.Instances) == 0 || m.Instances[0][0] < 0:
	case m.Instances[0][1] >= 0:
		p.add("what", Line{Text: sentence(p.x.v.c.tellCount("metric.pairs", float64(len(m.Instances))))})
	default:
		p.say("what", "metric.each", "who", p.x.v.roles(firstOf(m.Instances)))
	}
	if p.x.g.Returns == i {
		p.say("what", "metric.returns")
	}
	p.tells("title", "value", "over", "when", "each")
}

// firstOf is the set of those for whom something runs or is measured.
func firstOf(instances [][2]int32) game.Mask {
	var who []int32
	for _, x := range instances {
		who = append(who, x[0])
	}
	return maskOf(who)
}

func (p *page) ending() {
	i := index(p.x.g.Endings, p.t.ID, func(e *game.Ending) string { return e.ID })
	if i < 0 {
		return
	}
	e, v := &p.x.g.Endings[i], p.x.v
	if s := v.Text(e.Text); s != "" {
		p.say("what", "does.text", "text", p.plain(s))
	}
	p.tells("title", "turn", "when", "chance")
	if e.Last {
		p.say("when", "ending.last")
	} else {
		p.arrives(e.Arrive, "comes.ending")
		if e.Chance.Present() {
			p.chance("when", chanceRow(e.Arrive.When), e.Chance)
		}
		p.say("when", "ending.order", "place", p.ordinal(int(i), len(p.x.g.Endings)))
	}
	for j := range p.x.g.Blocks {
		if b := &p.x.g.Blocks[j]; b.Ends == i {
			p.say("when", "ending.brought", "x", p.reads("").thing(b.ID))
		}
	}
}

func (p *page) norm() {
	i := index(p.x.g.Norms, p.t.ID, func(n *game.Norm) string { return n.ID })
	if i < 0 {
		return
	}
	n, v := &p.x.g.Norms[i], p.x.v
	for _, t := range []game.Text{n.Text, n.Source} {
		if s := v.Text(t); s != "" {
			p.say("what", "what.doc", "x", inFull(s))
		}
	}
	for j := range p.x.g.Actions {
		a := &p.x.g.Actions[j]
		for _, k := range a.Breaches {
			if k == i {
				p.say("links", "norm.breached", "x", v.quote(v.Action(int32(j))))
			}
		}
		for _, k := range a.Upholds {
			if k == i {
				p.say("links", "norm.upheld", "x", v.quote(v.Action(int32(j))))
			}
		}
	}
	p.tells("title")
}

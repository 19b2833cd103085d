package prose

import (
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// climb tells what doing it does to the ladder.
func (p *page) climb(a *game.Action) {
	p.tells("rung")
	g := p.x.g
	if g.Ladder.Track < 0 {
		return
	}
	heights, open := heightsOf(a), g.Openly(g.Blocks[a.Block].Owner)
	switch {
	case len(heights) == 0 && a.Attributes < 0 && !p.moves("rung"):
		p.say("ladder", "ladder.none")
	case len(heights) == 0:
	case len(p.x.g.Lifted(a)) == 0:
		p.say("ladder", "ladder.nopair")
	case !open:
		p.say("ladder", "ladder.veiled", "rung", p.rungs(heights))
	default:
		p.lifted(a)
		p.crossed(heights)
	}
	p.accuses(a, open)
}

// heightsOf lists the rungs that an action may be of, from the lowest: its own and
// those of the words that are picked.
func heightsOf(a *game.Action) []int32 {
	var out []int32
	add := func(rung int32) {
		if rung >= 0 && !slices.Contains(out, rung) {
			out = append(out, rung)
		}
	}
	if !spoken(a) {
		add(a.Act.Rung)
	}
	for i := range a.Choices {
		for j := range a.Choices[i].Words {
			add(a.Choices[i].Words[j].Rung)
		}
	}
	slices.Sort(out)
	return out
}

// spoken reports whether some word that is picked always says the rung.
func spoken(a *game.Action) bool {
	return slices.ContainsFunc(a.Choices, func(c game.Choice) bool {
		return !slices.ContainsFunc(c.Words, func(w game.Picked) bool { return w.Rung < 0 })
	})
}

func (p *page) rungs(heights []int32) string {
	var out []string
	for _, h := range heights {
		out = append(out, p.reads("rung").rung(float64(h)))
	}
	return p.x.v.c.list("list.or", out)
}

// lifted tells which pairs it puts where.
func (p *page) lifted(a *game.Action) {
	r := p.reads("rung")
	from, to := p.x.side(a, a.Act.Of, r), p.x.side(a, a.Act.With, r)
	worded := slices.ContainsFunc(a.Choices, func(c game.Choice) bool {
		return slices.ContainsFunc(c.Words, func(w game.Picked) bool { return w.Rung >= 0 })
	})
	one, many, fixed := "ladder.act", "ladder.acts", a.Act.Rung >= 0 && !spoken(a)
	if !fixed {
		one, many = "ladder.word", "ladder.words"
	}
	row := one
	if len(a.Act.Of) > 1 || len(a.Act.With) > 1 {
		row = many
	}
	pairs := []string{"a", from, "b", to}
	if fixed {
		pairs = append(pairs, "rung", r.rung(float64(a.Act.Rung)))
	}
	p.say("ladder", row, pairs...)
	if worded && fixed {
		p.say("ladder", "ladder.unless")
	}
}

// crossed tells which firebreaks lie below the rungs that it may be of.
func (p *page) crossed(heights []int32) {
	for _, f := range p.x.g.Ladder.Firebreaks {
		row := "ladder.firebreak"
		if heights[0] < f.Below {
			row = "ladder.firebreak.word"
		}
		if heights[len(heights)-1] >= f.Below {
			p.say("ladder", row, "rung", p.reads("rung").rung(float64(f.Below)))
		}
	}
}

// accuses tells what a public attribution does to the ladder.
func (p *page) accuses(a *game.Action, open bool) {
	if a.Attributes < 0 {
		return
	}
	rung := p.x.g.Attacks[a.Attributes].Rung
	switch {
	case rung < 0:
	case !open:
		p.say("ladder", "ladder.attributes.veiled")
	default:
		p.say("ladder", "ladder.attributes", "rung", p.reads("rung").rung(float64(rung)), "x", p.x.v.quote(p.x.v.Attack(a.Attributes)))
	}
}

// attributed tells what becomes of the ladder when somebody is accused of an attack
// in public.
func (p *page) attributed(a *game.Attack) {
	if a.Rung < 0 || p.x.g.Ladder.Track < 0 {
		return
	}
	victims := a.On
	if a.Action >= 0 {
		victims = p.x.g.Actions[a.Action].Targets
	}
	n := int32(len(p.x.g.Roles))
	table := p.x.g.Code.Tables[p.x.g.Tracks[p.x.g.Ladder.Track].Table]
	for _, v := range victims {
		for _, s := range a.Suspects {
			if table[v*n+s] >= 0 {
				p.say("ladder", "ladder.attack", "rung", p.reads("rung").rung(float64(a.Rung)))
				return
			}
		}
	}
	p.say("ladder", "ladder.attack.nopair")
}

// lifts reports whether an action moves any pair by its rung.
func (x *Explainer) lifts(a *game.Action) bool {
	return x.g.Ladder.Track >= 0 && x.g.Openly(x.g.Blocks[a.Block].Owner) && len(x.g.Lifted(a)) > 0
}

// side names one side of the pairs that an action moves: a pair is between States,
// so whoever belongs to one goes by its name.
func (x *Explainer) side(a *game.Action, of []int32, r *reader) string {
	var out []string
	var named []int32
	t := &x.g.Tracks[x.g.Ladder.Track]
	for _, who := range of {
		switch rule.Who(who) {
		case rule.Self:
			out = append(out, x.v.standing(t, a.By, r.self()))
		case rule.Target:
			out = append(out, x.v.standing(t, maskOf(a.Targets), r.tell("who.target")))
		default:
			named = append(named, x.v.stands(t, who))
		}
	}
	if len(named) > 0 {
		out = append(out, x.v.roles(maskOf(named)))
	}
	return x.v.c.list("list.and", out)
}

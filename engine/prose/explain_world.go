package prose

import (
	"math"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// track tells a number: whose it is, where it starts, within what it stays, how
// it moves by itself and who sees it.
func (p *page) track() {
	i := index(p.x.g.Tracks, p.t.ID, func(t *game.Track) string { return t.ID })
	if i < 0 {
		return
	}
	t, v := &p.x.g.Tracks[i], p.x.v
	if s := v.Text(t.Doc); s != "" {
		p.say("what", "what.doc", "x", inFull(s))
	}
	p.whose(t)
	if t.Good != 0 {
		p.say("what", map[int8]string{1: "track.high", -1: "track.low"}[t.Good])
	}
	if t.Fixed {
		p.say("what", "track.fixed")
	}
	p.starts(t)
	p.bounds(t)
	for _, d := range []struct {
		row string
		e   rule.Expr
	}{{"track.eachturn", t.EachTurn}, {"track.eachday", t.EachDay}, {"track.refill", t.Refill}} {
		if d.e.Present() {
			line := Line{Text: sentence(p.tell(d.row, "n", p.signed(d.e)))}
			if w := p.x.g.Code.Wrote(d.e); w != nil {
				line.Written, line.Lines = w.Text, p.x.amounts(w)
			}
			p.add("itself", line)
		}
	}
	p.grades(t)
	p.tells("title", "unit", "start", "min", "max", "good", "whole", "fixed", "words", "bands", "seen", "each_turn", "each_day", "refill", "of", "between", "directed", "word_text")
}

// whose tells whose number a track is.
func (p *page) whose(t *game.Track) {
	g := p.x.g
	var who, all game.Mask
	for i := range t.N {
		if d := &g.Slots[t.Base+i]; d.Kind == game.KindTrack && d.Role >= 0 {
			who |= game.One(d.Role)
			if d.Other >= 0 {
				who |= game.One(d.Other)
			}
		}
	}
	for i := range g.Roles {
		if t.Dim == rule.Each || g.Roles[i].Kind == "state" {
			all |= game.One(int32(i))
		}
	}
	row, of := "track.world", ""
	switch {
	case t.Dim == rule.Each:
		row, of = "track.role", "track.role.of"
	case t.Dim == rule.Pair && p.x.v.directed(t):
		row, of = "track.towards", "track.towards.of"
	case t.Dim == rule.Pair:
		row, of = "track.pair", "track.pair.of"
	}
	if who == all || of == "" || who == 0 {
		p.say("what", row)
		return
	}
	if t.Dim == rule.Each && who.Count() == 1 {
		of = "track.role.one"
	}
	p.say("what", of, "who", p.x.v.roles(who))
}

// signed writes a constant with its sign, anything else in words.
func (p *page) signed(e rule.Expr) string {
	if n := &p.x.g.Code.Nodes[e-1]; n.Op == rule.Const {
		return p.x.v.c.withSign(n.K)
	}
	return p.x.v.Written(e)
}

// starts tells where a track starts.
func (p *page) starts(t *game.Track) {
	g := p.x.g
	if t.N == 0 {
		return
	}
	if t.Dim == rule.World {
		p.say("start", "track.start", "n", p.startOf(t.Base))
		return
	}
	count := map[string]int{}
	var order []string
	for i := range t.N {
		if d := &g.Slots[t.Base+i]; d.Kind == game.KindTrack {
			s := p.startOf(t.Base + i)
			if count[s]++; count[s] == 1 {
				order = append(order, s)
			}
		}
	}
	usual := ""
	for _, s := range order {
		if (count[s] > 1 || len(order) == 1) && count[s] > count[usual] {
			usual = s
		}
	}
	if usual != "" {
		p.say("start", "track.start", "n", usual)
	}
	for i := range t.N {
		slot := t.Base + i
		if d := &g.Slots[slot]; d.Kind == game.KindTrack && p.startOf(slot) != usual {
			p.add("start", Line{Text: sentence(p.tell("track.starts", "who", p.owners(d), "n", p.startOf(slot)))})
		}
	}
}

func (p *page) owners(d *game.Slot) string {
	if d.Other < 0 {
		return p.x.v.name(d.Role)
	}
	key := "pair.both"
	if p.x.v.directed(&p.x.g.Tracks[d.Track]) {
		key = "pair.towards"
	}
	return p.tell(key, "a", p.x.v.name(d.Role), "b", p.x.v.name(d.Other))
}

func (p *page) startOf(slot int32) string {
	e := p.x.g.Slots[slot].Start
	if !e.Present() {
		return p.x.v.Number(slot, 0)
	}
	if n := &p.x.g.Code.Nodes[e-1]; n.Op == rule.Const {
		return p.x.v.exactly(slot, n.K)
	}
	return p.x.v.Written(e)
}

// bounds tells within what a track stays.
func (p *page) bounds(t *game.Track) {
	d := &p.x.g.Slots[t.Base]
	v := p.x.v
	if t.Words != nil {
		var words []string
		for i := range t.Words {
			words = append(words, v.quote(v.word(t, float64(i))))
		}
		p.say("start", "track.words", "list", v.c.list("list.or", words))
		return
	}
	limit := func(of int32, x float64) string {
		if of >= 0 {
			return v.quote(v.Slot(of))
		}
		if math.IsInf(x, 0) {
			return ""
		}
		return v.exactly(t.Base, x)
	}
	p.within(limit(d.MinOf, d.Min), limit(d.MaxOf, d.Max))
	if d.Whole {
		p.say("start", "track.whole")
	}
}

// finite writes a bound, "" if there is none.
func finite(v *Voice, x float64) string {
	if math.IsInf(x, 0) {
		return ""
	}
	return v.c.exact(x)
}

// within tells between what a number stays; "" is no bound.
func (p *page) within(low, high string) {
	switch {
	case low != "" && high != "":
		p.say("start", "track.between", "a", low, "b", high)
	case low != "":
		p.say("start", "track.atleast", "a", low)
	case high != "":
		p.say("start", "track.atmost", "b", high)
	}
}

// grades tells who sees a track, exactly and in bands.
func (p *page) grades(t *game.Track) {
	g, v := p.x.g, p.x.v
	exact, band, some := game.Everybody, game.Everybody, game.Mask(0)
	for i := range t.N {
		if d := &g.Slots[t.Base+i]; d.Kind == game.KindTrack {
			exact, band, some = exact&d.Exact, band&d.Band, some|d.Exact|d.Band
		}
	}
	if exact != 0 {
		p.say("seen", "seen.exact", "who", v.viewers(exact))
	}
	if band != 0 {
		p.say("seen", "seen.band", "who", v.viewers(band))
	}
	alone := exact|band == 0
	switch own := some &^ exact &^ band; {
	case some == 0:
		p.say("seen", "seen.hidden")
	case own == 0:
	case t.Dim == rule.Pair:
		p.say("seen", map[bool]string{true: "seen.pair.only", false: "seen.pair"}[alone])
	default:
		p.say("seen", map[bool]string{true: "seen.own.only", false: "seen.own"}[alone])
	}
	if _, wrote := p.entry("bands"); t.Cuts < 0 || len(t.Bands) == 0 || !wrote && band == 0 {
		return
	}
	line := Line{Text: sentence(p.tell("track.bands"))}
	cuts := g.Code.Cuts[t.Cuts]
	for i := range t.Bands {
		to := g.Slots[t.Base].Max
		if i < len(cuts) {
			to = cuts[i]
		}
		row := "track.band"
		if math.IsInf(to, 1) {
			row = "track.band.open"
		}
		line.Lines = append(line.Lines, Line{Text: p.tell(row, "x", v.quote(v.BandOf(p.trackIndex(t), int32(i))), "n", v.exactly(t.Base, to))})
	}
	p.add("seen", line)
}

func (p *page) trackIndex(t *game.Track) int32 {
	return index(p.x.g.Tracks, t.ID, func(t *game.Track) string { return t.ID })
}

// ladder tells the rungs.
func (p *page) ladder() {
	l, v := &p.x.g.Ladder, p.x.v
	line := Line{Text: sentence(p.tell("ladder.rungs"))}
	for i, r := range l.Rungs {
		line.Lines = append(line.Lines, Line{Text: p.tell("ladder.rung", "n", v.c.number(float64(i)), "x", v.Text(r.Name))})
	}
	p.add("what", line)
	for _, f := range l.Firebreaks {
		p.say("what", "ladder.break", "rung", p.reads("").rung(float64(f.Below)))
	}
	if l.Cooling > 0 {
		p.add("itself", Line{Text: sentence(v.c.tellCount("ladder.cools", float64(l.Cooling)))})
	}
	for i := range p.x.g.Actions {
		if a := &p.x.g.Actions[i]; len(heightsOf(a)) > 0 && p.x.lifts(a) {
			p.add("changed", Line{Text: sentence(p.tell("ladder.by", "x", v.quote(v.Action(int32(i))), "rung", p.rungs(heightsOf(a))))})
		}
	}
	p.say("seen", "seen.exact", "who", v.viewers(game.Everybody))
	p.tells("cooling", "rungs", "firebreaks")
}

// param tells what a launch may set.
func (p *page) param() {
	i := index(p.x.g.Params, p.t.ID, func(x *game.Param) string { return x.ID })
	if i < 0 {
		return
	}
	x, v := &p.x.g.Params[i], p.x.v
	if s := v.Text(x.Doc); s != "" {
		p.say("what", "what.doc", "x", inFull(s))
	}
	write := v.c.exact
	if x.Words != nil {
		write = func(k float64) string { return v.quote(inWords(x.Words[min(max(int(k), 0), len(x.Words)-1)])) }
		var words []string
		for k := range x.Words {
			words = append(words, write(float64(k)))
		}
		p.say("start", "track.words", "list", v.c.list("list.or", words))
	} else {
		p.within(finite(v, x.Min), finite(v, x.Max))
	}
	p.say("start", "param.default", "n", write(x.Default))
	p.tells("title", "default", "min", "max", "one_of")
}

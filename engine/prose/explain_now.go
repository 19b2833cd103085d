package prose

import (
	"demarche/engine/game"
	"demarche/engine/rule"
)

// status tells how a thing stands at the moment: what a number is, how often
// something has happened, to whom an offer is open.
func (p *page) status() {
	if p.x.now == nil {
		return
	}
	switch p.t.Kind {
	case "track", "role_track", "pair_track":
		p.values(index(p.x.g.Tracks, p.t.ID, func(t *game.Track) string { return t.ID }))
	case "ladder":
		p.values(p.x.g.Ladder.Track)
	case "temptation":
		p.offers()
	case "agreement":
		p.pactNow()
	case "deadline":
		p.dueNow()
	}
	if i := index(p.x.g.Plan.Past, p.t.ID, func(h *game.Past) string { return h.ID }); i >= 0 && !ownKind(p.t.Kind) {
		p.happened(&p.x.g.Plan.Past[i])
	}
}

// values lists the present numbers of a track.
func (p *page) values(track int32) {
	if track < 0 {
		return
	}
	t, v := &p.x.g.Tracks[track], p.x.v
	for i := range t.N {
		slot := t.Base + i
		if p.x.g.Slots[slot].Kind != game.KindTrack {
			continue
		}
		n := v.Number(slot, p.x.now.State.V[slot])
		if t.Dim == rule.World {
			p.say("now", "now.is", "n", n)
			continue
		}
		p.say("now", "now.of", "who", p.owners(&p.x.g.Slots[slot]), "n", n)
	}
}

// offers tells for whom an offer stands.
func (p *page) offers() {
	i := p.x.actionOf(p.t.ID)
	if i < 0 {
		return
	}
	a := &p.x.g.Actions[i]
	turn := p.x.now.State.V[game.SlotTurn]
	for r := range int32(len(p.x.g.Roles)) {
		if !a.By.Has(r) {
			continue
		}
		offered := p.x.now.State.V[a.Offer0+r]
		who, n := p.x.v.name(r), p.x.v.c.number(offered)
		switch {
		case offered < 0:
			p.say("now", "now.taken", "who", who)
		case offered == 0:
			p.say("now", "now.unoffered", "who", who)
		case turn < offered+float64(a.Lasts):
			p.say("now", "now.open", "who", who, "n", n, "to", p.x.v.c.number(offered+float64(a.Lasts)-1))
		default:
			p.say("now", "now.gone", "who", who, "n", n)
		}
	}
}

// happened tells how often something has come about so far.
func (p *page) happened(h *game.Past) {
	if h.World < 0 {
		return // nobody asks, so nobody counts
	}
	times, last := p.x.now.State.V[h.World], p.x.now.State.V[h.World+int32(rule.Last-rule.Times)]
	if times == 0 {
		p.say("now", "now.never")
		return
	}
	p.add("now", Line{Text: sentence(p.x.v.c.tellCount("weigh.past.times", times, "last", p.x.v.c.number(last)))})
}

package prose

import "demarche/engine/game"

// Event tells one thing that happened, as the viewer knows it: one sentence, or
// two where the author wrote what is told. A hidden author is not given away:
// then the author's text or reason stands alone.
func (v *Voice) Event(e game.SeenEvent) string {
	switch e.Kind {
	case game.EventFound:
		return v.c.say("event.found", "x", v.quote(v.Evidence(e.Other)))
	case game.EventLooked:
		return v.c.say("event.looked", "x", v.quote(v.Evidence(e.Other)))
	case game.EventEnding:
		if e.Other < 0 {
			return v.c.say("event.timeup")
		}
		x := &v.g.Endings[e.Other]
		return v.c.say("event.ending", "x", v.titled(x.Title, x.ID))
	}
	if e.Block < 0 || int(e.Block) >= len(v.g.Blocks) {
		return v.c.say("event.other")
	}
	b := &v.g.Blocks[e.Block]
	if e.Hidden {
		return v.veiledEvent(b, e.Target)
	}
	told := sentence(v.fill(v.Text(b.Text), e.Self, e.Target, false))
	switch e.Kind {
	case game.EventMove:
		return v.moved(b, e, told)
	case game.EventFailed:
		key := "event.failed"
		if a := &v.g.Actions[b.Owner]; a.Refund && len(a.Costs) > 0 {
			key = "event.failed.refund"
		}
		return v.c.say(key, "x", v.block(e.Block))
	case game.EventOffer:
		return v.c.say("event.offer", "x", v.block(e.Block))
	case game.EventAttack:
		return v.c.say("event.attack", "x", v.block(e.Block))
	case game.EventInject:
		return sentence(v.inject(b.Owner))
	case game.EventOutcome, game.EventAlso:
		if told != "" {
			return told
		}
		return v.c.say("event.came", "x", v.block(e.Block))
	case game.EventDue:
		if told != "" {
			return told
		}
		return v.c.say("event.due", "x", v.block(e.Block))
	case game.EventRule:
		if told != "" {
			return told
		}
		return sentence(v.rule(e.Block))
	}
	return v.c.say("event.other")
}

// moved tells a move: who, what, on whom, and what the author wrote to be told
// of it where that is not the card's own text.
func (v *Voice) moved(b *game.Block, e game.SeenEvent, told string) string {
	a := &v.g.Actions[b.Owner]
	key := "event.move"
	if e.Target >= 0 {
		key = "event.move.on"
	}
	s := v.c.say(key, "who", v.name(e.Self), "x", v.quote(v.titled(a.Title, a.ID)), "target", v.name(e.Target))
	if told != "" && b.Text != a.Text && v.Text(b.Text) != v.Text(a.Text) {
		return s + " " + told
	}
	return s
}

// veiledEvent tells of a block whose author the viewer may not know.
func (v *Voice) veiledEvent(b *game.Block, target int32) string {
	for _, t := range []game.Text{b.Text, b.Because} {
		if s := v.Text(t); s != "" {
			return sentence(v.fill(s, -1, target, true))
		}
	}
	if target >= 0 {
		return v.c.say("event.hidden.on", "target", v.name(target))
	}
	return v.c.say("event.hidden")
}

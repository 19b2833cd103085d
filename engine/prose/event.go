package prose

import (
	"strings"

	"demarche/engine/game"
)

// Event tells one thing that happened, as the viewer knows it: one sentence, or
// two where the author wrote what is told. A hidden author is not given away:
// then the author's text or reason stands alone.
func (v *Voice) Event(e game.SeenEvent) string {
	switch e.Kind {
	case game.EventFound:
		return v.c.say("event.found", "x", v.quote(v.Evidence(e.Other)))
	case game.EventGenuine:
		return v.c.say("event.genuine", "x", v.quote(v.Evidence(e.Other)))
	case game.EventPlant:
		return v.c.say("event.plant", "x", v.quote(v.Evidence(e.Other)))
	case game.EventGone:
		return v.c.say("event.gone")
	case game.EventLooked:
		return v.c.say("event.looked", "x", v.quote(v.Evidence(e.Other)))
	case game.EventShared:
		return v.c.say("event.shared", "who", v.name(e.Self), "target", v.name(e.Target), "x", v.quote(v.Evidence(e.Other)))
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
	if e.Kind == game.EventAttack {
		return v.incident(e)
	}
	if e.Hidden {
		return v.veiledEvent(b, e)
	}
	told := sentence(v.fill(v.Text(b.Text), deed{block: e.Block, self: e.Self, target: e.Target, choice: e.Choice, amount: e.Amount, signers: e.Signers}))
	switch e.Kind {
	case game.EventMove:
		return v.moved(b, e, told)
	case game.EventFailed:
		key := "event.failed"
		if a := &v.g.Actions[b.Owner]; a.Refund && len(a.Costs) > 0 {
			key = "event.failed.refund"
		}
		return v.c.say(key, "x", v.block(e.Block))
	case game.EventUnsigned:
		key := "event.unsigned"
		if a := &v.g.Actions[b.Owner]; a.Refund && len(a.Costs) > 0 {
			key = "event.unsigned.refund"
		}
		return v.c.say(key, "who", v.name(e.Self), "x", v.block(e.Block))
	case game.EventArmed:
		return v.c.say("event.armed", "who", v.name(e.Self), "x", v.Move(game.Move{Action: b.Owner, Self: e.Self, Target: e.Target, Choice: e.Choice, Amount: e.Amount}))
	case game.EventAgreed:
		return strings.TrimSpace(v.c.say("event.agreed", "x", v.quote(v.Agreement(b.Owner)), "list", v.signers(e.Signers)) + " " + told)
	case game.EventBroken:
		return strings.TrimSpace(v.c.say("event.broken", "who", v.name(e.Self), "target", v.name(e.Target), "x", v.quote(v.Agreement(b.Owner))) + " " + told)
	case game.EventOffer:
		return v.c.say("event.offer", "x", v.block(e.Block))
	case game.EventDeadline:
		s := v.c.say("event.deadline", "x", v.block(e.Block))
		if told != "" {
			s += " " + told
		}
		return s
	case game.EventBeyond:
		key := "event.beyond"
		if e.Target >= 0 {
			key = "event.beyond.on"
		}
		return strings.TrimSpace(v.c.say(key, "who", v.name(e.Self), "target", v.name(e.Target)) + " " + told)
	case game.EventStopped:
		return v.c.say("event.stopped", "x", v.block(e.Block))
	case game.EventBegan:
		return v.c.say("event.began", "x", v.block(e.Block))
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

// incident tells an attack: what, on whom if a role aimed it, and by whom if the
// viewer may know. What it did stands in its text.
func (v *Voice) incident(e game.SeenEvent) string {
	key := "event.attack"
	if e.Target >= 0 {
		key = "event.attack.on"
	}
	x := v.block(e.Block)
	if words := v.picked(v.g.ActionOf(e.Block), e); words != "" {
		x = v.c.say("thing.part", "thing", x, "part", words)
	}
	s := v.c.say(key, "x", x, "target", v.name(e.Target))
	if e.Self >= 0 {
		s += " " + v.c.say("event.attack.by", "who", v.name(e.Self))
	}
	if e.Signers&^game.One(e.Self) != 0 {
		s += " " + v.c.say("event.signed", "list", v.signers(e.Signers))
	}
	return s
}

// picked lists the words and the amount that an event's mover chose, "" if there
// was nothing to choose.
func (v *Voice) picked(a *game.Action, e game.SeenEvent) string {
	if a == nil {
		return ""
	}
	var words []string
	roles := v.of(game.Move{Self: e.Self, Target: e.Target})
	for i := range a.Choices {
		words = append(words, v.wordFor(&a.Choices[i].Words[a.Word(e.Choice, i)], roles))
	}
	if a.Amount.On {
		words = append(words, v.c.number(e.Amount))
	}
	return strings.Join(words, v.c.say("list.mark"))
}

// moved tells a move: who, what, on whom, and what the author wrote to be told
// of it where that is not the card's own text, or tells who and what.
func (v *Voice) moved(b *game.Block, e game.SeenEvent, told string) string {
	a := &v.g.Actions[b.Owner]
	if a.Publish && e.Other >= 0 {
		return v.c.say("event.published", "who", v.name(e.Self), "x", v.quote(v.Evidence(e.Other)))
	}
	key := "event.move"
	if e.Target >= 0 {
		key = "event.move.on"
	}
	what := v.quote(v.titled(a.Title, a.ID))
	if words := v.picked(a, e); words != "" {
		what = v.c.say("thing.part", "thing", what, "part", words)
	}
	s := v.c.say(key, "who", v.name(e.Self), "x", what, "target", v.name(e.Target))
	if e.Signers&^game.One(e.Self) != 0 {
		s += " " + v.c.say("event.signed", "list", v.signers(e.Signers))
	}
	own := b.Text == a.Text || v.Text(b.Text) == v.Text(a.Text)
	if told != "" && (!own || strings.Contains(v.Text(b.Text), "{")) {
		return s + " " + told
	}
	return s
}

// veiledEvent tells of a block whose author the viewer may not know.
func (v *Voice) veiledEvent(b *game.Block, e game.SeenEvent) string {
	for _, t := range []game.Text{b.Text, b.Because} {
		if s := v.Text(t); s != "" {
			return sentence(v.fill(s, deed{block: e.Block, self: -1, target: e.Target, choice: e.Choice, amount: e.Amount, hidden: true}))
		}
	}
	if e.Target >= 0 {
		return v.c.say("event.hidden.on", "target", v.name(e.Target))
	}
	return v.c.say("event.hidden")
}

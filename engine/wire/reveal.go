package wire

import (
	"demarche/engine/game"
	"demarche/engine/rule"
)

// eventWords are the kinds of event as the wire says them.
var eventWords = map[game.EventKind]string{
	game.EventDeadline: "deadline", game.EventStopped: "stopped", game.EventBegan: "began",
	game.EventMove: "move", game.EventFailed: "failed", game.EventOutcome: "outcome", game.EventAlso: "also",
	game.EventDue: "due", game.EventAttack: "attack", game.EventInject: "inject", game.EventRule: "rule",
	game.EventFound: "found", game.EventLooked: "looked", game.EventOffer: "offer", game.EventEnding: "ending",
	game.EventUnsigned: "unsigned", game.EventArmed: "armed", game.EventShared: "shared",
	game.EventGenuine: "genuine", game.EventPlant: "plant", game.EventGone: "gone",
	game.EventBeyond: "beyond",
	game.EventAgreed: "agreed", game.EventBroken: "broken",
}

// reveal tells what the viewer learns of a ledger. A rule whose text stands among
// the causes already is not told twice.
func (d *Desk) reveal(l *game.Ledger, turn int32, beside []Said) *Reveal {
	w := d.m.Witness(l, d.role)
	r := &Reveal{Turn: int(turn), Events: []Event{}, Why: []Why{}}
	said := map[string]bool{}
	for _, c := range w.Numbers {
		if d.g.Slots[c.Slot].Kind != game.KindTrack {
			continue
		}
		why := d.movement(c)
		if c.Before == c.After && len(why.Parts) == 0 {
			continue
		}
		r.Why = append(r.Why, why)
		for _, p := range why.Parts {
			said[p.Text+"."] = true
		}
	}
	for _, e := range w.Events {
		told := d.event(e)
		if e.Kind == game.EventRule && said[told.Text] {
			continue
		}
		if e.Kind == game.EventMove && !e.Hidden {
			told.Group = Group(d.g.ActionOf(e.Block))
		}
		if (e.Kind == game.EventMove || e.Kind == game.EventAttack && e.Self >= 0) && !e.Hidden {
			told.Words = d.written(beside, game.Move{
				Action: d.g.Blocks[e.Block].Owner, Self: e.Self, Target: e.Target, Choice: e.Choice, Amount: e.Amount,
			})
		}
		r.Events = append(r.Events, told)
	}
	return r
}

// written returns what was written beside a move of an action that takes words,
// for those who learn of the move and of its author.
func (d *Desk) written(beside []Said, m game.Move) string {
	if !d.g.Actions[m.Action].Words.On {
		return ""
	}
	for _, s := range beside {
		if s.Move.Key() == m.Key() {
			return s.Words
		}
	}
	return ""
}

// event tells one event. Nothing of a hidden author is in it: no role, no id.
func (d *Desk) event(e game.SeenEvent) Event {
	out := Event{Kind: eventWords[e.Kind], Role: d.roleID(e.Self), Text: d.voice.Event(e)}
	switch e.Kind {
	case game.EventAttack:
		out.Item = d.attackID(d.g.AttackOf(e.Block))
	case game.EventInject:
		if i := d.g.Blocks[e.Block].Owner; e.Parting { // there is no item to read it in
			out.Text = d.voice.Parting(i)
		} else {
			out.Item = d.injectID(i)
		}
	case game.EventMove:
		if e.Other >= 0 {
			out.Item = d.evidenceID(e.Other)
		}
	case game.EventFound, game.EventLooked, game.EventShared, game.EventGenuine, game.EventPlant:
		out.Item = d.evidenceID(e.Other)
	}
	return out
}

// movement tells how one number moved.
func (d *Desk) movement(c game.SeenChange) Why {
	w := Why{Number: d.number(c.Slot), Parts: []Part{}, Others: c.Others}
	if c.Grade == game.Exactly {
		w.From, w.Value = figure(c.Before), figure(c.After)
		if c.HasOther {
			w.OtherBy = figure(c.OtherBy)
		}
	} else {
		before, after := int(c.Before), int(c.After)
		w.FromBand, w.Band = &before, &after
	}
	for _, p := range c.Parts {
		if c.Grade == game.Exactly && p.By == 0 && (p.Op == rule.AddTo || p.Op == rule.TakeFrom) {
			continue // it added nothing, which a reader need not be told
		}
		text, by := d.voice.Source(p.Cause, p.Hidden)
		part := Part{Text: text, Role: d.roleID(by), Op: p.Op.String()}
		if c.Grade == game.Exactly {
			part.By = figure(p.By)
		} else {
			part.Dir = int(p.Direction)
		}
		w.Parts = append(w.Parts, part)
	}
	return w
}

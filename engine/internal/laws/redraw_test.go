package laws_test

import (
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/rule"
)

// redraw returns a state that the viewer cannot tell from s: everything outside
// its audience is drawn anew, banded numbers within their band. What waits to
// happen is drawn anew too.
func redraw(m *game.Machine, s *game.State, viewer int32, dice *sit.Dice) game.State {
	out := s.Copy()
	for i := range m.Game.Slots {
		d := &m.Game.Slots[i]
		switch {
		case d.Kind == game.KindClock || d.Kind == game.KindParam || d.Kind == game.KindUnused || d.Exact.Has(viewer):
		case d.Kind == game.KindDrawn && holds(m, s, int32(i), viewer):
		case d.Band.Has(viewer):
			out.V[i] = within(m, int32(i), s.V[i], dice)
		default:
			out.V[i] = anything(m, s, d, viewer, dice)
		}
	}
	out.Due = slices.DeleteFunc(out.Due, func(d game.Due) bool { return !d.Standing || d.Self != viewer })
	out.Due = append(out.Due, otherOrder(m, viewer, dice)...)
	for range dice.N(4) {
		out.Due = append(out.Due, game.Due{Turn: s.Turn() + 1, Block: int32(dice.N(len(m.Game.Blocks))), Self: -1, Target: -1})
	}
	out.Forced = out.Forced[:0]
	for range dice.N(3) {
		out.Forced = append(out.Forced, game.Forced{Turn: s.Turn() + int32(dice.N(2)), DrawName: game.DrawName{Kind: game.DrawRule, Self: -1, Target: -1}})
	}
	return out
}

// otherOrder is a standing order that waits for somebody else.
func otherOrder(m *game.Machine, viewer int32, dice *sit.Dice) []game.Due {
	for i := range m.Game.Actions {
		a := &m.Game.Actions[i]
		self := int32(dice.N(len(m.Game.Roles)))
		if a.Standing.Present() && self != viewer && dice.N(2) == 0 {
			return []game.Due{{Turn: 1, Block: a.Block, Self: self, Target: -1, Standing: true}}
		}
	}
	return nil
}

// holds reports whether the viewer knows the result of the search that slot is
// about.
func holds(m *game.Machine, s *game.State, slot, viewer int32) bool {
	for i := range m.Game.Evidence {
		e := &m.Game.Evidence[i]
		if e.Drawn == slot {
			return viewer >= 0 && s.V[e.Held+viewer] != 0
		}
	}
	return false
}

// within returns another number in the same band.
func within(m *game.Machine, slot int32, x float64, dice *sit.Dice) float64 {
	band := m.Game.BandOf(slot, x)
	for range 50 {
		y := span(&m.Game.Slots[slot], dice)
		if m.Game.BandOf(slot, y) == band {
			return y
		}
	}
	return x
}

// span draws a number that the slot may hold.
func span(d *game.Slot, dice *sit.Dice) float64 {
	lo, hi := d.Min, d.Max
	if math.IsInf(lo, 0) {
		lo = -100
	}
	if math.IsInf(hi, 0) {
		hi = 100
	}
	x := lo + dice.Unit()*(hi-lo)
	if d.Whole {
		x = math.Round(x)
	}
	return x
}

func anything(m *game.Machine, s *game.State, d *game.Slot, viewer int32, dice *sit.Dice) float64 {
	switch d.Kind {
	case game.KindTrack:
		return span(d, dice)
	case game.KindAuthor:
		return author(m, s, d, viewer, dice)
	case game.KindTruth:
		i := m.Game.NumberOf(int32(slices.IndexFunc(m.Game.Slots, func(x game.Slot) bool { return x.Path == d.Path }))).Index
		return float64(dice.N(len(m.Game.Questions[i].Words)))
	case game.KindPosed:
		return float64(dice.N(len(m.Game.Roles)))
	case game.KindDeadline, game.KindDrawn, game.KindHeld, game.KindHold:
		return float64(dice.N(3))
	case game.KindBegan:
		return float64(dice.N(int(s.Turn()) + 1))
	case game.KindBelief, game.KindAnswer:
		return 100 * dice.Unit()
	case game.KindTurns:
		return float64(dice.N(1 << min(s.Turn()+1, 20)))
	}
	return float64(dice.N(int(s.Turn()) + 2)) // facts, firings, offers, acts, metrics
}

// author draws another author. Whoever did it and knows it keeps knowing it, and
// nobody else becomes the viewer.
func author(m *game.Machine, s *game.State, d *game.Slot, viewer int32, dice *sit.Dice) float64 {
	for i := range m.Game.Attacks {
		a := &m.Game.Attacks[i]
		if &m.Game.Slots[a.Author] != d {
			continue
		}
		old := int32(s.V[a.Author])
		if len(a.Authors) == 0 || a.AuthorKnows && old == viewer {
			return float64(old)
		}
		if a.Action >= 0 && dice.N(4) == 0 && old != viewer {
			return -1 // nobody has played it
		}
		if x := a.Authors[dice.N(len(a.Authors))]; x != viewer {
			return float64(x)
		}
		return float64(old)
	}
	return -1
}

// rewrite returns a ledger that the viewer cannot tell from l: events outside
// its audience are others, numbers it does not see move otherwise, causes it may
// not know are others in number and size.
func rewrite(m *game.Machine, l *game.Ledger, viewer int32, dice *sit.Dice) *game.Ledger {
	out := &game.Ledger{}
	var hidden []game.Event
	for _, e := range l.Events {
		for range dice.N(3) {
			out.Events = append(out.Events, rumour(m, viewer, dice))
		}
		if e.Seen.Has(viewer) {
			if e.Self >= 0 && !e.Who.Has(viewer) {
				e.Self, e.Signers = int32(dice.N(len(m.Game.Roles))), game.Mask(dice.N(4))
				hidden = append(hidden, e)
				continue
			}
			out.Events = append(out.Events, e)
		}
	}
	for _, e := range hidden { // its place would name the mover
		out.Events = slices.Insert(out.Events, dice.N(len(out.Events)+1), e)
	}
	for _, c := range l.Changes {
		if x, ok := retell(m, c, viewer, dice); ok {
			out.Changes = append(out.Changes, x)
		}
	}
	for range dice.N(4) {
		out.Draws = append(out.Draws, game.Draw{Unit: dice.Unit()})
		out.Faults = append(out.Faults, game.Fault{Slot: -1})
	}
	return out
}

// rumour is an event that the viewer does not learn of.
func rumour(m *game.Machine, viewer int32, dice *sit.Dice) game.Event {
	return game.Event{
		Kind:   game.EventMove,
		Block:  int32(dice.N(len(m.Game.Blocks))),
		Self:   int32(dice.N(len(m.Game.Roles))),
		Target: -1, Other: -1,
		Seen: game.Everybody &^ game.One(viewer),
		Who:  game.Everybody,
	}
}

// retell redraws what one stage did to one number. The number's course is the
// viewer's to know at its grade; causes outside its audience are not.
func retell(m *game.Machine, c game.Change, viewer int32, dice *sit.Dice) (game.Change, bool) {
	d := &m.Game.Slots[c.Slot]
	exact, band := d.Exact.Has(viewer), d.Band.Has(viewer)
	if !exact && !band {
		if dice.N(2) == 0 {
			return c, false
		}
		c.Before, c.After = span(d, dice), span(d, dice)
	} else if !exact {
		c.Before, c.After = within(m, c.Slot, c.Before, dice), within(m, c.Slot, c.After, dice)
	}
	var parts, hidden []game.Part
	for _, p := range c.Parts {
		if p.Seen.Has(viewer) && !p.Lost {
			if p.Cause.Self >= 0 && !p.Who.Has(viewer) {
				p.Cause.Self, p.Cause.Signers = int32(dice.N(len(m.Game.Roles))), game.Mask(dice.N(4))
				hidden = append(hidden, p)
				continue
			}
			if !exact {
				p.By = float64(p.By * (0.5 + dice.Unit()))
			}
			parts = append(parts, p)
		}
		for range dice.N(3) {
			parts = append(parts, game.Part{
				Cause: game.Cause{Kind: game.CauseMove, Index: int32(dice.N(len(m.Game.Blocks))), Self: int32(dice.N(len(m.Game.Roles))), Target: -1},
				Op:    rule.AddTo, By: 20 * (dice.Unit() - 0.5),
				Seen: game.Everybody &^ game.One(viewer), Who: game.Everybody,
			})
		}
	}
	for _, p := range hidden {
		parts = slices.Insert(parts, dice.N(len(parts)+1), p)
	}
	c.Parts = parts
	c.Cut = dice.Unit()
	return c, true
}

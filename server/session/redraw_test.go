package session

import (
	"math"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
)

// lots draws for the law: the same seed, the same draws.
type lots struct {
	luck chance.Luck
	n    uint32
}

func (l *lots) unit() float64 {
	l.n++
	return l.luck.Unit(chance.Name("law", "lots"), 0, l.n)
}

func (l *lots) below(n int) int { return int(l.unit() * float64(n)) }

// redrawn is a state that a viewer cannot tell from s: each number that it does
// not see is another one, each of which it sees the band is another of that band,
// and other things wait to happen.
func redrawn(m *game.Machine, s *game.State, viewer int32, l *lots) game.State {
	out := s.Copy()
	for i := range m.Game.Slots {
		d := &m.Game.Slots[i]
		switch {
		case d.Kind == game.KindClock, d.Kind == game.KindParam, d.Kind == game.KindUnused, d.Exact.Has(viewer):
		case d.Kind == game.KindDrawn && found(m, s, int32(i), viewer):
		case d.Band.Has(viewer):
			out.V[i] = inBand(m, int32(i), s.V[i], l)
		default:
			out.V[i] = another(m, s, int32(i), viewer, l)
		}
	}
	out.Due = slices.DeleteFunc(slices.Clone(out.Due), func(d game.Due) bool { return !d.Standing || d.Self != viewer })
	for range l.below(4) {
		out.Due = append(out.Due, game.Due{Turn: s.Turn() + 1, Block: int32(l.below(len(m.Game.Blocks))), Self: -1, Target: -1})
	}
	out.Forced = nil
	for range l.below(3) {
		out.Forced = append(out.Forced, game.Forced{Turn: s.Turn(), DrawName: game.DrawName{Kind: game.DrawRule, Self: -1, Target: -1}})
	}
	return out
}

// found reports whether the viewer holds the result of the search behind a slot.
func found(m *game.Machine, s *game.State, slot, viewer int32) bool {
	i := slices.IndexFunc(m.Game.Evidence, func(e game.Evidence) bool { return e.Drawn == slot })
	return i >= 0 && viewer >= 0 && s.V[m.Game.Evidence[i].Held+viewer] != 0
}

// inBand is a number of the same band.
func inBand(m *game.Machine, slot int32, x float64, l *lots) float64 {
	for range 50 {
		if y := anyOf(&m.Game.Slots[slot], l); m.Game.BandOf(slot, y) == m.Game.BandOf(slot, x) {
			return y
		}
	}
	return x
}

// anyOf is a number that a slot may hold.
func anyOf(d *game.Slot, l *lots) float64 {
	lo, hi := max(d.Min, -100), min(d.Max, 100)
	x := lo + float64(l.unit()*(hi-lo))
	if d.Whole {
		x = math.Round(x)
	}
	return x
}

func another(m *game.Machine, s *game.State, slot, viewer int32, l *lots) float64 {
	switch d := &m.Game.Slots[slot]; d.Kind {
	case game.KindTrack:
		return anyOf(d, l)
	case game.KindBelief, game.KindAnswer:
		return 100 * l.unit()
	case game.KindDrawn, game.KindHeld, game.KindHold:
		return float64(l.below(3))
	case game.KindAuthor:
		return anotherAuthor(m, s, slot, viewer, l)
	}
	return float64(l.below(int(s.Turn()) + 2)) // facts, firings, offers, acts, metrics
}

// anotherAuthor is one of the authors that the scenario allows. An author who
// knows it stays, and the viewer does not become one.
func anotherAuthor(m *game.Machine, s *game.State, slot, viewer int32, l *lots) float64 {
	i := slices.IndexFunc(m.Game.Attacks, func(a game.Attack) bool { return a.Author == slot })
	if i < 0 {
		return -1
	}
	a := &m.Game.Attacks[i]
	if old := int32(s.V[slot]); len(a.Authors) == 0 || a.AuthorKnows && old == viewer {
		return s.V[slot]
	}
	if x := a.Authors[l.below(len(a.Authors))]; x != viewer {
		return float64(x)
	}
	return s.V[slot]
}

// retold is a ledger that a viewer cannot tell from x: events and causes outside
// its audience are others, and so is who did what it may not know who did.
func retold(m *game.Machine, x *game.Ledger, viewer int32, l *lots) *game.Ledger {
	if x == nil {
		return nil
	}
	g, out := m.Game, &game.Ledger{}
	others := game.Everybody &^ game.One(viewer)
	someone := func() int32 { return int32(l.below(len(g.Roles))) }
	block := func() int32 { return int32(l.below(len(g.Blocks))) }
	var veiled []game.Event
	for _, e := range x.Events {
		for range l.below(3) {
			out.Events = append(out.Events, game.Event{Kind: game.EventMove, Block: block(), Self: someone(), Target: -1, Other: -1, Seen: others, Who: game.Everybody})
		}
		switch {
		case !e.Seen.Has(viewer):
		case e.Self >= 0 && !e.Who.Has(viewer):
			e.Self, e.Signers = someone(), game.Mask(l.below(4))
			veiled = append(veiled, e)
		default:
			out.Events = append(out.Events, e)
		}
	}
	for _, e := range veiled { // its place would name who did it
		out.Events = slices.Insert(out.Events, l.below(len(out.Events)+1), e)
	}
	for _, c := range x.Changes {
		d := &g.Slots[c.Slot]
		exact, band := d.Exact.Has(viewer), d.Band.Has(viewer)
		switch {
		case exact:
		case band:
			c.Before, c.After = inBand(m, c.Slot, c.Before, l), inBand(m, c.Slot, c.After, l)
		case l.below(2) == 0:
			continue
		default:
			c.Before, c.After = anyOf(d, l), anyOf(d, l)
		}
		var parts, hidden []game.Part
		for _, p := range c.Parts {
			switch {
			case !p.Seen.Has(viewer) || p.Lost:
			case p.Cause.Self >= 0 && !p.Who.Has(viewer):
				p.Cause.Self, p.Cause.Signers = someone(), game.Mask(l.below(4))
				hidden = append(hidden, p)
				continue
			default:
				if !exact {
					p.By = float64(p.By * (0.5 + l.unit()))
				}
				parts = append(parts, p)
			}
			for range l.below(3) {
				parts = append(parts, game.Part{
					Cause: game.Cause{Kind: game.CauseMove, Index: block(), Self: someone(), Target: -1},
					Op:    rule.AddTo, By: 20 * (l.unit() - 0.5), Seen: others, Who: game.Everybody,
				})
			}
		}
		for _, p := range hidden {
			parts = slices.Insert(parts, l.below(len(parts)+1), p)
		}
		c.Parts, c.Cut = parts, l.unit()
		out.Changes = append(out.Changes, c)
	}
	for range l.below(4) {
		out.Draws = append(out.Draws, game.Draw{Unit: l.unit()})
		out.Faults = append(out.Faults, game.Fault{Slot: -1})
	}
	return out
}

package session

import (
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/wire"
)

// chance reads which draw the facilitator means. Without a turn it is the next
// time that the draw can be made: in what is left of this turn, or in the next
// one.
func (s *Session) chance(kind game.ActKind, c *wire.Chance) (a game.Act, code string) {
	if c == nil {
		return a, game.NoDraw.String()
	}
	a.Kind = kind
	a.Draw, code = wire.ParseChance(s.game, *c)
	if a.Draw.Turn > 0 || code != "" {
		return a, code
	}
	a.Draw.Turn = s.state.Turn()
	if s.phase == reveal || s.machine.CheckAct(&s.state, a) != game.OK {
		a.Draw.Turn++
	}
	return a, ""
}

// numberOf returns the slot of a number that the console lists, -1 if it lists
// none of this name.
func (s *Session) numberOf(path string) int32 {
	return int32(slices.IndexFunc(s.game.Slots, func(d game.Slot) bool { return d.Kind == game.KindTrack && d.Path == path }))
}

// chances lists the draws that can be decided.
func (s *Session) chances(v *prose.Voice) []wire.OpenChance {
	out := []wire.OpenChance{}
	for _, d := range s.machine.Drawables(&s.state) {
		name := game.DrawName{Kind: d.Kind, Of: d.Of, Self: -1, Target: -1}
		if d.Kind == game.DrawMask { // how it can fall depends on whose it is
			name.Self = d.Roles[0]
		}
		c := wire.ChanceOf(s.game, game.Forced{DrawName: name, Pick: -1})
		x := wire.OpenChance{Purpose: c.Purpose, Of: c.Of, Title: v.Draw(name), Roles: s.whom(v, d.Roles), Targets: s.whom(v, d.Targets)}
		for i, way := range s.game.Ways(name) {
			x.Ways = append(x.Ways, wire.Way{Way: way, Text: v.Way(name, int32(i))})
		}
		out = append(out, x)
	}
	return out
}

func (s *Session) whom(v *prose.Voice, roles []int32) []wire.Whom {
	var out []wire.Whom
	for _, r := range roles {
		out = append(out, wire.Whom{Role: s.game.Roles[r].ID, Title: v.Role(r)})
	}
	return out
}

// forced lists the draws that wait to fall as the facilitator has said.
func (s *Session) forced(v *prose.Voice) []wire.Decided {
	out := []wire.Decided{}
	for _, f := range s.state.Forced {
		out = append(out, wire.Decided{Chance: wire.ChanceOf(s.game, f), Text: v.Forced(f)})
	}
	return out
}

// decided says what an act decided, or left to chance again.
func (s *Session) decided(v *prose.Voice, a deed) string {
	if a.about.act.Kind == game.ActForce {
		return v.Forced(a.about.act.Draw)
	}
	return v.Draw(a.about.act.Draw.DrawName)
}

// numbers lists what the facilitator can set.
func (s *Session) numbers(v *prose.Voice) []wire.Settable {
	out := []wire.Settable{}
	for i := range s.game.Slots {
		slot, d := int32(i), &s.game.Slots[i]
		if d.Kind != game.KindTrack || s.game.Tracks[d.Track].Fixed {
			continue
		}
		lo, hi := s.game.Limits(&s.state, slot)
		x := wire.Settable{Number: d.Path, Title: v.Slot(slot), Value: s.state.V[slot], Min: finite(lo), Max: finite(hi), Whole: d.Whole}
		for j := range s.game.Tracks[d.Track].Words {
			x.Words = append(x.Words, v.Number(slot, float64(j)))
		}
		out = append(out, x)
	}
	return out
}

// finite is a bound as messages tell it: nil for none.
func finite(x float64) *float64 {
	if math.IsInf(x, 0) {
		return nil
	}
	return &x
}

package game

import (
	"demarche/engine/rule"
	"demarche/engine/source"
)

// checkOverride judges setting a number: a track's, a role's or a pair's, the
// rung too, to a value that it may have.
func (m *Machine) checkOverride(s *State, slot int32, x float64) Code {
	g := m.Game
	if slot < 0 || int(slot) >= len(g.Slots) {
		return NoNumber
	}
	if d := &g.Slots[slot]; d.Kind != KindTrack || g.Tracks[d.Track].Fixed {
		return NoNumber
	}
	if x != x || g.bound(s, slot, x) != x || x-x != 0 {
		return BadValue
	}
	return OK
}

// override sets a number. All who see it may know that it was set. A rung that
// was set is as fresh as one that an act has brought.
func (p *Play) override(s *State, slot int32, x float64) {
	c := Cause{Kind: CauseForced, Index: -1, Self: -1, Target: -1}
	p.gather(s, slot, rule.Set, 0, x, p.label(c, source.Pos{}, Everybody, Everybody))
	if l := &p.g.Ladder; l.Track >= 0 && p.g.Slots[slot].Track == l.Track {
		s.V[l.Acted+slot-p.g.Tracks[l.Track].Base] = s.V[SlotTurn]
	}
	p.closeStage(s)
}

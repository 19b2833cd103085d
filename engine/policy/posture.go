package policy

import (
	"demarche/engine/chance"
	"demarche/engine/game"
)

// hawk and dove are one [picker] each: what they differ in is how they weigh a
// measure and how they answer.

func newHawk(s *streams, f *forces) *picker {
	return &picker{streams: s, weigh: f.hawkishly, answer: f.defiantly}
}

func newDove(s *streams, f *forces) *picker {
	return &picker{streams: s, weigh: f.gently, answer: f.peaceably}
}

// defiantly answers as a hawk: no to what would bind, yes to what has force or
// lifts somebody on the ladder, no to other talk and law, yes to what makes
// ready.
func (f *forces) defiantly(v game.View, _ chance.Luck, p game.Proposal) bool {
	if f.binds[p.Move.Action] {
		return false
	}
	if f.harsh(v, p.Move) {
		return true
	}
	tray := v.Game().Actions[p.Move.Action].Tray
	return tray == game.Investigate || tray == game.Defend
}

// peaceably answers as a dove: no to what is unlawful, contested or a temptation;
// yes to what makes an agreement; else yes to what has no force and lifts nobody
// on the ladder.
func (f *forces) peaceably(v game.View, _ chance.Luck, p game.Proposal) bool {
	if f.extra[p.Move.Action] > 0 {
		return false
	}
	return f.binds[p.Move.Action] || !f.harsh(v, p.Move)
}

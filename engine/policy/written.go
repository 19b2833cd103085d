package policy

import (
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// written plays a policy that the scenario writes.
type written struct {
	index  int32 // into Game.Policies
	policy *game.Policy
	minds  *minds
}

// Learns implements [Learner].
func (w *written) Learns(v game.View, dst []game.Learnt) []game.Learnt {
	if v.Role() < 0 || len(w.policy.Learn) == 0 {
		return dst
	}
	m := w.minds.open(v, chance.Luck{})
	defer w.minds.close(m)
	w.think(m)
	return v.Learned(w.index, &m.memory, dst)
}

// think recalls what the viewer remembers and takes this turn's lessons, each on
// what the one before left. One whose result is no finite number teaches nothing.
func (w *written) think(m *mind) {
	if len(w.policy.Memory) == 0 {
		return
	}
	m.view.Recall(w.index, &m.memory)
	m.bind.Memory, m.bind.Target = &m.memory, -1
	for i := range w.policy.Learn {
		l := &w.policy.Learn[i]
		by, ok := m.view.Value(l.By, &m.bind)
		if x := l.Op.Apply(m.memory[l.To], by); ok && x-x == 0 {
			m.memory[l.To] = x
		}
	}
}

// Moves implements [Policy].
func (w *written) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	if v.Role() < 0 || len(dst) >= int(w.policy.Moves) {
		return dst
	}
	m := w.minds.open(v, luck)
	defer w.minds.close(m)
	w.think(m)
	if w.policy.ByWeight {
		return w.drawn(m, dst)
	}
	return w.first(m, dst)
}

// Answer implements [Policy]: the file has no words for it, so it is the careful
// answer.
func (w *written) Answer(v game.View, luck chance.Luck, p game.Proposal) (yes, says bool) {
	if p.Mine || v.Role() < 0 {
		return false, false
	}
	return soberly(v, luck, p), true
}

// first plays the entries that apply, in file order, until the moves of a turn
// are used up or one of them passes.
func (w *written) first(m *mind, dst []game.Move) []game.Move {
	key := m.view.Game().Roles[m.view.Role()].Key
	for i := range w.policy.Choose {
		e := &w.policy.Choose[i]
		move, ok := w.applies(m, e, key, dst)
		switch {
		case !ok:
		case e.Action == game.Pass:
			return dst
		default:
			dst = append(dst, move)
		}
		if len(dst) >= int(w.policy.Moves) {
			break
		}
	}
	return dst
}

// drawn plays the entries that apply in the order in which they come in at a
// race, until the moves of a turn are used up or one that passes comes in: that
// is to draw by weight, and again among the rest.
func (w *written) drawn(m *mind, dst []game.Move) []game.Move {
	key := m.view.Game().Roles[m.view.Role()].Key
	m.played = slices.Grow(m.played[:0], len(w.policy.Choose))[:len(w.policy.Choose)]
	clear(m.played)
	for len(dst) < int(w.policy.Moves) {
		r := newRace(m.luck, m.view.Turn())
		best, move := -1, game.Move{}
		for i := range w.policy.Choose {
			e := &w.policy.Choose[i]
			if m.played[i] {
				continue
			}
			x, ok := w.applies(m, e, key, dst)
			if ok && r.runs(e.Stream.Of(key), w.weight(m, e, x)) {
				best, move = i, x
			}
		}
		if best < 0 || w.policy.Choose[best].Action == game.Pass {
			return dst
		}
		m.played[best] = true
		dst = append(dst, move)
	}
	return dst
}

// applies reports whether an entry can be played beside the moves of dst, and
// makes its move.
func (w *written) applies(m *mind, e *game.Entry, key chance.Stream, dst []game.Move) (move game.Move, ok bool) {
	if e.Action == game.Pass {
		m.bind.Target, move.Target = -1, -1
		ok = m.view.Test(e.When, &m.bind)
	} else {
		move, ok = m.aim(&e.Planned, e.Stream.Of(key), dst)
	}
	return move, ok && m.comes(&e.Planned, e.Odds.Of(key), move.Target)
}

// weight is how often an entry is drawn; what is no number is never.
func (w *written) weight(m *mind, e *game.Entry, move game.Move) float64 {
	if !e.Weight.Present() {
		return 1
	}
	m.bind.Target = move.Target
	x, ok := m.view.Value(e.Weight, &m.bind)
	if !ok {
		return 0
	}
	return x
}

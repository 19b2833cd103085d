package policy

import (
	"demarche/engine/chance"
	"demarche/engine/game"
)

// planned plays the plan of the viewer's role: its entries in file order, each
// with its condition, its chance and its target, as far as the moves of a turn
// and the role's means go. An entry's stream bears the role's name.
type planned struct{ minds *minds }

// Moves implements [Policy].
func (p planned) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	if v.Role() < 0 {
		return dst
	}
	plan := v.Game().Roles[v.Role()].Plan
	if len(plan) == 0 {
		return dst
	}
	m := p.minds.open(v, luck)
	defer p.minds.close(m)
	for i := range plan {
		e := &plan[i]
		if move, ok := m.aim(e, e.Stream, dst); ok && m.comes(e, e.Odds, move) {
			dst = append(dst, move)
		}
	}
	return dst
}

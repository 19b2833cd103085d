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
	most := int(v.Game().MovesPerTurn)
	for i := range plan {
		if most > 0 && len(dst) >= most {
			break
		}
		e := &plan[i]
		known := m.known(e)
		if known && !m.comes(e, e.Odds, e.Target) {
			continue // before it is asked what is legal, which takes longer
		}
		if move, ok := m.aim(e, e.Stream, dst); ok && (known || m.comes(e, e.Odds, move.Target)) {
			dst = append(dst, move)
		}
	}
	return dst
}

package policy

import (
	"demarche/engine/chance"
	"demarche/engine/game"
)

// planned plays the plan of the viewer's role: its entries in file order, each
// with its condition, its chance and its target, as far as the moves of a turn
// and the role's means go.
type planned struct{}

// Moves implements [Policy].
func (p planned) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	if v.Role() < 0 {
		return dst
	}
	plan := v.Game().Roles[v.Role()].Plan
	for i := range plan {
		dst = p.entry(v, luck, &plan[i], dst)
	}
	return dst
}

// entry appends the move of one entry unless it does not come to it.
func (p planned) entry(v game.View, luck chance.Luck, e *game.Planned, dst []game.Move) []game.Move {
	target, ok := p.target(v, luck, e, dst)
	if !ok || !p.comes(v, luck, e, target) {
		return dst
	}
	return append(dst, p.move(v, e, target))
}

// move makes the move of an entry, with the words it names or the first ones.
func (p planned) move(v game.View, e *game.Planned, target int32) game.Move {
	return confirmed(v, game.Move{Action: e.Action, Self: v.Role(), Target: target, Choice: e.Choice})
}

// target returns whom the entry is aimed at: the one it names, or the lawful
// one that wins the race. ok is false if nothing can be played.
func (p planned) target(v game.View, luck chance.Luck, e *game.Planned, dst []game.Move) (target int32, ok bool) {
	g := v.Game()
	targets := g.Actions[e.Action].Targets
	if e.Target >= 0 || targets == nil {
		return e.Target, p.legal(v, e, e.Target, dst)
	}
	var r race
	for _, t := range targets {
		if !p.legal(v, e, t, dst) {
			continue
		}
		if r.runs(luck, e.Stream.On(g.Roles[t].Key), v.Turn(), 1) {
			target, ok = t, true
		}
	}
	return target, ok
}

// legal reports whether the entry's condition holds and its move can be made
// beside those of dst.
func (p planned) legal(v game.View, e *game.Planned, target int32, dst []game.Move) bool {
	return v.Holds(e.When, target) && v.Check(append(dst[:len(dst):len(dst)], p.move(v, e, target))) == nil
}

// comes draws whether the entry is played: one number for each entry and turn,
// whoever its target is. The entry's stream bears the role's name.
func (p planned) comes(v game.View, luck chance.Luck, e *game.Planned, target int32) bool {
	if !e.Chance.Present() {
		return true
	}
	u := luck.Unit(e.Stream, uint32(v.Turn()), 0)
	return u < v.Number(e.Chance, target)
}

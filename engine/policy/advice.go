package policy

import (
	"demarche/engine/chance"
	"demarche/engine/game"
)

// Advice is one thing that the plan of a role has for this turn, as it is told to
// a person in its seat.
type Advice struct {
	Move game.Move
	Any  bool // the plan leaves the target to chance: any lawful one will do
}

// Advise returns what the plan of the viewer's role would do now: every entry
// that applies beside those before it, in file order, unless its chance is
// nothing. It depends on what the viewer sees and on nothing else.
func Advise(v game.View) []Advice {
	if v.Role() < 0 {
		return nil
	}
	plan := v.Game().Roles[v.Role()].Plan
	if len(plan) == 0 {
		return nil
	}
	var (
		out   []Advice
		taken []game.Move
		heads minds
	)
	m := heads.open(v, chance.Luck{})
	for i := range plan {
		e := &plan[i]
		move, ok := m.aim(e, e.Stream, taken)
		if !ok || e.Chance.Present() && !m.likely(e, move) {
			continue
		}
		taken = append(taken, move)
		drawn := e.Target < 0 && !e.Prefer.Present() && move.Target >= 0
		out = append(out, Advice{Move: move, Any: drawn})
	}
	return out
}

// likely reports whether an entry has any chance.
func (m *mind) likely(e *game.Planned, move game.Move) bool {
	m.bind.Target = move.Target
	x, ok := m.view.Value(e.Chance, &m.bind)
	return ok && x > 0
}

package game

import "demarche/engine/rule"

// Strays reports whether some condition of the game may divide by zero or the
// like. In such a game [Play.Faulted] is sure only with a recorder: without one
// the parts of a condition are tested in any order, so that the part that fails
// may never be looked at.
func (m *Machine) Strays() bool {
	found := false
	m.Game.Expressions(func(e rule.Expr, kind rule.Kind) {
		found = found || kind == rule.Truth && m.Game.Code.Strays(e)
	})
	return found
}

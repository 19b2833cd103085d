package game

// As returns the same machine for a game that differs from its own in ids and
// texts alone: the same slots, expressions and blocks under other names. It plays
// the same game; what is said of it bears the other names.
func (m *Machine) As(g *Game) *Machine {
	alias := *m
	alias.Game = g
	return &alias
}

// As returns the same view under the names of an alias of its machine, see
// [Machine.As].
func (v View) As(alias *Machine) View {
	v.m = alias
	return v
}

package game

// What computer players weigh is how grave a move is, whether or not it would be
// done in the open: a careful one does in secret what it dares to do in public.

// Dares reports whether a move would cross a firebreak if all saw it.
func (v View) Dares(m Move) bool {
	if !v.m.Game.reaches(m) {
		return false
	}
	rung, dares := v.m.Game.rungOf(m), false
	v.pairs(m, func(at int32) {
		for _, f := range v.m.Game.Ladder.Firebreaks {
			dares = dares || rung >= f.Below && at < f.Below
		}
	})
	return dares
}

// Lifts reports whether a move would put its pair higher on the ladder than it
// stands if all saw it.
func (v View) Lifts(m Move) bool {
	rung, lifts := v.m.Game.rungOf(m), false
	v.pairs(m, func(at int32) { lifts = lifts || rung > at })
	return lifts
}

// rungOf returns the rung of a move, its own or that of what it attributes; -1 if
// it has none.
func (g *Game) rungOf(m Move) int32 {
	a := &g.Actions[m.Action]
	rung := a.Rung(m.Choice)
	if a.Attributes >= 0 {
		rung = max(rung, g.Attacks[a.Attributes].Rung)
	}
	return rung
}

// pairs visits the rungs at which the pairs stand that a move is about.
func (v View) pairs(m Move, visit func(at int32)) {
	if v.m.Game.Ladder.Track >= 0 && !v.m.Game.Actions[m.Action].Publish {
		v.lifted(m, 0, func(_, at int32) { visit(at) })
	}
}

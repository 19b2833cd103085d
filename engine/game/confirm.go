package game

// sure judges whether a move that enters a rung at or above a firebreak which the
// pair stands below, or that publishes evidence beyond its mark, is confirmed.
func (v View) sure(m Move) Reason {
	if m.Confirm {
		return Reason{Slot: -1}
	}
	if rung, crosses := v.Crosses(m); crosses {
		return Reason{Code: Confirm, Slot: -1, Need: float64(rung)}
	}
	if v.Beyond(m) {
		return Reason{Code: Beyond, Slot: -1, Need: float64(m.Choice)}
	}
	return Reason{Slot: -1}
}

// Beyond reports whether a move of the viewer publishes evidence beyond its mark.
func (v View) Beyond(m Move) bool {
	g := v.m.Game
	return g.Actions[m.Action].Publish && g.within(m.Choice, m.Self, 0)&Public == 0
}

// MustConfirm reports whether a move of the viewer counts only if it is confirmed.
func (v View) MustConfirm(m Move) bool {
	if len(v.m.Game.Ladder.Firebreaks) == 0 {
		return v.Beyond(m)
	}
	_, crosses := v.Crosses(m)
	return crosses || v.Beyond(m)
}

// Crosses reports whether a move would enter a rung at or above a firebreak that
// its pair stands below, and which rung. Rungs are seen by all.
func (v View) Crosses(m Move) (rung int32, crosses bool) {
	g := v.m.Game
	rung = g.rungOf(m)
	v.pairs(m, func(at int32) {
		for _, f := range g.Ladder.Firebreaks {
			crosses = crosses || rung >= f.Below && at < f.Below
		}
	})
	return rung, crosses
}

// Lifts reports whether a move would put some pair higher on the ladder than it
// stands.
func (v View) Lifts(m Move) bool {
	rung, lifts := v.m.Game.rungOf(m), false
	v.pairs(m, func(at int32) { lifts = lifts || rung > at })
	return lifts
}

// rungOf returns the rung that a move enters in the open, -1 if none.
func (g *Game) rungOf(m Move) int32 {
	a := &g.Actions[m.Action]
	rung := a.Rung(m.Choice)
	if a.Attributes >= 0 {
		rung = max(rung, g.Attacks[a.Attributes].Rung)
	}
	return rung
}

// pairs visits the rungs at which the pairs stand that a move may lift.
func (v View) pairs(m Move, visit func(at int32)) {
	g := v.m.Game
	if g.Ladder.Track < 0 || g.Actions[m.Action].Publish {
		return
	}
	act := g.Actions[m.Action].Act
	of, with := act.Of, act.With
	if len(of) == 0 {
		of = []int32{m.Self}
	}
	if len(with) == 0 && m.Target >= 0 {
		with = []int32{m.Target}
	}
	for _, o := range of {
		for _, w := range with {
			if at, ok := v.rungOf(o, w); ok {
				visit(at)
			}
		}
	}
}

// rungOf returns the rung at which the States of two roles stand.
func (v View) rungOf(a, b int32) (int32, bool) {
	g := v.m.Game
	tr := &g.Tracks[g.Ladder.Track]
	off := g.Code.Tables[tr.Table][a*int32(len(g.Roles))+b]
	if off < 0 {
		return 0, false
	}
	return int32(v.s.V[tr.Base+off]), true
}

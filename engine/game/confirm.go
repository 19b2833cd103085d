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
	_, crosses := v.Crosses(m)
	return crosses || v.Beyond(m)
}

// Crosses reports whether a move would enter a rung at or above a firebreak that
// its pair stands below, and which rung. It goes by what the viewer can know: rungs
// are seen by all, and who has done what as far as the viewer was told.
func (v View) Crosses(m Move) (rung int32, crosses bool) {
	rung = -1
	if !v.m.Game.reaches(m) {
		return rung, false
	}
	v.climbs(m, func(to, at int32) {
		for _, f := range v.m.Game.Ladder.Firebreaks {
			if to >= f.Below && at < f.Below {
				rung, crosses = max(rung, to), true
			}
		}
	})
	return rung, crosses
}

// reaches reports whether the rung of a move lies at or above some firebreak.
func (g *Game) reaches(m Move) bool {
	if len(g.Ladder.Firebreaks) == 0 {
		return false
	}
	rung := g.rungOf(m)
	for i := range g.Ladder.Firebreaks {
		if rung >= g.Ladder.Firebreaks[i].Below {
			return true
		}
	}
	return false
}

// Openly reports whether all see an action and who did it, without which it moves no
// rung.
func (g *Game) Openly(action int32) bool {
	b := &g.Blocks[g.Actions[action].Block]
	return (b.Seen.Fixed & b.Author.Fixed).Has(-1)
}

// climbs visits the pairs that a move may lift, with the rung to which it does and
// the one at which they stand.
func (v View) climbs(m Move, visit func(to, at int32)) {
	g := v.m.Game
	a := &g.Actions[m.Action]
	rung := a.Rung(m.Choice)
	if g.Ladder.Track < 0 || a.Publish || rung < 0 && a.Attributes < 0 || !g.Openly(m.Action) {
		return
	}
	if rung >= 0 {
		v.lifted(m, rung, visit)
	}
	if a.Attributes >= 0 && m.Target >= 0 {
		v.accused(a.Attributes, m.Target, visit)
	}
}

// lifted visits the pairs that an act names: see [Play.lift].
func (v View) lifted(m Move, rung int32, visit func(to, at int32)) {
	act := v.m.Game.Actions[m.Action].Act
	for _, o := range act.Of {
		for _, w := range act.With {
			if at, ok := v.rungOf(side(o, m.Self, m.Target), side(w, m.Self, m.Target)); ok {
				visit(rung, at)
			}
		}
	}
}

// accused visits the pairs of whoever is accused of an attack and of its victims as
// far as the viewer knows them: see [Play.accuse].
func (v View) accused(attack, accused int32, visit func(to, at int32)) {
	a := &v.m.Game.Attacks[attack]
	rung := v.heightOf(a)
	with := func(victim int32) {
		if at, ok := v.rungOf(victim, accused); ok {
			visit(rung, at)
		}
	}
	if a.Action < 0 {
		v.named(attack, a.On, with)
		return
	}
	if named := v.m.Game.Actions[a.Action].Act.named(); len(named) > 0 {
		v.named(attack, named, with)
		return
	}
	for r := range int32(len(v.m.Game.Roles)) {
		if v.victim(a, r) {
			with(r)
		}
	}
}

// named visits the victims that the file gives an attack, if the viewer was told that
// it came.
func (v View) named(attack int32, victims []int32, with func(victim int32)) {
	if _, known := v.Knows(attack); known {
		for _, victim := range victims {
			with(victim)
		}
	}
}

// heightOf returns the rung to which an accusation lifts. Words of an attack that
// is a move may have rungs of their own: whoever was not told of every one of them
// knows no more than the highest there is.
func (v View) heightOf(a *Attack) int32 {
	if a.Height >= 0 && v.m.Game.Slots[a.Height].Exact.Has(v.role) {
		return int32(v.s.V[a.Height]) - 1
	}
	return a.Rung
}

// victim reports whether, as far as the viewer knows, an attack that is a move may
// have hit a role. Whoever played it unseen is not told whom else it hit: any whom
// it can be aimed at.
func (v View) victim(a *Attack, role int32) bool {
	hit := a.Hit + role
	if v.m.Game.Slots[hit].Exact.Has(v.role) {
		return v.s.V[hit] > 0
	}
	return v.played(a) > 0 && role != v.role && v.m.Game.Actions[a.Action].takes(role)
}

// rungOf returns the rung at which the States of two roles stand.
func (v View) rungOf(a, b int32) (int32, bool) {
	if a < 0 || b < 0 {
		return 0, false
	}
	if a < 0 || b < 0 {
		return 0, false
	}
	g := v.m.Game
	tr := &g.Tracks[g.Ladder.Track]
	off := g.Code.Tables[tr.Table][a*int32(len(g.Roles))+b]
	if off < 0 {
		return 0, false
	}
	return int32(v.s.V[tr.Base+off]), true
}

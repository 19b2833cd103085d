package game

import "demarche/engine/rule"

// Deed is something that a role may do to another one, or to nobody in
// particular (Target -1), and of which a game keeps when it was done last. It is
// for a player who answers in kind.
type Deed struct {
	Action, By, Target int32
	last, prev         int32 // slots of the last two turns in which it was done; -1
	turns, apart       int32 // slots of all turns in which it was done; -1
}

// Deeds lists what a viewer can learn of what others do, as far as the game keeps
// it: only those facts that some expression of the scenario asks for are kept, or
// all of them if the scenario names a player that needs them. A measure that only
// one role can choose is its own, whoever is told.
func (g *Game) Deeds(viewer int32) []Deed {
	var out []Deed
	for i := range g.Actions {
		a := &g.Actions[i]
		past := g.Blocks[a.Block].Past
		if past < 0 || viewer < 0 {
			continue
		}
		for by := range int32(len(g.Roles)) {
			if by == viewer || !a.By.Has(by) {
				continue
			}
			targets := a.Targets
			if targets == nil {
				targets = []int32{-1}
			}
			for _, to := range targets {
				if d, ok := g.deed(int32(i), by, to); ok && to != by && g.tells(&d, viewer) {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

// deed finds where it stands when something was done. ok is false if nobody keeps
// it so precisely.
func (g *Game) deed(action, by, to int32) (d Deed, ok bool) {
	a := &g.Actions[action]
	p, n := &g.Plan.Past[g.Blocks[a.Block].Past], int32(len(g.Roles))
	d = Deed{Action: action, By: by, Target: to, last: -1, prev: -1, turns: -1}
	facts, turns, wide, at := p.Pair, p.InPair, n*n, by*n+to
	// Whoever is the only one to aim at needs no pair, whoever is the only one to
	// do it no role.
	if to < 0 || a.sole(by) == to && facts < 0 && turns < 0 {
		facts, turns, wide, at = p.Role, p.InRole, n, by
		if facts < 0 && turns < 0 && a.By == One(by) {
			facts, turns, wide, at = p.World, p.InWorld, 1, 0
		}
	}
	if facts >= 0 {
		d.last = facts + int32(rule.Last-rule.Times)*wide + at
		d.prev = facts + int32(rule.Prev-rule.Times)*wide + at
		return d, true
	}
	if turns >= 0 {
		d.turns, d.apart = turns+at, wide
		return d, true
	}
	return d, false
}

// sole returns the only one whom a role can aim an action at, -1 if there are
// several.
func (a *Action) sole(by int32) int32 {
	one := int32(-1)
	for _, t := range a.Targets {
		switch {
		case t == by:
		case one >= 0:
			return -1
		default:
			one = t
		}
	}
	return one
}

// tells reports whether the viewer learns of a deed, and whose it is.
func (g *Game) tells(d *Deed, viewer int32) bool {
	slot := max(d.last, d.turns)
	b := &g.Blocks[g.Actions[d.Action].Block]
	return g.Slots[slot].Exact.Has(viewer) && (b.Seen.For(d.By, d.Target) & b.Author.For(d.By, d.Target)).Has(viewer)
}

// Done reports whether a deed of [Game.Deeds] of the viewer was done in a turn.
func (v View) Done(d *Deed, turn int32) bool {
	switch {
	case turn < 1:
		return false
	case d.turns < 0:
		return v.s.V[d.last] == float64(turn) || v.s.V[d.prev] == float64(turn)
	}
	at := turn - 1
	return uint64(v.s.V[d.turns+at/rule.SlotTurns*d.apart])>>(at%rule.SlotTurns)&1 == 1
}

// Struck returns the last turn in which an attack hit the viewer or its State, as
// far as it was told; 0 if it never did.
func (v View) Struck(attack int32) int32 {
	a := &v.m.Game.Attacks[attack]
	if v.role < 0 {
		return 0
	}
	if a.Action >= 0 {
		if a.To.Target {
			return int32(v.s.V[a.Hit+v.role])
		}
		return 0
	}
	for _, r := range a.On {
		if v.m.Game.Together(r, v.role) {
			turn, _ := v.Knows(attack)
			return turn
		}
	}
	return 0
}

// Together reports whether two roles are one or belong to one State.
func (g *Game) Together(a, b int32) bool {
	return a == b || a >= 0 && b >= 0 && g.Roles[a].State >= 0 && g.Roles[a].State == g.Roles[b].State
}

// Rung returns the rung at which the States of two roles stand, which all see; 0
// if they have none.
func (v View) Rung(a, b int32) int32 {
	if v.m.Game.Ladder.Track < 0 {
		return 0
	}
	at, _ := v.rungOf(a, b)
	return at
}

// Enters returns the rung that a move enters if it is done in the open, -1 if
// none.
func (g *Game) Enters(m Move) int32 {
	if g.Actions[m.Action].Publish {
		return -1
	}
	return g.rungOf(m)
}

// Binds reports whether an action makes an agreement, by itself or by how it
// comes out.
func (g *Game) Binds(action int32) bool {
	a := &g.Actions[action]
	binds := len(g.Blocks[a.Block].Makes) > 0
	for i := range a.Outcomes {
		binds = binds || len(g.Blocks[a.Outcomes[i].Block].Makes) > 0
	}
	for _, b := range a.Also {
		binds = binds || len(g.Blocks[b].Makes) > 0
	}
	return binds
}

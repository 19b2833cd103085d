package policy

import "demarche/engine/game"

// The force of a measure is how hard it is on others, in the units of the ladder
// E0 to E9, whatever ladder the scenario has: the higher of what its tray and its
// rung say, and more if it is unlawful. It depends on nothing but how the game is
// made and on the words chosen.
//
//	tray      investigate, defend, talk, law 0; restrict 4; covert 5; attack 7
//	rung      9 x its rung / the highest of the ladder; that of an attribution is
//	          the rung of what it attributes
//	status    contested +1, unlawful +2; a temptation +1
//
// Where nothing tells measures apart (all of one tray, without rung or status),
// the file's order does: 0 for the first that a role may choose, 9 for the last.
const topForce = 9

// forces are what is known of the measures of a game before it is played.
type forces struct {
	tray  []int32 // by action: force of its tray, or place in the file
	extra []int32 // by action: of its status
	binds []bool  // by action: it makes an agreement
	top   int32   // highest rung of the ladder
	file  bool    // the file's order is all there is
}

func newForces(g *game.Game) *forces {
	f := &forces{top: int32(len(g.Ladder.Rungs)) - 1, file: alike(g)}
	places := places(g)
	for i := range g.Actions {
		a := &g.Actions[i]
		f.tray = append(f.tray, trayForce(a))
		f.extra = append(f.extra, statusForce(a))
		f.binds = append(f.binds, g.Binds(int32(i)))
		if f.file {
			f.tray[i] = places[i]
		}
	}
	return f
}

func trayForce(a *game.Action) int32 {
	switch a.Tray {
	case game.Restrict:
		return 4
	case game.Covert:
		return 5
	case game.Offensive:
		return 7
	}
	return 0
}

func statusForce(a *game.Action) int32 {
	force := int32(0)
	switch a.Status {
	case "contested":
		force = 1
	case "unlawful":
		force = 2
	}
	if a.Temptation {
		force++
	}
	return force
}

// alike reports whether nothing but the file's order tells measures apart.
func alike(g *game.Game) bool {
	for i := range g.Actions {
		a := &g.Actions[i]
		if a.Publish {
			continue
		}
		if a.Tray != g.Actions[0].Tray || trayForce(a)+statusForce(a) > 0 || a.Attributes >= 0 {
			return false
		}
		for k := range a.Combinations() {
			if a.Rung(k) > 0 {
				return false
			}
		}
	}
	return true
}

// places spreads the measures that the same roles may choose over 0 to
// [topForce], in the order of the file.
func places(g *game.Game) []int32 {
	at, most := make([]int32, len(g.Actions)), int32(1)
	for i := range g.Actions {
		for j := range i {
			if g.Actions[j].By&g.Actions[i].By != 0 {
				at[i]++
			}
		}
		if !g.Actions[i].Publish {
			most = max(most, at[i])
		}
	}
	for i := range at {
		at[i] = min(topForce, at[i]*topForce/most)
	}
	return at
}

// of is the force of a move.
func (f *forces) of(g *game.Game, m game.Move) int32 {
	force := f.tray[m.Action]
	if rung := g.Enters(m); rung > 0 && f.top > 0 {
		force = max(force, rung*topForce/f.top)
	}
	return force + f.extra[m.Action]
}

// attack is the force of an attack: of its rung, or, if it has none, twice its
// severity.
func (f *forces) attack(a *game.Attack) int32 {
	if a.Rung >= 0 && f.top > 0 {
		return a.Rung * topForce / f.top
	}
	return min(topForce, 2*a.Severity)
}

// hawkishly weighs what somebody would do who wants to hurt: 4 to the power of
// its force, four times more if it lifts somebody on the ladder, up to four times
// more against an enemy. No evidence is given away.
func (f *forces) hawkishly(v game.View, m game.Move) float64 {
	g := v.Game()
	if g.Actions[m.Action].Publish {
		return 0
	}
	force := f.of(g, m)
	if v.Lifts(m) {
		force++
	}
	w := float64(uint64(1) << (2 * force))
	if m.Target < 0 {
		return w
	}
	return float64(w * (1 + float64(3*f.enmity(v, m.Target))))
}

// enmity is how much another role is an enemy, 0 to 1: as high as their States
// stand on the ladder, or as sure as the viewer is that it attacked it.
func (f *forces) enmity(v game.View, other int32) float64 {
	enmity := 0.0
	if f.top > 0 {
		enmity = float64(v.Rung(v.Role(), other)) / float64(f.top)
	}
	for i := range v.Game().Attacks {
		if v.Struck(int32(i)) > 0 {
			enmity = max(enmity, suspicion(v, int32(i), other)/100)
		}
	}
	return enmity
}

// suspicion is the viewer's belief, in per cent, that a role did an attack.
func suspicion(v game.View, attack, who int32) float64 {
	for i, suspect := range v.Game().Attacks[attack].Suspects {
		if suspect == who {
			return v.Belief(attack, i)
		}
	}
	return 0
}

// gently weighs what somebody would do who wants peace: what cautious would do,
// if it has no force and lifts nobody on the ladder; a measure that makes an
// agreement twice.
func (f *forces) gently(v game.View, m game.Move) float64 {
	g := v.Game()
	a := &g.Actions[m.Action]
	if f.harsh(v, m) || a.Publish || a.Irrevocable || v.Warned(m) || len(v.Breaks(m.Action)) > 0 {
		return 0
	}
	w := 3.0
	switch a.Tray {
	case game.Talk:
		w = 4
	case game.Investigate:
		w = 2
	}
	if f.binds[m.Action] {
		w *= 2
	}
	return w
}

// harsh reports whether a move has force, or lifts somebody on the ladder.
func (f *forces) harsh(v game.View, m game.Move) bool {
	return f.of(v.Game(), m) > 0 || v.Lifts(m)
}

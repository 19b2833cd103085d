package policy

import (
	"demarche/engine/chance"
	"demarche/engine/game"
)

// titForTat begins as a dove, answers in kind what was done to it in the turn
// before, and is a dove again when the others stop (A. Rapoport's entry in
// R. Axelrod, Effective Choice in the Prisoner's Dilemma, Journal of Conflict
// Resolution 24, 1980).
//
// Done to it is a measure with force that another role aimed at it or at a role
// of its State, or, aimed at nobody, that a role of another State took; and an
// attack that hit its State in this turn or the one before, by a role that it
// holds for the author with a belief of [sure] or more. It knows of these as far
// as its view tells, see [game.Game.Deeds].
//
// The answer goes to whoever did it, or to one of its State. It never has more
// force than what was done; of what is legal it has the most, and of equals it is
// the same measure, if it can be, aimed rather than not, and at whoever did it;
// what is equal in all that is drawn. If nothing is legal that has force, it is a
// dove.
type titForTat struct {
	*forces
	calm  *picker
	deeds [][]deed // by role: what can be done to it
}

// deed is a [game.Deed] that has force.
type deed struct {
	game.Deed
	force int32 // in which words it is done nobody keeps: that of the mildest
}

func newTitForTat(g *game.Game, s *streams, f *forces) *titForTat {
	k := &titForTat{forces: f, calm: newDove(s, f), deeds: make([][]deed, len(g.Roles))}
	for role := range k.deeds {
		for _, d := range g.Deeds(int32(role)) {
			if force := f.least(g, &d); force > 0 && aims(g, &d, int32(role)) {
				k.deeds[role] = append(k.deeds[role], deed{d, force})
			}
		}
	}
	return k
}

// least is the force of a deed in its mildest words.
func (f *forces) least(g *game.Game, d *game.Deed) int32 {
	least := int32(1 << 30)
	for k := range g.Actions[d.Action].Combinations() {
		least = min(least, f.of(g, game.Move{Action: d.Action, Self: d.By, Target: d.Target, Choice: k}))
	}
	return least
}

// aims reports whether a deed is one to a role.
func aims(g *game.Game, d *game.Deed, role int32) bool {
	if d.Target < 0 {
		return !g.Together(d.By, role)
	}
	return g.Together(d.Target, role)
}

// grudge is what was done by a role: the strongest of it.
type grudge struct {
	force  int32
	action int32 // -1: an attack
	by     int32
}

// grudges is what was done to the viewer, by role, and by anybody at all.
type grudges struct {
	by   [maxRoles]grudge
	most grudge
}

const maxRoles = 63

func (x *grudges) add(g grudge) {
	if g.force > x.by[g.by].force {
		x.by[g.by] = g
	}
	if g.force > x.most.force {
		x.most = g
	}
}

// recalls gathers what was done to the viewer in the turn before.
func (k *titForTat) recalls(v game.View, x *grudges) {
	g, last := v.Game(), v.Turn()-1
	deeds := k.deeds[v.Role()]
	for i := range deeds {
		if d := &deeds[i]; v.Done(&d.Deed, last) {
			x.add(grudge{d.force, d.Action, d.By})
		}
	}
	for i := range g.Attacks {
		a := &g.Attacks[i]
		if hit := v.Struck(int32(i)); hit == 0 || hit < last {
			continue
		}
		for j, suspect := range a.Suspects {
			if v.Belief(int32(i), j) >= sure {
				x.add(grudge{k.attack(a), -1, suspect})
			}
		}
	}
}

// against is the strongest of what was done by a role or one of its State; without
// a role of anything done.
func (x *grudges) against(g *game.Game, role int32) grudge {
	if role < 0 {
		return x.most
	}
	worst := x.by[role]
	for r := range g.Roles {
		if y := x.by[r]; y.force > worst.force && g.Together(int32(r), role) {
			worst = y
		}
	}
	return worst
}

// Moves implements [Policy].
func (k *titForTat) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	if v.Role() < 0 || len(dst) >= moves {
		return dst
	}
	var x grudges
	if k.recalls(v, &x); x.most.force > 0 {
		if m, ok := k.inKind(v, luck, &x); ok {
			return append(dst, confirmed(v, m))
		}
	}
	return k.calm.Moves(v, luck, dst)
}

// inKind finds the answer. ok is false if nothing is legal that has force.
func (k *titForTat) inKind(v game.View, luck chance.Luck, x *grudges) (best game.Move, ok bool) {
	g := v.Game()
	r := newRace(luck, v.Turn())
	top := int32(0)
	open := v.Playable()
	for i := range open {
		o := &open[i]
		a := &g.Actions[o.Action]
		was := x.against(g, o.Target)
		if a.Publish || was.force == 0 {
			continue
		}
		st := named(k.calm.streams.act[o.Action], g, v.Role(), o.Target)
		for choice := o.Choice; choice < a.Combinations(); choice++ {
			m := o.Move(v.Role())
			if m.Choice = choice; choice > o.Choice && v.Legal(m).Code != game.OK {
				continue
			}
			like := k.likeness(g, m, was)
			if like == 0 || like < top {
				continue
			}
			if like > top {
				r, top = newRace(luck, v.Turn()), like
			}
			if len(a.Choices) > 0 {
				st = named(k.calm.streams.choice[o.Action][choice], g, v.Role(), o.Target)
			}
			if r.runs(st, 1) {
				best, ok = m, true
			}
		}
	}
	return best, ok
}

// likeness is how well a move answers what was done, 0 if it does not.
func (f *forces) likeness(g *game.Game, m game.Move, was grudge) int32 {
	force := f.of(g, m)
	if force <= 0 || force > was.force {
		return 0
	}
	like := 8 * force
	if m.Action == was.action {
		like += 4
	}
	if m.Target >= 0 {
		like += 2
	}
	if m.Target >= 0 && m.Target == was.by {
		like++
	}
	return like
}

// Answer implements [Policy]: no to whoever did something to it; yes to what has
// force only if it would answer in kind; else as a dove.
func (k *titForTat) Answer(v game.View, luck chance.Luck, p game.Proposal) (yes, says bool) {
	if p.Mine || v.Role() < 0 {
		return false, false
	}
	g := v.Game()
	var x grudges
	k.recalls(v, &x)
	if x.against(g, p.Move.Self).force > 0 {
		return false, true
	}
	if force := k.of(g, p.Move); force > 0 && p.Move.Target >= 0 && force <= x.against(g, p.Move.Target).force {
		return true, true
	}
	return k.peaceably(v, luck, p), true
}

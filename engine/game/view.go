package game

import (
	"demarche/engine/chance"
	"demarche/engine/rule"
)

// View is what one role (or the public, role -1) may know now. It is a handle:
// it copies nothing, reads lazily, and is valid until the state changes. People,
// computer players and outside agents all get this and nothing else.
//
// It is four words in four fields, and so handed over in registers; with a fifth
// it would lie in memory, and choosing would take a quarter longer.
type View struct {
	m  *Machine
	s  *State
	in *Scratch // nil: every question takes memory of its own
	asker
}

// asker is who asks.
type asker struct {
	role int32
	// brief says that nobody will ask which part of a condition does not hold.
	brief bool
}

// View returns the view of a role; -1 is the public.
func (m *Machine) View(s *State, role int32) View { return View{m: m, s: s, asker: asker{role: role}} }

// Scratch is memory for the questions asked of views, one after another. It
// belongs to one goroutine.
type Scratch struct {
	bind    rule.Bind
	options []Option
	ready   []Ready
	// Keys is for whoever draws among what it is told, in the same game.
	Keys chance.Keys
}

// In returns the view working in x, so that what it is asked allocates nothing.
func (v View) In(x *Scratch) View {
	v.in = x
	return v
}

// Scratch returns the memory in which the view works; nil if it has none.
func (v View) Scratch() *Scratch { return v.in }

// registers returns registers for the viewer, empty but for a target.
func (v View) registers(target int32) *rule.Bind {
	if v.in == nil {
		return &rule.Bind{Self: v.role, Target: target, Proposer: -1}
	}
	v.in.bind = rule.Bind{Self: v.role, Target: target, Proposer: -1}
	return &v.in.bind
}

// Game returns what everybody may know of how the game is made. Hidden numbers
// are not in it.
func (v View) Game() *Game { return v.m.Game }

// Role returns the viewer; -1 is the public.
func (v View) Role() int32 { return v.role }

// Turn returns the present turn, from 1.
func (v View) Turn() int32 { return v.s.Turn() }

// Ended reports whether the game is over, and with which ending (-1: none).
func (v View) Ended() (over bool, ending int32) { return v.s.Ended(), v.s.Ending(v.m.Game) }

// Grade is how well a number is seen.
type Grade uint8

// The grades.
const (
	Hidden Grade = iota
	Banded
	Exactly
)

// Seen is a number at the grade at which it is seen: Value if exactly, Band if
// banded, neither if hidden.
type Seen struct {
	Grade Grade
	Value float64
	Band  int32
}

// Grade returns how well the viewer sees a slot.
func (v View) Grade(slot int32) Grade {
	d := &v.m.Game.Slots[slot]
	switch {
	case d.Exact.Has(v.role):
		return Exactly
	case d.Band.Has(v.role):
		return Banded
	}
	return Hidden
}

// See reads a slot at the viewer's grade.
func (v View) See(slot int32) Seen {
	switch v.Grade(slot) {
	case Exactly:
		return Seen{Grade: Exactly, Value: v.s.V[slot]}
	case Banded:
		return Seen{Grade: Banded, Band: v.m.Game.BandOf(slot, v.s.V[slot])}
	}
	return Seen{}
}

// BandOf returns the band of a slot's track that x is in: the first whose upper
// end is at least x, -1 if the track has no bands.
func (g *Game) BandOf(slot int32, x float64) int32 {
	t := g.Slots[slot].Track
	if t < 0 || g.Tracks[t].Cuts < 0 {
		return -1
	}
	cuts := g.Code.Cuts[g.Tracks[t].Cuts]
	for i, c := range cuts {
		if x <= c {
			return int32(i)
		}
	}
	return int32(len(cuts))
}

func (v View) holds(e rule.Expr, b *rule.Bind) bool {
	return !e.Present() || v.m.guard[e].Holds(v.s.V, b)
}

// Number evaluates a number of the viewer's own; the compiler has made sure that
// it reads only what the role sees. It is 0 if the result is not a number.
func (v View) Number(e rule.Expr, target int32) float64 {
	return v.number(e, v.registers(target))
}

// number evaluates e; it is 0 if the result is not a number, or e is absent.
func (v View) number(e rule.Expr, b *rule.Bind) float64 {
	if !e.Present() {
		return 0
	}
	b.Bad = false
	x := v.m.num[e](v.s.V, b)
	if b.Bad || x-x != 0 {
		return 0
	}
	return x
}

// Told reports whether the viewer was sent an inject, and when last.
func (v View) Told(inject int32) (turn int32, told bool) {
	i := &v.m.Game.Injects[inject]
	return v.since(i.Block, i.To)
}

func (v View) since(block int32, to Mask) (int32, bool) {
	if !to.Has(v.role) {
		return 0, false
	}
	p := v.m.Game.Plan.Past[v.m.Game.Blocks[block].Past]
	if v.s.V[p.World] == 0 {
		return 0, false
	}
	return int32(v.s.V[p.World+int32(rule.Last-rule.Times)]), true
}

// Holding says what the viewer knows of a piece of evidence: 0 nothing, 1 it
// holds it, 2 it was looked for and not found.
func (v View) Holding(evidence int32) int32 {
	if v.role < 0 {
		if v.Published(evidence) {
			return 1
		}
		return 0
	}
	return int32(v.s.V[v.m.Game.Evidence[evidence].Held+v.role])
}

// Published reports whether a piece of evidence was published.
func (v View) Published(evidence int32) bool {
	return v.s.V[v.m.Game.Evidence[evidence].Published] == 1
}

// Belief returns the viewer's own belief in per cent about suspect i of an
// attack; i = len(Suspects) is somebody unknown. It is 0 for the public.
func (v View) Belief(attack int32, i int) float64 {
	if v.role < 0 {
		return 0
	}
	a := &v.m.Game.Attacks[attack]
	return v.s.V[a.Belief+v.role*int32(len(a.Suspects)+1)+int32(i)]
}

// Odds returns the shown odds of the outcomes of a move of the viewer, nil if
// they are not shown. An outcome without odds has the rest.
func (v View) Odds(m Move) []float64 {
	a := &v.m.Game.Actions[m.Action]
	if !a.OddsShown || len(a.Outcomes) == 0 {
		return nil
	}
	b := v.bind(m)
	odds, rest, total := make([]float64, len(a.Outcomes)), -1, 0.0
	for i, o := range a.Outcomes {
		if !o.Odds.Present() {
			rest = i
			continue
		}
		odds[i] = max(v.number(o.Odds, b), 0)
		total += odds[i]
	}
	if total > 1 {
		for i := range odds {
			odds[i] /= total
		}
		total = 1
	}
	if rest >= 0 {
		odds[rest] = 1 - total
	}
	return odds
}

// Cost returns what the i-th cost of a move of the viewer is now, and the slot
// it is taken from.
func (v View) Cost(m Move, i int) (slot int32, x float64) {
	c := &v.m.Game.Actions[m.Action].Costs[i]
	b := v.bind(m)
	return v.m.Game.Code.Slot(c.From, b), v.number(c.By, b)
}

// Warned reports whether the warning of a move of the viewer stands.
func (v View) Warned(m Move) bool {
	a := &v.m.Game.Actions[m.Action]
	b := v.bind(m)
	return a.Unless.Present() && !v.holds(a.Unless, b)
}

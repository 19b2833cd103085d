package game

import (
	"math"

	"demarche/engine/chance"
)

// aims is how a role tells a better state from a worse one.
type aims struct {
	role   int32
	reward int32 // slot of its reward; -1
	goals  []int32
	good   []wish // where it has no goal that is counted
	rungs  []int32
}

// wish is a number of which more or less is good.
type wish struct {
	slot        int32
	low, weight float64 // weight: of one unit
}

// aims finds what a role is after. What the scenario says counts, first come: the
// reward of the game (`returns`); the sum of the scores of its goals and of those
// that all share. A role without either would have all numbers that it sees and
// that are good or bad, its own and those of the world, each as a part of its
// range, at their best, and its State low on the ladder.
func (g *Game) aims(role int32) aims {
	a := aims{role: role, reward: -1}
	if g.Returns >= 0 {
		r := &g.Metrics[g.Returns]
		for i, of := range r.Instances {
			if of[0] == role {
				a.reward = r.Slot + int32(i)
				return a
			}
		}
	}
	for i := range g.Goals {
		if x := &g.Goals[i]; x.Score.Present() && (x.Role == role || x.Role < 0) {
			a.goals = append(a.goals, int32(i))
		}
	}
	if len(a.goals) == 0 {
		a.wishes(g)
	}
	return a
}

// wishes lists what somebody without a goal would have.
func (a *aims) wishes(g *Game) {
	for i := range g.Slots {
		d := &g.Slots[i]
		if d.Kind != KindTrack || d.Track < 0 || !(d.Exact | d.Band).Has(a.role) {
			continue
		}
		if d.Track == g.Ladder.Track {
			if a.role >= 0 && (g.Together(d.Role, a.role) || g.Together(d.Other, a.role)) {
				a.rungs = append(a.rungs, int32(i))
			}
			continue
		}
		good := g.Tracks[d.Track].Good
		mine := d.Role < 0 || d.Role == a.role || d.Other >= 0 && g.Together(d.Role, a.role)
		if wide := d.Max - d.Min; good != 0 && mine && wide > 0 && !math.IsInf(wide, 0) {
			a.good = append(a.good, wish{int32(i), d.Min, float64(good) / wide})
		}
	}
}

// worth is the worth of a state.
func (a *aims) worth(p *Play, s *State) float64 {
	if a.reward >= 0 {
		return s.V[a.reward]
	}
	total := 0.0
	for _, i := range a.goals {
		p.on(p.g.Goals[i].Role, -1)
		if x, ok := p.number(s, p.g.Goals[i].Score); ok {
			total += x
		}
	}
	for _, w := range a.good {
		total += float64((s.V[w.slot] - w.low) * w.weight)
	}
	top := 0.0
	for _, slot := range a.rungs {
		top = max(top, s.V[slot])
	}
	if n := len(p.g.Ladder.Rungs) - 1; n > 0 {
		total -= top / float64(n)
	}
	return total
}

// Worth is what a state is worth to a role: its reward so far, if the game has one
// for it (`returns`); else the sum of the scores of its goals and of those that
// all share; else the sum of the numbers of the world and its own that it sees and
// that are good or bad, each as a part of its range, less the highest rung of its
// State as a part of the ladder. It is for whoever compares plays; a role is not
// shown it.
func (m *Machine) Worth(s *State, role int32) float64 {
	a := m.Game.aims(role)
	return a.worth(m.NewPlay(chance.Luck{}, nil), s)
}

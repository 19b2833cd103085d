package bench

import (
	"time"

	"demarche/engine/chance"
	"demarche/engine/internal/bench/reference"
)

// Dimension is something that a game grows over.
type Dimension struct {
	Name string
	Grow func(s *reference.Size, times int)
	// Square says that the scenario has work for each pair of roles: it is told
	// apart and held to nothing.
	Square bool
}

// Dimensions returns what games are grown over.
func Dimensions() []Dimension {
	roles := func(s *reference.Size, times int) { s.Roles *= times }
	return []Dimension{
		{Name: "roles", Grow: roles},
		{Name: "actions", Grow: func(s *reference.Size, times int) { s.Actions *= times }},
		{Name: "rules", Grow: func(s *reference.Size, times int) { s.Rules *= times }},
		{Name: "turns", Grow: func(s *reference.Size, times int) { s.Turns *= times }},
		{Name: "roles, with a rule for each pair and a sum over all", Grow: roles, Square: true},
	}
}

// Steps are how many times the reference game is grown.
var Steps = [4]int{1, 2, 4, 8}

// Grown returns the scenario of a dimension at so many times its size. All roles
// share one set of actions, because a scenario has at most 500, and no ending
// comes before the last turn.
func Grown(d Dimension, times int) []byte {
	size := reference.Standard()
	size.Shared, size.Pairs, size.Endless, size.Square = true, false, true, d.Square
	d.Grow(&size, times)
	return reference.Make(1, size).Scenario()
}

// Growth is the processor time of a game at each of Steps.
type Growth [4]time.Duration

// Slope is the exponent of the growth from twice to eight times the size.
func (g Growth) Slope() float64 {
	return (chance.Log(float64(g[3])) - chance.Log(float64(g[1]))) / chance.Log(4)
}

// Bend is what the last doubling adds, over what the one before it adds: 2 if
// time is linear, more if it is steeper.
func (g Growth) Bend() float64 { return float64(g[3]-g[2]) / float64(g[2]-g[1]) }

// Grow measures the games of a dimension, all sizes in turn, rounds times, each
// for about slice.
func Grow(d Dimension, rounds int, slice time.Duration, tick func()) (Growth, error) {
	var all [4]Contestant
	for i, times := range Steps {
		m, err := Load(Grown(d, times))
		if err != nil {
			return Growth{}, err
		}
		e, err := NewEngine(m)
		if err != nil {
			return Growth{}, err
		}
		all[i] = Contestant{Name: d.Name, Play: e.Play}
	}
	var per [4][]float64
	for range rounds {
		seed := chance.Seed(0)
		for i := range all {
			speed, err := all[i].run(slice, &seed)
			if err != nil {
				return Growth{}, err
			}
			per[i] = append(per[i], float64(time.Second)/speed)
		}
		tick()
	}
	var out Growth
	for i := range per {
		out[i] = time.Duration(median(per[i]))
	}
	return out, nil
}

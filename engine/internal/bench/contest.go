package bench

import (
	"errors"
	"fmt"
	"math"

	"demarche/engine/chance"
	"demarche/engine/internal/bench/prior"
	"demarche/engine/internal/bench/reference"
	"demarche/engine/internal/bench/twin"
	"demarche/engine/internal/bench/vm"
)

// Contestant plays games of seeds, one after another.
type Contestant struct {
	Name   string
	Play   func(seed chance.Seed) error
	Result func(out *Result) // of the last game; nil: its game is not ours
}

// The contestants of [Contest], in this order.
const (
	Prior = iota
	Twin
	Ours
	Best
	Naive
)

// Contest readies all who play the reference game: the native programs, the
// engine, and expr's machine in its two ways.
func Contest() ([]Contestant, error) {
	g := reference.Make(1, reference.Standard())
	ours, err := contestant(g)
	if err != nil {
		return nil, err
	}
	best, err := machine(g, "expr's machine, best set-up", vm.Best)
	if err != nil {
		return nil, err
	}
	naive, err := machine(g, "expr's machine, naive set-up", vm.Naive)
	if err != nil {
		return nil, err
	}
	var p prior.Game
	var t twin.Game
	var priorResult prior.Result
	var twinResult twin.Result
	return []Contestant{
		Prior: {Name: "native, the game of the trials", Play: func(seed chance.Seed) error {
			p.Play(7, uint64(seed), &priorResult)
			return nil
		}},
		Twin: {Name: "native twin", Play: func(seed chance.Seed) error {
			t.Play(seed, &twinResult)
			return nil
		}, Result: func(out *Result) { *out = Result(twinResult) }},
		Ours:  ours,
		Best:  best,
		Naive: naive,
	}, nil
}

// contestant is the engine.
func contestant(g *reference.Game) (Contestant, error) {
	m, err := Load(g.Scenario())
	if err != nil {
		return Contestant{}, err
	}
	slots, err := Slots(g, m)
	if err != nil {
		return Contestant{}, err
	}
	e, err := NewEngine(m)
	if err != nil {
		return Contestant{}, err
	}
	return Contestant{Name: "engine", Play: e.Play, Result: func(out *Result) { e.Result(slots, out) }}, nil
}

func machine(g *reference.Game, name string, setup vm.Setup) (Contestant, error) {
	p, err := vm.New(g, setup)
	if err != nil {
		return Contestant{}, err
	}
	var result vm.Result
	return Contestant{
		Name:   name,
		Play:   func(seed chance.Seed) error { return p.Play(seed, &result) },
		Result: func(out *Result) { *out = Result(result) },
	}, nil
}

// Agree plays games of some seeds by all contestants and reports the first
// difference between how two of them ended: every number, the scores, the ending
// and the turns, to the last bit.
func Agree(all []Contestant, games int) error {
	var want, got Result
	for seed := range chance.Seed(games) {
		first := true
		for i := range all {
			c := &all[i]
			if c.Result == nil {
				continue
			}
			if err := c.Play(seed); err != nil {
				return fmt.Errorf("%s, seed %d: %w", c.Name, seed, err)
			}
			if first {
				c.Result(&want)
				first = false
				continue
			}
			c.Result(&got)
			if err := differ(&want, &got); err != nil {
				return fmt.Errorf("%s, seed %d: %w", c.Name, seed, err)
			}
		}
	}
	return nil
}

func differ(want, got *Result) error {
	if want.Ending != got.Ending || want.Turns != got.Turns {
		return fmt.Errorf("ending %d after %d turns, want ending %d after %d", got.Ending, got.Turns, want.Ending, want.Turns)
	}
	return errors.Join(bits("number", want.State, got.State), bits("score", want.Scores, got.Scores))
}

func bits(what string, want, got []float64) error {
	if len(want) != len(got) {
		return fmt.Errorf("%d %ss, want %d", len(got), what, len(want))
	}
	for i := range want {
		if math.Float64bits(want[i]) != math.Float64bits(got[i]) {
			return fmt.Errorf("%s %d is %v, want %v", what, i, got[i], want[i])
		}
	}
	return nil
}

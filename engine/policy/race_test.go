package policy

import (
	"math"
	"testing"

	"demarche/engine/chance"
)

// TestARaceIsDecidedAsByLogarithms compares the winner with the one whose
// -ln(u)/w is least, for weights that are equal, near to each other, and far
// apart.
func TestARaceIsDecidedAsByLogarithms(t *testing.T) {
	dice := chance.Luck{Seed: 11}
	n := uint32(0)
	unit := func() float64 { n++; return dice.Unit(1, 0, n) }
	families := []func() float64{
		func() float64 { return 1 },
		func() float64 { return float64(int(5 * unit())) },
		func() float64 { return 1 + unit()*1e-12 },
		func() float64 { return math.Ldexp(unit(), int(80*unit())-40) },
	}
	for round := range 20_000 {
		luck, turn := chance.Luck{Seed: chance.Seed(round)}, int32(1+round%9)
		weigh := families[round%len(families)]
		r := newRace(luck, turn)
		got, want, best := -1, -1, 0.0
		for i := range 12 {
			st, w := chance.Stream(i*7919), weigh()
			if r.runs(st, w) {
				got = i
			}
			if w <= 0 {
				continue
			}
			if time := timeOf(luck.Unit(st, uint32(turn), 0), w); want < 0 || time < best {
				want, best = i, time
			}
		}
		if got != want {
			t.Fatalf("round %d: option %d wins, by logarithms %d", round, got, want)
		}
	}
}

// Numbers so near to each other that the logarithm must decide.
func TestARaceOfNeighbours(t *testing.T) {
	const step = 1.0 / (1 << 53)
	for _, u := range []float64{step, 0.1, 0.5, 0.999, 1 - 40*step} {
		for k := range 60 {
			a, b := u, u+float64(k-30)*step
			if b <= 0 || b >= 1 {
				continue
			}
			for _, w := range []float64{1, 1 - step, 3} {
				r := race{won: true, u: a, weight: 1}
				if got, want := r.beats(b, w), timeOf(b, w) < timeOf(a, 1); got != want {
					t.Errorf("%v of weight %v against %v: ahead %t, by logarithms %t", b, w, a, got, want)
				}
			}
		}
	}
	for _, pair := range [][2]float64{{0, 0.5}, {0.5, 0}, {0, 0}} {
		r := race{won: true, u: pair[0], weight: 1}
		if got, want := r.beats(pair[1], 1), timeOf(pair[1], 1) < timeOf(pair[0], 1); got != want {
			t.Errorf("%v against %v: ahead %t, want %t", pair[1], pair[0], got, want)
		}
	}
}

package game_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

const randoms = `
format = 1
id = "randoms"
turns = 5
[param.middle]
default = 10
[role.a]
[role.b]
[track.start]
start = "draw.once"
[draw.once]
once = true
uniform = [40, "50 + param.middle"]
[draw.uniform]
uniform = [-2, 6]
[draw.normal]
normal = { mean = "param.middle", spread = 3 }
[draw.lognormal]
lognormal = { median = 4, spread = 0.5 }
[draw.exponential]
exponential = 2.5
[draw.triangular]
triangular = { low = 1, mode = 2, high = 6 }
[draw.either]
chance = 0.3
[draw.weighted]
one_of = { north = 1, east = 0, south = 3 }
[draw.evenly]
one_of = ["up", "down"]
[draw.own]
each = "role"
uniform = [0, 1]
`

// sample plays n games of five turns and gathers a number after every Open.
func sample(t *testing.T, n int) map[string][]float64 {
	t.Helper()
	m := sit.Compile(t, randoms)
	out := map[string][]float64{}
	var s game.State
	for seed := range uint64(n) {
		p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, nil)
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		for range 5 {
			p.Open(&s)
			for i, d := range m.Game.Slots {
				if strings.Contains(d.Path, "draw.") {
					out[d.Path] = append(out[d.Path], s.V[i])
				}
			}
			p.Adjudicate(&s, game.Orders{})
		}
	}
	return out
}

// Each sample is held to the distribution by the largest distance between the
// two (Kolmogorov and Smirnov): 1.95 / sqrt(n) is crossed once in a thousand
// samples that are what they should be, and the seeds are fixed.
func TestRandomNumbersFallAsTheyShould(t *testing.T) {
	const games = 4000
	drawn := sample(t, games)
	phi := func(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }
	tests := map[string]func(x float64) float64{
		"draw.uniform":     func(x float64) float64 { return (x + 2) / 8 },
		"draw.normal":      func(x float64) float64 { return phi((x - 10) / 3) },
		"draw.lognormal":   func(x float64) float64 { return phi(math.Log(x/4) / 0.5) },
		"draw.exponential": func(x float64) float64 { return 1 - math.Exp(-x/2.5) },
		"draw.triangular": func(x float64) float64 {
			if x < 2 {
				return (x - 1) * (x - 1) / 5
			}
			return 1 - (6-x)*(6-x)/20
		},
		"a.draw.own": func(x float64) float64 { return x },
		"b.draw.own": func(x float64) float64 { return x },
	}
	for path, below := range tests {
		xs := slices.Clone(drawn[path])
		n := float64(len(xs))
		if n != 5*games {
			t.Fatalf("%s was drawn %v times", path, n)
		}
		slices.Sort(xs)
		far := 0.0
		for i, x := range xs {
			far = max(far, math.Abs(below(x)-float64(i)/n), math.Abs(below(x)-float64(i+1)/n))
		}
		if far > 1.95/math.Sqrt(n) {
			t.Errorf("%s is %.4f from its distribution", path, far)
		}
	}
	for path, want := range map[string][]float64{
		"draw.either": {0.7, 0.3}, "draw.weighted": {0.25, 0, 0.75}, "draw.evenly": {0.5, 0.5},
	} {
		got := make([]float64, len(want))
		for _, x := range drawn[path] {
			got[int(x)] += 1 / float64(5*games)
		}
		for i := range want {
			if math.Abs(got[i]-want[i]) > 0.012 || want[i] == 0 && got[i] > 0 {
				t.Errorf("%s: shares %v, want %v", path, got, want)
			}
		}
	}
}

func TestRandomNumbersAreDrawnOnceOrEveryTurn(t *testing.T) {
	drawn := sample(t, 3)
	for k := range 3 {
		of := func(path string) []float64 { return drawn[path][k*5 : k*5+5] }
		if once := of("draw.once"); once[0] < 40 || once[0] >= 60 || slices.Min(once) != slices.Max(once) {
			t.Errorf("drawn once: %v", once)
		}
		for _, path := range []string{"draw.uniform", "a.draw.own", "draw.normal"} {
			xs := slices.Clone(of(path))
			slices.Sort(xs)
			if len(slices.Compact(xs)) != 5 {
				t.Errorf("%s: %v, want a new one every turn", path, of(path))
			}
		}
		if slices.Equal(of("a.draw.own"), of("b.draw.own")) {
			t.Error("two roles draw the same")
		}
	}
	s := sit.Start(t, sit.Compile(t, randoms), 5, nil)
	if got, want := s.Get("start"), s.Get("draw.once"); got != want {
		t.Errorf("start is %v, drawn was %v", got, want)
	}
}

// The luck of a draw is its name's: another mean moves the number by as much,
// and a draw more leaves it as it was.
func TestADrawKeepsItsLuck(t *testing.T) {
	m := sit.Compile(t, randoms)
	more := sit.Compile(t, strings.Replace(randoms, "[draw.once]", "[draw.before]\neach = \"role\"\nnormal = { spread = 1 }\n[draw.once]", 1))
	for seed := range uint64(20) {
		a := sit.Start(t, m, seed, nil)
		b := sit.Start(t, m, seed, map[string]float64{"middle": 25})
		c := sit.Start(t, more, seed, nil)
		if got := b.Get("draw.normal") - a.Get("draw.normal"); math.Abs(got-15) > 1e-12 {
			t.Errorf("seed %d: a mean 15 higher gives %v more", seed, got)
		}
		for _, path := range []string{"draw.uniform", "draw.weighted", "b.draw.own", "draw.once", "draw.lognormal"} {
			if a.Get(path) != c.Get(path) || path != "draw.once" && a.Get(path) != b.Get(path) {
				t.Errorf("seed %d: %s is %v, with other draws %v and %v", seed, path, a.Get(path), b.Get(path), c.Get(path))
			}
		}
	}
}

// Whatever the draw, the number is finite and between its ends.
func TestTheEndsOfADistribution(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "ends"
turns = 2
[param.wrong]
default = 0
[role.a]
[draw.point]
triangular = { low = 4, mode = 4, high = 4 }
[draw.left]
triangular = { low = 1, mode = 1, high = 3 }
[draw.right]
triangular = { low = 1, mode = 3, high = 3 }
[draw.still]
normal = { mean = 2, spread = "param.wrong" }
[draw.never]
exponential = "param.wrong"
[draw.broken]
uniform = [5, "7 + param.wrong"]
[draw.mad]
lognormal = { median = 1, spread = "param.wrong == 0 ? 1 : 1e308" }
[draw.none]
one_of = { x = "param.wrong", y = "param.wrong" }
`), 1, nil)
	for path, want := range map[string][2]float64{
		"draw.point": {4, 4}, "draw.left": {1, 3}, "draw.right": {1, 3}, "draw.still": {2, 2}, "draw.never": {0, 0}, "draw.broken": {5, 7},
	} {
		if x := s.Get(path); x < want[0] || x > want[1] || math.Signbit(x) {
			t.Errorf("%s is %v, want %v to %v", path, x, want[0], want[1])
		}
	}
	if len(s.Ledger.Faults) != 1 { // the weights of "none" are nothing
		t.Errorf("%d faults, want one", len(s.Ledger.Faults))
	}
	kept := s.Get("draw.broken")
	s.S.V[s.Slot("param.wrong")] = -5
	s.Turn()
	if s.Get("draw.broken") != kept || s.Get("draw.mad") == math.Inf(1) {
		t.Errorf("a distribution that makes no sense gave %v and %v", s.Get("draw.broken"), s.Get("draw.mad"))
	}
}

func TestDrawsAreRecordedAndToldToThoseWhoSeeThem(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "seen"
turns = 3
[role.a]
[role.b]
[draw.open]
uniform = [0, 10]
seen = "exact"
[draw.own]
each = "role"
chance = 0.5
seen = { self = "exact" }
[draw.hidden]
uniform = [0, 1]
`), 3, nil)
	if n := len(s.Ledger.Draws); n != 4 {
		t.Fatalf("%d draws are recorded, want 4", n)
	}
	for _, d := range s.Ledger.Draws {
		if d.Purpose != "draw" || d.Value != s.S.V[d.Other] || d.Unit < 0 || d.Unit >= 1 {
			t.Errorf("draw %+v, the number is %v", d, s.S.V[d.Other])
		}
	}
	for viewer, want := range map[int32][]string{-1: {"draw.open"}, 0: {"draw.open", "a.draw.own"}, 1: {"draw.open", "b.draw.own"}} {
		var got []string
		for _, c := range s.M.Witness(&s.Ledger, viewer).Numbers {
			got = append(got, s.M.Game.Slots[c.Slot].Path)
			if len(c.Parts) != 1 || c.Parts[0].Cause.Kind != game.CauseDraw || c.Others {
				t.Errorf("viewer %d: %+v", viewer, c)
			}
		}
		// A draw that came out as it stood is told too: chance has spoken.
		for _, path := range want {
			if !slices.Contains(got, path) {
				t.Errorf("viewer %d is not told %s: %v", viewer, path, got)
			}
		}
		if len(got) != len(want) {
			t.Errorf("viewer %d is told %v, want %v", viewer, got, want)
		}
	}
}

// A greater chance gives a greater number, as many times the median as e to what a
// normal number of mean 0 comes to.
func TestALognormalNumberGrowsWithItsChance(t *testing.T) {
	m := sit.Compile(t, `
format = 1
id = "grows"
turns = 30
[role.a]
[draw.loss]
lognormal = { median = 4, spread = 0.5 }
`)
	s := sit.Start(t, m, 1, nil)
	drawn := 0
	for range 30 {
		for _, d := range s.Ledger.Draws {
			if want := float64(4 * chance.Exp(float64(0.5*chance.Normal(d.Unit)))); d.Value != want {
				t.Errorf("at %v it is %v, want %v", d.Unit, d.Value, want)
			}
			drawn++
		}
		s.Ledger.Reset()
		s.CloseWith(nil)
		s.P.Open(&s.S)
	}
	if drawn == 0 {
		t.Error("nothing was drawn")
	}
}

// What cannot be worked out leaves a number as it was, and is told: an argument of
// a draw, and both ways of a drift.
func TestWhatCannotBeWorkedOutIsTold(t *testing.T) {
	m := sit.Compile(t, `
format = 1
id = "broken"
turns = 3
[track.nothing]
fixed = true
start = 0
[track.tide]
start = 20
each_turn = "1 / nothing"
[track.moss]
start = 30
each_day = "1 / nothing"
[role.a]
[draw.gale]
uniform = ["1 / nothing", 2]
`)
	s := sit.Start(t, m, 1, nil)
	s.Turn()
	for _, x := range []struct {
		path string
		want float64
		told int // a draw in both turns, a drift in the second
	}{{"draw.gale", 0, 2}, {"tide", 20, 1}, {"moss", 30, 1}} {
		if got := s.Get(x.path); got != x.want {
			t.Errorf("%s is %v, want %v", x.path, got, x.want)
		}
		told := 0
		for _, f := range s.Ledger.Faults {
			if f.Slot == s.Slot(x.path) {
				told++
			}
		}
		if told != x.told {
			t.Errorf("%s: %d faults, want %d", x.path, told, x.told)
		}
	}
}

// No number is -0, which is written otherwise than 0 and makes another hash.
func TestNoDrawIsMinusNothing(t *testing.T) {
	m := sit.Compile(t, `
format = 1
id = "still"
turns = 1
[track.zero]
fixed = true
start = 0
[role.a]
[draw.calm]
normal = { mean = "zero * -1", spread = 0 }
`)
	for seed := range uint64(20) { // half of them on the other side of the mean
		if x := sit.Start(t, m, seed, nil).Get("draw.calm"); x != 0 || math.Signbit(x) {
			t.Fatalf("seed %d: it is %v, want 0", seed, x)
		}
	}
}

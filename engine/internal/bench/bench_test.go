package bench

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche/engine/chance"
	"demarche/engine/internal/bench/native"
	"demarche/engine/internal/bench/reference"
)

func contest(t testing.TB) []Contestant {
	t.Helper()
	all, err := Contest()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAllPlayTheSameGames(t *testing.T) {
	games := 60
	if testing.Short() {
		games = 6
	}
	if err := Agree(contest(t), games); err != nil {
		t.Error(err)
	}
}

// A difference in the last bit must be seen, or agreement says nothing.
func TestTheLastBitIsCompared(t *testing.T) {
	all := contest(t)[Twin : Ours+1]
	result := all[1].Result
	all[1].Result = func(out *Result) {
		result(out)
		out.State[7] += 1e-16
	}
	err := Agree(all, 3)
	if err == nil || !strings.Contains(err.Error(), "engine, seed 0: number 7") {
		t.Errorf("Agree says %v", err)
	}
}

func TestTheReferenceGameHasItsSize(t *testing.T) {
	g := reference.Make(1, reference.Standard())
	expressions := 0
	g.Terms(func(*reference.Term) { expressions++ })
	m, err := Load(g.Scenario())
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%d turns %d roles %d actions %d rules %d injects %d numbers %d expressions",
		m.Game.Turns, len(m.Game.Roles), len(m.Game.Actions), len(m.Game.Rules), len(m.Game.Injects), len(g.Vars), expressions)
	if want := "12 turns 6 roles 108 actions 40 rules 25 injects 64 numbers 1411 expressions"; got != want {
		t.Errorf("it has %s, want %s", got, want)
	}
}

func TestNoGeneratedFileIsStale(t *testing.T) {
	files, err := native.Files()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		got, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil || string(got) != string(data) {
			t.Errorf("%s is stale (run go generate ./engine/internal/bench): %v", name, err)
		}
	}
	for _, folder := range []string{"prior", "twin"} {
		all, err := filepath.Glob(folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range all {
			own := strings.HasSuffix(name, "game.go") || strings.HasSuffix(name, "_test.go")
			if !own && files[filepath.ToSlash(name)] == nil {
				t.Errorf("%s is not made by anything: remove it", name)
			}
		}
	}
}

// TestTheMeasurementsRun takes no time that would say anything; it keeps the
// code of the measurements from rotting.
func TestTheMeasurementsRun(t *testing.T) {
	all := contest(t)
	ticks := 0
	f, err := Measure(all, 1, time.Millisecond, func() { ticks++ })
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Games) != len(all) || ticks != 1 || f.EngineToTwin <= 0 || f.EngineToBest <= 0 || f.EngineToNaive <= 0 || f.TwinToPrior <= 0 {
		t.Errorf("%+v after %d ticks", f, ticks)
	}
	if x, err := TwoCores(all[Ours].Play, contest(t)[Ours].Play, 1, time.Millisecond); err != nil || x <= 0 {
		t.Errorf("two cores play %v times as much: %v", x, err)
	}
	if x, y, err := LoadTime(reference.Make(1, reference.Standard()).Scenario(), 1); err != nil || x <= 0 || y <= 0 {
		t.Errorf("loading takes %v, %v of the processor: %v", x, y, err)
	}
}

func TestGrownGamesRunToTheirLastTurn(t *testing.T) {
	for _, d := range Dimensions() {
		for i, times := range Steps {
			if testing.Short() && i != 1 {
				continue
			}
			m, err := Load(Grown(d, times))
			if err != nil {
				t.Fatalf("%s x%d: %v", d.Name, times, err)
			}
			e, err := NewEngine(m)
			if err != nil {
				t.Fatal(err)
			}
			if err := e.Play(chance.Seed(1)); err != nil {
				t.Fatal(err)
			}
			if e.state.Turn() != m.Game.Turns {
				t.Errorf("%s x%d ends in turn %d of %d", d.Name, times, e.state.Turn(), m.Game.Turns)
			}
		}
	}
	if testing.Short() {
		return
	}
	if _, err := Grow(Dimensions()[2], 1, time.Millisecond, func() {}); err != nil {
		t.Error(err)
	}
}

func TestAGameAllocatesNothing(t *testing.T) {
	play := contest(t)[Ours].Play
	seed := chance.Seed(0)
	n := testing.AllocsPerRun(100, func() {
		if err := play(seed); err != nil {
			t.Fatal(err)
		}
		seed++
	})
	if n != 0 {
		t.Errorf("a game allocates %v times, want 0", n)
	}
	if n, err := Allocations(play, 100); err != nil || n >= 0.5 {
		t.Errorf("Allocations says %v: %v", n, err)
	}
}

func TestSlopeAndBendOfALine(t *testing.T) {
	near := func(a, b float64) bool { return math.Abs(a-b) < 1e-12 }
	line := Growth{1e6, 2e6, 4e6, 8e6}
	if s, b := line.Slope(), line.Bend(); !near(s, 1) || !near(b, 2) {
		t.Errorf("slope %v, bend %v, want 1 and 2", s, b)
	}
	square := Growth{1e6, 4e6, 16e6, 64e6}
	if s, b := square.Slope(), square.Bend(); !near(s, 2) || !near(b, 4) {
		t.Errorf("slope %v, bend %v, want 2 and 4", s, b)
	}
}

func BenchmarkGame(b *testing.B) {
	all := contest(b)
	seed := chance.Seed(0)
	for b.Loop() {
		if err := all[Ours].Play(seed); err != nil {
			b.Fatal(err)
		}
		seed++
	}
}

func BenchmarkLoad(b *testing.B) {
	text := reference.Make(1, reference.Standard()).Scenario()
	for b.Loop() {
		if _, err := Load(text); err != nil {
			b.Fatal(err)
		}
	}
}

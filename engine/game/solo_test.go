package game_test

import (
	"fmt"
	"math"
	"math/bits"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// Rules that are simple are played without sums and causes where nobody keeps a
// ledger. What makes them look simple must not: a number that is changed twice, by
// its role's name and as self's.
func TestRulesComeToTheSameWithAndWithoutALedger(t *testing.T) {
	const world = `
format = 1
id = "simple"
turns = 4
[track.calm]
start = 50
[role_track.means]
start = 3
[role.aurelia]
[role.tern]
[group]
alone = ["tern"]
`
	tests := map[string]struct {
		rule string
		want map[string]float64 // at the close of turn 1
	}{
		"one number":               {`effects = ["calm += 4"]`, map[string]float64{"calm": 54}},
		"two numbers, as it opens": {`effects = ["calm += tern.means", "tern.means += calm / 10"]`, map[string]float64{"calm": 53, "tern.means": 8}},
		"each reads the other's":   {`effects = ["calm += tern.means", "tern.means += calm / 10", "aurelia.means -= 1"]`, map[string]float64{"calm": 53, "tern.means": 8, "aurelia.means": 2}},
		"one reads the next":       {`effects = ["calm += tern.means * 2", "tern.means += 4"]`, map[string]float64{"calm": 56, "tern.means": 7}},
		"the last reads the first": {`effects = ["calm += 10", "aurelia.means += 1", "tern.means = calm / 10"]`, map[string]float64{"calm": 60, "tern.means": 5, "aurelia.means": 4}},
		"added and multiplied":     {`effects = ["calm *= 2", "calm += 3"]`, map[string]float64{"calm": 100}},
		"self, of a group of one":  {"each = \"alone\"\neffects = [\"self.means += 1\"]", map[string]float64{"tern.means": 4, "aurelia.means": 3}},
		"self and the same role":   {"each = \"alone\"\neffects = [\"self.means += 1\", \"tern.means *= 2\"]", map[string]float64{"tern.means": 8}},
		"self and another":         {"each = \"alone\"\neffects = [\"self.means += 1\", \"aurelia.means *= 2\"]", map[string]float64{"tern.means": 4, "aurelia.means": 6}},
		"once, and not in turn 1":  {"once = true\nwhen = \"turn > 1\"\neffects = [\"calm += 4\"]", map[string]float64{"calm": 50}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := sit.Compile(t, world+"[rule.r]\n"+tt.rule+"\n")
			luck := chance.Luck{Seed: 1}
			told, quiet := m.NewPlay(luck, &game.Ledger{}), m.NewPlay(luck, nil)
			var a, b game.State
			for _, err := range []error{told.Start(&a, nil), quiet.Start(&b, nil)} {
				if err != nil {
					t.Fatal(err)
				}
			}
			for !a.Ended() {
				told.Open(&a)
				quiet.Open(&b)
				told.Adjudicate(&a, game.Orders{})
				quiet.Adjudicate(&b, game.Orders{})
				for i := range a.V {
					if path := m.Game.Slots[i].Path; math.Float64bits(a.V[i]) != math.Float64bits(b.V[i]) {
						t.Errorf("turn %d: %s is %v, without a ledger %v", a.Turn(), path, a.V[i], b.V[i])
					} else if want, ok := tt.want[path]; ok && a.Turn() == 1 && a.V[i] != want {
						t.Errorf("%s is %v, want %v", path, a.V[i], want)
					}
				}
			}
		})
	}
}

// So are measures: an effect whose result is no number, or too large for one, is
// left out, and the other effects stand.
func TestMeasuresComeToTheSameWithAndWithoutALedger(t *testing.T) {
	const world = `
format = 1
id = "measures"
turns = 2
[track.calm]
start = 50
[track.huge]
start = 1e200
max   = "inf"
[role.aurelia]
[response.act]
by = "aurelia"
`
	tests := map[string]struct {
		act  string
		want float64 // calm
	}{
		"a number":           {`effects = ["calm += 4"]`, 54},
		"too large":          {`effects = ["calm += huge * huge", "calm += 2"]`, 52},
		"divided by nothing": {`effects = ["calm += 1 / (calm - 50)", "calm += 2"]`, 52},
		"divided by nothing on the way to a number": {`effects = ["calm += 1 / (calm - 50) > 3 ? 8 : 16", "calm += 2"]`, 52},
		"an outcome":           {`outcome.only = { effects = ["calm += huge * huge", "calm -= 2"] }`, 48},
		"too large a negative": {`effects = ["calm -= huge * huge", "calm += 2"]`, 52},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := sit.Compile(t, world+tt.act+"\n")
			for _, ledger := range []game.Recorder{&game.Ledger{}, nil} {
				p := m.NewPlay(chance.Luck{Seed: 1}, ledger)
				var s game.State
				if err := p.Start(&s, nil); err != nil {
					t.Fatal(err)
				}
				p.Open(&s)
				p.Adjudicate(&s, game.Orders{Moves: []game.Move{{Action: 0, Self: 0, Target: -1}}})
				for i, d := range m.Game.Slots {
					if d.Path == "calm" && s.V[i] != tt.want {
						t.Errorf("with a ledger %t: calm is %v, want %v", ledger != nil, s.V[i], tt.want)
					}
				}
			}
		})
	}
}

// The true answer to a question is one draw, before the first turn, under a name
// of its own; who reads the ledger sees its odds and what came, and neither a role
// nor an ending that it would belong to.
func TestTheTruthOfAQuestionIsDrawnOnce(t *testing.T) {
	m := sit.Compile(t, `
format = 1
id = "asked"
turns = 2
[role.aurelia]
[question.intent]
truth   = { meant = 1, spillover = 3 }
answers = { meant = 50, spillover = 50 }
`)
	meant := 0
	for seed := range uint64(200) {
		s := sit.Start(t, m, seed, nil)
		var draws []game.Draw
		for _, d := range s.Ledger.Draws {
			if d.Purpose == game.TruthOf+"intent" {
				draws = append(draws, d)
			}
		}
		if len(draws) != 1 {
			t.Fatalf("seed %d: %d draws", seed, len(draws))
		}
		d := draws[0]
		want := chance.Luck{Seed: chance.Seed(seed)}.Unit(chance.Name("truth", "intent"), 0, 0)
		nobody := game.Cause{Kind: game.CauseBelief, Index: -1, Self: -1, Target: -1}
		if d.Unit != want || d.Turn != 0 || d.Index != 0 || d.Cause != nobody || d.Other != -1 {
			t.Fatalf("seed %d: drawn as %+v, want unit %v", seed, d, want)
		}
		if len(d.Odds) != 2 || d.Odds[0] != 0.25 || d.Odds[1] != 0.75 || (d.Pick == 0) != (want < 0.25) || s.S.V[m.Game.Questions[0].Truth] != float64(d.Pick) {
			t.Fatalf("seed %d: %+v, and the truth is %v", seed, d, s.S.V[m.Game.Questions[0].Truth])
		}
		if d.Pick == 0 {
			meant++
		}
	}
	if meant < 30 || meant > 70 {
		t.Errorf("meant in %d of 200, want about 50", meant)
	}
}

// Where all that is done in a tray is adding to numbers and setting them, its stage
// goes another way without a ledger. What several roles do to one number, and what
// comes out as no number, must come to the same.
func TestATrayComesToTheSameWithAndWithoutALedger(t *testing.T) {
	const world = `
format = 1
id = "tray"
turns = 2
[track.calm]
start = 50
[track.huge]
start = 1e308
max   = "inf"
[track.mood]
start = "open"
words = ["open", "wary", "shut"]
[track.stock]
start = 5
whole = true
[role.aurelia]
[role.korsavia]
[role.tern]
`
	type numbers map[string]float64
	tests := map[string]struct {
		aurelia, korsavia, tern string // their effects
		want                    numbers
	}{
		"three add":                          {`"calm += 4"`, `"calm -= 10"`, `"calm += 1"`, numbers{"calm": 45}},
		"added before the bound":             {`"calm += 70"`, `"calm -= 30"`, ``, numbers{"calm": 90}},
		"all read it as the tray opens":      {`"calm += calm / 2"`, `"calm -= calm / 5"`, `"calm += calm > 60 ? 9 : 1"`, numbers{"calm": 66}},
		"a number twice in one measure":      {`"calm += 4", "calm += calm / 10"`, ``, ``, numbers{"calm": 59}},
		"the first setting counts":           {`"mood = calm > 40 ? shut : open"`, `"mood = wary"`, ``, numbers{"mood": 2}},
		"the first that is a number counts":  {`"calm = huge * 10"`, `"calm = 20"`, `"calm = 30"`, numbers{"calm": 20}},
		"added and set: the setting counts":  {`"calm += 4"`, `"calm = 20"`, `"calm += 1"`, numbers{"calm": 20}},
		"added and multiplied":               {`"calm += 4"`, `"calm *= 0.5"`, ``, numbers{"calm": 27}},
		"what is no number is left out":      {`"calm += huge * 10", "calm += 1"`, `"calm += 2"`, ``, numbers{"calm": 53}},
		"a sum that is no number stays":      {`"huge += huge"`, `"huge += huge"`, `"calm += 1"`, numbers{"huge": 1e308, "calm": 51}},
		"so does one that came back from it": {`"huge += huge"`, `"huge -= huge"`, ``, numbers{"huge": 1e308}},
		"a whole number":                     {`"stock += 1"`, `"stock += calm / 20"`, ``, numbers{"stock": 9}},
		"nobody does anything":               {``, ``, ``, numbers{"calm": 50}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text := world
			for i, role := range []string{"aurelia", "korsavia", "tern"} {
				effects := []string{tt.aurelia, tt.korsavia, tt.tern}[i]
				text += fmt.Sprintf("[response.by_%s]\nby = %q\neffects = [%s]\n", role, role, effects)
			}
			m := sit.Compile(t, text)
			var orders game.Orders
			for i := range m.Game.Actions {
				orders.Moves = append(orders.Moves, game.Move{Action: int32(i), Self: int32(bits.TrailingZeros64(uint64(m.Game.Actions[i].By))), Target: -1})
			}
			m.Game.Sort(&orders)
			for _, ledger := range []game.Recorder{&game.Ledger{}, nil} {
				p := m.NewPlay(chance.Luck{Seed: 1}, ledger)
				var s game.State
				if err := p.Start(&s, nil); err != nil {
					t.Fatal(err)
				}
				p.Open(&s)
				p.Adjudicate(&s, orders)
				for i, d := range m.Game.Slots {
					if want, ok := tt.want[d.Path]; ok && s.V[i] != want {
						t.Errorf("with a ledger %t: %s is %v, want %v", ledger != nil, d.Path, s.V[i], want)
					}
				}
			}
		})
	}
}

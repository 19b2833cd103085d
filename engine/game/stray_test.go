package game_test

import (
	"fmt"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// TestFaultedWithoutRecorder plays scenarios with one number that is none, with
// and without a recorder: both ways say whether something went wrong.
func TestFaultedWithoutRecorder(t *testing.T) {
	const head = `
format = 1
id = "stray"
turns = 3
[track.calm]
start = 50
[track.zero]
start = 0
[role.aurelia]
kind = "state"
`
	for _, c := range []struct {
		name, text string
		bad        bool
	}{
		{"all is well", `[rule.r]
effects = ["calm += 1"]`, false},
		{"an effect divides by zero", `[rule.r]
effects = ["calm += 1 / zero"]`, true},
		{"one of two effects does", `[rule.r]
effects = ["zero += 0", "calm = calm / zero"]`, true},
		{"only in turn 2", `[rule.r]
when = "turn == 2"
effects = ["calm += log(zero)"]`, true},
		{"in a turn that never comes", `[rule.r]
when = "turn == 9"
effects = ["calm += log(zero)"]`, false},
		{"a condition", `[rule.r]
when = "1 / zero > 2"
effects = ["calm += 1"]`, true},
		{"a drift", `[track.drift]
start = 1
each_turn = "1 / zero"`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := sit.Compile(t, head+c.text)
			var l game.Ledger
			for _, rec := range []game.Recorder{nil, &l} {
				if got := ended(t, m, rec).Faulted(); got != c.bad {
					t.Errorf("recorder %T: faulted = %t, want %t", rec, got, c.bad)
				}
			}
			told := false
			for _, f := range l.Faults {
				told = told || !f.Scaled
			}
			if told != c.bad {
				t.Errorf("the ledger tells of a fault: %t, want %t", told, c.bad)
			}
			if m.Strays() != (c.name == "a condition") {
				t.Errorf("strays = %t", m.Strays())
			}
		})
	}
}

// ended plays a game to its end without orders.
func ended(t *testing.T, m *game.Machine, rec game.Recorder) *game.Play {
	t.Helper()
	var s game.State
	p := m.NewPlay(chance.Luck{Seed: 1}, rec)
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	for !s.Ended() {
		p.Open(&s)
		p.Adjudicate(&s, game.Orders{})
	}
	return p
}

// TestOpening starts games by an opening: a number that is given stands in place
// of the scenario's, and what cannot be is refused.
func TestOpening(t *testing.T) {
	m := sit.Compile(t, opening)
	slot := func(path string) int32 {
		i := m.Game.Named(path)
		if i < 0 {
			t.Fatalf("no track number %q", path)
		}
		return i
	}
	for _, c := range []struct {
		params map[string]float64
		given  []game.Given
		want   string
	}{
		{nil, nil, "6 12 5"},
		{map[string]float64{"ease": 4}, nil, "8 16 5"},
		{nil, []game.Given{{Slot: slot("aurelia.means"), Value: 7}, {Slot: slot("calm"), Value: 10}}, "10 12 7"},
	} {
		o, err := m.Opening(c.params, c.given)
		if err != nil {
			t.Fatal(err)
		}
		for _, rec := range []game.Recorder{nil, &game.Ledger{}} {
			var s game.State
			m.NewPlay(chance.Luck{Seed: 5}, rec).StartAt(&s, o)
			if got := fmt.Sprint(s.V[slot("calm")], s.V[slot("double")], s.V[slot("aurelia.means")]); got != c.want {
				t.Errorf("params %v, given %v: %s, want %s", c.params, c.given, got, c.want)
			}
		}
	}
	for what, x := range map[string][]game.Given{
		"out of range": {{Slot: slot("aurelia.means"), Value: 11}},
		"not whole":    {{Slot: slot("aurelia.means"), Value: 1.5}},
		"no track":     {{Slot: game.SlotTurn, Value: 1}},
		"twice":        {{Slot: slot("calm"), Value: 1}, {Slot: slot("calm"), Value: 2}},
	} {
		if _, err := m.Opening(nil, x); err == nil {
			t.Errorf("%s is accepted", what)
		}
	}
}

const opening = `
format = 1
id = "opening"
turns = 2
[param.ease]
default = 3
max = 9
[track.calm]
start = "param.ease * 2"
[track.double]
start = "param.ease * 4"
[role.aurelia]
kind = "state"
[role_track.means]
start = 5
max = 10
whole = true
`

package policy_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/policy"
)

// court has one seat and one measure of every sort that a careful player
// leaves alone, beside four that it does not.
const court = `
format = 1
id = "court"
turns = 4
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "blows" }]
firebreaks = [{ below = 2, text = "blows" }]
[track.calm]
start = 50
[role_track.means]
start = 3
[role.judge]
kind = "state"
[role.rival]
kind = "state"
seat = false
[temptation.bribe]
by = "judge"
when = "true"
lasts = 9
offer = "Now."
gain = "Much."
risk = "All."
legal = { status = "lawful", basis = "x" }
instead = "rule_it"
tray = "talk"
[response.guard]
by = "judge"
tray = "defend"
[response.probe]
by = "judge"
tray = "investigate"
[response.speak]
by = "judge"
[response.rule_it]
by = "judge"
tray = "law"
[response.ban]
by = "judge"
tray = "restrict"
[response.spy]
by = "judge"
tray = "covert"
[response.steal]
by = "judge"
legal = { status = "unlawful", basis = "x" }
[response.grab]
by = "judge"
legal = { status = "contested", basis = "x" }
[response.burn]
by = "judge"
irreversible = true
[response.strike]
by = "judge"
target = "rival"
rung = 2
[response.rash]
by = "judge"
warn = { unless = "calm > 90", text = "Not now." }
[response.dear]
by = "judge"
cost = { means = 4 }
[response.shut]
by = "judge"
when = "calm > 90"
[ending.dawn]
`

// shares plays one turn under many seeds and returns how often each action was
// taken; "" is none.
func shares(t *testing.T, m *game.Machine, choice map[string]string, role int32, runs uint64) map[string]float64 {
	t.Helper()
	table, err := policy.NewTable(m, choice)
	if err != nil {
		t.Fatal(err)
	}
	s := sit.Start(t, m, 1, nil)
	out := map[string]float64{}
	for seed := range runs {
		moves := table.Moves(&s.S, role, chance.Luck{Seed: chance.Seed(seed)})
		if len(moves) == 0 {
			out[""] += 1 / float64(runs)
		}
		for _, x := range moves {
			out[m.Game.Actions[x.Action].ID] += 1 / float64(runs)
		}
	}
	return out
}

// near reports whether a share lies within five standard deviations.
func near(got, want float64, runs float64) bool {
	return math.Abs(got-want) <= 5*math.Sqrt(want*(1-want)/runs)+1e-9
}

func TestSharesOfEachPolicy(t *testing.T) {
	const runs = 20000
	m := sit.Compile(t, court)
	tests := []struct {
		name   string
		policy string
		want   map[string]float64 // the rest is never taken
	}{
		{"hold does nothing", policy.Hold, map[string]float64{"": 1}},
		{"random takes every legal option and doing nothing alike", policy.Random, map[string]float64{
			"": 1. / 13, "bribe": 1. / 13, "guard": 1. / 13, "probe": 1. / 13, "speak": 1. / 13, "rule_it": 1. / 13, "ban": 1. / 13,
			"spy": 1. / 13, "steal": 1. / 13, "grab": 1. / 13, "burn": 1. / 13, "strike": 1. / 13, "rash": 1. / 13,
		}},
		{"cautious weighs the careful ones by tray and touches no other", policy.Cautious, map[string]float64{
			"guard": 4. / 14, "probe": 3. / 14, "speak": 3. / 14, "rule_it": 3. / 14, "ban": 1. / 14,
		}},
		{"dove does the careful ones that hurt nobody", policy.Dove, map[string]float64{
			"guard": 3. / 12, "probe": 2. / 12, "speak": 4. / 12, "rule_it": 3. / 12,
		}},
		{"tit_for_tat does the same while nobody does anything to it", policy.TitForTat, map[string]float64{
			"guard": 3. / 12, "probe": 2. / 12, "speak": 4. / 12, "rule_it": 3. / 12,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := shares(t, m, map[string]string{"": tt.policy}, 0, runs)
			for id, share := range got {
				if !near(share, tt.want[id], runs) {
					t.Errorf("%s: share of %q = %.4f, want %.4f", tt.policy, id, share, tt.want[id])
				}
			}
			if len(got) != len(tt.want) {
				t.Errorf("%s took %d different options, want %d: %v", tt.policy, len(got), len(tt.want), got)
			}
		})
	}
}

func TestWeightsByTray(t *testing.T) {
	const runs = 20000
	text := strings.Replace(court, "[role.judge]", "[role.judge]\npolicy = { defend = 1, law = 3 }", 1)
	got := shares(t, sit.Compile(t, text), nil, 0, runs)
	if !near(got["guard"], .25, runs) || !near(got["rule_it"], .75, runs) || len(got) != 2 {
		t.Errorf("shares = %v, want a quarter guard and three quarters rule_it", got)
	}
}

func TestAMoveAcrossAFirebreakIsConfirmed(t *testing.T) {
	m := sit.Compile(t, court)
	table, err := policy.NewTable(m, map[string]string{"judge": policy.Random})
	if err != nil {
		t.Fatal(err)
	}
	s := sit.Start(t, m, 1, nil)
	seen := false
	for seed := range uint64(500) {
		for _, x := range table.Moves(&s.S, 0, chance.Luck{Seed: chance.Seed(seed)}) {
			strike := m.Game.Actions[x.Action].ID == "strike"
			if x.Confirm != strike {
				t.Fatalf("move %+v: confirm = %v", x, x.Confirm)
			}
			seen = seen || strike
		}
	}
	if !seen {
		t.Error("no seed of 500 chose strike: nothing was tested")
	}
}

// A measure that is added changes only the choices that it wins.
func TestANewOptionMovesOnlyTheChoicesItWins(t *testing.T) {
	before := sit.Compile(t, court)
	// The new one stands first, so that every index moves.
	after := sit.Compile(t, strings.Replace(court, "[response.guard]", "[response.added]\nby = \"judge\"\ntarget = \"rival\"\ntray = \"defend\"\n[response.guard]", 1))
	for _, name := range []string{policy.Random, policy.Cautious, policy.Dove} {
		t.Run(name, func(t *testing.T) {
			was, now := tableOf(t, before, name), tableOf(t, after, name)
			s, r := sit.Start(t, before, 1, nil), sit.Start(t, after, 1, nil)
			won := 0
			// Fixed seeds, enough that the new option is sure to win some.
			for seed := range chance.Seed(200) {
				luck := chance.Luck{Seed: seed}
				a, b := ids(before, was.Moves(&s.S, 0, luck)), ids(after, now.Moves(&r.S, 0, luck))
				switch {
				case b == "added rival":
					won++
				case a != b:
					t.Fatalf("seed %d: chose %q before and %q after, which is not the new one", seed, a, b)
				}
			}
			if won == 0 {
				t.Error("the new option was never chosen: nothing was tested")
			}
		})
	}
}

func tableOf(t *testing.T, m *game.Machine, name string) *policy.Table {
	t.Helper()
	table, err := policy.NewTable(m, map[string]string{"": name})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// ids writes moves in words.
func ids(m *game.Machine, moves []game.Move) string {
	var out []string
	for _, x := range moves {
		w := m.Game.Actions[x.Action].ID
		if x.Target >= 0 {
			w += " " + m.Game.Roles[x.Target].ID
		}
		out = append(out, w)
	}
	return strings.Join(out, ", ")
}

// What every table promises, in any scenario and state.
func TestMovesAreAlwaysLegalTogether(t *testing.T) {
	moved, learnt := legalTogether(t, []map[string]string{
		nil, {"": policy.Random}, {"": policy.Cautious}, {"": policy.Hold}, {"alpha": policy.Random}, {"": wild.Policy},
	})
	if moved == 0 || learnt == 0 {
		t.Error("no policy moved, or none learnt: nothing was tested")
	}
	moved, _ = legalTogether(t, []map[string]string{
		{"": policy.Hawk}, {"": policy.Dove}, {"": policy.TitForTat}, {"": policy.TitForTat, "alpha": policy.Hawk},
		{"": policy.Greedy}, {"": policy.Cautious, "alpha": policy.Search + ":30"},
	})
	if moved == 0 {
		t.Error("no policy moved: nothing was tested")
	}
}

func legalTogether(t *testing.T, choices []map[string]string) (moved, learnt int) {
	rapid.Check(t, func(rt *rapid.T) {
		m := sit.Compile(t, wild.Scenario(rapid.Uint64Range(0, 1<<40).Draw(rt, "scenario")))
		table, err := policy.NewTable(m, rapid.SampledFrom(choices).Draw(rt, "choice"))
		if err != nil {
			rt.Fatal(err)
		}
		luck := chance.Luck{Seed: chance.Seed(rapid.Uint64Range(0, 1<<40).Draw(rt, "seed"))}
		p := m.NewPlay(luck, nil)
		var s game.State
		if err := p.Start(&s, nil); err != nil {
			rt.Fatal(err)
		}
		for !s.Ended() {
			p.Open(&s)
			var all []game.Move
			for role := range m.Game.Roles {
				moves := table.Moves(&s, int32(role), luck)
				if no := m.View(&s, int32(role)).Check(moves); no != nil {
					rt.Fatalf("turn %d: %s of %s is refused: %s", s.Turn(), ids(m, moves), m.Game.Roles[role].ID, no.Code)
				}
				for _, l := range table.Learns(&s, int32(role)) {
					if !m.Game.Learns(l) || m.Game.Slots[l.Slot].Role != int32(role) {
						rt.Fatalf("turn %d: %s learns %v of %s", s.Turn(), m.Game.Roles[role].ID, l.Value, m.Game.Slots[l.Slot].Path)
					}
					learnt++
				}
				if again := table.Moves(&s, int32(role), luck); !slices.Equal(moves, again) {
					rt.Fatalf("turn %d: %s, asked again %s", s.Turn(), ids(m, moves), ids(m, again))
				}
				all = append(all, moves...)
			}
			moved += len(all)
			o := table.Orders(&s, luck)
			want := game.Orders{Moves: all}
			m.Game.Sort(&want)
			if !slices.Equal(o.Moves, want.Moves) {
				rt.Fatalf("orders %s, want those of each role in canonical order %s", ids(m, o.Moves), ids(m, want.Moves))
			}
			p.Adjudicate(&s, o)
		}
	})
	return moved, learnt
}

package policy_test

import (
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

const planned = `
format = 1
id = "planned"
turns = 6
MOVES
[track.calm]
start = 50
[role_track.means]
start = 3
[role.gang]
seat = false
plan.knock = { when = "turn >= 2" }
plan.shout = { target = "mayor" }
[role.mayor]
plan.ask = { when = "turn == 3" }
plan.pay = {}
[role.crew]
seat = false
plan.poke = {}
[role.owl]
seat = false
plan.hoot = { chance = 0.25 }
[response.knock]
by = "gang"
[response.shout]
by = "gang"
target = ["mayor", "crew"]
[response.ask]
by = "mayor"
[response.pay]
by = "mayor"
cost = { means = 2 }
when = "turn <= 4"
[response.poke]
by = "crew"
target = ["gang", "mayor"]
[response.hoot]
by = "owl"
[ending.dawn]
`

func TestPlans(t *testing.T) {
	tests := []struct {
		name  string
		moves string // limit of moves in a turn
		turn  int
		role  string
		want  string
	}{
		{"a condition that does not hold yet", "", 1, "gang", "shout mayor"},
		{"both entries, in file order", "", 2, "gang", "knock, shout mayor"},
		{"no more than a turn has", "moves_per_turn = 1", 2, "gang", "knock"},
		{"an entry of a seat goes before its policy", "", 1, "mayor", "pay"},
		{"what the role can pay for", "", 2, "mayor", ""}, // 1 of 3 is left
		{"the later entry when the first is not due", "", 3, "mayor", "ask"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := sit.Compile(t, strings.Replace(planned, "MOVES", tt.moves, 1))
			table, err := policy.NewTable(m, map[string]string{"": policy.Hold})
			if err != nil {
				t.Fatal(err)
			}
			s := sit.Start(t, m, 1, nil)
			for s.S.Turn() < int32(tt.turn) {
				s.P.Adjudicate(&s.S, table.Orders(&s.S, chance.Luck{}))
				s.P.Open(&s.S)
			}
			if got := ids(m, table.Moves(&s.S, s.Role(tt.role), chance.Luck{})); got != tt.want {
				t.Errorf("turn %d: %s plays %q, want %q", tt.turn, tt.role, got, tt.want)
			}
		})
	}
}

func TestAPlanUsesUpTheMoveOfThePolicy(t *testing.T) {
	m := sit.Compile(t, strings.Replace(planned, "MOVES", "", 1))
	table, err := policy.NewTable(m, map[string]string{"mayor": policy.Random})
	if err != nil {
		t.Fatal(err)
	}
	s := sit.Start(t, m, 1, nil)
	for seed := range uint64(50) {
		if got := ids(m, table.Moves(&s.S, s.Role("mayor"), chance.Luck{Seed: chance.Seed(seed)})); got != "pay" {
			t.Fatalf("seed %d: mayor plays %q, want the plan alone", seed, got)
		}
	}
}

func TestAPlanDrawsItsChanceAndItsTarget(t *testing.T) {
	const runs = 8000
	m := sit.Compile(t, strings.Replace(planned, "MOVES", "", 1))
	table, err := policy.NewTable(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := sit.Start(t, m, 1, nil)
	hoots, pokes := 0.0, map[string]float64{}
	for seed := range uint64(runs) {
		luck := chance.Luck{Seed: chance.Seed(seed)}
		if len(table.Moves(&s.S, s.Role("owl"), luck)) == 1 {
			hoots++
		}
		pokes[ids(m, table.Moves(&s.S, s.Role("crew"), luck))]++
	}
	if !near(hoots/runs, .25, runs) {
		t.Errorf("a chance of 0.25 came %.4f of the time", hoots/runs)
	}
	if !near(pokes["poke gang"]/runs, .5, runs) || len(pokes) != 2 {
		t.Errorf("targets of poke: %v, want the two alike", pokes)
	}
}

func TestTableSaysWhoCannotBeSeated(t *testing.T) {
	m := sit.Compile(t, strings.Replace(planned, "MOVES", "", 1))
	tests := []struct {
		name   string
		choice map[string]string
		want   string
	}{
		{"a policy misspelt", map[string]string{"mayor": "cautius"}, `role mayor: no policy "cautius" (did you mean "cautious"?)`},
		{"a policy unheard of", map[string]string{"": "zeppelin"}, `role mayor: no policy "zeppelin" (policies are ` + strings.Join(policy.Names(), ", ") + `)`},
		{"weights where the role has none", map[string]string{"": "weights"}, `role mayor: no policy "weights" (policies are ` + strings.Join(policy.Names(), ", ") + `)`},
		{"a role misspelt", map[string]string{"mayer": "hold"}, `scenario planned has no role "mayer" (did you mean "mayor"?)`},
		{"a role unheard of", map[string]string{"zeppelin": "hold"}, `scenario planned has no role "zeppelin" (seats are mayor)`},
		{"a role without a seat", map[string]string{"gang": "hold"}, `role gang has no seat: it plays its plan only`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policy.NewTable(m, tt.choice)
			if err == nil || err.Error() != tt.want {
				t.Errorf("NewTable(%v) error = %v, want %s", tt.choice, err, tt.want)
			}
		})
	}
	table, err := policy.NewTable(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := sit.Start(t, m, 1, nil)
	if got := table.Name(s.Role("mayor")); got != policy.Default {
		t.Errorf("Name(mayor) = %q, want %q", got, policy.Default)
	}
	if got := table.Name(s.Role("gang")); got != "" {
		t.Errorf("Name(gang) = %q, want none", got)
	}
}

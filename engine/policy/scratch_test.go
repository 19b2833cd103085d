package policy_test

import (
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// Two games with as many roles and measures, under one luck and in one piece of
// memory, are drawn as each is alone.
func TestGamesThatShareMemoryDrawTheirOwnNumbers(t *testing.T) {
	var machines []*game.Machine
	var players []policy.Policy
	for _, names := range [][]string{{"ask", "warn", "wait"}, {"call", "sign", "rest"}} {
		measures := ""
		for _, id := range names {
			measures += "[response." + id + "]\nby = \"aurelia\"\ntray = \"talk\"\neffects = [\"calm += 1\"]\n"
		}
		m := sit.Compile(t, "format = 1\nid = \"x\"\nturns = 2\n[track.calm]\nstart = 50\n[role.aurelia]\nkind = \"state\"\n"+measures)
		machines = append(machines, m)
		players = append(players, policy.Weighted(m.Game, []game.Weight{{Tray: game.Talk, Weight: 1}}))
	}
	var scratch game.Scratch
	others := false
	for seed := range uint64(40) {
		luck := chance.Luck{Seed: chance.Seed(seed)}
		var chosen []int32
		for i, m := range machines {
			s := sit.Start(t, m, seed, nil)
			alone := players[i].Moves(m.View(&s.S, 0), luck, nil)
			shared := players[i].Moves(m.View(&s.S, 0).In(&scratch), luck, nil)
			if len(alone) != 1 || len(shared) != 1 || alone[0] != shared[0] {
				t.Fatalf("game %d, seed %d: %v in shared memory, %v alone", i, seed, shared, alone)
			}
			chosen = append(chosen, alone[0].Action)
		}
		others = others || chosen[0] != chosen[1]
	}
	if !others {
		t.Error("both games draw the same: the test says nothing")
	}
}

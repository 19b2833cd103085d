package policy_test

import (
	"slices"
	"sync"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// One table serves many games at once: what a player thinks with in one is
// nothing to another, whatever was thought with it before.
func TestATableServesManyGamesAtOnce(t *testing.T) {
	m := sit.Folder(t, "../../scenarios/code_blue")
	choice := map[string]string{
		"agency": policy.Greedy, "health": policy.Search + ":60", "halcyon": policy.Hawk,
		"aurelia": policy.Dove, "prosecutor": policy.TitForTat, "pelagia": policy.Greedy,
	}
	fresh := func() *policy.Table {
		table, err := policy.NewTable(m, choice)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	play := func(table *policy.Table, seed uint64) []game.Move {
		luck := chance.Luck{Seed: chance.Seed(seed)}
		p := m.NewPlay(luck, nil)
		var s game.State
		var moves []game.Move
		if err := p.Start(&s, map[string]float64{"hack_back": float64(seed % 2)}); err != nil {
			t.Error(err)
			return nil
		}
		for !s.Ended() {
			p.Open(&s)
			o := table.Orders(&s, luck)
			moves = append(moves, o.Moves...)
			p.Adjudicate(&s, o)
		}
		return moves
	}
	const games = 6
	var alone, together [games][]game.Move
	for i := range alone {
		alone[i] = play(fresh(), uint64(i))
	}
	shared := fresh()
	var all sync.WaitGroup
	for i := range together {
		all.Go(func() { together[i] = play(shared, uint64(i)) })
	}
	all.Wait()
	for i := range alone {
		if len(alone[i]) == 0 || !slices.Equal(alone[i], together[i]) {
			t.Errorf("game %d: %v alone, %v together", i, alone[i], together[i])
		}
	}
}

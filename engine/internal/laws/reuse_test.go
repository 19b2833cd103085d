package laws_test

import (
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// A play is no part of the state: one that goes from game to game and back, turn
// by turn, does in each what a play of its own would.
func TestOnePlayForManyGames(t *testing.T) {
	for name, m := range games(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const many = 4
			shared := m.NewPlay(chance.Luck{}, nil)
			var own [many]*game.Play
			var states, alone [many]game.State
			var dice [many]*sit.Dice
			for seed := range many {
				luck := chance.Luck{Seed: chance.Seed(seed)}
				own[seed], dice[seed] = m.NewPlay(luck, &game.Ledger{}), sit.NewDice(uint64(seed))
				shared.SetLuck(luck)
				if err := shared.Start(&states[seed], nil); err != nil {
					t.Fatal(err)
				}
				if err := own[seed].Start(&alone[seed], nil); err != nil {
					t.Fatal(err)
				}
			}
			for range m.Game.Turns {
				for seed := range many {
					shared.SetLuck(chance.Luck{Seed: chance.Seed(seed)})
					s, a := &states[seed], &alone[seed]
					if s.Ended() {
						continue
					}
					shared.Open(s)
					own[seed].Open(a)
					o := dice[seed].Orders(m, s)
					shared.Adjudicate(s, o)
					own[seed].Adjudicate(a, o)
					if !sameState(s, a) {
						t.Fatalf("seed %d, turn %d: another state in a play that others share: %s", seed, s.Turn(), difference(m, s, a))
					}
				}
			}
		})
	}
}

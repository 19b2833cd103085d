package game_test

import (
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// Prices that are constants are taken without sums where nobody keeps a ledger.
// Several moves may cost the same number; it is cut to its bounds when all are paid
// for, and never before.
func TestPricesComeToTheSameWithAndWithoutALedger(t *testing.T) {
	const world = `
format = 1
id = "prices"
turns = 2
[role.aurelia]
[role.tern]
[role_track.means]
start = 10
`
	tests := map[string]struct {
		pool, first, second string
		pooled, means       float64 // what is left in the pool, and of Aurelia's means
	}{
		"each its own":               {"start = 50", "means = 4", "pool = 6", 44, 6},
		"two from one pool":          {"start = 50", "pool = 4", "pool = 6", 40, 10},
		"more than there is":         {"start = 9", "pool = 4", "pool = 6", 0, 10},
		"rounded once, at the end":   {"start = 50\nwhole = true", "pool = 0.3", "pool = 0.4", 49, 10},
		"a pool below nothing":       {"start = 5\nmin = -20", "pool = 4", "pool = 6", -5, 10},
		"a price that is worked out": {"start = 50", "pool = \"self.means / 5\"", "pool = 6", 42, 10},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := sit.Compile(t, world+"[track.pool]\n"+tt.pool+"\n[response.pay]\nby = \"aurelia\"\ncost = { "+tt.first+" }\n[response.match]\nby = \"aurelia\"\ncost = { "+tt.second+" }\n")
			for _, ledger := range []game.Recorder{&game.Ledger{}, nil} {
				p := m.NewPlay(chance.Luck{Seed: 1}, ledger)
				var s game.State
				if err := p.Start(&s, nil); err != nil {
					t.Fatal(err)
				}
				p.Open(&s)
				p.Adjudicate(&s, game.Orders{Moves: []game.Move{
					{Action: 1, Self: 0, Target: -1}, {Action: 0, Self: 0, Target: -1},
				}})
				for path, want := range map[string]float64{"pool": tt.pooled, "aurelia.means": tt.means} {
					if got := s.V[m.Game.Named(path)]; got != want {
						t.Errorf("with a ledger %t: %s is %v, want %v", ledger != nil, path, got, want)
					}
				}
			}
		})
	}
}

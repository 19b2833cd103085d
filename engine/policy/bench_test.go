package policy_test

import (
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// pairings are computer players of every sort, with a game for each.
var pairings = []struct {
	name, folder string
	choice       map[string]string
}{
	{"first", "../internal/models/testdata/ipd", map[string]string{"": "tit_for_tat"}},
	{"weights", "../internal/models/testdata/ipd", map[string]string{"": "coin"}},
	{"memory", "../internal/models/testdata/ipd", map[string]string{"alpha": "gradual", "beta": "always_defect"}},
	{"random", "../../scenarios/code_blue", map[string]string{"": policy.Random}},
	{"cautious", "../../scenarios/code_blue", map[string]string{"": policy.Cautious}},
	{"hawk", "../../scenarios/code_blue", map[string]string{"": policy.Hawk}},
	{"dove", "../../scenarios/code_blue", map[string]string{"": policy.Dove}},
	{"tit_for_tat", "../../scenarios/code_blue", map[string]string{"": policy.TitForTat}},
	{"greedy", "../../scenarios/code_blue", map[string]string{"": policy.Greedy}},
	{"search", "../../scenarios/code_blue", map[string]string{"": policy.Search}},
}

// game plays one game after another in the same memory.
type table struct {
	table *policy.Table
	play  *game.Play
	state game.State
	order game.Orders
}

func newTable(tb testing.TB, folder string, choice map[string]string) *table {
	tb.Helper()
	m := sit.Folder(tb, folder)
	x, err := policy.NewTable(m, choice)
	if err != nil {
		tb.Fatal(err)
	}
	return &table{table: x, play: m.NewPlay(chance.Luck{}, nil)}
}

func (x *table) game(tb testing.TB, seed uint64) {
	luck := chance.Luck{Seed: chance.Seed(seed)}
	x.play.SetLuck(luck)
	if err := x.play.Start(&x.state, nil); err != nil {
		tb.Fatal(err)
	}
	for !x.state.Ended() {
		x.play.Open(&x.state)
		x.table.Fill(&x.order, &x.state, luck)
		x.play.Adjudicate(&x.state, x.order)
	}
}

// Once their memory has grown, computer players play whole games and allocate
// nothing: those of code_blue as well, whose plans, words and temptations ask for
// every sort of legality.
func TestGamesOfComputerPlayersAllocateNothing(t *testing.T) {
	if detector {
		t.Skip("pools forget under the race detector")
	}
	for _, p := range pairings[:4] {
		t.Run(p.name, func(t *testing.T) {
			x := newTable(t, p.folder, p.choice)
			for seed := range uint64(10) {
				x.game(t, seed)
			}
			seed := uint64(0)
			if n := testing.AllocsPerRun(9, func() { x.game(t, seed); seed++ }); n >= 1 {
				t.Errorf("%v allocations a game, want none", n)
			}
		})
	}
}

func BenchmarkGame(b *testing.B) {
	for _, p := range pairings {
		b.Run(p.name, func(b *testing.B) {
			x := newTable(b, p.folder, p.choice)
			b.ReportAllocs()
			seed := uint64(0)
			for b.Loop() {
				x.game(b, seed)
				seed++
			}
		})
	}
}

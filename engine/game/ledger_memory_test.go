//go:build !race

package game_test

import (
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// A play that is recorded allocates nothing either, once the ledger has grown. (The
// race detector makes other things escape.)
func TestARecordedPlayAllocatesNothing(t *testing.T) {
	m := sit.Folder(t, "../../scenarios/code_blue")
	var l game.Ledger
	p := m.NewPlay(chance.Luck{}, &l)
	var s game.State
	seed := chance.Seed(0)
	once := func() {
		p.SetLuck(chance.Luck{Seed: seed % 8})
		seed++
		l.Clear()
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		for !s.Ended() {
			l.Clear()
			p.Open(&s)
			p.Adjudicate(&s, game.Orders{})
		}
	}
	for range 16 {
		once()
	}
	if n := testing.AllocsPerRun(16, once); n >= 1 {
		t.Errorf("%v allocations a game, want none", n)
	}
}

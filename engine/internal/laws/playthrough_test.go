package laws_test

import (
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/golden"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
	"demarche/engine/prose"
)

// Golden playthroughs: whole plays as a facilitator would read them. A rule that
// changes shows up here as a difference that a person can read.
func TestPlaythroughs(t *testing.T) {
	for _, tt := range []struct{ name, policy, lang string }{
		{"code_blue cautious en", "cautious", "en"},
		{"code_blue random fr", "random", "fr"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := sit.Folder(t, "../../../scenarios/code_blue")
			golden.Equal(t, told(t, m, 7, tt.policy, tt.lang))
		})
	}
}

// told plays a game by computer players and returns its transcript.
func told(t *testing.T, m *game.Machine, seed uint64, name, lang string) string {
	t.Helper()
	table, err := policy.NewTable(m, map[string]string{"": name})
	if err != nil {
		t.Fatal(err)
	}
	luck := chance.Luck{Seed: chance.Seed(seed)}
	to := &tap{&game.Ledger{}}
	p := m.NewPlay(luck, to)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	v := prose.For(m.Game, lang)
	for !s.Ended() {
		open, played := &game.Ledger{}, &game.Ledger{}
		to.Ledger = open
		p.Open(&s)
		orders := table.Orders(&s, luck)
		to.Ledger = played
		p.Adjudicate(&s, orders)
		turn := prose.Turn{M: m, Turn: s.Turn(), Open: open, Played: played, Orders: orders, State: &s, Viewer: prose.All}
		if err := prose.Write(&b, v, turn); err != nil {
			t.Fatal(err)
		}
	}
	if err := prose.WriteEnd(&b, v, m, &s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

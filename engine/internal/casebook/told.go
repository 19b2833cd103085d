package casebook

import (
	"fmt"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
)

// Told plays a game by computer players of one policy and tells it in the words
// of pages, for golden files: what happened in each turn, every line of the
// ledger, and the play hash.
func Told(t testing.TB, m *game.Machine, seed uint64, by string) string {
	t.Helper()
	table, err := policy.NewTable(m, map[string]string{"": by})
	if err != nil {
		t.Fatal(err)
	}
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	luck := chance.Luck{Seed: chance.Seed(seed)}
	ledger := &game.Ledger{}
	p := m.NewPlay(luck, ledger)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	thread := record.NewThread(n, record.Format)
	thread.Begin(&s)
	var b strings.Builder
	for !s.Ended() {
		ledger.Reset()
		p.Open(&s)
		fmt.Fprintf(&b, "turn %d\n", s.Turn())
		lines(&b, n, ledger)
		ledger.Reset()
		orders := table.Orders(&s, luck)
		p.Adjudicate(&s, orders)
		b.WriteString("  orders are closed\n")
		lines(&b, n, ledger)
		fmt.Fprintf(&b, "  play %s\n", thread.Next(orders, nil, &s))
	}
	return b.String()
}

func lines(b *strings.Builder, n *record.Notation, l *game.Ledger) {
	for _, x := range append(events(n, l.Events), changes(n, l)...) {
		b.WriteString("  " + x + "\n")
	}
}

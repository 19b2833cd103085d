package wire_test

import (
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

const leaving = `format = 1
id = "leaving"
turns = 3
languages = ["en", "fr"]
[role.a]
kind = "state"
[role.b]
kind = "state"
[response.leave]
by = "a"
seen = "public"
fires = ["farewell", "order", "later"]
ends = "over"
[inject.farewell]
from = { en = "The chair", fr = "La présidence" }
text = { en = "The table is closed. Thank you.", fr = "La séance est levée. Merci." }
[inject.order]
to = "b"
text = { en = "Come home.", fr = "Rentrez." }
[inject.later]
after = 1
text = { en = "Too late.", fr = "Trop tard." }
[ending.over]
when = false
`

// What is fired while the game ends is read whole where the end is told, by those to
// whom it goes: there is no item of the feed in which it could be read.
func TestWhatIsFiredAtTheEndIsReadWithIt(t *testing.T) {
	m := sit.Compile(t, leaving)
	var l game.Ledger
	p := m.NewPlay(chance.Luck{}, &l)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	p.Open(&s)
	l.Reset()
	p.Adjudicate(&s, game.Orders{Moves: []game.Move{{Action: 0, Self: 0, Target: -1}}})
	for _, c := range []struct {
		lang   string
		viewer int32
		want   []string
	}{
		{"en", 0, []string{"Message from The chair. The table is closed. Thank you."}},
		{"fr", 1, []string{"Message de\u202f: La présidence. La séance est levée. Merci.", "Message\u202f: Rentrez."}},
	} {
		v := wire.NewDesk(m, c.viewer, c.lang, wire.NamesFrom(7)).View(&s, wire.Scene{Phase: wire.PhaseEnded, Reveal: &l})
		var got []string
		for _, e := range v.Reveal.Events {
			if e.Kind == "inject" {
				if got = append(got, e.Text); e.Item != "" {
					t.Errorf("%q is said to be the item %s, which there is not", e.Text, e.Item)
				}
			}
		}
		if len(got) != len(c.want) {
			t.Fatalf("viewer %d reads %q, want %q", c.viewer, got, c.want)
		}
		for i, want := range c.want {
			if got[i] != want {
				t.Errorf("viewer %d reads %q, want %q", c.viewer, got[i], want)
			}
		}
	}
}

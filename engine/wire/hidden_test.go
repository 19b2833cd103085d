package wire_test

import (
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/wire"
)

const masked = `format = 1
id = "masked"
turns = 1
[track.calm]
start = 50
[role.a]
kind = "state"
[role.b]
kind = "state"
[role.c]
kind = "state"
[role.watcher]
kind = "state"
[response.bribe]
by = ["a", "b", "c"]
tray = "covert"
title = "Bribe the pilots"
seen = "public"
author_seen = "self"
text = "Pilots call in sick."
effects = ["calm -= 5"]
outcome.works = { odds = 0.999999, effects = ["calm -= 1"], text = "The port stands still." }
outcome.fails = {}
[response.wave]
by = ["a", "b", "c"]
tray = "covert"
seen = "public"
title = "Wave from the balcony"
effects = ["calm += 1"]
[ending.end]
`

// Whoever acts in secret beside the same open acts, a bystander is sent the same
// bytes: neither a name, nor an id, nor a place in a list gives him away.
func TestAHiddenAuthorIsTheSameWhoeverItWas(t *testing.T) {
	g := small(t, masked)
	m := game.NewMachine(g)
	view := func(author int32) string {
		var l game.Ledger
		p := m.NewPlay(chance.Luck{Seed: 1}, &l)
		var s game.State
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		p.Open(&s)
		l.Reset()
		p.Adjudicate(&s, game.Orders{Moves: []game.Move{
			{Action: 0, Self: author, Target: -1},
			{Action: 1, Self: 0, Target: -1}, {Action: 1, Self: 1, Target: -1}, {Action: 1, Self: 2, Target: -1},
		}})
		d := wire.NewDesk(m, 3, "en", wire.NamesFrom(1))
		v := d.View(&s, wire.Scene{Phase: wire.PhaseReveal, Reveal: &l})
		return string(encode(t, v))
	}
	first := view(0)
	for author := int32(1); author < 3; author++ {
		if got := view(author); got != first {
			t.Errorf("author %d:\n%s\nauthor 0:\n%s", author, got, first)
		}
	}
	for _, secret := range []string{"Bribe", "bribe"} {
		if strings.Contains(first, secret) {
			t.Errorf("the view says %q: %s", secret, first)
		}
	}
	if !strings.Contains(first, "Pilots call in sick.") || !strings.Contains(first, "The port stands still.") {
		t.Errorf("the view does not tell the act: %s", first)
	}
}

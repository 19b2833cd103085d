package wire_test

import (
	"slices"
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

// raided is masked with an attack that the three may play.
const raided = masked + `
[attack.blackout]
by = ["a", "b", "c"]
title = "The lights go out"
severity = 3
host = "b"
suspects = { a = 30, b = 30, c = 10 }
effects = ["calm -= 5"]
text = "Somebody cut the power."
unknown = "Who?"
outcome.works = { odds = 0.999999, effects = ["calm -= 1"] }
outcome.fails = {}
also.more = { effects = ["calm -= 2"], text = "More." }
`

// Whoever plays an attack beside the same open acts, a bystander is sent the
// same bytes, of the incident and of what became of it.
func TestAnAttackIsTheSameWhoeverPlaysIt(t *testing.T) {
	g := small(t, raided)
	m := game.NewMachine(g)
	blackout := int32(slices.IndexFunc(g.Actions, func(a game.Action) bool { return a.ID == "blackout" }))
	view := func(author, viewer int32) string {
		var l game.Ledger
		p := m.NewPlay(chance.Luck{Seed: 1}, &l)
		var s game.State
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		p.Open(&s)
		l.Reset()
		p.Adjudicate(&s, game.Orders{Moves: []game.Move{
			{Action: blackout, Self: author, Target: -1},
			{Action: 1, Self: 0, Target: -1}, {Action: 1, Self: 1, Target: -1}, {Action: 1, Self: 2, Target: -1},
		}})
		d := wire.NewDesk(m, viewer, "en", wire.NamesFrom(1))
		v := d.View(&s, wire.Scene{Phase: wire.PhaseReveal, Reveal: &l})
		b, _ := d.Book(&v)
		return string(encode(t, v)) + string(encode(t, b))
	}
	first := view(0, 3)
	for author := int32(1); author < 3; author++ {
		if got := view(author, 3); got != first {
			t.Errorf("author %d:\n%s\nauthor 0:\n%s", author, got, first)
		}
	}
	for _, told := range []string{"Incident: “The lights go out”.", "Somebody cut the power.", `"severity":3`, `"host":"b"`, "“The lights go out” (works)", "More."} {
		if !strings.Contains(first, told) {
			t.Errorf("a bystander is not told %s: %s", told, first)
		}
	}
	if own := view(1, 1); !strings.Contains(own, `"did":true`) || !strings.Contains(own, "Done by B.") {
		t.Errorf("its author is not told that it was his: %s", own)
	}
}

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

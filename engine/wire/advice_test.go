package wire_test

import (
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

const advised = `
format = 1
id = "advised"
title = "Advised"
turns = 4
[role_track.means]
start = 3
[role.mayor]
plan.pay   = {}
plan.warn  = { target = "crew", when = "turn >= 2" }
plan.poke  = {}
plan.dream = { chance = 0 }
[role.crew]
[role.gang]
seat = false
plan.knock = {}
[response.pay]
by   = ["mayor", "crew"]
cost = { means = 2 }
[response.warn]
by     = "mayor"
target = ["gang", "crew"]
[response.poke]
by     = "mayor"
target = ["gang", "crew"]
[response.dream]
by = "mayor"
[response.knock]
by = "gang"
`

// A person sees on its measures what the plan of its role has for this turn:
// nobody else's, and no more than it could work out.
func TestAPersonSeesThePlanOfItsRole(t *testing.T) {
	s := sit.Start(t, game.NewMachine(small(t, advised)), 1, nil)
	told := func(role string) string {
		v := wire.NewDesk(s.M, s.Role(role), "en", wire.NamesFrom(1)).View(&s.S, wire.Scene{Phase: wire.PhaseDecide, News: &s.Ledger, Reveal: &game.Ledger{}})
		var out []string
		for _, o := range v.Options {
			if o.Plan {
				out = append(out, o.Action)
			}
			for _, x := range o.Targets {
				if x.Plan {
					out = append(out, "on "+x.Role)
				}
			}
		}
		return strings.Join(out, " ")
	}
	for _, turn := range []string{"pay poke", "pay warn on crew poke"} {
		if got := told("mayor"); got != turn {
			t.Errorf("turn %d: the mayor's plan is %q, want %q", s.S.Turn(), got, turn)
		}
		if got := told("crew"); got != "" {
			t.Errorf("turn %d: the crew, who has none, is told %q", s.S.Turn(), got)
		}
		s.Turn()
	}
	s.S.V[s.Slot("mayor.means")] = 1
	if got, want := told("mayor"), "warn on crew poke"; got != want {
		t.Errorf("what it cannot pay for: %q, want %q", got, want)
	}
}

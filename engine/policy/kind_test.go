package policy_test

import (
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// feud has two States with one role each that belongs to them, and a third. The
// last measure of all is the only one with which east could answer a strike, and
// it may not.
const feud = `
format = 1
id = "feud"
turns = 9
[ladder]
rungs = [{name="a"},{name="b"},{name="c"},{name="d"},{name="e"},{name="f"},{name="g"},{name="h"},{name="i"},{name="j"}]
[role.east]
kind = "state"
policy = "tit_for_tat"
[role.west]
kind = "state"
[role.mill]
kind = "company"
state = "east"
[role.gang]
kind = "proxy"
state = "west"
[role.south]
kind = "state"
[response.greet]
by = "roles"
target = "roles"
seen = "public"
[response.shout]
by = "roles"
tray = "restrict"
seen = "public"
[response.fine]
by = "roles"
target = "roles"
tray = "restrict"
seen = "public"
[response.ban]
by = "roles"
target = "roles"
tray = "restrict"
seen = "public"
[response.hack]
by = "roles"
target = "roles"
tray = "covert"
seen = ["self", "south"]
[response.smear]
by = "roles"
target = "roles"
tray = "covert"
seen = "public"
author_seen = ["self", "south"]
[response.strike]
by = "roles"
target = "roles"
tray = "attack"
when = "self != east"
seen = "public"
[attack.raid]
turn = 4
on = "mill"
author = "gang"
author_knows = false
rung = 4
suspects = { gang = "self == east ? BELIEF : 10" }
`

func TestTitForTatAnswersInKind(t *testing.T) {
	peace := "peace"
	tests := []struct{ name, done, want string }{
		{"it begins in peace", "", peace},
		{"the same measure to whoever took it", "west ban east", "ban west"},
		{"on behalf of a role of its State", "west fine mill", "fine west"},
		{"to whoever it was, not to its State", "gang ban east", "ban gang"},
		{"the stronger of two", "west ban east, west strike east", "hack west or smear west"},
		{"to the one who did more", "west ban east, south strike east", "hack south or smear south"},
		{"as hard as it can, not harder", "west strike east", "hack west or smear west"},
		{"what is aimed at nobody is aimed at all", "west shout", "shout"},
		{"not by its own State", "mill shout", peace},
		{"what others have with each other is not its matter", "west ban south", peace},
		{"what it does not learn of is not answered", "west hack east", peace},
		{"nor what it cannot tell whose it is", "west smear east", peace},
		{"a greeting hurts nobody", "west greet east", peace},
	}
	m := sit.Compile(t, strings.Replace(feud, "BELIEF", "20", 1))
	table, err := policy.NewTable(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	plays := func(s *sit.Sitting, seed chance.Seed) string {
		got := spoken(m, table.Moves(&s.S, 0, chance.Luck{Seed: seed}))
		if strings.HasPrefix(got, "greet ") {
			return peace
		}
		return got
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sit.Start(t, m, 1, nil)
			var done []string
			if tt.done != "" {
				done = strings.Split(tt.done, ", ")
			}
			s.Turn(done...)
			for seed := range chance.Seed(5) {
				if got := plays(s, seed); !slices.Contains(strings.Split(tt.want, " or "), got) {
					t.Fatalf("after %q it plays %q, want %q", tt.done, got, tt.want)
				}
			}
			s.Turn()
			if got := plays(s, 1); got != peace {
				t.Errorf("a turn later it plays %q: it does not forgive", got)
			}
		})
	}
}

func TestTitForTatAnswersAttacksItIsSureOf(t *testing.T) {
	for belief, want := range map[string][]string{"80": {"", "", "", "4", "5", ""}, "69": {"", "", "", "", "", ""}} {
		m := sit.Compile(t, strings.Replace(feud, "BELIEF", belief, 1))
		table, err := policy.NewTable(m, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := sit.Start(t, m, 1, nil)
		for turn, answered := range want {
			got := spoken(m, table.Moves(&s.S, 0, chance.Luck{}))
			// Rung 4 is as hard as a ban; a fine is as hard as a ban.
			if in := got == "ban gang" || got == "fine gang"; in != (answered != "") {
				t.Errorf("belief %s, turn %d: plays %q", belief, turn+1, got)
			}
			s.Turn()
		}
	}
}

func TestTitForTatAnswersProposals(t *testing.T) {
	text := strings.Replace(feud, "BELIEF", "20", 1)
	for _, id := range []string{"greet", "fine", "smear"} {
		text = strings.Replace(text, "[response."+id+"]", "[response."+id+"]\ncosign = { of = [\"east\", \"south\"] }", 1)
	}
	m := sit.Compile(t, text)
	table, err := policy.NewTable(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		done, proposal string
		yes            bool
	}{
		{"", "south greet west", true},
		{"", "south fine west", false},
		{"west ban east", "south fine west", true},
		{"west ban east", "south fine gang", true},   // of the same State
		{"west ban east", "south smear west", false}, // harder than what was done
		{"south ban east", "south greet west", false},
		{"south ban west", "south greet west", true},
	} {
		s := sit.Start(t, m, 1, nil)
		if tt.done == "" {
			s.Turn()
		} else {
			s.Turn(tt.done)
		}
		got := table.Answers(&s.S, 0, chance.Luck{}, []game.Move{s.Move(tt.proposal)})
		if len(got) != 1 || got[0].Yes != tt.yes {
			t.Errorf("after %q, to %q: %+v, want %v", tt.done, tt.proposal, got, tt.yes)
		}
	}
}

// Without the name in the file only what expressions ask for is kept.
func TestTitForTatKnowsWhatTheGameKeeps(t *testing.T) {
	text := strings.Replace(strings.Replace(feud, "BELIEF", "20", 1), `policy = "tit_for_tat"`, "", 1)
	for _, tt := range []struct{ add, want string }{
		{"", ""},
		{"[metric.m]\nvalue = \"times(ban, west, east)\"", "ban west"},
		{"[metric.m]\nvalue = \"in_turn(2, ban, west, east) ? 1 : 0\"", "ban west"},
		{"[metric.m]\nvalue = \"times(ban, west)\"", ""}, // on whom nobody keeps
		{"[metric.m]\nvalue = \"times(ban)\"", ""},
	} {
		m := sit.Compile(t, text+tt.add)
		table, err := policy.NewTable(m, map[string]string{"": policy.TitForTat})
		if err != nil {
			t.Fatal(err)
		}
		s := sit.Start(t, m, 1, nil)
		s.Turn("west ban east")
		got := spoken(m, table.Moves(&s.S, 0, chance.Luck{}))
		if strings.HasPrefix(got, "greet ") {
			got = ""
		}
		if got != tt.want {
			t.Errorf("with %q it plays %q, want %q", tt.add, got, tt.want)
		}
	}
}

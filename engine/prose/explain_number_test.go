package prose_test

import (
	"strings"
	"testing"
)

// crew is a number that Aurelia, the first of the roles, has not.
const crew = `
[group]
ports = ["pelagia", "korsavia"]
[role_track.crew]
title = { en = "Crew", fr = "Équipage" }
of    = "ports"
start = 3
[rule.tire]
each    = "ports"
when    = "self.crew > 1"
effects = ["calm -= 1"]
[response.relieve]
by      = "aurelia"
target  = "ports"
effects = ["target.crew += 1"]
`

// A number that only some roles have is found where it is read and changed.
func TestWhoReadsAndChangesANumberOfSomeRoles(t *testing.T) {
	got := explains(t, "en", "crew", crew)
	for _, want := range []string{"Where it is read\n  - the rule “Tire”: condition", "What changes it\n  - the measure “Relieve”: effects"} {
		if !strings.Contains(got, want) {
			t.Errorf("want %q in\n%s", want, got)
		}
	}
	if got := explains(t, "en", "tire", crew); !strings.Contains(got, "What it reads\n  - “Crew”.\n") {
		t.Errorf("the rule reads “Crew”:\n%s", got)
	}
}

// Whose a number is, and where it starts for whom.
func TestWhoseANumberIs(t *testing.T) {
	const extra = `
[group]
ports = ["pelagia", "korsavia", "gang"]
two   = ["aurelia", "gang"]
[role_track.crew]
of    = "ports"
[role_track.tugs]
of    = "gang"
start = 2
[role_track.debt]
[pair_track.ties]
between = "two"
[pair_track.grudge]
directed = true
start    = 10
[pair.aurelia.korsavia]
grudge = 20
`
	for _, c := range []struct{ lang, id, want string }{
		{"en", "crew", "A number that each of these has: the members of “Ports”."},
		{"fr", "crew", "Un nombre propre à chacun de ceux-ci : les membres de « Ports »."},
		{"en", "tugs", "A number that The Gulls alone has."},
		{"en", "debt", "A number that each role has."},
		{"en", "trust", "A number that each pair of States has."},
		{"en", "ties", "A number that each pair of these has: Aurelia and The Gulls."},
		{"fr", "ties", "Un nombre propre à chaque paire de ceux-ci : Aurélie et Les Goélands."},
		{"en", "grudge", "A number for each ordered pair of States: of the first towards the other."},
		{"en", "grudge", "  - It starts at 10.\n  - For Aurelia → Korsavia it starts at 20.\n"},
		{"fr", "grudge", "Un nombre pour chaque paire ordonnée d’États : du premier envers l’autre."},
	} {
		if got := explains(t, c.lang, c.id, extra); !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q in\n%s", c.id, c.want, got)
		}
	}
}

// Where each starts elsewhere none is the usual one.
func TestStartsThatAllDiffer(t *testing.T) {
	const extra = `
[group]
piers = ["berth", "quay"]
[role_track.crew]
of = "piers"
[role.berth]
start = { crew = 3 }
[role.quay]
start = { crew = 7 }
`
	got := explains(t, "en", "crew", extra)
	if want := "stays\n  - For Berth it starts at 3.\n  - For Quay it starts at 7.\n"; !strings.Contains(got, want) {
		t.Errorf("want %q in\n%s", want, got)
	}
}

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

// What an author wrote is not rounded, whatever it is.
func TestFiguresAreNotRounded(t *testing.T) {
	const extra = `
[param.slope]
default = 0.005
max     = 0.125
[track.drift]
start     = 0.025
each_turn = "-0.005"
min       = -0.001
[attack.fire]
turn     = 2
on       = "aurelia"
author   = "gang"
suspects = { gang = 12.5 }
[evidence.ash]
about = "fire"
like  = { gang = 0.95, unknown = 0.475 }
turn  = 2
[response.probe]
by      = "aurelia"
effects = ["calm -= 0.125 + traffic * 0.005", "calm *= 0.995", "cargo -= 0.375"]
when    = "calm > 0.125"
outcome.well  = { odds = 0.125 }
outcome.badly = {}
`
	for _, c := range []struct{ id, en, fr string }{
		{"slope", "It stays at 0.125 or below.", "Limite supérieure : 0,125."},
		{"slope", "otherwise it is 0.005.", "au lancement : 0,005."},
		{"drift", "It starts at 0.025.", "Au départ : 0,025."},
		{"drift", "from the second: −0.005.", "dès le deuxième : −0,005."},
		{"drift", "between −0.001 and 100.", "de −0,001 à 100."},
		{"fire", "The Gulls: 12.5%.", "Les Goélands : 12,5 %."},
		{"ash", "turns up with a chance of 47.5%.", "avec une probabilité de 47,5 %."},
		{"probe", "“Calm” falls by 0.125 + (“Traffic in the port” × 0.005).", "« Calme » baisse de 0,125 + (« Trafic du port » × 0,005)."},
		{"probe", "“Calm” becomes 0.995 times what it was.", "« Calme » passe à 0,995 fois sa valeur."},
		{"probe", "“Cargo moved” falls by 0.375 points.", "« Fret traité » baisse de 0,375 point."},
		{"probe", "if “Calm” is above 0.125.", "si « Calme » est au-dessus de 0,125."},
		{"probe", "“well”, with a chance of 12.5%.", "« well », avec cette probabilité : 12,5 %."},
	} {
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			if got := explains(t, lang, c.id, extra); !strings.Contains(got, want) {
				t.Errorf("%s: want %q in\n%s", c.id, want, got)
			}
		}
	}
}

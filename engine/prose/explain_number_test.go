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

package prose_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/prose"
)

// Where a condition is about more than twelve, those for whom it holds come first,
// and it is said how many are left out. A couple has no order.
func TestManyAreWeighed(t *testing.T) {
	x := compileFor(t, fstest.MapFS{"scenario.toml": {Data: []byte(`
format = 1
id     = "many"
turns  = 4
languages = ["en", "fr"]
[pair_track.trust]
start = 50
[role.aurelia]
kind = "state"
[role.cadria]
kind = "state"
[role.korsavia]
kind = "state"
[role.norvane]
kind = "state"
[role.pelagia]
kind = "state"
[pair.norvane.pelagia]
trust = 10
[rule.quarrel]
each    = "pair"
when    = "pair(self, other).trust < 20"
effects = ["pair(self, other).trust -= 1"]
[rule.feud]
each    = "couple"
when    = "pair(self, other).trust < 20"
effects = ["pair(self, other).trust -= 1"]
`)}}, "scenario.toml", "many")
	now := moments(t, x.g, 1)[1]
	now.Self = -1
	for _, c := range []struct {
		lang, id, first, last string
		lines                 int
	}{
		{"en", "quarrel", "Norvane → Pelagia: “Trust” (Norvane and Pelagia) is below 20: now 10", "8 more are not shown here", 13},
		{"fr", "quarrel", "Norvane → Pelagia : « Trust » (Norvane et Pelagia) est au-dessous de 20 : actuellement 10", "8 autres ne sont pas montrés ici", 13},
		{"en", "feud", "Aurelia and Cadria: “Trust” (Aurelia and Cadria) is below 20: now 50; it would have to fall by more than 30", "Norvane and Pelagia: “Trust” (Norvane and Pelagia) is below 20: now 10", 10},
	} {
		e := prose.For(x.g, c.lang).Explainer(x.things, now)
		for _, s := range e.Topic(e.Find(c.id)[0]).Sections {
			if s.Key != "when" {
				continue
			}
			lines := s.Lines[1].Lines
			if len(lines) != c.lines {
				t.Fatalf("%s: %d lines, want %d", c.id, len(lines), c.lines)
			}
			plain := func(l prose.Line) string { return strings.ReplaceAll(l.Text, "\u202f", " ") }
			if got := plain(lines[0]); got != c.first {
				t.Errorf("%s begins with %q, want %q", c.id, got, c.first)
			}
			if got := plain(lines[len(lines)-1]); got != c.last {
				t.Errorf("%s ends with %q, want %q", c.id, got, c.last)
			}
		}
	}
}

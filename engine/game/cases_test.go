package game_test

import (
	"path/filepath"
	"slices"
	"testing"

	"demarche/engine/internal/casebook"
	"demarche/engine/scenario"
)

// patterns are what a crisis needs, from exercise practice: each is on a page.
var patterns = []string{
	"threshold latch", "cool-down", "delayed effect", "decay and recovery", "conditional inject", "hidden truth and belief",
	"planted evidence", "private, shared, public", "authority gate", "vote", "visible odds", "budget", "senior decisions",
	"clock", "firebreak", "irreversible", "standing order", "endings in order", "scores", "override", "branch and replay",
}

func pages(t *testing.T) []*casebook.Page {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var out []*casebook.Page
	for _, f := range files {
		out = append(out, casebook.Read(t, f))
	}
	return out
}

func TestCasebook(t *testing.T) {
	for _, p := range pages(t) {
		t.Run(p.Name, func(t *testing.T) {
			for i := range p.Cases {
				t.Run(p.Cases[i].Name, func(t *testing.T) { p.Play(t, &p.Cases[i]) })
			}
		})
	}
}

// Every key that the reader knows and every pattern is on some page. A key that
// several tables share is shown once for all of them.
func TestCasebookIsWhole(t *testing.T) {
	type key struct{ name, doc string }
	shown, known := map[key]bool{}, map[string]key{}
	for _, table := range scenario.Tables() {
		for _, k := range table.Keys {
			known[table.Name+"."+k.Name] = key{k.Name, k.Doc}
		}
	}
	there := map[string]bool{}
	for _, p := range pages(t) {
		for _, name := range p.Keys {
			k, ok := known[name]
			if !ok {
				t.Errorf("%s shows the key %s, which the format does not have", p.Name, name)
			}
			shown[k] = true
		}
		for _, x := range p.Patterns {
			if !slices.Contains(patterns, x) {
				t.Errorf("%s: unknown pattern %q", p.Name, x)
			}
			there[x] = true
		}
	}
	for _, table := range scenario.Tables() {
		for _, k := range table.Keys {
			if k.Stand == scenario.Now && !container(k.Is) && !shown[key{k.Name, k.Doc}] && !slices.Contains(unplayed, table.Name+"."+k.Name) {
				t.Errorf("no page shows the key %s.%s", table.Name, k.Name)
			}
		}
	}
	for _, x := range patterns {
		if !there[x] {
			t.Errorf("no page shows the pattern %q", x)
		}
	}
}

// unplayed are keys that a play does not read: the head of the file, where it
// comes from, the time at the table, emblems, what groups and choices are called,
// and what a session does when a person's time runs out.
var unplayed = []string{
	"top.format", "top.id", "top.turns", "top.languages", "source.cite", "source.licence", "source.files",
	"clock.brief", "clock.consult", "clock.decide", "clock.reveal", "mark.letters", "mark.shape", "role.default",
	"top.group_title", "attack.choice_title", "response.choice_title", "temptation.choice_title",
}

// container reports whether a key only holds other keys, or words for people.
func container(f scenario.Form) bool {
	switch f {
	case scenario.Named, scenario.Sub, scenario.Text, scenario.Texts, scenario.Rows, scenario.Picks:
		return true
	}
	return false
}

package sketches_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/casebook"
	"demarche/engine/internal/golden"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// sketch is one of the eight.
type sketch struct {
	id, path string
	cases    string   // its page; "" = none
	offers   []string // temptations of the pack hack_back into which it leads
}

var sketches = []sketch{
	{"code_blue", "../../../scenarios/code_blue", "", nil},
	{"dead_link", "testdata/dead_link.toml", "testdata/cases/dead_link.toml", nil},
	{"cold_line", "testdata/cold_line.toml", "testdata/cases/cold_line.toml", []string{"pivot_c2", "wipe_c2"}},
	{"open_letters", "testdata/open_letters.toml", "testdata/cases/open_letters.toml", nil},
	{"trusted_update", "testdata/trusted_update.toml", "testdata/cases/trusted_update.toml", []string{"pivot_c2", "mercenary"}},
	{"bronze", "testdata/bronze.toml", "testdata/cases/bronze.toml", []string{"takedown", "ddos_back"}},
	{"emergency_decree", "testdata/emergency_decree.toml", "testdata/cases/emergency_decree.toml", []string{"whr", "mercenary"}},
	{"opening_night", "testdata/opening_night.toml", "testdata/cases/opening_night.toml", []string{"wipe_c2", "pivot_c2", "dox_back"}},
}

// text is the scenario as its author wrote it, without packs.
func (k sketch) text(t *testing.T) string {
	t.Helper()
	file := k.path
	if filepath.Ext(file) == "" {
		file += "/scenario.toml"
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// own reports whether the sketch itself, and no pack, writes [kind.id].
func (k sketch) own(t *testing.T, kind, id string) bool {
	return regexp.MustCompile(`(?m)^\[` + kind + `\.` + id + `\]`).MatchString(k.text(t))
}

func TestEverySketchCompilesWithoutAWarning(t *testing.T) {
	for _, k := range sketches {
		t.Run(k.id, func(t *testing.T) {
			doc, err := scenario.Read(scenarios.WithPacks(os.DirFS(filepath.Dir(k.path))), filepath.Base(k.path))
			if err != nil {
				t.Fatal(err)
			}
			_, warnings, err := scenario.Check(doc)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range warnings {
				t.Error(w)
			}
		})
	}
}

// What each sketch says of its rules and endings holds, and does not hold where
// what it takes is missing.
func TestCases(t *testing.T) {
	for _, k := range sketches {
		if k.cases == "" {
			continue
		}
		p := casebook.Read(t, k.cases)
		t.Run(k.id, func(t *testing.T) {
			for i := range p.Cases {
				t.Run(p.Cases[i].Name, func(t *testing.T) { p.Play(t, &p.Cases[i]) })
			}
		})
	}
}

// met is what happened in many plays of one scenario.
type met struct {
	endings, offered map[string]bool
}

// plays plays a scenario by careful and by careless computer players and by dice.
func plays(t *testing.T, m *game.Machine, seeds int) met {
	t.Helper()
	out := met{map[string]bool{}, map[string]bool{}}
	for seed := range uint64(seeds) {
		luck, dice := chance.Luck{Seed: chance.Seed(seed)}, sit.NewDice(seed)
		for _, by := range []string{policy.Random, policy.Cautious, "dice"} {
			orders := func(s *game.State) game.Orders { return dice.Orders(m, s) }
			if by != "dice" {
				table, err := policy.NewTable(m, map[string]string{"": by})
				if err != nil {
					t.Fatal(err)
				}
				orders = func(s *game.State) game.Orders { return table.Orders(s, luck) }
			}
			p := m.NewPlay(luck, nil)
			var s game.State
			if err := p.Start(&s, nil); err != nil {
				t.Fatal(err)
			}
			for !s.Ended() {
				p.Open(&s)
				out.see(m, &s)
				p.Adjudicate(&s, orders(&s))
			}
			if i := s.Ending(m.Game); i >= 0 {
				out.endings[m.Game.Endings[i].ID] = true
			}
		}
	}
	return out
}

// see notes what each role may choose.
func (x *met) see(m *game.Machine, s *game.State) {
	for role := range m.Game.Roles {
		for _, o := range m.View(s, int32(role)).Options(nil) {
			if o.Code == game.OK {
				x.offered[m.Game.Actions[o.Action].ID] = true
			}
		}
	}
}

// written adds what the cases of a sketch play and come to; TestCases holds that
// they do.
func (x *met) written(t *testing.T, k sketch) {
	t.Helper()
	if k.cases == "" {
		return
	}
	for _, c := range casebook.Read(t, k.cases).Cases {
		for _, line := range c.Plays { // "turn 3: aurelia degrade_d9 korsavia"
			if f := strings.Fields(line); len(f) > 3 {
				x.offered[f[3]] = true
			}
		}
		for _, line := range c.Told {
			if _, id, ok := strings.Cut(line, "public learns ending "); ok {
				x.endings[id] = true
			}
		}
	}
}

// Every measure of a sketch may be chosen at some time, and of the temptations of
// packs those into which it leads, and no other. Every ending is reached by
// computer players or, where that takes purpose, by a case.
func TestEveryMeasureIsOfferedAndEveryEndingReached(t *testing.T) {
	const seeds = 24
	for _, k := range sketches {
		t.Run(k.id, func(t *testing.T) {
			t.Parallel()
			m := sit.Folder(t, k.path)
			x := plays(t, m, seeds)
			x.written(t, k)
			for _, a := range m.Game.Actions {
				switch {
				case a.Publish:
				case a.Temptation && !k.own(t, "temptation", a.ID):
					if want := slices.Contains(k.offers, a.ID); x.offered[a.ID] != want {
						t.Errorf("temptation %s is offered: %v, want %v", a.ID, x.offered[a.ID], want)
					}
				case !x.offered[a.ID]:
					t.Errorf("%s can never be chosen", a.ID)
				}
			}
			for _, e := range m.Game.Endings {
				if !x.endings[e.ID] && k.own(t, "ending", e.ID) {
					t.Errorf("no play ends by %s", e.ID)
				}
			}
		})
	}
}

// One whole play of each sketch by careful players: what happened, every line of
// the ledger, and the play hashes. A rule that changes shows up here as a
// difference that a person can read.
func TestPlaythroughs(t *testing.T) {
	for _, k := range sketches {
		t.Run(k.id, func(t *testing.T) {
			t.Parallel()
			golden.Equal(t, casebook.Told(t, sit.Folder(t, k.path), 7, policy.Cautious))
		})
	}
}

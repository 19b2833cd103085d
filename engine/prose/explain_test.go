package prose_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/policy"
	"demarche/engine/prose"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// explainedGame is a scenario and what it names.
type explainedGame struct {
	name   string
	g      *game.Game
	things []game.Named
}

func compileFor(t testing.TB, fsys fs.FS, name, told string) explainedGame {
	t.Helper()
	d, err := scenario.Read(fsys, name)
	if err != nil {
		t.Fatalf("%s: %v", told, err)
	}
	g, err := scenario.Compile(d)
	if err != nil {
		t.Fatalf("%s: %v", told, err)
	}
	return explainedGame{told, g, scenario.Things(d)}
}

// everyScenario compiles what is shipped, the pages that hold every key, the
// sketches, and a number of generated ones.
func everyScenario(t testing.TB, generated int) []explainedGame {
	t.Helper()
	var out []explainedGame
	for _, id := range scenarios.IDs() {
		out = append(out, compileFor(t, scenarios.FS, id, id))
	}
	for _, from := range []struct {
		pages string
		packs func(fs.FS) fs.FS
	}{{"../scenario/testdata/*.good.toml", sit.WithPacks}, {"../internal/sketches/testdata/*.toml", scenarios.WithPacks}} {
		found, err := filepath.Glob(from.pages)
		if err != nil || len(found) == 0 {
			t.Fatalf("no pages %s: %v", from.pages, err)
		}
		for _, name := range found {
			out = append(out, compileFor(t, from.packs(os.DirFS(filepath.Dir(name))), filepath.Base(name), name))
		}
	}
	out = append(out, compileFor(t, os.DirFS("testdata"), "harbour", "harbour"))
	for seed := range generated {
		fsys := fstest.MapFS{"scenario.toml": {Data: []byte(wild.Scenario(uint64(seed)))}}
		out = append(out, compileFor(t, fsys, "scenario.toml", "wild"))
	}
	return out
}

// moments are no state, and the states as some turns open.
func moments(t testing.TB, g *game.Game, seed uint64) []*prose.Moment {
	t.Helper()
	m := game.NewMachine(g)
	table, err := policy.NewTable(m, map[string]string{"": "random"})
	if err != nil {
		t.Fatal(err)
	}
	luck := chance.Luck{Seed: chance.Seed(seed)}
	p := m.NewPlay(luck, nil)
	out := []*prose.Moment{nil}
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	for turn := 0; turn < 3 && !s.Ended(); turn++ {
		p.Open(&s)
		now := s.Copy()
		out = append(out, &prose.Moment{State: &now, Self: int32(turn%2) - 1, Target: -1})
		p.Adjudicate(&s, table.Orders(&s, luck))
	}
	return out
}

// rawName finds what is for machines: places left open, catalogue keys, slots.
var rawName = regexp.MustCompile(`\{[a-z]+\}|\b(section|kinds?|clause|over|weigh|need|num|name|who|group|comes|does|now|seen|key|rest|past|effect)\.[a-z]+|%!|NaN|[a-z0-9]_[a-z0-9]|\b(past|held|fired|author|drawn|acted)\.[a-z]|\btruth\(|“[A-Za-z]+\.[a-z]|«[ \x{202f}]?[A-Za-z]+\.[a-z]`)

var unfilled = regexp.MustCompile(`\{(tone|scope)_[a-z0-9]+\}`)

func TestEveryThingIsExplainedInBothLanguages(t *testing.T) {
	generated := 30
	if testing.Short() {
		generated = 10
	}
	fine := map[string]bool{} // most sentences stand in several topics
	for i, x := range everyScenario(t, generated) {
		for _, lang := range prose.Languages() {
			v := prose.For(x.g, lang)
			states := moments(t, x.g, uint64(i))
			if testing.Short() {
				states = states[:min(2, len(states))]
			}
			for _, now := range states {
				e := v.Explainer(x.things, now)
				for j := range x.things {
					topic := e.Topic(j)
					check := func(where, text string) {
						if where != "rest" && fine[text] {
							return
						}
						fine[text] = where != "rest"
						text = unfilled.ReplaceAllString(text, "") // as the author left it
						if strings.TrimSpace(text) == "" {
							t.Fatalf("%s %s %s: an empty sentence in %s", x.name, lang, topic.Path, where)
						}
						if where != "rest" && rawName.MatchString(text) {
							t.Fatalf("%s %s %s: a raw name %q in %q", x.name, lang, topic.Path, rawName.FindString(text), text)
						}
					}
					check("title", topic.Title)
					if len(topic.Sections) == 0 && len(x.things[j].Entries) > 0 {
						t.Fatalf("%s %s: nothing is said of %s", x.name, lang, topic.Path)
					}
					for _, s := range topic.Sections {
						check("heading", s.Heading)
						everyLine(s.Lines, func(l prose.Line) { check(s.Key, l.Text) })
					}
				}
				if now == nil {
					over := e.Overview()
					for _, s := range over.Sections {
						everyLine(s.Lines, func(l prose.Line) {
							if strings.TrimSpace(l.Text) == "" {
								t.Fatalf("%s %s: an empty line in the overview", x.name, lang)
							}
						})
					}
					if len(over.Sections) < 3 {
						t.Fatalf("%s %s: the overview has %d sections", x.name, lang, len(over.Sections))
					}
				}
			}
		}
	}
}

// Every kind of thing has a teller, and every key a sentence: nothing is left to be
// told as it was written. A new kind of table fails here until somebody says in
// words what it is.
func TestNothingIsToldEntryByEntry(t *testing.T) {
	for _, x := range everyScenario(t, 5) {
		e := prose.For(x.g, "en").Explainer(x.things, nil)
		for i := range x.things {
			topic := e.Topic(i)
			for _, s := range topic.Sections {
				if s.Key == "rest" {
					t.Errorf("%s: of %s no sentence tells %q", x.name, topic.Path, s.Lines[0].Text)
				}
			}
		}
	}
}

func everyLine(lines []prose.Line, visit func(prose.Line)) {
	for _, l := range lines {
		visit(l)
		everyLine(l.Lines, visit)
	}
}

// explains tells one thing of the harbour, with lines added to its scenario.
func explains(t *testing.T, lang, id string, extra ...string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/harbour/scenario.toml")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"scenario.toml": {Data: append(text, strings.Join(extra, "\n")...)}}
	x := compileFor(t, fsys, "scenario.toml", "harbour")
	v := prose.For(x.g, lang)
	e := v.Explainer(x.things, nil)
	found := e.Find(id)
	if len(found) == 0 {
		t.Fatalf("nothing is called %q", id)
	}
	var b strings.Builder
	for _, i := range found {
		if err := v.WriteTopic(&b, e.Topic(i)); err != nil {
			t.Fatal(err)
		}
	}
	return strings.ReplaceAll(b.String(), "\u202f", " ")
}

func TestEffectsInWords(t *testing.T) {
	for _, c := range []struct{ effect, en, fr string }{
		{"calm -= 5", "“Calm” falls by 5.", "« Calme » baisse de 5."},
		{"calm += -5", "“Calm” falls by 5.", "« Calme » baisse de 5."},
		{"calm *= 0.9", "“Calm” becomes 0.9 times what it was.", "« Calme » passe à 0,9 fois sa valeur."},
		{"calm = max(calm, 40)", "“Calm” becomes the larger of “Calm” and 40.", "« Calme » passe à la plus grande valeur parmi « Calme » et 40."},
		{"self.means -= self.means / 2", "“Means” (Aurelia) falls by “Means” (Aurelia) / 2.", "« Moyens » (Aurélie) baisse de « Moyens » (Aurélie) / 2."},
		{"states.means += 1", "For every one of the States, “Means” (that State) rises by 1.", "Pour chacun des États, « Moyens » (cet État) augmente de 1."},
		{"states.means += member.means * 0.1", "For every one of the States, “Means” (that State) rises by “Means” (that State) × 0.1.", "Pour chacun des États, « Moyens » (cet État) augmente de « Moyens » (cet État) × 0,1."},
		{"pair(aurelia, states).trust -= 3", "For every one of the States, “Trust” (Aurelia and that State) falls by 3.", "Pour chacun des États, « Confiance » (Aurélie et cet État) baisse de 3."},
		{"press = loud", "“Mood of the press” becomes “Loud”.", "« Humeur de la presse » passe à « Loud »."},
		{"calm -= count(states, it.means > 1)", "“Calm” falls by the number of the States for which “Means” (that State) is above 1.", "« Calme » baisse du nombre des États pour lesquels « Moyens » (cet État) est au-dessus de 1."},
	} {
		extra := "[response.probe]\nby = \"aurelia\"\neffects = [\"" + c.effect + "\"]"
		if got := explains(t, "en", "probe", extra); !strings.Contains(got, "- "+c.en+"\n      as written: "+c.effect) {
			t.Errorf("%s: want %q in\n%s", c.effect, c.en, got)
		}
		if got := explains(t, "fr", "probe", extra); !strings.Contains(got, "- "+c.fr+"\n      écrit : "+c.effect) {
			t.Errorf("%s: want %q in\n%s", c.effect, c.fr, got)
		}
	}
}

func TestFindKnowsIDsPartsPathsAndTitles(t *testing.T) {
	x := compileFor(t, os.DirFS("testdata"), "harbour", "harbour")
	en, fr := prose.For(x.g, "en").Explainer(x.things, nil), prose.For(x.g, "fr").Explainer(x.things, nil)
	for _, c := range []struct{ name, paths string }{
		{"inspect", "response.inspect"},
		{"inspect.fails", "response.inspect.outcome.fails"},
		{"response.inspect", "response.inspect"},
		{"calm", "track.calm"},
		{"track.calm", "track.calm"},
		{"aurelia", "role.aurelia"},
		{"fails", "response.inspect.outcome.fails"},
		{"aurelia.means", "role_track.means"},
		{"pair(aurelia, korsavia).trust", "pair_track.trust"},
		{"pair(aurelia, korsavia).rung", "ladder"},
		{"max_rung", "ladder"},
		{"reassure the crews", "response.reassure"},
		{"nosuch", ""},
		{"aurelia.nosuch", ""},
	} {
		var paths []string
		for _, i := range en.Find(c.name) {
			paths = append(paths, x.things[i].Path)
		}
		if got := strings.Join(paths, " "); got != c.paths {
			t.Errorf("%q finds %q, want %q", c.name, got, c.paths)
		}
	}
	if found := fr.Find("Rassurer les équipages"); len(found) != 1 || x.things[found[0]].Path != "response.reassure" {
		t.Errorf("a French title finds %v", found)
	}
}

// late is what has not come about in turn 2.
const late = `
[inject.late]
turn = 4
text = "Late."
[deadline.tide]
title = { en = "The tide", fr = "La marée" }
due   = 4
[response.vow]
by     = "korsavia"
target = "pelagia"
makes  = "truce"
when   = "turn > 3"
[agreement.truce]
title = { en = "Truce", fr = "Trêve" }
`

// What would make a condition true is told part by part. The state is that of
// turn 2 of a play of the harbour.
func TestWhatWouldMakeItTrue(t *testing.T) {
	for _, c := range []struct{ when, en, fr string }{
		{"calm < 30",
			"[no] “Calm” is below 30: now 39.5; it would have to fall by more than 9.5.",
			"[no] « Calme » est au-dessous de 30 : actuellement 39,5 ; il faudrait une baisse de plus de 9,5."},
		{"30 > calm",
			"[no] “Calm” is below 30: now 39.5; it would have to fall by more than 9.5.",
			"[no] « Calme » est au-dessous de 30 : actuellement 39,5 ; il faudrait une baisse de plus de 9,5."},
		{"calm >= 70",
			"[no] “Calm” is at least 70: now 39.5; it would have to rise by at least 30.5.",
			"[no] « Calme » vaut au moins 70 : actuellement 39,5 ; il faudrait une hausse d’au moins 30,5."},
		{"not (calm < 90)",
			"[no] “Calm” is at least 90: now 39.5; it would have to rise by at least 50.5.",
			"[no] « Calme » vaut au moins 90 : actuellement 39,5 ; il faudrait une hausse d’au moins 50,5."},
		{"calm > 0",
			"[yes] “Calm” is above 0: now 39.5.",
			"[yes] « Calme » est au-dessus de 0 : actuellement 39,5."},
		{"calm * 2 > traffic",
			"[no] “Calm” × 2 is above “Traffic in the port”: now 79 against 22,500 ships, with “Calm” at 39.5; the first would have to rise, or the second fall, by more than 22,421.",
			"[no] « Calme » × 2 est au-dessus de « Trafic du port » : actuellement 79 contre 22 500 navires, avec « Calme » à 39,5 ; il faudrait que le premier monte, ou que le second baisse, de plus de 22 421."},
		{"self.means == 1",
			"[no] “Means” (Aurelia) is 1: now 2; it would have to fall by 1.",
			"[no] « Moyens » (Aurélie) vaut 1 : actuellement 2 ; il faudrait une baisse de 1."},
		{"turn >= 4",
			"[no] it is turn 4 or later: it is turn 2; 2 more turns are needed.",
			"[no] l’on est au tour 4 ou après : on est au tour 2 ; il faut encore 2 tours."},
		{"turn <= 1",
			"[no] it is turn 1 or earlier: it is turn 2; this can no longer come true.",
			"[no] l’on est au tour 1 ou avant : on est au tour 2 ; cela ne peut plus se réaliser."},
		{"turn >= 5",
			"[no] it is turn 5 or later: it is turn 2; this can no longer come true.",
			"[no] l’on est au tour 5 ou après : on est au tour 2 ; cela ne peut plus se réaliser."},
		{"turn == turns",
			"[no] it is the last turn: it is turn 2; 2 more turns are needed.",
			"[no] l’on est au dernier tour : on est au tour 2 ; il faut encore 2 tours."},
		{"calm * 2 >= param.dose * 0 + 90",
			"[no] “Calm” × 2 is at least the setting “Dose” × 0 + 90: now 79 against 90, with “Calm” at 39.5 and the setting “Dose” at 2; the first would have to rise, or the second fall, by at least 11.",
			"[no] « Calme » × 2 vaut au moins le réglage « Dose » × 0 + 90 : actuellement 79 contre 90, avec « Calme » à 39,5 et le réglage « Dose » à 2 ; il faudrait que le premier monte, ou que le second baisse, d’au moins 11."},
		{"param.dose == 2",
			"[yes] the setting “Dose” is 2: now 2.",
			"[yes] le réglage « Dose » vaut 2 : actuellement 2."},
		{"param.dose > 2",
			"[no] the setting “Dose” is above 2: now 2.",
			"[no] le réglage « Dose » est au-dessus de 2 : actuellement 2."},
		{"param.dose > self.means",
			"[no] “Means” (Aurelia) is below the setting “Dose”: now 2 against 2; any fall would do.",
			"[no] « Moyens » (Aurélie) est au-dessous du réglage « Dose » : actuellement 2 contre 2 ; une baisse, même petite, suffirait."},
		{"happened(reassure)",
			"[no] “Reassure the crews” has happened: it has not happened so far and would have to.",
			"[no] « Rassurer les équipages » a eu lieu : cela n’a pas encore eu lieu et devrait avoir lieu."},
		{"happened(crane)",
			"[yes] “The cranes stand still” has happened: it has happened once, in turn 1.",
			"[yes] « Les grues sont arrêtées » a eu lieu : cela a eu lieu une fois, au tour 1."},
		{"happened(late)",
			"[no] the message “Late” has arrived: it has not arrived so far and would have to.",
			"[no] le message « Late » est arrivé : il n’est pas encore arrivé et devrait arriver."},
		{"happened(tide)",
			"[no] the deadline “The tide” has passed: it has not passed so far and would have to.",
			"[no] l’échéance « La marée » est échue : elle n’est pas encore échue et devrait l’être."},
		{"happened(truce)",
			"[no] the agreement “Truce” has been made: it has not been made so far and would have to be.",
			"[no] l’accord « Trêve » a été conclu : il n’a pas encore été conclu et devrait l’être."},
		{"tried(reassure)",
			"[no] “Reassure the crews” has been tried: nobody has tried it so far, and somebody would have to.",
			"[no] « Rassurer les équipages » a fait l’objet d’une tentative : personne ne l’a encore tenté, et quelqu’un devrait le faire."},
		{"not happened(crane)",
			"[no] “The cranes stand still” has not happened: it happened in turn 1; this can no longer come true.",
			"[no] « Les grues sont arrêtées » n’a pas eu lieu : cela a eu lieu au tour 1 ; ce n’est plus possible."},
		{"since(crane) > 3",
			"[no] “The cranes stand still” happened at least 4 turns ago, or never: it happened 1 turn ago; 3 more turns without it are needed.",
			"[no] « Les grues sont arrêtées » a eu lieu il y a au moins 4 tours, ou n’a jamais eu lieu : c’était il y a 1 tour ; il faut encore 3 tours sans cela."},
		{"since(reassure) < 2",
			"[no] “Reassure the crews” happened at most 1 turn ago: it has not happened so far and would have to.",
			"[no] « Rassurer les équipages » a eu lieu il y a au plus 1 tour : cela n’a pas encore eu lieu et devrait avoir lieu."},
		{"times(crane) >= 3",
			"[no] “The cranes stand still” has happened at least 3 times: it has happened once; it would have to happen 2 more times.",
			"[no] « Les grues sont arrêtées » a eu lieu au moins 3 fois : cela a eu lieu une fois ; il faudrait encore 2 fois."},
		{"truth(crane) == pelagia",
			"[no] the true author of “The cranes stand still” is Pelagia: it is The Gulls.",
			"[no] le véritable auteur de « Les grues sont arrêtées » est Pélagie : c’est Les Goélands."},
		{"press == loud",
			"[yes] “Mood of the press” is “Loud”: now “Loud”.",
			"[yes] « Humeur de la presse » vaut « Loud » : actuellement « Loud »."},
		{"pair(self, target).rung >= 2",
			"[no] “Rung” (Aurelia and Korsavia) is at least 2 (“Dispute”): now 0 (“Calm”); it would have to rise by at least 2.",
			"[no] « Palier » (Aurélie et Korsavie) vaut au moins 2 (« Différend ») : actuellement 0 (« Calme ») ; il faudrait une hausse d’au moins 2."},
		{"self.belief.crane[korsavia] >= 95",
			"[no] the assessment by Aurelia of Korsavia as author of “The cranes stand still” is at least 95% (almost certain): now 15.53%; it would have to rise by at least 79.47 points.",
			"[no] la probabilité, selon Aurélie, que Korsavie soit l’auteur de « Les grues sont arrêtées » vaut au moins 95 % (quasi certain) : actuellement 15,53 % ; il faudrait une hausse d’au moins 79,47 points."},
		{"held(note, pelagia)",
			"[no] Pelagia holds the evidence “A note in the gulls' hand”.",
			"[no] Pélagie détient la preuve « Une note de la main des Goélands »."},
		{"any(states, it.means >= 6)",
			"[no] for at least one of the States, “Means” (that State) is at least 6 {[no] “Means” (Aurelia) is at least 6: now 2; it would have to rise by at least 4 | [no] “Means” (Pelagia) is at least 6: now 3; it would have to rise by at least 3 | [no] “Means” (Korsavia) is at least 6: now 3; it would have to rise by at least 3}",
			"[no] pour au moins un des États, « Moyens » (cet État) vaut au moins 6 {[no] « Moyens » (Aurélie) vaut au moins 6 : actuellement 2 ; il faudrait une hausse d’au moins 4 | [no] « Moyens » (Pélagie) vaut au moins 6 : actuellement 3 ; il faudrait une hausse d’au moins 3 | [no] « Moyens » (Korsavie) vaut au moins 6 : actuellement 3 ; il faudrait une hausse d’au moins 3}"},
		{"all(others, it.means >= 3)",
			"[yes] for every one of the others, “Means” (that role) is at least 3 {[yes] “Means” (Pelagia) is at least 3: now 3 | [yes] “Means” (Korsavia) is at least 3: now 3 | [yes] “Means” (The Gulls) is at least 3: now 3}",
			"[yes] pour chacun des autres, « Moyens » (ce rôle) vaut au moins 3 {[yes] « Moyens » (Pélagie) vaut au moins 3 : actuellement 3 | [yes] « Moyens » (Korsavie) vaut au moins 3 : actuellement 3 | [yes] « Moyens » (Les Goélands) vaut au moins 3 : actuellement 3}"},
		{"count(states, it.means >= 6) >= 2",
			"[no] for at least 2 of the States, “Means” (that State) is at least 6: now for 0; 2 more needed {[no] “Means” (Aurelia) is at least 6: now 2; it would have to rise by at least 4 | [no] “Means” (Pelagia) is at least 6: now 3; it would have to rise by at least 3 | [no] “Means” (Korsavia) is at least 6: now 3; it would have to rise by at least 3}",
			"[no] pour au moins 2 des États, « Moyens » (cet État) vaut au moins 6 : actuellement pour 0 ; il en faut encore 2 {[no] « Moyens » (Aurélie) vaut au moins 6 : actuellement 2 ; il faudrait une hausse d’au moins 4 | [no] « Moyens » (Pélagie) vaut au moins 6 : actuellement 3 ; il faudrait une hausse d’au moins 3 | [no] « Moyens » (Korsavie) vaut au moins 6 : actuellement 3 ; il faudrait une hausse d’au moins 3}"},
		{"calm < 30 or turn > 1",
			"[yes] at least one of these holds: {[no] “Calm” is below 30: now 39.5; it would have to fall by more than 9.5 | [yes] it is turn 2 or later: it is turn 2}",
			"[yes] au moins une de ces conditions est remplie : {[no] « Calme » est au-dessous de 30 : actuellement 39,5 ; il faudrait une baisse de plus de 9,5 | [yes] on est au tour 2 ou après : on est au tour 2}"},
		{"turn > 3 ? calm > 2 : calm > 99",
			"[no] if it is turn 4 or later, then “Calm” is above 2; otherwise “Calm” is above 99 {[no] it is turn 4 or later: it is turn 2; 2 more turns are needed | [no] “Calm” is above 99: now 39.5; it would have to rise by more than 59.5}",
			"[no] si l’on est au tour 4 ou après, alors « Calme » est au-dessus de 2 ; sinon « Calme » est au-dessus de 99 {[no] on est au tour 4 ou après : on est au tour 2 ; il faut encore 2 tours | [no] « Calme » est au-dessus de 99 : actuellement 39,5 ; il faudrait une hausse de plus de 59,5}"},
	} {
		text, err := os.ReadFile("testdata/harbour/scenario.toml")
		if err != nil {
			t.Fatal(err)
		}
		extra := late + "\n[response.probe]\nby = \"aurelia\"\ntarget = \"korsavia\"\nblind = true\nwhen = \"" + c.when + "\"\n"
		x := compileFor(t, fstest.MapFS{"scenario.toml": {Data: append(text, extra...)}}, "scenario.toml", "harbour")
		now := moments(t, x.g, 1)[2]
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			e := prose.For(x.g, lang).Explainer(x.things, now)
			got := ""
			for _, s := range e.Topic(e.Find("probe")[0]).Sections {
				if s.Key == "when" {
					got = told(s.Lines[:1])
				}
			}
			for _, lead := range []string{"It can be chosen in every turn, and comes off only if ", "On peut le choisir à chaque tour, et cela n’aboutit que si, ", "On peut le choisir à chaque tour, et cela n’aboutit que si "} {
				got = strings.Replace(got, lead, "", 1)
			}
			if got != want {
				t.Errorf("%s %s\n got %s\nwant %s", lang, c.when, got, want)
			}
		}
	}
}

// told writes lines in one: what holds in brackets, what belongs to a line in
// braces.
func told(lines []prose.Line) string {
	var out []string
	for _, l := range lines {
		s := strings.ReplaceAll(l.Text, "\u202f", " ")
		if l.Holds != "" {
			s = "[" + l.Holds + "] " + s
		}
		if len(l.Lines) > 0 {
			s += " {" + told(l.Lines) + "}"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

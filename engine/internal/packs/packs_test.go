package packs_test

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/casebook"
	"demarche/engine/internal/golden"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// needs is what a scenario must have so that a pack goes into it, as README.md
// says.
var needs = map[string]string{
	"ladder_e0_e9": "",
	"paris_call":   "",
	"un_norms":     "",
	"marks":        "",
	"forays":       legitimacy + misperception,
	"common_rules": ladder + legitimacy + trust + misperception,
	"hack_back":    ladder + legitimacy + misperception + evidence + tempted,
	"eu_toolbox":   ladder + legitimacy + trust + misperception + cohesion + union,
}

const (
	ladder        = "[ladder]\nrungs = [{ name = \"0\" }, { name = \"1\" }, { name = \"2\" }, { name = \"3\" }, { name = \"4\" }, { name = \"5\" }, { name = \"6\" }, { name = \"7\" }, { name = \"8\" }, { name = \"9\" }]\n"
	legitimacy    = "[role_track.legitimacy]\ntitle = { en = \"Standing\", fr = \"Crédit\" }\nstart = 50\n"
	trust         = "[pair_track.trust]\ntitle = { en = \"Trust\", fr = \"Confiance\" }\nstart = 50\n"
	misperception = "[pair_track.misperception]\ntitle = { en = \"Misperception\", fr = \"Erreur de perception\" }\nstart = 20\n"
	evidence      = "[track.evidence_integrity]\ntitle = { en = \"Evidence\", fr = \"Preuves\" }\nstart = 90\n"
	cohesion      = "[track.cohesion]\ntitle = { en = \"Unity\", fr = \"Unité\" }\nstart = 65\n"
	tempted       = "[group]\ntempted = [\"hospital\", \"responder\"]\nhavens = [\"korsavia\", \"pelagia\"]\n"
	union         = "[group]\neu_members = [\"aurelia\", \"norvane\", \"cadria\"]\neu_voice = [\"eu_hr\"]\neu_third = [\"korsavia\", \"pelagia\"]\n"
)

// roles is a small world in which every pack has somebody to play it.
const roles = `
[role.aurelia]
kind = "state"
title = { en = "Aurelia", fr = "Aurélie" }
[role.norvane]
kind = "state"
title = { en = "Norvane", fr = "Norvane" }
[role.cadria]
kind = "state"
seat = false
title = { en = "Cadria", fr = "Cadrie" }
[role.korsavia]
kind = "state"
title = { en = "Korsavia", fr = "Korsavie" }
[role.pelagia]
kind = "state"
title = { en = "Pelagia", fr = "Pélagie" }
[role.eu_hr]
title = { en = "High Representative", fr = "Haut représentant" }
[role.hospital]
state = "aurelia"
title = { en = "Hospital", fr = "Hôpital" }
[role.responder]
kind = "company"
state = "aurelia"
title = { en = "Responder", fr = "Prestataire" }
`

// packs lists the packs that come with the program.
func packs(t *testing.T) []string {
	t.Helper()
	entries, err := fs.ReadDir(scenarios.FS, "pack:")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".toml"); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// world is a scenario around packs, in both languages.
func world(include []string, rest string) string {
	var names []string
	for _, id := range include {
		names = append(names, fmt.Sprintf("%q", id))
	}
	return "format = 1\nid = \"packed\"\ntitle = { en = \"Packed\", fr = \"Lots\" }\nlanguages = [\"en\", \"fr\"]\nturns = 5\ninclude = [" +
		strings.Join(names, ", ") + "]\n" + rest + roles
}

// compile compiles a scenario that includes packs.
func compile(t *testing.T, text string) *game.Machine {
	t.Helper()
	doc, err := scenario.Read(scenarios.WithPacks(fstest.MapFS{"scenario.toml": {Data: []byte(text)}}), "scenario.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return game.NewMachine(g)
}

// plain is all packs as files of a scenario's own folder, so that warnings about
// them are told.
func plain(t *testing.T) fstest.MapFS {
	t.Helper()
	named := regexp.MustCompile(`"pack:([a-z0-9_]+)"`)
	out := fstest.MapFS{}
	for _, id := range packs(t) {
		data, err := fs.ReadFile(scenarios.FS, "pack:"+id+".toml")
		if err != nil {
			t.Fatal(err)
		}
		out[id+".toml"] = &fstest.MapFile{Data: named.ReplaceAll(data, []byte(`"$1.toml"`))}
	}
	return out
}

// Every pack goes alone into a scenario that has what README.md says it needs, in
// English and French, without a warning; and so do all together.
func TestPacksCompileWithoutAWarning(t *testing.T) {
	all := packs(t)
	if got := slices.Sorted(maps.Keys(needs)); !slices.Equal(got, all) {
		t.Fatalf("packs are %q, this test knows %q", all, got)
	}
	together := strings.Replace(legitimacy+trust+misperception+evidence+cohesion+tempted+union, "[group]\neu_members", "eu_members", 1)
	tests := map[string]string{"all": together}
	maps.Copy(tests, needs)
	for name, rest := range tests {
		t.Run(name, func(t *testing.T) {
			files := plain(t)
			include := []string{name + ".toml"}
			if name == "all" {
				include = nil
				for _, id := range all {
					include = append(include, id+".toml")
				}
			}
			files["scenario.toml"] = &fstest.MapFile{Data: []byte(world(include, rest))}
			doc, err := scenario.Read(files, "scenario.toml")
			if err != nil {
				t.Fatal(err)
			}
			_, warnings, err := scenario.Check(doc)
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range warnings {
				if w.Pos.File == "marks.toml" && w.Msg == "nothing reads or changes it" {
					continue // marks are there for those who want them
				}
				t.Error(w)
			}
		})
	}
}

// told adds to a world what makes something happen in a play of it.
var told = map[string]string{
	"marks":        dealings,
	"forays":       dealings,
	"common_rules": dealings + "[pair.aurelia.korsavia]\nrung = 2\n",
	"hack_back": "[inject.leads]\nturn = [1, 2, 3, 4, 5]\ntext = { en = \"An offer.\", fr = \"Une offre.\" }\nrepeat = true\n" +
		"effects = [\"responder.lure = turn == 1 ? 9 : turn == 2 ? 11 : turn == 3 ? 13 : turn == 4 ? 5 : 12\", \"hospital.lure = turn == 1 ? 4 : turn == 2 ? 7 : turn == 3 ? 8 : turn == 4 ? 10 : 14\"]\n",
}

// dealings are measures that leave every mark.
const dealings = `
[response.deal]
by      = "aurelia"
target  = ["korsavia", "pelagia"]
title   = { en = "Deal", fr = "Traiter" }
choice.how.hotline = { text = { en = "by hotline", fr = "par ligne directe" } }
choice.how.way_out = { text = { en = "with a way out", fr = "avec une issue" } }
choice.how.name    = { text = { en = "by naming", fr = "en désignant" } }
choice.how.enter   = { text = { en = "by entering", fr = "en entrant" } }
effects = ["pair(self, target).channel = how == hotline ? 1 : 0", "pair(self, target).off_ramp = how == way_out ? 1 : 0", "pair(self, target).named = how == name ? 40 : 0", "pair(self, target).foray = how == enter ? 9 : 0"]
`

// One play of each pack in a small world, by careless players: what happened,
// every line of the ledger, and the play hashes.
func TestPlaythroughs(t *testing.T) {
	for _, id := range packs(t) {
		t.Run(id, func(t *testing.T) {
			more := needs[id] + strings.ReplaceAll(told[id], "[group]\n", "")
			switch id { // a mark that the pack does not bring is not left
			case "marks":
				more = strings.Replace(more, `, "pair(self, target).foray = how == enter ? 9 : 0"`, "", 1)
			case "forays":
				more = regexp.MustCompile(`effects = \["pair\(self, target\).channel.*, "pair\(self, target\).foray`).ReplaceAllString(more, `effects = ["pair(self, target).foray`)
			}
			golden.Equal(t, casebook.Told(t, compile(t, world([]string{"pack:" + id}, more)), 7, policy.Random))
		})
	}
}

func TestTheLadderHasTenRungsAndFourFirebreaks(t *testing.T) {
	l := compile(t, world([]string{"pack:ladder_e0_e9"}, "")).Game.Ladder
	var below []int32
	for _, f := range l.Firebreaks {
		below = append(below, f.Below)
	}
	if len(l.Rungs) != 10 || !slices.Equal(below, []int32{4, 5, 7, 9}) {
		t.Errorf("%d rungs, firebreaks below %v", len(l.Rungs), below)
	}
}

// What README.md lists is there, and what is there is listed.
func TestREADMEListsWhatPacksBring(t *testing.T) {
	data, err := fs.ReadFile(scenarios.FS, "packs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	header := regexp.MustCompile(`(?m)^\[(?:response|temptation|track|role_track|pair_track|param|rule|inject|ending)\.([a-z0-9_]+)\]`)
	for _, id := range packs(t) {
		if !strings.Contains(readme, "| `"+id+"` |") {
			t.Errorf("README.md does not list %s", id)
		}
		text, err := fs.ReadFile(scenarios.FS, "pack:"+id+".toml")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range header.FindAllStringSubmatch(string(text), -1) {
			if !regexp.MustCompile(`[\x60 .]` + m[1] + `[\x60 ]`).MatchString(readme) {
				t.Errorf("README.md does not name %s of %s", m[1], id)
			}
		}
	}
}

// started starts a sitting in a world with packs; more is text beside them.
func started(t *testing.T, seed uint64, include, more string) *sit.Sitting {
	t.Helper()
	var names []string
	for _, id := range strings.Fields(include) {
		names = append(names, "pack:"+id)
	}
	return sit.Start(t, compile(t, world(names, more)), seed, nil)
}

const common = legitimacy + trust + misperception

// Marks are read at the end of the turn and are gone in the next.
func TestCommonRulesReadMarks(t *testing.T) {
	const acts = common + `
[pair.aurelia.korsavia]
rung = 2
[response.call]
by = "aurelia"
target = "korsavia"
effects = ["pair(self, target).channel = 1"]
[response.offer]
by = "aurelia"
target = "korsavia"
effects = ["pair(self, target).off_ramp = 1"]
[response.blame]
by = "aurelia"
target = "korsavia"
effects = ["pair(self, target).named = 45"]
[response.prove]
by = "aurelia"
target = "korsavia"
effects = ["pair(self, target).named = 50"]
[response.err]
by = "aurelia"
target = "korsavia"
effects = ["pair(self, target).misnamed = 1"]
`
	const tie = "pair(aurelia, korsavia)."
	tests := []struct {
		name   string
		orders [][]string // by turn
		want   map[string]float64
	}{
		{"silence", [][]string{nil}, map[string]float64{tie + "misperception": 24, tie + "unoffered": 2, "pair(aurelia, norvane).misperception": 20}},
		{"a channel", [][]string{{"aurelia call korsavia"}}, map[string]float64{tie + "misperception": 17, tie + "channel": 0}},
		{"three turns without a way out", [][]string{nil, nil, nil}, map[string]float64{tie + "misperception": 37, tie + "trust": 45, tie + "unoffered": 1}},
		{"a way out in between", [][]string{nil, {"aurelia offer korsavia"}, nil}, map[string]float64{tie + "misperception": 32, tie + "trust": 50, tie + "unoffered": 2, tie + "off_ramp": 0}},
		{"naming too early", [][]string{{"aurelia blame korsavia"}}, map[string]float64{tie + "misperception": 39, "aurelia.legitimacy": 40, "korsavia.legitimacy": 50, tie + "named": 0}},
		{"naming on a file", [][]string{{"aurelia prove korsavia"}}, map[string]float64{tie + "misperception": 24, "aurelia.legitimacy": 50}},
		{"naming wrongly", [][]string{{"aurelia err korsavia"}}, map[string]float64{tie + "trust": 30, "aurelia.legitimacy": 40}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := calm(t, "ladder_e0_e9 common_rules", acts, len(tt.orders))
			for _, o := range tt.orders {
				s.Turn(o...)
			}
			for path, want := range tt.want {
				if got := s.Get(path); got != want {
					t.Errorf("%s is %v, want %v", path, got, want)
				}
			}
		})
	}
	s := calm(t, "ladder_e0_e9 common_rules", acts, 2)
	s.Turn("aurelia err korsavia")
	if s.Events(game.EventInject, "apology_due") != 1 {
		t.Error("nobody asks for an apology")
	}
}

// calm starts a sitting in whose first turns no accident comes.
func calm(t *testing.T, include, more string, turns int) *sit.Sitting {
	t.Helper()
	for seed := range uint64(100) {
		s := started(t, seed, include, more)
		quiet := true
		for range turns {
			s.Turn()
			quiet = quiet && s.Events(game.EventRule, "accident") == 0
		}
		if quiet {
			return started(t, seed, include, more)
		}
	}
	t.Fatal("there is no calm")
	return nil
}

// An accident comes as often as misperception says, touches strained pairs only,
// and lifts no pair above its top.
func TestAccidentsComeAsOftenAsTheySay(t *testing.T) {
	m := compile(t, world([]string{"pack:ladder_e0_e9", "pack:common_rules"}, strings.Replace(common, "start = 20", "start = 90", 1)+"[pair.aurelia.korsavia]\nrung = 1\n[pair.norvane.korsavia]\nrung = 6\n"))
	const runs = 3000
	hits := 0.0
	for seed := range uint64(runs) {
		s := sit.Start(t, m, seed, nil)
		s.Turn()
		// Beside the accident stands a silence, which has raised 90 to 94 before.
		if s.Get("pair(aurelia, korsavia).rung") == 2 {
			hits++
		}
		if x := s.Get("pair(norvane, korsavia).rung"); x != 6 {
			t.Fatalf("an accident leads to %v", x)
		}
		if x := s.Get("pair(aurelia, norvane).rung"); x != 0 {
			t.Fatalf("an accident between friends: %v", x)
		}
	}
	if got, want := hits/runs, 0.02+94./500; got < want-0.025 || got > want+0.025 {
		t.Errorf("accidents in %.3f of all, want %.3f", got, want)
	}
}

// A foray is seen, and hits a bystander, as often as its degree and the certainty
// about the machine say; then it is over.
func TestForaysHaveTheirPrice(t *testing.T) {
	m := compile(t, world([]string{"pack:forays"}, legitimacy+misperception+`
[response.enter]
by = "responder"
target = ["korsavia", "pelagia"]
tray = "covert"
effects = ["pair(self, target).foray = 4"]
[response.know]
by = "responder"
target = ["korsavia", "pelagia"]
tray = "investigate"
effects = ["pair(self, target).host_certainty += 80"]
`))
	const runs = 2000
	count := func(orders ...string) (seen, hit float64) {
		for seed := range uint64(runs) {
			s := sit.Start(t, m, seed, nil)
			s.Turn(orders...)
			if s.Get("pair(aurelia, korsavia).foray") != 0 {
				t.Fatal("a foray is not over")
			}
			if s.Get("aurelia.legality_debt") == 4 {
				seen++
				if x := s.Get("pair(aurelia, korsavia).misperception"); x != 32 {
					t.Fatalf("misperception %v", x)
				}
			}
			if s.Get("bystander_harm") == 14 {
				hit++
			}
		}
		return seen / runs, hit / runs
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if got < want-0.04 || got > want+0.04 {
			t.Errorf("%s in %.3f of all, want %.3f", what, got, want)
		}
	}
	seen, hit := count("responder enter korsavia")
	near("seen", seen, 0.7)
	near("a bystander hit", hit, 0.6)
	_, hit = count("responder know korsavia", "responder enter korsavia")
	near("a bystander hit by one who knows", hit, 0.2)
	seen, hit = count()
	near("seen without a foray", seen, 0)
	near("hit without a foray", hit, 0)
}

// Each degree makes its own offer, and every offer has a lawful twin that the same
// role may choose.
func TestEachLureMakesItsOffer(t *testing.T) {
	offers := map[int]string{4: "beacon_ext", 5: "takedown", 7: "rescue_data", 8: "whr", 9: "pivot_c2", 10: "ddos_back", 11: "wipe_c2", 12: "mercenary", 13: "dox_back", 14: "vigilante_patch", 15: "preempt"}
	for lure := 0; lure <= 15; lure++ {
		more := legitimacy + misperception + evidence + tempted + fmt.Sprintf("[inject.lead]\nturn = 1\ntext = { en = \"x\", fr = \"x\" }\neffects = [\"responder.lure = %d\"]\n", lure)
		s := started(t, 1, "ladder_e0_e9 hack_back", more)
		var got []string
		for i := range s.M.Game.Actions {
			a := &s.M.Game.Actions[i]
			if !a.Temptation {
				continue
			}
			if s.M.View(&s.S, s.Role("hospital")).Offered(int32(i)) {
				t.Errorf("lure %d of another offers %s", lure, a.ID)
			}
			if s.M.View(&s.S, s.Role("responder")).Offered(int32(i)) {
				got = append(got, a.ID)
				if twin := &s.M.Game.Actions[a.Instead]; twin.Temptation || !twin.By.Has(s.Role("responder")) || twin.Status != "lawful" {
					t.Errorf("%s has no lawful twin: %s", a.ID, twin.ID)
				}
			}
		}
		if want := offers[lure]; strings.Join(got, " ") != want {
			t.Errorf("lure %d offers %q, want %q", lure, got, want)
		}
		if len(got) == 1 {
			before := s.Get("grip")
			s.Close("responder " + got[0] + " pelagia !")
			if after := s.Get("grip"); after >= before && got[0] != "whr" {
				t.Errorf("%s pays nothing: grip %v -> %v", got[0], before, after)
			}
			if s.Get("evidence_integrity") >= 90 {
				t.Errorf("%s leaves the evidence whole", got[0])
			}
		}
	}
}

// A body votes by what its members think of the file, and never while they are at
// odds.
func TestMembersVoteByTheirFile(t *testing.T) {
	const ready = "eu_members.eu_case = "
	const eu = "ladder_e0_e9 eu_toolbox"
	more := func(file, unity int) string {
		return strings.Replace(common+cohesion+union, "start = 65", fmt.Sprintf("start = %d", unity), 1) +
			fmt.Sprintf("[inject.file]\nturn = 1\ntext = { en = \"x\", fr = \"x\" }\neffects = [\"%s%d\"]\n", ready, file)
	}
	tests := []struct {
		move        string
		file, unity int
		want        bool
	}{
		{"eu_hr eu_declaration korsavia wording=concern", 40, 65, true},
		{"eu_hr eu_declaration korsavia wording=concern", 39, 65, false},
		{"eu_hr eu_declaration korsavia wording=concern", 40, 39, false},
		{"eu_hr eu_declaration korsavia wording=actors", 55, 65, true},
		{"eu_hr eu_declaration korsavia wording=state", 69, 65, false},
		{"eu_hr eu_declaration korsavia wording=state", 70, 65, true},
		{"eu_hr eu_conclusions", 0, 40, true},
		{"eu_hr eu_conclusions", 0, 39, false},
		{"eu_hr eu_listing korsavia !", 79, 65, false},
		{"eu_hr eu_listing korsavia !", 80, 65, true},
		{"eu_hr eu_sectoral korsavia !", 84, 65, false},
		{"eu_hr eu_sectoral korsavia !", 85, 65, true},
		{"aurelia eu_signal korsavia", 69, 65, false},
		{"aurelia eu_signal korsavia", 70, 65, true},
		{"eu_hr eu_back_lawful cadria", 0, 40, true},
		{"aurelia eu_rrt cadria", 0, 0, true},
		{"aurelia eu_427 korsavia !", 0, 0, true}, // the victim alone
		{"aurelia eu_222", 0, 0, true},
		{"eu_hr eu_spokesperson korsavia", 0, 0, true},
	}
	for _, tt := range tests {
		s := started(t, 1, eu, more(tt.file, tt.unity))
		move := s.Move(tt.move)
		var ballots []game.Ballot
		for r := range s.M.Game.Roles {
			for _, p := range s.M.View(&s.S, int32(r)).Proposals([]game.Move{move}) {
				if yes, says := s.M.Accepts(&s.S, p.Move, int32(r), nil); !p.Mine && says && s.M.Game.Roles[r].Seat {
					ballots = append(ballots, game.Ballot{Move: p.Move, Role: int32(r), Yes: yes})
				}
			}
		}
		s.CloseWith(ballots, tt.move)
		id := strings.Fields(tt.move)[1]
		if got := s.Events(game.EventMove, id) == 1; got != tt.want {
			t.Errorf("%s with a file of %d and unity of %d: %v, want %v", tt.move, tt.file, tt.unity, got, tt.want)
		}
	}
}

// Naming by the toolbox leaves the mark that the common rules read.
func TestPacksGoTogether(t *testing.T) {
	s := started(t, 1, "ladder_e0_e9 common_rules eu_toolbox hack_back",
		strings.Replace(common+evidence+cohesion+tempted+union, "[group]\neu_members", "eu_members", 1)+
			"[pair.aurelia.korsavia]\nrung = 1\n[inject.file]\nturn = 1\ntext = { en = \"x\", fr = \"x\" }\neffects = [\"eu_members.eu_case = 45\", \"responder.lure = 9\"]\n")
	s.Turn("aurelia eu_427 korsavia !", "responder pivot_c2 pelagia !", "eu_hr eu_dialogue pelagia")
	if x := s.Get("aurelia.legitimacy"); x > 40 { // named on a file of 45
		t.Errorf("legitimacy %v", x)
	}
	if s.Get("pair(norvane, pelagia).channel") != 0 || s.Get("pair(aurelia, korsavia).named") != 0 {
		t.Error("marks stay")
	}
	if s.Get("pair(aurelia, pelagia).host_certainty") != 30 {
		t.Error("the firm's foray is not its State's")
	}
}

// Random play with all packs keeps the laws that every game keeps: it ends, and
// nothing is a fault.
func TestAWorldOfPacksPlays(t *testing.T) {
	m := compile(t, world([]string{"pack:ladder_e0_e9", "pack:common_rules", "pack:eu_toolbox", "pack:hack_back"},
		strings.Replace(common+evidence+cohesion+tempted+union, "[group]\neu_members", "eu_members", 1)+
			"[rule.lead]\neffects = [\"tempted.lure = 3 + turn\"]\n"))
	for seed := range uint64(60) {
		var l game.Ledger
		p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, &l)
		var s game.State
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		dice := sit.NewDice(seed)
		for !s.Ended() {
			p.Open(&s)
			p.Adjudicate(&s, dice.Orders(m, &s))
		}
		if len(l.Faults) > 0 {
			t.Fatalf("seed %d: %+v", seed, l.Faults[0])
		}
	}
}

package scenario_test

import (
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/scenario"
)

// compile compiles a scenario of one file; it may have no faults.
func compile(t *testing.T, text string) *game.Game {
	t.Helper()
	g, err := tryCompile(text)
	if err != nil {
		t.Fatalf("compile:\n%v", err)
	}
	return g
}

func tryCompile(text string) (*game.Game, error) {
	d, err := scenario.Read(fstest.MapFS{"t.toml": {Data: []byte(text)}}, "t.toml")
	if err != nil {
		return nil, err
	}
	return scenario.Compile(d)
}

func everything(t *testing.T) *game.Game {
	t.Helper()
	d, err := scenario.Read(os.DirFS("testdata"), "everything.good.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(d)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func slotOf(t *testing.T, g *game.Game, path string) int32 {
	t.Helper()
	for i, s := range g.Slots {
		if s.Path == path {
			return int32(i)
		}
	}
	t.Fatalf("no slot %q", path)
	return -1
}

func roleOf(t *testing.T, g *game.Game, id string) int32 {
	t.Helper()
	i := slices.IndexFunc(g.Roles, func(r game.Role) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("no role %q", id)
	}
	return int32(i)
}

func actionOf(t *testing.T, g *game.Game, id string) *game.Action {
	t.Helper()
	i := slices.IndexFunc(g.Actions, func(a game.Action) bool { return a.ID == id })
	if i < 0 {
		t.Fatalf("no action %q", id)
	}
	return &g.Actions[i]
}

func TestTheTurnIsInOrder(t *testing.T) {
	g := everything(t)
	var got []string
	for _, s := range g.Plan.Open {
		switch s.Do {
		case game.DoAttack:
			got = append(got, g.Attacks[s.Index].ID)
		case game.DoEvidence:
			got = append(got, g.Evidence[s.Index].ID)
		case game.DoInject:
			got = append(got, g.Injects[s.Index].ID)
		default:
			got = append(got, map[game.Doing]string{
				game.DoRandoms: "draws", game.DoDrift: "drift", game.DoCool: "cool", game.DoDue: "due", game.DoDeadline: "deadline", game.DoFired: "fired",
				game.DoRefill: "refill", game.DoBeliefs: "beliefs", game.DoOffers: "offers",
			}[s.Do])
		}
	}
	// note and protests come only when revealed or fired, twice at Reveal.
	want := "draws drift cool due deadline fired wiper copy vpn_log weekly refill beliefs offers"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("Open is %q, want %q", s, want)
	}
	if last := g.Plan.Close[len(g.Plan.Close)-1]; last.Do != game.DoInject || g.Injects[last.Index].ID != "twice" {
		t.Errorf("the turn closes with %v, want the inject of the reveal", last)
	}
	var trays []string
	for _, tray := range g.Plan.Trays {
		trays = append(trays, tray.String())
	}
	if s := strings.Join(trays, " "); s != "covert talk investigate defend law restrict attack" {
		t.Errorf("trays are played %q", s)
	}
	if got := g.Begins; !slices.Equal(got, []float64{0, 12, 60, 108, 156}) {
		t.Errorf("turns begin at hours %v", got)
	}
	if len(g.Plan.Bounded) != 1 || g.Slots[g.Plan.Bounded[0]].Path != "calm" {
		t.Errorf("bounded by another number: %v, want calm alone", g.Plan.Bounded)
	}
}

func TestStreamsAreNamedByPurposeAndID(t *testing.T) {
	g := everything(t)
	block := func(id string) game.Block {
		return g.Blocks[slices.IndexFunc(g.Blocks, func(b game.Block) bool { return b.ID == id })]
	}
	tests := []struct {
		name      string
		got, want chance.Stream
	}{
		{"role", g.Roles[0].Key, chance.Actor("aurelia")},
		{"outcome", actionOf(t, g, "strike").Stream, chance.Name("outcome", "strike")},
		{"also", block("strike.bill").Stream, chance.Name("also", "strike.bill")},
		{"also of an attack", block("wiper.spread").Stream, chance.Name("also", "wiper.spread")},
		{"rule", g.Rules[0].Stream, chance.Name("rule", "drift")},
		{"evidence", g.Evidence[0].Stream, chance.Name("evidence", "note")},
		{"author", g.Attacks[0].Stream, chance.Name("author", "wiper")},
		{"ending", g.Endings[1].Stream, chance.Name("ending", "chance")},
		{"plan", g.Roles[0].Plan[0].Stream, chance.Name("plan", "aurelia.protest")},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: stream %x, want %x", tt.name, tt.got, tt.want)
		}
	}
}

func TestDefaultAudiencesOfActs(t *testing.T) {
	g := everything(t)
	tests := []struct {
		id           string
		seen, author game.Audience
	}{
		{"strike", game.Audience{Mover: true}, game.Audience{Mover: true}},
		{"strike.bill", game.Audience{Mover: true}, game.Audience{Mover: true}},
		{"protest", game.Audience{Fixed: game.Everybody}, game.Audience{Fixed: health, Mover: true, Target: true}},
		{"look", game.Audience{Mover: true}, game.Audience{Mover: true}},
		{"after", game.Audience{Fixed: aurelia, Mover: true}, game.Audience{Fixed: aurelia, Mover: true}},
		{"answer", game.Audience{Mover: true, Target: true}, game.Audience{Mover: true, Target: true}},
		{"wiper", game.Audience{Fixed: aurelia | tern | health}, game.Audience{}},
		{"protests", game.Audience{Fixed: game.Everybody}, game.Audience{Fixed: aurelia | tern}},
		{"both", game.Audience{Mover: true, Target: true}, game.Audience{Mover: true, Target: true}},
	}
	for _, tt := range tests {
		b := g.Blocks[slices.IndexFunc(g.Blocks, func(b game.Block) bool { return b.ID == tt.id })]
		if b.Seen != tt.seen || b.Author != tt.author {
			t.Errorf("%s: seen %+v, author %+v, want %+v, %+v", tt.id, b.Seen, b.Author, tt.seen, tt.author)
		}
	}
}

func TestBeliefsBeginAsWritten(t *testing.T) {
	g := compile(t, `
format = 1
id = "t"
turns = 2
[role.a]
[role.b]
[role.c]
[attack.weights]
on = "a"
turn = 1
author = { b = 3, c = 1 }
[attack.suspects]
on = "a"
turn = 1
author = "c"
suspects = { b = 30, c = 45 }
[attack.reckoned]
on = "a"
turn = 1
author = "c"
suspects = { b = "self == a ? 30 : 90", c = "self == a ? 45 : 60" }
[evidence.like]
about = "weights"
turn  = 1
like  = { b = 0.8, unknown = 0.2 }
[evidence.points]
about  = "suspects"
turn   = 1
points = { b = 4, author = 3 }
`)
	priors := [][]float64{{75, 25, 0}, {30, 45, 25}, {30, 45, 25}}
	for i, want := range priors {
		for j, p := range g.Attacks[i].Prior {
			if got := g.Code.Walk(nil, &rule.Bind{Self: 0, Target: -1}, p); got != want[j] {
				t.Errorf("%s: prior %d is %v, want %v", g.Attacks[i].ID, j, got, want[j])
			}
		}
	}
	rest := g.Attacks[2].Prior[2]
	if got := g.Code.Walk(nil, &rule.Bind{Self: 1, Target: -1}, rest); got != 0 {
		t.Errorf("the rest of more than 100 per cent is %v, want 0", got)
	}
	if e := g.Evidence[0]; !slices.Equal(e.Like, []float64{0.8, 0.5, 0.2}) || !slices.Equal(e.LikeAuthor, []float64{0.8, 0.5}) {
		t.Errorf("like %v and by author %v, want whoever is not named at the mean", e.Like, e.LikeAuthor)
	}
	if e := g.Evidence[1]; !slices.Equal(e.Points, []float64{4, 1, 1}) || e.AuthorTimes != 3 || e.Like != nil {
		t.Errorf("points %v, author %v", e.Points, e.AuthorTimes)
	}
}

func TestOddsAreShownIfAllWhoMayChooseCanWorkThemOut(t *testing.T) {
	g := everything(t)
	for id, want := range map[string]bool{"strike": true, "look": false, "protest": false} {
		if got := actionOf(t, g, id).OddsShown; got != want {
			t.Errorf("%s shows its odds: %v, want %v", id, got, want)
		}
	}
}

func TestTextsInLanguagesAndFiles(t *testing.T) {
	d, err := scenario.Read(fstest.MapFS{
		"x/scenario.toml": {Data: []byte(`
format = 1
id = "night_call"
turns = 1
languages = ["en", "fr"]
summary = "Only English"
[role.minister]
brief = "brief.minister.md"
[role.hospital]
brief = { en = "brief.hospital.md", fr = "Hôpital" }
title.en = "Hospital"
title.fr = "Hôpital"
`)},
		"x/brief.minister.md":    {Data: []byte("English")},
		"x/brief.minister.fr.md": {Data: []byte("Français")},
		"x/brief.hospital.md":    {Data: []byte("Heal")},
		"x/notes.md":             {Data: []byte("not of the scenario")},
	}, "x")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(d)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		text   game.Text
		en, fr string
	}{
		{"title by default", g.Title, "Night call", "Night call"},
		{"one language", g.Summary, "Only English", "Only English"},
		{"files by language", g.Roles[0].Brief, "English", "Français"},
		{"file and words", g.Roles[1].Brief, "Heal", "Hôpital"},
		{"dotted keys", g.Roles[1].Title, "Hospital", "Hôpital"},
	}
	for _, tt := range tests {
		if en, fr := g.Texts.In(tt.text, 0), g.Texts.In(tt.text, 1); en != tt.en || fr != tt.fr {
			t.Errorf("%s: %q and %q, want %q and %q", tt.name, en, fr, tt.en, tt.fr)
		}
	}
	var names []string
	for _, f := range d.Files {
		names = append(names, f.Name)
	}
	want := []string{"scenario.toml", "brief.hospital.md", "brief.minister.fr.md", "brief.minister.md"}
	if !slices.Equal(names, want) {
		t.Errorf("files %v, want %v", names, want)
	}
}

func TestBoundsAndBandsAndStarts(t *testing.T) {
	g := everything(t)
	s := &g.Slots[slotOf(t, g, "calm")]
	if s.Min != 0 || !math.IsInf(s.Max, 1) || g.Slots[s.MaxOf].Path != "ceiling" || s.MinOf != -1 {
		t.Errorf("calm is between %v and %v (slots %d, %d)", s.Min, s.Max, s.MinOf, s.MaxOf)
	}
	v := make([]float64, len(g.Slots))
	for _, p := range g.Params {
		v[p.Slot] = p.Default
	}
	for path, want := range map[string]float64{
		"calm": 57, "alert": 1, "aurelia.means": 4, "tern.means": 3,
		"pair(aurelia, tern).trust": 40, "pair(tern, aurelia).trust": 50, "pair(aurelia, drovia).trust": 3.5,
		"pair(aurelia, tern).rung": 1,
	} {
		if got := g.Code.Walk(v, &rule.Bind{Self: -1, Target: -1}, g.Slots[slotOf(t, g, path)].Start); got != want {
			t.Errorf("%s starts at %v, want %v", path, got, want)
		}
	}
	for id, want := range map[string][]float64{"calm": {30}, "means": {1.2, 2.4, 3.6, 4.8}, "index": nil} {
		tr := g.Tracks[slices.IndexFunc(g.Tracks, func(x game.Track) bool { return x.ID == id })]
		var got []float64
		if tr.Cuts >= 0 {
			got = g.Code.Cuts[tr.Cuts]
		}
		if len(got) != len(want) {
			t.Errorf("%s is cut at %v, want %v", id, got, want)
		}
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-12 {
				t.Errorf("%s is cut at %v, want %v", id, got, want)
			}
		}
	}
}

func TestCompilingTwiceGivesTheSameGame(t *testing.T) {
	a, b := everything(t), everything(t)
	if len(a.Slots) != len(b.Slots) || len(a.Code.Nodes) != len(b.Code.Nodes) || a.Hash != b.Hash {
		t.Fatal("two games differ in size or hash")
	}
	for i := range a.Slots {
		if a.Slots[i] != b.Slots[i] {
			t.Errorf("slot %d is %+v and %+v", i, a.Slots[i], b.Slots[i])
		}
	}
}

func TestACompiledGameCanBePlayed(t *testing.T) {
	for _, g := range []*game.Game{everything(t), compileFile(t, "minimal.good.toml")} {
		play(t, g)
	}
}

// play plays a game in which nobody chooses anything.
func play(t interface{ Fatalf(string, ...any) }, g *game.Game) {
	p := game.NewMachine(g).NewPlay(chance.Luck{Seed: 7}, nil)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatalf("%s: %v", g.ID, err)
	}
	for !s.Ended() {
		p.Open(&s)
		p.Adjudicate(&s, game.Orders{})
	}
	if s.Turn() < 1 || s.Turn() > g.Turns {
		t.Fatalf("%s ended in turn %d of %d", g.ID, s.Turn(), g.Turns)
	}
	for i, x := range s.V {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			t.Fatalf("%s: %s is %v", g.ID, g.Slots[i].Path, x)
		}
	}
}

func compileFile(t *testing.T, name string) *game.Game {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return compile(t, string(data))
}

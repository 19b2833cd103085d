package scenario_test

import (
	"errors"
	"os"
	"testing"
	"testing/fstest"

	"demarche/engine/game"
	"demarche/engine/scenario"
	"demarche/engine/source"
)

// FuzzCompile: whatever an author writes, there is a game or there are faults
// with places; never a panic, never both.
func FuzzCompile(f *testing.F) {
	for _, pattern := range []string{"testdata/*.good.toml", "testdata/*.bad.toml"} {
		for _, name := range glob(f, pattern) {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		gameOrFaults(t, fstest.MapFS{"t.toml": {Data: data}})
	})
}

// FuzzRows is the same for what stands in a sheet, of whatever kind its rows are.
func FuzzRows(f *testing.F) {
	kinds := []string{"role", "pair", "attack", "evidence", "inject", "temptation", "response"}
	for _, name := range glob(f, "testdata/parts/*.csv") {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for kind := range kinds {
			f.Add(byte(kind), data)
		}
	}
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		text := small + "kind = \"state\"\n[role.b]\nkind = \"state\"\n[track.calm]\n[role_track.means]\n[pair_track.trust]\n" +
			"[response.talk]\nby = \"a\"\ntarget = \"b\"\n[attack.wave]\non = \"b\"\nauthor = \"a\"\n[from]\n" + kinds[int(kind)%len(kinds)] + " = \"x.csv\"\n"
		gameOrFaults(t, fstest.MapFS{"t.toml": {Data: []byte(text)}, "x.csv": {Data: data}})
	})
}

// gameOrFaults reads and compiles t.toml: there is a game, or there are faults
// with places.
func gameOrFaults(t *testing.T, fsys fstest.MapFS) {
	d, err := scenario.Read(fsys, "t.toml")
	if err == nil {
		var g *game.Game
		g, err = scenario.Compile(d)
		if (g == nil) == (err == nil) {
			t.Fatalf("game %v and error %v", g, err)
		}
		if g != nil {
			sound(t, g)
		}
	}
	var fault *source.Fault
	if err != nil && (!errors.As(err, &fault) || fault.Pos.File == "") {
		t.Fatalf("an error without a place: %v", err)
	}
}

// sound checks that a game refers to what it has.
func sound(t *testing.T, g *game.Game) {
	for _, s := range g.Slots {
		if s.MinOf >= int32(len(g.Slots)) || s.MaxOf >= int32(len(g.Slots)) {
			t.Fatalf("%s is bounded by what is not there", s.Path)
		}
		if s.Exact&s.Band != 0 {
			t.Fatalf("%s is seen twice by %x", s.Path, s.Exact&s.Band)
		}
	}
	for _, b := range g.Blocks {
		for _, e := range b.Effects {
			if to := g.Slots[e.To.Base]; to.Track < 0 || g.Tracks[to.Track].Fixed {
				t.Fatalf("%s changes %s", b.ID, to.Path)
			}
		}
	}
	if len(g.Begins) != int(g.Turns)+1 {
		t.Fatalf("%d turns begin %d times", g.Turns, len(g.Begins))
	}
	game.NewMachine(g)
}

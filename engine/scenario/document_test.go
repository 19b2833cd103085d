package scenario_test

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/scenario"
	"demarche/engine/source"
	"demarche/scenarios"
)

const small = "format = 1\nid = \"t\"\nturns = 1\n[role.a]\n"

func TestReadSaysWhatCannotBeRead(t *testing.T) {
	fsys := fstest.MapFS{
		"broken/scenario.toml": {Data: []byte("x = [\n")},
		"empty/brief.md":       {Data: []byte("no scenario beside it")},
	}
	for _, name := range []string{"nowhere", "nowhere.toml", "empty"} {
		_, err := scenario.Read(fsys, name)
		var f *source.Fault
		if !errors.Is(err, fs.ErrNotExist) || errors.As(err, &f) {
			t.Errorf("Read(%q): %v, want fs.ErrNotExist and no fault", name, err)
		}
	}
	_, err := scenario.Read(fsys, "broken")
	var f *source.Fault
	if !errors.As(err, &f) || f.Pos.File != "broken/scenario.toml" {
		t.Errorf("Read of broken TOML: %v, want a fault in broken/scenario.toml", err)
	}
}

func TestHashChangesWithEveryFileAndNothingElse(t *testing.T) {
	read := func(files fstest.MapFS) [32]byte {
		d, err := scenario.Read(files, "x")
		if err != nil {
			t.Fatal(err)
		}
		return d.Hash()
	}
	withBrief := small + "brief = \"b.md\"\n"
	base := read(fstest.MapFS{"x/scenario.toml": {Data: []byte(withBrief)}, "x/b.md": {Data: []byte("1")}})
	tests := []struct {
		name  string
		files fstest.MapFS
		same  bool
	}{
		{"the same again", fstest.MapFS{"x/scenario.toml": {Data: []byte(withBrief)}, "x/b.md": {Data: []byte("1")}}, true},
		{"a file it does not name", fstest.MapFS{"x/scenario.toml": {Data: []byte(withBrief)}, "x/b.md": {Data: []byte("1")}, "x/c.md": {}}, true},
		{"another brief", fstest.MapFS{"x/scenario.toml": {Data: []byte(withBrief)}, "x/b.md": {Data: []byte("2")}}, false},
		{"another comment", fstest.MapFS{"x/scenario.toml": {Data: []byte(withBrief + "# x")}, "x/b.md": {Data: []byte("1")}}, false},
		{"a brief in English too", fstest.MapFS{"x/scenario.toml": {Data: []byte(withBrief)}, "x/b.md": {Data: []byte("1")}, "x/b.en.md": {}}, false},
	}
	for _, tt := range tests {
		if got := read(tt.files) == base; got != tt.same {
			t.Errorf("%s: same hash %v, want %v", tt.name, got, tt.same)
		}
	}
}

func TestLimitsAreFaults(t *testing.T) {
	var roles strings.Builder
	for i := range 64 {
		roles.WriteString("[role.r" + strings.Repeat("x", i) + "]\n")
	}
	var wide strings.Builder
	wide.WriteString("format = 1\nid = \"t\"\nturns = 1\n")
	for i := range 63 {
		wide.WriteString("[role.r" + strings.Repeat("x", i) + "]\n")
	}
	for i := range 63 {
		wide.WriteString("[pair_track.t" + strings.Repeat("x", i) + "]\nbetween = \"roles\"\ndirected = true\n")
	}
	tests := []struct{ name, give, want string }{
		{"roles", "format = 1\nid = \"t\"\nturns = 1\n" + roles.String(), "64 roles, at most 63 are allowed"},
		{"numbers", wide.String(), "the state has more than 200000 numbers"},
		{"a text", small + "brief = \"" + strings.Repeat("x", scenario.MaxText+1) + "\"\n", "4097 bytes, at most 4096"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tryCompile(tt.give)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want a fault that says %q", err, tt.want)
			}
		})
	}
}

func TestShippedScenariosCompile(t *testing.T) {
	found, err := filepath.Glob("../../scenarios/*/scenario.toml")
	if err != nil || len(found) == 0 {
		t.Fatalf("no scenario is shipped (%v)", err)
	}
	for _, file := range found {
		name := filepath.Base(filepath.Dir(file))
		t.Run(name, func(t *testing.T) {
			d, err := scenario.Read(scenarios.FS, name)
			if err != nil {
				t.Fatal(err)
			}
			g, err := scenario.Compile(d)
			if err != nil {
				t.Fatal(err)
			}
			if g.ID != name {
				t.Errorf("the folder %s holds the scenario %s", name, g.ID)
			}
		})
	}
}

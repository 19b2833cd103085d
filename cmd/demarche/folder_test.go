package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A scenario's files stay inside its folder, whatever its texts and links say.
// The scenario is opened by several of its names: each must lead to the same.
func TestNoFileOutsideTheFolderIsRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		at := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	write("secret.md", "the secret")
	write("game/briefs/in.md", "read")
	link("../secret.md", "game/out.md")
	link(filepath.Join(dir, "secret.md"), "game/absolute.md")
	link("briefs/in.md", "game/within.md")
	link("..", "game/above")
	link("game", "linked")
	link("../linked.toml", "game/main.toml")
	write("linked.toml", "format = 1\nid = \"t\"\nturns = 1\n[role.a]\n")

	tests := []struct{ brief, want string }{
		{"briefs/in.md", ""},
		{"within.md", ""},
		{"out.md", `the file "out.md" cannot be read: it leads out of the scenario's folder (put the file itself beside the scenario)`},
		{"absolute.md", `the file "absolute.md" cannot be read: it leads out of the scenario's folder (put the file itself beside the scenario)`},
		{"above/secret.md", `the file "above/secret.md" cannot be read: it leads out of the scenario's folder (put the file itself beside the scenario)`},
		{"../secret.md", `"../secret.md" is no file beside the scenario (write the file's name alone)`},
		{"briefs/../../secret.md", `"briefs/../../secret.md" is no file beside the scenario (write the file's name alone)`},
		{filepath.Join(dir, "secret.md"), `"` + filepath.Join(dir, "secret.md") + `" is no file beside the scenario (write the file's name alone)`},
		{"nowhere.md", `there is no file "nowhere.md" (write it beside the scenario, or nowhere.en.md)`},
		{"briefs.md", `the file "briefs.md" cannot be read: it is not a plain file (put the file itself beside the scenario)`},
	}
	if err := os.Mkdir(filepath.Join(dir, "game/briefs.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(strings.ReplaceAll(tt.brief, "/", "_"), func(t *testing.T) {
			write("game/scenario.toml", "format = 1\nid = \"t\"\nturns = 1\n[role.a]\nbrief = \""+tt.brief+"\"\n")
			t.Chdir(dir)
			for _, name := range []string{"game", "./game/", "game/scenario.toml", "linked", filepath.Join(dir, "game"), "linked/../game"} {
				code, said := checkIn(name)
				at := strings.TrimSuffix(filepath.Clean(name), "/scenario.toml") + "/scenario.toml:5:9: role.a.brief: "
				if tt.want == "" && code != fine || tt.want != "" && (code != no || said != at+tt.want+"\n") {
					t.Errorf("check %s gives %d and\n%swant\n%s", name, code, said, at+tt.want)
				}
			}
			t.Chdir(filepath.Join(dir, "game/briefs"))
			if code, said := checkIn(".."); (code == fine) != (tt.want == "") || tt.want != "" && said != "../scenario.toml:5:9: role.a.brief: "+tt.want+"\n" {
				t.Errorf("check .. gives %d and\n%s", code, said)
			}
			t.Chdir(filepath.Join(dir, "game"))
			if code, said := checkIn("."); (code == fine) != (tt.want == "") || tt.want != "" && said != "scenario.toml:5:9: role.a.brief: "+tt.want+"\n" {
				t.Errorf("check . gives %d and\n%s", code, said)
			}
		})
	}
	if code, said := checkIn(filepath.Join(dir, "game/main.toml")); code != wrong || !strings.Contains(said, "it leads out of the scenario's folder") {
		t.Errorf("a scenario behind a link gives %d and\n%s, want 2 and that it leads out", code, said)
	}
}

// checkIn runs check on one path and returns its code and all it says.
func checkIn(name string) (int, string) {
	var out bytes.Buffer
	code := run([]string{"check", name}, strings.NewReader(""), &out, &out)
	return code, out.String()
}

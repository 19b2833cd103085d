package scenario_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/internal/sit"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// A file that is not there may hold anything, so what the rest says of what was in
// it is no fault. Here each thing of a scenario in turn, and all of each kind, is
// in a file that is missing.
func TestWhatAMissingFileMayHoldIsNoFault(t *testing.T) {
	for _, of := range originals(t) {
		t.Run(of.name, func(t *testing.T) {
			text, at := including(of.text)
			things := thingsOf(text)
			if len(things) < 3 {
				t.Fatalf("%d things, want more", len(things))
			}
			want := fmt.Sprintf("%s:%s: there is no \"lost.toml\" (write it into the scenario's folder)", of.main, at)
			all := kindsOf(things)
			if !testing.Short() || len(things) < 100 {
				all = append(all, things...)
			}
			for _, gone := range all {
				rest := text
				for _, part := range gone.parts {
					rest = strings.Replace(rest, part, "", 1)
				}
				if got := faultsOf(overlay{of.fsys, of.main, rest}, of.main); got != want {
					t.Errorf("without %s:\n got %s\nwant %s", gone.name, got, want)
				}
			}
		})
	}
}

// original is a scenario without faults, with the file system it is read from.
type original struct {
	name, main, text string
	fsys             fs.FS
}

// originals are the scenarios without faults of this room, and those shipped.
func originals(t *testing.T) []original {
	t.Helper()
	var out []original
	for _, name := range glob(t, "testdata/*.good.toml") {
		base := strings.TrimPrefix(name, "testdata/")
		out = append(out, original{base, base, "", sit.WithPacks(os.DirFS("testdata"))})
	}
	for _, id := range scenarios.IDs() {
		out = append(out, original{id, id + "/" + scenario.Main, "", scenarios.FS})
	}
	for i := range out {
		data, err := fs.ReadFile(out[i].fsys, out[i].main)
		if err != nil {
			t.Fatal(err)
		}
		out[i].text = string(data)
	}
	return out
}

// including puts a file that is not there before those that a scenario includes,
// and returns where it is named.
func including(text string) (out, at string) {
	const begins = "include   = ["
	before, after, some := strings.Cut(text, begins)
	if !some {
		return "include = \"lost.toml\"\n" + text, "1:11: include"
	}
	line := strings.Count(before, "\n") + 1
	return before + begins + `"lost.toml", ` + after, fmt.Sprintf("%d:%d: include[0]", line, len(begins)+1)
}

// gone is what is missing: parts of the text of a scenario.
type gone struct {
	name  string
	parts []string
}

// thingsOf cuts a scenario before each header of another thing. What stands before
// the first is the top of the file, which no included file can have.
func thingsOf(text string) []gone {
	var out []gone
	for line := range strings.Lines(text) {
		name := thingIn(line)
		switch {
		case name != "" && (len(out) == 0 || name != out[len(out)-1].name):
			out = append(out, gone{name, []string{line}})
		case len(out) > 0:
			out[len(out)-1].parts[0] += line
		}
	}
	own := map[string]bool{"calendar": true, "clock": true, "source": true, "from": true}
	var shared []gone
	for _, g := range out {
		if !own[g.name] {
			shared = append(shared, g)
		}
	}
	return shared
}

// thingIn is the thing whose header a line is, as "role.aurelia"; "" for other lines.
func thingIn(line string) string {
	header, ok := strings.CutPrefix(strings.TrimSpace(line), "[")
	header, _, closed := strings.Cut(header, "]")
	if !ok || !closed || strings.ContainsAny(header, "[{\"' ,=") {
		return ""
	}
	parts := strings.Split(header, ".")
	return strings.Join(parts[:min(2, len(parts))], ".")
}

// kindsOf joins the things of each kind.
func kindsOf(things []gone) []gone {
	at := map[string]int{}
	var out []gone
	for _, g := range things {
		kind, _, _ := strings.Cut(g.name, ".")
		i, known := at[kind]
		if !known {
			i = len(out)
			at[kind] = i
			out = append(out, gone{name: "all of " + kind})
		}
		out[i].parts = append(out[i].parts, g.parts...)
	}
	return out
}

// overlay is a file system in which one file says something else.
type overlay struct {
	fs.FS
	name, text string
}

func (o overlay) Open(name string) (fs.File, error) {
	if name == o.name {
		return fstest.MapFS{name: {Data: []byte(o.text)}}.Open(name)
	}
	return o.FS.Open(name)
}

// faultsOf is what is told of a scenario, a line for each fault.
func faultsOf(fsys fs.FS, name string) string {
	d, err := scenario.Read(fsys, name)
	if err == nil {
		_, err = scenario.Compile(d)
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

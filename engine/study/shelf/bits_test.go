package shelf_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"demarche/engine/scenario"
	"demarche/engine/study"
	"demarche/engine/study/shelf"
	"demarche/scenarios"
)

var bits = flag.String("bits", "", "a file of sums: written if it is not there, else compared with")

// wide is a study with every table, of the scenario with the most in it.
const wide = `format = 1
id = "wide"
scenario = "code_blue"
seed = 7
replications = 3
[fix]
"policy.roles" = "random"
[factor.restraint]
set = "param.private_restraint"
range = [10, 90]
[factor.offer]
set = "param.hack_back"
range = [0, 1]
[design]
kind = "lhs"
points = 4
[tables]
moves = true
beliefs = true
changes = true
observations = true
`

// TestTablesHaveTheSameBitsEverywhere plays studies whose numbers are hard to get
// right (a recurrence over a hypercube, luck, beliefs) and compares the sum of each
// file with that of another processor, which has played before.
func TestTablesHaveTheSameBitsEverywhere(t *testing.T) {
	if *bits == "" {
		t.Skip("make bits compares processors")
	}
	var b strings.Builder
	richardson := os.DirFS("../examples/richardson")
	for _, s := range []struct {
		files fs.FS
		read  func(name string) (*scenario.Document, error)
		text  string
	}{
		{nil, func(name string) (*scenario.Document, error) {
			return scenario.Read(scenarios.FS, name+"/scenario.toml")
		}, wide},
		{richardson, func(name string) (*scenario.Document, error) { return scenario.Read(richardson, name) }, textOf(t, richardson, "study_lhs.toml")},
	} {
		x, err := trialIn(study.Library{Files: s.files, Scenario: s.read}, s.text, engine)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		x.play(t, dir, shelf.Options{CSV: true})
		files := tree(t, dir)
		for _, name := range slices.Sorted(maps.Keys(files)) {
			fmt.Fprintf(&b, "%s %s/%s\n", study.Sum([]byte(files[name])), x.p.Spec.ID, name)
		}
	}
	want, err := os.ReadFile(*bits)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.WriteFile(*bits, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(b.String(), "\n")
	for i, line := range strings.Split(string(want), "\n") {
		if i >= len(got) || got[i] != line {
			t.Errorf("not as elsewhere: %s", line)
		}
	}
}

func textOf(t *testing.T, from fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(from, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

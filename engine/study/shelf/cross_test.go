package shelf_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/scenario"
	"demarche/engine/study"
	"demarche/engine/study/shelf"
	"demarche/engine/study/table"
)

// quarrel is a scenario with luck in it, so that runs differ.
const quarrel = `format = 1
id = "quarrel"
turns = 3
[param.ease]
default = 0.5
max = 1
[track.heat]
start = 10
max = 100
[role.aurelia]
kind = "state"
[role.korsavia]
kind = "state"
[response.protest]
by = "states"
tray = "talk"
effects = ["heat += 1"]
[rule.luck]
chance = "param.ease"
effects = ["heat += 2"]
`

// cross is a study of it: 160 runs in three parts, the last of which is shorter.
const cross = `format = 1
id = "cross"
scenario = "quarrel"
seed = 4
replications = 40
[factor.who]
set = "policy.roles"
levels = ["random", "cautious"]
[factor.ease]
set = "param.ease"
levels = [0.2, 0.8]
[tables]
moves = true
changes = true
`

const engine = "devel-test"

// trial is a study with what says what it is.
type trial struct {
	p *study.Plan
	j *study.Job
	l *table.Layout
}

func trialOf(text, engine string) (*trial, error) {
	files := fstest.MapFS{"quarrel.toml": {Data: []byte(quarrel)}}
	return trialIn(study.Library{Files: files, Scenario: func(name string) (*scenario.Document, error) {
		return scenario.Read(files, name+".toml")
	}}, text, engine)
}

func trialIn(lib study.Library, text, engine string) (*trial, error) {
	s, err := study.Read("study.toml", []byte(text))
	if err != nil {
		return nil, err
	}
	p, err := s.Bind(lib)
	if err != nil {
		return nil, err
	}
	p.Engine = engine
	return &trial{p, p.Job(engine, []byte(text), nil), p.Layout(p.Cases()[0])}, nil
}

func newTrial(t *testing.T) *trial {
	t.Helper()
	x, err := trialOf(cross, engine)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// recorded is the same study with records of all runs of the first part and of two
// of the second.
func recorded(t *testing.T) *trial {
	t.Helper()
	x, err := trialOf(cross+"record = 66\n", engine)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// other is the same study with another seed.
func other(t *testing.T) *trial {
	t.Helper()
	x, err := trialOf(strings.Replace(cross, "seed = 4", "seed = 5", 1), engine)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// into plays what is missing into a folder, and finishes it if it is whole.
func (x *trial) into(dir string, o shelf.Options, e study.Options) (missing []int32, err error) {
	s, err := shelf.Open(dir, x.j, x.l, o)
	if err != nil {
		return nil, err
	}
	if err := study.Execute(context.Background(), x.p, s, e); err != nil {
		return nil, err
	}
	m, missing, err := s.Manifest()
	if err != nil || m == nil {
		return missing, err
	}
	return nil, s.Finish(m)
}

// play plays all that is missing, which must succeed.
func (x *trial) play(t *testing.T, dir string, o shelf.Options) {
	t.Helper()
	if missing, err := x.into(dir, o, study.Options{Workers: 2}); err != nil || len(missing) > 0 {
		t.Fatalf("parts %v are missing, error %v", missing, err)
	}
}

// tree is what is in a folder, by name.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name) // it is below dir
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// plant makes a folder of what is in a tree.
func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// differ names the files that are not the same in two trees.
func differ(a, b map[string]string) (out []string) {
	for name := range a {
		if a[name] != b[name] {
			out = append(out, name)
		}
	}
	for name := range b {
		if _, both := a[name]; !both {
			out = append(out, name)
		}
	}
	return out
}

// inPeace is the study played at one go.
func inPeace(t *testing.T, x *trial) map[string]string {
	t.Helper()
	dir := t.TempDir()
	x.play(t, dir, shelf.Options{})
	return tree(t, dir)
}

// childVariable has this program play the study into a folder instead of testing.
const childVariable = "SHELF_TEST_PLAYS_INTO"

func TestMain(m *testing.M) {
	dir := os.Getenv(childVariable)
	if dir == "" {
		inMemory()
		os.Exit(m.Run())
	}
	if err := child(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// inMemory has the folders of tests in memory where the system offers it: thousands
// of files are put on disk here, and no test cuts the power.
func inMemory() {
	const shared = "/dev/shm"
	if f, err := os.CreateTemp(shared, ""); err == nil {
		f.Close()
		os.Remove(f.Name())
		os.Setenv("TMPDIR", shared)
	}
}

func child(dir string) error {
	if err := limit(); err != nil {
		return err
	}
	x, err := trialOf(cross, engine)
	if err != nil {
		return err
	}
	missing, err := x.into(dir, shelf.Options{}, study.Options{Workers: 2})
	if err == nil && len(missing) > 0 {
		err = fmt.Errorf("parts %v are missing", missing)
	}
	return err
}

// altered is a text with another byte at a place.
func altered(s string, at int) string {
	b := bytes.Clone([]byte(s))
	b[at] ^= 0x20
	return string(b)
}

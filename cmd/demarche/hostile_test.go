//go:build linux && !race

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What check may take of one scenario, whatever is in it.
const (
	mostSeconds = "2"       // of a processor
	mostMemory  = 256 << 10 // KiB
)

// TestHostileScenariosAreOrdinaryFaults gives each hostile input to the command
// itself, in a process of its own that the system kills after two seconds of
// work. It must end by itself, within the memory, and say that the scenario is
// fine or what is wrong with it, at a place.
func TestHostileScenariosAreOrdinaryFaults(t *testing.T) {
	program := weighing(t)
	inputs := hostile()
	names := slices.Sorted(maps.Keys(inputs))
	if testing.Short() {
		names = dearest
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.WriteFile(filepath.Join(folder, "s.toml"), []byte(inputs[name]()), 0o600); err != nil {
				t.Fatal(err)
			}
			checkWithin(t, program, folder)
		})
	}
}

// TestHostileFoldersAreOrdinaryFaults does the same with scenarios of several
// files.
func TestHostileFoldersAreOrdinaryFaults(t *testing.T) {
	program := weighing(t)
	r := strings.Repeat
	for name, files := range map[string]map[string]string{
		"a chain of files that ends nowhere": chain(200),
		"a file that includes itself a hundred times": {
			"s.toml": head + "include = [" + r("'s.toml',", 800) + "]\n",
		},
		"files that include each other": {
			"s.toml": head + "include = 'a.toml'\n[role.a]", "a.toml": "include = ['b.toml', 's.toml']", "b.toml": "include = ['a.toml', 's.toml', 'b.toml']",
		},
		"the largest files together": {
			"s.toml": head + "include = ['a.toml', 'b.toml']\n[role.a]", "a.toml": filled("", "x%d.b.c.d.e.f.g.h = 1\n"), "b.toml": numbered(4000, "y%d.b.c.d.e.f.g.h = 1\n"),
		},
		"a sheet of columns that nest": {
			"s.toml": head + "[from]\nrole = 's.csv'\n", "s.csv": "id," + r("goal.g.text,", 98) + "x\n" + numbered(1000, "r%d"+r(",1", 19)+"\n"),
		},
		"a sheet of long keys": {
			"s.toml": head + "[from]\nrole = 's.csv'\n", "s.csv": "id," + strings.Join(each(98, func(i int) string { return fmt.Sprintf("goal.g%s%02d.text", r("x", 60), i) }), ",") + "\n" + numbered(900, "r%d"+r(",1", 20)+"\n"),
		},
		"a sheet of lists": {
			"s.toml": head + "[from]\nresponse = 's.csv'\n[role.a]", "s.csv": "id,effects,by\n" + numbered(30, "r%d,"+r("|calm+=1", 900)+"\n"),
		},
		"a sheet of quotes": {
			"s.toml": head + "[from]\nrole = 's.csv'\n", "s.csv": "id,title\na,\"" + r(`""`+"\n", 40_000),
		},
		"a sheet of dots": {
			"s.toml": head + "[from]\nrole = 's.csv'\n", "s.csv": "id," + r("a.", 100_000) + "\nx,1\n",
		},
		"a sheet of commas": {
			"s.toml": head + "[from]\nrole = 's.csv'\n", "s.csv": r(",", 60) + "\n" + r(",", 99_000) + "\n" + r(",", 99_000),
		},
		"a thousand pairs": {
			"s.toml": crowd + "[from]\npair = 's.csv'\n", "s.csv": "one,another,trust\n" + strings.Join(each(1000, func(i int) string { return fmt.Sprintf("r%d,r%d,1\n", i%63, i/63) }), ""),
		},
		"a sheet of faults": {
			"s.toml": crowd + "[from]\nresponse = 's.csv'\n", "s.csv": "id,by,when\n" + numbered(900, "x%d,nobody,calmm > 1 and (\n"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			for name, text := range files {
				if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			checkWithin(t, program, folder)
		})
	}
}

var placed = regexp.MustCompile(`^[a-z0-9]+\.(toml|csv): ?|^[a-z0-9]+\.(toml|csv):[0-9]`)

// chain is a scenario of files that each include the next.
func chain(n int) map[string]string {
	out := map[string]string{"s.toml": head + "include = 'i0.toml'\n[role.a]"}
	for i := range n {
		out[fmt.Sprintf("i%d.toml", i)] = fmt.Sprintf("include = 'i%d.toml'\n", i+1)
	}
	return out
}

// TestNothingWaitsForAPipe gives a scenario whose brief is a pipe into which
// nobody writes.
func TestNothingWaitsForAPipe(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(folder, "brief.md"), 0o600); err != nil {
		t.Skip(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "s.toml"), []byte(head+"[role.a]\nbrief = 'brief.md'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	checkWithin(t, weighing(t), folder)
}

// weighing returns the path of a program that is the command and says what it
// took.
func weighing(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "weighed")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	return program
}

// dearest are the inputs that cost the most; a short test tries them alone.
var dearest = []string{"a long literal", "attacks with everybody suspect", "keys of many parts", "many effects that explode", "ten million brackets", "unknown ids"}

// checkWithin runs check on the file s.toml of a folder and holds it to its
// limits.
func checkWithin(t *testing.T, program, folder string) {
	t.Helper()
	// Only a process that waits for something lives as long as this; the others get
	// their two seconds by then, even of a busy machine.
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, "sh", "-c", "ulimit -t "+mostSeconds+` && exec "$@"`, "sh", program, "check", "s.toml")
	c.Dir = folder
	var out, told bytes.Buffer
	c.Stdout, c.Stderr = &out, &told
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	code := c.ProcessState.ExitCode()
	said, _, _ := strings.Cut(out.String(), "\n")
	took := c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	peak := peakOf(told.String())
	t.Logf("%v, %d MiB, exit %d: %.200s", took, peak>>10, code, said)
	switch {
	case code != fine && code != no:
		t.Errorf("check ends with %v, want 0 or 1; it says\n%.2000s", c.ProcessState, told.String())
	case !placed.MatchString(said):
		t.Errorf("check says %.200q, want a fault in one of the files, or the summary", said)
	}
	if peak == 0 || peak > mostMemory {
		t.Errorf("check took %d MiB, want something up to %d", peak>>10, mostMemory>>10)
	}
}

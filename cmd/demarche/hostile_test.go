//go:build linux && !race

package main

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
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
	// Only a process that waits for something lives as long as this.
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
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
	case !strings.HasPrefix(said, "s.toml:"):
		t.Errorf("check says %.200q, want a fault in s.toml or its summary", said)
	}
	if peak == 0 || peak > mostMemory {
		t.Errorf("check took %d MiB, want something up to %d", peak>>10, mostMemory>>10)
	}
}

// Package duckdb asks DuckDB about tables, for tests: a program that shares no line
// with what wrote them. It comes from npm, where make test has it anyway.
package duckdb

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Ask answers queries, each by a line of columns, [name, type] each, and a line for
// each row: null, text, truth, whole numbers as text, floats as the 16 digits of
// their bits. Names of files are taken from dir. The test is skipped where Node is
// missing, but in CI it fails.
func Ask(t *testing.T, dir string, queries ...string) [][][]any {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	home := filepath.Dir(here)
	if !filepath.IsAbs(here) { // built with -trimpath
		home = root(t) + "/engine/internal/duckdb"
	}
	install(t, home)
	asked, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	out := run(t, dir, asked, "node", filepath.Join(home, "read.js"))
	var answers [][][]any
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		var cells []any
		if err := json.Unmarshal([]byte(line), &cells); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if _, head := cells[0].([]any); head {
			answers = append(answers, nil)
		}
		last := len(answers) - 1
		answers[last] = append(answers[last], cells)
	}
	return answers
}

// root is the folder of the module, above that of the test.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, missing := os.Stat(dir + "/go.mod"); missing == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("the test runs outside the module")
	return ""
}

// patience is how long another test may take to install.
const patience = 5 * time.Minute

// install gets the program once; tests of two packages may want it at one time.
func install(t *testing.T, home string) {
	t.Helper()
	there := func() bool {
		_, err := os.Stat(filepath.Join(home, "node_modules", ".package-lock.json"))
		return err == nil
	}
	lock := filepath.Join(home, "node_modules.lock")
	for began := time.Now(); !there(); time.Sleep(time.Second / 5) {
		err := os.Mkdir(lock, 0o755)
		if errors.Is(err, fs.ErrExist) && time.Since(began) < patience {
			continue
		}
		if err != nil {
			t.Fatalf("%s is held: %v (take it away if no test runs)", lock, err)
		}
		defer os.Remove(lock) // it is empty
		run(t, home, nil, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
		return
	}
}

func run(t *testing.T, dir string, in []byte, program string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is missing: DuckDB is to read the tables", program)
		}
		t.Skipf("%s is missing: DuckDB reads the tables through Node", program)
	}
	var errs bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdin, cmd.Stderr = dir, bytes.NewReader(in), &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, errs.String())
	}
	return out
}

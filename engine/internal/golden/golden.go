// Package golden compares what a test made with a file that a person has read
// and accepted. `go test ./engine/source -update` rewrites the files of that room.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files of the tests that run")

// Equal fails t unless got is the content of testdata/<name of the test>.golden;
// a slash in the name of a subtest becomes a folder.
func Equal(t testing.TB, got string) {
	t.Helper()
	EqualFile(t, t.Name()+".golden", got)
}

// EqualFile fails t unless got is the content of testdata/<name>. With -update
// it writes the file instead.
func EqualFile(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		if err := write(path, got); err != nil {
			t.Fatalf("rewrite golden file: %v", err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("read golden file: %v (run with -update to make it)", err)
	}
	if got != string(want) {
		t.Errorf("differs from %s at line %d (-update accepts it)\n--- got\n%s\n--- want\n%s",
			path, firstDifference(got, string(want)), got, want)
	}
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// firstDifference returns the line, from 1, at which two texts part.
func firstDifference(a, b string) int {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return i + 1
		}
	}
	return min(len(as), len(bs)) + 1
}

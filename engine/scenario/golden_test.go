package scenario_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/engine/internal/golden"
	"demarche/engine/internal/sit"
	"demarche/engine/scenario"
	"demarche/engine/source"
)

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no file %s (%v)", pattern, err)
	}
	return names
}

func TestEveryFaultIsToldAtItsPlace(t *testing.T) {
	for _, name := range glob(t, "testdata/*.bad.toml") {
		base := filepath.Base(name)
		t.Run(strings.TrimSuffix(base, ".bad.toml"), func(t *testing.T) {
			d, err := scenario.Read(sit.WithPacks(os.DirFS("testdata")), base)
			if err == nil {
				_, err = scenario.Compile(d)
			}
			if err == nil {
				t.Fatalf("%s compiles, want faults", base)
			}
			golden.EqualFile(t, strings.TrimSuffix(base, ".toml")+".want", err.Error()+"\n")
		})
	}
}

func TestGoodScenariosCompileWithTheseWarnings(t *testing.T) {
	for _, name := range glob(t, "testdata/*.good.toml") {
		base := filepath.Base(name)
		t.Run(strings.TrimSuffix(base, ".good.toml"), func(t *testing.T) {
			d, err := scenario.Read(sit.WithPacks(os.DirFS("testdata")), base)
			if err != nil {
				t.Fatal(err)
			}
			_, warnings, err := scenario.Check(d)
			if err != nil {
				t.Fatalf("faults in a good scenario:\n%v", err)
			}
			golden.EqualFile(t, strings.TrimSuffix(base, ".toml")+".want", lines(warnings))
		})
	}
}

func lines(faults []*source.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		b.WriteString(f.Error() + "\n")
	}
	return b.String()
}

package scenario_test

import (
	"os"
	"path/filepath"
	"regexp"
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

// Each fault and each warning of these pages has a place, a path, says what is
// wrong, and says in brackets how to mend it.
func TestEveryFaultSaysHowToMendIt(t *testing.T) {
	form := regexp.MustCompile(`^[\w./:]+\.(toml|csv)(:\d+:\d+)?: (\S+: )?.+ \(.+\)$`)
	told := 0
	for _, name := range glob(t, "testdata/*.want") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			told++
			if line = strings.TrimSuffix(line, "\n"); line != "" && !form.MatchString(line) {
				t.Errorf("%s: %s", filepath.Base(name), line)
			}
		}
	}
	if told < 400 {
		t.Errorf("only %d faults and warnings are told", told)
	}
}

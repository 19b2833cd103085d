package study_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/engine/source"
	"demarche/engine/study"
)

var update = flag.Bool("update", false, "write down what faults are told now")

// TestFaults reads the studies of testdata: a *.good.toml is bound without a word,
// a *.bad.toml has the faults that stand beside it.
func TestFaults(t *testing.T) {
	names, err := filepath.Glob("testdata/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	lib := library("testdata")
	for _, name := range names {
		base := filepath.Base(name)
		if !strings.HasSuffix(base, ".good.toml") && !strings.HasSuffix(base, ".bad.toml") {
			continue
		}
		t.Run(base, func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := told(base, data, lib)
			if strings.HasSuffix(base, ".good.toml") {
				if got != "" {
					t.Errorf("a good study has faults:\n%s", got)
				}
				return
			}
			golden := strings.TrimSuffix(name, ".toml") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) || got == "" {
				t.Errorf("faults:\n%swant:\n%s", got, want)
			}
		})
	}
}

// told is what reading and binding a study says.
func told(name string, data []byte, lib study.Library) string {
	s, err := study.Read(name, data)
	if err == nil {
		_, err = s.Bind(lib)
	}
	if err == nil {
		return ""
	}
	return err.Error() + "\n"
}

// FuzzRead reads whatever comes: a study, or a fault with its place.
func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.toml")
	more, _ := filepath.Glob("examples/*/study*.toml")
	for _, name := range append(names, more...) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := study.Read("study.toml", data)
		if err == nil {
			if s.Replications < 1 || len(s.Scenarios) == 0 {
				t.Errorf("read without a fault: %+v", s)
			}
			return
		}
		var one *source.Fault
		if !errors.As(err, &one) || one.Pos.File == "" {
			t.Errorf("not a fault with a place: %v", err)
		}
	})
}

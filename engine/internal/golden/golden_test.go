package golden_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"demarche/engine/internal/golden"
)

func TestEqualTextsPass(t *testing.T) {
	golden.Equal(t, "first\nsecond\n")
	t.Run("in a subtest", func(t *testing.T) { golden.Equal(t, "inner\n") })
	golden.EqualFile(t, "named.txt", "by name\n")
}

// recorder is a testing.TB that notes complaints instead of failing.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) { r.said = fmt.Sprintf(format, args...) }

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// complaint returns what EqualFile says against got.
func complaint(t *testing.T, name, got string) string {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		golden.EqualFile(r, name, got)
	}()
	<-done
	return r.said
}

func TestDifferencesFailWithTheirLine(t *testing.T) {
	keepFiles(t)
	tests := []struct{ name, file, give, want string }{
		{"another line", "TestEqualTextsPass.golden", "first\nother\n", "differs from testdata/TestEqualTextsPass.golden at line 2"},
		{"less", "TestEqualTextsPass.golden", "first\n", "at line 2"},
		{"more", "named.txt", "by name\nand more", "at line 2"},
		{"no file", "missing.txt", "x", "run with -update"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := complaint(t, tt.file, tt.give); !strings.Contains(got, tt.want) {
				t.Errorf("complaint = %q, want %q in it", got, tt.want)
			}
		})
	}
}

func TestUpdateRewritesTheFile(t *testing.T) {
	keepFiles(t)
	t.Chdir(t.TempDir())
	if err := flag.Set("update", "true"); err != nil {
		t.Fatal(err)
	}
	golden.EqualFile(t, "deep/er.txt", "new\n")
	if err := flag.Set("update", "false"); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join("testdata", "deep", "er.txt"))
	if err != nil || string(got) != "new\n" {
		t.Errorf("file = %q, %v, want the new text", got, err)
	}
	golden.EqualFile(t, "deep/er.txt", "new\n")
}

// keepFiles switches -update off for a test that expects differences.
func keepFiles(t *testing.T) {
	was := flag.Lookup("update").Value.String()
	if err := flag.Set("update", "false"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set("update", was); err != nil {
			t.Error(err)
		}
	})
}

package source_test

import (
	"errors"
	"fmt"
	"os"
	"runtime/metrics"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"

	"demarche/engine/source"
)

// failer is the part of testing.TB and rapid.T that checks need.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkPlaces fails t unless every place in the tree of text is where its key,
// its value or its rune stands.
func checkPlaces(t failer, text string, root *source.Node) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	at := func(p source.Pos) string {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 {
			t.Errorf("place %v is outside a file of %d lines", p, len(lines))
			return ""
		}
		runes := []rune(lines[p.Line-1])
		if p.Col > len(runes)+1 {
			t.Errorf("place %v is outside its line of %d runes", p, len(runes))
			return ""
		}
		return string(runes[p.Col-1:]) + "\n"
	}
	var walk func(n *source.Node, inArray bool)
	walk = func(n *source.Node, inArray bool) {
		if n != root && !inArray {
			if got := at(n.KeyPos); !strings.HasPrefix(got, n.Key) && !strings.ContainsRune(`"'`, rune(got[0])) {
				t.Errorf("at %v stands %q, want key %q", n.KeyPos, got, n.Key)
			}
		}
		begins := at(n.Pos)
		if n.Kind == source.String {
			checkText(t, at, n.Text)
			if !strings.ContainsRune(`"'`, rune(begins[0])) {
				t.Errorf("at %v stands %q, want a quote", n.Pos, begins)
			}
		}
		if n.Kind == source.Array && begins[0] != '[' && n.Pos != n.KeyPos {
			t.Errorf("at %v stands %q, want an array", n.Pos, begins)
		}
		for _, kid := range n.Kids {
			walk(kid, n.Kind == source.Array)
		}
	}
	walk(root, false)
}

func checkText(t failer, at func(source.Pos) string, x source.Text) {
	t.Helper()
	s := x.String()
	for i, r := range s {
		got := at(x.At(i))
		if !strings.HasPrefix(got, string(r)) && got[0] != '\\' {
			t.Errorf("at %v stands %q, want %q, offset %d of %q", x.At(i), got, r, i, s)
			return
		}
		for j := i; j < i+utf8.RuneLen(r); j++ {
			if x.At(j) != x.At(i) {
				t.Errorf("byte %d of a rune at %v is at %v", j-i, x.At(i), x.At(j))
			}
		}
	}
	if got := at(x.At(len(s))); !strings.ContainsRune(`"'`, rune(got[0])) {
		t.Errorf("behind %q stands %q, want a quote", s, got)
	}
}

// meanings are what BurntSushi/toml refuses for its meaning, which go-toml's
// syntax parser does not look at.
var meanings = []string{
	"invalid datetime", "out of range", "already been defined", "already created", "is not a table",
}

// disagree says how the two parsers differ about text, or "".
func disagree(text string) (how string) {
	defer func() {
		if r := recover(); r != nil {
			how = fmt.Sprintf("a parser panics: %v", r)
		}
	}()
	text = strings.TrimPrefix(text, "\ufeff")
	var p unstable.Parser
	p.Reset([]byte(text))
	for p.NextExpression() {
	}
	var values map[string]any
	_, err := toml.Decode(text, &values)
	switch {
	case p.Error() == nil && err != nil:
		for _, m := range meanings {
			if strings.Contains(err.Error(), m) {
				return ""
			}
		}
		return fmt.Sprintf("go-toml accepts, BurntSushi: %v", err)
	case p.Error() != nil && err == nil:
		return fmt.Sprintf("BurntSushi accepts, go-toml: %v", p.Error())
	}
	return ""
}

func FuzzRead(f *testing.F) {
	if data, err := os.ReadFile("testdata/scenario.toml"); err == nil {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := allocated()
		n, err := source.Read("f.toml", data)
		if took := allocated() - before; took > cheap(len(data)) {
			t.Errorf("Read allocates %d bytes for %d of %.200q", took, len(data), data)
		}
		if err == nil {
			if !utf8.Valid(data) {
				t.Errorf("Read accepts invalid UTF-8: %q", data)
			}
			checkPlaces(t, string(data), n)
			if how := disagree(string(data)); how != "" {
				t.Errorf("Read accepts %q, but %s", data, how)
			}
			return
		}
		var fault *source.Fault
		if !errors.As(err, &fault) {
			t.Fatalf("Read(%q) error = %v, want a *source.Fault", data, err)
		}
		lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
		if p := fault.Pos; p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
			t.Errorf("Read(%q): fault outside the file: %v", data, fault)
		}
		for _, bad := range []string{"two ways", "gave up"} {
			if strings.Contains(fault.Msg, bad) && !known(string(data)) {
				t.Errorf("Read(%q): %v", data, fault)
			}
		}
		if guarded(fault) {
			return
		}
		if how := disagree(string(data)); how != "" && !known(string(data)) {
			t.Errorf("Read(%q) = %v, and %s", data, err, how)
		}
	})
}

// cheap is what reading a file of some bytes may allocate: the guard lets
// nothing through that costs the parsers more than in proportion. A file of the
// largest size stays below 256 MiB.
func cheap(size int) uint64 { return 1<<20 + 1000*uint64(size) }

// allocated is what the process has allocated so far, in bytes.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// guarded tells whether a fault came from the guard, so that the parsers may
// not be asked for their opinion.
func guarded(f *source.Fault) bool {
	for _, part := range []string{
		"invalid UTF-8", "NUL", "carriage return", "control character", "allowed", "more than",
	} {
		if strings.Contains(f.Msg, part) {
			return true
		}
	}
	return false
}

// known tells whether text is of the kinds in which BurntSushi/toml is known to
// lose a value (see TestLostValuesAreAFault).
func known(text string) bool {
	return strings.Contains(text, "[[") || strings.Contains(text, `""`) || strings.Contains(text, "''")
}

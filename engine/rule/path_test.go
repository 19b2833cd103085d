package rule

import (
	"reflect"
	"testing"

	"github.com/expr-lang/expr/parser"
)

// What is read without the parser is what the parser reads, places included.
func TestPathsAreReadAsTheParserReadsThem(t *testing.T) {
	for _, text := range []string{
		"calm", " calm ", "self.trust", "self.trust  ", "\tx1.y_2", "_a._b", "pack.include",
		"true", "nil", "not", "in", "if", "self.in", "self.not", "x.true", "let",
		"", " ", "7", "7.5", "x.", ".x", "x.7", "x..y", "x.y.z", "x y", "x .y", "x. y", "$x", "x.$y", "é", "x.é", "xé", "x\u00a0", "a.b(c)",
	} {
		got := path(text)
		if got == nil {
			continue
		}
		want, err := parser.Parse(text)
		if err != nil {
			t.Errorf("%q: read, but the parser says %v", text, err)
		} else if !reflect.DeepEqual(got, want.Node) {
			t.Errorf("%q: read as %#v, want %#v", text, got, want.Node)
		}
	}
	for _, text := range []string{"calm", " self.trust "} {
		if path(text) == nil {
			t.Errorf("%q is left to the parser", text)
		}
	}
}

// The quick look over a text and the thorough one say the same of it.
func FuzzPathIsAsTheParserReadsIt(f *testing.F) {
	f.Add("self.trust")
	f.Fuzz(func(t *testing.T, text string) {
		got := path(text)
		if got == nil {
			return
		}
		if want, err := parser.Parse(text); err != nil || !reflect.DeepEqual(got, want.Node) {
			t.Errorf("%q: %#v, want %#v (%v)", text, got, want.Node, err)
		}
	})
}

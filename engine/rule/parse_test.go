package rule

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/expr-lang/expr/ast"
)

// Texts that the parser gets together are what each of them is alone.
func TestTextsParsedTogetherAreWhatTheyAreAlone(t *testing.T) {
	good := []string{
		"calm", "self.trust", "calm + 1", "a < b", "a < b < c <= d", "not a and b", "a not in b", "any(others, it.x > 0)", "any(others, {#.x > 0})",
		"x ? y : z", "x ? y : z ? 1 : 2", "if a {b} else {c}", "(x ? y : z) + 1", "pair(a, b).trust", "self.belief.raid['x;y']", "é == 'ü' or ñ > 2", "\"a\" == `b;c`",
		"-1", "+x", "!a", "1e3", "0x1F", ".5", "max(1, 2,)", "[1, 2]", "{a: 1}", "x[1:2]", " a\n+ b ", "a.b(c)", "b'x'", "in_turn(2, raid)", "count(others)",
	}
	alike(t, good)
	for _, text := range good {
		alike(t, []string{text, text})
		alike(t, []string{"x > 1", text, "y + 2"})
	}
	// Whatever is wrong with one must not be healed by another, nor spread to it.
	for _, bad := range [][]string{
		{"(a", "b)"}, {"(a", "b", "c)"}, {"x > (1", "y)", "(2", "z)"}, {"any(o, {a", "b})"}, {"if a {b", "c} else {d}"}, {"[a", "b]"}, {"f(a", "b)"},
		{"a +", "b"}, {"a", "+ b"}, {"a ? b", ": c"}, {"a not", "in b"}, {"a", ""}, {"", "a"}, {" ", "a"}, {"'a", "b'"}, {"`a", "b`"}, {"a;", "b"}, {"a", ";b"},
		{"let x = 1", "x"}, {"a // b", "c"}, {"1 2", "3"}, {"99999999999999999999", "1"}, {"a", "b", "c d"}, {strings.Repeat("(", 65), "b"}, {"\xff", "b"}, {"a", "#"}, {"a |", "b"},
	} {
		alike(t, bad)
		alike(t, append(bad, good...))
	}
	var many []string
	for i := range 20 {
		many = append(many, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("x%d+", i), 500), "+")) // more nodes than the parser takes at once
	}
	alike(t, many)
}

func FuzzTextsParsedTogetherAreWhatTheyAreAlone(f *testing.F) {
	f.Add("a < b < c", "x ? y : 'é'", "(a")
	f.Add("(a", "b)", "{")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		alike(t, []string{a, b, c})
	})
}

func alike(t *testing.T, texts []string) {
	t.Helper()
	trees := make([]tree, len(texts))
	parseAll(texts, trees)
	for i, text := range texts {
		want := parse(text)
		got := trees[i]
		if !reflect.DeepEqual(got.bad, want.bad) || (got.node == nil) != (want.node == nil) {
			t.Errorf("%q of %q: %v, want %v", text, texts, got.bad, want.bad)
			continue
		}
		if want.node == nil {
			continue
		}
		if a, b := nodes(got), nodes(want); !slices.Equal(a, b) {
			t.Errorf("%q of %q: %v, want %v", text, texts, a, b)
		}
	}
}

// nodes lists what a tree holds and where it stands in its text. The parser puts
// a choice behind its end, which nobody asks for.
func nodes(t tree) []string {
	l := list{from: int(t.from)}
	ast.Walk(&t.node, &l)
	return l.all
}

type list struct {
	from int
	all  []string
}

func (l *list) Visit(n *ast.Node) {
	v := reflect.ValueOf(*n).Elem()
	s := v.Type().Name()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.String, reflect.Bool, reflect.Int, reflect.Float64:
			s += fmt.Sprintf(" %v", f)
		}
	}
	if _, choice := (*n).(*ast.ConditionalNode); !choice {
		s += fmt.Sprint(" at ", max((*n).Location().From-l.from, 0))
	}
	l.all = append(l.all, s)
}

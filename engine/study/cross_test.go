package study_test

import (
	"slices"
	"strings"
	"testing"
)

// TestCrossedDesigns draws points for two factors and plays each of them at every
// combination of two others: the crossed ones go through all their levels, the
// last fastest, while the drawn ones stand still, and what is drawn is what would
// have been drawn without the crossed ones.
func TestCrossedDesigns(t *testing.T) {
	const head = "format = 1\nid = \"crossed\"\nscenario = \"scenario.toml\"\n"
	const drawn = "[factor.ease]\nset = \"param.ease\"\nrange = [0, 1]\n[factor.heat]\nset = \"start.heat\"\nrange = [0, 100]\nwhole = true\n"
	const mode = "[factor.mode]\nset = \"param.mode\"\nlevels = [\"calm\", \"tense\"]\n"
	const length = "[factor.length]\nset = \"turns\"\nlevels = [1, 2, 3]\n"
	for _, kind := range []string{"lhs", "halton"} {
		design := "[design]\nkind = \"" + kind + "\"\npoints = 5\nseed = 3\n"
		plain := rowsOf(t, head+drawn+design)
		crossed := rowsOf(t, head+mode+drawn+length+design+"cross = [\"length\", \"mode\"]\n")
		if len(plain) != 5 || len(crossed) != 5*6 {
			t.Fatalf("%s: %d points, and %d crossed", kind, len(plain), len(crossed))
		}
		for i, got := range crossed {
			k := i % 6
			want := []string{[]string{"calm", "tense"}[k/3], plain[i/6][0], plain[i/6][1], []string{"1", "2", "3"}[k%3]}
			if !slices.Equal(got, want) {
				t.Errorf("%s, point %d: %v, want %v", kind, i, got, want)
			}
		}
	}
}

// rowsOf lists the points of a study without their numbers.
func rowsOf(t *testing.T, text string) [][]string {
	t.Helper()
	p := bindText(t, library("testdata"), text)
	var out [][]string
	if err := p.Rows(func(row []string) error {
		out = append(out, slices.Clone(row[1:]))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 || strings.Join(out[0], "") == "" {
		t.Fatal("no points")
	}
	return out[1:]
}

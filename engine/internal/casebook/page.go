// Package casebook plays the pages of the casebook: small scenarios that show
// what one key or pattern does, each case with its twin in which it does not
// happen. A page is a TOML file that a trainer can read; engine/game/testdata/cases
// holds them.
package casebook

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/engine/source"
)

// Page is one file of the casebook.
type Page struct {
	Name     string
	What     string   // what a reader learns from it
	Keys     []string // keys of the format that it shows: "response.consent"
	Patterns []string // of the list of patterns
	Scenario string
	Of       string            // the scenario, if it is a file of its own: its path from the page
	Files    map[string]string // other files of the scenario, by name
	Cases    []Case            // each followed by its twin
}

// Case is one play and what it must come to.
type Case struct {
	Name   string // "case.agreed" or "twin.agreed"
	Says   string
	Adds   string // scenario text of this case alone
	Seed   uint64
	Params map[string]float64

	// Computer lists the roles that the computer plays beside what Plays says:
	// "role" by its plan and the policy that the scenario gives it, "role: policy"
	// by another.
	Computer []string

	Plays, Acts, Expect, Numbers, Ledger, Told, Untold, Refused []string
	Sees, May, Odds, Scores, Lessons                            []string // see look.go
}

// Read reads a page.
func Read(t testing.TB, file string) *Page {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	root, err := source.Read(filepath.Base(file), data)
	if err != nil {
		t.Fatal(err)
	}
	p := &Page{Name: strings.TrimSuffix(filepath.Base(file), ".toml"), Files: map[string]string{}}
	for _, kid := range root.Kids {
		switch kid.Key {
		case "what":
			p.What = kid.Text.String()
		case "keys":
			p.Keys = words(kid)
		case "patterns":
			p.Patterns = words(kid)
		case "scenario":
			p.Scenario = kid.Text.String()
		case "of":
			p.Of = kid.Text.String()
			text, err := os.ReadFile(filepath.Join(filepath.Dir(file), p.Of))
			if err != nil {
				t.Fatal(err)
			}
			p.Scenario = string(text)
		case "files":
			for _, f := range kid.Kids {
				p.Files[f.Key] = f.Text.String()
			}
		case "case", "twin":
		default:
			t.Fatalf("%s: unknown key %q", file, kid.Key)
		}
	}
	p.pair(t, root.Get("case"), root.Get("twin"))
	if p.What == "" || p.Scenario == "" || p.Of == "" && len(p.Keys)+len(p.Patterns) == 0 {
		t.Fatalf("%s: what, scenario, and keys or patterns are needed", file)
	}
	return p
}

// pair reads each case with its twin; one without the other is no page.
func (p *Page) pair(t testing.TB, cases, twins *source.Node) {
	t.Helper()
	if cases == nil || twins == nil || len(cases.Kids) != len(twins.Kids) {
		t.Fatalf("%s: every [case.x] needs its [twin.x]", p.Name)
	}
	for _, c := range cases.Kids {
		twin := twins.Get(c.Key)
		if twin == nil {
			t.Fatalf("%s: [case.%s] has no twin", p.Name, c.Key)
		}
		p.Cases = append(p.Cases, readCase(t, "case."+c.Key, c), readCase(t, "twin."+c.Key, twin))
	}
}

func readCase(t testing.TB, name string, n *source.Node) Case {
	t.Helper()
	c := Case{Name: name, Params: map[string]float64{}}
	lists := map[string]*[]string{
		"computer": &c.Computer, "plays": &c.Plays, "acts": &c.Acts, "expect": &c.Expect, "numbers": &c.Numbers, "ledger": &c.Ledger, "told": &c.Told, "untold": &c.Untold, "refused": &c.Refused,
		"sees": &c.Sees, "may": &c.May, "odds": &c.Odds, "scores": &c.Scores, "lessons": &c.Lessons,
	}
	for _, kid := range n.Kids {
		switch list := lists[kid.Key]; {
		case list != nil:
			*list = words(kid)
		case kid.Key == "says":
			c.Says = kid.Text.String()
		case kid.Key == "adds":
			c.Adds = kid.Text.String()
		case kid.Key == "seed":
			c.Seed = uint64(kid.Int)
		case kid.Key == "params":
			for _, x := range kid.Kids {
				c.Params[x.Key] = x.Num
			}
		default:
			t.Fatalf("%s: unknown key %q", name, kid.Key)
		}
	}
	claims := len(slices.Concat(c.Expect, c.Numbers, c.Ledger, c.Told, c.Untold, c.Refused, c.Sees, c.May, c.Odds, c.Scores, c.Lessons))
	if c.Says == "" || claims == 0 {
		t.Fatalf("%s: says, and something to expect, are needed", name)
	}
	return c
}

func words(n *source.Node) []string {
	var out []string
	for _, kid := range n.Kids {
		out = append(out, kid.Text.String())
	}
	return out
}

// text is the scenario of a case: the page's, what the case adds, a head where
// the page leaves it out, and one metric for each expression that is asked.
func (p *Page) text(c *Case, asked []question) string {
	var b strings.Builder
	has := func(key string) bool {
		return slices.ContainsFunc(strings.Split(p.Scenario, "\n"), func(line string) bool {
			name, _, ok := strings.Cut(line, "=")
			return ok && strings.TrimSpace(name) == key
		})
	}
	if !has("format") {
		b.WriteString("format = 1\nid = \"page\"\n")
	}
	if !has("turns") {
		b.WriteString("turns = 4\n")
	}
	b.WriteString(p.Scenario + "\n" + c.Adds + "\n")
	for i, q := range asked {
		fmt.Fprintf(&b, "[metric.asked_%d]\nvalue = %q\n", i, "("+q.words+") ? 1 : 0")
	}
	return b.String()
}

package scenario_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"demarche/engine/internal/golden"
	"demarche/engine/scenario"
)

// FORMAT.md lists the keys of each table between two marks; what stands there
// is made from the table of keys.
func TestFormatSaysWhatTheTableOfKeysSays(t *testing.T) {
	data, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, table := range scenario.Tables() {
		marks := regexp.MustCompile(`(?s)<!-- keys ` + regexp.QuoteMeta(table.Name) + ` -->\n.*?<!-- end -->`)
		if n := len(marks.FindAllString(page, -1)); n != 1 {
			t.Errorf("FORMAT.md lists the keys of %q %d times, want once", table.Name, n)
		}
		page = marks.ReplaceAllLiteralString(page, fmt.Sprintf("<!-- keys %s -->\n%s<!-- end -->", table.Name, keysOf(table)))
	}
	page = regexp.MustCompile(`(?s)<!-- policies -->\n.*?<!-- end -->`).ReplaceAllLiteralString(page, "<!-- policies -->\n"+builtIns()+"<!-- end -->")
	golden.EqualFile(t, "../FORMAT.md", page)
}

// builtIns is the table of the computer players that are there without being
// written.
func builtIns() string {
	var b strings.Builder
	b.WriteString("| policy | plays |\n| --- | --- |\n")
	for _, p := range scenario.BuiltIns() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", p.Name, p.Doc)
	}
	return b.String()
}

func TestTheFirstExampleOfTheFormatCompiles(t *testing.T) {
	data, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "```toml\n")
	example, _, _ := strings.Cut(rest, "```")
	if g := compile(t, example); g.ID != "night_call" || len(g.Actions) != 3 { // two and "publish"
		t.Errorf("the first example is %q with %d actions", g.ID, len(g.Actions))
	}
}

func keysOf(table *scenario.Table) string {
	var b strings.Builder
	b.WriteString("| key | is | unless said | |\n| --- | --- | --- | --- |\n")
	for _, k := range table.Keys {
		is := kindOf(k.Is, k.Words)
		if k.Or != 0 {
			is += ", or " + kindOf(k.Or, k.Words)
		}
		unless := k.Default
		if k.Need {
			unless = "**needed**"
		}
		doc := k.Doc
		if k.Stand == scenario.Idle {
			doc += "; not used yet"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", k.Name, is, unless, doc)
	}
	return b.String()
}

func kindOf(f scenario.Form, words []string) string {
	name := f.String()
	for _, article := range []string{"a ", "an "} {
		name = strings.TrimPrefix(name, article)
	}
	if f == scenario.Word && len(words) > 0 {
		name = strings.Join(words, " / ")
	}
	return name
}

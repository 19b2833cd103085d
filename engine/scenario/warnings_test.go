package scenario_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// verb is what a sentence leaves open.
var verb = regexp.MustCompile(`%[a-z]`)

// warned lists the sentences of all warnings that the compiler can tell, as they
// stand in its source, with "…" for what they leave open.
func warned(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no source", err)
	}
	var out []string
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 4 || !warns(call.Fun) {
				return true
			}
			// hint itself hands on what it is given.
			if lit, ok := call.Args[3].(*ast.BasicLit); ok {
				text, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, verb.ReplaceAllString(text, "…"))
			}
			return true
		})
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// warns reports whether a call tells a warning: c.hint(…) or c.warnings.Add(…).
func warns(f ast.Expr) bool {
	s, ok := f.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if s.Sel.Name == "hint" {
		return true
	}
	of, ok := s.X.(*ast.SelectorExpr)
	return ok && of.Sel.Name == "warnings" && s.Sel.Name == "Add"
}

// FORMAT.md lists every warning that check can give, and no other; and each of them is
// told in one of the tests beside this one.
func TestFormatListsTheWarningsOfCheck(t *testing.T) {
	page, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), "<!-- warnings -->\n")
	list, _, end := strings.Cut(rest, "<!-- end -->")
	if !ok || !end {
		t.Fatal("FORMAT.md has no list of warnings")
	}
	var listed []string
	for _, row := range regexp.MustCompile(`(?m)^\| ([^|]+) \| [^|]+ \|$`).FindAllStringSubmatch(list, -1) {
		if row[1] != "it says" && row[1] != "---" {
			listed = append(listed, row[1])
		}
	}
	told := tellings(t)
	for _, w := range warned(t) {
		if !slices.Contains(listed, w) {
			t.Errorf("FORMAT.md does not list the warning %q", w)
		}
		if !regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(w), "…", ".+")).MatchString(told) {
			t.Errorf("no test is told %q", w)
		}
	}
	for _, row := range listed {
		if !slices.Contains(warned(t), row) {
			t.Errorf("FORMAT.md lists %q, which nothing warns of", row)
		}
	}
}

// tellings is all that the tests of this room expect to be told.
func tellings(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, pattern := range []string{"testdata/*.good.want", "testdata/packs/*.want", "*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(data)
		}
	}
	return b.String()
}

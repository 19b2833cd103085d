package record

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/engine/game"
)

func formatPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// after returns what FORMAT.md lists behind a mark up to an end.
func after(t *testing.T, page, mark, end string) []string {
	t.Helper()
	_, rest, ok := strings.Cut(page, mark)
	list, _, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Errorf("FORMAT.md does not say %q", mark)
		return nil
	}
	return strings.FieldsFunc(list, func(r rune) bool { return r == ' ' || r == ',' })
}

// fields are the names under which a struct is written, in their order.
func fields(x any) []string {
	var out []string
	for i := range reflect.TypeOf(x).NumField() {
		name, _, _ := strings.Cut(reflect.TypeOf(x).Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			out = append(out, name)
		}
	}
	return out
}

func TestTheFormatListsEveryFieldInItsOrder(t *testing.T) {
	page := formatPage(t)
	for _, x := range []struct {
		mark, end string
		of        any
	}{
		{"| `header` | `", "`", Header{}}, {"| `start` | `", "`", Start{}}, {"| `input` | `", "`", Input{}},
		{"| `turn` | `", "`", Turn{}}, {"| `rewind` | `", "`", Rewind{}}, {"| `end` | `", "`", End{}},
		{"`files` lists `{", "}`", FileSum{}}, {"`seats` lists `{", "}`", Seat{}},
		{"**Move.** `{", "}`", Move{}}, {"`choices` is `[{", "}]`", Words{}}, {"**Ballot.** `{", "}`", Ballot{}}, {"**Waiting block.** `{", "}`", Due{}},
		{"**Act.** `{", "}`", Act{}}, {"**Forced draw.** `{", "}`", Forced{}}, {"**Gift.** `{", "}`", Gift{}},
		{"**Ledger.** `{", "}`", Ledger{}}, {"`draws` `{", "}`", Draw{}}, {"`changes` `{", "}`", Change{}}, {"`parts` `{", "}`", Part{}},
		{"`events` `{", "}`", Event{}}, {"`faults` `{", "}`", Fault{}}, {"A cause is `{", "}`", Cause{}},
	} {
		if got, want := after(t, page, x.mark, x.end), fields(x.of); !slices.Equal(got, want) {
			t.Errorf("%q lists %v, the code writes %v", x.mark, got, want)
		}
	}
}

// constants counts the constants of a type in the game.
func constants(t *testing.T, typ string) int {
	t.Helper()
	names, err := filepath.Glob("../game/*.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files of the game: %v", err)
	}
	n := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			group, ok := d.(*ast.GenDecl)
			if !ok || group.Tok != token.CONST {
				continue
			}
			first, _ := group.Specs[0].(*ast.ValueSpec)
			if id, ok := first.Type.(*ast.Ident); ok && id.Name == typ {
				n += len(group.Specs)
			}
		}
	}
	return n
}

// Every stage, cause, event and act of the game has a word, and FORMAT.md lists
// these words and no others.
func TestTheFormatListsEveryWord(t *testing.T) {
	page := formatPage(t)
	for _, x := range []struct {
		row, of string
		words   []string
		extra   int // constants that are no word of the list
	}{
		{"| stage | `", "Stage", stageWords[1:], 1}, // StageTray, for which the trays stand
		{"| cause | `", "CauseKind", causeWords[1:], 0},
		{"| event | `", "EventKind", eventWords[1:], 0},
	} {
		if got := after(t, page, x.row, "`"); !slices.Equal(got, x.words) {
			t.Errorf("%s lists %v, the code has %v", x.row, got, x.words)
		}
		if n := constants(t, x.of) - x.extra; n != len(x.words) {
			t.Errorf("the game has %d of %s, %d have a word", n, x.of, len(x.words))
		}
	}
	var acts, draws []string
	for k := game.ActKind(1); k.String() != "" && game.ActOf(k.String()) == k; k++ {
		acts = append(acts, k.String())
	}
	for k := game.DrawKind(1); k.String() != "" && game.DrawOf(k.String()) == k; k++ {
		draws = append(draws, k.String())
	}
	_, table, _ := strings.Cut(page, "| `do` |")
	table, _, _ = strings.Cut(table, "\n\n")
	var told []string
	for line := range strings.Lines(table) {
		if cells := strings.Split(line, "|"); len(cells) > 3 {
			for _, m := range regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(cells[1], -1) {
				told = append(told, m[1])
			}
		}
	}
	slices.Sort(told)
	slices.Sort(acts)
	if len(acts) < 7 || !slices.Equal(told, acts) {
		t.Errorf("FORMAT.md lists the acts %v, the game has %v", told, acts)
	}
	_, purposes, _ := strings.Cut(page, "`purpose` is ")
	purposes, _, _ = strings.Cut(purposes, "\n\n")
	for _, d := range draws {
		if !strings.Contains(purposes, "`"+d+"`") {
			t.Errorf("FORMAT.md does not say that a draw can be forced of the purpose %q", d)
		}
	}
	for _, k := range []Kind{KindHeader, KindFile, KindStart, KindInput, KindTurn, KindRewind, KindEnd, KindSide} {
		if !strings.Contains(page, "| `"+string(k)+"` |") {
			t.Errorf("FORMAT.md does not list the line %q", k)
		}
	}
}

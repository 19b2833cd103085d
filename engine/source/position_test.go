package source_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"demarche/engine/internal/golden"
	"demarche/engine/source"
)

// outline writes a tree one node a line: place of the key, key, place of the
// value, kind, value, comment.
func outline(n *source.Node) string {
	var b strings.Builder
	var write func(n *source.Node, depth int)
	write = func(n *source.Node, depth int) {
		b.WriteString(strings.Repeat("  ", depth))
		if n.KeyPos.Line > 0 {
			fmt.Fprintf(&b, "%d:%d %q ", n.KeyPos.Line, n.KeyPos.Col, n.Key)
		}
		fmt.Fprintf(&b, "at %d:%d %s%s", n.Pos.Line, n.Pos.Col, n.Kind, value(n))
		if n.Comment != "" {
			fmt.Fprintf(&b, " # %q", n.Comment)
		}
		b.WriteByte('\n')
		for _, kid := range n.Kids {
			write(kid, depth+1)
		}
	}
	write(n, 0)
	return b.String()
}

func value(n *source.Node) string {
	switch n.Kind {
	case source.String:
		return fmt.Sprintf(" %q", n.Text)
	case source.Integer:
		return fmt.Sprintf(" %d %v", n.Int, n.Num)
	case source.Float:
		return fmt.Sprintf(" %v", n.Num)
	case source.Bool:
		return fmt.Sprintf(" %v", n.Bool)
	case source.Datetime:
		return n.Time.Format(" 2006-01-02T15:04:05.999999999")
	}
	return ""
}

func read(t *testing.T, give string) *source.Node {
	t.Helper()
	n, err := source.Read("s.toml", []byte(give))
	if err != nil {
		t.Fatalf("Read(%q) error = %v", give, err)
	}
	return n
}

func TestEveryValueHasItsPlace(t *testing.T) {
	tests := []struct{ name, give, want string }{
		{"empty file", "", "at 1:1 table\n"},
		{"scalars", "a = 1\nbb  =  -2.5\nc=true\nd = 2026-11-21\ne = \"x\"", `at 1:1 table
  1:1 "a" at 1:5 integer 1 1
  2:1 "bb" at 2:8 float -2.5
  3:1 "c" at 3:3 bool true
  4:1 "d" at 4:5 datetime 2026-11-21T00:00:00
  5:1 "e" at 5:5 string "x"
`},
		{"columns count runes", "\"é\" = \"ü\"\nx = [\"日本\", 'b', \"𝔘\", 4]\n", `at 1:1 table
  1:1 "é" at 1:7 string "ü"
  2:1 "x" at 2:5 array
    at 2:6 string "日本"
    at 2:12 string "b"
    at 2:17 string "𝔘"
    at 2:22 integer 4 4
`},
		{"array over several lines", "x = [ # here\n\t1,\n  [2, [ ]], # , ] [\n\n  {a = 3}, \"]\" ,\n]\ny = 4\n", `at 1:1 table
  1:1 "x" at 1:5 array # "here"
    at 2:2 integer 1 1
    at 3:3 array # ", ] ["
      at 3:4 integer 2 2
      at 3:7 array
    at 5:3 table
      5:4 "a" at 5:8 integer 3 3
    at 5:12 string "]"
  7:1 "y" at 7:5 integer 4 4
`},
		{"inline tables", "t = { a = 1, b.c = { d = 'x' }, \"e f\" = [] }", `at 1:1 table
  1:1 "t" at 1:5 table
    1:7 "a" at 1:11 integer 1 1
    1:14 "b" at 1:14 table
      1:16 "c" at 1:20 table
        1:22 "d" at 1:26 string "x"
    1:33 "e f" at 1:41 array
`},
		{"inline table over several lines", "t = {\n  a = 1, # one\n  # two\n  b = 2,\n}\n", `at 1:1 table
  1:1 "t" at 1:5 table
    2:3 "a" at 2:7 integer 1 1 # "one"
    4:3 "b" at 4:7 integer 2 2 # "two"
`},
		{"headers and dotted keys meet in one table", "[a.b]\nx = 1\n[c]\n[a]\nb.y = 2\nz = 3\n[ a . d ]\n", `at 1:1 table
  1:2 "a" at 1:2 table
    1:4 "b" at 1:4 table
      2:1 "x" at 2:5 integer 1 1
      5:3 "y" at 5:7 integer 2 2
    6:1 "z" at 6:5 integer 3 3
    7:7 "d" at 7:7 table
  3:2 "c" at 3:2 table
`},
		{"arrays of tables", "[[r]]\na = 1\n[r.s]\nb = 2\n[[ r ]]\n[[r.q]]\n[[r.q]]\n", `at 1:1 table
  1:3 "r" at 1:3 array
    at 1:3 table
      2:1 "a" at 2:5 integer 1 1
      3:4 "s" at 3:4 table
        4:1 "b" at 4:5 integer 2 2
    at 5:4 table
      6:5 "q" at 6:5 array
        at 6:5 table
        at 7:5 table
`},
		{"carriage returns", "a = 1\r\n[t]\r\nb = \"\"\"\r\nx\r\ny\"\"\"\r\nc = 3\r\n", `at 1:1 table
  1:1 "a" at 1:5 integer 1 1
  2:2 "t" at 2:2 table
    3:1 "b" at 3:5 string "x\r\ny"
    6:1 "c" at 6:5 integer 3 3
`},
		{"byte order mark is no column", "\ufeffa = 1\n", `at 1:1 table
  1:1 "a" at 1:5 integer 1 1
`},
		{"after a multi-line string", "a = '''\n é\n''' # c\nb = [\"\"\"\n\"\"\", 1]\n", `at 1:1 table
  1:1 "a" at 1:5 string " é\n" # "c"
  4:1 "b" at 4:5 array
    at 4:6 string ""
    at 5:6 integer 1 1
`},
		{"quoted keys", "'a.b' = 1\n\"c\\u0064\".e = 2\n\"\" = 3\n[\"x]y\".'z']\n", `at 1:1 table
  1:1 "a.b" at 1:9 integer 1 1
  2:1 "cd" at 2:1 table
    2:11 "e" at 2:15 integer 2 2
  3:1 "" at 3:6 integer 3 3
  4:2 "x]y" at 4:2 table
    4:8 "z" at 4:8 table
`},
		{"numbers in all dress", "a = 0xFF\nb = +1_000\nc = 6.5e2\nd = -0.0\ne = 9223372036854775807\nf = -inf\n", `at 1:1 table
  1:1 "a" at 1:5 integer 255 255
  2:1 "b" at 2:5 integer 1000 1000
  3:1 "c" at 3:5 float 650
  4:1 "d" at 4:5 float -0
  5:1 "e" at 5:5 integer 9223372036854775807 9.223372036854776e+18
  6:1 "f" at 6:5 float -Inf
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := outline(read(t, tt.give)); got != tt.want {
				t.Errorf("Read(%q)\n got %s\nwant %s", tt.give, got, tt.want)
			}
		})
	}
}

func TestCommentsGoWithWhatTheyStandBy(t *testing.T) {
	tests := []struct{ name, give, want string }{
		{"above, several lines, and behind", "# one\n#two\na = 1 #  three \n", "one\ntwo\n three"},
		{"not across an empty line", "# far\n\n# near\na = 1\n", "near"},
		{"not from behind the line before", "z = 1 # z's\na = 1\n", ""},
		{"above and behind a header", "# above\n[a] # behind\n", "above\nbehind"},
		{"above a list of tables", "[[a]] # no\n# yes\n[[a]]\n", ""},
		{"behind the opening bracket", "a = [ # inner\n  1 ] # outer\n", "inner\nouter"},
		{"none", "a = \"# not a comment\"\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(t, tt.give).Get("a").Comment; got != tt.want {
				t.Errorf("comment of a in %q = %q, want %q", tt.give, got, tt.want)
			}
		})
	}
}

func TestEachTableOfAListHasItsComment(t *testing.T) {
	rows := read(t, "# one\n[[a]]\n[[a]] # two\n").Get("a").Kids
	if got, want := rows[0].Comment+"|"+rows[1].Comment, "one|two"; got != want {
		t.Errorf("comments = %q, want %q", got, want)
	}
}

func TestOutlineOfAScenario(t *testing.T) {
	data, err := os.ReadFile("testdata/scenario.toml")
	if err != nil {
		t.Fatal(err)
	}
	n := read(t, string(data))
	checkPlaces(t, string(data), n)
	golden.Equal(t, outline(n))
}

func TestGetFindsEntriesOfTablesOnly(t *testing.T) {
	n := read(t, "a = [{b = 1}]\n[c]\nd = 2\n")
	if got := n.Get("c").Get("d").Int; got != 2 {
		t.Errorf("c.d = %d, want 2", got)
	}
	if got := n.Get("x").Get("y"); got != nil {
		t.Errorf("x.y = %v, want nil", got)
	}
	if got := n.Get("a").Get("b"); got != nil {
		t.Errorf("entry of an array = %v, want nil", got)
	}
	byHand := &source.Node{Kind: source.Table, Kids: []*source.Node{{Key: "k", Int: 7}}}
	if got := byHand.Get("k"); got == nil || got.Int != 7 {
		t.Errorf("entry of a table made by hand = %v, want 7", got)
	}
}

func TestKindsHaveNames(t *testing.T) {
	var got []string
	for k := source.Kind(0); k <= source.Table+1; k++ {
		got = append(got, k.String())
	}
	want := "none string integer float bool datetime array table none"
	if strings.Join(got, " ") != want {
		t.Errorf("kinds = %v, want %s", got, want)
	}
}

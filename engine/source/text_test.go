package source_test

import (
	"fmt"
	"strings"
	"testing"

	"demarche/engine/source"
)

// places lists the place of every offset of a text from 0 to its length.
func places(x source.Text) string {
	var out []string
	for i := 0; i <= len(x.String()); i++ {
		p := x.At(i)
		out = append(out, fmt.Sprintf("%d:%d", p.Line, p.Col))
	}
	return strings.Join(out, " ")
}

func TestTextKnowsThePlaceOfEveryByte(t *testing.T) {
	tests := []struct{ name, give, value, want string }{
		{"basic", `x = "abc"`, "abc", "1:6 1:7 1:8 1:9"},
		{"empty", `x = ""`, "", "1:6"},
		{"literal keeps backslashes", `x = 'a\n'`, `a\n`, "1:6 1:7 1:8 1:9"},
		{"runes of several bytes", `x = "aéb"`, "aéb", "1:6 1:7 1:7 1:8 1:9"},
		{"short escapes", `x = "a\n\"b\\"`, "a\n\"b\\", "1:6 1:7 1:9 1:11 1:12 1:14"},
		{"unicode escapes", `x = "\u00e9a\U0001F600b"`, "éa😀b", "1:6 1:6 1:12 1:13 1:13 1:13 1:13 1:23 1:24"},
		{"escapes of TOML 1.1", `x = "\x41\e!"`, "A\x1b!", "1:6 1:10 1:12 1:13"},
		{"multi-line, first line end trimmed", "x = \"\"\"\nab\nc\"\"\"", "ab\nc", "2:1 2:2 2:3 3:1 3:2"},
		{"multi-line, begun at once", "x = \"\"\"a\nb\"\"\"", "a\nb", "1:8 1:9 2:1 2:2"},
		{"multi-line literal", "x = '''\n\\\nb'''", "\\\nb", "2:1 2:2 3:1 3:2"},
		{"line-ending backslash", "x = \"\"\"a \\\n   \n\t b\"\"\"", "a b", "1:8 1:9 3:3 3:4"},
		{"line-ending backslash with space behind", "x = \"\"\"a\\  \n b\"\"\"", "ab", "1:8 2:2 2:3"},
		{"line-ending backslash at the end", "x = \"\"\"a\\\n \"\"\"", "a", "1:8 2:2"},
		{"escaped backslash at the end of a line", "x = \"\"\"a\\\\\nb\"\"\"", "a\\\nb", "1:8 1:9 1:11 2:1 2:2"},
		{"quotes before the closing three", `x = """a"""""`, `a""`, "1:8 1:9 1:10 1:11"},
		{"quotes inside", `x = """a""b"""`, `a""b`, "1:8 1:9 1:10 1:11 1:12"},
		{"carriage returns", "x = \"\"\"\r\na\r\nb\\\r\n c\"\"\"\r\n", "a\r\nbc", "2:1 2:2 2:3 3:1 4:2 4:3"},
		{"behind wide runes", `"ключ" = "é\té"`, "é\té", "1:11 1:11 1:12 1:14 1:14 1:15"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := read(t, tt.give).Kids[0].Text
			if x.String() != tt.value {
				t.Fatalf("text of %q = %q, want %q", tt.give, x, tt.value)
			}
			if got := places(x); got != tt.want {
				t.Errorf("places in %q\n got %s\nwant %s", tt.give, got, tt.want)
			}
		})
	}
}

func TestTextOutsideItsBoundsStaysAtItsEnds(t *testing.T) {
	x := read(t, `x = "ab"`).Get("x").Text
	if got, want := x.At(-5).String(), "s.toml:1:6"; got != want {
		t.Errorf("At(-5) = %s, want %s", got, want)
	}
	if got, want := x.At(99).String(), "s.toml:1:8"; got != want {
		t.Errorf("At(99) = %s, want %s", got, want)
	}
}

func TestPlainTextStandsAsItIs(t *testing.T) {
	x := source.Plain("aé\\n\nb", source.Pos{File: "p", Line: 3, Col: 5})
	if got, want := places(x), "3:5 3:6 3:6 3:7 3:8 3:9 4:1 4:2"; got != want {
		t.Errorf("places = %s, want %s", got, want)
	}
	if got := source.Plain("abc", source.Pos{}).At(2); got != (source.Pos{}) {
		t.Errorf("a text without a place has %v, want none", got)
	}
	if got := (source.Text{}).At(0); got != (source.Pos{}) {
		t.Errorf("the zero Text has place %v, want none", got)
	}
}

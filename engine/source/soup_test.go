package source_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/source"
)

// scraps are pieces of TOML; thrown together they make documents that are
// nearly right, which random bytes seldom are.
var scraps = []string{
	"a", "b", "c", "\"a\"", "'b'", "\"\"", ".", " ", "\t", "=", " = ", "[", "]", "[[", "]]", "{", "}", ",", "\n", "\n", "\r\n", "#", "# c\n",
	"[a]\n", "[a.b]\n", "[[a]]\n", "[[a.b]]\n", "[b]\n", "a = 1\n", "a.b = 2\n", "b = {", "c = [", "a.b.c = 3\n", "{a = 1}", "{a.b = 1}", "[1]", "[{a = 1}]",
	"1", "-2.5", "0x1F", "1e3", "1_0", "+0", "true", "false", "inf", "nan", "-", "_", "e", "T", "Z", ":",
	"2026-11-21", "14:30", "2026-11-21T14:30:00", "2026-11-21 14:30:00Z", "2026-02-30", "24:00:00", "14:30:60", ".5", "+01:00",
	"\"x\"", "'y'", "\"\"\"", "'''", "\"", "'", "\\", "\\n", "\\u00e9", "\\U0001F600", "\\x41", "\\e", "\\\n  ", "\\  \n", "é", "日", "x",
}

func TestBothParsersAgreeOnScraps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 1, 25).Draw(t, "scraps"), "")
		n, err := source.Read("f.toml", []byte(text))
		if err == nil {
			checkPlaces(t, text, n)
		}
		if err != nil && (strings.Contains(err.Error(), "two ways") || strings.Contains(err.Error(), "gave up")) && !known(text) {
			t.Errorf("Read(%q): %v", text, err)
		}
		if how := disagree(text); how != "" && !known(text) {
			t.Errorf("Read(%q) = %v, and %s", text, err, how)
		}
	})
}

// TestBothParsersAgreeOnCrossedTables throws together whole lines about few
// names, so that tables are reopened, extended, shadowed and clash.
func TestBothParsersAgreeOnCrossedTables(t *testing.T) {
	name := rapid.SampledFrom([]string{"a", "b", "c", `"a"`})
	key := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(name, 1, 3).Draw(t, "parts"), ".")
	})
	var value func(depth int) *rapid.Generator[string]
	value = func(depth int) *rapid.Generator[string] {
		return rapid.Custom(func(t *rapid.T) string {
			shape := rapid.IntRange(0, 5).Draw(t, "shape")
			if depth == 0 || shape < 2 {
				return rapid.SampledFrom([]string{"1", "\"\"\"\n x\\\n \"\"\"", "'y'", "{}", "[]", "14:30"}).Draw(t, "scalar")
			}
			inner := rapid.SliceOfN(value(depth-1), 0, 3).Draw(t, "inner")
			if shape < 4 {
				return "[" + strings.Join(inner, ", ") + "]"
			}
			for i := range inner {
				inner[i] = key.Draw(t, "key") + " = " + inner[i]
			}
			return "{" + strings.Join(inner, ", ") + "}"
		})
	}
	line := rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 3).Draw(t, "line") {
		case 0:
			return "[" + key.Draw(t, "header") + "]\n"
		case 1:
			return "[[" + key.Draw(t, "header") + "]]\n"
		default:
			return key.Draw(t, "key") + " = " + value(2).Draw(t, "value") + "\n"
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(line, 1, 6).Draw(t, "lines"), "")
		n, err := source.Read("f.toml", []byte(text))
		if err == nil {
			checkPlaces(t, text, n)
			return
		}
		if (strings.Contains(err.Error(), "two ways") || strings.Contains(err.Error(), "gave up")) && !known(text) {
			t.Errorf("Read(%q): %v", text, err)
		}
		if how := disagree(text); how != "" && !known(text) {
			t.Errorf("Read(%q) = %v, and %s", text, err, how)
		}
	})
}

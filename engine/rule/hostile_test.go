package rule_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"demarche/engine/internal/spent"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// hostile are texts that make a naive pipeline die, hang or eat memory.
func hostile() map[string]string {
	r := strings.Repeat
	lets := ""
	for i := range 28 {
		lets += fmt.Sprintf("let a%d = a%d + a%d; ", i+1, i, i)
	}
	return map[string]string{
		"half a million brackets":        r("(", 500_000) + "1" + r(")", 500_000),
		"brackets within the length":     r("(", 900) + "1" + r(")", 900) + " > 0",
		"half a million square brackets": r("[", 500_000) + r("]", 500_000),
		"half a million marks":           r("!", 500_000) + "true",
		"square brackets":                r("[", 900) + r("]", 900),
		"braces":                         r("{", 900) + r("}", 900),
		"unclosed brackets":              r("(", 2000),
		"exclamation marks":              r("!", 2000) + "true",
		"signs":                          r("-", 2000) + "1 > 0",
		"nots":                           r("not ", 500) + "true",
		"signs in brackets":              r("!(", 200) + "true" + r(")", 200),
		"doubling lets":                  lets + "a28",
		"growing strings":                `replace(repeat("a",1e5),"a",repeat("b",1e5))`,
		"reduce over a range":            `reduce(1..26, #acc + #acc, "0123456789")`,
		"a long literal":                 `"` + r("x", 50_000_000) + `"`,
		"groups of a range":              "groupBy(1..900000, #)",
		"text of a range":                "toJSON(1..900000)",
		"a sorted range":                 "sort(1..900000)",
		"lists inside lists":             "min(" + r("[", 60) + "1" + r("]", 60) + ") > 1",
		"flattened lists":                "len(flatten(" + r("[", 60) + "1" + r("]", 60) + ")) > 1",
		"the mean of lists in lists":     "mean(" + r("[", 60) + "1" + r("]", 60) + ") > 1",
		"the median of lists in lists":   "median(" + r("[", 60) + "1" + r("]", 60) + ") > 1",
		"the highest of lists in lists":  "max(" + r("[", 60) + "1" + r("]", 60) + ") > 1",
		"ranges inside one another":      "count(1..100000, count(1..100000, count(1..100000, true) > 1) > 1) > 1",
		"maps inside one another":        "count(map(1..100000, map(1..100000, #))) > 1",
		"a pattern that backtracks":      `"` + r("a", 200) + `!" matches "^(a+)+$"`,
		"a whole number that overflows":  "9223372036854775807 + 1 > x",
		"the clock":                      "now()",
		"a huge power":                   "2 ** 100000 > 1",
		"a huge whole number":            r("9", 2000) + " > 1",
		"a range":                        "count(1..1000000000, true) > 1",
		"quantifiers inside one another": r("any(roles, ", 60) + "it.arms > 1" + r(")", 60),
		"quantifiers that fold to false": r("any(roles, ", 60) + "false" + r(")", 60),
		"quantifiers with a fault":       r("any(roles, ", 60) + "x" + r(")", 60),
		"chains inside one another":      r("1 < (1 < ", 30) + "2" + r(" < 3 ? 1 : 0) < 3", 30),
		"chains with a fault":            r("(1 < ", 60) + "x" + r(" < 3 ? 1 : 0)", 60),
		"between inside between":         r("between(", 60) + "1" + r(" ? 1 : 0, 0, 1)", 60),
		"choices without end":            r("turn > 1 ? 1 : ", 130) + "2",
		"choices in conditions":          r("(", 60) + "true" + r(" ? true : stance == open)", 60),
		"choices in quantifiers":         r("any(roles, ", 30) + r("true ? false : ", 80) + "false" + r(")", 30),
		"an unclosed word":               "stance == '" + r("x", 1500),
		"an unclosed comment":            "turn > 1 /*" + r("x", 1500),
		"NUL":                            "turn > \x00 1",
		"NUL in a word":                  "stance == 'a\x00'",
		"bytes that are no text":         "turn > \xff\xfe",
		"one long name":                  r("x", 2000) + " > 1",
		"many names":                     r("x+", 1000) + "1 > 1",
		"points":                         "self" + r(".x", 1000),
		"indices":                        "self" + r("[self]", 300),
		"calls of calls":                 "self" + r(".x()", 400),
		"commas":                         "min(" + r("1,", 1000) + "1) > x",
		"pipes":                          "1" + r("|abs()", 300),
		"semicolons":                     r("1;", 1000),
		"if without end":                 r("if true {1} else ", 110) + "{2}",
		"arrows of sharps":               r("#", 2000),
		"an escape":                      `stance == '\u{41}'`,
	}
}

func TestHostileTextsAreOrdinaryFaultsAtOnce(t *testing.T) {
	schema := newSchema()
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			for _, s := range []string{text, "calm = " + text} {
				var faults source.Faults
				code := newCode()
				took, bytes := spent.On(func() {
					rule.Compile(code, schema, anyone(), place(s), rule.Truth, "", &faults)
					rule.CompileEffect(code, schema, anyone(), place(s), "", &faults)
				})
				if faults.Len() == 0 {
					t.Errorf("%.60q is accepted, want a fault", s)
				}
				if took > 2*time.Second*spent.Slower {
					t.Errorf("%.60q takes %v of the processor, want far below two seconds", s, took)
				}
				if bytes > 256<<20 {
					t.Errorf("%.60q takes %d MiB, want at most 256", s, bytes>>20)
				}
				t.Logf("%8v %.200s", took.Round(time.Microsecond), told(&faults))
			}
		})
	}
}

func TestLimits(t *testing.T) {
	repeat := strings.Repeat
	big := newSchema()
	big.Groups["crowd"] = make([]int32, rule.MaxMembers)
	big.Groups["mob"] = make([]int32, rule.MaxMembers+1)
	tests := []struct{ name, give, want string }{
		{"a text of 2 KiB", repeat("1 + ", 500) + "1 > 1" + repeat(" ", 43), ""},
		{"a text above 2 KiB", repeat("1 + ", 500) + "1 > 1" + repeat(" ", 44),
			"s.toml:9:9: the expression has 2049 bytes, at most 2048 are allowed (make tracks or rules of its parts)"},
		{"64 brackets", repeat("(", 64) + "true" + repeat(")", 64), ""},
		{"65 brackets", repeat("(", 65) + "true" + repeat(")", 65), "s.toml:9:73: more than 64 brackets inside one another (make tracks or rules of its parts)"},
		{"64 signs", repeat("!", 64) + "true", ""},
		{"65 signs", repeat("! ", 65) + "true", "s.toml:9:137: more than 64 signs in a row (delete most of them)"},
		{"64 signs in brackets", "(" + repeat("-", 64) + "1) > 0", ""},
		{"65 signs in brackets", "(" + repeat("-", 65) + "1) > 0", "s.toml:9:74: more than 64 signs in a row (delete most of them)"},
		{"65 pluses", repeat("+", 65) + "1 > 0", "s.toml:9:73: more than 64 signs in a row (delete most of them)"},
		{"65 minuses", repeat("-", 65) + "1 > 0", "s.toml:9:73: more than 64 signs in a row (delete most of them)"},
		{"65 nots", repeat("not ", 65) + "true", "s.toml:9:265: more than 64 signs in a row (delete most of them)"},
		{"130 signs, a number between", repeat("-", 64) + "1 + " + repeat("-", 63) + "1 > 0", ""},
		{"1,000 members", "any(crowd, it.arms > 3)", ""},
		{"1,001 members", "any(mob, it.arms > 3)", "s.toml:9:13: a quantifier over 1001 members, at most 1000 are allowed (name a smaller group)"},
		{"too many nodes", "any(crowd, any(states, any(states, it.arms > 3)))",
			"s.toml:9:9: with this expression the scenario has more than 50000 nodes of rules (use fewer or smaller quantifiers)"},
		{"too much work", "any(crowd, any(crowd, false))",
			"s.toml:9:9: this expression is too large once its quantifiers are written out (use fewer quantifiers inside one another)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var faults source.Faults
			rule.Compile(newCode(), big, anyone(), place(tt.give), rule.Truth, "", &faults)
			if got := told(&faults); got != tt.want {
				t.Errorf("faults are\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestTheExpressionThatCrossesTheNodesOfACodeIsNamed(t *testing.T) {
	code, schema := newCode(), newSchema()
	schema.Groups["crowd"] = make([]int32, rule.MaxMembers)
	var faults source.Faults
	n := 0
	for ; faults.Len() == 0 && n < 100; n++ {
		rule.Compile(code, schema, anyone(), place("any(crowd, it.arms > 3)"), rule.Truth, fmt.Sprintf("rule.r%d.when", n), &faults)
	}
	want := fmt.Sprintf("s.toml:9:9: rule.r%d.when: with this expression the scenario has more than 50000 nodes of rules (use fewer or smaller quantifiers)", n-1)
	if got := told(&faults); got != want {
		t.Errorf("faults are\n%s\nwant\n%s", got, want)
	}
	if len(code.Nodes) > rule.MaxNodes || len(code.Nodes) < rule.MaxNodes*9/10 {
		t.Errorf("%d nodes are left, want those of the expressions before", len(code.Nodes))
	}
}

// Expressions that are cheap one by one may be too much together: then one fault
// says from which on, and nothing more is compiled.
func TestTheExpressionThatCrossesTheWorkOfACodeIsNamed(t *testing.T) {
	code, schema := newCode(), newSchema()
	schema.Groups["crowd"], schema.Groups["few"] = make([]int32, 500), make([]int32, 50)
	var faults source.Faults
	n := 0
	for ; faults.Len() == 0 && n < 100; n++ {
		rule.Compile(code, schema, anyone(), place("any(crowd, any(few, false))"), rule.Truth, fmt.Sprintf("rule.r%d.when", n), &faults)
	}
	want := fmt.Sprintf("s.toml:9:9: rule.r%d.when: up to this expression there is too much to write out (use fewer or smaller quantifiers)", n-1)
	if got := told(&faults); got != want {
		t.Errorf("faults are\n%s\nwant\n%s", got, want)
	}
	if n < 5 || n > 25 {
		t.Errorf("%d expressions of 25,000 steps and more are compiled, want about %d steps in all", n, rule.MaxWork)
	}
	for range 3 {
		if rule.Compile(code, schema, anyone(), place("turn > 1"), rule.Truth, "rule.after.when", &faults).Present() {
			t.Error("an expression is compiled after that")
		}
	}
	if faults.Len() != 1 {
		t.Errorf("%d faults, want 1:\n%s", faults.Len(), told(&faults))
	}
}

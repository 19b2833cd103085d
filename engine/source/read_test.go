package source_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"demarche/engine/internal/spent"
	"demarche/engine/source"
)

func TestBadTOMLIsOneFaultAtItsPlace(t *testing.T) {
	tests := []struct{ name, give, want string }{
		{"no value", "x = \n", "1:5: invalid TOML: expected a value but found the end of the line (write the value on the same line)"},
		{"no value, end of file", "x = ", "1:5: invalid TOML: expected a value but found the end of the file (write the value on the same line)"},
		{"no equals sign", "x\n", `1:2: invalid TOML: expected "=" after the key but found the end of the line (write key = value)`},
		{"no equals sign, end of file", "x", `1:2: invalid TOML: expected "=" after the key but found the end of the file (write key = value)`},
		{"colon", "x: 1\n", `1:2: invalid TOML: expected "=" after the key but found ":" (write "=" instead of ":")`},
		{"no key", "= 1\n", `1:1: invalid TOML: expected a key but found "=" (write a key before it)`},
		{"space in a key", "a b = 1\n", `1:3: invalid TOML: expected "=" after the key but found "b" (names have letters a-z, digits and _ only: a_b)`},
		{"accent in a key", "é = 1\n", `1:1: invalid TOML: expected a key but found "é" (names have letters a-z, digits and _ only: e)`},
		{"two values", "x = 1 y = 2\n", `1:7: invalid TOML: expected the end of the line but found "y" (one key = value on a line)`},
		{"text without quotes", "x = foo bar\n", `1:5: invalid TOML: expected a value but found "foo" (a text needs quotes: "foo bar")`},
		{"text without quotes, in a list", "x = [foo bar, 'b']\n", `1:6: invalid TOML: expected a value but found "foo" (a text needs quotes: "foo bar")`},
		{"condition without quotes", "x = calm < 30 # low\n", `1:5: invalid TOML: expected a value but found "calm" (a text needs quotes: "calm < 30")`},
		{"accent in the name of a table", "[role.hôpital]\n", `1:8: invalid TOML: expected "]" after the name of the table but found "ôpital" (names have letters a-z, digits and _ only: hopital)`},
		{"space in the name of a table", "[role.L'Hôpital du Nord]\n", `1:8: invalid TOML: a quote stands in a name: ' (names have letters a-z, digits and _ only: l_hopital_du_nord)`},
		{"round brackets", "(role.a)\n", `1:1: invalid TOML: expected a key but found "(" (tables have square brackets: [role.x])`},
		{"number with its unit", "x = 60 points\n", `1:8: invalid TOML: expected the end of the line but found "points" (write the number without its unit)`},
		{"number with spaces", "x = 60 000\n", `1:8: invalid TOML: expected the end of the line but found "000" (write the number without spaces)`},
		{"number with apostrophes", "x = 60'000\n", `1:7: invalid TOML: expected the end of the number but found a quote: ' (write the number without it, or with _ in its place)`},
		{"date of another order", "x = 09.11.2027\n", `1:5: invalid TOML: expected a number but found a date (write year, month and day, as in 2027-11-09)`},
		{"no comma between texts", "x = ['a' 'b']\n", `1:10: invalid TOML: expected "," or "]" but found a quote: ' (put commas between elements)`},
		{"a space of a word processor", "x\u00a0= 3\n", `1:2: invalid TOML: expected "=" after the key but found a space of another kind (delete it and write a plain space)`},
		{"two equals signs", "x == 3\n", `1:4: invalid TOML: expected a value but found "=" (write one "=")`},
		{"a comment of another language, on its line", "// x\n", `1:1: invalid TOML: expected a key but found "/" (comments begin with #)`},
		{"a key behind a header", "[a] x = 3\n", `1:5: invalid TOML: expected the end of the line but found "x" (write it on the next line)`},
		{"a path of Windows", "x = \"C:\\Users\"\n", `1:8: invalid TOML: unknown escape \U (write \\ for a backslash, or put the text in 'single quotes')`},
		{"a sign for a value", "x = <3\n", `1:5: invalid TOML: expected a value but found "<" (write a number, true, false or a text in "quotes")`},
		{"a sign for a key", "<x = 3\n", `1:1: invalid TOML: expected a key but found "<" (write key = value, or the name of a table in [ ])`},
		{"capital truth", "x = True\n", `1:5: invalid TOML: expected a value but found "True" (write true)`},
		{"yes", "x = yes\n", `1:5: invalid TOML: expected a value but found "yes" (write true)`},
		{"off", "x = off\n", `1:5: invalid TOML: expected a value but found "off" (write false)`},
		{"curly quotes", "x = “a”\n", `1:5: invalid TOML: expected a value but found "“" (use straight quotes: ")`},
		{"apostrophe in quotes", "x = 'don't'\n", `1:10: invalid TOML: expected the end of the line but found "t" (a text with ' in it needs "double quotes" around it)`},
		{"decimal comma", "x = 1,5\n", `1:6: invalid TOML: expected the end of the line but found "," (write decimals with a point: 1.5)`},
		{"comma at the end", "x = 1,\n", `1:6: invalid TOML: expected the end of the line but found "," (delete the comma)`},
		{"per cent", "x = 50%\n", `1:7: invalid TOML: expected the end of the line but found "%" (write the number without %, a chance as in 0.3)`},
		{"unit", "x = 10s\n", `1:7: invalid TOML: expected the end of the number but found "s" (put a text in quotes; write a number without its unit)`},
		{"comment of another language", "x = 1 // one\n", `1:7: invalid TOML: expected the end of the line but found "/" (comments begin with #)`},
		{"no digit before the point", "x = .5\n", `1:5: invalid TOML: expected a value but found "." (write the digit before the point: 0.5)`},
		{"no digit behind the point", "x = 5.\n", "1:7: invalid TOML: decimal point must be followed by a digit (write a digit behind the point, or no point)"},
		{"leading zero", "x = 007\n", "1:5: invalid TOML: integers cannot have leading zeroes (drop the leading zero)"},
		{"integer too large", "y = 1\nx = [1, 99999999999999999999]\n", "2:9: invalid TOML: 99999999999999999999 is too large a number (write a smaller number)"},
		{"float too large, behind wide runes", "\"日本\" = 1e999\n", "1:8: invalid TOML: 1e999 is too large a number (write a smaller number)"},
		{"no such day", "\"é\" = [1,\r\n 'é', 2026-02-30]\n", `2:7: invalid TOML: "2026-02-30" is no date or time (dates look like 2026-11-21, times like 14:30:00, both like 2026-11-21T14:30:00Z)`},
		{"string not closed", "x = \"abc\ny = \"d\"\n", `1:5: invalid TOML: the text is not closed on its line (close it with ", or open and close it with """ to go on over several lines)`},
		{"text not closed", "y = 1\nx = '''abc\n\n", "2:5: invalid TOML: text opened here is never closed (close it with ''')"},
		{"list not closed", "x = [1, 2\n\n[y]\nz = 3\n", `1:5: invalid TOML: "[" is never closed (add the missing "]")`},
		{"inner list not closed", "x = [{a = 1]\n", `1:6: invalid TOML: "{" is never closed (add the missing "}")`},
		{"header not closed", "[a\nb = 1\n", `1:1: invalid TOML: "[" is never closed (add the missing "]")`},
		{"earlier fault before a bracket", "x = oops\ny = [1\n", `1:5: invalid TOML: expected a value but found "oops" (a text needs quotes: "oops")`},
		{"bracket too many", "x = [1]]\n", `1:8: invalid TOML: expected the end of the line but found "]" (delete the "]")`},
		{"no comma in a list", "x = [1 2]\n", `1:8: invalid TOML: expected "," or "]" but found "2" (put commas between elements)`},
		{"no comma in a table", "x = {a = 1 b = 2}\n", `1:12: invalid TOML: expected "," or "}" but found "b" (put commas between entries)`},
		{"two commas", "x = {a = 1,, b = 2}\n", `1:12: invalid TOML: expected a key but found "," (delete one comma)`},
		{"empty header", "[]\n", `1:2: invalid TOML: expected a key but found "]" (write a name between the brackets)`},
		{"unknown escape in a long text", "x = \"\"\"\nça \\d\"\"\"\n", `2:4: invalid TOML: unknown escape \d (write \\ for a backslash, or put the text in 'single quotes')`},
		{"key twice", "a = 1\nb = 2\n'a' = 3\n", `3:1: a: key "a" is written twice (first on line 1; keep one)`},
		{"key twice, inside", "[t]\nx = [{a = 1}, {b.c = 1, b.c = 2}]\n", `2:27: t.x[1].b.c: key "c" is written twice (first on line 2; keep one)`},
		{"key twice, in a row", "[[t]]\n[[t]]\na = 1\na = 2\n", `4:1: t[1].a: key "a" is written twice (first on line 3; keep one)`},
		{"table twice", "[a.b]\n[c]\n[a.b]\n", "3:4: a.b: this table is opened twice (first on line 1; join the two or rename one)"},
		{"value as table", "a = 1\n[a.b]\n", `2:2: a: "a" is already a value and cannot hold keys (write it once; first on line 1)`},
		{"list as table", "[[a]]\n[a]\n", `2:2: a: "a" is already a list of tables and cannot be opened as a table (write [a.an_id], in single brackets, for each; first on line 1)`},
		{"value as list", "a = []\n[[a]]\n", `2:3: a: "a" is already a value and cannot be a list of tables as well (write it once; first on line 1)`},
		{"NUL", "x = \"é\x00\"\n", "1:7: invalid TOML: the file contains a NUL byte (save the file as UTF-8 text)"},
		{"UTF-16", "\xff\xfex\x00", "1:1: invalid TOML: invalid UTF-8: byte 0xff (save the file as UTF-8)"},
		{"Latin-1", "\n# \xe9t\xe9\n", "2:3: invalid TOML: invalid UTF-8: byte 0xe9 (save the file as UTF-8)"},
		{"control character", "x = \"a\x07\"\n", `1:7: invalid TOML: control character U+0007 (delete it, or write \u0007 inside a "string")`},
		{"lone carriage return", "x = 1\ry = 2\n", `1:6: invalid TOML: a line ends with a carriage return alone (save the file with the line ends of Windows or Unix)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, err := source.Read("f", []byte(tt.give))
			var f *source.Fault
			if !errors.As(err, &f) {
				t.Fatalf("Read(%q) = %v, %v, want a *source.Fault", tt.give, n, err)
			}
			if got := f.Error(); got != "f:"+tt.want {
				t.Errorf("Read(%q)\n got %s\nwant f:%s", tt.give, got, tt.want)
			}
		})
	}
}

func TestTheGuardKeepsLimits(t *testing.T) {
	repeat := strings.Repeat
	tests := []struct{ name, give, want string }{
		{"long file", repeat("\n", source.MaxFile+1), "f: the file has more than the 262144 bytes allowed (move long texts to files beside it)"},
		{"long line", "a = 1\nx = '" + repeat("y", source.MaxLine) + "'\n", `f:2:1: line of 8198 bytes, more than the 8192 allowed (break it; long texts fit in """several lines""")`},
		{"deep lists", "x = " + repeat("[", 17) + repeat("]", 17), "f:1:21: brackets inside one another more than 16 deep (give inner tables a [header] of their own)"},
		{"deep lists, a line each", "x = " + repeat("[\n", 17), "f:17:1: brackets inside one another more than 16 deep (give inner tables a [header] of their own)"},
		{"deep inline tables", "x = " + repeat("{a = ", 17) + "1" + repeat("}", 17), "f:1:85: brackets inside one another more than 16 deep (give inner tables a [header] of their own)"},
		{"long dotted key", "a.b.c.d.e.f.g.h.i = 1\n", "f:1:16: key of more than 8 parts (nest less deeply)"},
		{"long header", "[a.b.c.d.e.f.g.h.'i']\n", "f:1:17: key of more than 8 parts (nest less deeply)"},
		{"long key inside", "x = [{a.b.c.d.e.f.g.h.i = 1}]\n", "f:1:22: key of more than 8 parts (nest less deeply)"},
		{"long name", "[" + repeat("n", source.MaxPath) + "]\na = 1\n", "f:2:1: keys down to here take more than 512 bytes (write shorter keys, nest less deeply)"},
		{"long names inside one another", "a = [\n{" + repeat("n", 300) + " = {\n" + repeat("m", 300) + " = 1}}]\n", "f:3:212: keys down to here take more than 512 bytes (write shorter keys, nest less deeply)"},
		{"dotted keys inside one another", "[a.b.c.d.e.f.g.h]\nx = [" + "{a.b.c.d = {a.b.c.d.e.f.g.h = 1}}]", "f:2:31: keys down to here have more than 20 parts (nest less deeply)"},
		{"many headers", repeat("[[a]]\n", source.MaxTables+1), "f:5001:1: more than 5000 tables in one file (leave out what is not played)"},
		{"many inline tables", "x = [\n" + repeat("{},\n", source.MaxTables+1) + "]", "f:5002:1: more than 5000 tables in one file (leave out what is not played)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := source.Read("f", []byte(tt.give))
			if err == nil || err.Error() != tt.want {
				t.Errorf("Read error\n got %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestWhatIsWithinTheLimitsIsRead(t *testing.T) {
	repeat := strings.Repeat
	tests := []struct{ name, give string }{
		{"16 brackets", "x = " + repeat("[", 16) + repeat("]", 16)},
		{"8 parts", "[a.b.c.d.e.f.g.h]\na.b.c.d.e.f.g.h = 1.5\n"},
		{"long line", "x = '" + repeat("y", source.MaxLine-6) + "'\n"},
		{"long comment", "#" + repeat(".", source.MaxLine-1) + "\n#" + repeat("[", 99)},
		{"brackets and points in strings", "x = '" + repeat("[.", 99) + "'\ny = \"\"\"\n\\\"\"\"" + repeat("{.\"\n", 99) + "\"\"\"\nz = \"\\\"" + repeat("[", 99) + "\"\n"},
		{"points in values", "x = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 0.5]\n"},
		{"commas and points in lists of tables", "x = [{a.b = 1, c.d = 2}, {a.b.c.d.e = 1, f.g.h.i.j = 2}]\n"},
		{"5000 tables", repeat("[[a]]\n", source.MaxTables)},
		{"names of 512 bytes", "[" + repeat("n", 500) + "]\n" + repeat("m", 12) + " = 1\n[b]\n" + repeat("m", 500) + " = 1\n"},
		{"many short names under one header", "[" + repeat("n", 400) + "]\n" + repeat("x = {a = 1, b = 2}\n", 1) + "y = [{" + repeat("c", 80) + " = 1}, {" + repeat("c", 80) + " = 2}]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := read(t, tt.give)
			if len(tt.give) < 4<<10 { // looking at every byte of a string is quadratic
				checkPlaces(t, tt.give, n)
			}
		})
	}
}

func TestHostileFilesAreRefusedAtOnce(t *testing.T) {
	repeat := strings.Repeat
	tests := []struct{ name, give string }{
		{"dotted key of 20 KB", repeat("a.", 10000) + "a = 1"},
		{"dotted key of 200 KB", repeat("a.", 100000) + "a = 1"},
		{"header of 200 KB", "[" + repeat("a.", 100000) + "a]"},
		{"20 MB of brackets", "x = " + repeat("[", 20<<20)},
		{"100,000 nested inline tables", "x = " + repeat("{a=", 100000)},
		{"brackets, a line each", "x = " + repeat("[\n", 120000)},
		{"nested inline tables, a line each", "x = " + repeat("{a=\n", 60000)},
		{"dotted key over many lines", repeat("a.\n", 80000)},
		{"bare quotes", repeat("\"", source.MaxLine) + repeat("\n\"", 100000)},
		{"long name above many keys", "[" + repeat("n", 8000) + "]\n" + repeat("a=1\n", 60000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var err error
			took, bytes := spent.On(func() { _, err = source.Read("f", []byte(tt.give)) })
			if err == nil {
				t.Error("Read accepts it, want a fault")
			}
			// Milliseconds on any machine; the parsers would take seconds or die.
			if took > time.Second*spent.Slower {
				t.Errorf("Read took %v of the processor, want milliseconds", took)
			}
			if bytes > 256<<20 {
				t.Errorf("Read allocated %d MiB, want at most 256", bytes>>20)
			}
		})
	}
}

// The worst that the limits let through, found by trying: many keys of the most
// parts, or under the longest path. 256 MB allocated in all is what the guard
// promises to callers that read files of strangers.
func TestWhatPassesTheGuardIsReadInTime(t *testing.T) {
	upTo := func(begin, unit, end string) string {
		var b strings.Builder
		b.WriteString(begin)
		for i := 0; b.Len()+len(unit)+len(end)+10 < source.MaxFile; i++ {
			fmt.Fprintf(&b, unit, i)
		}
		return b.String() + end
	}
	tests := []struct{ name, give string }{
		{"keys of 8 parts", upTo("", "k%x.a.a.a.a.a.a.a=1\n", "")},
		{"keys under a long header", upTo("["+strings.Repeat("n", 500)+"]\n", "k%x=1\n", "")},
		{"keys of 8 parts, 20 deep", upTo("x={\na.a.a.a.a.a.a.a={\na.a.a={\n", "k%x.a.a.a.a.a.a.a=1,\n", "}}}")},
		{"deep lists", upTo("x=[\n", strings.Repeat("[", 15)+"%d"+strings.Repeat("]", 15)+",\n", "]")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var err error
			took, bytes := spent.On(func() { _, err = source.Read("f", []byte(tt.give)) })
			if err != nil {
				t.Fatalf("Read error = %v, want it read", err)
			}
			if took > 2*time.Second*spent.Slower {
				t.Errorf("Read took %v of the processor, want at most two seconds", took)
			}
			if bytes > 256<<20 {
				t.Errorf("Read allocated %d MiB, want at most 256", bytes>>20)
			}
		})
	}
}

// BurntSushi/toml 1.6.0 keeps the type of a key by its dotted path, without the
// index of the row and with an empty last part left out. A header that reopens
// a table of dotted keys then empties it where another key of that path held an
// array. Read refuses what would otherwise be lost in silence.
func TestLostValuesAreAFault(t *testing.T) {
	tests := []struct{ name, give, want string }{
		{"array in another row", "[[a]]\nb = []\n[[a]]\nb.c = 1\n[a.b]\n", "f:4:1: a[1].b: invalid TOML: this can be read in two ways (write each table once, under one header)"},
		{"empty key", "a.\"\" = []\n[a]\n", "f:1:1: a: invalid TOML: this can be read in two ways (write each table once, under one header)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := source.Read("f", []byte(tt.give))
			if err == nil || err.Error() != tt.want {
				t.Errorf("Read(%q) error\n got %v\nwant %s", tt.give, err, tt.want)
			}
		})
	}
}

// TOML forbids to add to a table that is written as a value or by dotted keys
// under another header; BurntSushi/toml 1.6.0 lets it pass, and so does Read.
func TestTablesMayBeExtended(t *testing.T) {
	for _, give := range []string{"a = {x = 1}\na.y = 2\n[a.z]\n", "[a.b]\nx = 1\n[a]\nb.y = 2\n"} {
		n := read(t, give)
		if got := n.Get("a"); got == nil || len(got.Kids) == 0 {
			t.Errorf("Read(%q) lost table a", give)
		}
	}
}

package source_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"demarche/engine/source"
)

// cells writes a sheet's cells with their places, a row on a line.
func cells(s *source.Sheet) string {
	var b strings.Builder
	for _, row := range append([][]source.Text{s.Head}, s.Rows...) {
		for i, c := range row {
			if i > 0 {
				b.WriteString(" ")
			}
			fmt.Fprintf(&b, "%d:%d=%q", c.At(0).Line, c.At(0).Col, c)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestSheets(t *testing.T) {
	tests := []struct{ name, give, want string }{
		{"commas", "id,x\na,1\nb,2\n", `1:1="id" 1:4="x"|2:1="a" 2:3="1"|3:1="b" 3:3="2"|`},
		{"semicolons, with commas in the cells", "id;x;y\na;1,5;\"b;c\"\n", `1:1="id" 1:4="x" 1:6="y"|2:1="a" 2:3="1,5" 2:8="b;c"|`},
		{"tabs, a mark, and line ends of Windows", "\ufeffid\tx\r\na\té\r\n", `1:1="id" 1:4="x"|2:1="a" 2:3="é"|`},
		{"one column", "id\na", `1:1="id"|2:1="a"|`},
		{"columns are runes", "id,x\nété,1\n", `1:1="id" 1:4="x"|2:1="été" 2:5="1"|`},
		{"space round cells", "id , x\n  a,\" b \"\n", `1:1="id" 1:6="x"|2:3="a" 2:7="b"|`},
		{"rows that are empty or shorter", "id,x\n\n,,\na\nb,\n,1\n", `1:1="id" 1:4="x"|4:1="a"|5:1="b"|6:1="" 6:2="1"|`},
		{"a cell over lines", "id,x\na,\"one\r\ntwo\"\nb,2\n", `1:1="id" 1:4="x"|2:1="a" 2:4="one\ntwo"|4:1="b" 4:3="2"|`},
		{"doubled quotes", "id,x\na,\"say \"\"no\"\"\"\n", `1:1="id" 1:4="x"|2:1="a" 2:4="say \"no\""|`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := source.ReadSheet("f.csv", []byte(tt.give))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.ReplaceAll(cells(s), "\n", "|"); got != tt.want {
				t.Errorf("cells are\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestBrokenSheetsAreFaultsAtTheirPlace(t *testing.T) {
	repeat := strings.Repeat
	tests := []struct{ name, give, want string }{
		{"nothing", "", "f.csv: the sheet is empty (write the names of the columns in its first row)"},
		{"empty rows", ",,\n\n", "f.csv: the sheet is empty (write the names of the columns in its first row)"},
		{"a cell too many", "id,x\na,1,2\n", `f.csv:2:5: "2" stands beyond the last column (put a cell in quotes if it holds a comma)`},
		{"a cell too many with semicolons", "id;x\na;b;c\n", `f.csv:2:5: "c" stands beyond the last column (put a cell in quotes if it holds a semicolon)`},
		{"a quote inside", "id,x\na,say \"no\"\n", `f.csv:2:7: invalid CSV: a quote inside a cell (put the cell in quotes and double those in it: "a ""word"" of it")`},
		{"a quote that ends too early", "id,x\na,\"no\" way\n", `f.csv:2:6: invalid CSV: a cell that begins with a quote does not end with one (double the quotes inside it: "a ""word"" of it")`},
		{"an open quote", "id,x\na,1\nb,\"no\nc\nd\n", `f.csv:3:3: invalid CSV: the quote opened here is never closed (write " behind the cell)`},
		{"an open quote in the last cell", "id,x\n\"a\"\"\",\"no\n", `f.csv:2:7: invalid CSV: the quote opened here is never closed (write " behind the cell)`},
		{"bytes of another encoding", "id,x\na,\xe9\n", `f.csv:2:3: invalid CSV: invalid UTF-8: byte 0xe9 (save it as "CSV UTF-8")`},
		{"NUL", "id\n\x00", "f.csv:2:1: invalid CSV: the file contains a NUL byte (save the file as UTF-8 text)"},
		{"line ends of old", "id,x\ra,1\r", `f.csv:1:5: invalid CSV: a line ends with a carriage return alone (save the file with the line ends of Windows or Unix)`},
		{"a long file", "id\n" + repeat("a\n", source.MaxFile/2), "f.csv: the file has more than the 262144 bytes allowed (make two files of it)"},
		{"a long cell", "id,x\na," + repeat("x", source.MaxCell+1), "f.csv:2:3: a cell of 8193 bytes, more than the 8192 allowed (write long texts in files beside the scenario)"},
		{"a long name", "id," + repeat("x", source.MaxPath+1), "f.csv:1:4: a cell of 513 bytes, more than the 512 allowed (write long texts in files beside the scenario)"},
		{"many rows", "id\n" + repeat("a\n", source.MaxRows+1), "f.csv:1002:1: more than 1000 rows (make two files of it)"},
		{"many columns", repeat("a,", source.MaxColumns) + "a\n", "f.csv:1:1: a row of more than 100 cells (make two files of it)"},
		{"many cells", repeat(repeat("a,", 99)+"a\n", 201), "f.csv:201:1: more than 20000 cells (make two files of it)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := source.ReadSheet("f.csv", []byte(tt.give))
			if err == nil || err.Error() != tt.want {
				t.Errorf("ReadSheet says\n%v\nwant\n%s", err, tt.want)
			}
		})
	}
	for name, give := range map[string]string{
		"as many rows as may be": "id\n" + repeat("a\n", source.MaxRows), "as many cells": repeat(repeat("a,", 99)+"a\n", 200),
	} {
		if _, err := source.ReadSheet("f.csv", []byte(give)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Every rune of every part of a cell is where it says.
func TestCellsAreWhereTheySay(t *testing.T) {
	cell := rapid.StringOfN(rapid.SampledFrom([]rune("ab|é\"\n,; ")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		comma := rapid.SampledFrom([]rune(",;\t")).Draw(t, "comma")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = comma, rapid.Bool().Draw(t, "crlf")
		rows := [][]string{{"id", "x", "y", "z"}}
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			rows = append(rows, []string{"r", cell.Draw(t, "x"), cell.Draw(t, "y"), cell.Draw(t, "z")})
		}
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		s, err := source.ReadSheet("f.csv", []byte(b.String()))
		if err != nil {
			t.Fatalf("%v in\n%s", err, b.String())
		}
		if s.Comma != comma || len(s.Rows) != len(rows)-1 {
			t.Fatalf("%q parts %d rows, want %q and %d", s.Comma, len(s.Rows), comma, len(rows)-1)
		}
		for i, row := range s.Rows {
			for j, c := range row {
				if want := strings.TrimSpace(rows[i+1][j]); c.String() != want {
					t.Errorf("cell %d of row %d is %q, want %q", j, i, c, want)
				}
			}
		}
		checkCells(t, b.String(), s)
	})
}

// checkCells fails t unless every rune of every cell and of its parts stands at
// its place in text.
func checkCells(t failer, text string, s *source.Sheet) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n")
	at := func(p source.Pos) string {
		if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
			t.Errorf("place %v is outside the file", p)
			return ""
		}
		return string([]rune(lines[p.Line-1])[p.Col-1:]) + "\n"
	}
	check := func(x source.Text) {
		for i, r := range x.String() {
			if got := strings.TrimPrefix(at(x.At(i)), "\r"); !strings.HasPrefix(got, string(r)) {
				t.Errorf("at %v stands %q, want %q, offset %d of %q", x.At(i), got, r, i, x)
				return
			}
		}
		if n := len(x.String()); n > 0 {
			_, size := utf8.DecodeLastRuneInString(x.String())
			if last, end := x.At(n-size), x.At(n); last == end || x.At(n+9) != end {
				t.Errorf("%q ends at %v and %v, its last rune is at %v", x, end, x.At(n+9), last)
			}
		}
	}
	for _, row := range append([][]source.Text{s.Head}, s.Rows...) {
		for _, c := range row {
			check(c)
			for _, part := range c.Split("|") {
				check(part)
			}
		}
	}
}

func FuzzSheet(f *testing.F) {
	for _, text := range []string{"id,x\na,1\n", "\ufeffid;x;text.fr\r\na;1,5;\"un \"\"mot\"\"\r\nsur deux lignes\"\r\n", "id\tx\na\t\"b|c\"\n", "id,x\na,\"b", "\"id\",\"\"\n\"\"\"\",\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := allocated()
		s, err := source.ReadSheet("f.csv", data)
		if took := allocated() - before; took > cheap(len(data)) {
			t.Errorf("ReadSheet allocates %d bytes for %d of %.200q", took, len(data), data)
		}
		if err == nil {
			checkCells(t, string(data), s)
			return
		}
		var fault *source.Fault
		if !errors.As(err, &fault) || fault.Pos.File != "f.csv" {
			t.Fatalf("ReadSheet(%q) error = %v, want a *source.Fault in the file", data, err)
		}
	})
}

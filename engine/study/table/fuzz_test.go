package table_test

import (
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/record"
	"demarche/engine/study/table"
)

// FuzzCSV writes tables of whatever people and programs write beside their moves:
// every table can be read again, each line has a cell for each column, and texts
// and numbers come back as they were.
func FuzzCSV(f *testing.F) {
	f.Add("We know, \"and\" so do you.", "=1+1", "m-3", 0.25)
	f.Add("", "\"", ",", math.Inf(1))
	f.Add("two\nlines", "a\r\nb", "\ufeff;\t", -1e-300)
	f.Add("\xff\x00", "null", "1e400", 1e21)
	m := sit.Compile(f, ledger)
	f.Fuzz(func(t *testing.T, text, why, carried string, weight float64) {
		l := layout(t, m, "x_model")
		out := newSheets(t, l)
		p := begin(t, m, table.Run{Study: text, Weight: weight, Players: []string{why, "", "", ""}}, map[string]float64{"mood": 0}, l, out)
		ask := p.s.Move("host ask")
		p.turn(game.Orders{Moves: []game.Move{ask}},
			table.Note{Role: ask.Self, Moves: true, Move: ask, Source: text, Text: text, Why: why, Carried: []string{carried}},
			table.Note{Role: ask.Self, Refused: "unknown_action", Action: text, Target: why, Choice: carried, Amount: text})
		p.ok(p.k.End(table.End{Status: "fault", Fault: why, Play: record.Sum{1}, State: &p.s.S}))
		p.ok(out.Flush())
		for _, x := range l.Tables {
			rows, err := csv.NewReader(strings.NewReader(out.texts[x.Name].String())).ReadAll()
			if err != nil {
				t.Fatalf("table %s cannot be read: %v", x.Name, err)
			}
			for _, row := range rows {
				if len(row) != len(x.Columns) {
					t.Fatalf("table %s: %d cells in %q", x.Name, len(row), row)
				}
			}
			column := func(name string) int {
				return slices.IndexFunc(x.Columns, func(c table.Column) bool { return c.Name == name })
			}
			for name, want := range map[string]string{"text": text, "x_model": carried, "why": why} {
				if i := column(name); x.Name == "moves" && i >= 0 && !slices.ContainsFunc(rows, func(row []string) bool { return row[i] == read(want) }) {
					t.Errorf("column %s of %s does not hold %q", name, x.Name, want)
				}
			}
			if i := column("weight"); x.Name == "runs" && i >= 0 && weight != 0 {
				if got, err := strconv.ParseFloat(rows[1][i], 64); err != nil || got != weight && !math.IsNaN(weight) {
					t.Errorf("weight %v is written as %q", weight, rows[1][i])
				}
			}
		}
	})
}

// read is a text as CSV gives it back: its line ends are line feeds.
func read(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

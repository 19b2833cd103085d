package parquet_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"demarche/engine/internal/duckdb"
	"demarche/engine/study/table"
)

// DuckDB, which shares no line with what wrote them, reads every cell of every
// table: columns, types, nulls, and floats to the bit.
func TestDuckDBReadsTheTables(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts another program")
	}
	dir := t.TempDir()
	var queries []string
	var wants []read
	for _, world := range []string{"code_blue", "words", "hollow"} {
		l, files, kept := written(t, world, 30)
		for id, x := range l.Tables {
			name := filepath.Join(dir, world+"_"+x.Name+".parquet")
			if err := os.WriteFile(name, files[x.Name].Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			queries = append(queries, "select * from read_parquet('"+name+"')", "select name, repetition_type from parquet_schema('"+name+"') offset 1")
			wants = append(wants, read{world + ": " + x.Name, x, kept[table.ID(id)]})
		}
	}
	got := duckdb.Ask(t, dir, queries...)
	for i, want := range wants {
		want.compare(t, got[2*i], got[2*i+1])
	}
}

// read is what DuckDB is to read of one file.
type read struct {
	name string
	of   table.Table
	rows [][]table.Value
}

// compare compares it with the lines of the rows and of the schema.
func (w *read) compare(t *testing.T, rows, schema [][]any) {
	t.Helper()
	types := map[table.Kind]string{table.Text: "VARCHAR", table.Int32: "INTEGER", table.Int64: "BIGINT", table.Float64: "DOUBLE", table.Bool: "BOOLEAN"}
	if len(rows) != len(w.rows)+1 {
		t.Errorf("%s has %d rows, want %d", w.name, len(rows)-1, len(w.rows))
		return
	}
	for i, c := range w.of.Columns {
		null := map[bool]string{true: "OPTIONAL", false: "REQUIRED"}[c.Null]
		if head := fmt.Sprint(rows[0][i]); head != fmt.Sprint([]any{c.Name, types[c.Kind]}) || fmt.Sprint(schema[i+1]) != fmt.Sprint([]any{c.Name, null}) {
			t.Errorf("%s: column %v is read as %s %v", w.name, c, head, schema[i+1])
		}
	}
	for r, want := range w.rows {
		for i, v := range want {
			if rows[r+1][i] != plainly(v) {
				t.Fatalf("%s: row %d column %s is %v, want %v", w.name, r, w.of.Columns[i].Name, rows[r+1][i], plainly(v))
			}
		}
	}
}

// plainly is a cell as read.js prints it.
func plainly(v table.Value) any {
	switch {
	case v.Null():
		return nil
	case v.Kind() == table.Text:
		return v.Text()
	case v.Kind() == table.Bool:
		return v.Bool()
	case v.Kind() == table.Float64:
		return fmt.Sprintf("%016x", math.Float64bits(v.Float()))
	}
	return strconv.FormatInt(v.Int(), 10)
}

// A folder of parts is one table, and row groups are skipped by their statistics
// without losing rows.
func TestDuckDBReadsAFolderOfParts(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts another program")
	}
	m := worlds(t)["code_blue"]
	l := layout(t, m)
	dir := t.TempDir()
	kept := rows{}
	s, _ := begun(t, l, nil)
	for part := range 3 {
		files := sheets{}
		if err := s.Begin(files.open, nil); err != nil {
			t.Fatal(err)
		}
		k := l.Maker(both{s, kept})
		for i := range 5 {
			play(t, m, k, part*5+i)
		}
		if err := s.End(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("part-%06d.parquet", part)), files["beliefs"].Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	n, some := 0, 0
	for _, row := range kept[table.Beliefs] {
		n++
		if row[0].Int() == 7 && row[5].Float() >= 50 {
			some++
		}
	}
	from := " from read_parquet('" + filepath.Join(dir, "*.parquet") + "')"
	got := duckdb.Ask(t, dir, "select count(*)"+from, "select count(*)"+from+" where run = 7 and belief >= 50", "select count(distinct run)"+from)
	if want := fmt.Sprint([]any{fmt.Sprint(n)}, []any{fmt.Sprint(some)}, []any{"15"}); fmt.Sprint(got[0][1], got[1][1], got[2][1]) != want || some == 0 {
		t.Errorf("DuckDB counts %v %v %v, want %s", got[0][1], got[1][1], got[2][1], want)
	}
}

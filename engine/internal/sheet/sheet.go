// Package sheet reads tables of numbers that tests compare with: CSV files with a
// line of names.
package sheet

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"
)

// Rows reads a file: one map for each row, by column.
func Rows(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() // nothing was written
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(rows) == 0 {
		t.Fatalf("%s is empty", name)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		x := map[string]string{}
		for i, column := range rows[0] {
			x[column] = row[i]
		}
		out = append(out, x)
	}
	return out
}

// Number is the number in a cell.
func Number(t testing.TB, cell string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

package report

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strconv"

	"demarche/engine/study/table"
)

// Tables opens the tables of a study. It returns an error that is
// [fs.ErrNotExist] for one that was not kept.
type Tables interface {
	Open(name string) (Rows, error)
}

// Rows reads a table from its first row to its last. A row belongs to the reader
// again at the next call; after the last one Next returns [io.EOF].
type Rows interface {
	Columns() []string
	Next() ([]table.Value, error)
	Close() error
}

// number is the number in a cell; NaN if there is none.
func number(v table.Value) float64 {
	switch v.Kind() {
	case table.Float64:
		return v.Float()
	case table.Int32, table.Int64:
		return float64(v.Int())
	case table.Bool:
		if v.Bool() {
			return 1
		}
		return 0
	case table.Text:
		return parsed(v.Text())
	}
	return math.NaN()
}

// parsed reads a number or a truth value as CSV has them.
func parsed(s string) float64 {
	switch s {
	case "true":
		return 1
	case "false":
		return 0
	}
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		return x
	}
	return math.NaN()
}

// text is a cell as it is written.
func text(v table.Value) string { return v.String() }

// truth is the truth value in a cell; false if there is none.
func truth(v table.Value) bool { return number(v) == 1 }

// reading is one table that is read run by run. A nil reading has no rows.
type reading struct {
	name string
	rows Rows
	at   map[string]int
	run  int
	row  []table.Value // that was read and belongs to a later run; nil: none was
	last int64
}

// open opens a table; nil without an error if it was not kept.
func open(t Tables, name string, need ...string) (*reading, error) {
	rows, err := t.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := &reading{name: name, rows: rows, at: map[string]int{}, last: -1}
	for i, c := range rows.Columns() {
		r.at[c] = i
	}
	for _, c := range append(need, "run") {
		if _, ok := r.at[c]; !ok {
			return nil, errors.Join(fmt.Errorf("table %s: it has no column %q: it is not one that a study writes", name, c), rows.Close())
		}
	}
	r.run = r.at["run"]
	return r, nil
}

// cell is the cell of a column; null if the table has none.
func (r *reading) cell(row []table.Value, column string) table.Value {
	if i, ok := r.at[column]; ok {
		return row[i]
	}
	return table.Value{}
}

// of calls each for the rows of one run. Runs must be asked for upwards.
func (r *reading) of(run int64, each func(row []table.Value) error) error {
	for r != nil {
		if r.row == nil {
			row, err := r.rows.Next()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			r.row = row
		}
		at := int64(number(r.row[r.run]))
		if at < r.last {
			return fmt.Errorf("table %s: run %d stands behind run %d: its rows must be sorted by run", r.name, at, r.last)
		}
		r.last = at
		switch {
		case at > run:
			return nil
		case at == run:
			if err := each(r.row); err != nil {
				return err
			}
		}
		r.row = nil
	}
	return nil
}

// next returns the next row, for a table that has one row for each run.
func (r *reading) next() ([]table.Value, error) {
	row, err := r.rows.Next()
	if err == nil {
		at := int64(number(row[r.run]))
		if at <= r.last {
			err = fmt.Errorf("table %s: run %d stands behind run %d: its rows must be sorted by run", r.name, at, r.last)
		}
		r.last = at
	}
	return row, err
}

func (r *reading) close() error {
	if r == nil {
		return nil
	}
	return r.rows.Close()
}

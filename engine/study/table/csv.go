package table

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
)

// CSV writes the tables as CSV: a line of names, then the rows. A null and an
// empty text are an empty cell; a number is the shortest decimal that reads back
// equal, without an exponent from 1e-6 to 1e21; truth is true or false. The
// tables are for programs: cells that a spreadsheet would take for a formula are
// left as they are.
type CSV struct {
	l   *Layout
	out [tables]*csv.Writer
	row []string
}

// NewCSV begins the tables; to gives the writer of each, by name.
func NewCSV(l *Layout, to func(name string) (io.Writer, error)) (*CSV, error) {
	c := &CSV{l: l}
	for i := range l.Tables {
		t := &l.Tables[i]
		w, err := to(t.Name)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", t.Name, err)
		}
		c.out[i] = csv.NewWriter(w)
		head := make([]string, len(t.Columns))
		for j := range head {
			head[j] = t.Columns[j].Name
		}
		if err := c.out[i].Write(head); err != nil {
			return nil, fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	return c, nil
}

// Row implements [Sink].
func (c *CSV) Row(t ID, row []Value) error {
	c.row = c.row[:0]
	for _, v := range row {
		c.row = append(c.row, v.String())
	}
	if err := c.out[t].Write(c.row); err != nil {
		return fmt.Errorf("table %s: %w", c.l.Tables[t].Name, err)
	}
	return nil
}

// Flush writes what is left to write.
func (c *CSV) Flush() error {
	for i, w := range c.out {
		w.Flush()
		if err := w.Error(); err != nil {
			return fmt.Errorf("table %s: %w", c.l.Tables[i].Name, err)
		}
	}
	return nil
}

// String returns the cell as CSV has it; "" if it is null.
func (v Value) String() string {
	switch v.kind {
	case Text:
		return v.text
	case Int32, Int64:
		return strconv.FormatInt(v.Int(), 10)
	case Float64:
		return decimal(v.Float())
	case Bool:
		return strconv.FormatBool(v.Bool())
	}
	return ""
}

// decimal is the shortest decimal that reads back equal; "inf", "-inf" and "nan"
// where there is none.
func decimal(x float64) string {
	switch {
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	case math.IsNaN(x):
		return "nan"
	}
	form := byte('f')
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		form = 'e'
	}
	return strconv.FormatFloat(x, form, -1, 64)
}

package table

import (
	"encoding/csv"
	"fmt"
	"io"
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

// Rows implements [Sink].
func (c *CSV) Rows(t ID, b *Block) error {
	for r := range b.Rows {
		c.row = c.row[:0]
		for i := range b.Columns {
			c.row = append(c.row, b.Value(i, r).String())
		}
		if err := c.out[t].Write(c.row); err != nil {
			return fmt.Errorf("table %s: %w", c.l.Tables[t].Name, err)
		}
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

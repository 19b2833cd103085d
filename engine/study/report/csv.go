package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"demarche/engine/study/table"
)

// CSV reads tables that were written as CSV: of a folder the file NAME.csv, or
// the parts NAME/*.csv in the order of their names. Its cells are texts, and empty
// ones null.
type CSV struct{ Folder fs.FS }

// Open implements [Tables].
func (c CSV) Open(name string) (Rows, error) {
	return openParts(c.Folder, name, ".csv", func(file string) (Rows, error) {
		f, err := c.Folder.Open(file)
		if err != nil {
			return nil, err
		}
		return csvOf(f, file)
	})
}

func csvOf(f fs.File, name string) (Rows, error) {
	r := csv.NewReader(f)
	head, err := r.Read()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("table %s: its line of names cannot be read: %w", name, err), f.Close())
	}
	r.ReuseRecord = true
	return &csvRows{f, r, slices.Clone(head), name, make([]table.Value, len(head))}, nil
}

type csvRows struct {
	file fs.File
	r    *csv.Reader
	head []string
	name string
	row  []table.Value
}

func (c *csvRows) Columns() []string { return c.head }

func (c *csvRows) Next() ([]table.Value, error) {
	cells, err := c.r.Read()
	if err == io.EOF {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", c.name, err)
	}
	for i, s := range cells {
		c.row[i] = table.Some(s)
	}
	return c.row, nil
}

func (c *csvRows) Close() error { return c.file.Close() }

// openParts opens a table that is one file, or a folder of parts. The error is
// [fs.ErrNotExist] if it is neither.
func openParts(folder fs.FS, name, end string, open func(file string) (Rows, error)) (Rows, error) {
	rows, err := open(name + end)
	if !errors.Is(err, fs.ErrNotExist) {
		return rows, err
	}
	files, err := fs.Glob(folder, name+"/*"+end)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("table %s: %w", name, fs.ErrNotExist)
	}
	first, err := open(files[0])
	if err != nil {
		return nil, err
	}
	return &parts{first, first.Columns(), files[1:], open}, nil
}

// parts are the parts of one table, read one after the other.
type parts struct {
	Rows
	columns []string
	left    []string
	open    func(file string) (Rows, error)
}

func (p *parts) Next() ([]table.Value, error) {
	for {
		row, err := p.Rows.Next()
		if err != io.EOF || len(p.left) == 0 {
			return row, err
		}
		next, err := p.open(p.left[0])
		if err != nil {
			return nil, err
		}
		if !slices.Equal(next.Columns(), p.columns) {
			return nil, errors.Join(fmt.Errorf("table %s: its columns are not those of the parts before it", p.left[0]), next.Close())
		}
		if err := p.Rows.Close(); err != nil {
			return nil, errors.Join(err, next.Close())
		}
		p.Rows, p.left = next, p.left[1:]
	}
}

package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/parquet-go/parquet-go"

	"demarche/engine/study/table"
)

// Parquet reads tables that were written as Parquet: of a folder the file
// NAME.parquet, or the parts NAME/*.parquet in the order of their names.
type Parquet struct{ Folder fs.FS }

// Open implements [Tables].
func (p Parquet) Open(name string) (Rows, error) {
	return openParts(p.Folder, name, ".parquet", func(file string) (Rows, error) {
		f, err := p.Folder.Open(file)
		if err != nil {
			return nil, err
		}
		rows, err := parquetOf(f, file)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("table %s: %w", file, err), f.Close())
		}
		return rows, nil
	})
}

// Folder reads tables as Parquet, or as CSV where there is none.
type Folder struct{ FS fs.FS }

// Open implements [Tables].
func (f Folder) Open(name string) (Rows, error) {
	rows, err := Parquet{f.FS}.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return CSV{f.FS}.Open(name)
	}
	return rows, err
}

// parquetRows reads one file, some rows at a time.
type parquetRows struct {
	file   fs.File
	name   string
	names  []string
	groups []parquet.RowGroup // that are left
	rows   parquet.Rows       // of the group at hand; nil: none is
	read   []parquet.Row
	at     int
	row    []table.Value
}

func parquetOf(f fs.File, name string) (*parquetRows, error) {
	from, ok := f.(io.ReaderAt)
	if !ok {
		data, err := io.ReadAll(f)
		if err != nil {
			return nil, err
		}
		from = bytes.NewReader(data)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(from, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, err
	}
	p := &parquetRows{file: f, name: name, groups: file.RowGroups()}
	for _, path := range file.Schema().Columns() {
		if len(path) != 1 {
			return nil, errors.New("its columns are nested: it is not one that a study writes")
		}
		p.names = append(p.names, path[0])
	}
	p.row = make([]table.Value, len(p.names))
	return p, nil
}

func (p *parquetRows) Columns() []string { return p.names }

// most is how many rows are read at a time.
const most = 256

func (p *parquetRows) Next() ([]table.Value, error) {
	for p.at == len(p.read) {
		if err := p.fill(); err != nil {
			return nil, err
		}
	}
	clear(p.row)
	for _, v := range p.read[p.at] {
		if i := v.Column(); i >= 0 && i < len(p.row) {
			p.row[i] = cellOf(v)
		}
	}
	p.at++
	return p.row, nil
}

// fill reads some more rows; [io.EOF] behind the last.
func (p *parquetRows) fill() error {
	if p.rows == nil {
		if len(p.groups) == 0 {
			return io.EOF
		}
		p.rows, p.groups = p.groups[0].Rows(), p.groups[1:]
	}
	if cap(p.read) < most {
		p.read = make([]parquet.Row, most)
	}
	p.read = p.read[:most]
	n, err := p.rows.ReadRows(p.read)
	p.read, p.at = p.read[:n], 0
	if err == io.EOF {
		err = p.rows.Close()
		p.rows = nil
	}
	if err != nil {
		return fmt.Errorf("table %s: %w", p.name, err)
	}
	return nil
}

// cellOf is a value as a cell.
func cellOf(v parquet.Value) table.Value {
	if v.IsNull() {
		return table.Value{}
	}
	switch v.Kind() {
	case parquet.Boolean:
		return table.Truth(v.Boolean())
	case parquet.Int32:
		return table.Small(v.Int32())
	case parquet.Int64:
		return table.Whole(v.Int64())
	case parquet.Double:
		return table.Float(v.Double())
	}
	return table.Word(string(v.ByteArray()))
}

func (p *parquetRows) Close() error {
	if p.rows != nil {
		return errors.Join(p.rows.Close(), p.file.Close())
	}
	return p.file.Close()
}

package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"demarche/engine/study/parquet"
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
		rows, err := parquetOf(f)
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

// parquetRows reads one file, a row group at a time.
type parquetRows struct {
	file  fs.File
	read  *parquet.Reader
	names []string
	block *table.Block // at hand; nil: none is
	at    int          // next row of it
	row   []table.Value
}

func parquetOf(f fs.File) (*parquetRows, error) {
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
	file, err := parquet.Open(from, info.Size())
	if err != nil {
		return nil, err
	}
	p := &parquetRows{file: f}
	for _, c := range file.Table.Columns {
		p.names = append(p.names, c.Name)
	}
	p.row = make([]table.Value, len(p.names))
	p.read, err = file.Reader()
	return p, err
}

func (p *parquetRows) Columns() []string { return p.names }

func (p *parquetRows) Next() ([]table.Value, error) {
	for p.block == nil || p.at == p.block.Rows {
		b, err := p.read.Next()
		if err != nil {
			return nil, err
		}
		p.block, p.at = b, 0
	}
	for i := range p.row {
		p.row[i] = p.block.Value(i, p.at)
	}
	p.at++
	return p.row, nil
}

func (p *parquetRows) Close() error {
	p.read.Close()
	return p.file.Close()
}

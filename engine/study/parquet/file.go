package parquet

import (
	"encoding/binary"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"demarche/engine/study/table"
)

// footLimit is the longest footer that is read, in bytes: that of thousands of
// row groups.
const footLimit = 64 << 20

// File is a table that [Sink] wrote. Files of other programs are refused: nothing
// here reads more of Parquet than is written here. It is immutable and safe for
// concurrent use.
type File struct {
	Table table.Table
	Rows  int64
	Meta  map[string]string // what the caller said of the rows

	from io.ReaderAt
	size int64
	foot format.FileMetaData
}

// Open reads the footer of a file of so many bytes. A file that is cut off or
// damaged there is an error.
func Open(from io.ReaderAt, size int64) (*File, error) {
	f := &File{from: from, size: size}
	if err := f.read(); err != nil {
		return nil, fmt.Errorf("read the footer: %w", err)
	}
	return f, nil
}

func (f *File) read() error {
	if f.size < int64(3*len(magic)) {
		return errDamaged
	}
	tail := make([]byte, 8)
	if _, err := f.from.ReadAt(tail, f.size-8); err != nil && err != io.EOF {
		return err
	}
	n := int64(binary.LittleEndian.Uint32(tail))
	if string(tail[4:]) != magic || n > footLimit || n > f.size-12 {
		return errDamaged
	}
	foot := make([]byte, n)
	if _, err := f.from.ReadAt(foot, f.size-8-n); err != nil {
		return err
	}
	if used, err := span(foot); err != nil || int64(used) != n {
		return errDamaged
	}
	if err := decode(foot, &f.foot); err != nil {
		return err
	}
	f.size -= 8 + n
	return f.check()
}

// decode decodes what [span] has passed. The library panics on some of what is
// not well formed.
func decode(b []byte, to any) (err error) {
	defer func() {
		if recover() != nil {
			err = errDamaged
		}
	}()
	if thrift.Unmarshal(new(thrift.CompactProtocol), b, to) != nil {
		return errDamaged
	}
	return nil
}

// check makes the table of the schema, and looks whether all of it is there.
func (f *File) check() error {
	m := &f.foot
	if len(m.Schema) == 0 || int(m.Schema[0].NumChildren.V) != len(m.Schema)-1 {
		return errDamaged
	}
	f.Table.Name = m.Schema[0].Name
	for _, e := range m.Schema[1:] {
		c := table.Column{Name: e.Name, Kind: kindOf(e.Type.V), Null: e.RepetitionType.V == format.Optional}
		if c.Kind == 0 || !e.Type.Valid || e.NumChildren.Valid || !c.Null && e.RepetitionType.V != format.Required {
			return errDamaged
		}
		f.Table.Columns = append(f.Table.Columns, c)
	}
	for i := range m.RowGroups {
		g := &m.RowGroups[i]
		if g.NumRows < 1 || g.NumRows > GroupRows || len(g.Columns) != len(f.Table.Columns) {
			return errDamaged
		}
		f.Rows += g.NumRows
		for j := range g.Columns {
			if c := &g.Columns[j].MetaData; c.Type != physical(f.Table.Columns[j].Kind) || c.Codec != format.Zstd || c.NumValues != g.NumRows {
				return errDamaged
			}
		}
	}
	if f.Rows != m.NumRows {
		return errDamaged
	}
	f.Meta = map[string]string{}
	for _, kv := range m.KeyValueMetadata {
		f.Meta[kv.Key] = kv.Value
	}
	return nil
}

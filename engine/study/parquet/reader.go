package parquet

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"demarche/engine/study/table"
)

// Reader reads some columns of a file, row group by row group, in the memory of
// one. It belongs to one goroutine.
type Reader struct {
	f      *File
	take   []int // columns of the file
	next   int   // row group
	block  *table.Block
	unzip  *zstd.Decoder
	packed []byte
	plain  []byte
	index  []int32
	cells  []uint64
}

// Reader returns a reader of these columns, in this order; of all if none is
// named. A column that is not there is an error.
func (f *File) Reader(columns ...string) (*Reader, error) {
	r := &Reader{f: f}
	var took []table.Column
	for i, c := range f.Table.Columns {
		if len(columns) == 0 {
			r.take, took = append(r.take, i), append(took, c)
		}
	}
	for _, name := range columns {
		i := slices.IndexFunc(f.Table.Columns, func(c table.Column) bool { return c.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("table %s has no column %q", f.Table.Name, name)
		}
		r.take, took = append(r.take, i), append(took, f.Table.Columns[i])
	}
	var err error
	r.unzip, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderMaxMemory(pageLimit))
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	r.block = table.NewBlock(took)
	return r, nil
}

// Close gives the reader's memory back.
func (r *Reader) Close() { r.unzip.Close() }

// Next returns the next row group; [io.EOF] behind the last. The block is the
// reader's again at the next call.
func (r *Reader) Next() (b *table.Block, err error) {
	if r.next == len(r.f.foot.RowGroups) {
		return nil, io.EOF
	}
	defer func() {
		if recover() != nil { // the library's decoders panic on some damage
			b, err = nil, errDamaged
		}
		if err != nil {
			err = fmt.Errorf("table %s, row group %d: %w", r.f.Table.Name, r.next, err)
			return
		}
		r.next++
	}()
	g := &r.f.foot.RowGroups[r.next]
	r.block.Reset()
	r.block.Rows = int(g.NumRows)
	for i, column := range r.take {
		c := chunk{r: r, of: &g.Columns[column].MetaData, rows: int(g.NumRows), cells: &r.block.Columns[i]}
		if err := c.read(); err != nil {
			return nil, fmt.Errorf("column %s: %w", r.f.Table.Columns[column].Name, err)
		}
	}
	return r.block, nil
}

// Each calls do for each row group of the columns.
func (f *File) Each(do func(*table.Block) error, columns ...string) error {
	r, err := f.Reader(columns...)
	if err != nil {
		return err
	}
	defer r.Close()
	for {
		b, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(b); err != nil {
			return err
		}
	}
}

// String names the table and its columns.
func (f *File) String() string {
	var names []string
	for _, c := range f.Table.Columns {
		names = append(names, c.Name+" "+c.Kind.String())
	}
	return fmt.Sprintf("%s: %d rows of %s", f.Table.Name, f.Rows, strings.Join(names, ", "))
}

package parquet

import (
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go/format"

	"demarche/engine/study/table"
)

// magic opens and closes a file.
const magic = "PAR1"

// sheet writes the file of one table: row group by row group, column by column.
type sheet struct {
	of    *table.Table
	press *press
	limit int // rows of a group

	columns []column
	rows    int // gathered
	total   int64
	groups  []format.RowGroup
	meta    []pair

	to io.Writer // nil: the table is not kept
	at int64
}

func newSheet(of *table.Table, p *press, limit int) *sheet {
	s := &sheet{of: of, press: p, limit: limit, columns: make([]column, len(of.Columns))}
	for i := range s.columns {
		s.columns[i].Column = of.Columns[i]
	}
	return s
}

// begin begins a file.
func (s *sheet) begin(to io.Writer, meta []pair) error {
	s.to, s.at, s.rows, s.total, s.meta = to, 0, 0, 0, meta
	s.groups = s.groups[:0]
	for i := range s.columns {
		s.columns[i].begin()
	}
	if s.to == nil {
		return nil
	}
	return s.write([]byte(magic))
}

// take gathers rows and writes each row group that is full.
func (s *sheet) take(b *table.Block) error {
	if s.to == nil {
		return nil
	}
	if err := s.fits(b); err != nil {
		return err
	}
	for from := 0; from < b.Rows; {
		to := min(b.Rows, from+s.limit-s.rows)
		for i := range s.columns {
			s.columns[i].take(b, &b.Columns[i], from, to)
		}
		s.rows += to - from
		from = to
		if s.rows == s.limit {
			if err := s.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// fits says what is wrong with the columns of a block, which may be of another
// game.
func (s *sheet) fits(b *table.Block) error {
	if len(b.Columns) != len(s.columns) {
		return fmt.Errorf("rows of %d columns for a file of %d", len(b.Columns), len(s.columns))
	}
	for i := range s.columns {
		if c := &b.Columns[i]; c.Kind != s.columns[i].Kind || c.Null != s.columns[i].Null {
			return fmt.Errorf("column %s: cells of %v (null %v) for a file of %v (null %v)", s.columns[i].Name, c.Kind, c.Null, s.columns[i].Kind, s.columns[i].Null)
		}
	}
	return nil
}

// end writes what is left, and the footer.
func (s *sheet) end() error {
	if s.to == nil {
		return nil
	}
	if err := s.flush(); err != nil {
		return err
	}
	foot, err := s.footer()
	if err != nil {
		return err
	}
	return s.write(foot)
}

// flush writes the rows gathered as a row group.
func (s *sheet) flush() error {
	if s.rows == 0 {
		return nil
	}
	g := format.RowGroup{
		Columns: make([]format.ColumnChunk, len(s.columns)), NumRows: int64(s.rows),
		FileOffset: s.at, Ordinal: int16(len(s.groups)),
	}
	for i := range s.columns {
		m := &g.Columns[i].MetaData
		if err := s.chunk(&s.columns[i], m); err != nil {
			return err
		}
		g.Columns[i].FileOffset = m.DataPageOffset
		if m.DictionaryPageOffset != 0 {
			g.Columns[i].FileOffset = m.DictionaryPageOffset
		}
		g.TotalByteSize += m.TotalUncompressedSize
		g.TotalCompressedSize += m.TotalCompressedSize
		s.columns[i].clear()
	}
	s.groups = append(s.groups, g)
	s.total += int64(s.rows)
	s.rows = 0
	return nil
}

// chunk writes one column of a row group: a dictionary if it pays, and one page.
func (s *sheet) chunk(c *column, m *format.ColumnMetaData) error {
	c.settle()
	*m = format.ColumnMetaData{
		Type: physical(c.Kind), PathInSchema: []string{c.Name}, Codec: format.Zstd, NumValues: int64(s.rows),
		Encoding: c.encodings(), Statistics: c.statistics(),
	}
	if c.indexed() {
		m.DictionaryPageOffset = s.at
		p, err := s.press.dictionary(c)
		if err != nil {
			return err
		}
		if err := s.page(p, m); err != nil {
			return err
		}
	}
	m.DataPageOffset = s.at
	p, err := s.press.data(c, s.rows)
	if err != nil {
		return err
	}
	return s.page(p, m)
}

// page writes a page and counts its bytes.
func (s *sheet) page(p *page, m *format.ColumnMetaData) error {
	m.TotalUncompressedSize += int64(len(p.head) + p.size)
	m.TotalCompressedSize += int64(len(p.head) + len(p.body))
	if err := s.write(p.head); err != nil {
		return err
	}
	return s.write(p.body)
}

func (s *sheet) write(b []byte) error {
	n, err := s.to.Write(b)
	s.at += int64(n)
	return err
}

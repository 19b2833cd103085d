package parquet

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"math"

	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/parquet-go/parquet-go/format"

	"demarche/engine/study/table"
)

// The longest page that is read, in bytes, and the longest header of one.
const (
	pageLimit = 512 << 20
	headLimit = 1 << 10
)

// chunk reads one column of a row group.
type chunk struct {
	r     *Reader
	of    *format.ColumnMetaData
	rows  int
	cells *table.Cells
	texts []table.Symbol // dictionary of texts
	words []uint64       // of numbers
	at    int64
}

func (c *chunk) read() error {
	if c.of.DictionaryPageOffset > 0 {
		if c.at = c.of.DictionaryPageOffset; c.at >= c.of.DataPageOffset {
			return errDamaged
		}
		h, page, err := c.page(format.DictionaryPage)
		if err != nil {
			return err
		}
		if err := c.dictionary(&h.DictionaryPageHeader.V, page); err != nil {
			return err
		}
	}
	c.at = c.of.DataPageOffset
	h, page, err := c.page(format.DataPage)
	if err != nil {
		return err
	}
	d := &h.DataPageHeader.V
	if int(d.NumValues) != c.rows {
		return errDamaged
	}
	if page, err = c.levels(page); err != nil {
		return err
	}
	n := c.rows - c.cells.Nulls
	switch d.Encoding {
	case format.RLEDictionary:
		err = c.looked(page, n)
	case format.DeltaBinaryPacked:
		err = c.differences(page, n)
	case format.Plain:
		err = c.plain(page, n)
	default:
		return errDamaged
	}
	if err != nil {
		return err
	}
	c.spread()
	return nil
}

// page reads the page that begins at c.at. Its checksum is checked before it is
// unpacked, into no more than its header says.
func (c *chunk) page(of format.PageType) (*format.PageHeader, []byte, error) {
	r := c.r
	if c.at < int64(len(magic)) || c.at >= r.f.size {
		return nil, nil, errDamaged
	}
	head := make([]byte, min(headLimit, r.f.size-c.at))
	if _, err := r.f.from.ReadAt(head, c.at); err != nil && err != io.EOF {
		return nil, nil, err
	}
	n, err := span(head)
	if err != nil {
		return nil, nil, err
	}
	var h format.PageHeader
	if err := decode(head[:n], &h); err != nil {
		return nil, nil, err
	}
	packed, plain := int64(h.CompressedPageSize), int64(h.UncompressedPageSize)
	if c.at += int64(n); h.Type != of || packed < 0 || packed > r.f.size-c.at || plain < 0 || plain > pageLimit {
		return nil, nil, errDamaged
	}
	r.packed = sized(r.packed, int(packed))
	if _, err := r.f.from.ReadAt(r.packed, c.at); err != nil {
		return nil, nil, err
	}
	if crc32.ChecksumIEEE(r.packed) != uint32(h.CRC) {
		return nil, nil, errDamaged
	}
	r.plain = sized(r.plain, int(plain))
	out, err := r.unzip.DecodeAll(r.packed, r.plain[:0:plain])
	if err != nil || int64(len(out)) != plain {
		return nil, nil, errDamaged
	}
	return &h, out, nil
}

// sized is b with n bytes, and as much again behind them as decoders look ahead.
func sized(b []byte, n int) []byte {
	if cap(b) < n+64 {
		b = make([]byte, n+64)
	}
	return b[:n]
}

func (c *chunk) dictionary(h *format.DictionaryPageHeader, page []byte) error {
	n := int(h.NumValues)
	if n < 0 || n > c.rows {
		return errDamaged
	}
	if c.cells.Kind == table.Text {
		var err error
		c.texts, err = c.symbols(page, n)
		return err
	}
	c.words = make([]uint64, n)
	return numbersOf(c.cells.Kind, page, c.words)
}

// symbols reads n texts.
func (c *chunk) symbols(page []byte, n int) ([]table.Symbol, error) {
	all := string(page)
	out := make([]table.Symbol, n)
	for i := range out {
		if len(page) < 4 {
			return nil, errDamaged
		}
		size := binary.LittleEndian.Uint32(page)
		if page = page[4:]; uint64(size) > uint64(len(page)) {
			return nil, errDamaged
		}
		from := len(all) - len(page)
		out[i] = c.r.block.Add(all[from : from+int(size)])
		page = page[size:]
	}
	if len(page) > 0 {
		return nil, errDamaged
	}
	return out, nil
}

// numbersOf reads plain numbers by their bits.
func numbersOf(kind table.Kind, page []byte, to []uint64) error {
	size := 8
	if kind == table.Int32 {
		size = 4
	}
	if len(page) != size*len(to) {
		return errDamaged
	}
	for i := range to {
		if size == 4 {
			to[i] = uint64(int64(int32(binary.LittleEndian.Uint32(page[4*i:]))))
			continue
		}
		to[i] = binary.LittleEndian.Uint64(page[8*i:])
	}
	return nil
}

// levels reads which cells are null, and returns the rest of the page.
func (c *chunk) levels(page []byte) ([]byte, error) {
	if !c.cells.Null {
		return page, nil
	}
	if len(page) < 4 {
		return nil, errDamaged
	}
	n := binary.LittleEndian.Uint32(page)
	if page = page[4:]; uint64(n) > uint64(len(page)) {
		return nil, errDamaged
	}
	c.r.index = grown(c.r.index, c.rows)
	if err := unpack(c.r.index, page[:n], 1); err != nil {
		return nil, err
	}
	for _, x := range c.r.index {
		c.cells.Set = append(c.cells.Set, uint8(x))
		c.cells.Nulls += int(1 - x)
	}
	return page[n:], nil
}

// looked reads n places in the dictionary.
func (c *chunk) looked(page []byte, n int) error {
	if len(page) < 1 || page[0] > 32 {
		return errDamaged
	}
	c.r.index = grown(c.r.index, n)
	if err := unpack(c.r.index, page[1:], uint(page[0])); err != nil {
		return err
	}
	if c.cells.Kind == table.Text {
		for _, i := range c.r.index {
			if uint32(i) >= uint32(len(c.texts)) {
				return errDamaged
			}
			c.cells.Texts = append(c.cells.Texts, c.texts[i])
		}
		return nil
	}
	for _, i := range c.r.index {
		if uint32(i) >= uint32(len(c.words)) {
			return errDamaged
		}
		c.number(c.words[i])
	}
	return nil
}

// number adds a number by its bits.
func (c *chunk) number(x uint64) {
	if c.cells.Kind == table.Float64 {
		c.cells.Floats = append(c.cells.Floats, math.Float64frombits(x))
		return
	}
	c.cells.Ints = append(c.cells.Ints, int64(x))
}

// differences reads n whole numbers.
func (c *chunk) differences(page []byte, n int) error {
	if said, ok := deltaCount(page); !ok || said != uint64(n) {
		return errDamaged
	}
	var e delta.BinaryPackedEncoding
	if c.cells.Kind == table.Int32 {
		out, err := e.DecodeInt32(make([]int32, 0, n), page)
		if err != nil || len(out) != n {
			return errDamaged
		}
		for _, x := range out {
			c.cells.Ints = append(c.cells.Ints, int64(x))
		}
		return nil
	}
	if c.cells.Kind != table.Int64 {
		return errDamaged
	}
	out, err := e.DecodeInt64(make([]int64, 0, n), page)
	if err != nil || len(out) != n {
		return errDamaged
	}
	c.cells.Ints = append(c.cells.Ints, out...)
	return nil
}

// deltaCount is how many numbers the head of such a page speaks of, in blocks as
// the library makes them.
func deltaCount(page []byte) (uint64, bool) {
	var head [3]uint64 // numbers in a block, parts of it, numbers
	for i := range head {
		x, n := binary.Uvarint(page)
		if n <= 0 {
			return 0, false
		}
		head[i], page = x, page[n:]
	}
	return head[2], head[0] == 128 && head[1] == 4
}

// plain reads n cells as they are.
func (c *chunk) plain(page []byte, n int) (err error) {
	switch c.cells.Kind {
	case table.Text:
		var texts []table.Symbol
		texts, err = c.symbols(page, n)
		c.cells.Texts = append(c.cells.Texts, texts...)
	case table.Bool:
		if len(page) != (n+7)/8 {
			return errDamaged
		}
		for i := range n {
			c.cells.Bools = append(c.cells.Bools, page[i/8]>>(i%8)&1 == 1)
		}
	default:
		c.r.cells = grown(c.r.cells, n)
		err = numbersOf(c.cells.Kind, page, c.r.cells)
		for _, x := range c.r.cells {
			c.number(x)
		}
	}
	return err
}

// spread moves the cells that are not null to their rows.
func (c *chunk) spread() {
	x := c.cells
	if x.Nulls == 0 {
		return
	}
	switch x.Kind {
	case table.Text:
		x.Texts = spread(x.Texts, x.Set)
	case table.Float64:
		x.Floats = spread(x.Floats, x.Set)
	case table.Bool:
		x.Bools = spread(x.Bools, x.Set)
	default:
		x.Ints = spread(x.Ints, x.Set)
	}
}

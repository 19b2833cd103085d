package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/parquet-go/parquet-go/encoding/rle"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"demarche/engine/study/table"
)

// press makes pages. All sheets of a sink share one and its room.
type press struct {
	short  *zstd.Encoder // for pages of up to shortPage
	long   *zstd.Encoder // of up to longPage
	zip    *zstd.Encoder // for any; all three give the same bytes
	plain  []byte        // a page as it is before it is compressed
	scrap  []byte
	small  []int32
	whole  []int64
	header bytes.Buffer
	thrift *thrift.Encoder
	page   page
}

// page is a page as it stands in a file.
type page struct {
	head, body []byte
	size       int // of the body before it was compressed
}

func newPress() (*press, error) {
	short, err1 := newZip(zstd.WithWindowSize(shortPage))
	long, err2 := newZip(zstd.WithWindowSize(longPage))
	zip, err3 := newZip()
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	p := &press{short: short, long: long, zip: zip}
	p.thrift = thrift.NewEncoder(new(thrift.CompactProtocol).NewWriter(&p.header))
	return p, nil
}

// Up to these lengths a page is compressed by an encoder that looks no further back:
// there is nothing further back. Once an encoder has had a page of several blocks it
// keeps as many bytes as it can look back, the usual one 4 MiB. Where only runs have
// rows no page is longer than shortPage, and few are longer than longPage anywhere.
const (
	shortPage = 512 << 10
	longPage  = 2 << 20
)

// newZip returns an encoder of the fastest level: the columns are short already
// where it matters, and a study is as fast as its slowest part. Pages have checksums
// of their own.
func newZip(more ...zstd.EOption) (*zstd.Encoder, error) {
	zip, err := zstd.NewWriter(nil, append([]zstd.EOption{
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithEncoderCRC(false), zstd.WithZeroFrames(true), zstd.WithLowerEncoderMem(true),
	}, more...)...)
	if err != nil {
		return nil, fmt.Errorf("zstd: %w", err)
	}
	return zip, nil
}

// compress compresses a page.
func (p *press) compress(to, page []byte) []byte {
	switch {
	case len(page) <= shortPage:
		return p.short.EncodeAll(page, to)
	case len(page) <= longPage:
		return p.long.EncodeAll(page, to)
	}
	return p.zip.EncodeAll(page, to)
}

// dictionary makes the page of a column's dictionary.
func (p *press) dictionary(c *column) (*page, error) {
	p.plain = p.plain[:0]
	for _, s := range c.words.list {
		p.plain = appendText(p.plain, s)
	}
	p.numbers(c.Kind, c.numbers.list)
	return p.pack(format.PageHeader{
		Type:                 format.DictionaryPage,
		DictionaryPageHeader: thrift.New(format.DictionaryPageHeader{NumValues: int32(c.entries()), Encoding: format.Plain}),
	})
}

// data makes the page of a column's cells.
func (p *press) data(c *column, rows int) (*page, error) {
	p.plain = p.plain[:0]
	if c.Null {
		if err := p.levels(c.levels); err != nil {
			return nil, err
		}
	}
	if err := p.cells(c); err != nil {
		return nil, err
	}
	return p.pack(format.PageHeader{
		Type: format.DataPage,
		DataPageHeader: thrift.New(format.DataPageHeader{
			NumValues: int32(rows), Encoding: c.encoding(), DefinitionLevelEncoding: format.RLE,
			RepetitionLevelEncoding: format.RLE, Statistics: format.Statistics{NullCount: int64(c.nulls)},
		}),
	})
}

// levels writes which cells are null.
func (p *press) levels(levels []uint8) (err error) {
	e := rle.Encoding{BitWidth: 1}
	p.scrap, err = e.EncodeLevels(p.scrap, levels)
	p.plain = binary.LittleEndian.AppendUint32(p.plain, uint32(len(p.scrap)))
	p.plain = append(p.plain, p.scrap...)
	return err
}

// cells writes the cells that are not null.
func (p *press) cells(c *column) (err error) {
	switch c.encoding() {
	case format.RLEDictionary:
		p.plain = append(p.plain, byte(c.width()))
		p.plain = appendHybrid(p.plain, c.index, c.width())
		return nil
	case format.DeltaBinaryPacked:
		err = p.differences(c)
	default:
		p.plain = append(p.plain, c.text...)
		p.numbers(c.Kind, c.raw)
		p.bits(c.bools)
		return nil
	}
	p.plain = append(p.plain, p.scrap...)
	return err
}

// differences writes whole numbers as how much each is more than the last.
func (p *press) differences(c *column) (err error) {
	var e delta.BinaryPackedEncoding
	if c.Kind == table.Int32 {
		p.small = p.small[:0]
		for _, x := range c.raw {
			p.small = append(p.small, int32(x))
		}
		p.scrap, err = e.EncodeInt32(p.scrap, p.small)
		return err
	}
	p.whole = p.whole[:0]
	for _, x := range c.raw {
		p.whole = append(p.whole, int64(x))
	}
	p.scrap, err = e.EncodeInt64(p.scrap, p.whole)
	return err
}

// numbers writes numbers plainly: 4 or 8 bytes, the least significant first.
func (p *press) numbers(kind table.Kind, list []uint64) {
	if kind == table.Int32 {
		for _, x := range list {
			p.plain = binary.LittleEndian.AppendUint32(p.plain, uint32(x))
		}
		return
	}
	for _, x := range list {
		p.plain = binary.LittleEndian.AppendUint64(p.plain, x)
	}
}

// bits writes truths, 8 to a byte, the least significant bit first.
func (p *press) bits(list []bool) {
	for i := 0; i < len(list); i += 8 {
		var x byte
		for j, on := range list[i:min(i+8, len(list))] {
			if on {
				x |= 1 << j
			}
		}
		p.plain = append(p.plain, x)
	}
}

// pack compresses the page and writes its header.
func (p *press) pack(h format.PageHeader) (*page, error) {
	if len(p.plain) > math.MaxInt32 {
		return nil, fmt.Errorf("a page of %d bytes: texts are too long", len(p.plain))
	}
	p.page.body = p.compress(p.page.body[:0], p.plain)
	p.page.size = len(p.plain)
	h.UncompressedPageSize, h.CompressedPageSize = int32(p.page.size), int32(len(p.page.body))
	h.CRC = int32(crc32.ChecksumIEEE(p.page.body))
	p.header.Reset()
	err := p.thrift.Encode(&h)
	p.page.head = p.header.Bytes()
	return &p.page, err
}

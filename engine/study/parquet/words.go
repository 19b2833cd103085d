package parquet

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche/engine/study/table"
)

// The length at which a dictionary of texts is given up, and the length from
// which on it is given up if more than half of its texts came once.
const (
	wordLimit = 32768
	wordDoubt = 1024
)

// words is a dictionary of texts, in the order in which they first came.
type words struct {
	list  []string
	place []int32          // by symbol: place in list + 1
	own   map[string]int32 // the place of texts that the layout does not know
	known int
}

func (d *words) clear() {
	clear(d.list)
	d.list = d.list[:0]
	clear(d.place)
	clear(d.own)
}

// meet makes room for the symbols of a block. Those that the layout does not know
// may have stood for other texts before.
func (d *words) meet(b *table.Block) {
	d.known = b.Known()
	for len(d.place) < b.Symbols() {
		d.place = append(d.place, 0)
	}
	clear(d.place[d.known:])
}

// find returns the place of a text, which it puts down if it is new.
func (d *words) find(b *table.Block, s table.Symbol) int32 {
	text := b.Text(s)
	i, ok := int32(0), false
	if int(s) >= d.known {
		i, ok = d.own[text]
	}
	if !ok {
		i = int32(len(d.list))
		d.list = append(d.list, text)
		if int(s) >= d.known {
			if d.own == nil {
				d.own = map[string]int32{}
			}
			d.own[text] = i
		}
	}
	d.place[s] = i + 1
	return i
}

func (c *column) texts(b *table.Block, cells []table.Symbol, set []uint8) {
	d := &c.words
	if c.plain {
		for i, s := range cells {
			if set == nil || set[i] != 0 {
				c.text = appendText(c.text, b.Text(s))
			}
		}
		return
	}
	d.meet(b)
	index, place := slices.Grow(c.index, len(cells)), d.place
	for i, s := range cells {
		if set != nil && set[i] == 0 {
			continue
		}
		at := place[s] - 1
		if at < 0 {
			at = d.find(b, s)
		}
		index = append(index, at)
	}
	c.index = index
	if n := len(d.list); n > wordLimit || n > wordDoubt && !c.pays() {
		c.spell()
		c.plain = true
		d.clear()
	}
}

// appendText writes a text as Parquet has it: its length in 4 bytes, and it. Texts
// are UTF-8 there, and readers refuse a file over a single byte that is not: such
// bytes become U+FFFD.
func appendText(to []byte, s string) []byte {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	to = binary.LittleEndian.AppendUint32(to, uint32(len(s)))
	return append(to, s...)
}

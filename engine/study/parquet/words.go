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
	own   map[string]int32 // the place of texts that the layout does not know; of all, if there were several
	known []string         // the texts that the layout knows
	mixed bool             // the file has had blocks of several layouts
}

func (d *words) clear() {
	clear(d.list)
	d.list = d.list[:0]
	clear(d.place)
	clear(d.own)
}

// begin forgets which layouts there were, for a new file.
func (d *words) begin() { d.known, d.mixed = nil, false }

// meet makes room for the symbols of a block. Those that the layout does not know
// may have stood for other texts before; in another layout all of them.
func (d *words) meet(b *table.Block) {
	known := b.Known()
	if !identical(known, d.known) {
		d.mixed = d.mixed || d.known != nil
		d.known = known
		clear(d.place)
		for i, text := range d.list {
			d.own = put(d.own, text, int32(i))
		}
	}
	for len(d.place) < b.Symbols() {
		d.place = append(d.place, 0)
	}
	clear(d.place[len(known):])
}

// identical reports whether two lists are one and the same.
func identical(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 && b != nil || len(a) > 0 && &a[0] == &b[0])
}

func put(to map[string]int32, text string, i int32) map[string]int32 {
	if to == nil {
		to = map[string]int32{}
	}
	to[text] = i
	return to
}

// find returns the place of a text, which it puts down if it is new.
func (d *words) find(b *table.Block, s table.Symbol) int32 {
	text, byText := b.Text(s), d.mixed || int(s) >= len(d.known)
	i, ok := int32(0), false
	if byText {
		i, ok = d.own[text]
	}
	if !ok {
		i = int32(len(d.list))
		d.list = append(d.list, text)
		if byText {
			d.own = put(d.own, text, i)
		}
	}
	d.place[s] = i + 1
	return i
}

// texts gathers texts.
func (c *column) texts(b *table.Block, cells []table.Symbol, set []uint8) {
	d := &c.words
	if !c.plain {
		d.meet(b)
	}
	stretches(cells, set, func(cells []table.Symbol, set []uint8) {
		c.some(b, cells, set)
		if len(d.list) > wordLimit {
			c.giveUp()
		}
	})
	if len(d.list) > wordDoubt && !c.pays() {
		c.giveUp()
	}
}

// some gathers a stretch of texts.
func (c *column) some(b *table.Block, cells []table.Symbol, set []uint8) {
	if c.plain {
		for i, s := range cells {
			if set == nil || set[i] != 0 {
				c.text = appendText(c.text, b.Text(s))
			}
		}
		return
	}
	d := &c.words
	index, place := slices.Grow(c.index, len(cells)), d.place
	for i, s := range cells {
		if set != nil && set[i] == 0 {
			continue
		}
		at := place[s] - 1
		if at < 0 {
			at = d.find(b, s)
		}
		index = append(index, uint16(at))
	}
	c.index = index
}

// giveUp goes on without a dictionary, to the end of the file.
func (c *column) giveUp() {
	c.spell()
	c.plain = true
	c.words.clear()
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

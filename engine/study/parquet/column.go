package parquet

import (
	"math/bits"

	"demarche/engine/study/table"
)

// column gathers the cells of one column of a row group. Those that are not null
// are either places in a dictionary or, once a dictionary has grown too large,
// what they are; that column then stays plain to the end of the file.
type column struct {
	table.Column
	levels []uint8 // of a column that may be null: 0 for each null, 1 for others
	nulls  int

	plain   bool
	index   []uint16 // places in the dictionary, which is given up before it needs more
	numbers numbers  // dictionary of numbers
	raw     []uint64 // numbers, if plain
	words   words    // dictionary of texts
	text    []byte   // texts, if plain: the length of each in 4 bytes, and its bytes
	bools   []bool
	short   bool // this row group alone is plain
}

// stretch is how many cells are gathered before a dictionary is looked at that may
// have grown too long. With the longest that is kept it is still less than what a
// place can tell.
const stretch = 16384

// stretches hands cells on in stretches, each with its nulls.
func stretches[T any](cells []T, set []uint8, take func(cells []T, set []uint8)) {
	for len(cells) > stretch {
		if set == nil {
			take(cells[:stretch], nil)
		} else {
			take(cells[:stretch], set[:stretch])
			set = set[stretch:]
		}
		cells = cells[stretch:]
	}
	take(cells, set)
}

// begin forgets all, for a new file.
func (c *column) begin() {
	c.clear()
	c.plain = false
	c.words.begin()
}

// clear forgets the cells, for a new row group.
func (c *column) clear() {
	c.levels, c.nulls, c.short = c.levels[:0], 0, false
	c.index, c.raw, c.text, c.bools = c.index[:0], c.raw[:0], c.text[:0], c.bools[:0]
	c.numbers.clear()
	c.words.clear()
}

// take gathers some rows of a block.
func (c *column) take(b *table.Block, cells *table.Cells, from, to int) {
	var set []uint8 // nil: no cell is null
	if c.Null {
		c.levels = append(c.levels, cells.Set[from:to]...)
		if cells.Nulls > 0 {
			set = cells.Set[from:to]
			for _, x := range set {
				c.nulls += int(1 - x)
			}
		}
	}
	switch c.Kind {
	case table.Text:
		c.texts(b, cells.Texts[from:to], set)
	case table.Float64:
		stretches(cells.Floats[from:to], set, c.floats)
	case table.Bool:
		c.truths(cells.Bools[from:to], set)
	default:
		stretches(cells.Ints[from:to], set, c.ints)
	}
}

func (c *column) truths(cells []bool, set []uint8) {
	if set == nil {
		c.bools = append(c.bools, cells...)
		return
	}
	for i, x := range cells {
		if set[i] != 0 {
			c.bools = append(c.bools, x)
		}
	}
}

// indexed reports whether the row group has a dictionary.
func (c *column) indexed() bool { return c.Kind != table.Bool && !c.plain && !c.short }

// settle decides, when a row group is full, whether its dictionary pays.
func (c *column) settle() {
	if !c.indexed() {
		return
	}
	if c.pays() {
		return
	}
	c.short = true
	c.spell()
}

// pays reports whether the row group is shorter with its dictionary. Whole numbers
// without one are written by their differences, which are short.
func (c *column) pays() bool {
	n, entries := len(c.index), c.entries()
	switch {
	case n == 0:
		return false
	case entries == 1:
		return true
	case c.Kind == table.Text:
		return 2*entries <= n
	case c.Kind == table.Float64:
		return 8*entries+(n*c.width()+7)/8 <= 8*n
	}
	return 8*entries <= n
}

// width is the number of bits of a place in the dictionary. None at all would do
// for a single entry, but not every reader knows that.
func (c *column) width() int { return max(1, bits.Len(uint(c.entries()-1))) }

// entries is the length of the dictionary.
func (c *column) entries() int {
	if c.Kind == table.Text {
		return len(c.words.list)
	}
	return len(c.numbers.list)
}

// spell turns places in the dictionary into what stands there.
func (c *column) spell() {
	for _, i := range c.index {
		if c.Kind == table.Text {
			c.text = appendText(c.text, c.words.list[i])
			continue
		}
		c.raw = append(c.raw, c.numbers.list[i])
	}
	c.index = c.index[:0]
}

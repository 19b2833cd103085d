package parquet

import (
	"math"
	"slices"
)

// numberLimit is the length at which a dictionary of numbers is given up.
const numberLimit = 16384

// numbers is a dictionary of numbers, by their bits, in the order in which they
// first came.
type numbers struct {
	list  []uint64
	slots []int32 // hash table: place in list + 1; a power of two, twice as long at least
	shift uint
	last  uint64 // number looked up last
	place int32
}

func (d *numbers) clear() {
	d.list = d.list[:0]
	clear(d.slots)
}

// find returns the place of a number, which it puts down if it is new.
func (d *numbers) find(x uint64) int32 {
	if 2*len(d.list) >= len(d.slots) {
		d.grow()
	}
	mask := len(d.slots) - 1
	h := int(((x ^ x>>32) * 0x9E3779B97F4A7C15) >> d.shift)
	for {
		i := d.slots[h]
		if i == 0 {
			d.list = append(d.list, x)
			d.slots[h] = int32(len(d.list))
			return int32(len(d.list) - 1)
		}
		if d.list[i-1] == x {
			return i - 1
		}
		h = (h + 1) & mask
	}
}

// grow doubles the hash table.
func (d *numbers) grow() {
	n := max(64, 2*len(d.slots))
	d.slots = make([]int32, n)
	d.shift = 64
	for ; n > 1; n /= 2 {
		d.shift--
	}
	mask := len(d.slots) - 1
	for i, x := range d.list {
		h := int(((x ^ x>>32) * 0x9E3779B97F4A7C15) >> d.shift)
		for d.slots[h] != 0 {
			h = (h + 1) & mask
		}
		d.slots[h] = int32(i + 1)
	}
}

// floats gathers numbers. The next is very often the last one again, and in whole
// numbers mostly so.
func (c *column) floats(cells []float64, set []uint8) {
	if c.plain {
		for i, x := range cells {
			if set == nil || set[i] != 0 {
				c.raw = append(c.raw, math.Float64bits(x))
			}
		}
		return
	}
	d := &c.numbers
	index := slices.Grow(c.index, len(cells))
	for i, x := range cells {
		if set != nil && set[i] == 0 {
			continue
		}
		if b := math.Float64bits(x); b != d.last || len(d.list) == 0 {
			d.last, d.place = b, d.find(b)
		}
		index = append(index, uint16(d.place))
	}
	c.index = index
	c.overflow()
}

func (c *column) ints(cells []int64, set []uint8) {
	if c.plain {
		for i, x := range cells {
			if set == nil || set[i] != 0 {
				c.raw = append(c.raw, uint64(x))
			}
		}
		return
	}
	d := &c.numbers
	index := slices.Grow(c.index, len(cells))
	for i := 0; i < len(cells); {
		x, n := cells[i], 0
		for ; i < len(cells) && cells[i] == x; i++ {
			if set == nil || set[i] != 0 {
				n++
			}
		}
		if n == 0 {
			continue
		}
		if len(d.list) == 0 || uint64(x) != d.last {
			d.last, d.place = uint64(x), d.find(uint64(x))
		}
		for range n {
			index = append(index, uint16(d.place))
		}
	}
	c.index = index
	c.overflow()
}

// overflow gives a dictionary of numbers up that has become too long.
func (c *column) overflow() {
	if !c.plain && len(c.numbers.list) > numberLimit {
		c.spell()
		c.plain = true
		c.numbers.clear()
	}
}

package parquet

import "encoding/binary"

// unpack reads whole numbers of some bits each, in runs of one number or packed by
// eights, until to is full. The library's own decoder believes in runs of any
// length.
func unpack(to []int32, page []byte, width uint) error {
	size := int(width+7) / 8
	for len(to) > 0 {
		head, n := binary.Uvarint(page)
		if n <= 0 {
			return errDamaged
		}
		page = page[n:]
		count := head >> 1
		if head&1 == 0 {
			if len(page) < size || count > uint64(len(to)) || count == 0 {
				return errDamaged
			}
			var x uint32
			for i, b := range page[:size] {
				x |= uint32(b) << (8 * i)
			}
			page = page[size:]
			for i := range to[:count] {
				to[i] = int32(x)
			}
			to = to[count:]
			continue
		}
		if count == 0 || count > uint64(len(to)+7)/8 || count*uint64(width) > uint64(len(page)) {
			return errDamaged
		}
		some := min(len(to), int(count)*8)
		unpackBits(to[:some], page[:count*uint64(width)], width)
		page, to = page[count*uint64(width):], to[some:]
	}
	if len(page) > 0 {
		return errDamaged
	}
	return nil
}

// unpackBits reads numbers packed from the least significant bit on.
func unpackBits(to []int32, page []byte, width uint) {
	var bits uint64
	have, mask := uint(0), uint64(1)<<width-1
	for i := range to {
		for have < width {
			bits |= uint64(page[0]) << have
			page, have = page[1:], have+8
		}
		to[i] = int32(bits & mask)
		bits, have = bits>>width, have-width
	}
}

// grown is a slice of n, what is in it unknown.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// spread puts the cells, in order, where set is not 0, and zeros elsewhere.
func spread[T any](cells []T, set []uint8) []T {
	out := make([]T, len(set))
	at := 0
	for i, x := range set {
		if x != 0 {
			out[i] = cells[at]
			at++
		}
	}
	return out
}

package parquet

import "encoding/binary"

// appendHybrid writes whole numbers of so many bits, 1 to 16, as Parquet's hybrid of
// runs and packed groups: eights that are all one number become a run, other eights
// are packed, and what is left over at the end are runs. The library's encoder finds
// its runs by instructions of some processors, which miss a few of them, so that its
// bytes are not the same everywhere.
func appendHybrid(dst []byte, src []uint16, width int) []byte {
	whole := len(src) &^ 7
	for i := 0; i < whole; {
		j := i
		for j < whole && level(src[j:j+8]) && src[j] == src[i] {
			j += 8
		}
		if j > i {
			dst = appendRun(dst, src[i], j-i, width)
		} else {
			for j = i + 8; j < whole && !level(src[j:j+8]); {
				j += 8
			}
			dst = appendPacked(dst, src[i:j], width)
		}
		i = j
	}
	for i := whole; i < len(src); {
		j := i + 1
		for j < len(src) && src[j] == src[i] {
			j++
		}
		dst = appendRun(dst, src[i], j-i, width)
		i = j
	}
	return dst
}

// level reports whether eight numbers are all one.
func level(x []uint16) bool {
	_ = x[7]
	a := x[0]
	return (x[1]^a)|(x[2]^a)|(x[3]^a)|(x[4]^a)|(x[5]^a)|(x[6]^a)|(x[7]^a) == 0
}

// appendRun writes a number and how often it stands there.
func appendRun(dst []byte, x uint16, n, width int) []byte {
	dst = binary.AppendUvarint(dst, uint64(n)<<1)
	for b := 0; b < width; b += 8 {
		dst = append(dst, byte(uint32(x)>>b))
	}
	return dst
}

// appendPacked writes eights of numbers without room between them, the least
// significant bit first.
func appendPacked(dst []byte, src []uint16, width int) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(src)/8)<<1|1)
	if width <= 8 { // as most are: eight fit one word
		w := uint(width)
		for ; len(src) >= 8; src = src[8:] {
			x := (*[8]uint16)(src)
			low := uint64(x[0]) | uint64(x[1])<<w | uint64(x[2])<<(2*w) | uint64(x[3])<<(3*w)
			high := uint64(x[4]) | uint64(x[5])<<w | uint64(x[6])<<(2*w) | uint64(x[7])<<(3*w)
			dst = binary.LittleEndian.AppendUint64(dst, low|high<<(4*w))
			dst = dst[:len(dst)-8+width]
		}
		return dst
	}
	var held uint64
	n := 0
	for _, x := range src {
		held |= uint64(uint32(x)) << n
		if n += width; n >= 32 {
			dst = binary.LittleEndian.AppendUint32(dst, uint32(held))
			held >>= 32
			n -= 32
		}
	}
	for ; n > 0; n -= 8 { // eight numbers are whole bytes
		dst = append(dst, byte(held))
		held >>= 8
	}
	return dst
}

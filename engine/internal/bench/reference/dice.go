package reference

import "math/bits"

// dice is the generator that made the game: PCG-DXSM with 128 bits of state
// (M. O'Neill, PCG: A Family of Simple Fast Space-Efficient Statistically Good
// Algorithms for Random Number Generation, 2014), as in math/rand/v2. Scenarios
// are made by it and nothing is played by it.
type dice struct{ hi, lo uint64 }

// next returns 64 bits.
func (d *dice) next() uint64 {
	const mulHi, mulLo = 2549297995355413924, 4865540595714422341
	const incHi, incLo = 6364136223846793005, 1442695040888963407
	hi, lo := bits.Mul64(d.lo, mulLo)
	hi += d.hi*mulLo + d.lo*mulHi
	lo, carry := bits.Add64(lo, incLo, 0)
	hi, _ = bits.Add64(hi, incHi, carry)
	d.hi, d.lo = hi, lo
	hi ^= hi >> 32
	hi *= 0xda942042e4dd58b5
	hi ^= hi >> 48
	return hi * (lo | 1)
}

// n returns a whole number from 0 to n-1, without bias: by the low bits if n is
// a power of two, else by the high half of a product (D. Lemire, Fast Random
// Integer Generation in an Interval, 2019).
func (d *dice) n(n int) int {
	limit := uint32(n)
	if limit&(limit-1) == 0 {
		return int(uint32(d.next()) & (limit - 1))
	}
	product := uint64(uint32(d.next()>>32)) * uint64(limit)
	if low := uint32(product); low < limit {
		for threshold := -limit % limit; low < threshold; low = uint32(product) {
			product = uint64(uint32(d.next()>>32)) * uint64(limit)
		}
	}
	return int(product >> 32)
}

// unit returns a number in [0, 1).
func (d *dice) unit() float64 { return float64(d.next()<<11>>11) / (1 << 53) }

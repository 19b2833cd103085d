package stats

import (
	"math"
	"math/bits"

	"demarche/engine/chance"
)

// LatinHypercube returns n points of the given number of dimensions, each number
// in [0, 1). In every dimension each of the n slices [k/n, (k+1)/n) holds exactly
// one point, at a random place in it; the slices of the dimensions are put
// together by independent permutations. The same seed gives the same points.
//
// Source: M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979).
func LatinHypercube(n, dims int, seed uint64) [][]float64 {
	points := blank(n, dims)
	luck := chance.Luck{Seed: chance.Seed(seed)}
	within := chance.Name("design", "latin_place")
	for d := range dims {
		slice := shuffled(n, luck, chance.Name("design", "latin_slice"), uint32(d))
		for i := range n {
			u := luck.Unit(within, uint32(d), uint32(i))
			points[i][d] = below((float64(slice[i])+u)/float64(n), float64(slice[i]+1)/float64(n))
		}
	}
	return points
}

// Halton returns the first n points of a scrambled Halton sequence of the given
// number of dimensions, each number in [0, 1). They fill the space more evenly
// than random points do, and more points can be added: the first n are the same
// however many are asked for. The same seed gives the same points.
//
// Dimension d writes the number of the point in the base of the d-th prime, puts
// the digits through a random permutation for each place, and reads them behind
// the point. Without the permutations, dimensions of large bases run together.
//
// Source: A. B. Owen, "A randomized Halton algorithm in R", arXiv:1706.02808
// (2017).
func Halton(n, dims int, seed uint64) [][]float64 {
	points := blank(n, dims)
	luck := chance.Luck{Seed: chance.Seed(seed)}
	for d, base := range primes(dims) {
		digits := scrambles(base, luck, d)
		for i := range n {
			points[i][d] = inverse(i, base, digits)
		}
	}
	return points
}

// maxPlaces is more digits than a number below 1 can have in any base.
const maxPlaces = 54

// scrambles returns the permutations of the digits of one dimension, one for each
// place that a float64 can tell.
func scrambles(base int, luck chance.Luck, dim int) [][]int {
	var out [][]int
	for size := 1.0; size > 1.0/(1<<53); size /= float64(base) {
		place := uint32(dim)*maxPlaces + uint32(len(out))
		out = append(out, shuffled(base, luck, chance.Name("design", "halton"), place))
	}
	return out
}

// inverse reads the scrambled digits of i behind the point. It sums from the
// smallest up, which loses least.
func inverse(i, base int, digits [][]int) float64 {
	values := make([]int, len(digits))
	for k := range digits {
		values[k] = digits[k][i%base]
		i /= base
	}
	x := 0.0
	for k := len(values) - 1; k >= 0; k-- {
		x = (x + float64(values[k])) / float64(base)
	}
	return below(x, 1)
}

// below keeps x under a limit that rounding may have lifted it to.
func below(x, limit float64) float64 {
	if x >= limit {
		return math.Nextafter(limit, 0)
	}
	return x
}

func blank(n, dims int) [][]float64 {
	all, points := make([]float64, n*dims), make([][]float64, n)
	for i := range points {
		points[i] = all[i*dims : (i+1)*dims : (i+1)*dims]
	}
	return points
}

// shuffled returns 0 to n-1 in a random order (Fisher and Yates; D. E. Knuth,
// TAOCP 2, algorithm P). The draws are named by the stream, the turn and the place.
func shuffled(n int, luck chance.Luck, s chance.Stream, turn uint32) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j, _ := bits.Mul64(luck.Bits(s, turn, uint32(i)), uint64(i)+1)
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// primes returns the first n primes.
func primes(n int) []int {
	var out []int
	for x := 2; len(out) < n; x++ {
		if isPrime(x, out) {
			out = append(out, x)
		}
	}
	return out
}

func isPrime(x int, smaller []int) bool {
	for _, p := range smaller {
		if p*p > x {
			break
		}
		if x%p == 0 {
			return false
		}
	}
	return true
}

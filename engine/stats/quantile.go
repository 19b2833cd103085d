package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Quantile returns the p-quantile of numbers sorted upwards, p in [0, 1]: type 7
// of R, the mean of the two neighbours of place 1 + (n-1) p weighed by how near
// they are. NaN without numbers.
//
// Source: R. J. Hyndman, Y. Fan, The American Statistician 50 (1996).
func Quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	place := float64(len(sorted)-1) * p
	low := math.Floor(place)
	i := int(low)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + float64((place-low)*(sorted[i+1]-sorted[i]))
}

// QuantileInterval returns the p-quantile of numbers sorted upwards with an
// interval from one of them to another, whatever their distribution is. The
// probability that it covers the true quantile is at least the level: at most
// (1-level)/2 is left on each side. A side on which too few numbers lie for that
// is infinite: with 5 runs there is no bound of a median at 95 %.
//
// The number of values below the quantile is binomial (n, p), so that
// P(x(r) < ξ < x(s)) >= P(r <= B < s).
//
// Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed. (1999), 3.2.
func QuantileInterval(sorted []float64, p, level float64) Interval {
	n := len(sorted)
	if n == 0 {
		return none(math.NaN())
	}
	out := Interval{Quantile(sorted, p), math.Inf(-1), math.Inf(1)}
	if r := orderBelow(n, p, (1-level)/2); r >= 1 {
		out.Lo = sorted[r-1]
	}
	if s := n + 1 - orderBelow(n, 1-p, (1-level)/2); s <= n {
		out.Hi = sorted[s-1]
	}
	return out
}

// orderBelow returns the largest r for which P(B <= r-1) <= tail, B binomial
// (n, p): the r-th smallest value lies above the quantile with at most that
// probability. 0 if there is none.
func orderBelow(n int, p, tail float64) int {
	b := distuv.Binomial{N: float64(n), P: p}
	lo, hi := 0, n // P(B <= lo-1) <= tail; for hi it may not
	for lo < hi {
		r := (lo + hi + 1) / 2
		if b.CDF(float64(r-1)) <= tail {
			lo = r
		} else {
			hi = r - 1
		}
	}
	return lo
}

// Sorted returns the numbers sorted upwards, in a slice of their own.
func Sorted(x []float64) []float64 {
	out := slices.Clone(x)
	slices.Sort(out)
	return out
}

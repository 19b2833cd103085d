package stats

import (
	"math"
	"slices"
)

// RankCorrelation returns Spearman's rank correlation of pairs of numbers: 1 if the
// second always rises with the first, -1 if it always falls, whatever the shape. Equal
// numbers share the mean of their ranks. NaN if all numbers of a side are equal, or
// there are fewer than two pairs. x and y have the same length and no NaN.
//
// Source: C. Spearman, American Journal of Psychology 15 (1904); M. G. Kendall, Rank
// Correlation Methods (1948), for ties.
func RankCorrelation(x, y []float64) float64 {
	var a, b Moments
	p, q := ranks(x), ranks(y)
	for i := range p {
		a.Add(p[i])
		b.Add(q[i])
	}
	if a.N() < 2 || a.Constant() || b.Constant() {
		return math.NaN()
	}
	sum := 0.0
	for i := range p {
		sum += float64((p[i] - a.Mean()) * (q[i] - b.Mean()))
	}
	r := sum / float64(a.N()-1) / math.Sqrt(float64(a.Var()*b.Var()))
	return max(-1, min(1, r)) // rounding
}

// RankLuck returns how far from 0 the rank correlation of n pairs that have nothing
// to do with each other comes with a probability of 1 - level: z/√(n-1), about 0.088
// for 500 pairs and 0.95. NaN for fewer than two.
//
// Source: E. G. Olds, Annals of Mathematical Statistics 9 (1938); the variance is
// 1/(n-1) exactly.
func RankLuck(n int, level float64) float64 {
	if n < 2 {
		return math.NaN()
	}
	return Z(level) / math.Sqrt(float64(n-1))
}

// ranks are the ranks of numbers from 1, equal ones sharing their mean.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case x[i] < x[j]:
			return -1
		case x[i] > x[j]:
			return 1
		}
		return 0
	})
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			out[order[k]] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}

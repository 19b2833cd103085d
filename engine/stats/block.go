package stats

import (
	"math"
	"slices"
	"sort"
)

// Jackknife returns a figure with its t interval by blocks: without are the same
// figure with one block left out, for each block. It suits figures that have no
// simple formula where runs hang together in blocks, such as runs of several points
// with the same luck. A figure that cannot be told without some block has no
// interval.
//
//	var = (k-1)/k Σ (θ(-i) - mean θ(-i))²
//
// Sources: J. W. Tukey, Annals of Mathematical Statistics 29 (1958), 614; R. G.
// Miller, Biometrika 61 (1974).
func Jackknife(figure float64, without []float64, level float64) Interval {
	se := jackknifed(without)
	if math.IsNaN(se) {
		return none(figure)
	}
	half := T(level, float64(len(without)-1)) * se
	return Interval{figure, figure - half, figure + half}
}

// jackknifed is the standard error; NaN if it cannot be told.
func jackknifed(without []float64) float64 {
	var m Moments
	for _, x := range without {
		m.Add(x)
	}
	if m.n < 2 || math.IsNaN(m.m2) || math.IsInf(m.m2, 0) {
		return math.NaN()
	}
	k := float64(m.n)
	return math.Sqrt((k - 1) / k * m.m2)
}

// QuantileOfBlocks returns the p-quantile of numbers that come in blocks, each
// sorted upwards, with its interval by blocks: it goes from the first number of which
// the interval of the share at or below it reaches p, to the first that is
// surely at or above p. A side on which there are too few blocks for that is
// infinite.
//
// Sources: R. S. Woodruff, JASA 47 (1952); by inverting the test at each number, C. A.
// Francisco, W. A. Fuller, Annals of Statistics 19 (1991). The share is [Ratio]'s.
func QuantileOfBlocks(blocks [][]float64, p, level float64) Interval {
	all := slices.Concat(blocks...)
	slices.Sort(all)
	if len(all) == 0 {
		return none(math.NaN())
	}
	out := Interval{Quantile(all, p), math.Inf(-1), math.Inf(1)}
	values := slices.Compact(all)
	if shareUpTo(blocks, math.Inf(-1), level).Hi < p {
		i := sort.Search(len(values), func(i int) bool { return shareUpTo(blocks, values[i], level).Hi >= p })
		out.Lo = min(values[min(i, len(values)-1)], out.Value)
	}
	i := sort.Search(len(values), func(i int) bool { return shareUpTo(blocks, values[i], level).Lo >= p })
	if i < len(values) {
		out.Hi = max(values[i], out.Value)
	}
	return out
}

// shareUpTo is the share of numbers at or below x.
func shareUpTo(blocks [][]float64, x, level float64) Interval {
	var r Ratio
	for _, b := range blocks {
		hits := sort.Search(len(b), func(i int) bool { return b[i] > x })
		r.Add(int64(hits), int64(len(b)))
	}
	return r.Share(level)
}

// SurvivalOfBlocks estimates shares as [Durations.Survival] does, with intervals by
// blocks: the variance of each share is Jackknife's in the place of Greenwood's, that
// of the restricted mean too.
//
// Source: for clustered survival, S. R. Lipsitz, K. B. G. Dear, L. Zhao, Biometrics
// 50 (1994).
func SurvivalOfBlocks(blocks []Durations, level float64) Survival {
	var all Durations
	for _, b := range blocks {
		all.Join(b)
	}
	out := all.Survival(level)
	for i := range blocks {
		var rest Durations
		for j, b := range blocks {
			if j != i {
				rest.Join(b)
			}
		}
		out.without = append(out.without, rest.Survival(level))
	}
	q := math.NaN()
	if len(blocks) > 1 {
		q = T(level, float64(len(blocks)-1))
	}
	for i := range out.Steps {
		step := &out.Steps[i]
		var shares []float64
		for j := range out.without {
			shares = append(shares, out.without[j].At(step.Time))
		}
		step.Share = onLogLog(step.Share.Value, jackknifed(shares)/step.Share.Value, q)
	}
	return out
}

// At returns the share that lasts longer than a time.
func (s *Survival) At(time float64) float64 {
	share := 1.0
	for i := range s.Steps {
		if s.Steps[i].Time <= time {
			share = s.Steps[i].Share.Value
		}
	}
	return share
}

package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is an estimate with the range that it may be off by. A bound that
// cannot be told is NaN; one that has no end is infinite.
type Interval struct {
	Value, Lo, Hi float64
}

// none is an estimate without a range.
func none(value float64) Interval { return Interval{value, math.NaN(), math.NaN()} }

// Known reports whether both bounds can be told.
func (i Interval) Known() bool { return !math.IsNaN(i.Lo) && !math.IsNaN(i.Hi) }

// Half returns half the width of the interval; NaN if it is not known.
func (i Interval) Half() float64 { return (i.Hi - i.Lo) / 2 }

// T returns the quantile of Student's t distribution with df degrees of freedom
// that leaves (1-level)/2 above it: 2.262 for 0.95 and 9.
func T(level, df float64) float64 {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df}.Quantile((1 + level) / 2)
}

// Z returns the quantile of the normal distribution that leaves (1-level)/2 above
// it: 1.960 for 0.95.
func Z(level float64) float64 { return mathext.NormalQuantile((1 + level) / 2) }

// MeanInterval returns the mean with its interval: mean ± t(n-1) s/√n, which
// covers the true mean with the probability of the level if the mean of n numbers
// is about normal. Fewer than two numbers have no interval.
//
// Source: Student, Biometrika 6 (1908).
func (m *Moments) MeanInterval(level float64) Interval {
	if m.n < 2 {
		return none(m.Mean())
	}
	half := T(level, float64(m.n-1)) * m.SE()
	return Interval{m.mean, m.mean - half, m.mean + half}
}

// Wilson returns the share of hits among n with its score interval, which holds
// its level near 0 and 1 too: 0 hits of n have an upper limit. n must be above 0,
// else nothing can be told.
//
//	(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)
//
// Sources: E. B. Wilson, JASA 22 (1927); L. D. Brown, T. T. Cai, A. DasGupta,
// Statistical Science 16 (2001) recommend it.
func Wilson(hits, n int64, level float64) Interval {
	if n <= 0 {
		return none(math.NaN())
	}
	z, size := Z(level), float64(n)
	p := float64(hits) / size
	z2 := float64(z * z)
	middle := p + z2/(2*size)
	half := z * math.Sqrt(float64(p*(1-p))/size+z2/(4*size*size))
	out := Interval{p, (middle - half) / (1 + z2/size), (middle + half) / (1 + z2/size)}
	if hits == 0 {
		out.Lo = 0 // rounding would leave 1e-18
	}
	if hits == n {
		out.Hi = 1
	}
	return out
}

// RunsToHalve returns how many more runs than the n there are would about halve an
// interval: the error of a mean, of a share and of a quantile falls as 1/√n, so it
// takes four times as many in all.
func RunsToHalve(n int64) int64 { return 3 * n }

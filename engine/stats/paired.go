package stats

import "math"

// Paired gathers the differences between two numbers of the same block: what two
// settings gave with the same luck. Its zero value is empty.
//
// Blocking by luck (common random numbers) removes what both sides have in common:
// var(x - y) = var x + var y - 2 cov(x, y).
//
// Source: A. M. Law, Simulation Modeling and Analysis, 5th ed. (2015), 10.2 and
// 11.2.
type Paired struct {
	x, y, d Moments
}

// Add puts in one block.
func (p *Paired) Add(x, base float64) {
	p.x.Add(x)
	p.y.Add(base)
	p.d.Add(x - base)
}

// Join puts in all blocks of another.
func (p *Paired) Join(o Paired) {
	p.x.Join(o.x)
	p.y.Join(o.y)
	p.d.Join(o.d)
}

// N returns how many blocks there are.
func (p *Paired) N() int64 { return p.d.n }

// Means returns the means of both sides.
func (p *Paired) Means() (x, base float64) { return p.x.Mean(), p.y.Mean() }

// Difference returns the mean difference with its t interval over blocks.
func (p *Paired) Difference(level float64) Interval { return p.d.MeanInterval(level) }

// Same reports whether the two sides were equal in every block.
func (p *Paired) Same() bool { return p.d.n > 0 && p.d.min == 0 && p.d.max == 0 }

// Flat reports whether the difference was the same in every block, so that their
// spread tells nothing of how far off it may be.
func (p *Paired) Flat() bool { return p.d.Constant() }

// Gain returns how many times fewer runs the pairing needed than independent runs
// would have for the same interval: (var x + var y) / var(x - y). NaN if that
// cannot be told.
func (p *Paired) Gain() float64 {
	if v := p.d.Var(); v > 0 {
		return (p.x.Var() + p.y.Var()) / v
	}
	return math.NaN()
}

// Welch returns the difference x - y of the means of two samples that have no runs
// in common, with the interval for unequal variances.
//
// Source: B. L. Welch, Biometrika 34 (1947); degrees of freedom by F. E.
// Satterthwaite, Biometrics Bulletin 2 (1946).
func Welch(x, y *Moments, level float64) Interval {
	d := x.Mean() - y.Mean()
	if x.n < 2 || y.n < 2 {
		return none(d)
	}
	a, b := x.Var()/float64(x.n), y.Var()/float64(y.n)
	if a+b == 0 {
		return none(d)
	}
	df := (a + b) * (a + b) / (float64(a*a)/float64(x.n-1) + float64(b*b)/float64(y.n-1))
	half := T(level, df) * math.Sqrt(a+b)
	return Interval{d, d - half, d + half}
}

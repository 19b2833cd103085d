package stats

import "math"

// Moments gathers numbers one by one and keeps their count, mean and spread; the
// room it needs does not grow. Its zero value is empty.
//
// Sources: B. P. Welford, Technometrics 4 (1962) for one number more; T. F. Chan,
// G. H. Golub, R. J. LeVeque, The American Statistician 37 (1983) for joining two.
type Moments struct {
	n        int64
	mean, m2 float64 // m2 is the sum of squares about the mean
	min, max float64
}

// Add puts one number in. What is not finite must be left out by the caller.
func (m *Moments) Add(x float64) {
	if m.n == 0 {
		m.min, m.max = x, x
	}
	m.n++
	d := x - m.mean
	m.mean += d / float64(m.n)
	m.m2 += float64(d * (x - m.mean))
	m.min, m.max = min(m.min, x), max(m.max, x)
}

// Join puts in all that another has gathered.
func (m *Moments) Join(o Moments) {
	switch {
	case o.n == 0:
		return
	case m.n == 0:
		*m = o
		return
	}
	n := m.n + o.n
	d := o.mean - m.mean
	m.mean += d * (float64(o.n) / float64(n))
	m.m2 += o.m2 + float64(d*d)*(float64(m.n)*float64(o.n)/float64(n))
	m.n = n
	m.min, m.max = min(m.min, o.min), max(m.max, o.max)
}

// N returns how many numbers there are.
func (m *Moments) N() int64 { return m.n }

// Mean returns their mean; NaN if there are none.
func (m *Moments) Mean() float64 {
	if m.n == 0 {
		return math.NaN()
	}
	return m.mean
}

// Var returns their sample variance, with n - 1 below; NaN for fewer than two.
func (m *Moments) Var() float64 {
	if m.n < 2 {
		return math.NaN()
	}
	return m.m2 / float64(m.n-1)
}

// SD returns their standard deviation; NaN for fewer than two.
func (m *Moments) SD() float64 { return math.Sqrt(m.Var()) }

// SE returns the standard error of their mean; NaN for fewer than two.
func (m *Moments) SE() float64 { return math.Sqrt(m.Var() / float64(m.n)) }

// Range returns the smallest and the largest; NaN if there are none.
func (m *Moments) Range() (lo, hi float64) {
	if m.n == 0 {
		return math.NaN(), math.NaN()
	}
	return m.min, m.max
}

// Constant reports whether all numbers are the same.
func (m *Moments) Constant() bool { return m.n > 0 && m.min == m.max }

package stats

import "math"

// Clusters splits the spread of numbers that come in clusters, such as the turns
// of runs, into what lies between clusters and what lies within. Turns of one run
// are not independent; whoever counts them as if they were takes an interval that
// is too narrow. Its zero value is empty.
//
// Source: one-way analysis of variance with unequal sizes: S. R. Searle, G.
// Casella, C. E. McCulloch, Variance Components (1992), 3.6.
type Clusters struct {
	k       int64   // clusters
	n, n2   float64 // numbers; sum of squared sizes
	mean    float64 // of all numbers
	between float64 // sum of size times squared distance of its mean
	within  float64 // sum of squares about their means
	means   Moments // one number for each cluster
}

// Add puts in one cluster. An empty one says nothing.
func (c *Clusters) Add(m Moments) {
	if m.n == 0 {
		return
	}
	size := float64(m.n)
	c.k++
	c.n2 += float64(size * size)
	c.within += m.m2
	d, n := m.mean-c.mean, c.n+size
	c.between += float64(d*d) * (float64(c.n*size) / n)
	c.mean += d * (size / n)
	c.n = n
	c.means.Add(m.mean)
}

// Join puts in all clusters of another.
func (c *Clusters) Join(o Clusters) {
	if o.k == 0 {
		return
	}
	d, n := o.mean-c.mean, c.n+o.n
	c.between += o.between + float64(d*d)*(float64(c.n*o.n)/n)
	c.mean += d * (o.n / n)
	c.k, c.n, c.n2, c.within = c.k+o.k, n, c.n2+o.n2, c.within+o.within
	c.means.Join(o.means)
}

// Split is a spread in two parts.
type Split struct {
	Clusters        int64
	Numbers         int64
	Between, Within float64 // components of variance; Between is 0 where the estimate is below
	// ICC is the share that lies between: how much alike two numbers of one cluster
	// are.
	ICC float64
	// Effect is the variance of the mean over that which would come out if all
	// numbers were independent; √Effect is how many times too narrow an interval by
	// numbers is.
	Effect float64
}

// Split returns the parts; ok is false for fewer than two clusters, or if no
// cluster has two numbers.
func (c *Clusters) Split() (s Split, ok bool) {
	k := float64(c.k)
	if c.k < 2 || c.n <= k {
		return s, false
	}
	msb, msw := c.between/(k-1), c.within/(c.n-k)
	size := (c.n - c.n2/c.n) / (k - 1)
	s = Split{Clusters: c.k, Numbers: int64(c.n), Between: max(0, (msb-msw)/size), Within: msw, ICC: math.NaN(), Effect: math.NaN()}
	if total := s.Between + s.Within; total > 0 {
		s.ICC = s.Between / total
		naive := (c.between + c.within) / (c.n - 1) / c.n
		s.Effect = c.means.Var() / k / naive
	}
	return s, true
}

// Means returns the moments of the clusters' means: what an interval by clusters
// is made of.
func (c *Clusters) Means() Moments { return c.means }

// Ratio is a share of things that come in clusters: of all beliefs of about 70 %,
// how many were right, where one run has several. Its interval goes by clusters.
// Its zero value is empty.
//
//	R = Σh / Σn,  var R = k/(k-1) Σ (h - R n)² / (Σn)²
//
// Source: W. G. Cochran, Sampling Techniques, 3rd ed. (1977), 6.3 and 9A.
type Ratio struct {
	k             int64
	h, n          float64
	hh, hn, nn    float64
	hits, numbers int64
}

// Add puts in a cluster with n things of which some are hits. A cluster without
// things says nothing.
func (r *Ratio) Add(hits, n int64) {
	if n == 0 {
		return
	}
	h, m := float64(hits), float64(n)
	r.k++
	r.h, r.n = r.h+h, r.n+m
	r.hh, r.hn, r.nn = r.hh+float64(h*h), r.hn+float64(h*m), r.nn+float64(m*m)
	r.hits, r.numbers = r.hits+hits, r.numbers+n
}

// Join puts in all clusters of another.
func (r *Ratio) Join(o Ratio) {
	r.k += o.k
	r.h, r.n = r.h+o.h, r.n+o.n
	r.hh, r.hn, r.nn = r.hh+o.hh, r.hn+o.hn, r.nn+o.nn
	r.hits, r.numbers = r.hits+o.hits, r.numbers+o.numbers
}

// Counts returns clusters, things and hits.
func (r *Ratio) Counts() (clusters, n, hits int64) { return r.k, r.numbers, r.hits }

// Share returns the share of hits with its t interval by clusters, cut at 0 and 1.
// Where all things or none are hits it is Wilson's for the number of clusters.
func (r *Ratio) Share(level float64) Interval {
	switch {
	case r.numbers == 0:
		return none(math.NaN())
	case r.hits == 0:
		return Wilson(0, r.k, level)
	case r.hits == r.numbers:
		return Wilson(r.k, r.k, level)
	case r.k < 2:
		return none(r.h / r.n)
	}
	p := r.h / r.n
	k := float64(r.k)
	ss := max(0, r.hh-float64(2*p*r.hn)+float64(p*p*r.nn))
	half := T(level, k-1) * math.Sqrt(k/(k-1)*ss) / r.n
	return Interval{p, max(0, p-half), min(1, p+half)}
}

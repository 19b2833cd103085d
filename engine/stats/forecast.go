package stats

import (
	"maps"
	"math"
	"slices"
)

// Forecasts gathers probabilities that were given to things and whether they were
// so, in bins of equal width. Its zero value has no bins: use [NewForecasts].
type Forecasts struct {
	bins []bin
	open []inRun // of the cluster that is being put in
	// By block: what its runs have in each bin; nil: each run is a cluster.
	blocks map[int64][]inRun
	sum    float64 // of (f - o)²
	n      int64
}

type bin struct {
	n, hits int64
	sum     float64 // of forecasts
	ff, fo  float64 // sums of f² and f·o
	ratio   Ratio
	runs    int64 // that have any, of those in blocks
}

// inRun counts what one run has in a bin.
type inRun struct{ hits, n int64 }

// NewForecasts makes an empty gathering with this many bins from 0 to 1; 1 belongs
// to the last.
func NewForecasts(bins int) *Forecasts {
	return &Forecasts{bins: make([]bin, bins), open: make([]inRun, bins)}
}

// Add puts in a forecast between 0 and 1 and what came of it.
func (f *Forecasts) Add(p float64, so bool) {
	i := min(max(int(p*float64(len(f.bins))), 0), len(f.bins)-1)
	b, o := &f.bins[i], 0.0
	if so {
		o = 1
		b.hits++
		f.open[i].hits++
	}
	b.n++
	f.open[i].n++
	b.sum += p
	b.ff += float64(p * p)
	b.fo += float64(p * o)
	f.sum += float64((p - o) * (p - o))
	f.n++
}

// Close ends a cluster: what was put in since the last belongs to one run.
func (f *Forecasts) Close() {
	for i := range f.open {
		f.bins[i].ratio.Add(f.open[i].hits, f.open[i].n)
		f.open[i] = inRun{}
	}
}

// CloseIn ends a run that belongs to a block: runs of one block are one cluster, since
// they hang together.
func (f *Forecasts) CloseIn(block int64) {
	to := f.block(block)
	for i, x := range f.open {
		to[i].hits += x.hits
		to[i].n += x.n
		if x.n > 0 {
			f.bins[i].runs++
		}
		f.open[i] = inRun{}
	}
}

func (f *Forecasts) block(id int64) []inRun {
	if f.blocks == nil {
		f.blocks = map[int64][]inRun{}
	}
	if f.blocks[id] == nil {
		f.blocks[id] = make([]inRun, len(f.bins))
	}
	return f.blocks[id]
}

// clusters is what the interval of a bin goes by.
func (f *Forecasts) clusters(i int) Ratio {
	r := f.bins[i].ratio
	for _, block := range slices.Sorted(maps.Keys(f.blocks)) {
		r.Add(f.blocks[block][i].hits, f.blocks[block][i].n)
	}
	return r
}

// Join puts in all closed clusters of another with the same bins.
func (f *Forecasts) Join(o *Forecasts) {
	for i := range f.bins {
		b, c := &f.bins[i], &o.bins[i]
		b.n, b.hits, b.sum = b.n+c.n, b.hits+c.hits, b.sum+c.sum
		b.ff, b.fo = b.ff+c.ff, b.fo+c.fo
		b.runs += c.runs
		b.ratio.Join(c.ratio)
	}
	for id, have := range o.blocks { // whole numbers: no order
		to := f.block(id)
		for i, x := range have {
			to[i].hits, to[i].n = to[i].hits+x.hits, to[i].n+x.n
		}
	}
	f.sum += o.sum
	f.n += o.n
}

// N returns how many forecasts there are.
func (f *Forecasts) N() int64 { return f.n }

// Brier is the mean squared error of forecasts in its parts: Score = Reliability -
// Resolution + Uncertainty + Within.
type Brier struct {
	N     int64
	Score float64 // 0 is perfect; always saying the base rate scores Uncertainty
	// Reliability is how far forecasts lie from what came of them: 0 is perfect.
	Reliability float64
	// Resolution is how far what came differs between bins: more is better.
	Resolution float64
	// Uncertainty is the base rate's own: p (1-p).
	Uncertainty float64
	// Within is what lies inside bins, 0 where all forecasts of a bin are the same.
	Within float64
}

// Brier returns the score in its parts.
//
// Sources: G. W. Brier, Monthly Weather Review 78 (1950); A. H. Murphy, Journal of
// Applied Meteorology 12 (1973); the part within bins: D. B. Stephenson, C. A. S.
// Coelho, I. T. Jolliffe, Weather and Forecasting 23 (2008).
func (f *Forecasts) Brier() Brier {
	if f.n == 0 {
		nan := math.NaN()
		return Brier{0, nan, nan, nan, nan, nan}
	}
	all, hits := float64(f.n), int64(0)
	for i := range f.bins {
		hits += f.bins[i].hits
	}
	base := float64(hits) / all
	out := Brier{N: f.n, Score: f.sum / all, Uncertainty: float64(base * (1 - base))}
	for i := range f.bins {
		b := &f.bins[i]
		if b.n == 0 {
			continue
		}
		n := float64(b.n)
		mean, rate := b.sum/n, float64(b.hits)/n
		out.Reliability += n * float64((mean-rate)*(mean-rate)) / all
		out.Resolution += n * float64((rate-base)*(rate-base)) / all
		// The variance of forecasts in the bin less twice their covariance with
		// what came.
		out.Within += (b.ff - float64(b.sum*mean) - 2*(b.fo-float64(b.sum*rate))) / all
	}
	return out
}

// Bin is one point of a calibration curve.
type Bin struct {
	Lo, Hi  float64  // its forecasts
	N, Runs int64    // forecasts, and runs that have any
	Mean    float64  // of its forecasts
	Came    Interval // share that was so, with the interval by runs, or by blocks
}

// Curve returns the bins that hold any forecast, lowest first.
func (f *Forecasts) Curve(level float64) []Bin {
	var out []Bin
	width := 1 / float64(len(f.bins))
	for i := range f.bins {
		b := &f.bins[i]
		if b.n == 0 {
			continue
		}
		r := f.clusters(i)
		out = append(out, Bin{
			Lo: float64(i) * width, Hi: float64(i+1) * width, N: b.n, Runs: b.ratio.k + b.runs,
			Mean: b.sum / float64(b.n), Came: r.Share(level),
		})
	}
	return out
}

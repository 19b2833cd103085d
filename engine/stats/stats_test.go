package stats

import (
	"math"
	"slices"
	"testing"

	"demarche/engine/chance"
)

// near fails unless got is want up to the last digit that the source prints.
func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsInf(want, 0) && got == want {
		return
	}
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.9g, want %.9g", what, got, want)
	}
}

func interval(t *testing.T, what string, got Interval, value, lo, hi, within float64) {
	t.Helper()
	near(t, what, got.Value, value, within)
	near(t, what+", lower", got.Lo, lo, within)
	near(t, what+", upper", got.Hi, hi, within)
}

func gather(x ...float64) *Moments {
	var m Moments
	for _, v := range x {
		m.Add(v)
	}
	return &m
}

// Data of A. R. Cushny and A. R. Peebles on sleep, with which Student (1908)
// showed his test; the values are those of R's t.test(sleep).
var (
	drug1 = []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}
	drug2 = []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
)

// NIST Statistical Reference Datasets, NumAcc4: 10000000.2, then 500 times
// 10000000.1 and 10000000.3; mean 10000000.2, standard deviation 0.1.
func TestMomentsKeepTheirDigits(t *testing.T) {
	var m Moments
	parts := make([]Moments, 7)
	add := func(i int, x float64) { m.Add(x); parts[i%7].Add(x) }
	add(0, 10000000.2)
	for i := range 500 {
		add(2*i+1, 10000000.1)
		add(2*i+2, 10000000.3)
	}
	near(t, "mean", m.Mean(), 10000000.2, 1e-8)
	near(t, "deviation", m.SD(), 0.1, 1e-8)
	var joined Moments
	for _, p := range parts {
		joined.Join(p)
	}
	near(t, "joined mean", joined.Mean(), 10000000.2, 1e-8)
	near(t, "joined deviation", joined.SD(), 0.1, 1e-8)
	if joined.N() != 1001 {
		t.Errorf("n %d", joined.N())
	}
	if lo, hi := joined.Range(); lo != 10000000.1 || hi != 10000000.3 {
		t.Errorf("range %v to %v", lo, hi)
	}
}

func TestQuantilesOfStudentAndGauss(t *testing.T) {
	for _, tt := range []struct{ level, df, want float64 }{
		{0.95, 1, 12.706}, {0.95, 9, 2.262}, {0.95, 30, 2.042}, {0.99, 9, 3.250}, {0.9, 120, 1.658}, // Fisher and Yates, table III
	} {
		near(t, "t", T(tt.level, tt.df), tt.want, 5e-4)
	}
	near(t, "z", Z(0.95), 1.959964, 1e-6)
}

func TestMeanIntervals(t *testing.T) {
	interval(t, "drug 2", gather(drug2...).MeanInterval(0.95), 2.33, 0.8976775, 3.7623225, 1e-6)
	if one := gather(3).MeanInterval(0.95); one.Known() || one.Value != 3 {
		t.Errorf("one number has an interval: %v", one)
	}
}

func TestPairedDifferences(t *testing.T) {
	var p, a, b Paired
	for i := range drug1 {
		p.Add(drug2[i], drug1[i])
		if i < 4 {
			a.Add(drug2[i], drug1[i])
		} else {
			b.Add(drug2[i], drug1[i])
		}
	}
	a.Join(b)
	interval(t, "paired", p.Difference(0.95), 1.58, 0.7001142, 2.4598858, 1e-6)
	interval(t, "joined", a.Difference(0.95), 1.58, 0.7001142, 2.4598858, 1e-6)
	interval(t, "unpaired", Welch(gather(drug1...), gather(drug2...), 0.95), -1.58, -3.3654832, 0.2054832, 1e-6)
	near(t, "gain", p.Gain(), (3.200556+4.009)/1.512889, 1e-5) // variances by R
	if p.Same() {
		t.Error("the drugs are the same")
	}
}

// Wilson's interval by R's binom.confint(method = "wilson"); 0 of n is z²/(n+z²).
func TestWilsonIntervals(t *testing.T) {
	interval(t, "8 of 10", Wilson(8, 10, 0.95), 0.8, 0.4901625, 0.9433178, 1e-6)
	interval(t, "0 of 10", Wilson(0, 10, 0.95), 0, 0, 0.2775328, 1e-6)
	interval(t, "10 of 10", Wilson(10, 10, 0.95), 1, 0.7224672, 1, 1e-6)
	interval(t, "0 of 1000", Wilson(0, 1000, 0.95), 0, 0, 0.0038268, 1e-6)
	if Wilson(0, 0, 0.95).Known() {
		t.Error("nothing of nothing has an interval")
	}
}

// Ranks of the intervals of a median: tables of the sign test (W. J. Conover,
// table A3). With 5 numbers there is none at 95 %.
func TestIntervalsOfMedians(t *testing.T) {
	for _, tt := range []struct{ n, lo, hi int }{{6, 1, 6}, {8, 1, 8}, {9, 2, 8}, {10, 2, 9}, {20, 6, 15}, {30, 10, 21}, {100, 40, 61}} {
		x := make([]float64, tt.n)
		for i := range x {
			x[i] = float64(i + 1)
		}
		got := QuantileInterval(x, 0.5, 0.95)
		if got.Lo != float64(tt.lo) || got.Hi != float64(tt.hi) || got.Value != float64(tt.n+1)/2 {
			t.Errorf("n %d: %v, want places %d to %d", tt.n, got, tt.lo, tt.hi)
		}
	}
	if got := QuantileInterval([]float64{1, 2, 3, 4, 5}, 0.5, 0.95); !math.IsInf(got.Lo, -1) || !math.IsInf(got.Hi, 1) {
		t.Errorf("5 numbers: %v", got)
	}
	near(t, "quantile of type 7", Quantile([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.25), 3.25, 0)
	near(t, "the largest", Quantile([]float64{1, 2, 9}, 1), 9, 0)
}

// Intervals of the 90th per cent cover it as often as they say, whatever the
// distribution: here the square of a uniform number, 2,000 samples of 80.
func TestQuantileIntervalsCover(t *testing.T) {
	const samples, n = 2000, 80
	covered := 0
	for s := range samples {
		luck := chance.Luck{Seed: chance.Seed(s)}
		x := make([]float64, n)
		for i := range x {
			u := luck.Unit(chance.Name("test", "quantile"), 0, uint32(i))
			x[i] = u * u
		}
		if i := QuantileInterval(Sorted(x), 0.9, 0.95); i.Lo <= 0.81 && 0.81 <= i.Hi {
			covered++
		}
	}
	if share := float64(covered) / samples; share < 0.945 || share > 0.99 {
		t.Errorf("covered %.3f", share)
	}
}

// Times of remission on 6-MP (E. J. Freireich and others, Blood 21, 1963), weeks;
// + is still in remission. Shares, errors and intervals by R's
// survfit(conf.type = "log-log"), the restricted means by SAS LIFETEST (23 weeks) and R (rmean = 35).
func TestKaplanMeier(t *testing.T) {
	ended := []float64{6, 6, 6, 7, 10, 13, 16, 22, 23}
	still := []float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}
	var d, a, b Durations
	for _, x := range ended {
		d.Add(x, false)
		a.Add(x, false)
	}
	for _, x := range still {
		d.Add(x, true)
		b.Add(x, true)
	}
	a.Join(b)
	for _, s := range []Survival{d.Survival(0.95), a.Survival(0.95)} {
		want := []struct{ time, share, lo, hi float64 }{
			{6, 0.857, 0.620, 0.952}, {7, 0.807, 0.563, 0.923}, {10, 0.753, 0.503, 0.889}, {13, 0.690, 0.432, 0.849},
			{16, 0.627, 0.368, 0.805}, {22, 0.538, 0.268, 0.747}, {23, 0.448, 0.188, 0.680},
		}
		if len(s.Steps) != len(want) || s.N != 21 || s.Ended != 9 || s.Last != 35 {
			t.Fatalf("%d steps, n %d, ended %d, last %v", len(s.Steps), s.N, s.Ended, s.Last)
		}
		for i, w := range want {
			near(t, "time", s.Steps[i].Time, w.time, 0)
			interval(t, "share", s.Steps[i].Share, w.share, w.lo, w.hi, 6e-4)
		}
		interval(t, "median", s.Median(), 23, 13, math.Inf(1), 0)
		mean := s.Restricted(23)
		near(t, "restricted mean", mean.Value, 17.909, 5e-4)
		near(t, "its error", (mean.Value-mean.Lo)/Z(0.95)*math.Sqrt(9.0/8), 1.647, 5e-4) // SAS multiplies the variance by m/(m-1), m = 9 ended
		mean = s.Restricted(35)
		near(t, "mean up to 35", mean.Value, 23.287, 5e-4)
		near(t, "its error", (mean.Value-mean.Lo)/Z(0.95), 2.83, 5e-3)
	}
}

func TestNothingEndedBeforeTheLimit(t *testing.T) {
	var d Durations
	for range 30 {
		d.Add(12, true)
	}
	s := d.Survival(0.95)
	if m := s.Median(); !math.IsInf(m.Value, 1) || !math.IsInf(m.Lo, 1) {
		t.Errorf("median %v", m)
	}
	interval(t, "mean up to the limit", s.Restricted(12), 12, 12, 12, 0)
}

func TestEverythingEnded(t *testing.T) {
	var d Durations
	for _, x := range []float64{1, 2, 3, 4} {
		d.Add(x, false)
	}
	s := d.Survival(0.95)
	near(t, "share at the end", s.Steps[3].Share.Value, 0, 0)
	near(t, "median", s.Median().Value, 2, 0)
	near(t, "mean", s.Restricted(9).Value, 2.5, 1e-12)
}

// Calcium in four turnip leaves, four determinations of each: G. W. Snedecor, W. G.
// Cochran, Statistical Methods, table 13.3.1: mean squares 0.2961 and 0.0066,
// components 0.0724 and 0.0066.
func TestSpreadBetweenAndWithin(t *testing.T) {
	leaves := [][]float64{{3.28, 3.09, 3.03, 3.03}, {3.52, 3.48, 3.38, 3.38}, {2.88, 2.80, 2.81, 2.76}, {3.34, 3.38, 3.23, 3.26}}
	var all, left, right Clusters
	for i, x := range leaves {
		all.Add(*gather(x...))
		if i == 0 {
			left.Add(*gather(x...))
		} else {
			right.Add(*gather(x...))
		}
	}
	left.Join(right)
	for _, c := range []Clusters{all, left} {
		s, ok := c.Split()
		if !ok {
			t.Fatal("no split")
		}
		near(t, "between", s.Between, 0.0724, 5e-5)
		near(t, "within", s.Within, 0.0066, 5e-5)
		near(t, "alike", s.ICC, 0.0724/(0.0724+0.0066), 2e-3)
		// Equal sizes: var(means)/k over the naive one is MSB / MST.
		near(t, "effect", s.Effect, 0.2961/((0.8884+0.0793)/15), 5e-3)
	}
	if _, ok := new(Clusters).Split(); ok {
		t.Error("nothing is split")
	}
}

// One thing in each cluster is a plain share, whose variance is p (1-p) / (k-1).
func TestRatioOfOneEachIsAShare(t *testing.T) {
	var r Ratio
	for i := range 40 {
		hit := int64(0)
		if i < 10 {
			hit = 1
		}
		r.Add(hit, 1)
	}
	half := T(0.95, 39) * math.Sqrt(0.25*0.75/39)
	interval(t, "10 of 40", r.Share(0.95), 0.25, 0.25-half, 0.25+half, 1e-12)
}

// Ten equal things in each cluster say no more than one.
func TestRatioGoesByClusters(t *testing.T) {
	var one, ten, none Ratio
	for i := range 40 {
		hit := int64(i % 2)
		one.Add(hit, 1)
		ten.Add(10*hit, 10)
		none.Add(0, 10)
	}
	a, b := one.Share(0.95), ten.Share(0.95)
	interval(t, "tens", b, a.Value, a.Lo, a.Hi, 1e-12)
	interval(t, "none of 400 in 40", none.Share(0.95), 0, 0, Wilson(0, 40, 0.95).Hi, 0)
}

func TestBrierInParts(t *testing.T) {
	f, a, b := NewForecasts(10), NewForecasts(10), NewForecasts(10)
	for i := range 10 {
		for _, x := range []struct {
			p    float64
			hits int
		}{{0.1, 1}, {0.5, 5}, {0.9, 9}} {
			f.Add(x.p, i < x.hits)
			if i < 4 {
				a.Add(x.p, i < x.hits)
			} else {
				b.Add(x.p, i < x.hits)
			}
		}
		f.Close()
		a.Close()
		b.Close()
	}
	a.Join(b)
	for _, g := range []*Forecasts{f, a} {
		got := g.Brier()
		near(t, "score", got.Score, 0.43/3, 1e-12)
		near(t, "reliability", got.Reliability, 0, 1e-12)
		near(t, "resolution", got.Resolution, 0.32/3, 1e-12)
		near(t, "uncertainty", got.Uncertainty, 0.25, 1e-12)
		near(t, "within", got.Within, 0, 1e-12)
	}
	if curve := f.Curve(0.95); len(curve) != 3 || curve[1].Mean != 0.5 || curve[1].Came.Value != 0.5 || curve[1].Runs != 10 || curve[2].N != 10 {
		t.Errorf("curve %+v", curve)
	}
}

// The parts add up to the score whatever the forecasts are.
func TestPartsOfBrierAddUp(t *testing.T) {
	luck := chance.Luck{Seed: 4}
	f := NewForecasts(7)
	for i := range uint32(500) {
		p := luck.Unit(chance.Name("test", "p"), 0, i)
		f.Add(p, luck.Unit(chance.Name("test", "so"), 0, i) < p*p)
		f.Close()
	}
	f.Add(1, true)
	f.Add(0, false)
	f.Close()
	b := f.Brier()
	near(t, "sum of parts", b.Reliability-b.Resolution+b.Uncertainty+b.Within, b.Score, 1e-12)
	if math.Abs(b.Within) < 1e-6 {
		t.Error("nothing lies within bins: the test cannot tell")
	}
}

func TestTalliesAreExactOrAFairSample(t *testing.T) {
	few, many := NewTally(100), NewTally(100)
	left, right := NewTally(100), NewTally(100)
	for run := range uint64(5000) {
		few.Add(float64(run%7), run)
		many.Add(float64(run), run)
		if run%3 == 0 {
			left.Add(float64(run), run)
		} else {
			right.Add(float64(run), run)
		}
	}
	if x := few.Sorted(); !few.Whole() || len(x) != 5000 || x[0] != 0 || x[4999] != 6 || !slices.IsSorted(x) {
		t.Errorf("%d numbers, whole %v", len(x), few.Whole())
	}
	x := many.Sorted()
	if many.Whole() || many.N() != 5000 || len(x) != 100 {
		t.Errorf("sample of %d, whole %v", len(x), many.Whole())
	}
	if i := QuantileInterval(x, 0.5, 0.999); i.Lo > 2500 || i.Hi < 2500 {
		t.Errorf("median of the sample %v", i)
	}
	left.Join(right)
	if !slices.Equal(left.Sorted(), x) {
		t.Error("another order gives another sample")
	}
}

// A million runs need no more room than ten thousand.
func TestGatheringDoesNotGrow(t *testing.T) {
	y := NewTally(1000)
	var m Moments
	for run := range uint64(200_000) {
		x := float64(run)
		m.Add(x)
		y.Add(x, run)
	}
	if len(y.sample) > 2000 || y.counts != nil {
		t.Errorf("a tally of %d", len(y.sample))
	}
}

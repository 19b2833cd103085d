package stats

import (
	"cmp"
	"maps"
	"slices"
)

// Tally counts how often each number came, so that quantiles are exact and what
// it needs does not grow with the runs where there are few different numbers
// (turns, rungs, scores). When there are more different ones than its limit, it
// keeps that many of the runs, those whose names have the smallest hashes: which
// are kept depends neither on their order nor on how they were shared out.
type Tally struct {
	limit  int
	n      int64
	counts map[float64]int64 // nil: there are too many different numbers
	sample []kept
}

// kept is the number of a run with the place that the run takes in the sample.
type kept struct {
	place uint64
	value float64
}

// NewTally makes an empty tally that keeps up to limit different numbers, or as
// many runs.
func NewTally(limit int) *Tally {
	return &Tally{limit: limit, counts: map[float64]int64{}}
}

// Add puts in the number of the run with this name.
func (t *Tally) Add(x float64, run uint64) {
	t.n++
	t.count(x, 1)
	t.sample = append(t.sample, kept{scatter(run), x})
	t.trim(2 * t.limit)
}

// Join puts in all that another of the same limit has gathered of other runs.
func (t *Tally) Join(o *Tally) {
	t.n += o.n
	if o.counts == nil {
		t.counts = nil
	}
	for _, x := range slices.Sorted(maps.Keys(o.counts)) {
		t.count(x, o.counts[x])
	}
	t.sample = append(t.sample, o.sample...)
	t.trim(2 * t.limit)
}

func (t *Tally) count(x float64, times int64) {
	if t.counts == nil {
		return
	}
	if t.counts[x] += times; len(t.counts) > t.limit {
		t.counts = nil
	}
}

// trim cuts the sample to its limit once it is longer than this.
func (t *Tally) trim(longer int) {
	if len(t.sample) <= longer {
		return
	}
	slices.SortFunc(t.sample, func(a, b kept) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.value, b.value))
	})
	t.sample = t.sample[:t.limit]
}

// N returns how many numbers were put in.
func (t *Tally) N() int64 { return t.n }

// Whole reports whether Sorted returns all numbers, not a sample of them.
func (t *Tally) Whole() bool { return t.counts != nil || t.n <= int64(t.limit) }

// Sorted returns the numbers upwards: all of them, or those of the sample.
func (t *Tally) Sorted() []float64 {
	var out []float64
	if t.counts == nil {
		t.trim(t.limit)
		for _, k := range t.sample {
			out = append(out, k.value)
		}
		slices.Sort(out)
		return out
	}
	for _, x := range slices.Sorted(maps.Keys(t.counts)) {
		for range t.counts[x] {
			out = append(out, x)
		}
	}
	return out
}

// Counts returns the different numbers upwards and how often each came; nil if
// there are too many.
func (t *Tally) Counts() (values []float64, times []int64) {
	for _, x := range slices.Sorted(maps.Keys(t.counts)) {
		values, times = append(values, x), append(times, t.counts[x])
	}
	return values, times
}

// scatter spreads names evenly: the finaliser of splitmix64 (G. L. Steele, D. Lea,
// C. H. Flood, OOPSLA 2014).
func scatter(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

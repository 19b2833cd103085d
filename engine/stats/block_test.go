package stats

import (
	"math"
	"slices"
	"testing"

	"demarche/engine/chance"
)

// Left out one by one, the numbers of a mean give Student's interval again.
func TestTheJackknifeOfAMeanIsStudents(t *testing.T) {
	m := gather(drug2...)
	var without []float64
	for i := range drug2 {
		without = append(without, gather(slices.Delete(slices.Clone(drug2), i, i+1)...).Mean())
	}
	want := m.MeanInterval(0.95)
	interval(t, "mean", Jackknife(m.Mean(), without, 0.95), want.Value, want.Lo, want.Hi, 1e-12)
	if Jackknife(1, []float64{1}, 0.95).Known() || Jackknife(1, []float64{1, math.NaN()}, 0.95).Known() {
		t.Error("one block, or a figure that cannot be told without one, has an interval")
	}
}

// study draws blocks of 8 runs that share much of their luck.
func study(number, blocks int) [][]float64 {
	luck := chance.Luck{Seed: chance.Seed(number)}
	var out [][]float64
	for b := range blocks {
		shared := luck.Unit(chance.Name("test", "block"), uint32(b), 0)
		var x []float64
		for r := range 8 {
			x = append(x, shared+0.4*luck.Unit(chance.Name("test", "run"), uint32(b), uint32(r)))
		}
		slices.Sort(x)
		out = append(out, x)
	}
	return out
}

// covers counts in how many studies an interval holds the truth.
func covers(studies int, truth float64, of func(blocks [][]float64) Interval) float64 {
	n := 0
	for i := range studies {
		if x := of(study(i, 40)); x.Lo <= truth && truth <= x.Hi {
			n++
		}
	}
	return float64(n) / float64(studies)
}

// Of 1,000 studies whose runs come in blocks, about 95 % have the true median, which
// is 0.7, in the interval by blocks. The interval by runs is too narrow.
func TestQuantilesByBlocksHoldTheirLevel(t *testing.T) {
	byBlocks := covers(1000, 0.7, func(b [][]float64) Interval { return QuantileOfBlocks(b, 0.5, 0.95) })
	byRuns := covers(1000, 0.7, func(b [][]float64) Interval { return QuantileInterval(Sorted(slices.Concat(b...)), 0.5, 0.95) })
	if byBlocks < 0.93 || byBlocks > 0.98 {
		t.Errorf("%.3f of the intervals by blocks hold the median", byBlocks)
	}
	if byRuns > 0.75 {
		t.Errorf("%.3f of the intervals by runs hold the median: the blocks of the test hang together too little", byRuns)
	}
}

func TestQuantilesOfFewBlocksHaveNoBound(t *testing.T) {
	if x := QuantileOfBlocks([][]float64{{1, 2}, {2, 3}, {1, 4}}, 0.5, 0.95); x.Value != 2 || !math.IsInf(x.Lo, -1) || !math.IsInf(x.Hi, 1) {
		t.Errorf("3 blocks: %v", x)
	}
	if x := QuantileOfBlocks(nil, 0.5, 0.95); x.Value == x.Value {
		t.Errorf("nothing: %v", x)
	}
	same := make([][]float64, 50)
	for i := range same {
		same[i] = []float64{3, 3}
	}
	if x := QuantileOfBlocks(same, 0.9, 0.95); x != (Interval{3, 3, 3}) {
		t.Errorf("50 blocks of nothing but 3: %v", x)
	}
}

// Blocks of one run each are no blocks: the intervals are about those of single
// runs. Blocks of runs that all last as long are as good as one run each.
func TestDurationsByBlocks(t *testing.T) {
	var single, triple []Durations
	var all Durations
	for i := range 60 {
		luck := chance.Luck{Seed: chance.Seed(i)}.Unit(chance.Name("test", "time"), 0, 0)
		time, cut := math.Ceil(12*luck), luck > 0.8
		var one, three Durations
		one.Add(min(time, 10), cut)
		for range 3 {
			three.Add(min(time, 10), cut)
		}
		all.Join(one)
		single, triple = append(single, one), append(triple, three)
	}
	plain, by1, by3 := all.Survival(0.95), SurvivalOfBlocks(single, 0.95), SurvivalOfBlocks(triple, 0.95)
	for i, x := range plain.Steps {
		if i == len(plain.Steps)-1 {
			break
		}
		near(t, "share", by1.Steps[i].Share.Value, x.Share.Value, 1e-12)
		near(t, "half width", by1.Steps[i].Share.Half(), x.Share.Half(), 0.05*x.Share.Half())
		near(t, "half width of three", by3.Steps[i].Share.Half(), by1.Steps[i].Share.Half(), 1e-9)
	}
	one, three := by1.Restricted(10), by3.Restricted(10)
	near(t, "mean", one.Half(), plain.Restricted(10).Half(), 0.05*one.Half())
	interval(t, "mean of three", three, one.Value, one.Lo, one.Hi, 1e-9)
	a, b := by1.Median(), by3.Median()
	interval(t, "median of three", b, a.Value, a.Lo, a.Hi, 0)
}

// Forecasts of runs that belong to one block are one cluster.
func TestForecastsByBlocks(t *testing.T) {
	runs, blocks, joined := NewForecasts(10), NewForecasts(10), NewForecasts(10)
	half := NewForecasts(10)
	for r := range 40 {
		for range 3 {
			runs.Add(0.75, r%3 > 0)
			blocks.Add(0.75, r%3 > 0)
			half.Add(0.75, r%3 > 0)
			blocks.CloseIn(int64(r))
			half.CloseIn(int64(r))
		}
		runs.Close()
		if r%7 == 0 {
			joined.Join(half)
			half = NewForecasts(10)
		}
	}
	joined.Join(half)
	a, b, c := runs.Curve(0.95)[0], blocks.Curve(0.95)[0], joined.Curve(0.95)[0]
	if a.Came != b.Came || b != c || a.Runs != 40 || b.Runs != 120 {
		t.Errorf("runs %+v\nblocks %+v\njoined %+v", a, b, c)
	}
}

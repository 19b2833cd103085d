package stats

import (
	"math"
	"testing"
)

// Worked by hand: Pearson's correlation of the ranks.
func TestRankCorrelations(t *testing.T) {
	for _, c := range []struct {
		what string
		x, y []float64
		want float64
	}{
		{"rising, not in a line", []float64{1, 2, 3, 4}, []float64{1, 8, 27, 640}, 1},
		{"falling", []float64{1, 2, 3}, []float64{5, 4, -9}, -1},
		{"ten people, their wit and their hours of television", []float64{86, 97, 99, 100, 101, 103, 106, 110, 112, 113}, []float64{2, 20, 28, 27, 50, 29, 7, 17, 6, 12}, -29.0 / 165},
		{"with ties", []float64{1, 2, 2, 3}, []float64{1, 2, 3, 3}, 5.0 / 6}, // ranks 1 2.5 2.5 4 and 1 2 3.5 3.5: 3.75 / 4.5
		{"one side stands still", []float64{1, 1, 1}, []float64{1, 2, 3}, math.NaN()},
		{"one pair", []float64{1}, []float64{1}, math.NaN()},
	} {
		got := RankCorrelation(c.x, c.y)
		if math.IsNaN(c.want) != math.IsNaN(got) || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	near(t, "luck of 500 pairs", RankLuck(500, 0.95), 1.959964/math.Sqrt(499), 1e-6)
	if !math.IsNaN(RankLuck(1, 0.95)) {
		t.Error("one pair has no luck to tell")
	}
}

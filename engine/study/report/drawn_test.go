package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"demarche/engine/stats"
)

// ranged is a hypercube of 40 points over two ranges, each of which was played with
// the offer closed and open, by two mixes, 12 times.
var ranged = made{
	plan: Plan{
		Study: "s", Points: 160, Replications: 12, Design: "lhs",
		Factors:   []Factor{{"gain", nil}, {"noise", nil}, {"mood", []string{"calm", "tense"}}, {"mix", []string{"soft", "hard"}}, {"offer", []string{"closed", "open"}}},
		Contrasts: []Contrast{{ID: "offered", Metric: "harm", Of: []Pick{{"offer", "open"}}, Base: []Pick{{"offer", "closed"}}, Within: []string{"mix"}}},
	},
	columns: "factor_gain,factor_noise,factor_mood,factor_mix,factor_offer,metric_harm",
	cells: func(p, r int) string {
		spot, hard, open := p/4, p/2%2 == 1, p%2 == 1
		harm := 10 * luck(r) // of all points alike
		if open && !hard {
			harm += float64(spot-8) / 10 * (1 + luck(r)/2) // from -0.8 on upwards, and nothing at spot 8
		}
		words := [...]string{"closed", "open"}[p%2]
		mix := [...]string{"soft", "hard"}[p/2%2]
		return fmt.Sprintf("%d,%g,%s,%s,%s,%g", spot, own(spot, 0), [...]string{"calm", "tense"}[spot%2], mix, words, harm)
	},
}

// A contrast of a crossed hypercube is told at each of its points, with the interval
// of the point's own replications; how many of so many intervals lie on a side, how
// many still do when all are to hold together, and with what the difference goes.
func TestDrawnPointsAreToldOneByOne(t *testing.T) {
	s := ranged.summary(t)
	c := s.Contrasts[0]
	d, soft, hard := c.Drawn, c.Rows[0].Drawn, c.Rows[1].Drawn
	if got := strings.Join(d.Factors, " "); got != "gain noise mood" || len(d.At) != 40 || d.Left != 0 || d.Labels[3][2] != "tense" || float64(d.At[3][2]) == float64(d.At[3][2]) {
		t.Fatalf("%s at %d points, %v", got, len(d.At), d.Labels[3])
	}
	// 39 points of the soft mix have an interval; at spot 8 and among the hard all
	// pairs are equal, which is told and has none.
	if d.Intervals != 39 || soft.Intervals != 39 || soft.Equal != 1 || hard.Intervals != 0 || hard.Equal != 40 || soft.Points != 40 {
		t.Errorf("%d intervals; soft %+v; hard %+v", d.Intervals, *soft, *hard)
	}
	if soft.Above != 31 || soft.Below != 8 || soft.AllAbove != 31 || soft.AllBelow != 8 || hard.Above+hard.Below != 0 {
		t.Errorf("above and below: soft %+v, hard %+v", *soft, *hard)
	}
	near(t, "level of all together", d.Level, 1-0.05/39, 1e-12)
	near(t, "luck", soft.Luck, 1.959964/math.Sqrt(39), 1e-5)
	if len(soft.Goes) != 2 || soft.Goes[0].Factor != "gain" || float64(soft.Goes[0].Rank) != 1 || math.Abs(float64(soft.Goes[1].Rank)) > 0.35 || len(hard.Goes) != 0 {
		t.Errorf("goes with %v, %v: words have no order", soft.Goes, hard.Goes)
	}
	var p stats.Paired
	for r := range 12 {
		p.Add(float64(30-8)/10*(1+luck(r)/2), 0)
	}
	want, x := p.Difference(Level), soft.Effects[30]
	near(t, "effect", x.Effect.Value, want.Value, 1e-9)
	near(t, "its lower bound", x.Effect.Lo, want.Lo, 1e-6)
	near(t, "its upper bound", x.Effect.Hi, want.Hi, 1e-6)
	if x.Of != 121 || x.Base != 120 || x.Pairs != 12 || x.Dropped != 0 {
		t.Errorf("point 30: %+v", x)
	}
	if x := hard.Effects[30]; x.Effect.Why != WhyFlat || !x.Equal || x.Effect.Value != 0 || x.Of != 123 {
		t.Errorf("point 30, hard: %+v", x)
	}
	near(t, "least", soft.Least, float64(soft.Effects[0].Effect.Value), 0)
	near(t, "most", soft.Most, float64(soft.Effects[39].Effect.Value), 0)
}

// Of pairs at a point those of failed runs are left out; a point without any says so,
// and so does one where nothing is left to luck. A single difference has no interval.
func TestDrawnPointsWithoutPairs(t *testing.T) {
	m := ranged
	m.status = func(p, r int) string {
		if p == 5 && r < 3 || p == 9 || p == 12 && r > 0 {
			return "crashed"
		}
		return "ok"
	}
	m.hash = func(p, r int) string {
		if p == 4*7 || p == 4*7+1 {
			return fmt.Sprint("the same at ", p)
		}
		return fmt.Sprint(p, r)
	}
	soft := m.summary(t).Contrasts[0].Rows[0].Drawn
	for i, want := range map[int]DrawnPoint{
		1: {Of: 5, Base: 4, Pairs: 9, Dropped: 3},
		2: {Of: 9, Base: 8, Dropped: 12, Effect: Estimate{Why: WhyNone}},
		3: {Of: 13, Base: 12, Pairs: 1, Dropped: 11, Effect: Estimate{Why: WhyFew}},
		7: {Of: 29, Base: 28, Pairs: 12, Effect: Estimate{Why: WhySame}},
	} {
		x := soft.Effects[i]
		if x.Of != want.Of || x.Base != want.Base || x.Pairs != want.Pairs || x.Dropped != want.Dropped || x.Effect.Why != want.Effect.Why {
			t.Errorf("spot %d: %+v, want %+v", i, x, want)
		}
	}
	if soft.Points != 39 || soft.Intervals != 36 {
		t.Errorf("%d points, %d intervals", soft.Points, soft.Intervals)
	}
}

// A grid tells the levels that its author named: every further split is for its
// `within`.
func TestGridsAreNotToldPointByPoint(t *testing.T) {
	m := made{plan: twoByTwo, columns: twoByTwoColumns, cells: twoByTwoCells}
	m.plan.Contrasts = []Contrast{{ID: "c", Metric: "harm", Of: []Pick{{"policy", "hawk"}}, Base: []Pick{{"policy", "dove"}}}}
	if c := m.summary(t).Contrasts[0]; c.Drawn != nil || c.Rows[0].Drawn != nil {
		t.Errorf("%+v", c.Drawn)
	}
	m.plan.Design = "list"
	if c := m.summary(t).Contrasts[0]; c.Drawn == nil || len(c.Rows[0].Drawn.Effects) != 2 || len(c.Rows[0].Drawn.Goes) != 0 {
		t.Errorf("%+v", c)
	}
}

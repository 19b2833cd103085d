package report

import (
	"cmp"
	"math"
	"slices"

	"demarche/engine/stats"
)

// Where both sides of a contrast were played at each point of a drawn design, what
// lies between the points is the design's own spread: the mean over them hides that
// the difference may have the other sign somewhere. So it is told point by point. The
// replications of a point are its own, so that each has an interval; the points are
// no replications, so that all that is told of them together has none.

// drawn tells a contrast point by point, if it stands at more than one.
func (c *compared) drawn(o *ContrastOf) {
	d := &Drawn{Factors: []string{}, At: [][]Num{}, Labels: [][]string{}}
	spots := c.spots(d)
	if len(spots) < 2 {
		return
	}
	told := make([][]*spot, len(c.within))
	for i, a := range c.within {
		for _, key := range spots {
			s := newSpot(a.rests[key])
			told[i] = append(told[i], s)
			if s.effect.Why == "" {
				d.Intervals++
			}
		}
	}
	d.Level = nan
	if d.Intervals > 0 {
		d.Level = Num(1 - (1-Level)/float64(d.Intervals))
	}
	nums := c.nums(spots)
	for i := range c.within {
		o.Rows[i].Drawn = d.row(told[i], nums)
	}
	o.Drawn = d
}

// spots lists what is the same on both sides, in the order of the design, and
// describes the first of them.
func (c *compared) spots(d *Drawn) []string {
	var rest []int // the factors that it is about
	for i, id := range c.factors {
		if !slices.Contains(c.Within, id) && !slices.ContainsFunc(c.Of, func(p Pick) bool { return p.Factor == id }) {
			rest = append(rest, i)
			d.Factors = append(d.Factors, id)
		}
	}
	var keys []string
	where := map[string]*point{}
	for _, a := range c.within {
		for _, key := range a.order {
			if where[key] == nil {
				where[key] = cmp.Or(a.rests[key].at[0], a.rests[key].at[1])
				keys = append(keys, key)
			}
		}
	}
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(where[a].number, where[b].number) })
	for n, key := range keys {
		if n == mostCloud {
			d.Left = len(keys) - n
			break
		}
		var at []Num
		var labels []string
		for _, i := range rest {
			at, labels = append(at, Num(where[key].nums[i])), append(labels, where[key].at[i])
		}
		d.At, d.Labels = append(d.At, at), append(d.Labels, labels)
	}
	return keys
}

// nums are the values of the factors of what is the same on both sides, by factor and
// then by spot.
func (c *compared) nums(spots []string) (out [][]float64) {
	for i, id := range c.factors {
		if slices.Contains(c.Within, id) || slices.ContainsFunc(c.Of, func(p Pick) bool { return p.Factor == id }) {
			continue
		}
		var xs []float64
		for _, key := range spots {
			x := math.NaN()
			for _, a := range c.within {
				if s := a.rests[key]; s != nil {
					x = cmp.Or(s.at[0], s.at[1]).nums[i]
					break
				}
			}
			xs = append(xs, x)
		}
		out = append(out, xs)
	}
	return out
}

// spot is a contrast at one point.
type spot struct {
	DrawnPoint
	p      stats.Paired
	effect Estimate
	mean   float64 // of the differences, by their plain sum: equal ones are to tie
}

// newSpot pairs the runs of a point; nil: nobody played there.
func newSpot(s *sides) *spot {
	out := &spot{DrawnPoint: DrawnPoint{Of: -1, Base: -1}}
	why := WhyNone
	if s != nil {
		if s.at[0] != nil {
			out.Of = s.at[0].number
		}
		if s.at[1] != nil {
			out.Base = s.at[1].number
		}
		for _, rep := range sortedKeys(s.of) {
			base, ok := s.base[rep]
			switch d := s.of[rep] - base; {
			case !ok:
			case d != d || math.IsInf(d, 0):
				out.Dropped++
			default:
				out.p.Add(s.of[rep], base)
				out.mean += d
			}
		}
		out.mean /= float64(out.p.N())
		why = out.why(s)
	}
	out.Pairs, out.DrawnPoint.Equal = out.p.N(), out.p.Same()
	out.effect = estimate(out.p.Difference(Level), why)
	if out.p.N() > 0 {
		out.effect.Value = Num(out.mean)
	}
	out.DrawnPoint.Effect = out.effect
	return out
}

// why says why the difference at a point has no interval.
func (x *spot) why(s *sides) Why {
	luckless := func(p *point) bool { return p == nil || p.n > 1 && p.same }
	switch {
	case x.p.N() == 0:
		return WhyNone
	case s.at[0].n < 2 && s.at[1].n < 2:
		return WhyOne
	case luckless(s.at[0]) && luckless(s.at[1]):
		return WhySame
	case x.p.N() < 2:
		return WhyFew
	case x.p.Flat():
		return WhyFlat
	}
	return ""
}

// row tells what it was at all points of one combination.
func (d *Drawn) row(told []*spot, nums [][]float64) *DrawnRow {
	out := &DrawnRow{Least: nan, Median: nan, Most: nan, Goes: []Goes{}, Effects: []DrawnPoint{}}
	var values []float64
	for i, x := range told {
		if i < len(d.At) {
			out.Effects = append(out.Effects, x.DrawnPoint)
		}
		if x.p.N() == 0 {
			continue
		}
		values = append(values, x.mean)
		out.add(x, float64(d.Level))
	}
	out.Luck = Num(stats.RankLuck(len(values), Level))
	if sorted := stats.Sorted(values); len(sorted) > 0 {
		out.Least, out.Median, out.Most = Num(sorted[0]), Num(stats.Quantile(sorted, 0.5)), Num(sorted[len(sorted)-1])
	}
	for i, id := range d.Factors {
		if r := goes(told, nums[i]); r == r {
			out.Goes = append(out.Goes, Goes{id, Num(r)})
		}
	}
	slices.SortStableFunc(out.Goes, func(a, b Goes) int {
		return cmp.Compare(math.Abs(float64(b.Rank)), math.Abs(float64(a.Rank)))
	})
	return out
}

// add counts a point; level is that at which all intervals hold together.
func (r *DrawnRow) add(x *spot, level float64) {
	r.Points++
	if x.DrawnPoint.Equal {
		r.Equal++
	}
	if x.effect.Why != "" {
		return
	}
	r.Intervals++
	wide := x.p.Difference(level)
	switch {
	case x.effect.Lo > 0:
		r.Above++
	case x.effect.Hi < 0:
		r.Below++
	}
	switch {
	case wide.Lo > 0:
		r.AllAbove++
	case wide.Hi < 0:
		r.AllBelow++
	}
}

// goes is how the differences go with a factor; NaN if it has words, or stands still.
func goes(told []*spot, xs []float64) float64 {
	var a, b []float64
	for i, x := range told {
		if x.p.N() == 0 {
			continue
		}
		if xs[i] != xs[i] {
			return math.NaN()
		}
		a, b = append(a, xs[i]), append(b, x.mean)
	}
	return stats.RankCorrelation(a, b)
}

package stats

import (
	"maps"
	"math"
	"slices"

	"demarche/engine/chance"
)

// Durations gathers how long things lasted, some of them cut off before their end
// was seen. Its zero value is empty.
type Durations struct {
	at map[float64]leaving
	n  int64
}

// leaving counts those who were last seen at one time.
type leaving struct{ ended, cut int64 }

// Add puts one in; cut says that it was still going on when it was last seen.
func (d *Durations) Add(time float64, cut bool) {
	if d.at == nil {
		d.at = map[float64]leaving{}
	}
	l := d.at[time]
	if cut {
		l.cut++
	} else {
		l.ended++
	}
	d.at[time] = l
	d.n++
}

// Join puts in all that another has gathered.
func (d *Durations) Join(o Durations) {
	if d.at == nil {
		d.at = map[float64]leaving{}
	}
	for time, l := range o.at { // each time by itself: no order
		have := d.at[time]
		d.at[time] = leaving{have.ended + l.ended, have.cut + l.cut}
	}
	d.n += o.n
}

// Survival is the share that lasts longer than each time (Kaplan and Meier).
type Survival struct {
	N, Ended int64
	Steps    []Step
	Last     float64 // the last time at which anybody was seen
	level    float64
	without  []Survival // with one block left out; nil: there are no blocks
}

// Step is one time at which something ended.
type Step struct {
	Time   float64
	AtRisk int64 // still going on just before
	Ended  int64
	Share  Interval // lasts longer
}

// Survival estimates the shares. The variance is M. Greenwood's; the intervals are
// formed on the scale log(-log S), on which they stay between 0 and 1:
//
//	S^exp(± z σ),  σ² = Σ d/(n(n-d)) / (log S)²
//
// A step to 0 has no interval.
//
// Sources: E. L. Kaplan, P. Meier, JASA 53 (1958); J. D. Kalbfleisch, R. L.
// Prentice, The Statistical Analysis of Failure Time Data (1980), 1.4.
func (d *Durations) Survival(level float64) Survival {
	out := Survival{N: d.n, level: level}
	left, s, sum := d.n, 1.0, 0.0
	for _, time := range slices.Sorted(maps.Keys(d.at)) {
		l := d.at[time]
		out.Last = time
		if l.ended > 0 {
			n, k := float64(left), float64(l.ended)
			s *= (n - k) / n
			sum += k / float64(n*(n-k))
			out.Ended += l.ended
			out.Steps = append(out.Steps, Step{time, left, l.ended, logLog(s, sum, level)})
		}
		left -= l.ended + l.cut
	}
	return out
}

// logLog is the interval of a survival of s whose sum of Greenwood is given.
func logLog(s, sum, level float64) Interval {
	return onLogLog(s, math.Sqrt(sum), Z(level))
}

// onLogLog is the interval of a survival of s whose standard error is a part of it;
// q is the quantile that it goes by.
func onLogLog(s, part, q float64) Interval {
	if s <= 0 || s >= 1 || math.IsNaN(part) || math.IsNaN(q) {
		return none(s)
	}
	sd := part / -chance.Log(s)
	return Interval{s, chance.Pow(s, chance.Exp(float64(q*sd))), chance.Pow(s, chance.Exp(float64(-q*sd)))}
}

// Median returns the first time at which half or fewer go on, with the times at
// which the bounds of the curve do. What is not reached while anybody is watched
// is infinite.
//
// Source: R. Brookmeyer, J. Crowley, Biometrics 38 (1982).
func (s *Survival) Median() Interval {
	out := Interval{math.Inf(1), math.Inf(1), math.Inf(1)}
	for i := len(s.Steps) - 1; i >= 0; i-- {
		step := &s.Steps[i]
		if step.Share.Value <= 0.5 {
			out.Value = step.Time
		}
		if step.Share.Value <= 0 || step.Share.Lo <= 0.5 {
			out.Lo = step.Time
		}
		if step.Share.Hi <= 0.5 {
			out.Hi = step.Time
		}
	}
	return out
}

// Restricted returns the mean time up to a horizon: the area below the curve, with
// the interval by the normal distribution, or by blocks where there are any.
//
//	var = Σ (area from the step to the horizon)² d/(n(n-d))
//
// Source: J. P. Klein, M. L. Moeschberger, Survival Analysis, 2nd ed. (2003), 4.5.
func (s *Survival) Restricted(horizon float64) Interval {
	area, variance := 0.0, 0.0
	upper := horizon
	for i := len(s.Steps) - 1; i >= 0; i-- {
		step := &s.Steps[i]
		if step.Time >= horizon {
			continue
		}
		area += float64((upper - step.Time) * step.Share.Value)
		upper = step.Time
		if n, d := float64(step.AtRisk), float64(step.Ended); n > d {
			variance += float64(area*area) * (d / float64(n*(n-d)))
		}
	}
	area += upper
	if s.without != nil {
		var areas []float64
		for i := range s.without {
			areas = append(areas, s.without[i].Restricted(horizon).Value)
		}
		out := Jackknife(area, areas, s.level)
		return Interval{area, max(0, out.Lo), min(horizon, out.Hi)}
	}
	half := Z(s.level) * math.Sqrt(variance)
	if s.N < 2 {
		return none(area)
	}
	return Interval{area, max(0, area-half), min(horizon, area+half)}
}

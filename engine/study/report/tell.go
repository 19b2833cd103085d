package report

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"demarche/engine/stats"
)

// nan is a number that cannot be told.
var nan = Num(math.NaN())

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

func sortedPairs[V any](m map[[2]string]V) [][2]string {
	return slices.SortedFunc(maps.Keys(m), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
}

// title is the name that people see; the id if it is not known, "" for none.
func (g *gathering) title(kind, id string) string {
	for i := range g.plan.Games {
		if t := g.plan.Games[i].Titles[kind+"."+id]; t != "" {
			return t
		}
	}
	return id
}

// summary says what was gathered.
func (g *gathering) summary() *Summary {
	p := g.plan
	s := &Summary{
		Format: 1, Study: p.Study, Title: p.Title, Scenarios: p.Scenarios, Seed: p.Seed, Design: p.Design, Level: Level,
		Points: p.Points, Replications: p.Replications, Runs: g.runs, Failed: g.failed,
		Planned: int64(p.Points) * int64(p.Replications), Failures: []Failure{}, Factors: []FactorOf{}, By: g.by, Groups: []Group{},
		Metrics: g.metrics(), Endings: g.endings(), Durations: g.durations(),
		Contrasts: g.answers(g.named), Exploratory: g.answers(g.explore), Cloud: g.cloud(),
		Beliefs: g.beliefs(), Temptations: g.temptations(), Escalation: g.escalation(),
	}
	for _, k := range g.order {
		s.Failures = append(s.Failures, *g.failures[k])
	}
	for _, f := range p.Factors {
		s.Factors = append(s.Factors, FactorOf{f.ID, append([]string{}, f.Levels...)})
	}
	for _, k := range g.groups {
		s.Groups = append(s.Groups, Group{k.name, k.levels, len(k.points), k.n, k.failed, k.same()})
	}
	return s
}

// metrics says what every measure was, those of the author first.
func (g *gathering) metrics() []Metric {
	out, counts := []Metric{}, []Metric{}
	for i, m := range g.read.measures {
		x := Metric{ID: m.name, Role: m.role, Title: g.title("role", m.role), Share: i < len(g.binary) && g.binary[i], Rows: []MetricRow{}}
		told := false // counts that are 0 everywhere say nothing
		for _, k := range g.groups {
			row := MetricRow{Missing: k.n}
			if i < len(k.cells) {
				row = g.row(k, k.cells[i], x.Share)
			} else {
				row = g.row(k, &cell{values: stats.NewTally(1), missing: k.n}, x.Share)
			}
			told = told || row.N > 0 && (row.Max != 0 || row.Min != 0 || !slices.Contains(counted, m.name) && !slices.Contains(judged, m.name))
			x.Rows = append(x.Rows, row)
		}
		switch {
		case told && slices.Contains(counted, m.name):
			counts = append(counts, x)
		case told:
			out = append(out, x)
		}
	}
	return append(out, counts...)
}

// row says what a measure was in one group.
func (g *gathering) row(k *group, c *cell, share bool) MetricRow {
	lo, hi := c.m.Range()
	row := MetricRow{N: c.m.N(), Blocks: c.m.N(), Missing: c.missing, Hits: c.hits, SD: Num(c.m.SD()), Min: Num(lo), Max: Num(hi)}
	why := g.why(k)
	if row.N == 0 {
		why = WhyNone
	}
	if g.by == byLevel {
		row.Blocks = int64(len(c.blocks))
		row.Mean = estimate(blockMean(c.blocks, share), whyFew(why, row.Blocks))
	} else if share {
		row.Mean = estimate(stats.Wilson(c.hits, row.N, Level), why)
	} else {
		row.Mean = estimate(c.m.MeanInterval(Level), whyFew(why, row.N))
	}
	if row.Mean.Why == "" && row.Mean.Hi > row.Mean.Lo {
		row.Halve = stats.RunsToHalve(row.Blocks)
	}
	sorted := c.values.Sorted()
	at := func(q float64) Estimate {
		if g.by != byLevel {
			return estimate(stats.QuantileInterval(sorted, q, Level), why)
		}
		i := c.spread.quantile(q)
		i.Value = stats.Quantile(sorted, q)
		return estimate(i, whyFew(why, row.Blocks))
	}
	row.Median, row.Low, row.High = at(0.5), at(0.1), at(0.9)
	if !c.values.Whole() {
		row.Sample = int64(len(sorted))
	}
	return row
}

// blockMean is the mean of the means of replications with its interval. Points that
// share luck go up and down together, which the spread of these means holds.
func blockMean(blocks map[int64]*part, share bool) stats.Interval {
	var m stats.Moments
	for _, rep := range sortedKeys(blocks) {
		m.Add(blocks[rep].sum / float64(blocks[rep].n))
	}
	i := m.MeanInterval(Level)
	if !share {
		return i
	}
	if lo, hi := m.Range(); lo == hi && (lo == 0 || lo == 1) {
		return stats.Wilson(int64(lo)*m.N(), m.N(), Level)
	}
	return stats.Interval{Value: i.Value, Lo: max(0, i.Lo), Hi: min(1, i.Hi)}
}

// endings says how runs ended.
func (g *gathering) endings() []Ending {
	ids := map[string]bool{}
	for _, k := range g.groups {
		for id := range k.endings {
			ids[id] = true
		}
	}
	out := []Ending{}
	for _, id := range sortedKeys(ids) {
		e := Ending{ID: id, Rows: []ShareRow{}}
		if id != "" {
			e.Title = g.title("ending", id)
		}
		for _, k := range g.groups {
			e.Rows = append(e.Rows, g.ended(k, id))
		}
		out = append(out, e)
	}
	return out
}

func (g *gathering) ended(k *group, id string) ShareRow {
	row := ShareRow{N: k.n, Hits: k.endings[id]}
	why := g.why(k)
	if g.by != byLevel {
		row.Share = estimate(stats.Wilson(row.Hits, row.N, Level), why)
		return row
	}
	blocks := map[int64]*part{}
	for rep, n := range k.blockRuns { // each block by itself
		blocks[rep] = &part{float64(k.endBlocks[id][rep]), n}
	}
	row.Share = estimate(blockMean(blocks, true), whyFew(why, int64(len(blocks))))
	return row
}

// durations says how long runs lasted.
func (g *gathering) durations() []Duration {
	out := []Duration{}
	for _, k := range g.groups {
		s, why, n := k.lasted.Survival(Level), g.why(k), k.n
		if g.by == byLevel {
			s, n = k.lives.survival(), int64(len(k.lives))
			why = whyFew(why, n)
		}
		d := Duration{
			N: s.N, Ended: s.Ended, Cut: s.N - s.Ended, Median: estimate(s.Median(), why),
			Mean: estimate(s.Restricted(k.limit), whyFew(why, n)), Up: Num(k.limit), Steps: []Step{},
		}
		for _, x := range s.Steps {
			d.Steps = append(d.Steps, Step{Num(x.Time), x.AtRisk, x.Ended, estimate(x.Share, why)})
		}
		out = append(out, d)
	}
	return out
}

// mostCloud is the most points that are shown one by one.
const mostCloud = 1000

// cloud tells the points that have no rows of their own; nil if they have.
func (g *gathering) cloud() *Cloud {
	if g.by == byPoint {
		return nil
	}
	c := &Cloud{Factors: g.read.factors, Metrics: []string{}, Points: []CloudPoint{}}
	for _, m := range g.read.measures {
		name := m.name
		if m.role != "" {
			name += "@" + m.role
		}
		c.Metrics = append(c.Metrics, name)
	}
	for _, at := range g.clouds {
		if len(c.Points) == mostCloud {
			c.Left++
			continue
		}
		c.Points = append(c.Points, g.cloudPoint(at))
	}
	return c
}

func (g *gathering) cloudPoint(at *point) CloudPoint {
	x := CloudPoint{Point: int(at.number), Failed: at.failed, Labels: append([]string{}, at.at...), At: []Num{}, Means: []Estimate{}}
	for _, v := range at.nums {
		x.At = append(x.At, Num(v))
	}
	for i := range g.read.measures {
		if i >= len(at.means) {
			x.Means = append(x.Means, estimate(stats.Interval{Value: math.NaN()}, WhyNone))
			continue
		}
		m, why := &at.means[i], Why("")
		switch x.N = max(x.N, m.N()); {
		case m.N() == 0:
			why = WhyNone
		case m.N() == 1:
			why = WhyOne
		case at.same:
			why = WhySame
		}
		e := m.MeanInterval(Level)
		if i < len(g.binary) && g.binary[i] && m.N() > 0 {
			e = stats.Wilson(int64(math.Round(m.Mean()*float64(m.N()))), m.N(), Level)
		}
		x.Means = append(x.Means, estimate(e, why))
	}
	return x
}

package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"demarche/engine/stats"
)

// compared is a contrast with what it has gathered. Runs are paired by
// replication: of two runs with the same one, and so the same luck, one stands
// where the contrast says and the other at its base; everything else is equal.
type compared struct {
	Contrast
	factors []string // of the tables
	within  []*answer
}

// answer is a contrast within one combination of levels.
type answer struct {
	name  string
	rests map[string]*sides
	order []string
}

// sides are the numbers of both sides, by replication, where all other factors are
// equal.
type sides struct {
	of, base map[int64]float64
	at       [2]*point // where they stand: of, base
}

// compare makes a contrast ready. Its factors must be those of the tables.
func (g *gathering) compare(c Contrast) (*compared, error) {
	for _, p := range slices.Concat(c.Of, c.Base) {
		if !slices.Contains(g.read.factors, p.Factor) {
			return nil, fmt.Errorf("contrast %s: the table of runs has no column factor_%s", c.ID, p.Factor)
		}
	}
	return &compared{Contrast: c, factors: g.read.factors}, nil
}

// exploratory are comparisons that nobody named beforehand: each level of each
// factor with the first, by these metrics.
func (g *gathering) exploratory(metrics []string) []Contrast {
	var out []Contrast
	for _, m := range metrics {
		metric, role, _ := strings.Cut(m, "@")
		for _, f := range g.plan.Factors {
			for i, l := range f.Levels {
				if i > 0 {
					out = append(out, Contrast{
						ID: m + ": " + f.ID + " = " + l, Metric: metric, Role: role,
						Of: []Pick{{f.ID, l}}, Base: []Pick{{f.ID, f.Levels[0]}},
					})
				}
			}
		}
	}
	return out
}

// side says on which side of the contrast a point stands: 1 of, -1 base, 0 none.
func (c *compared) side(at *point) int {
	stands := func(picks []Pick) bool {
		for _, p := range picks {
			if i := slices.Index(c.factors, p.Factor); i < 0 || plain(at.at[i]) != plain(p.Level) {
				return false
			}
		}
		return len(picks) > 0
	}
	switch {
	case stands(c.Of):
		return 1
	case stands(c.Base):
		return -1
	}
	return 0
}

// place finds where the numbers of a point belong; nil if it is on no side.
func (c *compared) place(at *point) (*sides, int) {
	side := c.side(at)
	if side == 0 {
		return nil, 0
	}
	var within, rest []string
	for i, id := range c.factors {
		switch {
		case slices.Contains(c.Within, id):
			within = append(within, id+" = "+at.at[i])
		case !slices.ContainsFunc(c.Of, func(p Pick) bool { return p.Factor == id }):
			rest = append(rest, at.at[i])
		}
	}
	a := c.answer(strings.Join(within, ", "))
	key := strings.Join(rest, "\x00")
	if a.rests[key] == nil {
		a.rests[key] = &sides{of: map[int64]float64{}, base: map[int64]float64{}}
		a.order = append(a.order, key)
	}
	s := a.rests[key]
	s.at[(1-side)/2] = at
	return s, side
}

func (c *compared) answer(name string) *answer {
	for _, a := range c.within {
		if a.name == name {
			return a
		}
	}
	a := &answer{name: name, rests: map[string]*sides{}}
	c.within = append(c.within, a)
	return a
}

// add puts in a run that did not fail.
func (c *compared) add(g *gathering, at *point, p *play) {
	x := math.NaN()
	if i, ok := g.read.index[measure{c.Metric, c.Role}]; ok && i < len(p.values) {
		x = p.values[i]
	}
	c.put(at, p.rep, x)
}

// miss puts in one that did.
func (c *compared) miss(at *point, p *play) { c.put(at, p.rep, math.NaN()) }

func (c *compared) put(at *point, rep int64, x float64) {
	s, side := c.place(at)
	switch side {
	case 1:
		s.of[rep] = x
	case -1:
		s.base[rep] = x
	}
}

// row answers within one combination. Each replication is one block: its
// difference is the mean over all pairs that differ in nothing else.
func (a *answer) row(single, same bool) ContrastRow {
	out := ContrastRow{Within: a.name}
	blocks := map[int64]*[3]float64{} // sums of both sides, and pairs
	for _, key := range a.order {
		s := a.rests[key]
		for rep, x := range s.of {
			base, ok := s.base[rep]
			if !ok {
				continue
			}
			if d := x - base; d != d || math.IsInf(d, 0) {
				out.Dropped++
				continue
			}
			if blocks[rep] == nil {
				blocks[rep] = &[3]float64{}
			}
			b := blocks[rep]
			b[0], b[1], b[2] = b[0]+x, b[1]+base, b[2]+1
			out.Pairs++
		}
	}
	var p stats.Paired
	for _, rep := range sortedKeys(blocks) {
		b := blocks[rep]
		p.Add(b[0]/b[2], b[1]/b[2])
	}
	return a.said(out, &p, single, same)
}

func (a *answer) said(out ContrastRow, p *stats.Paired, single, same bool) ContrastRow {
	why := Why("")
	switch {
	case p.N() == 0:
		why = WhyNone
	case single:
		why = WhyOne
	case same:
		why = WhySame
	case p.N() < 2:
		why = WhyFew
	}
	of, base := p.Means()
	out.Blocks, out.Of, out.Base = p.N(), Num(of), Num(base)
	out.Effect = estimate(p.Difference(Level), why)
	out.Equal, out.Gain = p.Same(), Num(p.Gain())
	if out.Effect.Why == "" && !out.Equal {
		out.Halve = stats.RunsToHalve(p.N())
	}
	return out
}

// answers says what the comparisons found.
func (g *gathering) answers(all []*compared) []ContrastOf {
	out := []ContrastOf{}
	for _, c := range all {
		o := ContrastOf{ID: c.ID, Metric: c.Metric, Role: c.Role, Title: g.title("role", c.Role), Of: picked(c.Of), Base: picked(c.Base), Rows: []ContrastRow{}}
		single, same := true, true
		for _, at := range g.points {
			if c.side(at) != 0 {
				single, same = single && at.n < 2, same && at.n > 1 && at.same
			}
		}
		for _, a := range c.within {
			o.Rows = append(o.Rows, a.row(single, same))
		}
		if g.plan.Design != "grid" {
			c.drawn(&o)
		}
		out = append(out, o)
	}
	return out
}

func picked(picks []Pick) string {
	var out []string
	for _, p := range picks {
		out = append(out, p.Factor+" = "+p.Level)
	}
	return strings.Join(out, ", ")
}

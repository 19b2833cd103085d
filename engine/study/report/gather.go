package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/stats"
)

// Ways to group runs.
const (
	byPoint = "point"
	byLevel = "level"
	byAll   = "all"
)

// mostPoints is the most points of which each has a row of its own.
const mostPoints = 40

// mostValues is the most different numbers of one metric in one group whose
// quantiles are exact.
const mostValues = 10000

// gathering puts runs together.
type gathering struct {
	plan    *Plan
	read    *reader
	by      string
	points  map[int64]*point
	groups  []*group
	levels  map[[2]string]*group
	named   []*compared
	explore []*compared
	clouds  []*point

	runs, failed int64
	failures     map[[2]string]*Failure
	order        [][2]string
	binary       []bool // by measure: no run has anything but 0 and 1
	curve        *stats.Forecasts
}

// point is one combination of levels.
type point struct {
	number int64
	at     []string // labels, by the reader's factors
	nums   []float64
	hash   string
	n      int64
	failed int64
	same   bool // all its runs so far
	groups []*group
	means  []stats.Moments // by measure; where points have no rows of their own
}

// group is the runs of one row of every table.
type group struct {
	name      string
	levels    map[string]string
	points    []*point
	n, failed int64
	cells     []*cell // by measure
	endings   map[string]int64
	endBlocks map[string]map[int64]int64
	lasted    stats.Durations
	lives     lives // only of groups of several points, as all that goes by replication
	limit     float64
	judge     judging
	offers    map[[2]string]*offers // by temptation and role
	climb     climbing
	blockRuns map[int64]int64
}

// cell is one measure in one group.
type cell struct {
	m       stats.Moments
	values  *stats.Tally
	missing int64
	hits    int64
	blocks  sums    // by replication; only of groups of several points
	spread  tallies // the same numbers for quantiles
}

// part is a sum of several numbers.
type part struct {
	sum float64
	n   int64
}

// Summarise reads the tables and says what they show. explore names metrics for
// which every level is compared with the first of its factor, marked as
// exploratory. tick, if not nil, is told of runs as they are read.
func Summarise(plan Plan, t Tables, explore []string, tick func(runs int64)) (s *Summary, err error) {
	r, err := newReader(t)
	if err != nil {
		return nil, err
	}
	defer func() { err = joinClose(err, r) }()
	g := &gathering{
		plan: &plan, read: r, points: map[int64]*point{}, levels: map[[2]string]*group{},
		failures: map[[2]string]*Failure{}, curve: stats.NewForecasts(10),
	}
	if err := g.ready(explore); err != nil {
		return nil, err
	}
	err = r.each(func(p *play) {
		g.add(p)
		if tick != nil {
			tick(1)
		}
	})
	if err != nil {
		return nil, err
	}
	return g.summary(), nil
}

// ready decides how runs are grouped, and what is compared.
func (g *gathering) ready(explore []string) error {
	if len(g.plan.Factors) == 0 {
		for _, id := range g.read.factors {
			g.plan.Factors = append(g.plan.Factors, Factor{ID: id})
		}
	}
	switch {
	case g.plan.Sampled():
		g.by = byAll
		g.groups = []*group{newGroup("", nil)}
	case g.plan.Points <= mostPoints:
		g.by = byPoint
	default:
		g.by = byLevel
		for _, f := range g.plan.Factors {
			for _, l := range f.Levels {
				g.level(f.ID, l)
			}
		}
	}
	for _, c := range g.plan.Contrasts {
		k, err := g.compare(c)
		if err != nil {
			return err
		}
		g.named = append(g.named, k)
	}
	for _, c := range g.exploratory(explore) {
		k, err := g.compare(c)
		if err != nil {
			return err
		}
		g.explore = append(g.explore, k)
	}
	return nil
}

// plain is a label that equal numbers share, however they are written.
func plain(label string) string {
	if x, err := strconv.ParseFloat(label, 64); err == nil {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return label
}

func newGroup(name string, levels map[string]string) *group {
	return &group{
		name: name, levels: levels, endings: map[string]int64{}, endBlocks: map[string]map[int64]int64{},
		offers: map[[2]string]*offers{}, blockRuns: map[int64]int64{},
	}
}

// level returns the group of a level of a factor.
func (g *gathering) level(factor, label string) *group {
	k := [2]string{factor, plain(label)}
	if g.levels[k] == nil {
		g.levels[k] = newGroup(factor+" = "+label, map[string]string{factor: label})
		g.groups = append(g.groups, g.levels[k])
	}
	return g.levels[k]
}

// add puts in one run.
func (g *gathering) add(p *play) {
	g.runs++
	at := g.pointOf(p)
	at.n++
	if at.n == 1 {
		at.hash, at.same = p.hash, true
	}
	at.same = at.same && at.hash == p.hash
	for len(g.binary) < len(g.read.measures) {
		g.binary = append(g.binary, true)
	}
	if !p.ok() {
		g.fail(p, at)
		return
	}
	for i, x := range p.values {
		if x == x && x != 0 && x != 1 || slices.Contains(counted, g.read.measures[i].name) {
			g.binary[i] = false
		}
	}
	for _, to := range at.groups {
		g.put(to, p)
	}
	for _, c := range slices.Concat(g.named, g.explore) {
		c.add(g, at, p)
	}
	if g.by != byPoint {
		at.cloud(p)
	}
	for _, b := range p.beliefs {
		g.curve.Add(b.share, b.so)
	}
	if g.plan.Points > 1 {
		g.curve.CloseIn(blockOf(p.rep))
	} else {
		g.curve.Close()
	}
}

// fail counts a run that failed. It is in no figure but the counts.
func (g *gathering) fail(p *play, at *point) {
	g.failed++
	at.failed++
	for _, to := range at.groups {
		to.failed++
	}
	for _, c := range slices.Concat(g.named, g.explore) {
		c.miss(at, p)
	}
	k := [2]string{p.status, p.fault}
	if g.failures[k] == nil {
		g.failures[k] = &Failure{Status: p.status, Fault: p.fault, First: p.run}
		g.order = append(g.order, k)
	}
	g.failures[k].N++
}

// pointOf finds the point of a run, or begins it.
func (g *gathering) pointOf(p *play) *point {
	if at := g.points[p.point]; at != nil {
		return at
	}
	at := &point{number: p.point}
	for _, v := range p.factors {
		at.at = append(at.at, text(v))
		at.nums = append(at.nums, number(v))
	}
	g.points[p.point] = at
	if g.by != byPoint {
		g.clouds = append(g.clouds, at)
	}
	switch g.by {
	case byAll:
		at.groups = g.groups
	case byPoint:
		levels, names := map[string]string{}, []string{}
		for i, id := range g.read.factors {
			levels[id] = at.at[i]
			names = append(names, id+" = "+at.at[i])
		}
		k := newGroup(strings.Join(names, ", "), levels)
		g.groups = append(g.groups, k)
		at.groups = []*group{k}
	default:
		for i, id := range g.read.factors {
			at.groups = append(at.groups, g.level(id, at.at[i]))
		}
	}
	for _, k := range at.groups {
		k.points = append(k.points, at)
	}
	return at
}

// put puts a run that did not fail into a group.
func (g *gathering) put(to *group, p *play) {
	to.n++
	blocks := g.by == byLevel
	for len(to.cells) < len(p.values) {
		c := &cell{values: stats.NewTally(mostValues)}
		c.missing = to.n - 1
		to.cells = append(to.cells, c)
	}
	for i, c := range to.cells {
		x := math.NaN()
		if i < len(p.values) {
			x = p.values[i]
		}
		if x != x || math.IsInf(x, 0) {
			c.missing++
			continue
		}
		c.m.Add(x)
		c.values.Add(x, uint64(p.run))
		if x == 1 {
			c.hits++
		}
		if blocks {
			c.blocks.add(p.rep, x)
			c.spread.add(p.rep, x, uint64(p.run))
		}
	}
	to.endings[p.ending]++
	if blocks {
		to.blockRuns[p.rep]++
		if to.endBlocks[p.ending] == nil {
			to.endBlocks[p.ending] = map[int64]int64{}
		}
		to.endBlocks[p.ending][p.rep]++
		to.lives.add(p.rep, p.turns, p.cut)
	}
	to.lasted.Add(p.turns, p.cut)
	to.limit = max(to.limit, p.turns)
	to.judge.add(p)
	g.offer(to, p)
	to.climb.add(p, g.facts(p))
}

// cloud keeps the means of a point that has no rows of its own.
func (at *point) cloud(p *play) {
	for len(at.means) < len(p.values) {
		at.means = append(at.means, stats.Moments{})
	}
	for i, x := range p.values {
		if x == x && !math.IsInf(x, 0) {
			at.means[i].Add(x)
		}
	}
}

// facts returns what is known of the game that a run is of.
func (g *gathering) facts(p *play) *Facts {
	if len(g.plan.Games) == 0 {
		return nil
	}
	if i := slices.Index(g.read.factors, "scenario"); i >= 0 {
		for j := range g.plan.Games {
			if g.plan.Games[j].Scenario == text(p.factors[i]) {
				return &g.plan.Games[j]
			}
		}
	}
	return &g.plan.Games[0]
}

// same reports whether nothing in a group was left to luck: each of its points was
// played several times, and all its runs are the same.
func (k *group) same() bool {
	for _, at := range k.points {
		if at.n < 2 || !at.same {
			return false
		}
	}
	return len(k.points) > 0
}

// single reports whether each point was played once.
func (k *group) single() bool {
	return !slices.ContainsFunc(k.points, func(at *point) bool { return at.n > 1 })
}

// why says why the figures of a group have no interval; "" if they have one.
func (g *gathering) why(k *group) Why {
	switch {
	case k.n == 0:
		return WhyNone
	case g.by == byAll:
		return WhySampled
	case k.single():
		return WhyOne
	case k.same():
		return WhySame
	}
	return ""
}

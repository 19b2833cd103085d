package report

import "demarche/engine/stats"

// Runs of several points share the luck of their replication, so what is told of
// them together goes by replications: runs of one are one block.

// mostBlocks is the most blocks of figures that must be told again without each; of
// more replications every hundredth falls into one.
const mostBlocks = 100

func blockOf(rep int64) int64 { return rep % mostBlocks }

// sums are means by replication.
type sums map[int64]*part

func (s *sums) add(rep int64, x float64) {
	if *s == nil {
		*s = sums{}
	}
	if (*s)[rep] == nil {
		(*s)[rep] = &part{}
	}
	(*s)[rep].sum += x
	(*s)[rep].n++
}

// shares are hits among things by replication.
type shares map[int64]*[2]int64

func (s *shares) add(rep, hits, n int64) {
	if *s == nil {
		*s = shares{}
	}
	if (*s)[rep] == nil {
		(*s)[rep] = &[2]int64{}
	}
	(*s)[rep][0] += hits
	(*s)[rep][1] += n
}

// ratio is the share with its interval by replications.
func (s shares) ratio() stats.Ratio {
	var r stats.Ratio
	for _, rep := range sortedKeys(s) {
		r.Add(s[rep][0], s[rep][1])
	}
	return r
}

// tallies are the numbers of a measure by block.
type tallies map[int64]*stats.Tally

func (t *tallies) add(rep int64, x float64, run uint64) {
	if *t == nil {
		*t = tallies{}
	}
	b := blockOf(rep)
	if (*t)[b] == nil {
		(*t)[b] = stats.NewTally(mostValues / mostBlocks)
	}
	(*t)[b].Add(x, run)
}

// quantile is a quantile of them with its interval by blocks.
func (t tallies) quantile(q float64) stats.Interval {
	var all [][]float64
	for _, b := range sortedKeys(t) {
		all = append(all, t[b].Sorted())
	}
	return stats.QuantileOfBlocks(all, q, Level)
}

// lives are durations by block.
type lives map[int64]*stats.Durations

func (l *lives) add(rep int64, turns float64, cut bool) {
	if *l == nil {
		*l = lives{}
	}
	b := blockOf(rep)
	if (*l)[b] == nil {
		(*l)[b] = &stats.Durations{}
	}
	(*l)[b].Add(turns, cut)
}

func (l lives) survival() stats.Survival {
	var all []stats.Durations
	for _, b := range sortedKeys(l) {
		all = append(all, *l[b])
	}
	return stats.SurvivalOfBlocks(all, Level)
}

// pair is what came of two ways by block.
type pair struct{ twin, took stats.Moments }

type pairs map[int64]*pair

func (p *pairs) block(rep int64) *pair {
	if *p == nil {
		*p = pairs{}
	}
	b := blockOf(rep)
	if (*p)[b] == nil {
		(*p)[b] = &pair{}
	}
	return (*p)[b]
}

// difference is the mean of the one less that of the other, with its interval by
// blocks.
func (p pairs) difference() stats.Interval {
	blocks := sortedKeys(p)
	apart := func(without int64) float64 {
		var twin, took stats.Moments
		for _, b := range blocks {
			if b != without {
				twin.Join(p[b].twin)
				took.Join(p[b].took)
			}
		}
		return twin.Mean() - took.Mean()
	}
	var rest []float64
	for _, b := range blocks {
		rest = append(rest, apart(b))
	}
	return stats.Jackknife(apart(-1), rest, Level)
}

package report

import (
	"math"

	"demarche/engine/stats"
)

// judging is how well the roles of a group judged who did it. The unit is the run:
// the mean over its roles and attacks.
type judging struct {
	brier  stats.Moments
	n      int64 // judgements
	wrong  stats.Ratio
	scores sums // the same by replication
	errors shares
}

func (j *judging) add(p *play) {
	sum, n, wrong := 0.0, int64(0), int64(0)
	for _, s := range p.roles {
		if s.judged > 0 && s.brier == s.brier {
			sum += s.brier * float64(s.judged)
			n += s.judged
			wrong += s.wrong
		}
	}
	if n == 0 {
		return
	}
	j.brier.Add(sum / float64(n))
	j.n += n
	j.wrong.Add(wrong, n)
	j.scores.add(p.rep, sum/float64(n))
	j.errors.add(p.rep, wrong, n)
}

// row tells it; blocks says that intervals go by replications.
func (j *judging) row(why Why, blocks bool) BeliefRow {
	if j.brier.N() == 0 {
		why = WhyNone
	}
	runs, _, wrong := j.wrong.Counts()
	out := BeliefRow{N: runs, Judged: j.n, Wrong: wrong}
	if blocks {
		n, errors := int64(len(j.scores)), j.errors.ratio()
		out.Brier = estimate(blockMean(j.scores, false), whyFew(why, n))
		out.Misattributed = estimate(errors.Share(Level), whyFew(why, n))
		return out
	}
	out.Brier = estimate(j.brier.MeanInterval(Level), whyFew(why, j.brier.N()))
	out.Misattributed = estimate(j.wrong.Share(Level), whyFew(why, runs))
	return out
}

// whyFew adds that one run has no interval.
func whyFew(why Why, n int64) Why {
	if why == "" && n < 2 {
		return WhyFew
	}
	return why
}

// beliefs says how well roles judged.
func (g *gathering) beliefs() Beliefs {
	out := Beliefs{Rows: []BeliefRow{}, Curve: []CurvePoint{}}
	if g.read.roles == nil || !has(g.read.roles, "brier") {
		out.Missing = "role_runs"
		return out
	}
	for _, k := range g.groups {
		out.Rows = append(out.Rows, k.judge.row(g.why(k), g.by == byLevel))
	}
	why := g.whyAll()
	for _, b := range g.curve.Curve(Level) {
		out.Curve = append(out.Curve, CurvePoint{Num(b.Lo), Num(b.Hi), b.N, b.Runs, Num(b.Mean), estimate(b.Came, why)})
	}
	if b := g.curve.Brier(); b.N > 0 {
		out.Parts = &Parts{b.N, Num(b.Score), Num(b.Reliability), Num(b.Resolution), Num(b.Uncertainty), Num(b.Within)}
	}
	return out
}

func has(r *reading, column string) bool {
	_, ok := r.at[column]
	return ok
}

// whyAll is [gathering.why] of all runs of the study together.
func (g *gathering) whyAll() Why {
	all := group{n: g.runs - g.failed}
	for _, number := range sortedKeys(g.points) {
		all.points = append(all.points, g.points[number])
	}
	return g.why(&all)
}

// offers is what became of one temptation of one role in a group.
type offers struct {
	id, role                string
	offered, taken, lawful  int64
	tookReturn, twinReturns stats.Moments
	returns                 string
	takers                  shares // by replication
	ways                    pairs
}

// offer puts the temptations of a run into a group.
func (g *gathering) offer(to *group, p *play) {
	for _, s := range p.roles {
		for _, id := range g.read.tempting {
			t, ok := s.temptations[id]
			if !ok || !t.offered {
				continue
			}
			k := [2]string{id, s.role}
			o := to.offers[k]
			if o == nil {
				o = &offers{id: id, role: s.role}
				to.offers[k] = o
			}
			o.add(t, g.returned(p, s.role, o), p.rep)
		}
	}
}

// returned is the reward of a role in a run; NaN if its game has none.
func (g *gathering) returned(p *play, role string, o *offers) float64 {
	f := g.facts(p)
	if f == nil || f.Returns == "" {
		return math.NaN()
	}
	o.returns = f.Returns
	if i, ok := g.read.index[measure{f.Returns, role}]; ok && i < len(p.values) {
		return p.values[i]
	}
	return math.NaN()
}

func (o *offers) add(t tempted, returned float64, rep int64) {
	o.offered++
	o.takers.add(rep, int64(min(t.taken, 1)), 1)
	told := returned == returned && !math.IsInf(returned, 0)
	switch {
	case t.taken > 0:
		o.taken++
		if told {
			o.tookReturn.Add(returned)
			o.ways.block(rep).took.Add(returned)
		}
	case t.twin > 0:
		o.lawful++
		if told {
			o.twinReturns.Add(returned)
			o.ways.block(rep).twin.Add(returned)
		}
	}
}

// temptations says what was offered and taken.
func (g *gathering) temptations() Temptations {
	out := Temptations{Rows: []TemptationRow{}}
	if g.read.roles == nil || !has(g.read.roles, "brier") {
		out.Missing = "role_runs"
		return out
	}
	for i, k := range g.groups {
		for _, key := range sortedPairs(k.offers) {
			out.Rows = append(out.Rows, g.tempted(i, k, k.offers[key]))
		}
	}
	return out
}

func (g *gathering) tempted(i int, k *group, o *offers) TemptationRow {
	why, share, regret := g.why(k), stats.Wilson(o.taken, o.offered, Level), stats.Welch(&o.twinReturns, &o.tookReturn, Level)
	if g.by == byLevel {
		takers := o.takers.ratio()
		share, regret = takers.Share(Level), o.ways.difference()
		why = whyFew(why, int64(len(o.takers)))
	}
	row := TemptationRow{
		Group: i, ID: o.id, Title: o.id, Role: o.role, Who: g.title("role", o.role), N: k.n,
		Offered: o.offered, Taken: o.taken, Lawful: o.lawful, Returns: o.returns,
		Share:    estimate(share, why),
		TookMean: Num(o.tookReturn.Mean()), TwinMean: Num(o.twinReturns.Mean()),
	}
	for _, f := range g.plan.Games {
		if a, ok := f.Actions[o.id]; ok {
			row.Title, row.Instead, row.Twin = a.Title, a.Instead, f.Actions[a.Instead].Title
			break
		}
	}
	switch {
	case o.tookReturn.N() == 0 || o.twinReturns.N() == 0:
		row.Regret = estimate(stats.Interval{Value: math.NaN()}, WhyNone)
	case why == "" && !regret.Known():
		row.Regret = estimate(regret, WhyFew)
	default:
		row.Regret = estimate(regret, why)
	}
	return row
}

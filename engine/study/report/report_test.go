package report

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/stats"
)

// made is a study made for a test: a function gives each run's cells.
type made struct {
	plan    Plan
	columns string // of runs, beside those that every study has
	cells   func(point, rep int) string
	status  func(point, rep int) string
	hash    func(point, rep int) string
	turns   func(point, rep int) (turns int, cut bool)
	more    map[string]string // other tables
}

func (m made) summary(t *testing.T, explore ...string) *Summary {
	t.Helper()
	var b strings.Builder
	b.WriteString("study,point,replication,run,seed,play,truncated,terminated,turns_played,status,fault,ending")
	if m.columns != "" {
		b.WriteString("," + m.columns)
	}
	b.WriteString("\n")
	for p := range m.plan.Points {
		for r := range m.plan.Replications {
			run := p*m.plan.Replications + r
			status, hash, turns, cut := "ok", fmt.Sprint("h", run), 10, true
			if m.status != nil {
				status = m.status(p, r)
			}
			if m.hash != nil {
				hash = m.hash(p, r)
			}
			if m.turns != nil {
				turns, cut = m.turns(p, r)
			}
			fault, ending := "", ""
			if status != "ok" {
				fault = "blue.toml:3: it broke"
			}
			if !cut {
				ending = "peace"
			}
			fmt.Fprintf(&b, "s,%d,%d,%d,7,%s,%v,%v,%d,%s,%s,%s", p, r, run, hash, cut, !cut, turns, status, fault, ending)
			if m.columns != "" {
				b.WriteString("," + m.cells(p, r))
			}
			b.WriteString("\n")
		}
	}
	files := fstest.MapFS{"runs.csv": {Data: []byte(b.String())}}
	for name, text := range m.more {
		files[name+".csv"] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := Summarise(m.plan, CSV{files}, explore, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// luck is a number that belongs to a replication, whatever the point.
func luck(rep int) float64 {
	return chance.Luck{Seed: chance.Seed(rep)}.Unit(chance.Name("test", "luck"), 0, 0)
}

func own(point, rep int) float64 {
	return chance.Luck{Seed: chance.Seed(rep)}.Unit(chance.Name("test", "own"), uint32(point), 0)
}

func metric(t *testing.T, s *Summary, id, role string) Metric {
	t.Helper()
	for _, m := range s.Metrics {
		if m.ID == id && m.Role == role {
			return m
		}
	}
	t.Fatalf("no metric %s@%s", id, role)
	return Metric{}
}

func near(t *testing.T, what string, got Num, want, within float64) {
	t.Helper()
	if !(math.Abs(float64(got)-want) <= within) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// twoByTwo is a study of two policies in two moods with 50 replications.
var twoByTwo = Plan{
	Study: "s", Points: 4, Replications: 50, Design: "grid",
	Factors: []Factor{{"policy", []string{"dove", "hawk"}}, {"mood", []string{"calm", "tense"}}},
}

func twoByTwoCells(p, r int) string {
	return fmt.Sprintf("%s,%s,%g", twoByTwo.Factors[0].Levels[p/2], twoByTwo.Factors[1].Levels[p%2], harm(p, r))
}

// harm is 10 times the luck of the replication, 3 more under a hawk, 1 more in a
// tense mood, and something of its own.
func harm(p, r int) float64 {
	return 10*luck(r) + 3*float64(p/2) + float64(p%2) + own(p, r)/2
}

const twoByTwoColumns = "factor_policy,factor_mood,metric_harm"

// 1. The unit is the run, never a turn of a role: a row's n is its runs, and the
// interval is no narrower when runs hold more turns and moves.
func TestTheUnitIsTheRun(t *testing.T) {
	game := Facts{Ladder: true, Rungs: make([]string, 10), Seats: []string{"host", "guest"}, Actions: map[string]Action{"scold": {Rung: 1}, "strike": {Rung: 6}}}
	scores := func(times int) (*Summary, EscalationRow) {
		moves := strings.Builder{}
		moves.WriteString("run,turn,role,action,choice,status\n")
		for run := range 20 {
			action := "scold"
			if run%2 == 1 {
				action = "strike"
			}
			for turn := 1; turn <= 10*times; turn++ {
				for _, role := range game.Seats {
					fmt.Fprintf(&moves, "%d,%d,%s,%s,,ok\n", run, turn, role, action)
				}
			}
		}
		m := made{plan: Plan{Points: 1, Replications: 20, Games: []Facts{game}}, more: map[string]string{"moves": moves.String()}, turns: func(int, int) (int, bool) { return 10 * times, true }}
		s := m.summary(t)
		return s, s.Escalation.Rows[0]
	}
	_, short := scores(1)
	_, long := scores(5)
	if short.N != 20 || long.N != 20 {
		t.Errorf("n %d and %d, want 20 runs", short.N, long.N)
	}
	near(t, "score", short.Score.Value, 16, 1e-12)
	half := stats.T(0.95, 19) * 12 * math.Sqrt(20.0/19) / math.Sqrt(20)
	near(t, "half width of ten turns", (short.Score.Hi-short.Score.Lo)/2, half, 1e-9)
	near(t, "half width of fifty turns", (long.Score.Hi-long.Score.Lo)/2, half, 1e-9)
	if short.Narrow < 15 || long.Narrow < 80 {
		t.Errorf("roles and turns taken one by one would do: effects %v and %v", short.Narrow, long.Narrow)
	}
}

// 2. Contrasts pair by replication: the luck that both sides share is taken out.
func TestContrastsPairByReplication(t *testing.T) {
	plan := twoByTwo
	plan.Contrasts = []Contrast{
		{ID: "hawks", Metric: "harm", Of: []Pick{{"policy", "hawk"}}, Base: []Pick{{"policy", "dove"}}},
		{ID: "moods", Metric: "harm", Of: []Pick{{"policy", "hawk"}}, Base: []Pick{{"policy", "dove"}}, Within: []string{"mood"}},
	}
	s := made{plan: plan, columns: twoByTwoColumns, cells: twoByTwoCells}.summary(t)
	row := s.Contrasts[0].Rows[0]
	var want, unpaired stats.Moments
	for r := range 50 {
		want.Add((harm(2, r) + harm(3, r) - harm(0, r) - harm(1, r)) / 2)
		unpaired.Add(harm(2, r))
	}
	i := want.MeanInterval(0.95)
	near(t, "effect", row.Effect.Value, i.Value, 1e-9)
	near(t, "lower", row.Effect.Lo, i.Lo, 1e-9)
	near(t, "upper", row.Effect.Hi, i.Hi, 1e-9)
	if row.Blocks != 50 || row.Pairs != 100 || row.Effect.Lo < 2.8 || row.Effect.Hi > 3.2 || row.Gain < 50 {
		t.Errorf("%+v", row)
	}
	if len(s.Contrasts[1].Rows) != 2 || s.Contrasts[1].Rows[1].Within != "mood = tense" || s.Contrasts[1].Rows[1].Pairs != 50 {
		t.Errorf("within moods: %+v", s.Contrasts[1].Rows)
	}
}

// 2. Points share luck: a row about several points goes by replications, whose
// means hold what the points have in common, not by all runs.
func TestPointsShareLuck(t *testing.T) {
	plan := Plan{Points: 60, Replications: 30, Design: "grid", Factors: []Factor{{"a", []string{"0", "1"}}, {"b", nil}}}
	for i := range 30 {
		plan.Factors[1].Levels = append(plan.Factors[1].Levels, fmt.Sprint(i))
	}
	s := made{plan: plan, columns: "factor_a,factor_b,metric_harm", cells: func(p, r int) string {
		return fmt.Sprintf("%d,%d,%g", p/30, p%30, 10*luck(r)+own(p, r))
	}}.summary(t)
	if s.By != "level" || len(s.Groups) != 32 || s.Groups[0].Name != "a = 0" || s.Groups[0].Points != 30 || s.Groups[0].N != 900 {
		t.Fatalf("by %s, %d groups, %+v", s.By, len(s.Groups), s.Groups[0])
	}
	row := metric(t, s, "harm", "").Rows[0]
	var all stats.Moments
	for r := range 30 {
		all.Add(10 * luck(r))
	}
	if row.Blocks != 30 || row.N != 900 {
		t.Errorf("it rests on %d blocks of %d runs", row.Blocks, row.N)
	}
	near(t, "half width", (row.Mean.Hi-row.Mean.Lo)/2, all.MeanInterval(0.95).Half(), 0.05)
	if half := float64(row.Median.Hi-row.Median.Lo) / 2; row.Median.Why != "" || !(half > 0.5*all.MeanInterval(0.95).Half()) || half > 3 {
		t.Errorf("the median of 900 runs with the luck of 30: %+v", row.Median)
	}
	// The points themselves can still be looked at, by the labels of their levels.
	i := indexOf(s.Cloud.Metrics, "harm")
	if p := s.Cloud.Points[31]; len(s.Cloud.Points) != 60 || strings.Join(p.Labels, " ") != "1 1" || p.N != 30 || p.Means[i].Why != "" {
		t.Errorf("%d points, %+v", len(s.Cloud.Points), p)
	}
	if last := s.Metrics[len(s.Metrics)-1].ID; last != "turns_played" {
		t.Errorf("the last measure is %s, not a count", last)
	}
}

// What is told of many points together has an interval by replications, whatever it
// is: here all runs of a replication are the same at every point, so that there is as
// much to tell as from one run of each.
func TestEveryFigureOfManyPointsGoesByReplications(t *testing.T) {
	const points, reps = 60, 25
	plan := Plan{Points: points, Replications: reps, Design: "grid", Factors: []Factor{{ID: "a"}}}
	var roles strings.Builder
	roles.WriteString("run,role,judged,brier,misattributed,offered_hack,taken_hack,instead_hack,metric_pay\n")
	var brier, turns, took, twin stats.Moments
	var wrong, taken stats.Ratio
	for p := range points {
		plan.Factors[0].Levels = append(plan.Factors[0].Levels, fmt.Sprint(p))
		for r := range reps {
			x := luck(r)
			hack, lawful := r%3 == 0, r%3 != 0
			fmt.Fprintf(&roles, "%d,host,2,%g,%d,true,%d,%d,%g\n", p*reps+r, x, r%2, count(hack), count(lawful), 5*x)
			if p > 0 {
				continue
			}
			brier.Add(x)
			turns.Add(math.Ceil(10 * x))
			wrong.Add(int64(r%2), 2)
			taken.Add(int64(count(hack)), 1)
			if hack {
				took.Add(5 * x)
			} else {
				twin.Add(5 * x)
			}
		}
	}
	plan.Games = []Facts{{Returns: "pay", Seats: []string{"host"}}}
	s := made{
		plan: plan, columns: "factor_a", more: map[string]string{"role_runs": roles.String()},
		cells: func(p, _ int) string { return fmt.Sprint(p) },
		turns: func(_, r int) (int, bool) { return int(math.Ceil(10 * luck(r))), false },
		hash:  func(p, r int) string { return fmt.Sprint(p, r) },
	}.summary(t)
	same := func(what string, got Estimate, want stats.Interval) {
		t.Helper()
		if got.Why != "" {
			t.Errorf("%s has no interval: %s", what, got.Why)
		}
		near(t, what, got.Value, want.Value, 1e-9)
		near(t, what+", lower", got.Lo, want.Lo, 1e-9)
		near(t, what+", upper", got.Hi, want.Hi, 1e-9)
	}
	if s.By != "level" || len(s.Groups) != points {
		t.Fatalf("by %s, %d groups", s.By, len(s.Groups))
	}
	same("brier", s.Beliefs.Rows[7].Brier, brier.MeanInterval(0.95))
	same("misattributed", s.Beliefs.Rows[7].Misattributed, wrong.Share(0.95))
	same("duration", s.Durations[7].Mean, turns.MeanInterval(0.95))
	if m := s.Durations[7].Median; m.Why != "" || !(m.Lo <= m.Value && m.Value <= m.Hi && m.Lo < m.Hi) {
		t.Errorf("median of durations: %+v", m)
	}
	x := s.Temptations.Rows[7]
	same("taken", x.Share, taken.Share(0.95))
	welch := stats.Welch(&twin, &took, 0.95)
	if x.Regret.Why != "" {
		t.Errorf("regret has no interval: %s", x.Regret.Why)
	}
	near(t, "regret", x.Regret.Value, welch.Value, 1e-9)
	near(t, "half width of regret", (x.Regret.Hi-x.Regret.Lo)/2, welch.Half(), 0.2*welch.Half())
}

func count(so bool) int {
	if so {
		return 1
	}
	return 0
}

// 3. A share has Wilson's interval, and 0 of n an upper limit.
func TestNoneOfManyHasAnUpperLimit(t *testing.T) {
	s := made{plan: Plan{Points: 1, Replications: 200}, columns: "metric_war", cells: func(int, int) string { return "0" }}.summary(t)
	m := metric(t, s, "war", "")
	row := m.Rows[0]
	if !m.Share || row.Hits != 0 || row.N != 200 {
		t.Fatalf("%+v", m)
	}
	near(t, "upper limit", row.Mean.Hi, stats.Wilson(0, 200, 0.95).Hi, 1e-12)
	if row.Mean.Lo != 0 || row.Mean.Hi < 0.01 {
		t.Errorf("%+v", row.Mean)
	}
}

// 3. A mean has Student's interval with n runs; quantiles that of order statistics.
func TestMeansAndQuantilesHaveTheirIntervals(t *testing.T) {
	s := made{plan: Plan{Points: 1, Replications: 100}, columns: "metric_harm", cells: func(_, r int) string { return fmt.Sprint(r + 1) }}.summary(t)
	row := metric(t, s, "harm", "").Rows[0]
	half := stats.T(0.95, 99) * math.Sqrt(100*101/12.0) / 10
	near(t, "mean", row.Mean.Value, 50.5, 1e-12)
	near(t, "half width", (row.Mean.Hi-row.Mean.Lo)/2, half, 1e-9)
	near(t, "median", row.Median.Value, 50.5, 0)
	near(t, "median, lower", row.Median.Lo, 40, 0)
	near(t, "median, upper", row.Median.Hi, 61, 0)
	few := made{plan: Plan{Points: 1, Replications: 5}, columns: "metric_harm", cells: func(_, r int) string { return fmt.Sprint(r + 2) }}.summary(t)
	if m := metric(t, few, "harm", "").Rows[0].Median; !math.IsInf(float64(m.Lo), -1) || !math.IsInf(float64(m.Hi), 1) {
		t.Errorf("five runs bound a median: %+v", m)
	}
}

// 3. Durations are Kaplan and Meier's: the turn limit cuts them off and does not
// end them.
func TestTheTurnLimitCensors(t *testing.T) {
	s := made{plan: Plan{Points: 1, Replications: 40}, turns: func(_, r int) (int, bool) {
		if r < 10 {
			return 4, false
		}
		return 12, true
	}}.summary(t)
	d := s.Durations[0]
	if d.N != 40 || d.Ended != 10 || d.Cut != 30 || len(d.Steps) != 1 || d.Steps[0].AtRisk != 40 {
		t.Fatalf("%+v", d)
	}
	near(t, "share that goes on", d.Steps[0].Share.Value, 0.75, 1e-12)
	if !math.IsInf(float64(d.Median.Value), 1) {
		t.Errorf("half of the runs have ended by turn %v", d.Median.Value)
	}
	near(t, "mean up to the limit", d.Mean.Value, 4+0.75*8, 1e-12)
}

// 4. Every row says its n, how many failed, and why; a failed run is in no figure.
func TestFailedRunsAreCountedAndLeftOut(t *testing.T) {
	plan := twoByTwo
	plan.Contrasts = []Contrast{{ID: "hawks", Metric: "harm", Of: []Pick{{"policy", "hawk"}}, Base: []Pick{{"policy", "dove"}}}}
	s := made{plan: plan, columns: twoByTwoColumns, cells: func(p, r int) string {
		if p == 1 && r < 5 {
			return "dove,tense,"
		}
		return twoByTwoCells(p, r)
	}, status: func(p, r int) string {
		if p == 1 && r < 5 {
			return "crashed"
		}
		return "ok"
	}}.summary(t)
	if s.Runs != 200 || s.Failed != 5 || len(s.Failures) != 1 || s.Failures[0] != (Failure{"crashed", "blue.toml:3: it broke", 5, 50}) {
		t.Errorf("%d runs, %d failed: %+v", s.Runs, s.Failed, s.Failures)
	}
	if g := s.Groups[1]; g.N != 45 || g.Failed != 5 {
		t.Errorf("%+v", g)
	}
	if row := metric(t, s, "harm", "").Rows[1]; row.N != 45 {
		t.Errorf("%+v", row)
	}
	if row := s.Contrasts[0].Rows[0]; row.Dropped != 5 || row.Pairs != 95 || row.Blocks != 50 {
		t.Errorf("%+v", row)
	}
	if s.Endings[0].Rows[1].N != 45 || s.Durations[1].N != 45 {
		t.Errorf("failed runs ended: %+v, %+v", s.Endings[0].Rows[1], s.Durations[1])
	}
}

// 5. No p-values, no stars: effect, interval, and how many runs would halve it.
func TestNoPValuesNoStars(t *testing.T) {
	plan := twoByTwo
	plan.Contrasts = []Contrast{{ID: "hawks", Metric: "harm", Of: []Pick{{"policy", "hawk"}}, Base: []Pick{{"policy", "dove"}}}}
	s := made{plan: plan, columns: twoByTwoColumns, cells: twoByTwoCells}.summary(t, "harm")
	if s.Contrasts[0].Rows[0].Halve != 150 || metric(t, s, "harm", "").Rows[0].Halve != 150 {
		t.Errorf("150 runs more would halve it: %+v", s.Contrasts[0].Rows[0])
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"p_value", "pvalue", "\"p\"", "signif", "*"} {
		if strings.Contains(strings.ToLower(string(text)), never) {
			t.Errorf("the summary says %q", never)
		}
	}
}

// 6. Points of a sampled design are not replications: what lies between them is
// the design's own spread and no error.
func TestSampledPointsAreNotReplications(t *testing.T) {
	cells := func(p, r int) string { return fmt.Sprintf("%g,%g", float64(p)/40, float64(p)+luck(r)) }
	for _, design := range []string{"lhs", "halton"} {
		s := made{plan: Plan{Points: 40, Replications: 1, Design: design, Factors: []Factor{{ID: "x"}}}, columns: "factor_x,metric_harm", cells: cells}.summary(t)
		row := metric(t, s, "harm", "").Rows[0]
		if s.By != "all" || len(s.Groups) != 1 || row.Mean.Why != WhySampled || !math.IsNaN(float64(row.Mean.Lo)) || row.Halve != 0 || row.Median.Why != WhySampled {
			t.Errorf("%s: %+v", design, row)
		}
		if s.Endings[0].Rows[0].Share.Why != WhySampled || s.Durations[0].Mean.Why != WhySampled {
			t.Errorf("%s: endings and durations have intervals", design)
		}
		if len(s.Cloud.Points) != 40 || s.Cloud.Points[3].Means[0].Why != WhyOne {
			t.Errorf("%s: %+v", design, s.Cloud.Points[3])
		}
		three := made{plan: Plan{Points: 40, Replications: 3, Design: design, Factors: []Factor{{ID: "x"}}}, columns: "factor_x,metric_harm", cells: cells}.summary(t)
		i := indexOf(three.Cloud.Metrics, "harm")
		if p := three.Cloud.Points[3]; p.N != 3 || p.Means[i].Why != "" || !(p.Means[i].Hi > p.Means[i].Lo) {
			t.Errorf("%s: the replications of a point have no interval: %+v", design, p)
		}
	}
}

func indexOf(all []string, x string) int {
	for i := range all {
		if all[i] == x {
			return i
		}
	}
	return -1
}

// 7. What has no luck in it has no interval, and neither has a single run.
func TestDeterministicPointsHaveNoInterval(t *testing.T) {
	plan := Plan{Points: 2, Replications: 30, Design: "grid", Factors: []Factor{{"policy", []string{"hold", "random"}}}}
	s := made{plan: plan, columns: "factor_policy,metric_war,metric_harm", cells: func(p, r int) string {
		return fmt.Sprintf("%s,0,%g", plan.Factors[0].Levels[p], 4+own(p, r)*float64(p))
	}, hash: func(p, r int) string { return fmt.Sprint("h", p*r) }}.summary(t)
	for _, id := range []string{"war", "harm"} {
		m := metric(t, s, id, "")
		if m.Rows[0].Mean.Why != WhySame || !math.IsNaN(float64(m.Rows[0].Mean.Hi)) || m.Rows[1].Mean.Why != "" {
			t.Errorf("%s: %+v and %+v", id, m.Rows[0].Mean, m.Rows[1].Mean)
		}
	}
	if !s.Groups[0].Same || s.Groups[1].Same || s.Endings[0].Rows[0].Share.Why != WhySame || s.Durations[0].Mean.Why != WhySame {
		t.Errorf("%+v", s.Groups)
	}
	plan.Replications = 1
	plan.Contrasts = []Contrast{{ID: "c", Metric: "harm", Of: []Pick{{"policy", "random"}}, Base: []Pick{{"policy", "hold"}}}}
	one := made{plan: plan, columns: "factor_policy,metric_war,metric_harm", cells: func(p, r int) string { return plan.Factors[0].Levels[p] + ",0,1" }}.summary(t)
	if x := metric(t, one, "war", "").Rows[0].Mean; x.Why != WhyOne {
		t.Errorf("one run has an interval: %+v", x)
	}
	if x := one.Contrasts[0].Rows[0]; x.Effect.Why != WhyOne || !x.Equal {
		t.Errorf("one pair has an interval: %+v", x)
	}
}

// 8. Only contrasts named in the study file are findings; what somebody looks for
// later stands apart.
func TestOnlyNamedContrastsAreFindings(t *testing.T) {
	plan := twoByTwo
	plan.Contrasts = []Contrast{{ID: "hawks", Metric: "harm", Of: []Pick{{"policy", "hawk"}}, Base: []Pick{{"policy", "dove"}}}}
	quiet := made{plan: plan, columns: twoByTwoColumns, cells: twoByTwoCells}.summary(t)
	if len(quiet.Contrasts) != 1 || len(quiet.Exploratory) != 0 {
		t.Errorf("%d contrasts, %d exploratory", len(quiet.Contrasts), len(quiet.Exploratory))
	}
	s := made{plan: plan, columns: twoByTwoColumns, cells: twoByTwoCells}.summary(t, "harm")
	if len(s.Contrasts) != 1 || len(s.Exploratory) != 2 || s.Exploratory[1].Of != "mood = tense" || s.Exploratory[1].Base != "mood = calm" {
		t.Errorf("%+v", s.Exploratory)
	}
	near(t, "mood", s.Exploratory[1].Rows[0].Effect.Value, 1, 0.1)
}

const roleRuns = `run,role,policy,metric_gain,judged,brier,misattributed,offered_strike,taken_strike,instead_strike,acts_deescalating,acts_status_quo,acts_posture,acts_e3_e5,acts_e6_e8,acts_e9
`

// 9. Brier score, misattribution, temptations offered and taken with regret, and
// the escalation score are always told, from tables that every study keeps.
func TestJudgementTemptationAndEscalationAreAlwaysTold(t *testing.T) {
	game := Facts{
		Ladder: true, Rungs: make([]string, 10), Seats: []string{"host"}, Returns: "gain",
		Actions: map[string]Action{"strike": {Title: "Strike back", Temptation: true, Instead: "ask"}, "ask": {Title: "Ask the police"}},
	}
	text := strings.Builder{}
	text.WriteString(roleRuns)
	for run := range 40 {
		// Half strike and gain 2 or 3, half ask and gain 4 or 5; the last was not offered it.
		taken, twin, gain := run%2, 1-run%2, 4+run/2%2-2*(run%2)
		offered := 3
		if run == 39 {
			offered, taken = 0, 0
		}
		fmt.Fprintf(&text, "%d,host,random,%d,2,0.5,%d,%d,%d,%d,1,2,3,4,5,0\n", run, gain, run%2, offered, taken, twin)
	}
	s := made{plan: Plan{Points: 1, Replications: 40, Games: []Facts{game}}, more: map[string]string{"role_runs": text.String()}}.summary(t)
	b := s.Beliefs.Rows[0]
	if b.N != 40 || b.Judged != 80 || b.Wrong != 20 {
		t.Errorf("%+v", b)
	}
	near(t, "Brier", b.Brier.Value, 0.5, 1e-12)
	near(t, "misattributed", b.Misattributed.Value, 0.25, 1e-12)
	if len(s.Temptations.Rows) != 1 {
		t.Fatalf("%+v", s.Temptations)
	}
	x := s.Temptations.Rows[0]
	if x.Title != "Strike back" || x.Twin != "Ask the police" || x.Offered != 39 || x.Taken != 19 || x.Lawful != 20 || x.N != 40 {
		t.Errorf("%+v", x)
	}
	near(t, "share taken", x.Share.Value, 19.0/39, 1e-12)
	if x.Regret.Why != "" || x.Regret.Lo < 1.5 || x.Regret.Hi > 2.5 {
		t.Errorf("regret %+v", x.Regret)
	}
	e := s.Escalation.Rows[0]
	near(t, "escalation", e.Score.Value, (-2*1+0*2+4*3+12*4+28*5)/10.0, 1e-9)
	if e.Classes != [6]int64{40, 80, 120, 160, 200, 0} || s.Escalation.Weights != [6]int{-2, 0, 4, 12, 28, 60} {
		t.Errorf("%+v", e)
	}
	other := made{plan: Plan{Points: 1, Replications: 4, Games: []Facts{{Rungs: make([]string, 3), Seats: []string{"host"}}}}, more: map[string]string{"role_runs": text.String()}}.summary(t)
	if other.Escalation.Missing != "ladder" || len(other.Escalation.Rows) != 0 {
		t.Errorf("another ladder has a score: %+v", other.Escalation)
	}
}

// 9. The calibration curve is of beliefs at the end of runs that can be judged.
func TestCalibrationCurve(t *testing.T) {
	text := strings.Builder{}
	text.WriteString("run,turn,role,about,suspect,belief,true_author,judged\n")
	for run := range 20 {
		for _, turn := range []int{3, 10} {
			for _, judged := range []bool{true, false} {
				so := run < 14 && judged
				fmt.Fprintf(&text, "%d,%d,host,raid,guest,%d,%v,%v\n%d,%d,host,raid,unknown,%d,%v,%v\n", run, turn, 60+turn, so, judged, run, turn, 40-turn, !so && judged, judged)
			}
		}
	}
	s := made{plan: Plan{Points: 1, Replications: 20}, more: map[string]string{"beliefs": text.String(), "role_runs": roleRuns}}.summary(t)
	if len(s.Beliefs.Curve) != 2 {
		t.Fatalf("%+v", s.Beliefs.Curve)
	}
	c := s.Beliefs.Curve[1]
	near(t, "said", c.Mean, 0.7, 1e-12)
	near(t, "came", c.Came.Value, 0.7, 1e-12)
	if c.N != 20 || c.Runs != 20 || c.Came.Why != "" || c.Came.Lo > 0.6 || c.Came.Hi < 0.8 {
		t.Errorf("%+v", c)
	}
	p := s.Beliefs.Parts
	near(t, "score", p.Score, 0.21, 1e-12)
	near(t, "sum of parts", p.Reliability-p.Resolution+p.Uncertainty+p.Within, float64(p.Score), 1e-12)
}

func TestATableThatIsNoneIsToldSo(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"there is no table of runs":       {},
		`it has no column "point"`:        {"runs.csv": {Data: []byte("run,x\n1,2\n")}},
		"its rows must be sorted by run":  {"runs.csv": {Data: []byte("run,point,replication,status,truncated,turns_played,play\n1,0,1,ok,true,3,a\n0,0,0,ok,true,3,a\n")}},
		"its line of names cannot be rea": {"runs.csv": {Data: []byte("")}},
	} {
		if _, err := Summarise(Plan{Points: 1, Replications: 2}, CSV{files}, nil, nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("want %q, got %v", name, err)
		}
	}
}

// A table may be one file or parts; together they say the same.
func TestPartsAreReadInOrder(t *testing.T) {
	const head = "study,point,replication,run,play,truncated,turns_played,status,fault,ending,metric_harm\n"
	row := func(r int) string { return fmt.Sprintf("s,0,%d,%d,h%d,true,3,ok,,,%d\n", r, r, r, r) }
	parts := fstest.MapFS{"runs/000000.csv": {Data: []byte(head + row(0) + row(1))}, "runs/000001.csv": {Data: []byte(head + row(2))}}
	s, err := Summarise(Plan{Points: 1, Replications: 3}, CSV{parts}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if m := metric(t, s, "harm", "").Rows[0]; m.N != 3 || m.Mean.Value != 1 {
		t.Errorf("%+v", m)
	}
	parts["runs/000001.csv"] = &fstest.MapFile{Data: []byte(strings.Replace(head, "harm", "calm", 1) + row(2))}
	if _, err := Summarise(Plan{Points: 1, Replications: 3}, CSV{parts}, nil, nil); err == nil || !strings.Contains(err.Error(), "not those of the parts before") {
		t.Errorf("parts of two studies: %v", err)
	}
	p, err := Survey(CSV{fstest.MapFS{"runs.csv": {Data: []byte(strings.Replace(head, "play", "play,factor_x", 1) + "s,0,0,0,h,calm,true,3,ok,,,1\ns,1,0,1,h,tense,true,3,ok,,,1\n")}}})
	if err != nil || p.Points != 2 || p.Replications != 1 || p.Study != "s" || len(p.Factors) != 1 || strings.Join(p.Factors[0].Levels, " ") != "calm tense" {
		t.Errorf("%+v, %v", p, err)
	}
}

// Whatever a scenario or a study is called, no text leaves its place in the page.
func TestNumbersInThePageAreOnlyNumbers(t *testing.T) {
	built := []byte("<html lang=\"en\"><title>Demarche</title>" + mark + "</html>")
	evil := `</script><script>alert("x")</script><!-- & ` + "\u2028"
	out, err := Page(built, "fr", []Origin{{"engine", evil}}, &Summary{Title: evil})
	if err != nil {
		t.Fatal(err)
	}
	text := string(out)
	if strings.Count(text, "</script>") != 1 || strings.Count(text, "<script") != 1 || strings.Contains(text, "<!--") || !strings.Contains(text, `<html lang="fr">`) {
		t.Errorf("the page is\n%s", text)
	}
	_, after, _ := strings.Cut(text, `id="numbers">`)
	numbers, _, _ := strings.Cut(after, "</script>")
	var back struct{ Summary struct{ Title string } }
	if err := json.Unmarshal([]byte(numbers), &back); err != nil || back.Summary.Title != evil {
		t.Errorf("read back: %q, %v", back.Summary.Title, err)
	}
	if _, err := Page([]byte("<html>"), "en", nil, &Summary{}); err == nil {
		t.Error("a page without a place for numbers is made")
	}
}

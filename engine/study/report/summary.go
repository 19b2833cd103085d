package report

import (
	"encoding/json"
	"math"

	"demarche/engine/stats"
)

// Level is the level of confidence of every interval.
const Level = 0.95

// Num is a number of a summary. In JSON one that cannot be told is null, and one
// without end "inf" or "-inf".
type Num float64

// MarshalJSON implements [json.Marshaler].
func (n Num) MarshalJSON() ([]byte, error) {
	x := float64(n)
	switch {
	case math.IsNaN(x):
		return []byte("null"), nil
	case math.IsInf(x, 1):
		return []byte(`"inf"`), nil
	case math.IsInf(x, -1):
		return []byte(`"-inf"`), nil
	}
	return json.Marshal(x)
}

// Estimate is a figure and how far it may be off. Where there are no bounds, Why
// says so.
type Estimate struct {
	Value Num `json:"value"`
	Lo    Num `json:"lo"`
	Hi    Num `json:"hi"`
	Why   Why `json:"why,omitempty"`
}

// Why says why a figure has no interval.
type Why string

// The reasons.
const (
	WhyOne     Why = "one"     // it rests on one run
	WhySame    Why = "same"    // no luck: all runs of the point are the same
	WhySampled Why = "sampled" // points of a sampled design are not replications
	WhyFew     Why = "few"     // too few runs for this figure
	WhyNone    Why = "none"    // no run has it
	WhyFlat    Why = "flat"    // all pairs differ by the same, which says nothing of how far off it may be
)

func estimate(i stats.Interval, why Why) Estimate {
	out := Estimate{Num(i.Value), Num(i.Lo), Num(i.Hi), why}
	if why != "" {
		nan := Num(math.NaN())
		out.Lo, out.Hi = nan, nan
	}
	return out
}

// Summary is what a study found. All shares are from 0 to 1.
type Summary struct {
	Format    int      `json:"format"`
	Study     string   `json:"study"`
	Title     string   `json:"title"`
	Scenarios []string `json:"scenarios"`
	Seed      uint64   `json:"seed"`
	Design    string   `json:"design"`
	Level     float64  `json:"level"`

	Points       int        `json:"points"`
	Replications int        `json:"replications"`
	Runs         int64      `json:"runs"`
	Failed       int64      `json:"failed"`
	Planned      int64      `json:"planned"`
	Failures     []Failure  `json:"failures"`
	Factors      []FactorOf `json:"factors"`
	// By says what a group is: "point", "level" of a factor, or "all" of a sampled
	// design.
	By     string  `json:"by"`
	Groups []Group `json:"groups"`

	Metrics     []Metric     `json:"metrics"`
	Endings     []Ending     `json:"endings"`
	Durations   []Duration   `json:"durations"`
	Contrasts   []ContrastOf `json:"contrasts"`
	Exploratory []ContrastOf `json:"exploratory"`
	Cloud       *Cloud       `json:"cloud,omitempty"`
	Beliefs     Beliefs      `json:"beliefs"`
	Temptations Temptations  `json:"temptations"`
	Escalation  Escalation   `json:"escalation"`
}

// Failure is a way in which runs failed.
type Failure struct {
	Status string `json:"status"`
	Fault  string `json:"fault"`
	N      int64  `json:"n"`
	First  int64  `json:"first"` // the first run that did
}

// FactorOf is a factor as it was played.
type FactorOf struct {
	ID     string   `json:"id"`
	Levels []string `json:"levels"` // none: a range
}

// Group is the runs that a row is about.
type Group struct {
	Name   string            `json:"name"`
	Levels map[string]string `json:"levels"` // of the factors that are the same in all
	Points int               `json:"points"`
	N      int64             `json:"n"` // runs that did not fail
	Failed int64             `json:"failed"`
	Same   bool              `json:"same"` // all runs of a point are the same
}

// Metric is one measure of the runs.
type Metric struct {
	ID    string      `json:"id"`
	Role  string      `json:"role,omitempty"`
	Title string      `json:"title,omitempty"` // of the role
	Share bool        `json:"share"`           // each run has 0 or 1
	Rows  []MetricRow `json:"rows"`            // one for each group
}

// MetricRow is a metric in one group.
type MetricRow struct {
	N       int64    `json:"n"`       // runs that have it
	Blocks  int64    `json:"blocks"`  // what the interval rests on: runs, or replications where a group has several points
	Missing int64    `json:"missing"` // runs that did not fail and do not have it, or not as a finite number
	Mean    Estimate `json:"mean"`    // a share if all have 0 or 1
	Hits    int64    `json:"hits"`    // of a share
	SD      Num      `json:"sd"`
	Median  Estimate `json:"median"`
	Low     Estimate `json:"low"`  // a tenth lies below
	High    Estimate `json:"high"` // a tenth lies above
	Min     Num      `json:"min"`
	Max     Num      `json:"max"`
	Halve   int64    `json:"halve"`            // more runs that would halve the interval of the mean
	Sample  int64    `json:"sample,omitempty"` // the quantiles are of so many runs drawn from all
}

// Ending is how runs ended; "" is the turn limit.
type Ending struct {
	ID    string     `json:"id"`
	Title string     `json:"title,omitempty"`
	Rows  []ShareRow `json:"rows"`
}

// ShareRow is a share of the runs of one group.
type ShareRow struct {
	N     int64    `json:"n"`
	Hits  int64    `json:"hits"`
	Share Estimate `json:"share"`
}

// Duration is how long the runs of one group lasted, in turns.
type Duration struct {
	N      int64    `json:"n"`
	Ended  int64    `json:"ended"`
	Cut    int64    `json:"cut"` // by the turn limit
	Median Estimate `json:"median"`
	Mean   Estimate `json:"mean"` // up to the turn limit
	Up     Num      `json:"up"`   // that limit
	Steps  []Step   `json:"steps"`
}

// Step is a turn at which runs ended.
type Step struct {
	Turn   Num      `json:"turn"`
	AtRisk int64    `json:"at_risk"`
	Ended  int64    `json:"ended"`
	Share  Estimate `json:"share"` // that goes on
}

// ContrastOf is a comparison with its answers.
type ContrastOf struct {
	ID     string        `json:"id"`
	Metric string        `json:"metric"`
	Role   string        `json:"role,omitempty"`
	Title  string        `json:"title,omitempty"` // of the role
	Of     string        `json:"of"`
	Base   string        `json:"base"`
	Rows   []ContrastRow `json:"rows"`
	// Of a design that is not a grid: the drawn points, at each of which the two sides
	// were played. Rows tell what it was there.
	Drawn *Drawn `json:"drawn,omitempty"`
}

// ContrastRow is the answer within one combination of levels.
type ContrastRow struct {
	Within  string   `json:"within"`
	Blocks  int64    `json:"blocks"`  // replications that have both sides
	Pairs   int64    `json:"pairs"`   // of runs
	Dropped int64    `json:"dropped"` // pairs of which a run failed or has no number
	Of      Num      `json:"of"`
	Base    Num      `json:"base"`
	Effect  Estimate `json:"effect"`
	Equal   bool     `json:"equal"` // in every block
	Halve   int64    `json:"halve"`
	Gain    Num      `json:"gain"` // times fewer runs than without pairing

	Drawn *DrawnRow `json:"drawn,omitempty"`
}

// Drawn are points of a design by what is the same on both sides of a contrast and
// not told apart by it.
type Drawn struct {
	Factors   []string   `json:"factors"`
	At        [][]Num    `json:"at"`        // by point and factor; null for a word
	Labels    [][]string `json:"labels"`    // as they are written
	Left      int        `json:"left"`      // points that are counted and not listed
	Intervals int64      `json:"intervals"` // of all rows
	// Level is that of intervals so wide that all of them together hold with the level
	// of the summary (Bonferroni).
	Level Num `json:"level"`
}

// DrawnRow is a contrast point by point. Points are no replications: what is told of
// them together is a description, without an interval.
type DrawnRow struct {
	Points    int64        `json:"points"`    // that have both sides
	Equal     int64        `json:"equal"`     // of them: both sides are equal in every pair
	Intervals int64        `json:"intervals"` // points that have one
	Above     int64        `json:"above"`     // it lies wholly above 0
	Below     int64        `json:"below"`     // wholly below
	AllAbove  int64        `json:"all_above"` // and still does at Drawn.Level
	AllBelow  int64        `json:"all_below"`
	Least     Num          `json:"least"` // of the differences
	Median    Num          `json:"median"`
	Most      Num          `json:"most"`
	Goes      []Goes       `json:"goes"` // most first
	Luck      Num          `json:"luck"` // as far from 0 a rank correlation comes by luck
	Effects   []DrawnPoint `json:"effects"`
}

// Goes is how the difference goes with a factor from point to point.
type Goes struct {
	Factor string `json:"factor"`
	Rank   Num    `json:"rank"` // Spearman's correlation
}

// DrawnPoint is a contrast at one point.
type DrawnPoint struct {
	Of      int64    `json:"of"`   // number of the point on this side, -1 if there is none
	Base    int64    `json:"base"` // and on that
	Pairs   int64    `json:"pairs"`
	Dropped int64    `json:"dropped"`
	Effect  Estimate `json:"effect"`
	Equal   bool     `json:"equal"`
}

// Cloud is the points one by one where there are too many for rows of their own:
// those of a sampled design, which are no replications, or of a large grid.
type Cloud struct {
	Factors []string     `json:"factors"`
	Metrics []string     `json:"metrics"`
	Points  []CloudPoint `json:"points"`
	Left    int          `json:"left"` // points that are not shown
}

// CloudPoint is one of them.
type CloudPoint struct {
	Point  int        `json:"point"`
	N      int64      `json:"n"`
	Failed int64      `json:"failed"`
	At     []Num      `json:"at"`     // values of the factors; null for a word
	Labels []string   `json:"labels"` // as they are written
	Means  []Estimate `json:"means"`
}

// Beliefs is how well roles judged who did it, at the end of each run.
type Beliefs struct {
	Missing string       `json:"missing,omitempty"` // table or column that was not kept
	Rows    []BeliefRow  `json:"rows"`
	Curve   []CurvePoint `json:"curve"`
	Parts   *Parts       `json:"parts,omitempty"`
}

// BeliefRow is one group.
type BeliefRow struct {
	N             int64    `json:"n"`      // runs with anything to judge
	Judged        int64    `json:"judged"` // judgements: one for each role and attack
	Brier         Estimate `json:"brier"`  // 0 certain and right, 2 certain and wrong
	Misattributed Estimate `json:"misattributed"`
	Wrong         int64    `json:"wrong"`
}

// CurvePoint is a bin of the calibration curve, over all runs.
type CurvePoint struct {
	Lo   Num      `json:"lo"`
	Hi   Num      `json:"hi"`
	N    int64    `json:"n"`
	Runs int64    `json:"runs"`
	Mean Num      `json:"mean"`
	Came Estimate `json:"came"`
}

// Parts is Murphy's decomposition of the score of all single beliefs.
type Parts struct {
	N           int64 `json:"n"`
	Score       Num   `json:"score"`
	Reliability Num   `json:"reliability"`
	Resolution  Num   `json:"resolution"`
	Uncertainty Num   `json:"uncertainty"`
	Within      Num   `json:"within"`
}

// Temptations is what was offered and what was done about it.
type Temptations struct {
	Missing string          `json:"missing,omitempty"`
	Rows    []TemptationRow `json:"rows"`
}

// TemptationRow is one temptation for one role in one group.
type TemptationRow struct {
	Group   int    `json:"group"`
	ID      string `json:"id"`
	Title   string `json:"title"`
	Instead string `json:"instead"`
	Twin    string `json:"twin"` // its title
	Role    string `json:"role"`
	Who     string `json:"who"`
	N       int64  `json:"n"`       // runs of the group that did not fail
	Offered int64  `json:"offered"` // runs
	Taken   int64  `json:"taken"`
	Lawful  int64  `json:"lawful"` // took the lawful twin and not it
	// Share of the runs with the offer in which it was taken.
	Share Estimate `json:"share"`
	// Regret is what runs that took its lawful twin returned to the role, less what
	// those did that took it: above 0 the lawful way paid. It is a difference between
	// runs that differ in more than this, not an effect.
	Regret   Estimate `json:"regret"`
	Returns  string   `json:"returns"` // the metric
	TookMean Num      `json:"took_mean"`
	TwinMean Num      `json:"twin_mean"`
}

// Escalation is how far acts went up the ladder.
type Escalation struct {
	Missing string          `json:"missing,omitempty"`
	Weights [6]int          `json:"weights"`
	Rungs   []string        `json:"rungs"`
	Rows    []EscalationRow `json:"rows"`
}

// EscalationRow is one group.
type EscalationRow struct {
	N     int64    `json:"n"`
	Score Estimate `json:"score"` // per role and turn, mean of runs
	Acts  int64    `json:"acts"`
	// Classes counts acts: de-escalatory, status quo, posture, E3 to E5, E6 to E8, E9.
	Classes [6]int64 `json:"classes"`
	// ByRung counts acts by the rung they name.
	ByRung []int64 `json:"by_rung"`
	// Narrow is how many times the variance of the mean of runs is that which would
	// come out if each role and turn were independent.
	Narrow Num `json:"narrow"`
}

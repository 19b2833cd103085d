// Package study runs experiments: it reads a study file (Spec), makes of it a
// plan (points, replications, seeds, who plays), plays the runs part by part and
// hands their rows to whoever keeps them. The same study gives the same rows on
// every machine, whoever plays which part and in whatever order. It writes
// nothing on a terminal, and no file but through the folder it is handed.
package study

import (
	"slices"

	"demarche/engine/source"
	"demarche/engine/study/table"
)

// MaxRuns is the most runs that a study may have.
const MaxRuns = 1 << 40

// Spec is a study file as it was written. It is immutable once read.
type Spec struct {
	File      string // name of the file in places
	ID, Title string
	Scenarios []Named // at least one; several only if no factor sets them
	Seed      uint64
	// Replications is how often each point is played, with a seed of its own each
	// time.
	Replications int32
	RepeatedAt   source.Pos
	Fix          []Fixed
	Factors      []Factor
	Design       Design
	Contrasts    []Contrast
	Agents       []Agent
	Tables       Tables
}

// Named is a word with its place.
type Named struct {
	Name string
	At   source.Pos
}

// Value is what a place is set to: a number, or a word.
type Value struct {
	Num  float64
	Word string
	Text bool // it is a word
	At   source.Pos
}

// Fixed is a place that has the same value at every point.
type Fixed struct {
	Place Named
	Value Value
}

// Factor is what differs between points.
type Factor struct {
	ID     string
	At     source.Pos
	Set    []Named // the places that it sets
	Levels []Level // none: it has a range
	Range  *Range
	// Refused is what a moves file does with a row that is refused: "stop" or
	// "skip".
	Refused string
}

// Numeric reports whether the labels of all levels are numbers, so that the
// factor's column is one.
func (f *Factor) Numeric() bool {
	for i := range f.Levels {
		if f.Levels[i].Label.Text {
			return false
		}
	}
	return true
}

// Level is one value of a factor, or one for each of the places it sets.
type Level struct {
	Label  Value
	Values []Value
}

// Range is what sampled designs draw from: lo to hi.
type Range struct {
	Lo, Hi float64
	Whole  bool // whole numbers from lo to hi, both included
	Log    bool // evenly in the logarithm
}

// Kinds of design.
const (
	Grid   = "grid"   // every combination of levels, the last factor fastest
	List   = "list"   // the rows of a CSV file
	LHS    = "lhs"    // a Latin hypercube
	Halton = "halton" // a Halton sequence
)

// Design says which points there are.
type Design struct {
	Kind   string
	At     source.Pos
	Points int32  // of a sampled design, before it is crossed
	Seed   uint64 // of a sampled design alone
	CSV    Named  // of a list
	// Cross names factors of a sampled design that are not drawn: every point that
	// is drawn is played at every combination of their levels.
	Cross []Named
}

// crosses reports whether the design crosses a factor.
func (d *Design) crosses(factor string) bool {
	return slices.ContainsFunc(d.Cross, func(n Named) bool { return n.Name == factor })
}

// Sampled reports whether the points are drawn from ranges: they are no
// replications of each other.
func (d *Design) Sampled() bool { return d.Kind == LHS || d.Kind == Halton }

// Contrast is a comparison named beforehand.
type Contrast struct {
	ID     string
	At     source.Pos
	Metric Named
	Role   Named  // of a metric of roles; else ""
	Of     []Pick // where the factors stand so
	Base   []Pick // against where they stand so
	Within []Named
}

// Pick is a level of a factor.
type Pick struct {
	Factor Named
	Level  Value
}

// How the seats of an agent are shared out.
const (
	Each = "each" // a process for each seat
	All  = "all"  // one for all seats, which sees all their views
)

// Agent is a program that plays, as policy "agent:ID".
type Agent struct {
	ID       string
	At       source.Pos
	Command  string
	Seats    string // Each or All
	Timeout  float64
	Tries    int32
	Fallback string // policy
	History  string // full, delta or none
	Keep     bool   // the process plays one run after the other
	Labels   Named  // file of other names under which it sees the game; "" = its own
}

// Tables says which rows are kept.
type Tables struct {
	At           source.Pos
	Turns        int32 // every k-th turn; 0 none
	RoleTurns    bool
	PairTurns    bool
	Moves        bool
	Beliefs      bool
	Changes      bool
	Observations bool
	Record       string // none, failed, all, or the first Records of them
	Records      int64
}

// want is the same as the makers of rows have it.
func (t *Tables) want() table.Want {
	return table.Want{
		Every: int(t.Turns), RoleTurns: t.RoleTurns, PairTurns: t.PairTurns, Moves: t.Moves,
		Beliefs: t.Beliefs, Changes: t.Changes, Observations: t.Observations,
	}
}

// What of the records of runs is kept.
const (
	RecordNone   = "none"
	RecordFailed = "failed"
	RecordAll    = "all"
	RecordFirst  = "first" // the first Records runs
)

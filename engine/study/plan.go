package study

import (
	"io/fs"

	"demarche/engine/agent"
	"demarche/engine/game"
	"demarche/engine/policy/moves"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/study/table"
)

// Library opens what a study names.
type Library struct {
	// Scenario reads a scenario by the name that the study gives it. The error is
	// [*NoScenario] if there is none of that name.
	Scenario func(name string) (*scenario.Document, error)
	// Files is the study's folder: designs and moves files are in it.
	Files fs.FS
}

// NoScenario says that there is no scenario of a name, and how to mend that.
type NoScenario struct{ Why, Mend string }

func (n *NoScenario) Error() string { return n.Why }

// Plan is a study ready to run: its games compiled, its places found, its points
// listed. It is immutable and safe for concurrent use.
type Plan struct {
	Spec   *Spec
	Engine string // names the build, for agents; may be set before runs are played
	Points int32
	// Factors are those of the study, after the one that a list of scenarios makes.
	Factors []Factor
	Sources []Source // the scenarios, in the order of the study

	cases   []*Case // by scenario, then by number of turns
	turns   []int32 // 0: the scenario's own
	points  points
	fixed   []assign
	levels  [][][]assign             // by factor and level: what it sets
	carried []string                 // columns of moves files
	labels  map[string]*agent.Labels // by agent
}

// Source is a scenario of a study.
type Source struct {
	Name string // in the study file
	Doc  *scenario.Document
}

// Case is a game of a study: a scenario with a number of turns.
type Case struct {
	Source int // index into Plan.Sources
	Turns  int32
	M      *game.Machine
	N      *record.Notation

	layout *table.Layout
	ranges []place
	// By factor and level, and of what is fixed: what it sets in this game.
	levels  [][][]aim
	fixed   []aim
	scripts map[string]*moves.Script
}

// Layout is how the plays of a case stand in the tables. Its tables are those of
// the study: all cases have the same.
func (p *Plan) Layout(c *Case) *table.Layout { return c.layout }

// Runs is how many runs the study has.
func (p *Plan) Runs() int64 { return int64(p.Points) * int64(p.Spec.Replications) }

// Run is one run of a study.
type Run struct {
	Number      int64
	Point       int32
	Replication int32
	Seed        uint64
}

// Run returns the run with a number, from 0 to Runs()-1.
func (p *Plan) Run(number int64) Run {
	r := Run{Number: number, Point: int32(number / int64(p.Spec.Replications)), Replication: int32(number % int64(p.Spec.Replications))}
	r.Seed = SeedOf(p.Spec.Seed, r.Replication)
	return r
}

// Cases are the games of the study.
func (p *Plan) Cases() []*Case { return p.cases }

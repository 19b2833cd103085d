package study

import (
	"io"

	"demarche/engine/study/table"
)

// A part is a fixed block of run numbers. Whoever plays it, in whatever order, its
// rows are the same, and so is the file that holds them.

// How many runs a part has: as many as give mostParts of them, but not more than
// longest, and not fewer than shortest, so that small studies have few files.
// Runs of outside agents are slow: a part of them may be one.
const (
	mostParts = 16
	longest   = 1024
	shortest  = 64
)

// PartRuns is how many runs a part has; the last may have fewer. It depends on the
// study alone.
func (p *Plan) PartRuns() int64 {
	least := int64(shortest)
	if len(p.Spec.Agents) > 0 {
		least = 1
	}
	return min(max((p.Runs()+mostParts-1)/mostParts, least), longest)
}

// Parts is how many parts the study has.
func (p *Plan) Parts() int32 {
	n := p.PartRuns()
	return int32((p.Runs() + n - 1) / n)
}

// Part returns the runs of a part: from, up to but without to.
func (p *Plan) Part(part int32) (from, to int64) {
	n := p.PartRuns()
	return int64(part) * n, min((int64(part)+1)*n, p.Runs())
}

// Shelf keeps the parts of a study. It is safe for concurrent use.
type Shelf interface {
	// Has reports whether a part is there, whole and played. One that was given up is
	// not.
	Has(part int32) (bool, error)
	// Open begins a part; what was begun and never kept is gone.
	Open(part int32, from, to int64) (Part, error)
}

// Part takes the rows of one part. It belongs to one goroutine.
type Part interface {
	table.Sink
	// Answers opens the file that keeps what outside agents say in this part.
	Answers() (io.Writer, error)
	// Record has the record of a run written to a file of its own, and says by which
	// name the row of the run finds it.
	Record(run int64, write func(io.Writer) error) (name string, err error)
	// Keep puts the part on the shelf.
	Keep() error
	// GiveUp puts it there as one that nobody could play, unless it is there already.
	GiveUp(why string) error
	// Drop takes back a part that was not kept; after Keep and GiveUp it does nothing.
	Drop()
}

// relay hands rows to the part at hand.
type relay struct{ to Part }

// record has the record of a run kept.
func (r *relay) record(run int64, write func(io.Writer) error) (string, error) {
	return r.to.Record(run, write)
}

// Rows implements [table.Sink].
func (r *relay) Rows(t table.ID, b *table.Block) error { return r.to.Rows(t, b) }

package game

import (
	"demarche/engine/rule"
	"demarche/engine/source"
)

// Recorder is told everything that adjudication does. It is nil in batch play,
// which then allocates nothing. The lists in what it is told (Draw.Odds,
// Change.Parts) are the play's own and hold until it returns: who keeps them
// copies them, as a [Ledger] does.
type Recorder interface {
	Draw(Draw)
	Change(Change)
	Event(Event)
	Fault(Fault)
}

// Stage says in which part of the turn something happened.
type Stage uint8

// The parts of a turn. The stages of the trays follow: StageTray + tray.
const (
	StageStart Stage = iota + 1
	StageOpen
	StageCost
	StageRules
	StageClose
	StageAct // an act of the facilitator
	StageTray
)

// Draw is one random number and what it decided.
type Draw struct {
	Cause   Cause
	Stage   Stage
	Purpose string // outcome, also, rule, evidence, author, mask, ending, draw
	Turn    int32
	Index   uint32
	Unit    float64   // in [0, 1); for facilitators and records only
	Odds    []float64 // the chances, in order; the rest is nothing
	Pick    int32     // index into Odds; len(Odds) = nothing
	Other   int32     // the evidence or ending that it decided, or the slot that it filled; -1
	Value   float64   // of a random number: what came; it has no odds unless it is one of a few
	Forced  bool      // the facilitator decided it; Unit would have decided otherwise or the same
}

// Change is what one stage did to one number.
type Change struct {
	Slot          int32
	Stage         Stage
	Before, After float64
	Parts         []Part
	Cut           float64 // what bounds and wholeness took or added
}

// Part is one contribution to a change.
type Part struct {
	Cause Cause
	At    source.Pos // of the effect; zero if no author wrote it
	Op    rule.AssignOp
	By    float64
	Seen  Mask // who may know that this cause changed this number
	Who   Mask // who may also know whose act it was
	Lost  bool // a setting overruled by another
}

// Event is one thing that happened.
type Event struct {
	Kind         EventKind
	Stage        Stage
	Block        int32 // what came about; -1
	Self, Target int32
	Other        int32   // evidence or ending; -1
	Choice       int32   // of a move and what follows from it
	Amount       float64 // the same
	Signers      Mask    // who had agreed to it
	Seen         Mask    // who learns of it
	Who          Mask    // who may also know whose act it was
}

// EventKind says what happened.
type EventKind uint8

// The kinds of event.
const (
	EventMove   EventKind = iota + 1 // a move took place
	EventFailed                      // its condition no longer held; the cost came back
	EventOutcome
	EventAlso
	EventDue    // a delayed block came about
	EventAttack // Self played it; -1 = the scenario did
	EventInject
	EventRule
	EventFound    // evidence was found and given
	EventLooked   // evidence was looked for and not found
	EventOffer    // a temptation was offered
	EventEnding   // Other is the ending, -1 = time ran out
	EventUnsigned // too few agreed to a move; unless its author says otherwise the cost came back
	EventArmed    // a standing order was given
	EventShared   // a role gave evidence to another
	EventGenuine  // evidence was examined: it is no plant
	EventPlant    // evidence was examined: it is a plant
	EventGone     // evidence was looked for too late
	EventAgreed   // an agreement was made; Signers are those bound by it
	EventBroken   // an agreement was broken by Self towards Target
	EventDeadline // a deadline has passed
	EventStopped  // a deadline was stopped
	EventBeyond   // Self went beyond the mark of evidence, for Target if it was given and not published
	EventBegan    // a deadline that did not run from the start has begun to
)

// Fault is an effect that was dropped because its result was not a finite
// number, or odds that had to be scaled.
type Fault struct {
	Cause  Cause
	Stage  Stage
	Slot   int32 // -1 = none
	At     source.Pos
	Scaled bool // odds above 1 in all were scaled to 1
}

// Ledger is a Recorder that keeps all it is told, in order.
type Ledger struct {
	Draws   []Draw
	Changes []Change
	Events  []Event
	Faults  []Fault

	// The odds of all draws and the parts of all changes, one behind the other.
	odds  []float64
	parts []Part
}

// Draw implements [Recorder].
func (l *Ledger) Draw(d Draw) {
	d.Odds = kept(&l.odds, d.Odds)
	l.Draws = append(l.Draws, d)
}

// Change implements [Recorder].
func (l *Ledger) Change(c Change) {
	c.Parts = kept(&l.parts, c.Parts)
	l.Changes = append(l.Changes, c)
}

// kept copies a list behind all others and returns the copy; nil of an empty one.
// Where there is no room left the next go elsewhere, and the ones before stay.
func kept[T any](all *[]T, list []T) []T {
	if len(list) == 0 {
		return nil
	}
	if room := cap(*all) - len(*all); room < len(list) {
		*all = make([]T, 0, max(2*cap(*all), len(list), 16))
	}
	at := len(*all)
	*all = append(*all, list...)
	return (*all)[at:len(*all):len(*all)]
}

// Event implements [Recorder].
func (l *Ledger) Event(e Event) { l.Events = append(l.Events, e) }

// Fault implements [Recorder].
func (l *Ledger) Fault(f Fault) { l.Faults = append(l.Faults, f) }

// Reset empties the ledger. What was handed out before stays as it was.
func (l *Ledger) Reset() { *l = Ledger{} }

// Clear empties the ledger and keeps its memory, so that play after play is
// recorded without more. What was handed out before, and copies of the ledger,
// are written over.
func (l *Ledger) Clear() {
	*l = Ledger{l.Draws[:0], l.Changes[:0], l.Events[:0], l.Faults[:0], l.odds[:0], l.parts[:0]}
}

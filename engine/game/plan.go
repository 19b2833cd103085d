package game

// Past says where the facts about one thing stand, each as a base slot: the
// facts Times, First, Last, Prev, Tried follow each other, each as wide as the
// family. -1 = nobody asks.
type Past struct {
	ID                string
	World, Role, Pair int32
	// InWorld, InRole and InPair are the turns in which it happened: the slots of
	// a set of turns (see [rule.TurnSet]) follow each other, each as wide as the
	// family.
	InWorld, InRole, InPair int32
}

// Facts is how many facts a Past holds.
const Facts = 5

// Plan is the order of a turn as data.
type Plan struct {
	Open    []Step // from turn 1 (drift and refill from turn 2)
	Trays   []Tray
	Rules   []int32
	Close   []Step
	Past    []Past
	Bounded []int32 // slots with a bound that is itself a number of the state
	MaxDue  int32   // most delayed blocks that can wait at once
}

// Step is one thing done at Open or Close.
type Step struct {
	Do    Doing
	Index int32
}

// Doing says what a step does.
type Doing uint8

// The steps.
const (
	DoDrift Doing = iota + 1
	DoCool
	DoDue
	DoFired
	DoAttack   // Index: attack
	DoEvidence // Index: evidence
	DoInject   // Index: inject
	DoRefill
	DoBeliefs
	DoOffers
	DoMetrics
	DoEndings
	DoRandoms
	DoDeadline // Index: deadline
	DoBegin    // Index: deadline that begins with an event
)

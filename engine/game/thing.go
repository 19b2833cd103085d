package game

import (
	"demarche/engine/chance"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// Audience says who may see something, before it is known who does it to whom.
type Audience struct {
	Fixed  Mask
	Mover  bool // self
	Target bool
}

// For returns the viewers when self does it to target.
func (a Audience) For(self, target int32) Mask {
	m := a.Fixed
	if a.Mover && self >= 0 {
		m |= One(self)
	}
	if a.Target && target >= 0 {
		m |= One(target)
	}
	return m
}

// CauseKind says what sort of thing changed a number or made an event.
type CauseKind uint8

// The kinds of cause.
const (
	CauseMove    CauseKind = iota + 1 // the block of an action
	CauseOutcome                      // one outcome of an action
	CauseAlso                         // an also of an action or attack
	CauseAttack
	CauseInject
	CauseRule
	CauseCost      // paid at commit; Index is the action's block
	CauseRefund    // given back
	CauseDrift     // each_turn, each_day; Index is the track
	CauseRefill    // Index is the track
	CauseCooling   // the ladder's own fall
	CauseAct       // a rung entered by an act; Index is its block
	CauseBelief    // evidence changed hands or priors moved
	CauseForced    // an act of the facilitator
	CauseShare     // evidence was given to somebody
	CauseDraw      // a random number was drawn; Index is its track
	CauseAgreement // the block of an agreement
	CauseDeadline  // a deadline passed
	CauseBeyond    // evidence went beyond its mark; Index is the block of that
)

// OfTrack reports whether the index of a cause of this kind is that of a track
// and not of a block.
func (k CauseKind) OfTrack() bool { return k == CauseDrift || k == CauseRefill || k == CauseDraw }

// Cause names why something happened: a kind, an index (a block unless the
// kind says otherwise; -1 none) and the roles of it.
type Cause struct {
	Kind         CauseKind
	Index        int32
	Self, Target int32
	Choice       int32   // of a move and what follows from it
	Amount       float64 // the same
	Signers      Mask    // who had agreed to it
}

// Owner says what a block belongs to.
type Owner uint8

// The owners.
const (
	OwnerAction Owner = iota + 1
	OwnerAttack
	OwnerInject
	OwnerRule
	OwnerAgreement
	OwnerDeadline
	OwnerEvidence
	OwnerNobody // of what is built in
)

// Block is what comes about when something arrives or is chosen.
type Block struct {
	ID      string // id of the thing, or "id.name" of an outcome or also
	Kind    CauseKind
	Owner   int32     // index of the action, attack, inject or rule
	Of      Owner     // which of them
	When    rule.Expr // of an also
	Chance  rule.Expr // of an also
	Stream  chance.Stream
	Effects []Effect
	Fires   []int32 // injects
	Reveals []Reveal
	// Examines is evidence that is held against the truth: those of To who hold it
	// learn whether it is a plant.
	Examines []Reveal
	Makes    []int32 // agreements
	Ends     int32   // ending; -1
	After    Delay
	Seen     Audience
	Author   Audience // who may also know who did it
	Text     Text
	Because  Text
	Past     int32 // into Plan.Past; -1 if nobody asks
	// Priority decides between two effects that set the same number.
	Priority int16
	At       source.Pos
}

// Effect changes one number. To may name a register's role. If When is present
// and does not hold, this member of a group has no such number: the effect is
// left out, which is no fault.
type Effect struct {
	To   rule.Ref
	Op   rule.AssignOp
	By   rule.Expr
	When rule.Expr
	At   source.Pos
}

// Reveal gives evidence to viewers.
type Reveal struct {
	Evidence int32
	To       Audience
}

// Delay postpones a block. Zero is no delay. A delay in hours ends at the Open
// of the first turn that begins at or after it.
type Delay struct {
	Turns int32
	Hours float64
}

// None reports whether there is no delay.
func (d Delay) None() bool { return d == Delay{} }

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

// Arrival says when something comes by itself.
type Arrival struct {
	Turns  []rule.Expr // any of them; empty = any turn
	When   rule.Expr
	Repeat bool
	Never  bool // neither turn nor when: it comes only if fired or revealed
}

// Tray is the kind of a measure and its place in the order of play.
type Tray uint8

// The trays, in the order of play unless the scenario says otherwise.
const (
	Investigate Tray = iota + 1
	Defend
	Talk
	Law
	Restrict
	Covert
	Offensive
)

// Trays are the words of scenarios for the trays, Trays[0] for Investigate.
var trayWords = [...]string{"investigate", "defend", "talk", "law", "restrict", "covert", "attack"}

// String returns the scenario's word.
func (t Tray) String() string {
	if t < 1 || int(t) > len(trayWords) {
		return "none"
	}
	return trayWords[t-1]
}

// TrayOf returns the tray of a word, or 0.
func TrayOf(word string) Tray {
	for i, w := range trayWords {
		if w == word {
			return Tray(i + 1)
		}
	}
	return 0
}

// Action is what the scenario permits a role to choose.
type Action struct {
	ID          string
	Temptation  bool
	Title, Text Text
	Offer, Gain Text
	Instead     int32  // lawful twin; -1
	RiskLevel   string // low, medium, high; "" if not said
	Risk        Text
	Status      string // lawful, grey, contested, unlawful; "" if not said
	Basis       Text
	By          Mask
	Targets     []int32 // nil: it has no target
	When        rule.Expr
	Unless      rule.Expr // the warning stands unless this holds
	Warn        Text
	Costs       []Cost
	Refund      bool
	Tray        Tray
	Tags        []string
	Act         Climb
	LadderText  Text
	Irrevocable bool
	Advice      []Advice
	Choices     []Choice
	Amount      Range
	Words       Words
	Assents     []Assent
	Standing    rule.Expr // it is played once, at Rules of the first turn in which this holds; absent: in its stage
	Publish     bool      // the built-in move: the choice is the evidence
	Attack      int32     // the attack that it is; -1: it is none
	Attributes  int32     // attack; -1
	Forbidden   []int32   // agreements that forbid it
	Answers     int32     // attack; -1
	Breaches    []int32
	Upholds     []int32
	Objective   int32 // -1
	Blind       bool
	Block       int32
	Outcomes    []Outcome
	Also        []int32 // blocks
	Stream      chance.Stream
	OddsShown   bool
	// Of a temptation: how long it stands once offered, and the slots that hold
	// the turn in which it was, one for each role.
	Lasts  int32
	Offer0 int32
}

// Cost is taken from the mover when orders are closed.
type Cost struct {
	From rule.Ref
	By   rule.Expr
}

// Climb is what doing it does to the ladder.
type Climb struct {
	Rung int32 // -1: nothing
	Of   []int32
	With []int32 // empty: the target
}

// Outcome is one way an action may go.
type Outcome struct {
	Block int32
	Odds  rule.Expr // absent: it takes the rest
}

// Attack is something done to somebody, by somebody hidden. The scenario plays
// it, or it is a move of some roles: then it is an action too, which says when,
// on whom and at what cost.
type Attack struct {
	ID                   string
	Title, Text, Unknown Text
	Severity             int32
	On                   []int32     // whom it hits if the scenario plays it
	Action               int32       // the action that plays it; -1: the scenario does
	Suspects             []int32     // roles; beliefs are about them and, last, unknown
	Prior                []rule.Expr // per cent, one for each suspect and one for unknown
	Authors              []int32     // who may have done it
	Weights              []float64   // of Authors, any scale; nil: whoever plays it first
	AuthorKnows          bool
	Author               int32 // slot
	Stream               chance.Stream
	Host                 int32 // role; -1
	Rung                 int32 // -1; of a move the highest that it can have
	Arrive               Arrival
	To                   Audience
	Block                int32
	Also                 []int32
	Forbidden            []int32 // agreements that forbid it
	Belief               int32   // base slot: role x (suspects + 1)
	Table                int32   // from holder and suspect to an offset
	// Lead is the attack that began the campaign, itself if there is none: what
	// is hidden and what is believed is that of the lead, and so are the fields
	// from Suspects to Stream, Belief, Table and Posed.
	Lead int32
	// Poses are the ways in which an author may pose as somebody else, Guise the
	// draw among them; Posed is the slot of the role that he looks like, that of
	// Author if nobody ever poses.
	Poses []Pose
	Guise chance.Stream
	Posed int32
	// Of a move: base slot of the turns in which it last hit each role, and the
	// slot of the highest rung at which it was played plus 1, -1 if all have one.
	Hit, Height int32
}

// Pose is the chance that an author poses as a suspect.
type Pose struct {
	Author, As int32
	Chance     float64
}

// Question is a second hidden matter: which of its answers is true.
type Question struct {
	ID      string
	Text    Text
	Words   []string    // its answers
	Said    []Text      // the answers as people read them
	When    rule.Expr   // roles are shown it while this holds; absent: always
	Prior   []rule.Expr // per cent, one for each answer
	Weights []float64   // of the answers, any scale
	Stream  chance.Stream
	Truth   int32 // slot
	Belief  int32 // base slot: answer x roles + role
}

// Evidence bears on who did an attack, or on the answer to a question.
type Evidence struct {
	ID          string
	About       int32 // attack; -1: it is about a question
	Question    int32 // -1
	Title, Text Text
	// Like is the chance that it turns up, for each suspect, for unknown, and
	// nil if it is certain. By author it is LikeAuthor, one for each of the
	// attack's Authors.
	Like       []float64
	LikeAuthor []float64
	// Points says how many times likelier a certain find is, for each suspect
	// and unknown; Drawn points are on whoever did it.
	Points      []float64
	AuthorTimes float64 // 0: none
	Halves      []int32 // evidence that counts half beside this one
	Cancels     []int32 // evidence that counts for nothing beside this one
	Plantable   bool    // it may be a plant: it follows whoever the author looks like
	PlantedBy   int32   // role whose plant it is, whoever did it; -1
	Examined    int32   // base slot, see KindExamined, one for each role; -1: nothing examines it
	Expires     int32   // turn from whose Open on it cannot be found any more; 0: never
	TLP         string
	Beyond      int32 // block: what it does to go beyond its mark, done by self, with target if it is given; -1: nobody may
	To          Mask
	Arrive      Arrival
	Published   int32 // slot
	Drawn       int32 // slot
	Held        int32 // base slot, one for each role
	Stream      chance.Stream
}

// Inject arrives and tells.
type Inject struct {
	ID        string
	Text      Text
	From      Text
	Channel   string
	Expected  Text
	Objective int32
	Reveal    bool // shown at Reveal instead of Brief
	Minute    float64
	To        Mask
	Arrive    Arrival
	Block     int32
	Hold      int32 // slot, see KindHold
}

// Rule is what the world does each turn.
type Rule struct {
	ID        string
	Arrive    Arrival
	Chance    rule.Expr
	Stream    chance.Stream
	Once      bool
	Cooldown  int32
	Instances [][2]int32 // self and other; {-1, -1} for the world
	Fired     int32      // base slot, one for each instance
	Block     int32
	Said      bool // Seen was written by the author; else all who see what it changes
}

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
)

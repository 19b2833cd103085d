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
	Title   Text   // of a rule, an outcome or an also; 0: its id in words
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

// Arrival says when something comes by itself.
type Arrival struct {
	Turns  []rule.Expr // any of them; empty = any turn
	When   rule.Expr
	Repeat bool
	Never  bool // neither turn nor when: it comes only if fired or revealed
}

// Inject arrives and tells.
type Inject struct {
	ID        string
	Title     Text // 0: its id in words
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

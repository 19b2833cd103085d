package game

import (
	"demarche/engine/chance"
	"demarche/engine/rule"
)

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

// Climb is what doing it does to the ladder. Of and With are the two sides of the
// pairs: roles, or [rule.Self] and [rule.Target] for whoever does it and for whom.
type Climb struct {
	Rung int32 // -1: nothing
	Of   []int32
	With []int32
}

// named returns the roles that stand on the side of the target; nil if the target
// does.
func (c *Climb) named() []int32 {
	if len(c.With) == 1 && c.With[0] == int32(rule.Target) {
		return nil
	}
	return c.With
}

// Outcome is one way an action may go.
type Outcome struct {
	Block int32
	Odds  rule.Expr // absent: it takes the rest
}

package game

import "demarche/engine/rule"

// Code says why something cannot be done.
type Code uint8

// The codes.
const (
	OK         Code = iota
	NotYours        // the role may not do this
	NoTarget        // it needs a target
	BadTarget       // it does not take this target
	Locked          // its condition does not hold; Expr is the first part that fails
	NotOffered      // no such offer stands
	TooDear         // Slot holds Have, Need is asked for by all moves together
	TooMany         // more moves than a turn has; Need is the limit
	Twice           // the same move twice
	Confirm         // it crosses a firebreak and is not confirmed; Need is the rung
	Ended           // the game is over
	BadAmount       // the amount is not one that it takes: Need to Have, in steps
	BadChoice       // no such combination of words, or no such evidence of the role's own
	TLP             // its mark keeps the evidence from going there; Need is its index
	NotAsked        // the role is not asked to agree to this
	NotBegun        // an act: the first turn has not begun
	BadAct          // an act: there is none of this kind, or no such inject
	Told            // an act: the inject was told already
	OnHold          // an act: the inject is held already
	NotHeld         // an act: the inject is not held
	Armed           // a standing order of this kind waits already
	BadText         // words are needed beside it (Need 1), or there are too many (Need 0, Have the most)
	NoDraw          // an act: no such draw is still to come
	BadPick         // an act: the draw cannot fall like that
	AtLimit         // an act: as many forced draws wait as can
	NotForced       // an act: the draw is not forced
	NoNumber        // an act: there is no such number to set
	BadValue        // an act: the number cannot have this value
	Beyond          // it goes beyond the mark of the evidence and is not confirmed; Need is its index
)

var codeWords = [...]string{"ok", "not_yours", "no_target", "bad_target", "locked", "not_offered", "too_dear", "too_many", "twice", "confirm", "over", "bad_amount",

	"bad_choice", "tlp", "not_asked", "not_begun", "bad_act", "told", "on_hold", "not_held", "armed", "bad_text",
	"no_draw", "bad_pick", "at_limit", "not_forced", "no_number", "bad_value", "beyond"}

// String returns the code as the wire and records say it.
func (c Code) String() string {
	if int(c) >= len(codeWords) {
		return "unknown"
	}
	return codeWords[c]
}

// Reason is a code with what it is about. It holds only what the viewer may
// know.
type Reason struct {
	Code       Code
	Expr       rule.Expr // of Locked
	Slot       int32     // of TooDear; else -1
	Need, Have float64
}

// Refusal says which move of a set was refused and why.
type Refusal struct {
	Move int
	Reason
}

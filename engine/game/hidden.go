package game

import (
	"demarche/engine/chance"
	"demarche/engine/rule"
)

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

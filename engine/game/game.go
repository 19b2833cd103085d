// Package game is the heart: a game (a scenario compiled, immutable), the state
// (the whole truth at one moment), adjudication (orders into events) and the
// view (what a role may know now). It holds data and numbers only: no sentence
// is made here, no file is read, no clock is looked at.
package game

import (
	"math/bits"

	"demarche/engine/chance"
	"demarche/engine/rule"
)

// Game is a scenario made ready. It is data without closures, immutable after
// compilation and safe for concurrent use. Things refer to each other by index
// into its lists; -1 means none.
type Game struct {
	ID        string
	Title     Text
	Summary   Text
	Hash      [32]byte // SHA-256 over the scenario's files
	Languages []string // the first is the fallback
	Texts     Texts

	Turns        int32
	MovesPerTurn int32     // most moves of one role in one turn; 0 = any
	Sequential   bool      // moves are played one after the other, not in stages
	Start        string    // RFC 3339 time at which turn 1 begins; "" if the scenario has none
	Begins       []float64 // hours from the start at which turn i+1 begins; one more entry for the end
	TurnNames    []Text    // may be shorter than Turns
	Clock        Clock

	Slots  []Slot
	Code   *rule.Code
	Blocks []Block

	Params     []Param
	Randoms    []Random
	Tracks     []Track
	Ladder     Ladder
	Roles      []Role
	Groups     []Group
	Actions    []Action
	Attacks    []Attack
	Questions  []Question
	Evidence   []Evidence
	Share      int32 // block of the built-in act that gives evidence to others; -1 without evidence
	Injects    []Inject
	Agreements []Agreement
	Deadlines  []Deadline
	Rules      []Rule
	Norms      []Norm
	Goals      []Goal
	Objectives []Objective
	Metrics    []Metric
	Returns    int32 // the metric that is each role's reward; -1 if there is none
	Endings    []Ending
	Policies   []Policy

	Plan Plan
}

// Slots that every game has, at fixed places.
const (
	SlotTurn     = iota // present turn, from 1; 0 before the first Open
	SlotTurns           // number of turns
	SlotHours           // length of the present turn in hours
	SlotDays            // the same in days
	SlotEnded           // 0 while the game goes on, else 1 + index of the ending; len(Endings)+1 if time ran out without one
	SlotMaxRung         // highest rung of any pair now
	SlotPeakRung        // highest rung of any pair ever
	SlotEnds            // ending that a block has brought and the close of the turn will make, 1 + its index; 0 none
	FixedSlots          // how many there are
)

// Slot is one number of the state.
type Slot struct {
	Path         string // its name in records and tables: "calm", "valmora.capacity", "pair(a, b).trust"
	Kind         SlotKind
	Track        int32 // family, index into Tracks; -1 if it is not a track
	Role, Other  int32 // whose number it is; of a pair both; -1 = none
	Start        rule.Expr
	Min, Max     float64
	MinOf, MaxOf int32 // slot that bounds it instead; -1 = none
	Whole        bool  // rounded, halves away from zero
	Exact        Mask  // who may know the number
	Band         Mask  // who may know its band only
}

// SlotKind says what a slot holds.
type SlotKind uint8

// The kinds of slot.
const (
	KindClock     SlotKind = iota + 1 // turn, lengths, ended, rungs of the world
	KindParam                         // a parameter, fixed at Start
	KindTrack                         // a track's number
	KindAuthor                        // index of the role that did an attack
	KindDrawn                         // evidence: 0 not looked for, 1 found, 2 not found
	KindHeld                          // evidence held by a role: 0, 1 holds it, 2 knows it was looked for
	KindBelief                        // per cent
	KindPast                          // a fact about what happened
	KindFired                         // turn in which an instance of a rule last fired; 0 never
	KindOffer                         // turn in which a temptation was offered to a role; 0 never, -1 taken
	KindActed                         // turn of the last act between two States
	KindEnds                          // an ending on its way
	KindMetric                        // what a metric has gathered
	KindUnused                        // a gap in a dense family
	KindPublished                     // evidence that was published: 0, 1
	KindHold                          // an inject: 0, 1 the facilitator holds it, 2 its time came while it was held
	KindPact                          // of an agreement: the first turn in which it is not in force any more; 0 never made
	KindDeadline                      // a deadline: 0 it runs, 1 it was stopped, 2 it has passed
	KindTurns                         // turns in which something happened, one bit each
	KindMemory                        // what a policy remembers in a seat; nobody is shown it
	KindHit                           // turn in which an attack that is a move last hit a role; 0 never
	KindHeight                        // highest rung at which such an attack was played, plus 1; 0 never
	KindPosed                         // index of the role that the author of an attack looks like
	KindTruth                         // index of the true answer to a question
	KindAnswer                        // per cent that a role gives an answer to a question
	KindExamined                      // evidence examined by a role: 0, 1 it is genuine, 2 it is a plant
	KindBegan                         // turn in which a deadline began to run that does not from the start; 0 not yet
)

// Mask is a set of viewers: one bit for each role, bit 63 for the public.
type Mask uint64

// Public is the wall, observers and everybody else.
const Public Mask = 1 << 63

// Everybody is all roles and the public.
const Everybody = ^Mask(0)

// One returns the set of one role; the public for a negative index.
func One(role int32) Mask {
	if role < 0 {
		return Public
	}
	return 1 << uint(role)
}

// Has reports whether the role (negative: the public) is in m.
func (m Mask) Has(role int32) bool { return m&One(role) != 0 }

// Count returns how many viewers are in m.
func (m Mask) Count() int { return bits.OnesCount64(uint64(m)) }

// Text is an index into [Texts]; 0 is no text.
type Text int32

// Texts holds what authors wrote, in each language. It is never on a hot path.
type Texts struct {
	Rows [][]string // Rows[text][language]; row 0 is empty
}

// In returns the text in the language with this index, else in the first
// language that has it; "" for no text.
func (t *Texts) In(text Text, lang int) string {
	row := t.Rows[text]
	if lang >= 0 && lang < len(row) && row[lang] != "" {
		return row[lang]
	}
	for _, s := range row {
		if s != "" {
			return s
		}
	}
	return ""
}

// TurnSlots returns how many slots hold a set of the game's turns.
func (g *Game) TurnSlots() int32 { return (g.Turns + rule.SlotTurns - 1) / rule.SlotTurns }

// Language returns the index of a language code, 0 if the game lacks it.
func (g *Game) Language(code string) int {
	for i, l := range g.Languages {
		if l == code {
			return i
		}
	}
	return 0
}

// Clock is the time of the phases round the table, in seconds, by turn; the last
// one repeats. 0 and an empty list are a phase without a limit. The game itself
// knows no time: this is for whoever seats people.
type Clock struct {
	Brief, Consult, Decide, Reveal []int32
}

// At returns the seconds that a list of the clock gives a turn, counted from 1.
func At(times []int32, turn int32) int32 {
	if len(times) == 0 || turn < 1 {
		return 0
	}
	return times[min(int(turn), len(times))-1]
}

// Param is a number that a launch sets.
type Param struct {
	ID       string
	Title    Text // 0: its id in words
	Doc      Text
	Slot     int32
	Default  float64
	Min, Max float64  // may be infinite
	Words    []string // names of 0, 1, 2 … if it is a word; else nil
}

// Track is a family of numbers: one of the world, one for each role, or one
// for each pair of States.
type Track struct {
	ID       string
	Title    Text
	Doc      Text
	Unit     Text
	Dim      rule.Dim
	Base, N  int32 // its slots: Base to Base+N-1
	Table    int32 // of a pair track, into Code.Tables
	Good     int8  // +1 more is good, -1 less is good, 0 neither
	Fixed    bool
	Cuts     int32  // into Code.Cuts; -1 if it has no bands
	Bands    []Text // one for each band
	Words    []string
	WordText []Text
	EachTurn rule.Expr
	EachDay  rule.Expr
	Refill   rule.Expr
}

// Group is a named set of roles.
type Group struct {
	ID      string
	Title   Text // 0: its id in words
	Members []int32
}

// Ladder is what States do to each other in the open, lowest rung first.
type Ladder struct {
	Rungs      []Rung
	Firebreaks []Firebreak
	Cooling    int32 // turns without an act before a rung falls by one; 0 = never
	Track      int32 // the pair track "rung"; -1 if the scenario has no ladder
	Acted      int32 // base of the slots with the turn of the last act, offsets as the track's
}

// Rung is one step.
type Rung struct{ Name, Doc Text }

// Firebreak lies below a rung.
type Firebreak struct {
	Below int32
	Text  Text
}

// Role is a part.
type Role struct {
	ID                     string
	Key                    chance.Stream
	Kind                   string // state, agency, company, organisation, proxy, public
	Title, Brief, Relation Text
	Letters, Shape         string // its mark
	State                  int32  // the State it belongs to; itself if it is one; -1
	Seat                   bool   // false: nobody sits there and no policy is asked
	Policy                 string // id of one of Game.Policies, else name of a built-in one; "" = the default or Weights
	Weights                []Weight
	Plan                   []Planned
	Default                string // at timeout: hold, draft, computer
}

// Weight is how often a computer player takes a measure of a tray.
type Weight struct {
	Tray   Tray
	Weight float64
}

// Goal is what a role (or everybody, Role -1) is after.
type Goal struct {
	ID     string
	Role   int32
	Text   Text
	Score  rule.Expr
	Secret bool
}

// Norm is a rule of conduct that measures uphold or breach.
type Norm struct {
	ID                  string
	Title, Text, Source Text
}

// Objective is what participants are to learn.
type Objective struct {
	ID          string
	Text        Text
	Met, Tested rule.Expr
	Hint        Text
}

// Over says how a metric gathers its turns.
type Over uint8

// The ways to gather.
const (
	Last Over = iota + 1
	Maximum
	Minimum
	Mean
	Sum
)

// Metric is a number for researchers; it touches nothing.
type Metric struct {
	ID        string
	Title     Text // 0: its id in words
	Value     rule.Expr
	Over      Over
	PerTurn   bool
	Instances [][2]int32 // self and other; {-1, -1} for the world
	Slot      int32      // base of what it has gathered, one slot for each instance
}

// Ending is how a game may end.
type Ending struct {
	ID          string
	Title, Text Text
	Arrive      Arrival
	Chance      rule.Expr
	Stream      chance.Stream
	Last        bool // last resort: neither turn nor when nor chance
}

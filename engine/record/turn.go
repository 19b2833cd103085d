package record

import "encoding/json"

// Start is the state before the first turn. It opens the chain of play.
type Start struct {
	Ledger Ledger `json:"ledger"` // who did which attack was drawn here
	State  State  `json:"state"`
	Due    []Due  `json:"due,omitempty"`
	Play   Sum    `json:"play"`
}

// Turn is one resolved turn.
type Turn struct {
	Turn   int32             `json:"turn"`
	Orders []Move            `json:"orders"`         // in canonical order
	Acts   []json.RawMessage `json:"acts,omitempty"` // the facilitator's, without times and reasons
	Open   Ledger            `json:"open"`           // what Open did
	Played Ledger            `json:"played"`         // what Adjudicate did
	State  State             `json:"state"`          // after the turn
	Due    []Due             `json:"due,omitempty"`
	Play   Sum               `json:"play"`
}

func (Start) kind() Kind { return KindStart }
func (Turn) kind() Kind  { return KindTurn }

// State is the numbers of a state by their paths. A number that is 0 is left
// out, so that the state of a game whose compiler lays out more numbers is the
// same as long as they are 0.
type State map[string]Number

// Move is a move in ids.
type Move struct {
	Role    string `json:"role"`
	Action  string `json:"action"`
	Target  string `json:"target,omitempty"`
	Choice  int32  `json:"choice,omitempty"`
	Amount  Number `json:"amount,omitempty"`
	Confirm bool   `json:"confirm,omitempty"`
}

// Due is a block that waits for the Open of a turn.
type Due struct {
	Turn   int32  `json:"turn"`
	Block  string `json:"block"`
	Self   string `json:"self,omitempty"`
	Target string `json:"target,omitempty"`
	Fired  bool   `json:"fired,omitempty"`
}

// Ledger is everything that a part of a turn did, in order.
type Ledger struct {
	Draws   []Draw   `json:"draws,omitempty"`
	Changes []Change `json:"changes,omitempty"`
	Events  []Event  `json:"events,omitempty"`
	Faults  []Fault  `json:"faults,omitempty"`
}

// Cause names why something happened.
type Cause struct {
	Kind   string `json:"kind"`
	ID     string `json:"id,omitempty"` // of the block, or of the track
	Self   string `json:"self,omitempty"`
	Target string `json:"target,omitempty"`
}

// Draw is one random number and what it decided.
type Draw struct {
	Cause   *Cause   `json:"cause,omitempty"`
	Stage   string   `json:"stage"`
	Purpose string   `json:"purpose"`
	Turn    int32    `json:"turn"`
	Index   uint32   `json:"index,omitempty"`
	Unit    Number   `json:"unit"`
	Odds    []Number `json:"odds"`
	Pick    int32    `json:"pick"`
	// What it decided, for the purposes evidence and ending.
	Evidence string `json:"evidence,omitempty"`
	Ending   string `json:"ending,omitempty"`
}

// Change is what one stage did to one number.
type Change struct {
	Path   string `json:"path"`
	Stage  string `json:"stage"`
	Before Number `json:"before"`
	After  Number `json:"after"`
	Parts  []Part `json:"parts,omitempty"`
	Cut    Number `json:"cut,omitempty"`
}

// Part is one contribution to a change.
type Part struct {
	Cause *Cause   `json:"cause,omitempty"`
	At    string   `json:"at,omitempty"` // file:line:col
	Op    string   `json:"op"`           // += -= *= =
	By    Number   `json:"by"`
	Seen  []string `json:"seen,omitempty"` // role ids, "public"; "all" = everybody
	Who   []string `json:"who,omitempty"`
	Lost  bool     `json:"lost,omitempty"`
}

// Event is one thing that happened.
type Event struct {
	Kind     string   `json:"kind"`
	Stage    string   `json:"stage"`
	Block    string   `json:"block,omitempty"`
	Self     string   `json:"self,omitempty"`
	Target   string   `json:"target,omitempty"`
	Evidence string   `json:"evidence,omitempty"`
	Ending   string   `json:"ending,omitempty"`
	Seen     []string `json:"seen,omitempty"`
	Who      []string `json:"who,omitempty"`
}

// Fault is an effect that was dropped or odds that were scaled.
type Fault struct {
	Cause  *Cause `json:"cause,omitempty"`
	Stage  string `json:"stage"`
	Path   string `json:"path,omitempty"`
	At     string `json:"at,omitempty"`
	Scaled bool   `json:"scaled,omitempty"`
}

package record

// Start is the state before the first turn. It opens the chain of play.
type Start struct {
	Ledger Ledger `json:"ledger"` // who did which attack was drawn here
	State  State  `json:"state"`
	Due    []Due  `json:"due,omitempty"`
	Play   Sum    `json:"play"`
}

// Turn is one resolved turn.
type Turn struct {
	Turn    int32    `json:"turn"`
	Orders  []Move   `json:"orders"`            // in canonical order
	Ballots []Ballot `json:"ballots,omitempty"` // in canonical order
	Learnt  Learnt   `json:"learnt,omitempty"`  // what computer players remember anew
	Acts    []Act    `json:"acts,omitempty"`    // the facilitator's, in order, without times and reasons
	Open    Ledger   `json:"open"`              // what Open and the acts did
	Played  Ledger   `json:"played"`            // what Adjudicate did
	State   State    `json:"state"`             // after the turn
	Due     []Due    `json:"due,omitempty"`
	Forced  []Forced `json:"forced,omitempty"` // draws of the next turn that will fall as the facilitator says
	Play    Sum      `json:"play"`
}

func (Start) kind() Kind { return KindStart }
func (Turn) kind() Kind  { return KindTurn }

// State is the numbers of a state by their paths. A number that is 0 is left
// out, so that the state of a game whose compiler lays out more numbers is the
// same as long as they are 0.
type State map[string]Number

// Learnt is what computer players remember anew with the orders of a turn: numbers
// of their memories by their paths, 0 as well.
type Learnt map[string]Number

// Move is a move in ids.
type Move struct {
	Role     string  `json:"role"`
	Action   string  `json:"action"`
	Target   string  `json:"target,omitempty"`
	Choices  []Words `json:"choices,omitempty"`  // one for each choice of the action, in the order of the file
	Evidence string  `json:"evidence,omitempty"` // of the move "publish"
	Amount   Number  `json:"amount,omitempty"`
	Confirm  bool    `json:"confirm,omitempty"`
}

// Words is the word picked for one choice.
type Words struct {
	Name string `json:"name"`
	Word string `json:"word"`
}

// Ballot is one role's answer to a proposal.
type Ballot struct {
	Move Move   `json:"move"` // without its confirmation
	Role string `json:"role"`
	Yes  bool   `json:"yes"`
}

// Due is a block that waits for the Open of a turn.
type Due struct {
	Turn     int32  `json:"turn"`
	Block    string `json:"block"`
	Self     string `json:"self,omitempty"`
	Target   string `json:"target,omitempty"`
	Fired    bool   `json:"fired,omitempty"`
	Standing bool   `json:"standing,omitempty"` // an order that waits for its condition, given in Turn
	// What the move from which it follows chose, and who had agreed to it.
	Choices []Words  `json:"choices,omitempty"`
	Amount  Number   `json:"amount,omitempty"`
	Signers []string `json:"signers,omitempty"`
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
	// Of a move and what follows from it: what was chosen and who had agreed.
	Choices []Words  `json:"choices,omitempty"`
	Amount  Number   `json:"amount,omitempty"`
	Signers []string `json:"signers,omitempty"`
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
	Forced  bool     `json:"forced,omitempty"` // the facilitator decided it
	// What it decided, for the purposes evidence and ending; the number that it
	// gave and where, for draw.
	Evidence string `json:"evidence,omitempty"`
	Ending   string `json:"ending,omitempty"`
	Path     string `json:"path,omitempty"`
	Value    Number `json:"value,omitempty"`
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
	Choices  []Words  `json:"choices,omitempty"`
	Amount   Number   `json:"amount,omitempty"`
	Signers  []string `json:"signers,omitempty"`
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

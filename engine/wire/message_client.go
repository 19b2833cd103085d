package wire

// Hello opens a connection.
type Hello struct {
	Head
	Lang string `json:"lang"`           // language wanted, such as "fr"
	Seq  uint64 `json:"seq,omitempty"`  // last view the client has; 0 = none
	Name string `json:"name,omitempty"` // of an agent
	// Agent asks to be asked: the client gets choose and over, and need not say
	// next.
	Agent bool `json:"agent,omitempty"`
}

// Commit seals the moves of the sender's role for one turn. It replaces what was
// committed before.
type Commit struct {
	Head
	Turn  int     `json:"turn"`
	Moves []Move  `json:"moves"`
	Share []Rider `json:"share,omitempty"` // evidence given with proposals, at once
	Why   string  `json:"why,omitempty"`   // of an agent, for the study; nobody at the table sees it
	Usage *Usage  `json:"usage,omitempty"` // of an agent: what the answer took
}

// Rider is evidence that goes with a proposal to all who are asked to agree.
type Rider struct {
	Evidence string `json:"evidence"`          // the sender's own id
	Move     int    `json:"move"`              // index of the proposal
	Confirm  bool   `json:"confirm,omitempty"` // going beyond its mark is meant
}

// Share gives evidence that the sender holds to other roles, at once.
type Share struct {
	Head
	Turn     int      `json:"turn"`
	Evidence string   `json:"evidence"`          // the sender's own id
	To       []string `json:"to"`                // ids of roles
	Confirm  bool     `json:"confirm,omitempty"` // going beyond its mark is meant
}

// Move is one measure chosen.
type Move struct {
	Action string `json:"action"`
	Target string `json:"target,omitempty"` // id of a role
	// Choices are the words picked, by the name of the choice; one that is left
	// out is the first word of its choice.
	Choices  map[string]string `json:"choices,omitempty"`
	Evidence string            `json:"evidence,omitempty"` // of the move "publish": the viewer's own id of it
	Amount   float64           `json:"amount,omitempty"`   // of a measure that takes one; absent: 0
	Confirm  bool              `json:"confirm,omitempty"`  // crossing a firebreak, or going beyond a mark, is meant
	Text     string            `json:"text,omitempty"`     // public wording or reason, at most 2,000 characters
}

// Recall takes back what was committed in this turn.
type Recall struct {
	Head
	Turn int `json:"turn"`
}

// Lang changes the language of the connection.
type Lang struct {
	Head
	Lang string `json:"lang"`
}

// Next says that the sender has read the reveal and is ready for the next turn.
type Next struct {
	Head
	Turn int `json:"turn"` // the turn revealed
}

// Ask asks for the whole view again, after a gap in seq.
type Ask struct {
	Head
}

// Ping asks for a pong; Now is echoed.
type Ping struct {
	Head
	Now float64 `json:"now"` // milliseconds of the client's clock
}

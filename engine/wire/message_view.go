package wire

// View is what the viewer may know now: ids, numbers, words of closed lists and
// short sentences. It is whole; there are no patches.
type View struct {
	Head
	Seq       uint64   `json:"seq"`  // counts the views sent to this viewer
	Book      int      `json:"book"` // revision of the book that it needs
	Turn      int      `json:"turn"`
	Turns     int      `json:"turns"`
	Phase     string   `json:"phase" jsonschema:"enum=brief,enum=consult,enum=decide,enum=reveal,enum=ended"`
	When      string   `json:"when,omitempty"` // date and time in the story, RFC 3339
	Hours     float64  `json:"hours"`          // length of this turn
	TurnName  string   `json:"turnName,omitempty"`
	Role      string   `json:"role"`
	Numbers   []Number `json:"numbers"`
	Top       int      `json:"top"`    // highest rung of any pair; -1 without a ladder
	Course    []int    `json:"course"` // top at the close of each turn so far
	Attacks   []Attack `json:"attacks"`
	Questions []Asked  `json:"questions,omitempty"` // what is asked beside who did it
	Evidence  []Held   `json:"evidence"`
	Feed      []Item   `json:"feed"`
	Options   []Option `json:"options"`
	Limit     int      `json:"limit"` // most measures in a turn; 0 = any
	Mine      Mine     `json:"mine"`
	Share     []Giving `json:"share,omitempty"` // evidence that may be given to others now, with equal reach together
	// Proposals are moves that need others to agree: those the viewer is asked
	// about, and its own. They stand while the turn is decided.
	Proposals []Proposal `json:"proposals,omitempty"`
	// Agreements are those in force; everybody knows them.
	Agreements []Pact `json:"agreements,omitempty"`
	// Standing are the viewer's standing orders, which wait for their condition.
	Standing []Standing `json:"standing,omitempty"`
	// Deadlines are those that run and that the viewer sees.
	Deadlines []Deadline `json:"deadlines,omitempty"`
	Reveal    *Reveal    `json:"reveal,omitempty"` // in the phases reveal and ended: what the adjudication brought
	News      *Reveal    `json:"news,omitempty"`   // in the phases before: what the opening of this turn brought
	End       *End       `json:"end,omitempty"`
}

// Proposal is a move that needs others to agree, committed by its mover. The
// book has the card of its measure.
type Proposal struct {
	ID      string            `json:"id"`   // the viewer's own, for answer
	Role    string            `json:"role"` // who proposes
	Mine    bool              `json:"mine,omitempty"`
	Action  string            `json:"action"`
	Target  string            `json:"target,omitempty"`
	Choices map[string]string `json:"choices,omitempty"`
	Amount  float64           `json:"amount,omitempty"`
	Text    string            `json:"text"`              // in a sentence
	Words   string            `json:"words,omitempty"`   // what the mover wrote beside it
	Yes     *bool             `json:"yes,omitempty"`     // what the viewer has answered; absent: nothing yet
	Answers []Given           `json:"answers,omitempty"` // of the viewer's own proposal: what was answered so far
}

// Pact is an agreement in force.
type Pact struct {
	Title   string   `json:"title"`
	Between []string `json:"between"` // ids of States, and of roles that belong to none
	Until   int      `json:"until"`   // first turn in which it is not in force any more
}

// Deadline is a deadline that runs: it passes at the opening of a turn unless
// somebody stops it before.
type Deadline struct {
	Title string  `json:"title"`
	Turns int     `json:"turns,omitempty"` // until it passes; absent: not in this exercise
	Hours float64 `json:"hours"`           // in the story, from the beginning of this turn
	// Stop is what stops it, in words; absent: the viewer does not know, or nothing
	// does. By are the seats with a measure that this asks for.
	Stop string   `json:"stop,omitempty"`
	By   []string `json:"by,omitempty"`
}

// Standing is a standing order of the viewer.
type Standing struct {
	Move Move   `json:"move"`
	Turn int    `json:"turn"` // in which it was given
	Text string `json:"text"` // the move in words
}

// Given is one role's answer to a proposal of the viewer.
type Given struct {
	Role string `json:"role"`
	Yes  bool   `json:"yes"`
}

// Number is one number at the viewer's grade.
type Number struct {
	Track string   `json:"track"`
	Of    string   `json:"of,omitempty"`   // role; of a pair the first
	With  string   `json:"with,omitempty"` // of a pair the second
	Value *float64 `json:"value,omitempty"`
	Band  *int     `json:"band,omitempty"` // index into the bands of the track's card
}

// Attack is an incident the viewer knows of.
type Attack struct {
	ID       string    `json:"id"`
	Turn     int       `json:"turn"`
	Did      bool      `json:"did,omitempty"` // it was the viewer
	Suspects []Suspect `json:"suspects"`
}

// Suspect is how likely the viewer holds one author to be, in words of one
// published yardstick, with its range in per cent.
type Suspect struct {
	Role string `json:"role"` // "" = somebody unknown
	Word string `json:"word" jsonschema:"enum=remote,enum=highly_unlikely,enum=unlikely,enum=even,enum=likely,enum=highly_likely,enum=almost_certain"`
	Low  int    `json:"low"`
	High int    `json:"high"`
}

// Asked is a question, and how likely the viewer holds each of its answers to be,
// in the order of the question's card.
type Asked struct {
	ID      string       `json:"id"`
	Answers []Assessment `json:"answers"`
}

// Assessment is how likely the viewer holds something to be, in words of the
// yardstick, with its range in per cent.
type Assessment struct {
	Word string `json:"word" jsonschema:"enum=remote,enum=highly_unlikely,enum=unlikely,enum=even,enum=likely,enum=highly_likely,enum=almost_certain"`
	Low  int    `json:"low"`
	High int    `json:"high"`
}

// Held is evidence known to the viewer.
type Held struct {
	ID       string `json:"id"`
	Attack   string `json:"attack"`                                                  // "" = not about one that the viewer knows of
	Question string `json:"question,omitempty"`                                      // it bears on this one
	Found    bool   `json:"found"`                                                   // false: it was looked for and not found
	Public   bool   `json:"public,omitempty"`                                        // it was published: everybody has it
	Is       string `json:"is,omitempty" jsonschema:"enum=,enum=genuine,enum=plant"` // what it was found to be when it was examined
}

// Giving is evidence of the viewer that may be given to the same roles.
type Giving struct {
	Evidence []string `json:"evidence"`      // ids
	All      bool     `json:"all,omitempty"` // to everybody else with a seat
	To       []string `json:"to,omitempty"`  // else: ids of roles
	// Beyond are those to whom it may go at the price that its card names; must be
	// confirmed.
	Beyond []string `json:"beyond,omitempty"`
}

// Item is an inject the viewer was sent.
type Item struct {
	ID   string `json:"id"`
	Turn int    `json:"turn"`
}

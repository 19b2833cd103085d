package wire

// Option is a measure of the viewer's role in this turn. With targets, Targets
// says what holds for each; without, OK and Why are its own.
type Option struct {
	Action  string    `json:"action"`
	OK      bool      `json:"ok"`
	Code    string    `json:"code,omitempty"`    // why not, as a code
	Why     string    `json:"why,omitempty"`     // why not, in words
	Amounts *Amounts  `json:"amounts,omitempty"` // it takes one of these
	Breaks  []string  `json:"breaks,omitempty"`  // titles of agreements in force that forbid it
	Costs   []Cost    `json:"costs,omitempty"`   // with the lowest amount
	Odds    []float64 `json:"odds,omitempty"`    // in the order of the card's outcomes
	Warn    bool      `json:"warn,omitempty"`
	Crosses int       `json:"crosses,omitempty"` // rung entered across a firebreak: must be confirmed
	Closes  int       `json:"closes,omitempty"`  // of an offer: last turn in which it stands
	Plan    bool      `json:"plan,omitempty"`    // the role's own plan has it for this turn
	Targets []Target  `json:"targets,omitempty"`
	Words   []Word    `json:"words,omitempty"` // of its choices: words that are locked
	Cases   []Case    `json:"cases,omitempty"` // other words for which something else holds than is said here
	Items   []Publish `json:"items,omitempty"` // of the move "publish": evidence that could be published
}

// Word is a word of a choice that is locked by its own condition.
type Word struct {
	Choice string `json:"choice"`
	Word   string `json:"word"`
	Code   string `json:"code"`
	Why    string `json:"why"`
}

// Case is what is otherwise than the option and its target say if these words are
// picked; what is absent is as there.
type Case struct {
	Choices map[string]string `json:"choices"`          // choice to word, all of them
	Target  string            `json:"target,omitempty"` // absent: towards any, or there is none
	Costs   []Cost            `json:"costs,omitempty"`
	Odds    []float64         `json:"odds,omitempty"`
	Warn    *bool             `json:"warn,omitempty"`
	Crosses *int              `json:"crosses,omitempty"` // 0: no firebreak is crossed
}

// Amounts are the amounts that a measure takes now: from Low to High by Step. If
// High is below Low there is none.
type Amounts struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	Step float64 `json:"step"`
}

// Publish is what holds for one piece of the viewer's evidence.
type Publish struct {
	Evidence string `json:"evidence"` // the viewer's own id
	OK       bool   `json:"ok"`
	Code     string `json:"code,omitempty"` // absent though it is not ok: as that of the last one before
	Why      string `json:"why,omitempty"`
	Beyond   bool   `json:"beyond,omitempty"` // at the price that its card names: must be confirmed
}

// Target is one target of an option.
type Target struct {
	Role    string    `json:"role"`
	OK      bool      `json:"ok"`
	Code    string    `json:"code,omitempty"`
	Why     string    `json:"why,omitempty"`
	Costs   []Cost    `json:"costs,omitempty"` // absent: as the option's
	Odds    []float64 `json:"odds,omitempty"`  // absent: as the option's
	Warn    bool      `json:"warn,omitempty"`
	Crosses int       `json:"crosses,omitempty"`
	Plan    bool      `json:"plan,omitempty"` // the role's own plan is aimed at it
}

// Cost is what a measure takes from the viewer's own numbers.
type Cost struct {
	Track string  `json:"track"`
	By    float64 `json:"by"`
	// Step is what each step more of an amount takes. Uneven: the steps differ, and
	// By is what the lowest amount takes.
	Step   float64 `json:"step,omitempty"`
	Uneven bool    `json:"uneven,omitempty"`
}

// Mine is what the viewer's role has committed.
type Mine struct {
	Committed bool   `json:"committed"`
	Moves     []Move `json:"moves"`
}

package wire

// Debrief is the whole story once it is over. Everybody is sent it, with all
// that was hidden.
type Debrief struct {
	Head
	Headline   string          `json:"headline"` // one sentence: what was the turning point
	Ending     DebriefEnding   `json:"ending"`
	Course     []CoursePoint   `json:"course"`
	Ladder     *LadderCard     `json:"ladder,omitempty"` // its rungs, which a facilitator has no book of
	Decisions  []Decision      `json:"decisions"`        // in order of turns and roles
	Objectives []Learned       `json:"objectives"`
	Goals      []DebriefGoal   `json:"goals"`
	Beliefs    []DebriefBelief `json:"beliefs"` // one for each attack
	Questions  []DebriefAnswer `json:"questions,omitempty"`
	Deadlines  []Elapsed       `json:"deadlines,omitempty"`  // all that the scenario has
	Agreements []Kept          `json:"agreements,omitempty"` // each time that one was made
	Proposals  []Proposed      `json:"proposals,omitempty"`  // each move that needed others
	Evidence   []Known         `json:"evidence,omitempty"`   // what anybody found or looked for
	Numbers    []Went          `json:"numbers,omitempty"`    // of the world, and of pairs that moved
}

// Elapsed is a deadline and what became of it.
type Elapsed struct {
	Title string `json:"title"`
	Stop  string `json:"stop,omitempty"` // what would have stopped it, in words
	// State at the end; one that waits never began to run.
	State string `json:"state" jsonschema:"enum=waits,enum=runs,enum=stopped,enum=passed"`
	Turn  int    `json:"turn,omitempty"` // in which it was stopped or passed; absent: it still ran, or waited
	// Unseen are the titles of the seats that did not see it run.
	Unseen []string `json:"unseen,omitempty"`
}

// Kept is an agreement that was made and what became of it.
type Kept struct {
	Title    string   `json:"title"`
	Turn     int      `json:"turn"`            // in which it was made
	Parties  []string `json:"parties"`         // titles
	Until    int      `json:"until,omitempty"` // last turn for which it was made; absent: to the end
	Breaches []Breach `json:"breaches"`
	// State: it stood at the end, had run out before, or somebody broke it.
	State string `json:"state" jsonschema:"enum=stands,enum=expired,enum=broken"`
}

// Breach is one party that broke its word towards another.
type Breach struct {
	Turn    int    `json:"turn"`
	By      string `json:"by"`      // title
	Towards string `json:"towards"` // title
}

// Proposed is a move that needed others to agree, and what they said. Who said what
// in a secret vote nobody is told, not even here: there are figures only.
type Proposed struct {
	Turn   int      `json:"turn"`
	Role   string   `json:"role"`  // title of who proposed
	Title  string   `json:"title"` // of the move, with its target and words
	Kind   string   `json:"kind" jsonschema:"enum=consent,enum=cosign,enum=vote"`
	State  string   `json:"state" jsonschema:"enum=carried,enum=refused,enum=failed"` // failed: enough agreed, but its condition no longer held
	Secret bool     `json:"secret,omitempty"`
	Yes    []string `json:"yes,omitempty"` // titles, without the proposer
	No     []string `json:"no,omitempty"`
	Silent []string `json:"silent,omitempty"`
	For    int      `json:"for"` // how many of those asked said so
	Not    int      `json:"not"`
	None   int      `json:"none"`
}

// Known is a piece of evidence and who came to know it.
type Known struct {
	Title     string  `json:"title"`
	About     string  `json:"about"`             // the attack or question it bears on
	Planted   bool    `json:"planted,omitempty"` // it was laid to mislead
	Published int     `json:"published,omitempty"`
	Held      []Since `json:"held"`
	Sought    []Since `json:"sought,omitempty"` // who looked for it and never had it
}

// Since is a role and the turn from which it holds.
type Since struct {
	Turn int    `json:"turn"`
	Role string `json:"role"` // title
}

// Went is a number at the beginning and at the end.
type Went struct {
	Title string  `json:"title"`
	From  string  `json:"from"` // in words or figures
	To    string  `json:"to"`
	By    float64 `json:"by"`
	Good  string  `json:"good" jsonschema:"enum=high,enum=low,enum=none"` // where it had better go
}

// DebriefEnding is how it ended.
type DebriefEnding struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// CoursePoint is the close of one turn.
type CoursePoint struct {
	Turn int `json:"turn"`
	Top  int `json:"top"`  // highest rung of any pair
	High int `json:"high"` // highest rung in the turn, which may have come down before its close
}

// Decision is one move and what came of it.
type Decision struct {
	Turn    int          `json:"turn"`
	Role    string       `json:"role"` // title
	Title   string       `json:"title"`
	Target  string       `json:"target"`  // title of the role; "" = none
	Outcome string       `json:"outcome"` // in words; "" if it has none of its own
	Group   string       `json:"group" jsonschema:"enum=attack,enum=active,enum=diplomatic,enum=legal,enum=resilience"`
	Status  string       `json:"status,omitempty" jsonschema:"enum=lawful,enum=grey,enum=contested,enum=unlawful"` // in law
	Basis   string       `json:"basis,omitempty"`                                                                  // legal basis
	Words   string       `json:"words,omitempty"`                                                                  // what was said with it
	Ladder  []LadderStep `json:"ladder"`
	Moved   []Moved      `json:"moved"`
}

// LadderStep is a pair of States that went up or down.
type LadderStep struct {
	A    string `json:"a"` // title
	B    string `json:"b"`
	From int    `json:"from"`
	To   int    `json:"to"`
}

// Moved is a number that a decision had a part in.
type Moved struct {
	Title string  `json:"title"`
	From  float64 `json:"from"` // before the turn
	To    float64 `json:"to"`   // after it
	By    float64 `json:"by"`   // the decision's own part, as a sum; 0 if it is none
}

// DebriefGoal is what one role's goal was worth.
type DebriefGoal struct {
	Role   string  `json:"role"` // title; "" = everybody's
	Text   string  `json:"text"`
	Score  float64 `json:"score"`
	Secret bool    `json:"secret"` // nobody else knew of it
}

// DebriefBelief is how likely each role held the truth about one attack.
type DebriefBelief struct {
	Attack string     `json:"attack"`
	Author string     `json:"author"` // who did it
	Turns  []BeliefAt `json:"turns"`
}

// DebriefAnswer is how likely each role held the true answer to one question.
type DebriefAnswer struct {
	Answered
	Turns []BeliefAt `json:"turns"`
}

// BeliefAt is what one role believed at the close of a turn.
type BeliefAt struct {
	Turn    int    `json:"turn"`
	Role    string `json:"role"`    // title
	Percent int    `json:"percent"` // for the truth
}

package wire

// Reveal is what the viewer learns of a part of the turn.
type Reveal struct {
	Turn   int     `json:"turn"`
	Events []Event `json:"events"`
	Why    []Why   `json:"why"`
}

// Event is one thing that happened, as a sentence.
type Event struct {
	Kind string `json:"kind" jsonschema:"enum=move,enum=failed,enum=outcome,enum=also,enum=due,enum=attack,enum=inject,enum=rule,enum=found,enum=looked,enum=offer,enum=ending,enum=unsigned,enum=armed,enum=shared,enum=genuine,enum=plant,enum=gone,enum=agreed,enum=broken,enum=deadline,enum=stopped,enum=beyond,enum=began"`
	Role string `json:"role,omitempty"` // who did it, if the viewer may know
	Text string `json:"text"`
	Item string `json:"item,omitempty"` // card to read
	// Group is that of the board in which a move stands.
	Group string `json:"group,omitempty" jsonschema:"enum=attack,enum=active,enum=diplomatic,enum=legal,enum=resilience"`
	// Words are what the mover wrote beside the move.
	Words string `json:"words,omitempty"`
}

// Why tells how one number moved.
type Why struct {
	Number
	From     *float64 `json:"from,omitempty"` // value before
	FromBand *int     `json:"fromBand,omitempty"`
	Parts    []Part   `json:"parts"`
	Others   bool     `json:"others,omitempty"` // other causes and limits had a part
	OtherBy  *float64 `json:"otherBy,omitempty"`
}

// Part is one known cause: a sentence, and a figure if the number is seen
// exactly, else a direction.
type Part struct {
	Text string   `json:"text"`
	Role string   `json:"role,omitempty"` // whose act it was, where the text does not say so
	Op   string   `json:"op" jsonschema:"enum=+=,enum=-=,enum=*=,enum=="`
	By   *float64 `json:"by,omitempty"`
	Dir  int      `json:"dir,omitempty"` // where there is no figure: 1 up, -1 down; 0 cannot be told
}

// End is how it ended.
type End struct {
	Ending     string      `json:"ending"` // id; "" = time ran out
	Title      string      `json:"title"`
	Text       string      `json:"text"`
	Goals      []GoalScore `json:"goals"`
	Objectives []Learned   `json:"objectives"`
}

// GoalScore is what one of the viewer's goals was worth.
type GoalScore struct {
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

// Learned is a learning objective and how it went.
type Learned struct {
	Text  string `json:"text"`
	State string `json:"state" jsonschema:"enum=met,enum=missed,enum=untested"`
}

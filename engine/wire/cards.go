package wire

// Book is the viewer's dictionary in the language of the connection. It only
// grows: a message holds what is new since revision Rev-1, or everything if All
// is set. It comes before the view that needs it.
type Book struct {
	Head
	Rev    int               `json:"rev"`
	All    bool              `json:"all,omitempty"`
	Lang   string            `json:"lang"`
	Texts  map[string]string `json:"texts"`
	Cards  []Card            `json:"cards,omitempty"`  // measures of the viewer's role
	Roles  []RoleCard        `json:"roles,omitempty"`  // all delegations
	Tracks []TrackCard       `json:"tracks,omitempty"` // numbers the viewer sees
	Ladder *LadderCard       `json:"ladder,omitempty"`
	Items  []ItemCard        `json:"items,omitempty"` // injects, attacks, evidence and questions disclosed
}

// RoleCard is what everybody may read about a role; Brief and Goals are the
// viewer's own.
type RoleCard struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind" jsonschema:"enum=state,enum=agency,enum=company,enum=organisation,enum=proxy,enum=public"`
	Title    string   `json:"title"`
	Relation string   `json:"relation,omitempty"`
	Letters  string   `json:"letters"`
	Shape    string   `json:"shape"`
	State    string   `json:"state,omitempty"`
	Seat     bool     `json:"seat"`            // false: nobody sits there
	Brief    string   `json:"brief,omitempty"` // Markdown
	Goals    []string `json:"goals,omitempty"`
}

// TrackCard describes a number.
type TrackCard struct {
	ID    string   `json:"id"`
	Kind  string   `json:"kind" jsonschema:"enum=world,enum=role,enum=pair"`
	Title string   `json:"title"`
	Doc   string   `json:"doc,omitempty"`
	Unit  string   `json:"unit,omitempty"`
	Min   *float64 `json:"min,omitempty"` // absent: no bound
	Max   *float64 `json:"max,omitempty"`
	Good  string   `json:"good" jsonschema:"enum=high,enum=low,enum=none"`
	Bands []string `json:"bands,omitempty"` // words of the bands, lowest first
	Words []string `json:"words,omitempty"` // names of the values 0, 1, 2 …
}

// LadderCard describes the ladder, lowest rung first, numbered from 0.
type LadderCard struct {
	Rungs      []RungCard      `json:"rungs"`
	Firebreaks []FirebreakCard `json:"firebreaks"`
}

// RungCard is one step.
type RungCard struct {
	Name string `json:"name"`
	Doc  string `json:"doc,omitempty"`
}

// FirebreakCard lies below a rung.
type FirebreakCard struct {
	Below int    `json:"below"`
	Text  string `json:"text"`
}

// Card is a measure: everything about it that does not change from turn to turn.
type Card struct {
	ID           string       `json:"id"`
	Group        string       `json:"group" jsonschema:"enum=attack,enum=active,enum=diplomatic,enum=legal,enum=resilience"`
	Tray         string       `json:"tray" jsonschema:"enum=investigate,enum=defend,enum=talk,enum=law,enum=restrict,enum=covert,enum=attack"`
	Temptation   bool         `json:"temptation,omitempty"`
	Title        string       `json:"title"`
	Text         string       `json:"text,omitempty"`
	Offer        string       `json:"offer,omitempty"`
	Gain         string       `json:"gain,omitempty"`
	Instead      string       `json:"instead,omitempty"` // id of the lawful twin
	InsteadTitle string       `json:"insteadTitle,omitempty"`
	RiskLevel    string       `json:"riskLevel,omitempty" jsonschema:"enum=low,enum=medium,enum=high"`
	Risk         string       `json:"risk,omitempty"`
	Status       string       `json:"status,omitempty" jsonschema:"enum=lawful,enum=grey,enum=contested,enum=unlawful"`
	Basis        string       `json:"basis,omitempty"`
	Rung         int          `json:"rung"`             // -1: moves nobody by itself
	Veiled       bool         `json:"veiled,omitempty"` // not all see who did it: its rung is how grave it is, and moves nobody
	LadderText   string       `json:"ladderText,omitempty"`
	Warn         string       `json:"warn,omitempty"` // stands when the option says so
	Irrevocable  bool         `json:"irrevocable,omitempty"`
	Upholds      []string     `json:"upholds,omitempty"`  // titles of norms
	Breaches     []string     `json:"breaches,omitempty"` // titles of norms
	Outcomes     []string     `json:"outcomes,omitempty"` // words for the odds of an option
	Choices      []ChoiceCard `json:"choices,omitempty"`
	Consent      *ConsentCard `json:"consent,omitempty"`
	Cosign       *CosignCard  `json:"cosign,omitempty"`
	Vote         *VoteCard    `json:"vote,omitempty"`
	Words        *WordsCard   `json:"words,omitempty"`
	Standing     string       `json:"standing,omitempty"` // what the order waits for, in words; absent: it is played at once
	Makes        []Promise    `json:"makes,omitempty"`    // agreements that it makes between those who take part
	Advice       []Advice     `json:"advice,omitempty"`
	Publish      bool         `json:"publish,omitempty"` // the built-in move: the move names a piece of evidence
}

// ChoiceCard is something that the mover picks a word for.
type ChoiceCard struct {
	Name  string     `json:"name"`
	Title string     `json:"title"`
	Words []WordCard `json:"words"`
}

// WordCard is one word of a choice.
type WordCard struct {
	Word string `json:"word"`
	Text string `json:"text"`
	Rung *int   `json:"rung,omitempty"` // replaces the card's
}

// ConsentCard says who must all say yes before a measure goes through.
type ConsentCard struct {
	Of       []string `json:"of,omitempty"`     // ids of roles
	Target   bool     `json:"target,omitempty"` // the target is asked
	Optional bool     `json:"optional,omitempty"`
}

// VoteCard says which body decides on a measure.
type VoteCard struct {
	Of       []string `json:"of,omitempty"`
	Target   bool     `json:"target,omitempty"`
	Rule     string   `json:"rule" jsonschema:"enum=unanimity,enum=consensus,enum=majority,enum=number"`
	AtLeast  int      `json:"atLeast,omitempty"` // by number
	Secret   bool     `json:"secret,omitempty"`
	Optional bool     `json:"optional,omitempty"`
}

// WordsCard says what the mover may or must write beside a measure.
type WordsCard struct {
	Needed bool `json:"needed,omitempty"`
	Max    int  `json:"max"` // characters
}

// CosignCard says who must agree before a measure goes through.
type CosignCard struct {
	Of       []string `json:"of"`                 // ids of the roles that can sign
	Target   bool     `json:"target,omitempty"`   // the target can sign
	AtLeast  int      `json:"atLeast"`            // names needed among them; the mover's counts if it is one of them
	Optional bool     `json:"optional,omitempty"` // it goes through anyway; a yes only adds a name
}

// Promise is an agreement that a measure makes. Turns or Hours is how long it
// lasts, in turns or in the story; neither: to the end.
type Promise struct {
	Title   string   `json:"title"`
	Forbids []string `json:"forbids,omitempty"` // titles of measures of the viewer's role
	Turns   int      `json:"turns,omitempty"`
	Hours   float64  `json:"hours,omitempty"`
}

// Advice is what one adviser says of a measure.
type Advice struct {
	By   string `json:"by" jsonschema:"enum=legal,enum=technical,enum=political,enum=military,enum=intelligence,enum=press,enum=economic"`
	Text string `json:"text"`
}

// ItemCard is the text of something disclosed to the viewer. Its id is the
// viewer's own: it tells nothing about the scenario's ids or order.
type ItemCard struct {
	ID       string `json:"id"`
	Kind     string `json:"kind" jsonschema:"enum=inject,enum=attack,enum=evidence,enum=question"`
	Title    string `json:"title,omitempty"`
	Text     string `json:"text"`
	From     string `json:"from,omitempty"`
	Channel  string `json:"channel,omitempty"`
	TLP      string `json:"tlp,omitempty"`
	Unknown  string `json:"unknown,omitempty"`  // of an attack: what is not known
	Severity int    `json:"severity,omitempty"` // of an attack: S0 to S5
	Host     string `json:"host,omitempty"`     // of an attack: role from which it seems to come
	// Answers are those to a question.
	Answers []string `json:"answers,omitempty"`
	// Plantable says of evidence that it could be a plant, not that it is one.
	Plantable bool `json:"plantable,omitempty"`
	// Beyond says of evidence what it costs the viewer to go beyond its mark, a
	// sentence each. Absent: the viewer may not.
	Beyond []string `json:"beyond,omitempty"`
}

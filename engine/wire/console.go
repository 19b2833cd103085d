package wire

// Types of the messages of an exercise with a lobby and a facilitator. A draft
// goes both ways.
const (
	TypeLobby   = "lobby"
	TypeConsole = "console"
	TypeDebrief = "debrief"
	TypeDraft   = "draft"
	TypeRead    = "read"
	TypeTake    = "take"
	TypeAnswer  = "answer"
	TypeAct     = "act"
)

// PhaseLobby is the phase before the exercise starts: people come in and take
// their seats. There is no view yet.
const PhaseLobby = "lobby"

// Codes of refusals about seats, guests and acts.
const (
	CodeNotAdmitted   = "not_admitted"   // the facilitator has not let the guest in yet
	CodeNotFree       = "not_free"       // the seat cannot be taken
	CodeComputerPlays = "computer_plays" // the computer plays this seat now
	CodeOld           = "old_draft"      // a newer draft of the seat is there
	CodeUnknownItem   = "unknown_item"   // nothing disclosed to the sender has this id
	CodeUnknownGuest  = "unknown_guest"  // no such guest
	CodeUnknownAct    = "unknown_act"    // the facilitator has no such act, or it lacks what it needs
	CodeUnknownAsked  = "unknown_asked"  // no proposal with this id asks the sender
	CodeNotAllowed    = "not_allowed"    // the sender may not do this
)

// Draft is what a seat is about to decide, not yet committed. A client sends it
// on every change, at most every 300 ms; the server passes it on to the other
// devices of the seat. The highest Rev wins; whoever sends one that is no higher
// is sent the one that holds.
type Draft struct {
	Head
	Turn  int    `json:"turn"`
	Rev   int    `json:"rev"` // one more than the last one seen, from 1 in each turn
	Moves []Move `json:"moves"`
}

// Read says that an item of the feed has been read.
type Read struct {
	Head
	Item string `json:"item"`
}

// Take asks for a role: a guest in the lobby, or one that comes late.
type Take struct {
	Head
	Role string `json:"role"`
}

// Answer is what the sender's role says to a proposal that it was asked about. A
// later answer replaces an earlier one until the turn is adjudicated.
type Answer struct {
	Head
	Turn     int    `json:"turn"`
	Proposal string `json:"proposal"` // id of a proposal of the sender's view
	Yes      bool   `json:"yes"`
}

// Act is something the facilitator does. Which of the fields it needs depends on
// Do: PROTOCOL.md has the table.
type Act struct {
	Head
	Do      string   `json:"do" jsonschema:"enum=start,enum=pause,enum=resume,enum=time,enum=advance,enum=inject,enum=hold,enum=release,enum=force,enum=unforce,enum=override,enum=computer,enum=person,enum=admit,enum=refuse,enum=free,enum=end"`
	Inject  string   `json:"inject,omitempty"`  // id in the scenario
	Role    string   `json:"role,omitempty"`    // id
	Guest   string   `json:"guest,omitempty"`   // id in the console
	Seconds int      `json:"seconds,omitempty"` // of time: how many more; less if negative
	Chance  *Chance  `json:"chance,omitempty"`  // of force and unforce
	Number  string   `json:"number,omitempty"`  // of override: a number of the console
	Value   *float64 `json:"value,omitempty"`   // of override
	Reason  string   `json:"reason,omitempty"`  // why, for the review; at most 2,000 characters
}

// Chance names a draw that the facilitator decides, and how it falls.
type Chance struct {
	Turn    int    `json:"turn,omitempty"` // in which it is made; 0: the next time that it can be
	Purpose string `json:"purpose" jsonschema:"enum=outcome,enum=also,enum=rule,enum=evidence,enum=ending,enum=draw,enum=mask,enum=truth"`
	Of      string `json:"of"`               // id of the action, also, rule, evidence, ending, random number, attack or question
	Role    string `json:"role,omitempty"`   // who makes the move or wears the mask, or whom the rule is about
	Target  string `json:"target,omitempty"` // id of a role
	Index   int    `json:"index,omitempty"`  // among draws of one name in one turn, from 0
	Way     string `json:"way,omitempty"`    // how it falls: a way of the console; not of unforce
}

// Lobby is the table before it starts, and what a guest without a role is shown
// afterwards. It is whole: the latest one holds.
type Lobby struct {
	Head
	Code  string      `json:"code"`
	Title string      `json:"title"` // of the scenario
	Lang  string      `json:"lang"`
	Phase string      `json:"phase" jsonschema:"enum=lobby,enum=brief,enum=consult,enum=decide,enum=reveal,enum=ended"`
	You   *LobbyYou   `json:"you,omitempty"` // absent for the public
	Seats []LobbySeat `json:"seats"`
}

// LobbyYou is the receiver of a lobby.
type LobbyYou struct {
	Name     string `json:"name"`           // as it was given; "" for who came by the link of a role
	Admitted bool   `json:"admitted"`       // false: the facilitator has still to say yes
	Role     string `json:"role,omitempty"` // id, once it has one
}

// LobbySeat is a seat that can be taken.
type LobbySeat struct {
	Role     string `json:"role"`
	Title    string `json:"title"`
	Letters  string `json:"letters"`
	Shape    string `json:"shape"`
	Relation string `json:"relation"`
	People   int    `json:"people"` // how many sit there
	Free     bool   `json:"free"`   // it may be taken
}

// Console is everything that the facilitator sees, with the truth and all that
// is sealed. Nobody else is ever sent one. It is whole: the latest one holds.
type Console struct {
	Head
	Seq        uint64            `json:"seq"` // counts the consoles sent in this language
	Phase      string            `json:"phase" jsonschema:"enum=lobby,enum=brief,enum=consult,enum=decide,enum=reveal,enum=ended"`
	Turn       int               `json:"turn"`
	Turns      int               `json:"turns"`
	TurnName   string            `json:"turnName"`
	Title      string            `json:"title"` // of the scenario
	Code       string            `json:"code"`
	Pin        string            `json:"pin"`     // of the room; "" = none
	JoinURL    string            `json:"joinUrl"` // leads to the lobby and admits
	Links      []Link            `json:"links"`
	Guests     []Guest           `json:"guests"`
	Seats      []ConsoleSeat     `json:"seats"`
	Sealed     []Sealed          `json:"sealed"`
	Injects    []QueuedInject    `json:"injects"`
	Objectives []Watched         `json:"objectives"`
	Truth      []Truth           `json:"truth"`
	Questions  []Answered        `json:"questions,omitempty"`
	Deadlines  []WatchedDeadline `json:"deadlines,omitempty"`
	Top        int               `json:"top"` // highest rung of any pair; -1 without a ladder
	Course     []int             `json:"course"`
	Marks      []Mark            `json:"marks"`
	Acts       []Done            `json:"acts"`    // newest first
	Chances    []OpenChance      `json:"chances"` // draws that can be decided
	Forced     []Decided         `json:"forced"`  // those that are, and wait
	Numbers    []Settable        `json:"numbers"` // every number that can be set
}

// OpenChance is a draw that the facilitator can decide.
type OpenChance struct {
	Purpose string `json:"purpose" jsonschema:"enum=outcome,enum=also,enum=rule,enum=evidence,enum=ending,enum=draw,enum=mask,enum=truth"`
	Of      string `json:"of"`
	Title   string `json:"title"`
	Roles   []Whom `json:"roles,omitempty"`   // one of them must be named
	Targets []Whom `json:"targets,omitempty"` // the same
	Ways    []Way  `json:"ways"`
}

// Whom is a role that a draw can be about.
type Whom struct {
	Role  string `json:"role"`
	Title string `json:"title"`
}

// Way is one way in which a draw can fall.
type Way struct {
	Way  string `json:"way"`
	Text string `json:"text"`
}

// Decided is a draw that waits to fall as the facilitator says.
type Decided struct {
	Chance
	Text string `json:"text"` // in words
}

// Settable is a number that the facilitator can set.
type Settable struct {
	Number string   `json:"number"` // what an act calls it
	Title  string   `json:"title"`
	Value  float64  `json:"value"`
	Min    *float64 `json:"min,omitempty"` // absent: it has none
	Max    *float64 `json:"max,omitempty"`
	Whole  bool     `json:"whole,omitempty"`
	Words  []string `json:"words,omitempty"` // of a number that is a word: those for 0, 1, 2 …
}

// Link leads to the seat of a role.
type Link struct {
	Role string `json:"role"` // "" = the wall
	URL  string `json:"url"`
}

// Guest is somebody who came by the code or the link of the lobby.
type Guest struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Admitted bool   `json:"admitted"`
	Role     string `json:"role"` // "" = none yet
	Online   bool   `json:"online"`
}

// ConsoleSeat is a seat as the facilitator sees it.
type ConsoleSeat struct {
	Role    string   `json:"role"`
	Title   string   `json:"title"`
	Letters string   `json:"letters"`
	Shape   string   `json:"shape"`
	Holder  string   `json:"holder" jsonschema:"enum=person,enum=computer"`
	People  []Person `json:"people"`
	State   string   `json:"state" jsonschema:"enum=deciding,enum=committed,enum=reading,enum=ready,enum=away,enum=computer"`
	Read    int      `json:"read"`   // items of its feed that somebody of the seat has read
	Unread  int      `json:"unread"` // items of its feed that nobody of the seat has read
}

// Person sits at a seat.
type Person struct {
	Name   string `json:"name"` // "" for who came by the link of the role
	Online bool   `json:"online"`
}

// Sealed is what a role has committed, or its draft if it has not.
type Sealed struct {
	Role  string       `json:"role"`
	Draft bool         `json:"draft"`
	Moves []SealedMove `json:"moves"`
}

// SealedMove is one measure in words.
type SealedMove struct {
	Title  string `json:"title"`
	Target string `json:"target"` // title of the role; "" = none
	Detail string `json:"detail"` // choices, evidence, public wording
}

// QueuedInject is an inject of the scenario and where it stands.
type QueuedInject struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	To       string `json:"to"` // short titles of who is told; "" = everybody
	Channel  string `json:"channel"`
	Expected string `json:"expected"` // what players are expected to do
	State    string `json:"state" jsonschema:"enum=sent,enum=next,enum=held,enum=conditional,enum=waiting,enum=never"`
	Turn     int    `json:"turn,omitempty"`     // in which it is planned
	When     string `json:"when,omitempty"`     // its condition in words
	SentTurn int    `json:"sentTurn,omitempty"` // in which it last went out
}

// Watched is a learning objective as it stands.
type Watched struct {
	Text  string `json:"text"`
	Hint  string `json:"hint"`
	State string `json:"state" jsonschema:"enum=met,enum=open,enum=untested"`
}

// Truth says who did an attack.
type Truth struct {
	Attack string `json:"attack"`
	Author string `json:"author"`
}

// WatchedDeadline is a deadline and where it stands.
type WatchedDeadline struct {
	Title string `json:"title"`
	Turn  int    `json:"turn,omitempty"` // at whose opening it passes; absent: after the last turn, or it waits
	To    string `json:"to"`             // short titles of who sees it run; "" = everybody
	Stop  string `json:"stop,omitempty"` // what stops it, in words
	When  string `json:"when,omitempty"` // with what it begins to run, in words; absent: from the start
	State string `json:"state" jsonschema:"enum=waits,enum=runs,enum=stopped,enum=passed"`
}

// Answered says what is true of a question.
type Answered struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// Mark is something worth finding again on the course of the exercise.
type Mark struct {
	Turn int    `json:"turn"`
	Text string `json:"text"`
}

// Done is an act of the facilitator in the log.
type Done struct {
	Turn   int    `json:"turn"`
	Do     string `json:"do"`
	Text   string `json:"text"` // in words
	Reason string `json:"reason"`
	At     string `json:"at"` // RFC 3339
}

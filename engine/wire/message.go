// Package wire holds the messages between the server and whoever sits at the
// table: a browser, an agent over a websocket, an agent over stdio. It builds
// the two large ones, view and book, from game.View and prose. It knows no
// sessions. PROTOCOL.md tells the whole exchange; TypeScript, the JSON Schema
// and the samples are generated from the types here.
package wire

// Version is the version of the protocol. A client that speaks another one is
// told so and let go.
const Version = 1

// Types of the messages a server sends.
const (
	TypeWelcome  = "welcome"
	TypeBook     = "book"
	TypeView     = "view"
	TypePresence = "presence"
	TypeClock    = "clock"
	TypeAck      = "ack"
	TypeRefuse   = "refuse"
	TypeNotice   = "notice"
	TypePong     = "pong"
	TypeBye      = "bye"
)

// Types of the messages a client sends.
const (
	TypeHello  = "hello"
	TypeCommit = "commit"
	TypeRecall = "recall"
	TypeLang   = "lang"
	TypeNext   = "next"
	TypeAsk    = "ask"
	TypeShare  = "share"
	TypePing   = "ping"
)

// Head begins every message.
type Head struct {
	V  int    `json:"v"`            // protocol version
	T  string `json:"t"`            // type of the message
	ID string `json:"id,omitempty"` // of a command: made by the client, echoed in ack and refuse
	// Seat is the role that a message is about, where one agent plays several.
	Seat string `json:"seat,omitempty"`
}

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

// Welcome answers hello.
type Welcome struct {
	Head
	Build    string   `json:"build"`          // of the server
	Session  string   `json:"session"`        // short code, such as KITE-42
	Scenario string   `json:"scenario"`       // id
	Role     string   `json:"role"`           // the sender's; "" for the public
	Lang     string   `json:"lang"`           // language chosen
	Langs    []string `json:"langs"`          // languages there are
	Now      float64  `json:"now"`            // server time in milliseconds since 1970
	Play     *Play    `json:"play,omitempty"` // over stdio
}

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
	All      bool     `json:"all,omitempty"` // to every other role
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
	Words   []Word    `json:"words,omitempty"` // of its choices: words that are locked or enter a rung across a firebreak
	Items   []Publish `json:"items,omitempty"` // of the move "publish": evidence that could be published
}

// Word is what holds for one word of a choice beside the rest of the card.
type Word struct {
	Choice  string `json:"choice"`
	Word    string `json:"word"`
	OK      bool   `json:"ok"`
	Code    string `json:"code,omitempty"`
	Why     string `json:"why,omitempty"`
	Crosses int    `json:"crosses,omitempty"` // with some target: must be confirmed
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

// Reveal is what the viewer learns of a part of the turn.
type Reveal struct {
	Turn   int     `json:"turn"`
	Events []Event `json:"events"`
	Why    []Why   `json:"why"`
}

// Event is one thing that happened, as a sentence.
type Event struct {
	Kind string `json:"kind" jsonschema:"enum=move,enum=failed,enum=outcome,enum=also,enum=due,enum=attack,enum=inject,enum=rule,enum=found,enum=looked,enum=offer,enum=ending,enum=unsigned,enum=armed,enum=shared,enum=genuine,enum=plant,enum=gone,enum=agreed,enum=broken,enum=deadline,enum=stopped,enum=beyond"`
	Role string `json:"role,omitempty"` // who did it, if the viewer may know
	Text string `json:"text"`
	Item string `json:"item,omitempty"` // card to read
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

// Presence says who sits where and who has committed: the table's public face.
type Presence struct {
	Head
	Seats []Seat `json:"seats"`
}

// Seat is one delegation at the table.
type Seat struct {
	Role  string `json:"role"`
	State string `json:"state" jsonschema:"enum=deciding,enum=committed,enum=reading,enum=away,enum=computer"`
}

// Clock tells the time left in the phase.
type Clock struct {
	Head
	State string  `json:"state" jsonschema:"enum=running,enum=paused,enum=none"`
	Ends  float64 `json:"ends,omitempty"` // server time in milliseconds
	Left  float64 `json:"left,omitempty"` // milliseconds, while paused
}

// Ack says that the command with this id took effect.
type Ack struct {
	Head
}

// Refuse says that the command with this id changed nothing, and why.
type Refuse struct {
	Head
	Code string `json:"code"`
	Move int    `json:"move"` // index of the move at fault; -1 if none
	Text string `json:"text"`
}

// Notice tells something once.
type Notice struct {
	Head
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// Pong answers a ping.
type Pong struct {
	Head
	Echo float64 `json:"echo"` // the ping's Now
	Now  float64 `json:"now"`  // server time in milliseconds
}

// Bye ends a connection.
type Bye struct {
	Head
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

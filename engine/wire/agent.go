package wire

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// Types of messages for clients that say in hello that they are agents.
const (
	TypeChoose  = "choose"  // from the server
	TypeHistory = "history" // from the server, over stdio
	TypeOver    = "over"    // from the server
	TypePick    = "pick"    // from the agent
)

// Codes of refusals that only agents get.
const (
	CodeNoSuchNumber = "no_such_number" // the list has no such number
	CodeTooLate      = "too_late"       // nothing waits for this answer any more
)

// What an agent is asked for.
const (
	ChooseMoves   = "moves"
	ChooseAnswers = "answers"
	ChooseNext    = "next" // of a session: to go on, the only entry of the list
)

// How much an agent over stdio is shown again.
const (
	HistoryFull  = "full"  // all that it was ever shown, each time
	HistoryDelta = "delta" // what is new: the agent keeps what it wants to know
	HistoryNone  = "none"  // the present view, each time
)

// Play is what an agent over stdio is told of the game that begins, in welcome.
type Play struct {
	// AgentSeed is the agent's own: the same for the same run and role. It is for
	// its own dice and tells nothing of those of the game.
	AgentSeed uint64 `json:"agentSeed"`
	History   string `json:"history" jsonschema:"enum=full,enum=delta,enum=none"`
	MS        int64  `json:"ms,omitempty"` // milliseconds for an answer; absent: any
	Tries     int    `json:"tries"`        // answers that may be refused before somebody else answers
	Fallback  string `json:"fallback"`     // the policy that answers then
}

// Choose asks an agent what its role does. It stands behind the view that it is
// about. The answer is pick, with numbers of the list; or commit, with moves of
// any kind; or, to proposals, answer.
type Choose struct {
	Head          // ID: for the answer to echo
	Turn  int     `json:"turn"`
	What  string  `json:"what" jsonschema:"enum=moves,enum=answers,enum=next"`
	Try   int     `json:"try"`   // from 1
	Count int     `json:"count"` // length of the list
	Limit int     `json:"limit"` // most numbers in an answer; 0 = any
	Legal []Legal `json:"legal"`
	More  bool    `json:"more,omitempty"` // more would be legal than is listed: other amounts, other words
}

// Legal is something that could be picked.
type Legal struct {
	N    int    `json:"n"` // from 1
	Text string `json:"text"`
	Move *Move  `json:"move,omitempty"`
	// Of an answer: to which proposal of the view, and what.
	Proposal string `json:"proposal,omitempty"`
	Yes      bool   `json:"yes,omitempty"`
}

// Pick answers choose by numbers of its list; none of them is a decision too. A
// line with nothing but numbers in it, such as "3" or "1 4", is the same without
// an id.
type Pick struct {
	Head
	Picks []int  `json:"picks"`
	Why   string `json:"why,omitempty"`   // for the study; nobody at the table sees it
	Usage *Usage `json:"usage,omitempty"` // what the answer took
}

// Usage is what an agent says that an answer took.
type Usage struct {
	Model    string  `json:"model,omitempty"`
	In       int64   `json:"in,omitempty"`  // tokens read
	Out      int64   `json:"out,omitempty"` // tokens written
	Cost     float64 `json:"cost,omitempty"`
	MS       float64 `json:"ms,omitempty"`
	Attempts int     `json:"attempts,omitempty"`
}

// History is all that the agent's role was shown before in this game: the views
// as they were sent, oldest first. Its own moves stand in them.
type History struct {
	Head
	Views []View `json:"views"`
}

// Over ends a game. It stands behind the last view, which tells how it ended.
type Over struct {
	Head
	Terminated bool   `json:"terminated"` // an ending was reached
	Truncated  bool   `json:"truncated"`  // time was up without one
	Ending     string `json:"ending"`     // id; "" = none
	// Return is the role's reward as the scenario defines it; where it does not,
	// the sum of what its goals and those of everybody were worth.
	Return float64 `json:"return"`
	Goals  []Worth `json:"goals"`
}

// Worth is what one of the role's goals, or of everybody's, was worth.
type Worth struct {
	Goal  string  `json:"goal"` // id
	Score float64 `json:"score"`
}

// mostDigits bounds a number of a bare line.
const mostDigits = 9

// BarePick reads a line that holds nothing but numbers, parted by spaces or
// commas.
func BarePick(line []byte) (p *Pick, ok bool) {
	words := bytes.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\r' || r == '\n' })
	if len(words) == 0 || len(words) > MaxMoves {
		return nil, false
	}
	p = &Pick{Head: head(TypePick)}
	for _, w := range words {
		if len(w) > mostDigits || bytes.ContainsFunc(w, func(r rune) bool { return r < '0' || r > '9' }) {
			return nil, false
		}
		n, _ := strconv.Atoi(string(w)) // it has digits only
		if n > 0 || len(words) > 1 {
			p.Picks = append(p.Picks, n)
		}
	}
	return p, true
}

// DecodeAgent is [Decode] for what an agent says: a line of numbers is a pick.
func DecodeAgent(message []byte) (head Head, m any, err error) {
	if len(message) > MaxMessage {
		return head, nil, ErrTooLong
	}
	if p, ok := BarePick(message); ok {
		return p.Head, p, nil
	}
	return Decode(message)
}

// Encode writes a message as it is sent. It does not fail for messages of this
// room: they hold nothing that JSON cannot.
func Encode(message any) []byte {
	b, err := json.Marshal(message)
	if err != nil {
		panic("wire message: " + err.Error())
	}
	return b
}

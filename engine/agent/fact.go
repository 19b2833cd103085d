package agent

import (
	"encoding/base64"
	"unicode/utf8"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/wire"
)

// What became of a question.
const (
	OK      = "ok"
	Invalid = "invalid" // what was said could not be done; Code says why
	Late    = "late"    // it was said when nobody waited for it any more
	// Also Timeout, Crashed, Flooded, Endless, Unread and Missing.
)

// Sources of moves. An agent's is followed by its id, a stand-in's by the name of
// a policy.
const (
	SourceAgent   = "agent:"
	SourceStandIn = "stand_in:"
)

// Fact is what is known of one answer, or of its absence: what was asked, what
// was said, what came of it.
type Fact struct {
	Role    int32
	Turn    int32
	What    string // wire.ChooseMoves or wire.ChooseAnswers
	Try     int32  // from 1; of a stand-in the last one of the agent
	Source  string
	Status  string
	Code    string // of Invalid: a code of wire
	Text    string // the same in words, as the agent was told
	Raw     []string
	Moves   []game.Move   // that were taken; those of a stand-in's too
	Wrote   []wire.Move   // the moves as they were sent: parallel to Moves, or those refused
	Bad     int           // of Invalid: which of Wrote is at fault; -1: none
	Answers []game.Ballot // that were taken
	Why     string        // what the agent says for the study
	Usage   *wire.Usage
}

// rawText keeps what was said as text: what is not UTF-8 in base 64 behind a mark.
func rawText(l line) string {
	if utf8.Valid(l.raw) {
		return string(l.raw)
	}
	return base64Mark + base64.StdEncoding.EncodeToString(l.raw)
}

// base64Mark begins a line that was no text. No line of an agent begins with it:
// U+FFFE is no character.
const base64Mark = "\ufffe64:"

// refusal builds a refusal that needs no desk.
func refusal(lang, id, code string) wire.Refuse {
	r := wire.Refuse{Head: wire.Head{V: wire.Version, T: wire.TypeRefuse, ID: id}, Code: code, Move: -1, Text: prose.Refusal(lang, code)}
	return r
}

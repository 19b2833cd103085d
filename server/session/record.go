package session

import (
	"encoding/json"
	"time"

	"demarche/engine/game"
	"demarche/engine/record"
)

// Acts of inputs in the record, beside those of the facilitator.
const (
	actCommit = "commit"
	actRecall = "recall"
	actNext   = "next"
	actAnswer = "answer"
	actShare  = "share"
	actPhase  = "phase"  // a phase begins
	actClose  = "close"  // the time of a phase is over
	actArrive = "arrive" // a person sits down where the computer played
)

// about is what the record keeps of an input beside the moves. It holds ids and
// numbers only; what people wrote lies beside the line.
type about struct {
	ID      string   `json:"id,omitempty"`      // of the command
	By      string   `json:"by,omitempty"`      // policy, plan, stand_in or default; "" = a person
	To      string   `json:"to,omitempty"`      // of a phase: its word
	Role    string   `json:"role,omitempty"`    // whose seat an act is about
	Guest   string   `json:"guest,omitempty"`   // id
	Inject  string   `json:"inject,omitempty"`  // id
	Seconds int      `json:"seconds,omitempty"` // of time
	Left    int64    `json:"left,omitempty"`    // nanoseconds left in the phase after an act on the clock
	Empty   []string `json:"empty,omitempty"`   // of start: seats where nobody sits

	act game.Act // that touches the game; the entry keeps it in its acts
}

// input is an entry about a role, -1 being the facilitator or the session itself.
func (s *Session) input(role int32, act string, a about) record.Input {
	args, err := json.Marshal(a)
	if err != nil {
		panic("about: " + err.Error()) // strings and numbers
	}
	in := record.Input{
		Turn: s.state.Turn(), Act: act, Args: args,
		At: time.Now().UTC().Format(time.RFC3339Nano),
	}
	if role >= 0 {
		in.Role = s.game.Roles[role].ID
	}
	return in
}

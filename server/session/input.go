package session

import (
	"encoding/json"
	"unicode/utf8"

	"demarche/engine/game"
	"demarche/engine/wire"
)

// input is one thing that reaches the session's goroutine.
type input struct {
	from    *Conn // nil: it comes from the server itself
	message any   // a message of wire, or one of the types below
}

// left says that a connection is gone.
type left struct{}

// rang says that something is due.
type rang struct{}

// entering is somebody at the door; the answer is the id of a guest.
type entering struct {
	name     string
	admitted bool
	answer   chan<- entered
}

type entered struct {
	id  string
	err error
}

// linked gives the session the links to show.
type linked struct{ links Links }

// garbage is a message that could not be understood.
type garbage struct{ code, id string }

// chosen is the answer of a computer player.
type chosen struct {
	round  int
	role   int32
	moves  []game.Move
	learnt []game.Learnt
	err    error // it failed; moves is nil
}

// late says that the computer players of a round have had their time.
type late struct{ round int }

// decode reads one message of a client. What it cannot read becomes garbage with
// the code of the refusal.
func decode(raw []byte) any {
	if !utf8.Valid(raw) {
		return garbage{code: wire.CodeBadMessage}
	}
	if p, bare := wire.BarePick(raw); bare {
		return *p
	}
	var h wire.Head
	if json.Unmarshal(raw, &h) != nil {
		return garbage{code: wire.CodeBadMessage}
	}
	if utf8.RuneCountInString(h.ID) > wire.MaxID {
		return garbage{code: codeBadID}
	}
	switch h.T {
	case wire.TypeHello:
		return message[wire.Hello](raw, h)
	case wire.TypeCommit:
		return message[wire.Commit](raw, h)
	case wire.TypeRecall:
		return message[wire.Recall](raw, h)
	case wire.TypeNext:
		return message[wire.Next](raw, h)
	case wire.TypeAnswer:
		return message[wire.Answer](raw, h)
	case wire.TypePick:
		return message[wire.Pick](raw, h)
	case wire.TypeShare:
		return message[wire.Share](raw, h)
	case wire.TypeDraft:
		return message[wire.Draft](raw, h)
	case wire.TypeRead:
		return message[wire.Read](raw, h)
	case wire.TypeTake:
		return message[wire.Take](raw, h)
	case wire.TypeAct:
		return message[wire.Act](raw, h)
	case wire.TypeLang:
		return message[wire.Lang](raw, h)
	case wire.TypeAsk:
		return message[wire.Ask](raw, h)
	case wire.TypePing:
		return message[wire.Ping](raw, h)
	}
	return garbage{wire.CodeUnknownType, h.ID}
}

func message[M any](raw []byte, h wire.Head) any {
	var m M
	if json.Unmarshal(raw, &m) != nil {
		return garbage{wire.CodeBadMessage, h.ID}
	}
	return m
}

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

// garbage is a message that could not be understood.
type garbage struct{ code, id string }

// played is the answer of a computer player.
type played struct {
	turn  int32
	role  int32
	moves []game.Move
	err   error // it failed; moves is nil
}

// late says that the computer players of a turn have had their time.
type late struct{ turn int32 }

// decode reads one message of a client. What it cannot read becomes garbage with
// the code of the refusal.
func decode(raw []byte) any {
	if !utf8.Valid(raw) {
		return garbage{code: wire.CodeBadMessage}
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

package wire

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Kind describes one type of message.
type Kind struct {
	Type       string
	FromServer bool
	New        func() any // a pointer to an empty message
}

// Kinds lists every type of message, those of the server first, in the order of
// PROTOCOL.md. A type that goes both ways stands there twice. Generators, the
// schema and tests read it.
func Kinds() []Kind {
	return []Kind{
		{TypeWelcome, true, func() any { return &Welcome{} }},
		{TypeBook, true, func() any { return &Book{} }},
		{TypeView, true, func() any { return &View{} }},
		{TypePresence, true, func() any { return &Presence{} }},
		{TypeClock, true, func() any { return &Clock{} }},
		{TypeLobby, true, func() any { return &Lobby{} }},
		{TypeConsole, true, func() any { return &Console{} }},
		{TypeDebrief, true, func() any { return &Debrief{} }},
		{TypeDraft, true, func() any { return &Draft{} }},
		{TypeAck, true, func() any { return &Ack{} }},
		{TypeRefuse, true, func() any { return &Refuse{} }},
		{TypeNotice, true, func() any { return &Notice{} }},
		{TypePong, true, func() any { return &Pong{} }},
		{TypeBye, true, func() any { return &Bye{} }},
		{TypeChoose, true, func() any { return &Choose{} }},
		{TypeHistory, true, func() any { return &History{} }},
		{TypeOver, true, func() any { return &Over{} }},
		{TypeHello, false, func() any { return &Hello{} }},
		{TypeCommit, false, func() any { return &Commit{} }},
		{TypeRecall, false, func() any { return &Recall{} }},
		{TypeLang, false, func() any { return &Lang{} }},
		{TypeNext, false, func() any { return &Next{} }},
		{TypeAsk, false, func() any { return &Ask{} }},
		{TypeDraft, false, func() any { return &Draft{} }},
		{TypeRead, false, func() any { return &Read{} }},
		{TypeTake, false, func() any { return &Take{} }},
		{TypeAnswer, false, func() any { return &Answer{} }},
		{TypeAct, false, func() any { return &Act{} }},
		{TypeShare, false, func() any { return &Share{} }},
		{TypePing, false, func() any { return &Ping{} }},
		{TypePick, false, func() any { return &Pick{} }},
	}
}

// Errors of [Decode]. Each is told by the refusal of the same name.
var (
	ErrBadMessage  = errors.New(CodeBadMessage)
	ErrBadVersion  = errors.New(CodeBadVersion)
	ErrUnknownType = errors.New(CodeUnknownType)
	ErrTooLong     = errors.New(CodeTooLong)
)

// Decode reads one message of a client and returns a pointer to it, such as
// *Commit. Fields that it does not know are passed over, so that a newer client
// can speak to an older server. head holds what could be read of the message
// even if err is not nil, so that a refusal can carry its id.
func Decode(message []byte) (head Head, m any, err error) { return decode(message, false) }

// DecodeServer does the same for a message of the server: clients and agents
// written in Go use it.
func DecodeServer(message []byte) (head Head, m any, err error) { return decode(message, true) }

func decode(message []byte, fromServer bool) (head Head, m any, err error) {
	if !fromServer && len(message) > MaxMessage {
		return head, nil, ErrTooLong
	}
	if json.Unmarshal(message, &head) != nil {
		return Head{}, nil, ErrBadMessage
	}
	if len(head.ID) > MaxID {
		head.ID = ""
		return head, nil, ErrTooLong
	}
	if head.V != Version {
		return head, nil, ErrBadVersion
	}
	for _, k := range Kinds() {
		if k.Type != head.T || k.FromServer != fromServer {
			continue
		}
		m = k.New()
		if json.NewDecoder(bytes.NewReader(message)).Decode(m) != nil {
			return head, nil, ErrBadMessage
		}
		return head, m, nil
	}
	return head, nil, ErrUnknownType
}

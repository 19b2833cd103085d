package session

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"demarche/engine/wire"
)

// Errors of Attach and Receive.
var (
	ErrStopped = errors.New("session has stopped")
	ErrFailed  = errors.New("session has failed")
	ErrFull    = errors.New("seat has no room for more") // too many connections hold the seat
)

// Why a session ends a connection. After EndStopping and EndSlow the client
// should come back by itself; the other ends are told by a bye before.
const (
	EndStopping = wire.CodeStopping   // the server goes down
	EndSlow     = "slow"              // the connection did not read fast enough
	EndFault    = wire.CodeFault      // this session failed
	EndVersion  = wire.CodeBadVersion // the client speaks another version
	EndNoSeat   = wire.CodeNoSeat     // the facilitator has sent the guest away
)

// Limits of connections.
const (
	queueLimit   = 32 // messages beside the view that may wait for one connection
	connsPerSeat = 8
	connsPublic  = 256
)

// Conn is one connection to a session. One goroutine calls Receive, another one
// Ready and Take; Leave may come from either.
type Conn struct {
	session *Session
	who     Identity

	// Owned by the session's goroutine.
	role    int32 // where it sits; -1 = nowhere
	greeted bool
	fresh   bool // needs everything, whatever was sent before
	lang    string
	lobby   []byte // as it was last sent
	told    bool   // has been sent the debrief
	agent   *asked // of a program that is asked; else nil

	out outbox
}

// Attach makes a connection for somebody who has already proved who it is. It is
// silent until the client says hello. The caller must call Leave in the end. The
// error is [ErrStopped], [ErrFailed], [ErrFull] or [ErrStranger].
func (s *Session) Attach(who Identity) (*Conn, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed && s.err != nil:
		return nil, ErrFailed
	case s.closed:
		return nil, ErrStopped
	case !s.knows(who):
		return nil, ErrStranger
	}
	limit := map[Kind]int{Public: connsPublic, Player: connsPerSeat, Guest: connsPerGuest, Facilitator: connsToControl}[who.Kind]
	held := 0
	for c := range s.attached {
		if c.who == who {
			held++
		}
	}
	if held >= limit {
		return nil, ErrFull
	}
	c := &Conn{session: s, who: who, role: -1, lang: s.langs[0], out: outbox{wake: make(chan struct{}, 1)}}
	if who.Kind == Player {
		c.role = who.Role
	}
	s.attached[c] = true
	return c, nil
}

// Receive takes one message of the client. It blocks while the session's queue
// is full. The error is ctx's own or [ErrStopped]; what is wrong with a message
// is told to the client.
func (c *Conn) Receive(ctx context.Context, raw []byte) error {
	m := decode(raw)
	if p, ok := m.(wire.Ping); ok {
		c.out.push(encode(wire.Pong{Head: head(wire.TypePong, p.ID), Echo: p.Now, Now: now()}))
		return nil
	}
	return c.session.send(ctx, input{from: c, message: m})
}

// Leave tells the session that the connection is gone.
func (c *Conn) Leave() {
	c.session.mu.Lock()
	delete(c.session.attached, c)
	c.session.mu.Unlock()
	_ = c.session.send(context.Background(), input{from: c, message: left{}})
}

// Ready has a value whenever Take may have something.
func (c *Conn) Ready() <-chan struct{} { return c.out.wake }

// Take returns the messages to write now, in order, and the reason why the
// connection ends after them; "" while it goes on.
func (c *Conn) Take() (messages [][]byte, end string) { return c.out.take() }

// outbox holds what waits to be written: a bounded queue and, behind it, only
// the latest view.
type outbox struct {
	wake chan struct{}

	mu    sync.Mutex
	queue [][]byte
	view  []byte
	after []byte // stands behind the view: the latest question to an agent
	end   string
}

// push queues a message. A queue that overflows ends the connection: what waits
// is dropped, and the client starts afresh when it comes back.
func (o *outbox) push(message []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.add(message)
}

func (o *outbox) add(message []byte) {
	switch {
	case o.end != "":
		return
	case len(o.queue) == queueLimit:
		o.queue, o.view, o.after, o.end = nil, nil, nil, EndSlow
	default:
		o.queue = append(o.queue, message)
	}
	o.signal()
}

// show replaces the view that waits. A book that it needs goes into the queue
// in the same breath, hence before it.
func (o *outbox) show(book, view []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if book != nil {
		o.add(book)
	}
	if view != nil && o.end == "" {
		o.view = view
		o.signal()
	}
}

// pose replaces the question that waits behind the view; nil takes it back.
func (o *outbox) pose(question []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.end == "" {
		o.after = question
		o.signal()
	}
}

// finish ends the connection after what waits and a last message. The first end
// stands.
func (o *outbox) finish(last []byte, reason string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.add(last)
	if o.end == "" {
		o.end = reason
	}
	o.signal()
}

func (o *outbox) take() ([][]byte, string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	messages := o.queue
	// Before a farewell that already waits, else behind everything.
	at := len(messages)
	if o.end != "" && at > 0 {
		at--
	}
	for _, m := range [][]byte{o.after, o.view} {
		if m != nil {
			messages = slices.Insert(messages, at, m)
		}
	}
	o.queue, o.view, o.after = nil, nil, nil
	return messages, o.end
}

func (o *outbox) signal() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

func head(kind, id string) wire.Head { return wire.Head{V: wire.Version, T: kind, ID: id} }

// encode never fails: the messages of wire hold nothing that JSON cannot.
func encode(message any) []byte {
	b, err := json.Marshal(message)
	if err != nil {
		panic("wire message: " + err.Error())
	}
	return b
}

// now is the server's time as the wire tells it: milliseconds since 1970.
func now() float64 { return float64(time.Now().UnixMicro()) / 1000 }

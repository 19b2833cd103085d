package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gorilla/websocket"

	"demarche/engine/wire"
)

// client is somebody at a table: a player, or the facilitator. What it knows it
// knows from the server's messages alone; it outlives its connections.
type client struct {
	table   *table
	browser browser
	dice    *dice
	control bool

	socket *websocket.Conn
	in     chan []byte // closed when the socket is gone

	role    string
	at      position // as last shown
	mine    wire.Mine
	view    *wire.View
	console *wire.Console
	clock   wire.Clock
	draft   wire.Draft // as the server last sent it

	serial   int
	commands []*command
	waiting  *command // sent and not answered
	drafts   []drafted
	before   *memory // when the server was last killed; nil: it was not
}

// command is something that the server was asked to do, once.
type command struct {
	id, kind string
	turn     int
	moves    []wire.Move
	raw      []byte
	acked    bool
	refused  string // code
}

func (c *command) head() wire.Head { return wire.Head{V: wire.Version, T: c.kind, ID: c.id} }

// drafted is a draft that was sent.
type drafted struct {
	turn, rev int
	moves     []wire.Move
	at        time.Time // of its acknowledgement; zero: none
	command   *command
}

func newClient(t *table, b browser, d *dice, control bool) *client {
	return &client{table: t, browser: b, dice: d, control: control}
}

func (c *client) String() string {
	if c.control {
		return c.table.code + " facilitator"
	}
	return c.table.code + " " + c.role
}

// connect opens the websocket with the cookies there are, and returns once the
// server has shown all that a new connection is shown.
func (c *client) connect(ctx context.Context) error {
	path := "/ws/" + c.table.code
	if c.control {
		path += "?as=control"
	}
	d := websocket.Dialer{Jar: c.browser.Jar, HandshakeTimeout: 10 * time.Second}
	socket, _, err := d.DialContext(ctx, "ws://"+c.browser.server.addr+path, http.Header{"Origin": {c.browser.server.url("")}})
	if err != nil {
		return err
	}
	c.socket, c.in = socket, make(chan []byte, 64)
	go func(in chan<- []byte) {
		defer close(in)
		for {
			_, raw, err := socket.ReadMessage()
			if err != nil {
				return
			}
			in <- raw
		}
	}(c.in)
	c.view, c.console, c.draft, c.clock = nil, nil, wire.Draft{}, wire.Clock{}
	if err := socket.WriteJSON(wire.Hello{Head: wire.Head{V: wire.Version, T: wire.TypeHello}, Lang: "en"}); err != nil {
		return err
	}
	// The acknowledgement of an ask comes behind everything that hello brings
	// but the view.
	waiting := c.waiting
	ask := c.command(wire.TypeAsk, 0)
	if err := c.send(ask, wire.Ask{Head: ask.head()}); err != nil {
		return err
	}
	for !ask.acked || c.control && c.console == nil || !c.control && c.view == nil && c.at.phase != wire.PhaseLobby {
		if err := c.hear(ctx); err != nil {
			return err
		}
		if ask.refused != "" {
			return errors.New("ask is refused: " + ask.refused)
		}
	}
	c.waiting = waiting
	return nil
}

func (c *client) hangUp() {
	if c.socket == nil {
		return
	}
	_ = c.socket.Close()
	for range c.in { // the reader may be waiting to hand something over
	}
	c.socket = nil
}

// command makes a command with an id of its own.
func (c *client) command(kind string, turn int) *command {
	c.serial++
	who := c.role
	if c.control {
		who = "control"
	}
	return &command{id: who + "-" + strconv.Itoa(c.serial), kind: kind, turn: turn}
}

// send sends a command and waits for its answer from now on.
func (c *client) send(what *command, message any) error {
	raw, err := json.Marshal(message)
	if err != nil {
		return err
	}
	what.raw = raw
	c.commands, c.waiting = append(c.commands, what), what
	return c.socket.WriteMessage(websocket.TextMessage, raw)
}

// errGone says that the server is.
var errGone = errors.New("the connection is gone")

// hear takes in the next message.
func (c *client) hear(ctx context.Context) error {
	select {
	case raw, open := <-c.in:
		if !open {
			return errGone
		}
		return c.take(raw)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// take learns from a message.
func (c *client) take(raw []byte) error {
	var h wire.Head
	if err := json.Unmarshal(raw, &h); err != nil {
		return err
	}
	switch h.T {
	case wire.TypeWelcome:
		var m wire.Welcome
		if err := json.Unmarshal(raw, &m); err != nil {
			return err
		}
		c.role = m.Role
	case wire.TypeView:
		c.view = new(wire.View)
		if err := json.Unmarshal(raw, c.view); err != nil {
			return err
		}
		c.at, c.mine = position{c.view.Turn, c.view.Phase}, c.view.Mine
	case wire.TypeLobby:
		var m wire.Lobby
		if err := json.Unmarshal(raw, &m); err != nil {
			return err
		}
		if m.Phase == wire.PhaseLobby {
			c.at = position{0, m.Phase}
		}
	case wire.TypeConsole:
		c.console = new(wire.Console)
		if err := json.Unmarshal(raw, c.console); err != nil {
			return err
		}
		c.at = position{c.console.Turn, c.console.Phase}
	case wire.TypeClock:
		return json.Unmarshal(raw, &c.clock)
	case wire.TypeDraft:
		c.draft = wire.Draft{}
		return json.Unmarshal(raw, &c.draft)
	case wire.TypeAck:
		c.answered(h.ID, "")
	case wire.TypeRefuse:
		var m wire.Refuse
		if err := json.Unmarshal(raw, &m); err != nil {
			return err
		}
		c.answered(h.ID, m.Code)
	case wire.TypeBye:
		var m wire.Bye
		if err := json.Unmarshal(raw, &m); err != nil {
			return err
		}
		return fmt.Errorf("the server says goodbye: %s", m.Reason)
	}
	return nil
}

// answered notes the answer to a command.
func (c *client) answered(id, refused string) {
	for i := len(c.commands) - 1; i >= 0; i-- {
		x := c.commands[i]
		if x.id != id {
			continue
		}
		if refused == "" {
			x.acked = true
		} else if !x.acked {
			x.refused = refused
		}
		for n := range c.drafts {
			if c.drafts[n].command == x && x.acked && c.drafts[n].at.IsZero() {
				c.drafts[n].at = time.Now()
			}
		}
		if c.waiting == x {
			c.waiting = nil
		}
		return
	}
}

package sim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"demarche/engine/wire"
)

// client is a screen: of a player, the facilitator or the wall. What it knows it
// knows from messages alone.
type client struct {
	g     *sitting
	name  string
	as    string // of the websocket: "", "control" or "wall"
	want  string // role that it sits down at; "" for the others
	lang  string
	dice  *dice
	jar   http.CookieJar
	dial  websocket.Dialer
	web   *http.Client
	quiet bool // it does nothing but listen

	mu     sync.Mutex
	socket *websocket.Conn
	seen
	seq      uint64 // of the last view or console
	same     []byte // the bytes of that
	asked    bool   // everything, after a gap
	serial   int
	open     []*command // sent and not answered
	commands []*command
	rev      map[int]int // of drafts, by turn
	nexts    map[string]bool

	counts counts
}

// counts are what a client went through.
type counts struct{ frames, conns, gaps, asks, again int }

// seen is what a connection has been shown.
type seen struct {
	role                                           string
	view, console, lobby, presence, clock, debrief []byte
	v                                              wire.View
	c                                              wire.Console
	l                                              wire.Lobby
	book                                           book
	shown                                          bool // a view, a lobby or a console since it was connected
}

// command is something that the server was asked to do, once.
type command struct {
	id, kind, act string
	raw           []byte
	again         bool // it was sent once more, since no answer had come
	acked         bool
	refused       string
}

// lost reports whether the answer may have been lost with the seat that it was
// for: the command took effect, the facilitator freed the seat, and whoever sends
// it again is told that they have none.
func (c *command) lost() bool { return c.again && c.refused == wire.CodeNoSeat }

// recorded reports whether a command that took effect stands in the record.
func (c *command) recorded() bool {
	switch c.kind {
	case wire.TypeCommit, wire.TypeRecall, wire.TypeNext, wire.TypeAnswer, wire.TypeAct:
		return true
	}
	return false
}

func (g *sitting) client(name, as, lang string) *client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		g.fault("%v", err)
	}
	g.people++
	dial := g.net.dial(fmt.Sprintf("198.51.100.%d:%d", g.people, 1024+g.people))
	c := &client{
		g: g, name: name, as: as, lang: lang, dice: newDice(g.seed, name), jar: jar,
		dial: websocket.Dialer{Jar: jar, NetDialContext: dial, HandshakeTimeout: 10 * time.Second},
		web: &http.Client{
			Jar: jar, Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}, Timeout: 30 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		rev: map[int]int{}, nexts: map[string]bool{},
	}
	return c
}

// get opens a page.
func (c *client) get(path string) {
	res, err := c.web.Get("http://" + serverHost + path)
	if err != nil {
		c.g.fault("%s: %v", c.name, err)
		return
	}
	res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		c.g.fault("%s: %s gives %d", c.name, path, res.StatusCode)
	}
}

// post sends JSON.
func (c *client) post(path, body string) {
	req, err := http.NewRequest("POST", "http://"+serverHost+path, strings.NewReader(body))
	if err != nil {
		c.g.fault("%v", err)
		return
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Origin", "http://"+serverHost)
	res, err := c.web.Do(req)
	if err != nil {
		c.g.fault("%s: %v", c.name, err)
		return
	}
	res.Body.Close()
	if res.StatusCode/100 != 2 {
		c.g.fault("%s: %s %s gives %d", c.name, path, body, res.StatusCode)
	}
}

// connect opens the websocket and says hello; what had no answer is sent again.
func (c *client) connect(ctx context.Context) (*websocket.Conn, error) {
	path := "ws://" + serverHost + "/ws/" + c.g.house.code
	if c.as != "" {
		path += "?as=" + c.as
	}
	socket, _, err := c.dial.DialContext(ctx, path, http.Header{"Origin": {"http://" + serverHost}})
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	debrief := c.debrief
	c.seen = seen{debrief: debrief}
	c.socket, c.asked = socket, false
	c.counts.conns++
	hello := wire.Hello{Head: head(wire.TypeHello, ""), Lang: c.lang, Seq: c.seq}
	again := append([]*command(nil), c.open...)
	c.counts.again += len(again)
	for _, x := range again {
		x.again = true
	}
	c.mu.Unlock()
	if err := socket.WriteJSON(hello); err != nil {
		return nil, closed(socket, err)
	}
	for _, x := range again {
		if err := socket.WriteMessage(websocket.TextMessage, x.raw); err != nil {
			return nil, closed(socket, err)
		}
	}
	return socket, nil
}

func closed(socket *websocket.Conn, err error) error {
	_ = socket.Close()
	return err
}

func head(kind, id string) wire.Head { return wire.Head{V: wire.Version, T: kind, ID: id} }

// live plays until ctx ends, through as many connections as it takes.
func (c *client) live(ctx context.Context) {
	for ctx.Err() == nil {
		socket, err := c.connect(ctx)
		if err != nil {
			pause(ctx, 200*time.Millisecond+c.dice.upTo(2*time.Second))
			continue
		}
		in := make(chan []byte)
		go func() {
			defer close(in)
			for {
				_, raw, err := socket.ReadMessage()
				if err != nil {
					return
				}
				in <- raw
			}
		}()
		c.sit(ctx, in)
		_ = socket.Close()
		for range in {
			// The reader may be waiting to hand something over.
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// sit takes in messages and does something now and then, until the connection is
// gone.
func (c *client) sit(ctx context.Context, in <-chan []byte) {
	think := time.NewTimer(c.thought())
	defer think.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case raw, on := <-in:
			if !on {
				return
			}
			c.take(raw)
		case <-think.C:
			if c.act() != nil {
				return
			}
			think.Reset(c.thought())
		}
		if c.ask() != nil {
			return
		}
	}
}

func (c *client) thought() time.Duration {
	if c.as == "control" {
		return time.Second + c.dice.upTo(6*time.Second)
	}
	return 300*time.Millisecond + c.dice.upTo(3*time.Second)
}

// ask asks for everything after a gap.
func (c *client) ask() error {
	c.mu.Lock()
	asked, socket := c.asked, c.socket
	c.asked = false
	if asked {
		c.counts.asks++
	}
	c.mu.Unlock()
	if !asked {
		return nil
	}
	return socket.WriteJSON(wire.Ask{Head: head(wire.TypeAsk, "")})
}

// take learns from a message.
func (c *client) take(raw []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts.frames++
	c.g.listens(c, raw)
	var h wire.Head
	if err := json.Unmarshal(raw, &h); err != nil || h.V != wire.Version {
		c.g.fault("%s: message %s", c.name, raw)
		return
	}
	switch h.T {
	case wire.TypeWelcome:
		var m wire.Welcome
		c.read(raw, &m)
		c.role = m.Role
	case wire.TypeBook:
		if err := c.book.add(raw); err != nil {
			c.g.fault("%s: %v", c.name, err)
		}
	case wire.TypeView:
		c.v = wire.View{}
		c.read(raw, &c.v)
		if c.v.Book > c.book.rev {
			c.g.fault("%s: view %d needs book %d and %d is there", c.name, c.v.Seq, c.v.Book, c.book.rev)
		}
		c.follows(c.v.Seq, raw)
		c.view, c.lobby, c.shown, c.role = raw, nil, true, c.v.Role
	case wire.TypeConsole:
		c.c = wire.Console{}
		c.read(raw, &c.c)
		c.follows(c.c.Seq, raw)
		c.console, c.shown = raw, true
	case wire.TypeLobby:
		c.l = wire.Lobby{}
		c.read(raw, &c.l)
		// Whoever has no seat any more forgets what it knew there.
		c.lobby, c.view, c.shown, c.seq, c.same, c.book = raw, nil, true, 0, nil, book{}
		c.role = ""
		if c.l.You != nil {
			c.role = c.l.You.Role
		}
	case wire.TypePresence:
		c.presence = raw
	case wire.TypeClock:
		c.clock = raw
	case wire.TypeDebrief:
		c.debrief = raw
	case wire.TypeDraft:
		var m wire.Draft
		c.read(raw, &m)
		c.rev[m.Turn] = max(c.rev[m.Turn], m.Rev)
	case wire.TypeAck:
		c.answered(h.ID, "")
	case wire.TypeRefuse:
		var m wire.Refuse
		c.read(raw, &m)
		c.answered(m.ID, m.Code)
	}
}

func (c *client) read(raw []byte, into any) {
	if err := json.Unmarshal(raw, into); err != nil {
		c.g.fault("%s: %v in %s", c.name, err, raw)
	}
}

// follows checks the number of a view or a console behind the last one. Numbers
// grow; the same number is the same bytes; one that is missing is asked for.
func (c *client) follows(seq uint64, raw []byte) {
	switch {
	case seq < c.seq:
		c.g.fault("%s: number %d follows %d", c.name, seq, c.seq)
	case seq == c.seq && !bytes.Equal(raw, c.same):
		c.g.fault("%s: number %d is\n%s\nand was\n%s", c.name, seq, raw, c.same)
	case seq > c.seq+1 && c.shown:
		c.counts.gaps++
		c.asked = true
	}
	c.seq, c.same = seq, raw
}

// answered notes the answer to a command.
func (c *client) answered(id, refused string) {
	for _, x := range c.commands {
		if x.id != id {
			continue
		}
		switch {
		case refused == "":
			x.acked = true
		case x.acked && x.recorded() && refused != wire.CodeNoSeat: // it was the seat's, which others have now
			c.g.fault("%s: %s was acknowledged and is refused: %s", c.name, id, refused)
		default:
			x.refused = refused
		}
		for i, o := range c.open {
			if o == x {
				c.open = append(c.open[:i:i], c.open[i+1:]...)
				break
			}
		}
		return
	}
	if id != "" || refused == "" {
		c.g.fault("%s: an answer to %q, which it never sent (%s)", c.name, id, refused)
	}
}

// send sends a command under an id of its own.
func (c *client) send(kind, act string, message func(h wire.Head) any) error {
	c.mu.Lock()
	c.serial++
	x := &command{id: c.name + "-" + strconv.Itoa(c.serial), kind: kind, act: act}
	raw, err := json.Marshal(message(head(kind, x.id)))
	if err != nil {
		c.g.fault("%v", err)
	}
	x.raw = raw
	c.open, c.commands = append(c.open, x), append(c.commands, x)
	socket := c.socket
	c.mu.Unlock()
	return socket.WriteMessage(websocket.TextMessage, raw)
}

// sequence is the number of a view or a console.
var sequence = regexp.MustCompile(`"seq":[0-9]+`)

func unnumbered(raw []byte) []byte { return sequence.ReplaceAll(raw, []byte(`"seq":0`)) }

package httpd

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"demarche/engine/wire"
	"demarche/server/session"
)

// Limits of one connection.
const (
	readLimit     = wire.MaxMessage  // bytes of a message
	helloWait     = 10 * time.Second // until the first message
	pongWait      = 60 * time.Second // of silence until it counts as gone
	pingEvery     = 20 * time.Second
	writeWait     = 10 * time.Second // for one message
	farewellWait  = time.Second      // for the client to close in its turn
	floodLimit    = 1 << 20          // bytes that are thrown away at the end
	messageRate   = 20               // messages a second
	messageBurst  = 40
	linesPerHost  = 200  // websockets from one address
	linesTogether = 4096 // websockets of the server
)

// newUpgrader shares buffers between connections: an idle one holds none for
// writing.
func newUpgrader() *websocket.Upgrader {
	return &websocket.Upgrader{
		HandshakeTimeout: 5 * time.Second,
		ReadBufferSize:   1024,
		WriteBufferSize:  1024,
		WriteBufferPool:  &sync.Pool{},
		CheckOrigin:      sameOrigin,
		Error: func(w http.ResponseWriter, _ *http.Request, status int, _ error) {
			say(w, status, http.StatusText(status))
		},
	}
}

// sameOrigin asks that the page which opens the socket was served by exactly
// this host and port. A request without an origin is not a page of ours.
func sameOrigin(r *http.Request) bool {
	o, err := url.Parse(r.Header.Get("Origin"))
	if err != nil || o.Scheme != "http" && o.Scheme != "https" {
		return false
	}
	return strings.EqualFold(o.Host, r.Host)
}

// socket opens the connection of a seat. The handler returns at once after the
// handshake, so that the memory of the request is freed; two goroutines go on.
func (s *Site) socket(w http.ResponseWriter, r *http.Request) {
	host := caller(r)
	if !s.enter(host) {
		w.Header().Set("Retry-After", "10")
		say(w, http.StatusServiceUnavailable, both(codeCrowd))
		return
	}
	socket, err := s.upgrader.Upgrade(w, r, nil)
	if err != nil {
		s.leave(host)
		return // Upgrade has answered
	}
	conn, no := s.admit(r)
	if conn == nil {
		go func() {
			defer s.leave(host)
			turnAway(socket, no)
		}()
		return
	}
	l := &line{socket: socket, conn: conn, rate: rate.NewLimiter(messageRate, messageBurst)}
	go func() {
		defer s.leave(host)
		l.serve()
	}()
}

// refusal says how to turn a connection away: with a farewell, since a browser
// cannot read the status of a handshake that failed, or without one if it is to
// come back.
type refusal struct {
	bye  *wire.Bye
	code int // of the websocket
}

// admit finds the session and who the request is there.
func (s *Site) admit(r *http.Request) (*session.Conn, refusal) {
	no := func(reason string) (*session.Conn, refusal) {
		b := bye(r, reason)
		return nil, refusal{&b, websocket.ClosePolicyViolation}
	}
	code := tidyCode(r.PathValue("code"))
	who, ok := s.seated(r, code, r.URL.Query().Get("as"))
	if !ok {
		return no(wire.CodeNoSeat)
	}
	found, ok := s.sessions.Find(code)
	if !ok {
		return no(wire.CodeNoSession)
	}
	conn, err := found.Attach(who.identity())
	switch {
	case errors.Is(err, session.ErrFull):
		return no(codeFull)
	case errors.Is(err, session.ErrStranger): // sent away since
		return no(wire.CodeNoSeat)
	case errors.Is(err, session.ErrFailed):
		return no(wire.CodeFault)
	case err != nil:
		return nil, refusal{nil, websocket.CloseServiceRestart}
	}
	return conn, refusal{}
}

// turnAway says why and closes.
func turnAway(socket *websocket.Conn, no refusal) {
	defer socket.Close()
	reason := session.EndStopping
	if no.bye != nil {
		reason = no.bye.Reason
		_ = socket.SetWriteDeadline(time.Now().Add(writeWait))
		if socket.WriteJSON(no.bye) != nil {
			return
		}
	}
	farewell(socket, no.code, reason)
	// Closing at once would throw away what the client has not read yet.
	socket.SetReadLimit(readLimit)
	_ = socket.SetReadDeadline(time.Now().Add(farewellWait))
	for {
		if _, _, err := socket.NextReader(); err != nil {
			return
		}
	}
}

// farewell sends the closing frame.
func farewell(socket *websocket.Conn, code int, reason string) {
	_ = socket.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(farewellWait))
}

// line is one websocket and the session behind it.
type line struct {
	socket *websocket.Conn
	conn   *session.Conn
	rate   *rate.Limiter
}

// errTooFast ends a connection that sends more than its share.
var errTooFast = errors.New("too many messages")

// serve reads until the line ends; a second goroutine writes. Whoever ends
// first ends the other.
func (l *line) serve() {
	defer l.hangUp()
	defer l.conn.Leave()
	ctx, stop := context.WithCancelCause(context.Background())
	written := make(chan struct{})
	go func() {
		defer close(written)
		l.write(ctx)
		// The client has a moment to read what was written and to close.
		time.AfterFunc(farewellWait, func() { _ = l.socket.Close() })
	}()
	stop(l.read(ctx))
	<-written
}

// hangUp closes the line. What a flood has sent and nobody reads any more is
// thrown away first, for a moment: closing on top of it would reset the
// connection, and the client would never read why.
func (l *line) hangUp() {
	raw := l.socket.NetConn()
	_ = raw.SetReadDeadline(time.Now().Add(farewellWait))
	_, _ = io.CopyN(io.Discard, raw, floodLimit)
	_ = l.socket.Close()
}

// read passes messages on until the client is gone, silent or too fast, or the
// session is over.
func (l *line) read(ctx context.Context) error {
	l.socket.SetReadLimit(readLimit)
	_ = l.socket.SetReadDeadline(time.Now().Add(helloWait))
	l.socket.SetPingHandler(l.pinged)
	l.socket.SetPongHandler(l.ponged)
	for {
		kind, raw, err := l.socket.ReadMessage()
		if err != nil {
			return err
		}
		if !l.rate.Allow() {
			return errTooFast
		}
		if kind != websocket.TextMessage {
			raw = nil // the session refuses it as unreadable
		}
		if err := l.conn.Receive(ctx, raw); err != nil {
			return err
		}
		_ = l.socket.SetReadDeadline(time.Now().Add(pongWait))
	}
}

// pinged answers a ping. It counts as a message: a flood of them is a flood.
func (l *line) pinged(payload string) error {
	if !l.rate.Allow() {
		return errTooFast
	}
	_ = l.socket.WriteControl(websocket.PongMessage, []byte(payload), time.Now().Add(writeWait))
	return l.socket.SetReadDeadline(time.Now().Add(pongWait))
}

func (l *line) ponged(string) error {
	if !l.rate.Allow() {
		return errTooFast
	}
	return l.socket.SetReadDeadline(time.Now().Add(pongWait))
}

// write writes what the session has for this connection, and pings, until either
// side ends it. Only this goroutine writes messages.
func (l *line) write(ctx context.Context) {
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			if errors.Is(context.Cause(ctx), errTooFast) {
				farewell(l.socket, websocket.ClosePolicyViolation, wire.CodeTooFast)
				return
			}
			l.flush() // the session's farewell, if that is why reading ended
			return
		case <-ping.C:
			if l.socket.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeWait)) != nil {
				return
			}
		case <-l.conn.Ready():
			if !l.flush() {
				return
			}
		}
	}
}

// flush writes what waits; on is false if the line has ended.
func (l *line) flush() (on bool) {
	messages, end := l.conn.Take()
	for _, m := range messages {
		_ = l.socket.SetWriteDeadline(time.Now().Add(writeWait))
		if l.socket.WriteMessage(websocket.TextMessage, m) != nil {
			return false
		}
	}
	if end != "" {
		farewell(l.socket, closeCode(end), end)
	}
	return end == ""
}

// closeCode is the websocket's number for the end of a connection.
func closeCode(end string) int {
	switch end {
	case session.EndStopping:
		return websocket.CloseServiceRestart // 1012: come back
	case session.EndSlow:
		return websocket.CloseTryAgainLater // 1013: come back
	case session.EndFault:
		return websocket.CloseInternalServerErr
	}
	return websocket.ClosePolicyViolation
}

// crowd counts websockets by address.
type crowd map[string]int

// enter takes a place for a websocket from host, if there is one.
func (s *Site) enter(host string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.crowd[host] >= linesPerHost || s.crowd[""] >= linesTogether {
		return false
	}
	s.crowd[host]++
	s.crowd[""]++
	s.lines.Add(1)
	return true
}

// leave gives the place back.
func (s *Site) leave(host string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, who := range [...]string{host, ""} {
		if s.crowd[who]--; s.crowd[who] == 0 {
			delete(s.crowd, who)
		}
	}
	s.lines.Done()
}

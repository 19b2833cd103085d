package sim_test

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Weather of the network in a storm.
const (
	cutChance  = 0.02 // that a write is the last of its connection
	tornChance = 0.25 // that a write arrives in pieces
	lateChance = 0.5  // that a write, or a piece, is late
	latest     = 300 * time.Millisecond
	refused    = 0.1 // that a connection does not come about
)

// network carries connections to the server that listens now, if one does.
type network struct {
	dice  *dice
	storm atomic.Bool

	mu  sync.Mutex
	now *listener

	dials, cuts atomic.Int64
}

var errRefused = errors.New("connection refused")

// listen makes a listener the one that is dialled.
func (n *network) listen() *listener {
	l := &listener{calls: make(chan net.Conn), closed: make(chan struct{})}
	n.mu.Lock()
	n.now = l
	n.mu.Unlock()
	return l
}

// dial returns a function that connects from an address.
func (n *network) dial(from string) func(ctx context.Context, _, _ string) (net.Conn, error) {
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		n.mu.Lock()
		l := n.now
		n.mu.Unlock()
		if l == nil || n.storm.Load() && n.dice.happens(refused) {
			return nil, errRefused
		}
		n.dials.Add(1)
		near, far := net.Pipe()
		client := &line{Conn: near, net: n, here: address(serverHost), there: address(from)}
		server := &line{Conn: far, net: n, here: address(from), there: address(serverHost)}
		select {
		case l.calls <- server:
			return client, nil
		case <-l.closed:
		case <-ctx.Done():
		}
		_, _ = near.Close(), far.Close()
		return nil, errRefused
	}
}

// serverHost is where the server is, as browsers say.
const serverHost = "192.0.2.7:8080"

type address string

func (address) Network() string  { return "tcp" }
func (a address) String() string { return string(a) }

// listener is the server's end.
type listener struct {
	calls  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.calls:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *listener) Addr() net.Addr { return address(serverHost) }

// line is one end of a connection. What is written to it in a storm comes late,
// in pieces, or half, and then the connection is gone without a word.
type line struct {
	net.Conn
	net         *network
	here, there address
}

// RemoteAddr of the server's end is the client's.
func (l *line) RemoteAddr() net.Addr { return l.here }

// LocalAddr is the other.
func (l *line) LocalAddr() net.Addr { return l.there }

func (l *line) Write(b []byte) (n int, err error) {
	if !l.net.storm.Load() {
		return l.Conn.Write(b)
	}
	d := l.net.dice
	cut := d.happens(cutChance)
	for pieces := 1; ; pieces++ {
		if d.happens(lateChance) {
			time.Sleep(d.upTo(latest))
		}
		end := len(b)
		if cut || pieces < 4 && d.happens(tornChance) {
			end = n + d.below(len(b)-n+1)
		}
		m, err := l.Conn.Write(b[n:end])
		n += m
		switch {
		case err != nil:
			return n, err
		case cut:
			l.net.cuts.Add(1)
			_ = l.Conn.Close()
			return n, net.ErrClosed
		case n == len(b):
			return n, nil
		}
	}
}

package agent

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"demarche/engine/wire"
)

// Limits of one connection.
const (
	answerLimit = 128 // messages in answer to one question
	strayLimit  = 256 // lines of one game that answer nothing
	farewell    = 2 * time.Second

	// queueLimit is how many messages may wait to be written; an agent that reads
	// so slowly is given up. There is room beside what is said to stray lines, so
	// that whoever floods is told to flood.
	queueLimit = strayLimit + 256
)

// Errors of a connection.
var (
	ErrNoHello = errors.New("the agent did not say hello in time")
	ErrGone    = errors.New("the agent is gone")
	errSlow    = errors.New("the agent does not read what it is told")
	errFlood   = errors.New("the agent writes without being asked")
)

// Conn is a line to one agent. It plays one game after another, one seat in each
// or several. It is safe for concurrent use.
type Conn struct {
	Name string // as the agent calls itself
	Lang string // language that it wants; "" = any

	rw    io.ReadWriteCloser
	out   chan []byte
	alter func([]byte) [][]byte // changes what is told, to try an agent out; nil: nothing
	hello chan error            // nil: it said hello
	gone  chan struct{}
	wrote chan struct{} // all is written that ever will be

	mu     sync.Mutex
	err    error           // why it is gone
	shut   bool            // nothing is queued any more
	open   []*inquiry      // questions without an answer, oldest first; those out of time too
	asked  map[string]bool // ids of the questions of this game
	strays int
}

// Open greets an agent over rw, which it closes in the end. wait is how long it
// may take to say hello; 0 is any time.
func Open(rw io.ReadWriteCloser, wait time.Duration) (*Conn, error) {
	c := &Conn{rw: rw, out: make(chan []byte, queueLimit), hello: make(chan error, 1), gone: make(chan struct{}), wrote: make(chan struct{})}
	go c.read()
	go c.write()
	var err error
	select {
	case err = <-c.hello:
	case <-after(wait):
		err = ErrNoHello
	case <-c.gone:
		err = c.fate()
		select {
		case said := <-c.hello: // it has said why before
			if said != nil {
				err = said
			}
		default:
		}
	}
	if err != nil {
		c.fail(err)
		return nil, fmt.Errorf("greet the agent: %w", err)
	}
	return c, nil
}

// after fires after a time; never for 0.
func after(d time.Duration) <-chan time.Time {
	if d <= 0 {
		return nil
	}
	return time.After(d)
}

// Close says goodbye and closes the line.
func (c *Conn) Close() error {
	c.farewell()
	c.mu.Lock()
	if c.err != nil || c.shut {
		c.mu.Unlock()
		return nil
	}
	c.shut = true
	close(c.out)
	c.mu.Unlock()
	select {
	case <-c.wrote:
	case <-time.After(farewell):
	}
	c.fail(ErrGone)
	return nil
}

// farewell says that there is nothing more to play.
func (c *Conn) farewell() { c.tell(wire.Encode(wire.ByeIn(c.Lang, "over"))) }

// Err returns why the line is of no use any more; nil while it is.
func (c *Conn) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *Conn) fate() error {
	if err := c.Err(); err != nil {
		return err
	}
	return ErrGone
}

// fail ends the line: whoever waits for an answer learns of it.
func (c *Conn) fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		return
	}
	c.err = err
	close(c.gone)
	_ = c.rw.Close() // nobody is left who could mend it
}

// tell queues messages. One that does not fit ends the line.
func (c *Conn) tell(messages ...[]byte) {
	if c.alter != nil {
		var altered [][]byte
		for _, m := range messages {
			altered = append(altered, c.alter(m)...)
		}
		messages = altered
	}
	c.mu.Lock()
	full := false
	for _, m := range messages {
		if c.err != nil || c.shut {
			break
		}
		select {
		case c.out <- m:
		default:
			full = true
		}
	}
	c.mu.Unlock()
	if full {
		c.fail(errSlow)
	}
}

// write writes what is queued.
func (c *Conn) write() {
	defer close(c.wrote)
	for {
		select {
		case m, more := <-c.out:
			if !more {
				return
			}
			if _, err := c.rw.Write(append(m[:len(m):len(m)], '\n')); err != nil {
				c.fail(ErrGone)
				return
			}
		case <-c.gone:
			return
		}
	}
}

// read reads until the line ends.
func (c *Conn) read() {
	r := newReader(c.rw)
	greeted := false
	for {
		line, cut, err := r.next()
		if len(line) > 0 {
			if greeted {
				c.take(line, cut)
			} else if err := c.greet(line, cut); err != nil {
				c.hello <- err
				return
			} else {
				greeted = true
				c.hello <- nil
			}
		}
		switch {
		case errors.Is(err, errEndless):
			c.fail(errEndless)
			return
		case err != nil:
			c.fail(ErrGone)
			return
		}
	}
}

// greet reads the first line.
func (c *Conn) greet(line []byte, cut bool) error {
	_, m, err := wire.DecodeAgent(line)
	hello, ok := m.(*wire.Hello)
	switch {
	case errors.Is(err, wire.ErrBadVersion):
		return fmt.Errorf("the agent speaks another version: its hello has no \"v\":%d", wire.Version)
	case cut || err != nil || !ok:
		return fmt.Errorf("the first line of the agent is no hello: %s", quoted(line))
	}
	c.Name, c.Lang = hello.Name, hello.Lang
	return nil
}

// quoted shows the beginning of a line.
func quoted(line []byte) string {
	const most = 120
	if len(line) > most {
		return fmt.Sprintf("%q...", line[:most])
	}
	return fmt.Sprintf("%q", line)
}

package agent

import (
	"errors"
	"time"

	"demarche/engine/wire"
)

// Ends of a question beside an answer.
const (
	Timeout = "timeout"     // no answer came in time
	Crashed = "crashed"     // the agent is gone
	Flooded = "flooded"     // it was cut off: it wrote on and on without being asked
	Endless = "endless"     // it was cut off: it wrote a line without an end
	Unread  = "not_reading" // it was cut off: it does not read what it is told
	Missing = "missing"     // of an archive: it has no answer to this question
)

// endOf says how a line to an agent ended.
func endOf(err error) string {
	switch {
	case errors.Is(err, errFlood):
		return Flooded
	case errors.Is(err, errEndless):
		return Endless
	case errors.Is(err, errSlow):
		return Unread
	}
	return Crashed
}

// line is one line that an agent wrote in answer to a question.
type line struct {
	raw []byte
	cut bool // it was longer than may be: the rest is lost
}

// inquiry is a question that was put to a live agent.
type inquiry struct {
	id, seat string
	in       chan line
	late     bool // nobody waits any more
	given    bool // an answer came: what comes without an id is for the next one
	clock    <-chan time.Time
	stray    func(line) // what came too late
}

// ask puts a question. stray is told, from another goroutine, of what comes when
// nobody waits any more.
func (c *Conn) ask(q wire.Choose, wait time.Duration, stray func(line)) *inquiry {
	x := &inquiry{id: q.ID, seat: q.Seat, in: make(chan line, answerLimit), clock: after(wait), stray: stray}
	c.mu.Lock()
	c.asked[x.id] = true
	c.open = append(c.open, x)
	c.mu.Unlock()
	c.tell(wire.Encode(q))
	return x
}

// next waits for the next line in answer to a question; end says why there is
// none. The time of a question counts from when it was put.
func (c *Conn) next(x *inquiry) (l line, end string) {
	select { // what was said before counts, whatever happened since
	case l = <-x.in:
		return l, ""
	default:
	}
	select {
	case l = <-x.in:
		return l, ""
	case <-x.clock:
		return line{}, Timeout
	case <-c.gone:
		select {
		case l = <-x.in:
			return l, ""
		default:
		}
		return line{}, endOf(c.Err())
	}
}

// done says that nobody waits for a question any more. One that was not answered
// is owed an answer: agents that write bare numbers answer in order.
func (c *Conn) done(x *inquiry, answered bool) {
	c.mu.Lock()
	x.late = true
	if answered {
		c.drop(x)
	}
	c.mu.Unlock()
	for { // what was said on top of an answer
		select {
		case l := <-x.in:
			x.stray(l)
			c.stray(x.id)
		default:
			return
		}
	}
}

func (c *Conn) drop(x *inquiry) {
	for i := range c.open {
		if c.open[i] == x {
			c.open = append(c.open[:i:i], c.open[i+1:]...)
			return
		}
	}
}

// take passes a line on to the question that it answers.
func (c *Conn) take(raw []byte, cut bool) {
	head, m, err := wire.DecodeAgent(raw)
	switch p := m.(type) {
	case *wire.Ping:
		c.tell(wire.Encode(wire.Pong{Head: wire.Head{V: wire.Version, T: wire.TypePong, ID: p.ID}, Echo: p.Now}))
		c.stray("")
		return
	case *wire.Next, *wire.Read, *wire.Draft:
		c.tell(wire.Encode(wire.AckOf(head.ID))) // there is nothing to wait for
		c.stray("")
		return
	}
	if errors.Is(err, wire.ErrBadMessage) || cut {
		head = wire.Head{}
	}
	l := line{append([]byte{}, raw...), cut}
	x, late := c.addressee(head)
	switch {
	case x == nil:
		c.stray(head.ID)
	case late:
		x.stray(l)
		c.stray(x.id)
	default:
		select {
		case x.in <- l:
		default:
			c.fail(errFlood)
		}
	}
}

// addressee finds the question that a message answers: the one whose id it
// echoes; without such an id the oldest one that has no answer yet, of its seat if
// it names one. late says that nobody waits for it any more.
func (c *Conn) addressee(h wire.Head) (x *inquiry, late bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	part := h.T == wire.TypeAnswer || h.T == wire.TypeAsk // no whole answer
	for _, q := range c.open {
		if h.ID != "" && q.id == h.ID {
			if q.late {
				c.drop(q)
				return q, true
			}
			c.settle()
			q.given = q.given || !part
			return q, false
		}
	}
	if c.asked[h.ID] {
		return nil, false // it was answered before
	}
	// With an id of its own and a turn it is judged by these.
	own := h.ID != "" && (h.T == wire.TypeCommit || h.T == wire.TypeAnswer)
	for _, q := range c.open {
		switch {
		case h.Seat != "" && q.seat != h.Seat, q.late && own, q.given && !part:
		case q.late:
			c.drop(q)
			return q, true
		default:
			q.given = q.given || !part
			return q, false
		}
	}
	return nil, false
}

// settle forgives what is owed by an agent that names what it answers.
func (c *Conn) settle() {
	var live []*inquiry
	for _, q := range c.open {
		if !q.late {
			live = append(live, q)
		}
	}
	c.open = live
}

// stray counts a line that answers nothing; with an id it is told so.
func (c *Conn) stray(id string) {
	c.mu.Lock()
	c.strays++
	flood := c.strays > strayLimit
	c.mu.Unlock()
	if flood {
		c.fail(errFlood)
		return
	}
	if id != "" {
		c.tell(wire.Encode(refusal(c.Lang, id, wire.CodeTooLate)))
	}
}

// begins forgets what was owed before a game.
func (c *Conn) begins() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.strays, c.open, c.asked = 0, nil, map[string]bool{}
}

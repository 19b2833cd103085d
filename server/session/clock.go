package session

import (
	"time"

	"demarche/engine/wire"
)

// clock is the time of the present phase. It runs, or stands still with time
// left, or there is none.
type clock struct {
	limited bool
	stopped bool
	ends    time.Time     // while it runs
	left    time.Duration // while it stands still
	tick    time.Time     // when it is to be put next
	// stamp counts what set the clock: a tick of another stamp is out of date.
	stamp int
}

// tick is the note of a clock.
type tick struct {
	Stamp int           `json:"stamp"`
	Left  time.Duration `json:"left"` // nanoseconds
}

// ticks reports whether time runs off.
func (c *clock) ticks() bool { return c.limited && !c.stopped }

// rest is the time left.
func (c *clock) rest() time.Duration {
	if c.stopped {
		return c.left
	}
	return max(0, time.Until(c.ends))
}

// set gives the clock a time left and starts it, unless it is to stand still.
func (c *clock) set(left time.Duration, limited, stopped bool) {
	now := time.Now()
	c.stamp++
	c.limited, c.stopped, c.left = limited, stopped, left
	c.ends, c.tick = now.Add(left), now
	if !limited {
		c.ends, c.left = time.Time{}, 0
	}
}

// reset gives the clock another time left without anybody having set it: after
// the server was away.
func (c *clock) reset(left time.Duration) {
	c.left, c.ends = left, time.Now().Add(left)
}

// shows is the clock as everybody sees it.
func (s *Session) shows() wire.Clock {
	c := wire.Clock{Head: head(wire.TypeClock, ""), State: "none"}
	switch {
	case s.paused:
		c.State, c.Left = "paused", milliseconds(s.clock.left)
	case s.clock.limited && !s.over:
		c.State, c.Ends = "running", float64(s.clock.ends.UnixMicro())/1000
	}
	return c
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// checkRang judges what is due. A phase whose time is over closes, which is an
// entry: a session taken up again must not give the time a second time.
func (s *Session) checkRang() decision {
	var d decision
	if s.clock.ticks() && !s.over && !time.Now().Before(s.clock.ends) {
		d.keep = append(d.keep, s.input(-1, actClose, about{}))
		d.do = func() { s.over = true }
	}
	return d
}

package main

import (
	"context"
	"sync"
	"time"
)

// pace knows when the machine stood still, or had so much to do that nothing came to
// its turn: promises of so many seconds are about a machine that runs, and the server
// shares that of this program. The zero value knows of nothing. It is safe for
// concurrent use.
type pace struct {
	mu   sync.Mutex
	last time.Time // heartbeat; zero: none so far
	gaps []gap
}

// gap is a time without a heartbeat.
type gap struct{ from, to time.Time }

// Heartbeats: one every beat, and what lies further apart than still is a gap.
const (
	beat  = 20 * time.Millisecond
	still = 100 * time.Millisecond
)

// watch beats until ctx ends.
func (p *pace) watch(ctx context.Context) {
	t := time.NewTicker(beat)
	defer t.Stop()
	for ctx.Err() == nil {
		p.beats(time.Now())
		select {
		case <-t.C:
		case <-ctx.Done():
		}
	}
}

// beats notes that the machine runs now.
func (p *pace) beats(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.last.IsZero() && now.Sub(p.last) > still {
		p.gaps = append(p.gaps, gap{p.last, now})
	}
	p.last = now
}

// ran is how long the machine ran between two moments.
func (p *pace) ran(from, to time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	gaps := p.gaps
	if now := time.Now(); !p.last.IsZero() && now.Sub(p.last) > still {
		gaps = append(gaps[:len(gaps):len(gaps)], gap{p.last, now}) // it has just ended
	}
	d := to.Sub(from)
	for _, g := range gaps {
		if g.from.Before(from) {
			g.from = from
		}
		if g.to.After(to) {
			g.to = to
		}
		if g.to.After(g.from) {
			d -= g.to.Sub(g.from)
		}
	}
	return d
}

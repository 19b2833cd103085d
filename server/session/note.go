package session

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Names of the notes that a session keeps beside its record.
const (
	noteTable  = "session.table"  // what it is: written once
	noteGuests = "session.guests" // who came in
	noteClock  = "session.clock"  // the last tick
	noteEpoch  = "session.epoch"  // how often it was taken up again
	noteDraft  = "session.draft." // + role: what the seat is about to decide
	noteRead   = "session.read."  // + role: what the seat has read
)

// tableNote is what a session has to know of itself beside its record.
type tableNote struct {
	Facilitated bool   `json:"facilitated"`
	Lang        string `json:"lang,omitempty"`
	Pin         string `json:"pin,omitempty"`
	Secret      []byte `json:"secret"` // of the ids on the wire
}

// note is one value to be put.
type note struct {
	name  string
	value any
}

// note makes notes durable.
func (s *Session) note(ctx context.Context, notes []note) error {
	for _, n := range notes {
		value, err := json.Marshal(n.value)
		if err != nil {
			return fmt.Errorf("write note %s: %w", n.name, err)
		}
		if err := s.options.Store.Put(ctx, s.code, n.name, value); err != nil {
			return fmt.Errorf("put note %s: %w", n.name, err)
		}
	}
	return nil
}

// Pace of notes: drafts and read marks are put at most so often, and the clock is
// put while it runs.
const (
	draftPace = 300 * time.Millisecond
	tickPace  = 5 * time.Second
)

// later marks a note as to be put: at once, or when the last ones are long enough
// ago. Whoever marks it again meanwhile adds no work.
func (s *Session) later(name string) {
	s.unkept[name] = true
	if s.flush.IsZero() {
		s.flush = s.flushed.Add(draftPace)
	}
}

// tidy puts what is due: drafts, read marks and the tick of the clock.
func (s *Session) tidy(ctx context.Context) error {
	now := time.Now()
	var notes []note
	if !s.flush.IsZero() && !now.Before(s.flush) {
		for role := range s.seats {
			id := s.game.Roles[role].ID
			if s.unkept[noteDraft+id] {
				notes = append(notes, note{noteDraft + id, s.seats[role].draft})
			}
			if s.unkept[noteRead+id] {
				notes = append(notes, note{noteRead + id, s.seats[role].read})
			}
		}
		clear(s.unkept)
		s.flush, s.flushed = time.Time{}, now
	}
	if s.clock.ticks() && !now.Before(s.clock.tick) {
		s.clock.tick = now.Add(tickPace)
		notes = append(notes, note{noteClock, tick{s.clock.stamp, s.clock.rest()}})
	}
	return s.note(ctx, notes)
}

// alarm is when the session has something to do by itself; zero: never.
func (s *Session) alarm() time.Time {
	at := s.flush
	sooner := func(t time.Time) {
		if !t.IsZero() && (at.IsZero() || t.Before(at)) {
			at = t
		}
	}
	if s.clock.ticks() {
		sooner(s.clock.tick)
		if !s.over {
			sooner(s.clock.ends)
		}
	}
	return at
}

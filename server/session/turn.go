package session

import (
	"context"
	"fmt"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// seat is what one role does in the present turn.
type seat struct {
	person    bool
	committed bool
	ready     bool // has read the reveal
	moves     []game.Move
	said      []wire.Move       // the same as a person sent them
	answers   map[string][]byte // to the commands of a person, by id
}

// begin starts the game and opens the first turn.
func (s *Session) begin(ctx context.Context) error {
	o := &s.options
	if err := s.play.Start(&s.state, o.Params); err != nil {
		return fmt.Errorf("start %s: %w", s.game.ID, err)
	}
	start := s.notation.Start(&s.ledger, &s.state)
	s.sum = start.Play
	if err := o.Store.Create(ctx, s.code, s.header(), o.Scenario.Files); err != nil {
		return fmt.Errorf("create its record: %w", err)
	}
	if err := s.keep(ctx, []record.Entry{start}, nil); err != nil {
		return err
	}
	s.open(ctx)
	return nil
}

// header describes the session for its record.
func (s *Session) header() record.Header {
	h := record.Header{
		Engine: s.options.Build, Scenario: s.game.ID, Main: s.options.Scenario.Main,
		Seed: uint64(s.luck.Seed), Params: map[string]record.Number{},
	}
	for _, p := range s.game.Params {
		h.Params[p.ID] = record.Number(s.state.V[p.Slot])
	}
	for role := range s.game.Roles {
		if s.game.Roles[role].Seat {
			x := record.Seat{Role: s.game.Roles[role].ID}
			if !s.seats[role].person {
				x.Policy = s.options.Players.Name(int32(role))
			}
			h.Seats = append(h.Seats, x)
		}
	}
	return h
}

// advance moves the turn on once nobody is missing any more.
func (s *Session) advance(ctx context.Context) error {
	switch {
	case s.phase == decide && s.every(func(x *seat) bool { return x.committed }):
		return s.adjudicate(ctx)
	case s.phase == reveal && s.every(func(x *seat) bool { return x.ready || !x.person }):
		s.open(ctx)
	}
	return nil
}

func (s *Session) every(is func(*seat) bool) bool {
	for i := range s.seats {
		if !is(&s.seats[i]) {
			return false
		}
	}
	return true
}

// open opens the next turn and asks the computer players.
func (s *Session) open(ctx context.Context) {
	s.ledger.Reset()
	s.play.Open(&s.state)
	s.opened = s.ledger
	s.phase = decide
	for i := range s.seats {
		x := &s.seats[i]
		x.committed, x.ready, x.moves, x.said = false, false, nil, nil
		r := &s.game.Roles[i]
		// Nobody sits there and nothing is planned for it.
		x.committed = !x.person && !r.Seat && len(r.Plan) == 0
	}
	s.touch(game.Everybody)
	s.ask(ctx)
}

// adjudicate turns the sealed orders into what happened. Nobody is shown it
// before it is durable.
func (s *Session) adjudicate(ctx context.Context) error {
	s.enough()
	var orders game.Orders
	for i := range s.seats {
		orders.Moves = append(orders.Moves, s.seats[i].moves...)
	}
	s.ledger.Reset()
	s.play.Adjudicate(&s.state, orders)
	settled := s.ledger
	s.settled = &settled
	if s.game.Ladder.Track >= 0 {
		s.course = append(s.course, int(s.state.V[game.SlotMaxRung]))
	}
	turn := s.notation.Turn(s.sum, &s.opened, s.settled, orders, &s.state)
	s.sum = turn.Play
	entries := []record.Entry{turn}
	s.phase = reveal
	if s.state.Ended() {
		s.phase = ended
		entries = append(entries, s.end())
	}
	s.touch(game.Everybody)
	return s.keep(ctx, entries, nil)
}

func (s *Session) end() record.End {
	e := record.End{Turn: s.state.Turn(), Play: s.sum}
	if i := s.state.Ending(s.game); i >= 0 {
		e.Ending = s.game.Endings[i].ID
	}
	return e
}

package session

import (
	"context"
	"fmt"
	"time"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// seat is what one role does in the present turn.
type seat struct {
	person    bool // a person plays it, there or not; else the computer or nobody
	vacant    bool // the computer plays it since nobody sat there at the start
	aside     bool // of a person: the computer decides for this turn, since time was over
	committed bool
	ready     bool // has read what the phase shows
	moves     []game.Move
	said      []wire.Move // the same as they were sent
	learnt    []game.Learnt
	ballots   map[game.Move]bool
	draft     draft
	read      map[string]int32 // injects read, and in which turn they had come
}

// computer reports whether a computer player decides for the seat now.
func (x *seat) computer() bool { return !x.person || x.aside }

// begin starts the game and opens the lobby or the first turn.
func (s *Session) begin(ctx context.Context) error {
	o := &s.options
	if err := s.play.Start(&s.state, o.Params); err != nil {
		return fmt.Errorf("start %s: %w", s.game.ID, err)
	}
	start := s.thread.Start(&s.ledger, &s.state)
	if err := o.Store.Create(ctx, s.code, s.header(), o.Scenario.Files); err != nil {
		return fmt.Errorf("create its record: %w", err)
	}
	table := tableNote{Facilitated: o.Facilitated, Lang: o.Lang, Pin: o.Pin, Secret: s.secret[:]}
	if err := s.note(ctx, []note{{noteTable, table}}); err != nil {
		return err
	}
	if err := s.keep(ctx, []record.Entry{start}, nil); err != nil {
		return err
	}
	s.phase = lobby
	if o.Facilitated {
		return nil
	}
	return s.proceed(ctx)
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

// advance moves the exercise on as far as nobody is missing any more.
func (s *Session) advance(ctx context.Context) error {
	for {
		if s.rethink && s.phase == decide {
			s.ask(ctx)
		}
		s.rethink = false
		was := s.clock.stamp
		if err := s.step(ctx); err != nil || s.clock.stamp == was {
			return err
		}
	}
}

// step goes to the next phase if the present one can close. Every phase sets the
// clock, by which the caller knows.
func (s *Session) step(ctx context.Context) error {
	if s.paused && !s.over {
		return nil
	}
	ready := s.allRead()
	switch s.phase {
	case lobby:
		if s.over {
			return s.proceed(ctx)
		}
	case brief, consult, reveal:
		if s.over || ready {
			return s.proceed(ctx)
		}
	case decide:
		if s.over {
			if err := s.close(ctx); err != nil {
				return err
			}
		}
		if s.every(func(x *seat) bool { return x.committed }) && (s.over || s.answered()) {
			return s.adjudicate(ctx)
		}
	}
	return nil
}

// allRead reports whether everybody has read what the phase shows. Where nobody but
// computers plays, a facilitator is who reads, and says when to go on.
func (s *Session) allRead() bool {
	if s.options.Facilitated && s.every(func(x *seat) bool { return !x.person }) {
		return false
	}
	return s.every(func(x *seat) bool { return x.ready || !x.person })
}

func (s *Session) every(is func(*seat) bool) bool {
	for i := range s.seats {
		if !is(&s.seats[i]) {
			return false
		}
	}
	return true
}

// following is the phase after the present one, adjudication left out.
func (s *Session) following() phase {
	turn := s.state.Turn()
	if s.phase == lobby || s.phase == reveal {
		turn++
	}
	switch {
	case !s.options.Facilitated:
		return decide
	case s.phase == lobby || s.phase == reveal:
		return brief
	case s.phase == brief && game.At(s.game.Clock.Consult, turn) > 0:
		return consult
	}
	return decide
}

// proceed goes to the next phase, which is an entry.
func (s *Session) proceed(ctx context.Context) error {
	to := s.following()
	if err := s.keep(ctx, []record.Entry{s.input(-1, actPhase, about{To: to.String()})}, nil); err != nil {
		return err
	}
	s.enter(to)
	if to == decide {
		s.ask(ctx)
	}
	return nil
}

// enter begins a phase. Behind the lobby and a reveal it opens a turn.
func (s *Session) enter(to phase) {
	if s.phase == lobby || s.phase == reveal {
		s.open()
	}
	s.begins(to)
}

// begins makes a phase the present one.
func (s *Session) begins(to phase) {
	s.phase, s.over = to, false
	for i := range s.seats {
		s.seats[i].ready = false
	}
	limit := s.limit(to)
	s.clock.set(limit, limit > 0, s.paused)
	s.touch(game.Everybody)
}

// limit is the time that a phase has; 0: any.
func (s *Session) limit(p phase) time.Duration {
	if !s.options.Facilitated {
		return 0
	}
	c := &s.game.Clock
	times := map[phase][]int32{brief: c.Brief, consult: c.Consult, decide: c.Decide, reveal: c.Reveal}[p]
	return time.Duration(game.At(times, s.state.Turn())) * time.Second
}

// open opens the next turn.
func (s *Session) open() {
	s.ledger.Reset()
	s.play.Open(&s.state)
	s.opened = joined(s.opened, s.ledger) // behind acts since the last turn
	for i := range s.seats {
		x := &s.seats[i]
		x.committed, x.aside, x.moves, x.said, x.learnt, x.ballots = false, false, nil, nil, nil, nil
		r := &s.game.Roles[i]
		// Nobody sits there and nothing is planned for it.
		x.committed = !x.person && !r.Seat && len(r.Plan) == 0
	}
}

// orders are what was committed and answered in this turn.
func (s *Session) orders() game.Orders {
	o := game.Orders{Moves: s.sealed()}
	o.Ballots = append(s.poll(o.Moves), s.ballots()...)
	for i := range s.seats {
		o.Learnt = append(o.Learnt, s.seats[i].learnt...)
	}
	s.game.Sort(&o)
	return o
}

// adjudicate turns the sealed orders into what happened. Nobody is shown it
// before it is durable.
func (s *Session) adjudicate(ctx context.Context) error {
	s.enough()
	return s.keep(ctx, s.resolve(s.orders()), nil)
}

// resolve adjudicates and returns the entries that tell of it.
func (s *Session) resolve(orders game.Orders) []record.Entry {
	s.ledger.Reset()
	s.play.Adjudicate(&s.state, orders)
	settled := s.ledger
	s.settled = &settled
	if s.game.Ladder.Track >= 0 {
		s.course = append(s.course, int(s.state.V[game.SlotMaxRung]))
	}
	turn := s.thread.Turn(&s.opened, s.settled, orders, s.applied, &s.state)
	opened, after := s.opened, s.state.Copy()
	s.history = append(s.history, game.Chapter{Turn: s.state.Turn(), Orders: orders, Open: &opened, Played: s.settled, After: &after})
	if said := s.beside(); said != nil {
		if s.written == nil {
			s.written = map[int32][]wire.Said{}
		}
		s.written[s.state.Turn()] = said
	}
	s.opened, s.applied = game.Ledger{}, nil
	entries := []record.Entry{turn}
	if !s.state.Ended() {
		s.begins(reveal)
		return entries
	}
	s.begins(ended)
	return append(entries, s.end())
}

func (s *Session) end() record.End {
	e := record.End{Turn: s.state.Turn(), Play: s.thread.Play()}
	if i := s.state.Ending(s.game); i >= 0 {
		e.Ending = s.game.Endings[i].ID
	}
	return e
}

// close commits for all persons who have not when time is over, as the scenario
// says for their role: nothing, what their draft holds, or what the computer
// chooses.
func (s *Session) close(ctx context.Context) error {
	ask := false
	for i := range s.seats {
		x := &s.seats[i]
		if !x.person || x.aside || x.committed {
			continue
		}
		if s.game.Roles[i].Default == "computer" {
			x.aside, ask = true, true
			continue
		}
		d := s.commitDefault(int32(i))
		if err := s.keep(ctx, d.keep, d.texts); err != nil {
			return err
		}
		d.apply()
	}
	if ask {
		s.ask(ctx)
	}
	return nil
}

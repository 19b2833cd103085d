package session

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/record"
)

// Players choose the moves of roles that no person plays. They are safe for
// concurrent use and leave the state as it is; policy.Table is one.
type Players interface {
	// Moves returns what a role does in this state.
	Moves(s *game.State, role int32, luck chance.Luck) []game.Move
	// Name returns the name of who plays a role, for the record; "" if nobody
	// does.
	Name(role int32) string
}

// DefaultPatience is how long computer players may think in a turn.
const DefaultPatience = 5 * time.Second

// ask asks all computer players for their moves, each in a goroutine of its own
// on a copy of the state. The answers come back as inputs; whoever is late or
// fails holds.
func (s *Session) ask(ctx context.Context) {
	ctx, s.enough = context.WithCancel(ctx)
	now, turn := s.state.Copy(), s.state.Turn()
	for role := range s.seats {
		if s.seats[role].committed || s.seats[role].person {
			continue
		}
		s.asked.Go(func() {
			a := s.think(&now, int32(role))
			a.turn = turn
			_ = s.send(ctx, input{message: a}) // an answer after the turn is nobody's loss
		})
	}
	s.asked.Go(func() {
		t := time.NewTimer(s.options.Patience)
		defer t.Stop()
		select {
		case <-t.C:
			_ = s.send(ctx, input{message: late{turn}})
		case <-ctx.Done():
		}
	})
}

// think lets one computer player choose. A panic is its own failure.
func (s *Session) think(now *game.State, role int32) (a played) {
	a.role = role
	defer func() {
		if p := recover(); p != nil {
			a.moves, a.err = nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	a.moves = s.options.Players.Moves(now, role, s.luck)
	return a
}

// checkPlayed judges the answer of a computer player. An illegal one is a
// fault of the player: it holds instead.
func (s *Session) checkPlayed(m played) decision {
	if m.turn != s.state.Turn() || s.phase != decide || s.seats[m.role].committed {
		return decision{}
	}
	by, moves, err := s.options.Players.Name(m.role), m.moves, m.err
	if by == "" {
		by = byPlan
	}
	if r := s.machine.View(&s.state, m.role).Check(moves); err == nil && r != nil {
		err = fmt.Errorf("move %d: %s", r.Move, r.Code)
	}
	if err != nil {
		s.log.Error("computer player failed; it holds", "session", s.code, "role", s.game.Roles[m.role].ID, "err", err)
		by, moves = standIn, nil
	}
	return s.commitFor(m.role, by, moves)
}

// Who plays a role, in the record, beside the policies.
const (
	byPlan  = "plan"     // nobody sits there: the scenario's plan alone
	standIn = "stand_in" // holds for a computer player without an answer
)

// checkLate lets every computer player without an answer hold.
func (s *Session) checkLate(m late) decision {
	var d decision
	if m.turn != s.state.Turn() || s.phase != decide {
		return d
	}
	var held []decision
	for role := range s.seats {
		if seat := &s.seats[role]; !seat.person && !seat.committed {
			s.log.Warn("computer player is late; it holds", "session", s.code, "role", s.game.Roles[role].ID)
			one := s.commitFor(int32(role), standIn, nil)
			d.keep = append(d.keep, one.keep...)
			held = append(held, one)
		}
	}
	d.do = func() {
		for _, one := range held {
			one.apply()
		}
	}
	return d
}

// commitFor is the decision to seal the moves of a role that no person plays.
func (s *Session) commitFor(role int32, by string, moves []game.Move) decision {
	in := s.input(role, actCommit, about{By: by})
	for _, m := range moves {
		in.Moves = append(in.Moves, s.notation.Move(m))
	}
	return decision{
		keep: []record.Entry{in},
		do: func() {
			s.seats[role].committed, s.seats[role].moves = true, moves
		},
	}
}

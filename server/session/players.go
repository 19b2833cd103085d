package session

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// Players choose the moves of roles that no person plays. They are safe for
// concurrent use and leave the state as it is; policy.Table is one.
type Players interface {
	// Moves returns what a role does in this state.
	Moves(s *game.State, role int32, luck chance.Luck) []game.Move
	// Learns returns what a role remembers anew with the moves that it makes in this
	// state.
	Learns(s *game.State, role int32) []game.Learnt
	// Answers returns what a role says to the proposals among the open moves of
	// all roles. It is asked once in a turn, when all have committed, and answers
	// at once.
	Answers(s *game.State, role int32, luck chance.Luck, open []game.Move) []game.Ballot
	// Name returns the name of who plays a role, for the record; "" if nobody
	// does.
	Name(role int32) string
}

// DefaultPatience is how long computer players may think in a turn.
const DefaultPatience = 5 * time.Second

// ask asks all computer players that have not committed for their moves, each in
// a goroutine of its own on a copy of the state. The answers come back as inputs;
// whoever is late or fails holds. Asking again makes earlier answers void.
func (s *Session) ask(ctx context.Context) {
	s.enough()
	ctx, s.enough = context.WithCancel(ctx)
	s.round++
	now, round := s.state.Copy(), s.round
	for role := range s.seats {
		if s.seats[role].committed || !s.seats[role].computer() {
			continue
		}
		s.asked.Go(func() {
			a := s.think(&now, int32(role))
			a.round = round
			_ = s.send(ctx, input{message: a}) // an answer after the turn is nobody's loss
		})
	}
	s.asked.Go(func() {
		t := time.NewTimer(s.options.Patience)
		defer t.Stop()
		select {
		case <-t.C:
			_ = s.send(ctx, input{message: late{round}})
		case <-ctx.Done():
		}
	})
}

// think lets one computer player choose. A panic is its own failure.
func (s *Session) think(now *game.State, role int32) (a chosen) {
	a.role = role
	defer func() {
		if p := recover(); p != nil {
			a.moves, a.learnt, a.err = nil, nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	a.moves = s.options.Players.Moves(now, role, s.luck)
	a.learnt = s.options.Players.Learns(now, role)
	return a
}

// checkChosen judges the answer of a computer player. An illegal one is a fault
// of the player: it holds instead.
func (s *Session) checkChosen(m chosen) decision {
	x := &s.seats[m.role]
	if m.round != s.round || s.phase != decide || x.committed || !x.computer() {
		return decision{}
	}
	by, moves, learnt, err := s.options.Players.Name(m.role), m.moves, m.learnt, m.err
	if by == "" {
		by = byPlan
	}
	if r := s.machine.View(&s.state, m.role).Check(moves); err == nil && r != nil {
		err = fmt.Errorf("move %d: %s", r.Move, r.Code)
	}
	for _, l := range learnt {
		if err == nil && !s.game.Learns(l) {
			err = fmt.Errorf("it cannot learn %v of number %d", l.Value, l.Slot)
		}
	}
	if err != nil {
		s.log.Error("computer player failed; it holds", "role", s.game.Roles[m.role].ID, "err", err)
		by, moves, learnt = standIn, nil, nil
	}
	return s.commitFor(m.role, by, moves, learnt)
}

// Who decided for a role, in the record, beside the policies.
const (
	byPlan    = "plan"     // nobody sits there: the scenario's plan alone
	standIn   = "stand_in" // holds for a computer player without an answer
	byDefault = "default"  // what the scenario says for a person whose time is over
)

// checkLate lets every computer player without an answer hold.
func (s *Session) checkLate(m late) decision {
	var d decision
	if m.round != s.round || s.phase != decide {
		return d
	}
	for role := range s.seats {
		if x := &s.seats[role]; x.computer() && !x.committed {
			s.log.Warn("computer player is late; it holds", "role", s.game.Roles[role].ID)
			one := s.commitFor(int32(role), standIn, nil, nil)
			d.keep = append(d.keep, one.keep...)
			d = d.then(one.do)
		}
	}
	return d
}

// commitFor is the decision to seal moves that no person chose, with what whoever
// chose them has learnt.
func (s *Session) commitFor(role int32, by string, moves []game.Move, learnt []game.Learnt) decision {
	return s.seal(role, about{By: by}, sealing{moves: moves, learnt: learnt})
}

package session

import (
	"slices"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// sealed are the moves committed so far, of all roles.
func (s *Session) sealed() []game.Move {
	var out []game.Move
	for i := range s.seats {
		out = append(out, s.seats[i].moves...)
	}
	return out
}

// asks reports whether a role is asked to agree to a move of another.
func (s *Session) asks(m game.Move, role int32) bool {
	return m.Self != role && s.game.Asked(m).Has(role)
}

// parties are the roles that are asked about any of these moves.
func (s *Session) parties(lists ...[]game.Move) []int32 {
	var out []int32
	for role := range s.seats {
		for _, moves := range lists {
			if slices.ContainsFunc(moves, func(m game.Move) bool { return s.asks(m, int32(role)) }) {
				out = append(out, int32(role))
				break
			}
		}
	}
	return out
}

// answered reports whether all persons who were asked to agree to something have
// said yes or no.
func (s *Session) answered() bool {
	for _, m := range s.sealed() {
		for role := range s.seats {
			x := &s.seats[role]
			if _, said := x.ballots[m.Key()]; !said && !x.computer() && s.asks(m, int32(role)) {
				return false
			}
		}
	}
	return true
}

// checkAnswer judges what a role says to a proposal.
func (s *Session) checkAnswer(c *Conn, m wire.Answer) decision {
	move, found := s.desk(c.role).Asked(&s.state, s.sealed(), m.Proposal)
	if !found {
		return s.refuse(c, m.ID, wire.CodeUnknownAsked)
	}
	if r := s.machine.View(&s.state, c.role).CheckAnswer(s.sealed(), move); r.Code != game.OK {
		return s.refuse(c, m.ID, r.Code.String())
	}
	d := s.ack(c, m.ID)
	in := s.input(c.role, actAnswer, about{ID: m.ID})
	in.Ballots = []record.Ballot{s.notation.Ballot(game.Ballot{Move: move, Role: c.role, Yes: m.Yes})}
	d.keep = []record.Entry{in}
	role := c.role
	return d.then(func() { s.says(role, move, m.Yes) })
}

// says keeps an answer.
func (s *Session) says(role int32, move game.Move, yes bool) {
	x := &s.seats[role]
	if x.ballots == nil {
		x.ballots = map[game.Move]bool{}
	}
	x.ballots[move.Key()] = yes
	s.touch(game.One(role) | game.One(move.Self))
}

// ballots are the answers of persons to proposals that still stand.
func (s *Session) ballots() []game.Ballot {
	var o game.Orders
	open := s.sealed()
	for i := range s.seats {
		for m, yes := range s.seats[i].ballots {
			if slices.ContainsFunc(open, func(x game.Move) bool { return x.Key() == m }) {
				o.Ballots = append(o.Ballots, game.Ballot{Move: m, Role: int32(i), Yes: yes})
			}
		}
	}
	s.game.Sort(&o)
	return o.Ballots
}

// poll asks the computer players what they say to the proposals of this turn.
// What a person answered before the computer took the seat over stands. A member
// without a seat answers by the scenario's condition when ballots are
// counted.
func (s *Session) poll(open []game.Move) []game.Ballot {
	var out []game.Ballot
	for role := range s.seats {
		if s.game.Roles[role].Seat && s.seats[role].computer() {
			said := s.seats[role].ballots
			out = append(out, slices.DeleteFunc(s.say(int32(role), open), func(b game.Ballot) bool {
				_, already := said[b.Move.Key()]
				return already
			})...)
		}
	}
	return out
}

// say lets one computer player answer. One that panics says nothing.
func (s *Session) say(role int32, open []game.Move) (out []game.Ballot) {
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("computer player failed; it answers nothing", "role", s.game.Roles[role].ID, "panic", p)
			out = nil
		}
	}()
	now := s.state.Copy()
	return s.options.Players.Answers(&now, role, s.luck, open)
}

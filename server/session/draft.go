package session

import (
	"demarche/engine/game"
	"demarche/engine/wire"
)

// draft is what a seat is about to decide. It belongs to one turn.
type draft struct {
	Turn  int         `json:"turn"`
	Rev   int         `json:"rev"`
	Moves []wire.Move `json:"moves"`
	// Acts counts the acts of the facilitator before it: what an act sent back
	// counts more than what was drafted before.
	Acts int `json:"acts"`
}

// message is the draft as devices of the seat are sent it.
func (d draft) message() []byte {
	return encode(wire.Draft{Head: head(wire.TypeDraft, ""), Turn: d.Turn, Rev: d.Rev, Moves: append([]wire.Move{}, d.Moves...)})
}

// or returns the draft that holds when a session is taken up: d, which doing the
// record again has made, or the one that was kept. Revisions go on.
func (d draft) or(kept draft) draft {
	switch {
	case d.Turn == kept.Turn && d.Acts > kept.Acts:
		d.Rev = max(d.Rev, kept.Rev+1)
		return d
	case d.Turn > kept.Turn:
		return d
	}
	return kept
}

// next is the revision behind the present one in a turn.
func (d draft) next(turn int) int {
	if d.Turn != turn {
		return 1
	}
	return d.Rev + 1
}

// checkDraft judges a draft. It is taken at once and put into the store a little
// later: a draft is a convenience, not a promise. Whoever sends an old one is
// given the one that holds.
func (s *Session) checkDraft(c *Conn, m wire.Draft) decision {
	x := &s.seats[c.role]
	held := x.draft
	switch {
	case m.Turn != int(s.state.Turn()):
		return s.refuse(c, m.ID, wire.CodeWrongTurn)
	case !x.person:
		return s.refuse(c, m.ID, wire.CodeComputerPlays)
	case held.Turn == m.Turn && m.Rev <= held.Rev || m.Rev < 1:
		d := s.refuse(c, m.ID, wire.CodeOld)
		return d.then(func() { c.out.push(held.message()) })
	}
	if _, at, code := s.parse(c.role, m.Moves); code != "" {
		return s.refuseMove(c, m.ID, code, at)
	}
	d := s.ack(c, m.ID)
	return d.then(func() { s.take(c.role, draft{Turn: m.Turn, Rev: m.Rev, Moves: m.Moves}, c) })
}

// take makes a draft the seat's, and shows it to its other devices.
func (s *Session) take(role int32, d draft, from *Conn) {
	d.Acts = len(s.acts)
	s.seats[role].draft = d
	s.later(noteDraft + s.game.Roles[role].ID)
	for _, c := range s.conns {
		if c != from && c.role == role {
			c.out.push(d.message())
		}
	}
}

// pushDraft gives a connection the draft of its seat, if there is one for this
// turn.
func (s *Session) pushDraft(c *Conn) {
	if c.role < 0 {
		return
	}
	if d := s.seats[c.role].draft; d.Turn > 0 && d.Turn == int(s.state.Turn()) {
		c.out.push(d.message())
	}
}

// parse reads the moves of a role. What stands for the role's own ids is what its
// desk says.
func (s *Session) parse(role int32, moves []wire.Move) (parsed []game.Move, at int, code string) {
	return s.desk(role).ParseMoves(moves)
}

// desk reads what a role sends, in any language.
func (s *Session) desk(role int32) *wire.Desk {
	if s.desks[role] == nil {
		s.desks[role] = wire.NewDesk(s.machine, role, s.langs[0], s.names)
	}
	return s.desks[role]
}

// commitDefault is the decision what a person is taken to have decided when time
// is over: all of its draft that is legal, or nothing.
func (s *Session) commitDefault(role int32) decision {
	var moves []game.Move
	var said []wire.Move
	d := s.seats[role].draft
	if s.game.Roles[role].Default == "draft" && d.Turn == int(s.state.Turn()) {
		view := s.machine.View(&s.state, role)
		for _, m := range d.Moves {
			one, _, code := s.parse(role, []wire.Move{m})
			if code == "" && view.Check(append(moves[:len(moves):len(moves)], one...)) == nil {
				moves, said = append(moves, one...), append(said, m)
			}
		}
	}
	return s.seal(role, about{By: byDefault}, sealing{moves: moves, said: said})
}

// checkRead judges the mark that an item of the feed has been read.
func (s *Session) checkRead(c *Conn, m wire.Read) decision {
	view := s.machine.View(&s.state, c.role)
	for i := range s.game.Injects {
		id := s.game.Injects[i].ID
		turn, told := view.Told(int32(i))
		if !told || s.names.For(s.game.Roles[c.role].ID, "inject", id) != m.Item {
			continue
		}
		d := s.ack(c, m.ID)
		return d.then(func() {
			x := &s.seats[c.role]
			if x.read == nil {
				x.read = map[string]int32{}
			}
			x.read[id] = turn
			s.later(noteRead + s.game.Roles[c.role].ID)
		})
	}
	return s.refuse(c, m.ID, wire.CodeUnknownItem)
}

// marks counts what a seat has read and not read of what it was sent.
func (s *Session) marks(role int32) (read, unread int) {
	view := s.machine.View(&s.state, role)
	for i := range s.game.Injects {
		turn, told := view.Told(int32(i))
		switch {
		case !told:
		case s.seats[role].read[s.game.Injects[i].ID] >= turn:
			read++
		default:
			unread++
		}
	}
	return read, unread
}

package game

// ProposalCourse tells what became of a move that needed others to agree. The masks
// are of those who were asked and sit at the table, and of those off the board who
// signed; the mover has said yes.
type ProposalCourse struct {
	Turn            int32
	Move            Move
	Went            EventKind // EventMove, EventFailed or EventUnsigned
	Yes, No, Silent Mask
}

// Proposed reads off the turns of a play every move that needed others, in the order
// of turns and of the moves of each, with what they said.
func (m *Machine) Proposed(chapters []Chapter) []ProposalCourse {
	var out []ProposalCourse
	for _, c := range chapters {
		o := Orders{Moves: append([]Move(nil), c.Orders.Moves...)}
		m.Game.Sort(&o)
		for _, move := range o.Moves {
			if m.Game.Asks(move) {
				out = append(out, m.proposed(c, move))
			}
		}
	}
	return out
}

func (m *Machine) proposed(c Chapter, move Move) ProposalCourse {
	p := ProposalCourse{Turn: c.Turn, Move: move, Went: EventFailed}
	asked := m.Game.Asked(move)
	for _, b := range c.Orders.Ballots {
		switch {
		case b.Move.Key() != move.Key() || b.Role < 0 || !asked.Has(b.Role):
		case b.Yes:
			p.Yes |= One(b.Role)
		default:
			p.No |= One(b.Role)
		}
	}
	for _, e := range c.Played.Events {
		if !m.Follows(e, move) {
			continue
		}
		switch e.Kind {
		case EventMove, EventAttack:
			p.Went = EventMove
			p.Yes |= e.Signers & asked & m.offBoard()
		case EventFailed, EventUnsigned:
			p.Went = e.Kind
		}
	}
	p.Silent = asked &^ (p.Yes | p.No | m.offBoard() | Public)
	return p
}

// offBoard are the roles that nobody sits for.
func (m *Machine) offBoard() Mask {
	var out Mask
	for r := range m.Game.Roles {
		if !m.Game.Roles[r].Seat {
			out |= One(int32(r))
		}
	}
	return out
}

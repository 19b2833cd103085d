package session

import (
	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// checkShare judges evidence that a seat gives to other roles.
func (s *Session) checkShare(c *Conn, m wire.Share) decision {
	gift, code := s.desk(c.role).ParseShare(&s.state, s.scene(c.role), m)
	if code != "" {
		return s.refuse(c, m.ID, code)
	}
	if code := s.machine.CheckAct(&s.state, given(gift)); code != game.OK {
		return s.refuseGift(c, m.ID, gift, code, -1)
	}
	d := s.ack(c, m.ID)
	more := s.giving(gift, about{ID: m.ID})
	d.keep = more.keep
	return d.then(more.do)
}

// riders judges the evidence that goes with the proposals of a commit, and adds
// the gifts to the decision.
func (s *Session) riders(d decision, c *Conn, m wire.Commit, moves []game.Move) decision {
	gifts := s.gifts(c.role)
	if len(m.Share) > wire.MaxMoves {
		return s.refuse(c, m.ID, wire.CodeTooLong)
	}
	for _, r := range m.Share {
		gift, code := s.desk(c.role).ParseRider(r, moves, gifts)
		if code != "" {
			return s.refuseMove(c, m.ID, code, r.Move)
		}
		if gift.To == 0 {
			continue // they have it from this seat already
		}
		if code := s.machine.CheckAct(&s.state, given(gift)); code != game.OK {
			return s.refuseGift(c, m.ID, gift, code, r.Move)
		}
		gifts = append(gifts, gift)
		more := s.giving(gift, about{})
		d.keep = append(d.keep, more.keep...)
		d = d.then(more.do)
	}
	return d
}

// refuseGift is the decision that evidence stays where it is.
func (s *Session) refuseGift(c *Conn, id string, gift game.Gift, code game.Code, move int) decision {
	if code != game.TLP && code != game.Beyond {
		return s.refuseMove(c, id, code.String(), move)
	}
	return decision{to: c, reply: encode(wire.Refuse{
		Head: head(wire.TypeRefuse, id), Code: code.String(), Move: move, Text: prose.For(s.game, c.lang).Kept(gift.Evidence, code),
	})}
}

func given(gift game.Gift) game.Act { return game.Act{Kind: game.ActShare, Gift: gift} }

// giving is the decision to hand evidence over. It is not sealed: it happens at
// once.
func (s *Session) giving(gift game.Gift, a about) decision {
	a.act = given(gift)
	in := s.input(gift.Self, actShare, a)
	in.Acts = s.notation.Acts([]record.Done{{Act: a.act}})
	return decision{keep: []record.Entry{in}, do: func() { s.gave(a, in.At) }}
}

// gave hands evidence over, and lists it for the facilitator.
func (s *Session) gave(a about, at string) {
	s.acts = append(s.acts, deed{turn: s.state.Turn(), do: actShare, about: a, at: at})
	s.touchGame(a.act)
}

// gifts are what a role has given in this turn.
func (s *Session) gifts(role int32) []game.Gift {
	var out []game.Gift
	for _, x := range s.applied {
		if x.Kind == game.ActShare && x.Gift.Self == role {
			out = append(out, x.Gift)
		}
	}
	return out
}

package session

import (
	"bytes"

	"demarche/engine/prose"
	"demarche/engine/wire"
)

// showLobby sends the lobby to whoever has no view: guests without a seat, and
// before the start everybody but the facilitator.
func (s *Session) showLobby() {
	for _, c := range s.conns {
		if c.who.Kind == Facilitator || c.views() && s.phase != lobby {
			continue
		}
		now := encode(s.lobbyFor(c))
		if c.fresh || !bytes.Equal(now, c.lobby) {
			c.lobby = now
			c.out.show(nil, now)
		}
	}
}

// lobbyFor builds the lobby of one connection. Of the others it tells how many
// sit where, and no name.
func (s *Session) lobbyFor(c *Conn) wire.Lobby {
	voice := prose.For(s.game, c.lang)
	l := wire.Lobby{
		Head: head(wire.TypeLobby, ""), Code: s.code, Title: voice.Text(s.game.Title), Lang: c.lang,
		Phase: s.phase.String(), You: s.you(c), Seats: []wire.LobbySeat{},
	}
	for i := range s.game.Roles {
		r := &s.game.Roles[i]
		if !r.Seat {
			continue
		}
		l.Seats = append(l.Seats, wire.LobbySeat{
			Role: r.ID, Title: voice.Role(int32(i)), Letters: r.Letters, Shape: r.Shape, Relation: voice.Text(r.Relation),
			People: len(s.people(int32(i))) + s.linkedTo(int32(i)), Free: s.free(int32(i)),
		})
	}
	return l
}

// you is the receiver of a lobby; nil for the public.
func (s *Session) you(c *Conn) *wire.LobbyYou {
	role := ""
	if c.role >= 0 {
		role = s.game.Roles[c.role].ID
	}
	switch c.who.Kind {
	case Player:
		return &wire.LobbyYou{Admitted: true, Role: role}
	case Guest:
		if i := s.guestAt(c.who.Guest); i >= 0 {
			return &wire.LobbyYou{Name: s.guests[i].Name, Admitted: s.guests[i].Admitted, Role: role}
		}
	}
	return nil
}

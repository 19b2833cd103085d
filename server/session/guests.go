package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche/engine/game"
	"demarche/engine/wire"
)

// Errors of Enter and Attach.
var (
	ErrStranger = errors.New("nobody of this kind is known here") // unknown guest, role without a seat, no facilitator
	ErrName     = errors.New("a name has 1 to 60 characters")
	ErrOver     = errors.New("exercise is over")
)

// Limits of a table.
const (
	maxGuests      = 200
	maxName        = 60 // characters
	peoplePerSeat  = 8
	connsPerGuest  = 4
	connsToControl = 8
)

// Visitor is somebody who came by the code or the link of the lobby.
type Visitor struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Admitted bool   `json:"admitted"`
	Role     int32  `json:"role"` // -1 = none yet
}

// guestNote is the note of the guests; Count keeps ids from being given twice.
type guestNote struct {
	Count  int       `json:"count"`
	Guests []Visitor `json:"guests"`
}

// Enter takes in somebody who came by the code, and returns the id of a guest to
// attach with. admitted says that a PIN or a link has proved that they belong in
// the room; else the facilitator has to let them in. The guest is durable when
// Enter returns. The error is ctx's own, [ErrStopped], [ErrName], [ErrFull],
// [ErrOver], or [ErrStranger] if the session is not facilitated.
func (s *Session) Enter(ctx context.Context, name string, admitted bool) (guest string, err error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case !s.options.Facilitated:
		return "", ErrStranger
	case name == "" || !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxName:
		return "", ErrName
	}
	answer := make(chan entered, 1)
	if err := s.send(ctx, input{message: entering{name, admitted, answer}}); err != nil {
		return "", err
	}
	select {
	case a := <-answer:
		return a.id, a.err
	case <-s.done:
		return "", ErrStopped
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// Knows reports whether an identity may be attached: its seat exists, the guest
// has not been sent away, the session has a facilitator.
func (s *Session) Knows(who Identity) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.knows(who)
}

// knows is Knows for who holds the lock.
func (s *Session) knows(who Identity) bool {
	switch who.Kind {
	case Public:
		return true
	case Player:
		return who.Role >= 0 && int(who.Role) < len(s.game.Roles) && s.game.Roles[who.Role].Seat
	case Guest:
		return s.guestAt(who.Guest) >= 0
	case Facilitator:
		return s.options.Facilitated
	}
	return false
}

// Links are the addresses that the facilitator hands out. The session shows them
// on the console and nowhere else; it does not keep them.
type Links struct {
	Join  string           // to the lobby; admits
	Seats map[int32]string // to the seat of a role
	Wall  string
}

// Invite gives the session its links: after Open, and again after Resume. The
// error is ctx's own or [ErrStopped].
func (s *Session) Invite(ctx context.Context, l Links) error {
	return s.send(ctx, input{message: linked{l}})
}

// guestAt returns the place of a guest in the list, -1 if there is none.
func (s *Session) guestAt(id string) int {
	return slices.IndexFunc(s.guests, func(v Visitor) bool { return v.ID == id })
}

// checkEntering judges somebody at the door.
func (s *Session) checkEntering(m entering) decision {
	var err error
	switch {
	case s.phase == ended:
		err = ErrOver
	case len(s.guests) >= maxGuests:
		err = ErrFull
	}
	if err != nil {
		return decision{do: func() { m.answer <- entered{err: err} }}
	}
	v := Visitor{ID: fmt.Sprint("g", s.entered+1), Name: m.name, Admitted: m.admitted, Role: -1}
	d := s.withGuests(append(slices.Clone(s.guests), v), s.entered+1)
	change := d.do
	d.do = func() {
		change()
		m.answer <- entered{id: v.ID}
	}
	return d
}

// withGuests is the decision to have these guests from now on.
func (s *Session) withGuests(list []Visitor, count int) decision {
	return decision{
		notes: []note{{noteGuests, guestNote{count, list}}},
		do:    func() { s.setGuests(list, count) },
	}
}

// setGuests changes who the guests are, and where their connections sit.
func (s *Session) setGuests(list []Visitor, count int) {
	s.mu.Lock()
	s.guests, s.entered = list, count
	s.mu.Unlock()
	for _, c := range slices.Clone(s.conns) {
		if c.who.Kind != Guest {
			continue
		}
		i := s.guestAt(c.who.Guest)
		switch {
		case i < 0:
			c.bye(EndNoSeat)
			s.forget(c)
		case c.role != list[i].Role:
			c.role = list[i].Role
			s.listen(c, c.lang) // everything is new there
			s.pushDraft(c)
		}
	}
}

// changed is the list of guests with one of them changed.
func (s *Session) changed(i int, change func(*Visitor)) []Visitor {
	list := slices.Clone(s.guests)
	change(&list[i])
	return list
}

// people lists the guests of a seat.
func (s *Session) people(role int32) []Visitor {
	var out []Visitor
	for _, v := range s.guests {
		if v.Role == role {
			out = append(out, v)
		}
	}
	return out
}

// online reports whether somebody is connected as this guest.
func (s *Session) online(guest string) bool {
	return slices.ContainsFunc(s.conns, func(c *Conn) bool { return c.who.Kind == Guest && c.who.Guest == guest })
}

// linkedTo counts the connections that came by the link of a role.
func (s *Session) linkedTo(role int32) (n int) {
	for _, c := range s.conns {
		if c.who.Kind == Player && c.role == role {
			n++
		}
	}
	return n
}

// free reports whether a guest may sit down at a seat: it has room, and the
// computer does not play it by the facilitator's wish.
func (s *Session) free(role int32) bool {
	x := &s.seats[role]
	return s.game.Roles[role].Seat && (x.person || x.vacant) && len(s.people(role)) < peoplePerSeat
}

// checkTake judges sitting down.
func (s *Session) checkTake(c *Conn, m wire.Take) decision {
	i := s.guestAt(c.who.Guest)
	role := int32(slices.IndexFunc(s.game.Roles, func(r game.Role) bool { return r.ID == m.Role }))
	switch {
	case c.who.Kind != Guest || i < 0:
		return s.refuse(c, m.ID, wire.CodeNotAllowed)
	case !s.guests[i].Admitted:
		return s.refuse(c, m.ID, wire.CodeNotAdmitted)
	case role < 0:
		return s.refuse(c, m.ID, wire.CodeUnknownRole)
	case s.guests[i].Role == role:
		return s.ack(c, m.ID)
	case !s.free(role):
		return s.refuse(c, m.ID, wire.CodeNotFree)
	}
	d := s.withGuests(s.changed(i, func(v *Visitor) { v.Role = role }), s.entered)
	a := s.ack(c, m.ID)
	d.to, d.reply = a.to, a.reply
	return s.andArrive(d, role)
}

// andArrive adds to a decision that somebody sits down at a seat: one that the
// computer played since nobody was there is played by a person again.
func (s *Session) andArrive(d decision, role int32) decision {
	x := &s.seats[role]
	if x.person || !x.vacant {
		return d
	}
	d.keep = append(d.keep, s.input(-1, actArrive, about{Role: s.game.Roles[role].ID}))
	return d.then(func() { s.hand(role, true) })
}

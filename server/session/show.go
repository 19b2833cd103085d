package session

import (
	"bytes"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/wire"
)

// viewer is everybody who is shown the same: one role (or the public) in one
// language. Its view is built once for all its connections.
type viewer struct {
	role  int32
	lang  string
	desk  *wire.Desk
	stale bool   // something that it may see may have changed
	seq   uint64 // views so far
	last  []byte // the last one
}

// touch marks what these viewers were shown as out of date.
func (s *Session) touch(who game.Mask) {
	for _, v := range s.viewers {
		v.stale = v.stale || who.Has(v.role)
	}
}

// show sends everybody what differs from what it was sent last. What is whole
// (view, lobby, console) comes last: it waits behind the queue of a connection
// anyway, and so the order of messages does not hang on how fast a client reads.
func (s *Session) show() {
	s.showTable()
	s.showDebrief()
	s.showLobby()
	if s.phase != lobby {
		for _, v := range s.viewers {
			s.showTo(v)
		}
	}
	s.showConsoles()
	for _, c := range s.conns {
		s.pose(c)
		c.fresh = false
	}
}

// showTo sends one viewer's connections the book and the view.
func (s *Session) showTo(v *viewer) {
	watching := s.watching(v)
	if len(watching) == 0 {
		return // it stays stale
	}
	var book, view []byte
	if v.stale {
		book, view = v.look(&s.state, s.scene(v.role))
		v.stale = false
	}
	for _, c := range watching {
		if c.fresh {
			c.out.show(encode(v.desk.Whole()), v.last)
			continue
		}
		c.out.show(book, view)
	}
}

// look builds the view and returns what is new: a part of the book and the view;
// nil if nothing is.
func (v *viewer) look(state *game.State, scene wire.Scene) (book, view []byte) {
	w := v.desk.View(state, scene)
	if part, grown := v.desk.Book(&w); grown {
		book = encode(part)
	}
	w.Seq = v.seq
	if same := encode(w); bytes.Equal(same, v.last) {
		return book, nil
	}
	v.seq++
	w.Seq = v.seq
	v.last = encode(w)
	return book, v.last
}

// scene is where the session stands for one role, -1 being the public.
func (s *Session) scene(role int32) wire.Scene {
	sc := wire.Scene{Phase: s.phase.String(), News: &s.opened, Reveal: s.settled, Course: s.course}
	if role >= 0 {
		x := &s.seats[role]
		sc.Committed, sc.Mine, sc.Given = x.committed, x.said, s.gifts(role)
		if s.phase == decide {
			sc.Open, sc.Ballots = s.sealed(), s.ballots()
		}
	}
	sc.Beside = s.beside()
	return sc
}

// beside is what people wrote beside the moves of this turn.
func (s *Session) beside() []wire.Said {
	var out []wire.Said
	for i := range s.seats {
		x := &s.seats[i]
		for j, m := range x.moves {
			if j < len(x.said) && x.said[j].Text != "" {
				out = append(out, wire.Said{Move: m, Words: x.said[j].Text})
			}
		}
	}
	return out
}

// views reports whether a connection is shown views: it has a seat, or it is the
// public.
func (c *Conn) views() bool { return c.role >= 0 || c.who.Kind == Public }

func (s *Session) watching(v *viewer) []*Conn {
	var out []*Conn
	for _, c := range s.conns {
		if c.views() && c.role == v.role && c.lang == v.lang {
			out = append(out, c)
		}
	}
	return out
}

// showTable sends presence and the clock: the table's public face.
func (s *Session) showTable() {
	hands, now := encode(s.shows()), encode(s.table())
	moved, changed := !bytes.Equal(hands, s.hands), !bytes.Equal(now, s.presence)
	s.hands, s.presence = hands, now
	for _, c := range s.conns {
		if moved || c.fresh {
			c.out.push(hands)
		}
		if changed || c.fresh {
			c.out.push(now)
		}
	}
}

// table says who sits where and who has committed, and not what.
func (s *Session) table() wire.Presence {
	p := wire.Presence{Head: head(wire.TypePresence, "")}
	for i := range s.seats {
		if s.game.Roles[i].Seat {
			p.Seats = append(p.Seats, wire.Seat{Role: s.game.Roles[i].ID, State: s.stateOf(int32(i))})
		}
	}
	return p
}

func (s *Session) stateOf(role int32) string {
	x := &s.seats[role]
	switch {
	case !x.person:
		return "computer"
	case s.phase == decide && x.committed:
		return "committed"
	case !slices.ContainsFunc(s.conns, func(c *Conn) bool { return c.role == role }):
		return "away"
	case s.phase == decide || s.phase == consult:
		return "deciding"
	}
	return "reading"
}

// welcome takes in a connection that has said hello.
func (s *Session) welcome(c *Conn, lang string) {
	c.greeted = true
	s.conns = append(s.conns, c)
	if i := s.guestAt(c.who.Guest); c.who.Kind == Guest && i >= 0 {
		c.role = s.guests[i].Role
	}
	s.listen(c, lang)
	role := ""
	if c.role >= 0 {
		role = s.game.Roles[c.role].ID
	}
	c.out.push(encode(wire.Welcome{
		Head: head(wire.TypeWelcome, ""), Build: s.options.Build, Session: s.code, Scenario: s.game.ID,
		Role: role, Lang: lang, Langs: s.langs, Now: now(),
	}))
	s.pushDraft(c)
}

// listen gives a connection a language and has it shown everything anew.
func (s *Session) listen(c *Conn, lang string) {
	c.lang, c.fresh, c.lobby, c.told = lang, true, nil, false
	if c.views() && s.viewer(c) == nil {
		desk := wire.NewDesk(s.machine, c.role, lang, s.names)
		s.viewers = append(s.viewers, &viewer{role: c.role, lang: lang, stale: true, desk: desk, seq: s.epoch * seqsPerEpoch})
	}
}

// seqsPerEpoch parts the numbers of views that were sent before a session was
// taken up again from those after it: how many there were is kept nowhere.
const seqsPerEpoch = 1_000_000

// viewer returns the viewer behind a connection; nil before it has greeted.
func (s *Session) viewer(c *Conn) *viewer {
	for _, v := range s.viewers {
		if v.role == c.role && v.lang == c.lang {
			return v
		}
	}
	return nil
}

// forget drops a connection that is gone.
func (s *Session) forget(c *Conn) {
	s.conns = slices.DeleteFunc(s.conns, func(x *Conn) bool { return x == c })
}

// speaks reports whether the session speaks a language.
func (s *Session) speaks(lang string) bool { return slices.Contains(s.langs, lang) }

// speak returns the language of the session for one that a client wants, such as
// "fr-CA"; the first if it speaks none like it.
func (s *Session) speak(want string) string {
	base, _, _ := strings.Cut(strings.ToLower(want), "-")
	if s.speaks(base) {
		return base
	}
	return s.langs[0]
}

// tell sends a notice to the connections that ok picks.
func (s *Session) tell(kind string, ok func(*Conn) bool) {
	for _, c := range s.conns {
		if ok(c) {
			text := prose.For(s.game, c.lang).Notice(kind)
			c.out.push(encode(wire.Notice{Head: head(wire.TypeNotice, ""), Kind: kind, Text: text}))
		}
	}
}

// everyone picks all connections.
func everyone(*Conn) bool { return true }

// at picks the connections of a seat.
func at(role int32) func(*Conn) bool { return func(c *Conn) bool { return c.role == role } }

// bye tells a connection why it ends for good.
func (c *Conn) bye(reason string) {
	c.out.finish(encode(wire.Bye{Head: head(wire.TypeBye, ""), Reason: reason, Text: prose.Refusal(c.lang, reason)}), reason)
}

// pause ends a connection that should come back.
func (c *Conn) pause(reason string) {
	c.out.finish(encode(wire.Notice{Head: head(wire.TypeNotice, ""), Kind: reason, Text: prose.Refusal(c.lang, reason)}), reason)
}

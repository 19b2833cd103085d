package session

import (
	"slices"
	"time"
	"unicode/utf8"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// deed is an act of the facilitator as the console lists it.
type deed struct {
	turn   int32
	do     string
	about  about
	reason string
	at     string
}

// form describes one kind of act. The one table is read by whoever permits acts,
// carries them out, logs them and takes a session up again.
type form struct {
	word  string
	in    phases
	needs needs
	// check says why the act cannot be done now, "" if it can.
	check func(s *Session, a about) (code string)
	// fill completes what the record keeps of it.
	fill func(s *Session, a *about)
	// do carries it out; it is not called before the entry is durable, and again
	// when the session is taken up.
	do func(s *Session, a about)
	// guests returns the list of guests that it leaves, for acts on guests.
	guests func(s *Session, i int) []Visitor
	// tell sends notices; not when the session is taken up.
	tell func(s *Session, a about)
	game game.ActKind // of acts that touch the game; else 0
}

// needs says what an act is about.
type needs uint8

const (
	nothing needs = iota
	aRole         // with a seat
	aGuest
	anInject
	aChance
	aNumber
	someSeconds
)

// forms is the table of acts. Those that touch the game come from game.Acts.
func forms() []form {
	out := []form{
		{word: "start", in: during(lobby), fill: (*Session).fillStart, do: (*Session).doStart},
		{word: "pause", in: under, check: refuseIf(func(s *Session) bool { return s.paused }), fill: (*Session).fillLeft,
			do: func(s *Session, a about) { s.halt(a, true) }, tell: toAll("paused")},
		{word: "resume", in: under, check: refuseIf(func(s *Session) bool { return !s.paused }), fill: (*Session).fillLeft,
			do: func(s *Session, a about) { s.halt(a, false) }, tell: toAll("resumed")},
		{word: "time", in: under, needs: someSeconds, check: func(s *Session, a about) string {
			if s.over || !s.clock.limited && a.Seconds < 0 {
				return wire.CodeWrongPhase
			}
			return ""
		}, fill: (*Session).fillTime,
			do: func(s *Session, a about) { s.clock.set(time.Duration(a.Left), true, s.paused) }},
		{word: "advance", in: under, check: refuseIf(func(s *Session) bool { return s.over }), do: func(s *Session, _ about) { s.over = true }},
		{word: "computer", in: always &^ during(ended), needs: aRole, check: (*Session).isComputer,
			do:   func(s *Session, a about) { s.hand(s.roleOf(a.Role), false) },
			tell: func(s *Session, a about) { s.tell("computer_plays", at(s.roleOf(a.Role))) }},
		{word: "person", in: always &^ during(ended), needs: aRole, check: (*Session).isPerson,
			do:   func(s *Session, a about) { s.hand(s.roleOf(a.Role), true) },
			tell: func(s *Session, a about) { s.tell("person_plays", at(s.roleOf(a.Role))) }},
		{word: "admit", in: always, needs: aGuest, guests: func(s *Session, i int) []Visitor {
			return s.changed(i, func(v *Visitor) { v.Admitted = true })
		}},
		{word: "refuse", in: always, needs: aGuest, guests: func(s *Session, i int) []Visitor {
			return slices.Delete(slices.Clone(s.guests), i, i+1)
		}},
		{word: "free", in: always &^ during(ended), needs: aRole},
		{word: "end", in: always &^ during(ended), do: func(s *Session, _ about) { s.begins(ended) }, tell: toAll("ended")},
	}
	for _, f := range game.Acts() {
		if f.About == game.AboutGift {
			continue // of seats, see checkShare
		}
		kind := f.Kind
		out = append(out, form{word: f.Word, in: under, needs: needed(f.About), check: func(s *Session, a about) string {
			if c := s.machine.CheckAct(&s.state, a.act); c != game.OK {
				return c.String()
			}
			return ""
		}, game: kind, do: func(s *Session, a about) { s.touchGame(a.act) }})
	}
	return out
}

// needed says what the facilitator must name for an act of the game.
func needed(a game.About) needs {
	switch a {
	case game.AboutInject:
		return anInject
	case game.AboutDraw:
		return aChance
	case game.AboutNumber:
		return aNumber
	}
	return nothing
}

// formOf returns the form of an act; nil if there is none.
func formOf(word string) *form {
	all := forms()
	if i := slices.IndexFunc(all, func(f form) bool { return f.word == word }); i >= 0 {
		return &all[i]
	}
	return nil
}

// refuseIf refuses an act that changes nothing or cannot be.
func refuseIf(is func(*Session) bool) func(*Session, about) string {
	return func(s *Session, _ about) string {
		if is(s) {
			return wire.CodeWrongPhase
		}
		return ""
	}
}

func toAll(notice string) func(*Session, about) {
	return func(s *Session, _ about) { s.tell(notice, everyone) }
}

// checkAct judges what the facilitator wants to do.
func (s *Session) checkAct(c *Conn, m wire.Act) decision {
	f := formOf(m.Do)
	a := about{ID: m.ID}
	switch {
	case f == nil:
		return s.refuse(c, m.ID, wire.CodeUnknownAct)
	case !f.in.has(s.phase):
		return s.refuse(c, m.ID, wire.CodeWrongPhase)
	case utf8.RuneCountInString(m.Reason) > wire.MaxText:
		return s.refuse(c, m.ID, wire.CodeTooLong)
	}
	if code := s.need(f, m, &a); code != "" {
		return s.refuse(c, m.ID, code)
	}
	if f.check != nil {
		if code := f.check(s, a); code != "" {
			return s.refuse(c, m.ID, code)
		}
	}
	if f.fill != nil {
		f.fill(s, &a)
	}
	d := s.ack(c, m.ID)
	in := s.input(-1, f.word, a)
	d.write(&in, "reason", m.Reason)
	if f.game != 0 {
		in.Acts = s.notation.Acts([]record.Done{{Act: a.act, Early: s.phase == reveal}})
	}
	d.keep = []record.Entry{in}
	d = d.then(func() { s.did(f, a, m.Reason, in.At) })
	switch {
	case f.guests != nil:
		d = s.also(d, f.guests(s, s.guestAt(a.Guest)))
	case f.word == "free":
		d = s.also(d, s.without(s.roleOf(a.Role)))
	}
	if f.tell != nil {
		d = d.then(func() { f.tell(s, a) })
	}
	return d
}

// need reads what an act is about; code says what is wrong with it.
func (s *Session) need(f *form, m wire.Act, a *about) (code string) {
	switch f.needs {
	case aRole:
		role := s.roleOf(m.Role)
		if role < 0 || !s.game.Roles[role].Seat {
			return wire.CodeUnknownRole
		}
		a.Role = m.Role
	case aGuest:
		if s.guestAt(m.Guest) < 0 {
			return wire.CodeUnknownGuest
		}
		a.Guest = m.Guest
	case anInject:
		if s.injectOf(m.Inject) < 0 {
			return wire.CodeUnknownItem
		}
		a.Inject = m.Inject
		a.act = game.Act{Kind: f.game, Inject: s.injectOf(m.Inject)}
	case aChance:
		a.act, code = s.chance(f.game, m.Chance)
		return code
	case aNumber:
		slot := s.numberOf(m.Number)
		if slot < 0 || m.Value == nil {
			return game.NoNumber.String()
		}
		a.act = game.Act{Kind: f.game, Slot: slot, Value: *m.Value}
	case someSeconds:
		if m.Seconds == 0 || m.Seconds < -86400 || m.Seconds > 86400 {
			return wire.CodeUnknownAct
		}
		a.Seconds = m.Seconds
	}
	return ""
}

// did carries out an act and lists it.
func (s *Session) did(f *form, a about, reason, at string) {
	s.acts = append(s.acts, deed{s.state.Turn(), f.word, a, reason, at})
	if f.do != nil {
		f.do(s, a)
	}
}

// also adds a new list of guests to a decision.
func (s *Session) also(d decision, list []Visitor) decision {
	g := s.withGuests(list, s.entered)
	d.notes = append(d.notes, g.notes...)
	return d.then(g.do)
}

// without is the list of guests with nobody at a seat.
func (s *Session) without(role int32) []Visitor {
	list := slices.Clone(s.guests)
	for i := range list {
		if list[i].Role == role {
			list[i].Role = -1
		}
	}
	return list
}

func (s *Session) roleOf(id string) int32 {
	return int32(slices.IndexFunc(s.game.Roles, func(r game.Role) bool { return r.ID == id }))
}

func (s *Session) injectOf(id string) int32 {
	return int32(slices.IndexFunc(s.game.Injects, func(x game.Inject) bool { return x.ID == id }))
}

// fillStart names the seats where nobody sits: the computer plays them.
func (s *Session) fillStart(a *about) {
	for role := range s.seats {
		r := int32(role)
		if s.seats[role].person && len(s.people(r)) == 0 && s.linkedTo(r) == 0 {
			a.Empty = append(a.Empty, s.game.Roles[role].ID)
		}
	}
}

func (s *Session) doStart(a about) {
	for _, id := range a.Empty {
		x := &s.seats[s.roleOf(id)]
		x.person, x.vacant = false, true
	}
	s.over = true
}

// fillLeft keeps how much time is left.
func (s *Session) fillLeft(a *about) {
	if s.clock.limited {
		a.Left = int64(s.clock.rest())
	}
}

// fillTime keeps how much time there is then: a second at least. A phase without
// a limit gets one.
func (s *Session) fillTime(a *about) {
	a.Left = int64(max(time.Second, s.clock.rest()+time.Duration(a.Seconds)*time.Second))
}

// halt stops the clock or lets it go on.
func (s *Session) halt(a about, stop bool) {
	s.paused = stop
	s.clock.set(time.Duration(a.Left), s.clock.limited, stop)
}

func (s *Session) isComputer(a about) string {
	if x := &s.seats[s.roleOf(a.Role)]; !x.person && !x.vacant {
		return wire.CodeNotFree
	}
	return ""
}

func (s *Session) isPerson(a about) string {
	if s.seats[s.roleOf(a.Role)].person {
		return wire.CodeNotFree
	}
	return ""
}

// hand gives a seat to a person or to the computer. What it has committed stays.
func (s *Session) hand(role int32, person bool) {
	x := &s.seats[role]
	x.person, x.vacant, x.aside = person, false, false
	s.rethink = s.rethink || !person
}

// touchGame applies an act to the game. Orders that are not legal any more come
// back to their seats as drafts.
func (s *Session) touchGame(a game.Act) {
	s.ledger.Reset()
	s.play.Act(&s.state, a)
	s.applied = append(s.applied, record.Done{Act: a, Early: s.phase == reveal})
	s.opened = joined(s.opened, s.ledger)
	if s.phase == decide {
		s.recheck()
	}
	s.touch(game.Everybody)
}

// recheck takes back what is not legal any more.
func (s *Session) recheck() {
	for i := range s.seats {
		x := &s.seats[i]
		role := int32(i)
		if !x.committed || s.machine.View(&s.state, role).Check(x.moves) == nil {
			continue
		}
		said := x.said
		s.recalled(role)
		if x.computer() {
			s.rethink = true
			continue
		}
		turn := int(s.state.Turn())
		s.take(role, draft{Turn: turn, Rev: x.draft.next(turn), Moves: said}, nil)
		s.tell("no_longer_legal", at(role))
	}
}

// joined is what two ledgers tell, one behind the other.
func joined(a, b game.Ledger) game.Ledger {
	return game.Ledger{
		Draws: slices.Concat(a.Draws, b.Draws), Changes: slices.Concat(a.Changes, b.Changes),
		Events: slices.Concat(a.Events, b.Events), Faults: slices.Concat(a.Faults, b.Faults),
	}
}

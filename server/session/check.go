package session

import (
	"crypto/rand"
	"fmt"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// decision is what an input leads to. Making one changes nothing.
type decision struct {
	keep  []record.Entry   // to be durable before anything changes
	texts []record.Private // what people wrote, beside the entries
	notes []note           // to be durable then
	do    func()           // what changes then; nil: nothing
	to    *Conn            // who is answered after that; nil: nobody
	reply []byte
}

func (d decision) apply() {
	if d.do != nil {
		d.do()
	}
}

func (d decision) answer() {
	if d.to != nil && d.reply != nil {
		d.to.out.push(d.reply)
	}
}

// then adds a change to a decision.
func (d decision) then(more func()) decision {
	first := d.do
	d.do = func() {
		if first != nil {
			first()
		}
		more()
	}
	return d
}

// check judges an input. It is the only way in.
func (s *Session) check(in input) decision {
	c := in.from
	switch m := in.message.(type) {
	case wire.Hello:
		return s.checkHello(c, m)
	case wire.Commit:
		return s.order(c, m.Head, m.Turn, func() decision { return s.checkCommit(c, m) })
	case wire.Recall:
		return s.order(c, m.Head, m.Turn, func() decision { return s.checkRecall(c, m) })
	case wire.Next:
		return s.order(c, m.Head, m.Turn, func() decision { return s.checkNext(c, m) })
	case wire.Answer:
		return s.order(c, m.Head, m.Turn, func() decision { return s.checkAnswer(c, m) })
	case wire.Pick:
		return s.checkPick(c, m)
	case wire.Share:
		return s.order(c, m.Head, m.Turn, func() decision { return s.checkShare(c, m) })
	case wire.Act:
		return s.own(c, m.Head, func() decision { return s.checkAct(c, m) })
	case wire.Take:
		return s.own(c, m.Head, func() decision { return s.checkTake(c, m) })
	case wire.Draft:
		return s.command(c, m.Head, func() decision { return s.checkDraft(c, m) })
	case wire.Read:
		return s.command(c, m.Head, func() decision { return s.checkRead(c, m) })
	case wire.Lang:
		return s.command(c, m.Head, func() decision { return s.checkLang(c, m) })
	case wire.Ask:
		return s.command(c, m.Head, func() decision { return s.checkAsk(c, m) })
	case garbage:
		return s.refuse(c, m.id, m.code)
	case left:
		return decision{do: func() { s.forget(c) }}
	}
	return s.checkOwn(in.message)
}

// checkOwn judges what comes from the server itself.
func (s *Session) checkOwn(message any) decision {
	switch m := message.(type) {
	case rang:
		return s.checkRang()
	case entering:
		return s.checkEntering(m)
	case linked:
		return decision{do: func() { s.links = m.links }}
	case chosen:
		return s.checkChosen(m)
	case late:
		return s.checkLate(m)
	}
	return decision{}
}

// command judges what all commands have in common: who sends it and when.
func (s *Session) command(c *Conn, h wire.Head, judge func() decision) decision {
	if !c.greeted {
		return s.refuse(c, h.ID, codeNotGreeted)
	}
	if code := permit(h.T, c.who.Kind, c.role, s.phase); code != "" {
		return s.refuse(c, h.ID, code)
	}
	return judge()
}

// answersKept bounds the memory of answers. Nobody at a table sends so many
// commands; a seat beyond it is refused, since forgetting would break the promise
// of one answer for ever.
const answersKept = 10_000

// once judges a command whose repetition gets the same answer for ever. sender
// tells whose command it is: devices of one seat share theirs.
func (s *Session) once(c *Conn, h wire.Head, sender string, judge func() decision) decision {
	if !c.greeted {
		return s.refuse(c, h.ID, codeNotGreeted)
	}
	if permit(h.T, c.who.Kind, c.role, s.phase) == wire.CodeObserver {
		return s.refuse(c, h.ID, wire.CodeObserver) // the public is many: nothing is kept for it
	}
	if h.ID == "" {
		return s.refuse(c, h.ID, codeBadID)
	}
	kept := s.answers[sender]
	if reply, again := kept[h.ID]; again {
		return decision{to: c, reply: reply}
	}
	if len(kept) >= answersKept {
		return s.refuse(c, h.ID, codeTooOften)
	}
	d := judge()
	return d.then(func() { s.remember(sender, h.ID, d.reply) })
}

func (s *Session) remember(sender, id string, reply []byte) {
	if s.answers[sender] == nil {
		s.answers[sender] = answers{}
	}
	s.answers[sender][id] = reply
}

// own judges a command of a guest or of the facilitator.
func (s *Session) own(c *Conn, h wire.Head, judge func() decision) decision {
	return s.once(c, h, c.who.key(), func() decision { return s.command(c, h, judge) })
}

// order judges a command of a seat, which is meant for one turn.
func (s *Session) order(c *Conn, h wire.Head, turn int, judge func() decision) decision {
	if c.role < 0 {
		return s.command(c, h, judge) // which refuses
	}
	return s.once(c, h, AsPlayer(c.role).key(), func() decision {
		if turn != int(s.state.Turn()) {
			return s.refuse(c, h.ID, wire.CodeWrongTurn)
		}
		return s.command(c, h, func() decision {
			if !s.seats[c.role].person {
				return s.refuse(c, h.ID, wire.CodeComputerPlays)
			}
			return judge()
		})
	})
}

// checkHello judges the greeting of a connection.
func (s *Session) checkHello(c *Conn, m wire.Hello) decision {
	lang := s.speak(m.Lang)
	switch {
	case c.greeted:
		return s.refuse(c, m.ID, codeGreeted)
	case m.V != wire.Version:
		return decision{do: func() { c.lang = lang; c.bye(EndVersion) }}
	case c.who.Kind == Guest && s.guestAt(c.who.Guest) < 0:
		return decision{do: func() { c.lang = lang; c.bye(EndNoSeat) }} // sent away meanwhile
	}
	d := decision{do: func() { s.welcome(c, lang) }}
	if m.Agent {
		d = d.then(func() { c.agent = newAsked() })
	}
	if c.who.Kind == Player {
		return s.andArrive(d, c.role)
	}
	return d
}

// checkCommit judges the moves that a seat wants to seal.
func (s *Session) checkCommit(c *Conn, m wire.Commit) decision {
	moves, at, code := s.parse(c.role, m.Moves)
	if code != "" {
		return s.refuseMove(c, m.ID, code, at)
	}
	if r := s.machine.View(&s.state, c.role).Check(moves); r != nil {
		desk := s.viewer(c).desk
		return decision{to: c, reply: encode(desk.Refuse(m.ID, &s.state, moves, *r))}
	}
	d := s.seal(c.role, about{ID: m.ID}, sealing{moves: moves, said: m.Moves})
	a := s.ack(c, m.ID)
	d.to, d.reply = a.to, a.reply
	return s.riders(d, c, m, moves)
}

// sealing is what a role commits.
type sealing struct {
	moves  []game.Move
	said   []wire.Move   // the same as a person sent them; nil if none did
	learnt []game.Learnt // by the computer player that chose them
}

// seal is the decision to commit moves of a role.
func (s *Session) seal(role int32, a about, what sealing) decision {
	var d decision
	in := s.input(role, actCommit, a)
	for i, move := range what.moves {
		in.Moves = append(in.Moves, s.notation.Move(move))
		if what.said != nil {
			d.write(&in, fmt.Sprintf("moves.%d.text", i), what.said[i].Text)
		}
	}
	in.Learnt = s.notation.Learnt(what.learnt)
	d.keep = []record.Entry{in}
	return d.then(func() { s.committed(role, what) })
}

// committed changes what a role has committed.
func (s *Session) committed(role int32, what sealing) {
	x := &s.seats[role]
	for _, other := range s.parties(x.moves, what.moves) {
		s.touch(game.One(other))
	}
	x.committed, x.moves, x.said, x.learnt = true, what.moves, what.said, what.learnt
	s.touch(game.One(role))
}

// write puts a text that a person wrote beside its entry, which holds its sum.
func (d *decision) write(in *record.Input, what, text string) {
	if text == "" {
		return
	}
	p := record.Private{Text: text}
	_, _ = rand.Read(p.Salt[:]) // never fails: it ends the program instead
	if in.Private == nil {
		in.Private = map[string]record.Sum{}
	}
	in.Private[what] = p.Sum()
	d.texts = append(d.texts, p)
}

// checkRecall judges taking back what a seat committed.
func (s *Session) checkRecall(c *Conn, m wire.Recall) decision {
	if !s.seats[c.role].committed {
		return s.refuse(c, m.ID, wire.CodeNotCommitted)
	}
	d := s.ack(c, m.ID)
	d.keep = []record.Entry{s.input(c.role, actRecall, about{ID: m.ID})}
	role := c.role
	return d.then(func() { s.recalled(role) })
}

// recalled takes back what a role committed.
func (s *Session) recalled(role int32) {
	s.committed(role, sealing{})
	s.seats[role].committed = false
}

// checkNext judges being ready for the next phase.
func (s *Session) checkNext(c *Conn, m wire.Next) decision {
	d := s.ack(c, m.ID)
	d.keep = []record.Entry{s.input(c.role, actNext, about{ID: m.ID})}
	role := c.role
	return d.then(func() { s.seats[role].ready = true })
}

// checkLang judges another language for a connection.
func (s *Session) checkLang(c *Conn, m wire.Lang) decision {
	if !s.speaks(m.Lang) {
		return s.refuse(c, m.ID, codeNoLanguage)
	}
	d := s.ack(c, m.ID)
	return d.then(func() { s.listen(c, m.Lang) })
}

// checkAsk judges asking for everything again.
func (s *Session) checkAsk(c *Conn, m wire.Ask) decision {
	d := s.ack(c, m.ID)
	return d.then(func() { c.fresh = true })
}

// ack is the decision that a command is fine; what it does is added to it.
func (s *Session) ack(c *Conn, id string) decision {
	if id == "" {
		return decision{} // of an ask or a draft: nothing is waited for
	}
	return decision{to: c, reply: encode(wire.AckOf(id))}
}

// refuse is the decision that a command changes nothing, in the words of the
// connection's language.
func (s *Session) refuse(c *Conn, id, code string) decision {
	return s.refuseMove(c, id, code, -1)
}

func (s *Session) refuseMove(c *Conn, id, code string, move int) decision {
	return decision{to: c, reply: encode(wire.Refuse{
		Head: head(wire.TypeRefuse, id), Code: code, Move: move, Text: prose.Refusal(c.lang, code),
	})}
}

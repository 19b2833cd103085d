package session

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"time"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// decision is what an input leads to. Making one changes nothing.
type decision struct {
	keep  []record.Entry   // to be durable before anything changes
	texts []record.Private // what people wrote, beside the entries
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
	case wire.Lang:
		return s.command(c, m.Head, func() decision { return s.checkLang(c, m) })
	case wire.Ask:
		return s.command(c, m.Head, func() decision { return s.checkAsk(c, m) })
	case garbage:
		return s.refuse(c, m.id, m.code)
	case left:
		return decision{do: func() { s.forget(c) }}
	case played:
		return s.checkPlayed(m)
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
	if code := permit(h.T, c.role >= 0, s.phase); code != "" {
		return s.refuse(c, h.ID, code)
	}
	return judge()
}

// ordersPerSeat bounds the memory of answers. Nobody at a table sends so many
// commands; a seat beyond it is refused, since forgetting would break the promise
// of one answer for ever.
const ordersPerSeat = 10_000

// order judges a command of a seat. It is meant for one turn, and the same id
// gets the same answer for ever.
func (s *Session) order(c *Conn, h wire.Head, turn int, judge func() decision) decision {
	if !c.greeted || c.role < 0 {
		return s.command(c, h, judge) // which refuses
	}
	if h.ID == "" {
		return s.refuse(c, h.ID, codeBadID)
	}
	answers := s.seats[c.role].answers
	if reply, again := answers[h.ID]; again {
		return decision{to: c, reply: reply}
	}
	if len(answers) >= ordersPerSeat {
		return s.refuse(c, h.ID, codeTooOften)
	}
	var d decision
	if turn == int(s.state.Turn()) {
		d = s.command(c, h, judge)
	} else {
		d = s.refuse(c, h.ID, wire.CodeWrongTurn)
	}
	do := d.do
	d.do = func() {
		if do != nil {
			do()
		}
		answers[h.ID] = d.reply
	}
	return d
}

// checkHello judges the greeting of a connection.
func (s *Session) checkHello(c *Conn, m wire.Hello) decision {
	lang := s.speak(m.Lang)
	switch {
	case c.greeted:
		return s.refuse(c, m.ID, codeGreeted)
	case m.V != wire.Version:
		return decision{do: func() { c.lang = lang; c.bye(EndVersion) }}
	}
	return decision{do: func() { s.welcome(c, lang) }}
}

// checkCommit judges the moves that a seat wants to seal.
func (s *Session) checkCommit(c *Conn, m wire.Commit) decision {
	moves, at, code := wire.ParseMoves(s.game, m.Moves, c.role)
	if code != "" {
		return s.refuseMove(c, m.ID, code, at)
	}
	if r := s.machine.View(&s.state, c.role).Check(moves); r != nil {
		desk := s.viewer(c).desk
		return decision{to: c, reply: encode(desk.Refuse(m.ID, &s.state, moves, *r))}
	}
	seat := &s.seats[c.role]
	d := s.ack(c, m.ID)
	in := s.input(c.role, actCommit, about{ID: m.ID})
	for i, move := range moves {
		in.Moves = append(in.Moves, s.notation.Move(move))
		d.write(&in, fmt.Sprintf("moves.%d.text", i), m.Moves[i].Text)
	}
	d.keep = []record.Entry{in}
	d.do = func() {
		seat.committed, seat.moves, seat.said = true, moves, m.Moves
		s.touch(game.One(c.role))
	}
	return d
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
	seat := &s.seats[c.role]
	if !seat.committed {
		return s.refuse(c, m.ID, wire.CodeNotCommitted)
	}
	d := s.ack(c, m.ID)
	d.keep = []record.Entry{s.input(c.role, actRecall, about{ID: m.ID})}
	d.do = func() {
		seat.committed, seat.moves, seat.said = false, nil, nil
		s.touch(game.One(c.role))
	}
	return d
}

// checkNext judges being ready for the next turn.
func (s *Session) checkNext(c *Conn, m wire.Next) decision {
	d := s.ack(c, m.ID)
	d.keep = []record.Entry{s.input(c.role, actNext, about{ID: m.ID})}
	d.do = func() { s.seats[c.role].ready = true }
	return d
}

// checkLang judges another language for a connection.
func (s *Session) checkLang(c *Conn, m wire.Lang) decision {
	if !s.speaks(m.Lang) {
		return s.refuse(c, m.ID, codeNoLanguage)
	}
	d := s.ack(c, m.ID)
	d.do = func() { s.listen(c, m.Lang) }
	return d
}

// checkAsk judges asking for everything again.
func (s *Session) checkAsk(c *Conn, m wire.Ask) decision {
	d := s.ack(c, m.ID)
	d.do = func() { c.fresh = true }
	return d
}

// Acts of inputs in the record.
const (
	actCommit = "commit"
	actRecall = "recall"
	actNext   = "next"
)

// about is what the record keeps of an input beside the moves.
type about struct {
	ID string `json:"id,omitempty"` // of the command
	By string `json:"by,omitempty"` // policy, plan or stand_in; "" = a person
}

func (s *Session) input(role int32, act string, a about) record.Input {
	args, err := json.Marshal(a)
	if err != nil {
		panic("about: " + err.Error()) // two strings
	}
	return record.Input{
		Turn: s.state.Turn(), Act: act, Role: s.game.Roles[role].ID, Args: args,
		At: time.Now().UTC().Format(time.RFC3339Nano),
	}
}

// ack is the decision that a command is fine; what it does is added to it.
func (s *Session) ack(c *Conn, id string) decision {
	if id == "" {
		return decision{} // of an ask: the view is the answer
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

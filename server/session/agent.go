package session

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"

	"demarche/engine/game"
	"demarche/engine/wire"
)

// triesOfAgents is how often the same question is put to an agent that answers it
// wrongly. After that it waits for the clock or the facilitator, as a person does
// who never decides.
const triesOfAgents = 3

// asked is what the session asks a connection that says that it is an agent: it
// need not work out from the view what is its turn to do.
type asked struct {
	prefix  string // of ids, so that no other connection has the same
	count   int
	choose  *wire.Choose // that waits for an answer; nil: none
	same    []byte       // the last question without id and try
	refused bool         // its answer was refused
	over    bool         // it was told how the game ended
}

func newAsked() *asked {
	var b [5]byte
	_, _ = rand.Read(b[:]) // never fails: it ends the program instead
	return &asked{prefix: hex.EncodeToString(b[:])}
}

// pose puts to an agent what it is to decide now, once.
func (s *Session) pose(c *Conn) {
	a := c.agent
	if a == nil || c.role < 0 || s.phase == lobby || s.viewer(c) == nil {
		return
	}
	if s.phase == ended {
		if !a.over {
			a.over, a.choose = true, nil
			c.out.pose(encode(s.viewer(c).desk.Over(&s.state)))
		}
		return
	}
	q := s.question(c)
	if q == nil {
		if a.choose, a.same, a.refused = nil, nil, false; a.count > 0 {
			c.out.pose(nil)
		}
		return
	}
	same, try := encode(q), 1
	switch {
	case !bytes.Equal(same, a.same):
	case c.fresh && a.choose != nil:
		try = a.choose.Try
	case !a.refused || a.choose == nil || a.choose.Try == triesOfAgents:
		return
	default:
		try = a.choose.Try + 1
	}
	a.count++
	q.ID, q.Try = fmt.Sprintf("%s-%d", a.prefix, a.count), try
	a.choose, a.same, a.refused = q, same, false
	c.out.pose(encode(q))
}

// question is what the seat of a connection is to decide now; nil: nothing.
func (s *Session) question(c *Conn) *wire.Choose {
	x := &s.seats[c.role]
	desk, turn := s.viewer(c).desk, int(s.state.Turn())
	next := desk.ChooseNext(turn)
	switch {
	case x.computer():
		return nil
	case s.phase != decide && x.ready:
		return nil
	case s.phase != decide:
		return &next
	case x.committed:
		open := slices.DeleteFunc(s.sealed(), func(m game.Move) bool {
			_, said := x.ballots[m.Key()]
			return said
		})
		if q, _ := desk.ChooseAnswers(s.machine.View(&s.state, c.role), open); q.Count > 0 {
			return &q
		}
		return nil
	}
	q, _ := desk.Choose(s.machine.View(&s.state, c.role), nil)
	if q.Count == 0 {
		return &next // it goes on by committing nothing
	}
	return &q
}

// checkPick judges an answer by numbers: it is the command that these stand for.
func (s *Session) checkPick(c *Conn, p wire.Pick) decision {
	if c.agent == nil || c.agent.choose == nil || p.ID != "" && p.ID != c.agent.choose.ID {
		return s.refuse(c, p.ID, wire.CodeTooLate)
	}
	q := c.agent.choose
	var d decision
	if at := slices.IndexFunc(p.Picks, func(n int) bool { return n < 1 || n > q.Count }); at >= 0 {
		d = s.refuseMove(c, q.ID, wire.CodeNoSuchNumber, at)
	} else {
		d = s.meant(c, q, p.Picks)
	}
	refused := len(d.keep) == 0
	return d.then(func() {
		if c.agent.refused = refused; !refused {
			c.agent.choose = nil
		}
	})
}

// meant is the decision on the command that numbers of a list stand for.
func (s *Session) meant(c *Conn, q *wire.Choose, picks []int) decision {
	h := wire.Head{V: wire.Version, ID: q.ID}
	switch {
	case q.What == wire.ChooseNext && s.phase != decide:
		h.T = wire.TypeNext
		return s.check(input{from: c, message: wire.Next{Head: h, Turn: q.Turn}})
	case q.What == wire.ChooseAnswers:
		return s.meantAnswers(c, q, picks)
	}
	commit := wire.Commit{Head: h, Turn: q.Turn}
	commit.T = wire.TypeCommit
	for _, n := range picks {
		if m := q.Legal[n-1].Move; m != nil {
			commit.Moves = append(commit.Moves, *m)
		}
	}
	return s.check(input{from: c, message: commit})
}

// meantAnswers answers proposals; one that no number is about is answered by no,
// since a live table waits for every answer.
func (s *Session) meantAnswers(c *Conn, q *wire.Choose, picks []int) decision {
	var all decision
	for i := 0; i < q.Count; i += 2 { // yes and no stand together
		yes, no := slices.Contains(picks, i+1), slices.Contains(picks, i+2)
		if yes && no {
			return s.refuse(c, q.ID, game.Twice.String())
		}
		h := wire.Head{V: wire.Version, T: wire.TypeAnswer, ID: fmt.Sprintf("%s.%d", q.ID, i)}
		d := s.check(input{from: c, message: wire.Answer{Head: h, Turn: q.Turn, Proposal: q.Legal[i].Proposal, Yes: yes}})
		if len(d.keep) == 0 {
			return d
		}
		all.keep, all.texts, all.notes = append(all.keep, d.keep...), append(all.texts, d.texts...), append(all.notes, d.notes...)
		all = all.then(d.apply)
	}
	all.to, all.reply = c, encode(wire.AckOf(q.ID))
	return all
}

package agent

import (
	"fmt"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/wire"
)

// verdict is what one line of an agent comes to.
type verdict struct {
	more   bool         // it is fine, and there is more to come
	refuse *wire.Refuse // nil: it was understood
	fact   Fact         // what was taken, or refused
}

// judge judges one message of an agent.
type judge func(m any) verdict

// inquire puts a question as often as the agent may try, and notes each answer.
// ok says whether one of them was taken.
func (x *Seat) inquire(q wire.Choose, again func(), judge judge) (f Fact, ok bool) {
	for q.Try = 1; q.Try <= x.o.Tries; q.Try++ {
		q.ID = fmt.Sprintf("%d.%s.%d", q.Turn, q.What, q.Try)
		if x.shared {
			q.Seat = x.m.Game.Roles[x.role].ID
			q.ID = q.Seat + "." + q.ID
		}
		f, end := x.try(q, again, judge)
		f.Role, f.Turn, f.What, f.Try, f.Source = x.role, int32(q.Turn), q.What, int32(q.Try), x.Name()
		x.note(f)
		if f.Status == OK || end {
			return f, f.Status == OK
		}
	}
	q.Try--
	return Fact{Try: int32(q.Try)}, false
}

// try puts a question once. end says that it is of no use to try again.
func (x *Seat) try(q wire.Choose, again func(), judge judge) (f Fact, end bool) {
	k := Answer{Run: x.run.Number, Role: x.id, Turn: q.Turn, What: q.What, Try: q.Try}
	late := Fact{Role: x.role, Turn: int32(q.Turn), What: q.What, Try: int32(q.Try), Source: x.Name(), Status: Late, Bad: -1}
	put := x.from.ask(q, k.key(), x.o.Timeout, func(l line) {
		late := late
		late.Code, late.Raw = wire.CodeTooLate, []string{rawText(l)}
		x.note(late)
	})
	if x.asked != nil {
		x.asked()
	}
	answered := false
	defer func() { put.done(answered); x.keep(k) }()
	for {
		l, none := put.next()
		if none != "" {
			k.End = none
			return Fact{Status: none, Raw: k.Said, Bad: -1}, true
		}
		if l.cut {
			k.Cut = append(k.Cut, len(k.Said))
		}
		k.Said = append(k.Said, rawText(l))
		id, v := x.hear(l, q, again, judge)
		if v.more {
			continue
		}
		if x.reject && q.Try == 1 && v.refuse == nil {
			v = x.refused(rejection, -1)
		}
		answered = true
		v.fact.Raw = k.Said
		if v.refuse == nil {
			v.fact.Status, v.fact.Bad = OK, -1
			x.ack(id)
			return v.fact, true
		}
		v.refuse.ID = id
		x.tell(v.refuse)
		v.fact.Status, v.fact.Code, v.fact.Text, v.fact.Bad = Invalid, v.refuse.Code, v.refuse.Text, v.refuse.Move
		return v.fact, false
	}
}

// keep stores what was said to a question.
func (x *Seat) keep(a Answer) {
	if x.o.Store == nil {
		return
	}
	if a.Said == nil {
		a.Said = []string{}
	}
	if err := x.o.Store.Keep(a); err != nil {
		x.mu.Lock()
		x.broken = err
		x.mu.Unlock()
	}
}

// ack says that something was taken.
func (x *Seat) ack(id string) {
	a := wire.AckOf(id)
	x.tell(&a)
}

// hear reads one line. id is what its answer echoes: the message's own id, else
// that of the question.
func (x *Seat) hear(l line, q wire.Choose, again func(), judge judge) (id string, v verdict) {
	if l.cut {
		return q.ID, x.refused(wire.CodeTooLong, -1)
	}
	head, m, err := wire.DecodeAgent(l.raw)
	if id = head.ID; id == "" {
		id = q.ID
	}
	if err != nil {
		return id, x.refused(err.Error(), -1) // errors of Decode are named by their codes
	}
	switch m.(type) {
	case *wire.Ask:
		again()
		return id, verdict{more: true}
	case *wire.Pick, *wire.Commit, *wire.Answer:
		if v = judge(m); v.more {
			x.ack(id)
		}
		return id, v
	}
	return id, x.refused(wire.CodeWrongPhase, -1)
}

func (x *Seat) refused(code string, move int) verdict {
	r := x.desk.RefuseCode("", code, move)
	return verdict{refuse: &r}
}

// Moves implements [policy.Policy]: it shows the agent what its role sees and
// asks what it does. Where nothing could be picked nobody is asked.
func (x *Seat) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	x.begin(v, dst)
	gv := v.As(x.m)
	q, list := x.desk.Choose(gv, dst)
	show := func() { x.show(gv, x.scene(wire.PhaseDecide)) }
	show()
	if q.Count == 0 {
		x.commit(dst, nil)
		return dst
	}
	f, ok := x.inquire(q, show, func(m any) verdict {
		switch m := m.(type) {
		case *wire.Pick:
			return x.picked(gv, m, q, list, dst)
		case *wire.Commit:
			return x.committed(gv, m, q.Turn, dst)
		}
		return x.refused(wire.CodeWrongPhase, -1)
	})
	if ok {
		x.commit(append(dst, f.Moves...), f.Wrote)
		return append(dst, f.Moves...)
	}
	out := x.stand.Moves(v, luck, dst)
	x.standIn(q, f.Try, Fact{Moves: out[len(dst):]})
	x.commit(out, nil)
	return out
}

// commit keeps what the role does in this turn; wrote are the last of the moves
// as the agent sent them.
func (x *Seat) commit(moves []game.Move, wrote []wire.Move) {
	x.moves, x.mine = moves, []wire.Move{}
	for _, m := range moves {
		x.mine = append(x.mine, x.desk.MoveOf(m))
	}
	for i := range wrote {
		x.mine[len(moves)-len(wrote)+i].Text = wrote[i].Text
	}
}

// standIn notes that somebody else answers, and tells the agent.
func (x *Seat) standIn(q wire.Choose, try int32, f Fact) {
	f.Role, f.Turn, f.What, f.Try, f.Status, f.Bad = x.role, int32(q.Turn), q.What, try, OK, -1
	f.Source = SourceStandIn + x.o.Fallback
	x.note(f)
	n := x.desk.Notice("stood_in")
	x.tell(&n)
}

// picked judges numbers of the list of moves.
func (x *Seat) picked(gv game.View, p *wire.Pick, q wire.Choose, list, dst []game.Move) verdict {
	moves := make([]game.Move, 0, len(p.Picks))
	wrote := []wire.Move{}
	for i, n := range p.Picks {
		if n < 1 || n > len(list) {
			return x.refused(wire.CodeNoSuchNumber, i)
		}
		moves, wrote = append(moves, list[n-1]), append(wrote, *q.Legal[n-1].Move)
	}
	v := x.check(gv, moves, wrote, dst)
	v.fact.Why, v.fact.Usage = p.Why, p.Usage
	return v
}

// committed judges moves that are written out.
func (x *Seat) committed(gv game.View, c *wire.Commit, turn int, dst []game.Move) verdict {
	if c.Turn != turn {
		return x.refused(wire.CodeWrongTurn, -1)
	}
	moves, at, code := x.desk.ParseMoves(c.Moves)
	v := x.refused(code, at)
	v.fact.Wrote = c.Moves
	if code == "" {
		v = x.check(gv, moves, c.Moves, dst)
	}
	v.fact.Why, v.fact.Usage = c.Why, c.Usage
	return v
}

// check asks the game whether moves may be made beside those that stand.
func (x *Seat) check(gv game.View, moves []game.Move, wrote []wire.Move, dst []game.Move) verdict {
	v := verdict{fact: Fact{Wrote: wrote}}
	all := append(dst[:len(dst):len(dst)], moves...)
	if no := gv.Check(all); no != nil {
		r := x.desk.RefuseIn("", gv, all, *no)
		r.Move = no.Move - len(dst)
		v.refuse = &r
		return v
	}
	for i := range moves {
		moves[i].Said = 0 // what was written has been judged
	}
	v.fact.Moves = moves
	return v
}

// Answer implements [policy.Policy].
func (x *Seat) Answer(v game.View, luck chance.Luck, p game.Proposal) (yes, says bool) {
	if p.Mine {
		return false, false
	}
	for _, b := range x.Answers(v, luck, []game.Move{p.Move}, nil, nil) {
		return b.Yes, true
	}
	return false, false
}

// Accepts says how the scenario would have a computer player answer, see
// [game.Machine.Accepts].
type Accepts func(game.Move) (yes, says bool)

// Answers asks the agent what it says to the proposals among the open moves of
// all roles; beside is what was written beside them. accepts may be nil; only the
// stand-in asks it.
func (x *Seat) Answers(v game.View, luck chance.Luck, open []game.Move, beside []wire.Said, accepts Accepts) []game.Ballot {
	gv := v.As(x.m)
	q, list := x.desk.ChooseAnswers(gv, open)
	if q.Count == 0 {
		return nil
	}
	scene := x.scene(wire.PhaseDecide)
	scene.Open, scene.Beside = open, beside
	show := func() { x.show(gv, scene) }
	show()
	var said []game.Ballot
	f, ok := x.inquire(q, show, func(m any) verdict {
		switch m := m.(type) {
		case *wire.Pick:
			return x.voted(m, list, said)
		case *wire.Answer:
			v := x.answered(gv, open, m, q.Turn, &said)
			v.more = v.refuse == nil && len(said) < q.Limit
			return v
		}
		return x.refused(wire.CodeWrongPhase, -1)
	})
	if ok {
		return f.Answers
	}
	stood := x.standInAnswers(v, luck, list, said, accepts)
	x.standIn(q, f.Try, Fact{Answers: stood})
	return append(said, stood...)
}

// voted judges numbers of the list of answers.
func (x *Seat) voted(p *wire.Pick, list, said []game.Ballot) verdict {
	out := said[:len(said):len(said)]
	for i, n := range p.Picks {
		if n < 1 || n > len(list) {
			return x.refused(wire.CodeNoSuchNumber, i)
		}
		if has(out, list[n-1].Move) {
			return x.refused(game.Twice.String(), i)
		}
		out = append(out, list[n-1])
	}
	return verdict{fact: Fact{Answers: out, Why: p.Why, Usage: p.Usage}}
}

// answered judges an answer to one proposal.
func (x *Seat) answered(gv game.View, open []game.Move, a *wire.Answer, turn int, said *[]game.Ballot) verdict {
	if a.Turn != turn {
		return x.refused(wire.CodeWrongTurn, -1)
	}
	m, found := x.desk.AskedIn(gv, open, a.Proposal)
	switch {
	case !found:
		return x.refused(game.NotAsked.String(), -1)
	case has(*said, m):
		return x.refused(game.Twice.String(), -1)
	}
	*said = append(*said, game.Ballot{Move: m, Role: x.role, Yes: a.Yes})
	return verdict{fact: Fact{Answers: *said}}
}

func has(said []game.Ballot, m game.Move) bool {
	for _, b := range said {
		if b.Move == m {
			return true
		}
	}
	return false
}

// standInAnswers lets the stand-in answer what the agent did not.
func (x *Seat) standInAnswers(v game.View, luck chance.Luck, list, said []game.Ballot, accepts Accepts) []game.Ballot {
	var out []game.Ballot
	for i := 0; i < len(list); i += 2 { // yes and no stand together
		m := list[i].Move
		if has(said, m) {
			continue
		}
		yes, says := false, false
		if accepts != nil {
			yes, says = accepts(m)
		}
		if !says {
			yes, says = x.stand.Answer(v, luck, game.Proposal{Move: m})
		}
		if says {
			out = append(out, game.Ballot{Move: m, Role: x.role, Yes: yes})
		}
	}
	return out
}

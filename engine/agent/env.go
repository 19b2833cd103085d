package agent

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// Env offers a game as an environment for who trains or tries out players: set
// it up, look at what the players see, make a step, get rewards. It is one game
// at a time and belongs to one goroutine.
type Env struct {
	m     *game.Machine
	n     *record.Notation
	play  *game.Play
	table *policy.Table
	luck  chance.Luck

	state  game.State
	ledger game.Ledger
	opened game.Ledger
	thread *record.Thread
	seats  []*Seat // of the agents, by role; nil: a policy plays it
	agents []int32
	worth  []float64 // of each agent's role, when it was looked at last

	what    string // what is asked now
	open    []game.Move
	learnt  []game.Learnt
	asked   []ask
	past    map[int32][]wire.View // by role: revealed since the last moment
	started bool
}

// ask is what one agent is asked now.
type ask struct {
	seat    *Seat
	choose  wire.Choose
	moves   []game.Move
	ballots []game.Ballot
}

// NewEnv returns an environment for games of m.
func NewEnv(m *game.Machine) (*Env, error) {
	n, err := record.NewNotation(m.Game)
	if err != nil {
		return nil, err
	}
	return &Env{m: m, n: n}, nil
}

// ErrNotSetUp is the error of a step before a setup or after the end.
var ErrNotSetUp = errors.New("no game is under way: reset begins one")

// next opens turns until an agent has something to choose, or the game is over.
func (e *Env) next() *Moment {
	for !e.state.Ended() {
		e.ledger.Reset()
		e.play.Open(&e.state)
		e.opened = e.ledger
		e.what, e.open, e.asked = wire.ChooseMoves, nil, nil
		for _, role := range e.agents {
			x := e.seats[role]
			v := e.m.View(&e.state, role)
			x.Opened(&e.opened)
			x.begin(v, nil)
			q, list := x.desk.Choose(v, nil)
			e.put(ask{seat: x, choose: q, moves: list})
		}
		if len(e.asked) > 0 {
			return e.moment(wire.PhaseDecide)
		}
		if m := e.polled(); m != nil {
			return m
		}
	}
	e.what, e.asked, e.started = "over", nil, false
	return e.moment(wire.PhaseEnded)
}

// put puts a question to an agent, unless there is nothing to choose.
func (e *Env) put(a ask) {
	if a.choose.Count > 0 {
		e.asked = append(e.asked, a)
	}
}

// Step takes the orders of the agents that were asked; one without any does
// nothing. An error of type [Refused] changes nothing: step again.
func (e *Env) Step(orders map[string]Order) (*Moment, error) {
	if !e.started {
		return nil, ErrNotSetUp
	}
	for _, id := range e.strangers(orders) {
		return nil, fmt.Errorf("%s is not asked now", id)
	}
	taken := make([]verdict, len(e.asked))
	for i := range e.asked {
		a := &e.asked[i]
		taken[i] = e.judge(a, orders[a.seat.id])
		if r := taken[i].refuse; r != nil {
			return nil, &Refused{"refused", a.seat.id, r.Code, r.Move, r.Text}
		}
	}
	if e.what == wire.ChooseAnswers {
		var ballots []game.Ballot
		for i := range taken {
			ballots = append(ballots, taken[i].fact.Answers...)
		}
		e.adjudicate(ballots)
		return e.next(), nil
	}
	for _, role := range e.agents {
		e.seats[role].commit(nil, nil)
	}
	for i := range taken {
		e.asked[i].seat.commit(taken[i].fact.Moves, taken[i].fact.Wrote)
	}
	if m := e.polled(); m != nil {
		return m, nil
	}
	return e.next(), nil
}

// strangers are roles of orders that are not asked.
func (e *Env) strangers(orders map[string]Order) []string {
	var out []string
	for id := range orders {
		if !slices.ContainsFunc(e.asked, func(a ask) bool { return a.seat.id == id }) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// judge judges the order of one agent.
func (e *Env) judge(a *ask, o Order) verdict {
	v := e.m.View(&e.state, a.seat.role)
	switch {
	case e.what == wire.ChooseAnswers && o.written:
		return a.seat.refused(wire.CodeWrongPhase, -1)
	case e.what == wire.ChooseAnswers:
		return a.seat.voted(&wire.Pick{Picks: o.Picks}, a.ballots, nil)
	case o.written:
		return a.seat.committed(v, &wire.Commit{Turn: a.choose.Turn, Moves: o.Moves}, a.choose.Turn, nil)
	}
	return a.seat.picked(v, &wire.Pick{Picks: o.Picks}, a.choose, a.moves, nil)
}

// polled gathers the moves of all and asks the agents about proposals; nil: none
// is asked, and the turn was adjudicated.
func (e *Env) polled() *Moment {
	e.open, e.learnt, e.asked = nil, nil, nil
	for role := range e.seats {
		if x := e.seats[role]; x != nil {
			e.open = append(e.open, x.moves...)
			continue
		}
		e.open = append(e.open, e.table.Moves(&e.state, int32(role), e.luck)...)
		e.learnt = append(e.learnt, e.table.Learns(&e.state, int32(role))...)
	}
	e.what = wire.ChooseAnswers
	for _, role := range e.agents {
		x := e.seats[role]
		q, list := x.desk.ChooseAnswers(e.m.View(&e.state, role), e.open)
		e.put(ask{seat: x, choose: q, ballots: list})
	}
	if len(e.asked) > 0 {
		return e.moment(wire.PhaseDecide)
	}
	e.adjudicate(nil)
	return nil
}

// adjudicate closes the turn with the answers of the agents.
func (e *Env) adjudicate(ballots []game.Ballot) {
	o := game.Orders{Moves: e.open, Learnt: e.learnt, Ballots: ballots}
	for role := range e.seats {
		if e.seats[role] == nil {
			o.Ballots = append(o.Ballots, e.table.Answers(&e.state, int32(role), e.luck, e.open)...)
		}
	}
	e.m.Game.Sort(&o)
	e.ledger.Reset()
	e.play.Adjudicate(&e.state, o)
	played := e.ledger
	e.thread.Next(o, nil, &e.state)
	var beside []wire.Said
	for _, role := range e.agents {
		beside = append(beside, e.seats[role].beside()...)
	}
	for _, role := range e.agents {
		v, _, _ := e.seats[role].close(&e.state, &played, beside)
		e.past[role] = append(e.past[role], v)
	}
}

// nowhere is where nobody is told anything: the environment hands out what there
// is to say.
type nowhere struct{}

func (nowhere) tell(...[]byte) {}

func (nowhere) ask(wire.Choose, key, time.Duration, func(line)) question {
	return &recalled{end: Missing}
}

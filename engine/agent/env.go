package agent

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/source"
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

// Setup begins a game.
type Setup struct {
	Seed     uint64            `json:"seed"`
	Params   map[string]any    `json:"params,omitempty"`   // numbers and words
	Agents   []string          `json:"agents,omitempty"`   // roles that the caller plays; none: all that have a seat and no policy here
	Policies map[string]string `json:"policies,omitempty"` // of roles that it does not
	Policy   string            `json:"policy,omitempty"`   // of those that are named nowhere
	Lang     string            `json:"lang,omitempty"`
}

// Moment is where the game stands: after a setup, and after each step.
type Moment struct {
	T          string                 `json:"t"` // "moment"
	Turn       int                    `json:"turn"`
	What       string                 `json:"what"`   // moves, answers; over: the game is
	Agents     []string               `json:"agents"` // roles whose orders the next step takes; the others have nothing to choose
	Observed   map[string]Observation `json:"observations"`
	Rewards    map[string]float64     `json:"rewards"` // what the last step was worth
	Returns    map[string]float64     `json:"returns"` // what the game has been worth so far
	Terminated bool                   `json:"terminated"`
	Truncated  bool                   `json:"truncated"`
	Ending     string                 `json:"ending,omitempty"`
	Play       string                 `json:"play"` // hash of the play so far
}

// Observation is what one role is shown: as an agent's, what is new of the book,
// the view, and what there is to choose.
type Observation struct {
	Book   *wire.Book   `json:"book,omitempty"`
	Past   []wire.View  `json:"past,omitempty"` // what was revealed since the moment before
	View   wire.View    `json:"view"`
	Choose *wire.Choose `json:"choose,omitempty"`
}

// Order is what one role does in a step: numbers of its list, or moves written
// out. In JSON it may be a number, a list of numbers, or an object.
type Order struct {
	Picks   []int       `json:"picks,omitempty"`
	Moves   []wire.Move `json:"moves,omitempty"`
	written bool
}

// UnmarshalJSON implements [json.Unmarshaler].
func (o *Order) UnmarshalJSON(data []byte) error {
	*o = Order{}
	var n int
	if json.Unmarshal(data, &n) == nil {
		if n != 0 {
			o.Picks = []int{n}
		}
		return nil
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		return json.Unmarshal(data, &o.Picks)
	}
	var x struct {
		Picks []int       `json:"picks"`
		Moves []wire.Move `json:"moves"`
	}
	if err := json.Unmarshal(data, &x); err != nil {
		return err
	}
	o.Picks, o.Moves, o.written = x.Picks, x.Moves, x.Moves != nil
	return nil
}

// Refused says that a step changed nothing, since what one role wanted cannot be
// done.
type Refused struct {
	T    string `json:"t"` // "refused"
	Role string `json:"role"`
	Code string `json:"code"`
	Move int    `json:"move"` // index of the move or number at fault; -1: none
	Text string `json:"text"`
}

// Error implements error.
func (r *Refused) Error() string { return fmt.Sprintf("%s: %s (%s)", r.Role, r.Text, r.Code) }

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

// Reset begins a game.
func (e *Env) Reset(x Setup) (*Moment, error) {
	e.started = false
	if x.Seed > chance.MaxSeed {
		return nil, fmt.Errorf("%d is no seed (seeds are 0 to %d)", x.Seed, uint64(chance.MaxSeed))
	}
	params, err := paramsOf(e.m.Game, x.Params)
	if err != nil {
		return nil, err
	}
	if e.agents, err = agentsOf(e.m.Game, x); err != nil {
		return nil, err
	}
	choice := map[string]string{}
	for role, name := range x.Policies {
		choice[role] = name
	}
	if x.Policy != "" {
		choice[""] = x.Policy
	}
	if e.table, err = policy.NewTable(e.m, choice); err != nil {
		return nil, err
	}
	e.luck = chance.Luck{Seed: chance.Seed(x.Seed)}
	if err := e.sit(x); err != nil {
		return nil, err
	}
	e.ledger = game.Ledger{}
	e.play = e.m.NewPlay(e.luck, &e.ledger)
	if err := e.play.Start(&e.state, params); err != nil {
		return nil, err
	}
	e.thread = record.NewThread(e.n, record.Format)
	e.thread.Begin(&e.state)
	e.worth = make([]float64, len(e.agents))
	for i, role := range e.agents {
		_, e.worth[i] = wire.Worths(e.m, &e.state, role)
	}
	e.started, e.past = true, map[int32][]wire.View{}
	return e.next(), nil
}

// sit gives the agents their seats.
func (e *Env) sit(x Setup) error {
	seats, err := seats(e.m, e.agents, Run{Seed: chance.Seed(x.Seed)}, Options{ID: "env", Lang: x.Lang}, nowhere{})
	if err != nil {
		return err
	}
	e.seats = make([]*Seat, len(e.m.Game.Roles))
	for _, s := range seats {
		e.seats[s.role] = s
	}
	return nil
}

// agentsOf lists the roles that the caller plays.
func agentsOf(g *game.Game, x Setup) ([]int32, error) {
	var out []int32
	var ids []string
	for i := range g.Roles {
		r := &g.Roles[i]
		if !r.Seat {
			continue
		}
		ids = append(ids, r.ID)
		_, played := x.Policies[r.ID]
		if slices.Contains(x.Agents, r.ID) || len(x.Agents) == 0 && !played && x.Policy == "" {
			out = append(out, int32(i))
		}
	}
	for _, id := range x.Agents {
		if !slices.Contains(ids, id) {
			mend := source.DidYouMean(id, ids)
			if mend == "" {
				mend = "seats are " + strings.Join(ids, ", ")
			}
			return nil, fmt.Errorf("there is no seat of %q (%s)", id, mend)
		}
		if _, played := x.Policies[id]; played {
			return nil, fmt.Errorf("%s is an agent and has a policy: leave out one of them", id)
		}
	}
	return out, nil
}

// paramsOf turns parameters into numbers.
func paramsOf(g *game.Game, given map[string]any) (map[string]float64, error) {
	out := map[string]float64{}
	var ids []string
	for i := range g.Params {
		p := &g.Params[i]
		ids = append(ids, p.ID)
		switch x := given[p.ID].(type) {
		case nil:
		case float64:
			out[p.ID] = x
		case string:
			at := slices.Index(p.Words, x)
			if at < 0 {
				return nil, fmt.Errorf("param %s cannot be %q (%s)", p.ID, x, strings.Join(p.Words, ", "))
			}
			out[p.ID] = float64(at)
		default:
			return nil, fmt.Errorf("param %s: write a number or a word", p.ID)
		}
	}
	for _, id := range sortedAny(given) {
		if !slices.Contains(ids, id) {
			return nil, fmt.Errorf("there is no param %q (%s)", id, source.DidYouMean(id, ids))
		}
	}
	return out, nil
}

func sortedAny(m map[string]any) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

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

// moment looks at the game.
func (e *Env) moment(phase string) *Moment {
	m := &Moment{
		T: "moment", Turn: int(e.state.Turn()), What: e.what, Agents: []string{}, Observed: map[string]Observation{},
		Rewards: map[string]float64{}, Returns: map[string]float64{}, Play: e.thread.Play().String(),
	}
	for i, role := range e.agents {
		x := e.seats[role]
		_, worth := wire.Worths(e.m, &e.state, role)
		m.Returns[x.id], m.Rewards[x.id], e.worth[i] = worth, worth-e.worth[i], worth
		m.Observed[x.id] = e.observe(x, phase)
	}
	for i := range e.asked {
		a := &e.asked[i]
		m.Agents = append(m.Agents, a.seat.id)
		o := m.Observed[a.seat.id]
		o.Choose = &a.choose
		m.Observed[a.seat.id] = o
	}
	if over := e.state.Ended(); over {
		m.Truncated = true
		if i := e.state.Ending(e.m.Game); i >= 0 {
			m.Ending = e.m.Game.Endings[i].ID
			m.Terminated = !e.m.Game.Endings[i].Last
			m.Truncated = !m.Terminated
		}
	}
	return m
}

// observe shows a role what it sees. The book has what came with the views that
// are shown now.
func (e *Env) observe(x *Seat, phase string) Observation {
	var o Observation
	o.Past = e.past[x.role]
	e.past[x.role] = nil
	scene := x.scene(phase)
	if e.what == wire.ChooseAnswers {
		scene.Open = e.open
	}
	before := x.desk.Whole().Rev
	if phase == wire.PhaseEnded {
		o.View, o.Past = o.Past[len(o.Past)-1], o.Past[:len(o.Past)-1]
	} else {
		o.View = x.desk.Look(e.m.View(&e.state, x.role), scene)
		x.desk.Book(&o.View)
		x.seq++
		o.View.Seq = x.seq
	}
	if whole := x.desk.Whole(); before != whole.Rev || len(o.Past) > 0 || phase == wire.PhaseEnded {
		o.Book = &whole
	}
	return o
}

// nowhere is where nobody is told anything: the environment hands out what there
// is to say.
type nowhere struct{}

func (nowhere) tell(...[]byte) {}

func (nowhere) ask(wire.Choose, key, time.Duration, func(line)) question {
	return &recalled{end: Missing}
}

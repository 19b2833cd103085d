package agent

import (
	"demarche/engine/wire"
)

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

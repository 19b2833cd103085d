package game

import "demarche/engine/chance"

// Score is what a goal was worth at the end.
type Score struct {
	Goal  int32
	Value float64
}

// Learned says how an objective went: Tested is whether the play put it to the
// test at all, Met whether it was met.
type Learned struct {
	Objective   int32
	Tested, Met bool
}

// Scores works out every goal in the present state. It is for facilitators,
// records and the debrief, not for views.
func (m *Machine) Scores(s *State) []Score {
	p := m.NewPlay(chance.Luck{}, nil)
	out := make([]Score, 0, len(m.Game.Goals))
	for i := range m.Game.Goals {
		p.on(m.Game.Goals[i].Role, -1)
		x, ok := p.number(s, m.Game.Goals[i].Score)
		if !ok {
			x = 0
		}
		out = append(out, Score{int32(i), x})
	}
	return out
}

// Objectives works out every learning objective in the present state.
func (m *Machine) Objectives(s *State) []Learned {
	p := m.NewPlay(chance.Luck{}, nil)
	out := make([]Learned, 0, len(m.Game.Objectives))
	for i := range m.Game.Objectives {
		o := &m.Game.Objectives[i]
		p.on(-1, -1)
		tested := p.holds(s, o.Tested, Cause{})
		p.on(-1, -1)
		out = append(out, Learned{int32(i), tested, tested && o.Met.Present() && p.holds(s, o.Met, Cause{})})
	}
	return out
}

// Metrics returns what each metric has gathered, in the order of Game.Metrics.
func (m *Machine) Metrics(s *State) []float64 {
	out := make([]float64, len(m.Game.Metrics))
	for i := range out {
		out[i] = s.V[m.Game.Metrics[i].Slot]
	}
	return out
}

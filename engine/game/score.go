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
	return m.NewPlay(chance.Luck{}, nil).Scores(s, make([]Score, 0, len(m.Game.Goals)))
}

// Scores appends what [Machine.Scores] returns, for who plays many games.
func (p *Play) Scores(s *State, dst []Score) []Score {
	for i := range p.g.Goals {
		p.on(p.g.Goals[i].Role, -1)
		x, ok := p.number(s, p.g.Goals[i].Score)
		if !ok {
			x = 0
		}
		dst = append(dst, Score{int32(i), x})
	}
	return dst
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

// Measured is what one instance of a metric has gathered. Self and Other are
// whose it is, -1 where there is nobody.
type Measured struct {
	Metric      int32
	Self, Other int32
	Value       float64
}

// Metrics returns what the metrics have gathered, in the order of Game.Metrics
// and of their instances.
func (m *Machine) Metrics(s *State) []Measured {
	var out []Measured
	for i := range m.Game.Metrics {
		x := &m.Game.Metrics[i]
		for j, of := range x.Instances {
			out = append(out, Measured{int32(i), of[0], of[1], s.V[x.Slot+int32(j)]})
		}
	}
	return out
}

// Return returns what a play has been worth to a role so far: what the metric of
// Game.Returns has gathered for it. ok is false if there is none for the role.
func (m *Machine) Return(s *State, role int32) (x float64, ok bool) {
	if m.Game.Returns < 0 {
		return 0, false
	}
	r := &m.Game.Metrics[m.Game.Returns]
	for i, of := range r.Instances {
		if of[0] == role {
			return s.V[r.Slot+int32(i)], true
		}
	}
	return 0, false
}

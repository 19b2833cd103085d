package study

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"demarche/engine/agent"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/policy/moves"
	"demarche/engine/study/table"
)

// Setting is a point as it is played: which game, how it begins and who plays. It
// is immutable and safe for concurrent use.
type Setting struct {
	Point   int32
	Case    *Case
	Open    *game.Opening
	Players []string // by role: what the table of runs says; "" = nobody
	Factors []table.Value
	Weight  float64

	given   []game.Given // where tracks start otherwise than the scenario says
	seats   *policy.Table
	file    *moves.Table // nil: nobody plays by a file
	refused string       // what it does with a row that is refused
	agents  []string     // by role: id of the agent; "" = none
}

// choice is what factors and fixed places say of one point.
type choice struct {
	source  int
	turns   int32
	params  map[string]float64
	given   []game.Given
	seats   map[string]string
	file    string
	refused string
}

// take takes what a place is set to.
func (c *choice) take(a *aim) {
	switch a.kind {
	case placeParam:
		c.params[a.param.ID] = a.x
	case placeStart:
		c.given = slices.DeleteFunc(c.given, func(g game.Given) bool { return g.Slot == a.slot })
		c.given = append(c.given, game.Given{Slot: a.slot, Value: a.x})
	case placePolicy:
		for _, r := range a.roles {
			c.seats[r] = a.word
		}
	case placeScenario:
		c.source = a.source
	case placeTurns:
		c.turns = a.turns
	case placeMoves:
		c.file = a.word
	}
}

// caseAt finds the game of a point: factors that set the scenario or the turns
// come before all that is about a game.
func (p *Plan) caseAt(point int32) *Case {
	c := choice{}
	first := p.cases[0]
	pick := func(set []aim) {
		for i := range set {
			if k := set[i].kind; k == placeScenario || k == placeTurns {
				c.take(&set[i])
			}
		}
	}
	pick(first.fixed)
	for i := range p.Factors {
		if len(p.Factors[i].Levels) > 0 {
			pick(first.levels[i][int(p.at(point, i))])
		}
	}
	for _, x := range p.cases {
		if x.Source == c.source && x.Turns == c.turns {
			return x
		}
	}
	return first
}

// Setting makes a point ready. An error says what cannot be played at it.
func (p *Plan) Setting(point int32, seats *Seats) (*Setting, error) {
	c := p.caseAt(point)
	x := choice{params: map[string]float64{}, seats: map[string]string{}, refused: "stop"}
	for i := range c.fixed {
		x.take(&c.fixed[i])
	}
	for i := range p.Factors {
		f := &p.Factors[i]
		at := p.at(point, i)
		if len(f.Levels) == 0 {
			x.take(&aim{place: c.ranges[i], x: at})
			continue
		}
		set := c.levels[i][int(at)]
		for j := range set {
			x.take(&set[j])
			if set[j].kind == placeMoves {
				x.refused = f.Refused
			}
		}
	}
	return p.setting(point, c, &x, seats)
}

func (p *Plan) setting(point int32, c *Case, x *choice, seats *Seats) (*Setting, error) {
	s := &Setting{Point: point, Case: c, Factors: p.cells(point), refused: x.refused, given: x.given}
	if p.Spec.Design.Sampled() {
		s.Weight = 1
	}
	var err error
	if s.Open, err = c.M.Opening(x.params, x.given); err != nil {
		return nil, err
	}
	s.agents = p.agentsOf(c, x)
	if s.seats, err = seats.table(c, x.seats); err != nil {
		return nil, err
	}
	if x.file != "" {
		s.file = moves.NewTable(c.M, c.scripts[x.file], s.seats)
	}
	s.Players = make([]string, len(c.M.Game.Roles))
	for r := range s.Players {
		switch s.Players[r] = s.name(int32(r)); {
		case s.Players[r] == moves.Name: // roles of the file are played by it alone
			s.Players[r], s.agents[r] = "moves:"+x.file, ""
		case s.agents[r] != "":
			s.Players[r] = agentPrefix + s.agents[r]
		}
	}
	return s, nil
}

// rest plays the roles that no agent plays, in one run. hand is that of the moves
// file; nil: there is none.
func (s *Setting) rest() (rest agent.Rest, hand *moves.Hand) {
	if s.file == nil {
		return s.seats, nil
	}
	hand = s.file.Hand()
	return hand, hand
}

func (s *Setting) name(role int32) string {
	if s.file != nil {
		return s.file.Name(role)
	}
	return s.seats.Name(role)
}

// agentsOf takes the seats of outside agents out of a choice: their stand-in sits
// there.
func (p *Plan) agentsOf(c *Case, x *choice) []string {
	out := make([]string, len(c.M.Game.Roles))
	for i := range c.M.Game.Roles {
		id := c.M.Game.Roles[i].ID
		agent, ok := strings.CutPrefix(x.seats[id], agentPrefix)
		if !ok {
			continue
		}
		out[i] = agent
		for _, a := range p.Spec.Agents {
			if a.ID == agent {
				x.seats[id] = a.Fallback
			}
		}
	}
	return out
}

// Seats keeps the tables of computer players that points share. It is safe for
// concurrent use.
type Seats struct {
	mu   sync.Mutex
	held map[string]*policy.Table
}

// table returns the table of a game's players by a choice of policies.
func (k *Seats) table(c *Case, choice map[string]string) (*policy.Table, error) {
	key := fmt.Sprintf("%p", c)
	for i := range c.M.Game.Roles {
		key += " " + choice[c.M.Game.Roles[i].ID]
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if t := k.held[key]; t != nil {
		return t, nil
	}
	t, err := policy.NewTable(c.M, choice)
	if err != nil {
		return nil, err
	}
	if k.held == nil || len(k.held) >= mostTables {
		k.held = map[string]*policy.Table{}
	}
	k.held[key] = t
	return t, nil
}

// mostTables is how many tables are kept at once.
const mostTables = 1024

package main

import (
	"demarche/engine/game"
	"demarche/engine/policy/moves"
	"demarche/engine/record"
)

// summary gathers a play for machines and writes it as one JSON object.
type summary struct {
	s      *streams
	p      *playing
	events []eventOf
	faults int
	rows   int // of the moves file that were refused in a turn
}

// result is what run --json writes. Names of maps are ids and paths.
type result struct {
	Scenario   string                   `json:"scenario"`
	Semantics  int                      `json:"semantics"`
	Seed       uint64                   `json:"seed"`
	Params     map[string]any           `json:"params"` // a number, or a word of the parameter
	Policies   map[string]string        `json:"policies"`
	Turns      int32                    `json:"turns"`  // played
	Ending     string                   `json:"ending"` // "" = time ran out without one
	Play       record.Sum               `json:"play"`
	Tracks     map[string]record.Number `json:"tracks"` // at the end, by path
	Metrics    map[string]record.Number `json:"metrics"`
	Returns    map[string]record.Number `json:"returns,omitempty"` // of roles, if the scenario says what is their reward
	Goals      []goalOf                 `json:"goals"`
	Objectives map[string]string        `json:"objectives"`        // met, missed, untested
	Judged     []judgedOf               `json:"judged"`            // how well each seat judged each attack
	Faults     int                      `json:"faults"`            // effects that were dropped, odds that were scaled
	Refused    int                      `json:"refused,omitempty"` // rows of the moves file
	Events     []eventOf                `json:"events"`
}

// goalOf is what a goal was worth; Role is "" for a goal of all.
type goalOf struct {
	Goal  string        `json:"goal"`
	Role  string        `json:"role,omitempty"`
	Score record.Number `json:"score"`
}

// judgedOf is how well a seat judged who did an attack: the Brier score, and
// whether it suspects somebody else most.
type judgedOf struct {
	Attack        string        `json:"attack"`
	Role          string        `json:"role"`
	Brier         record.Number `json:"brier"`
	Misattributed bool          `json:"misattributed"`
}

// eventOf is an event with its turn.
type eventOf struct {
	Turn int32 `json:"turn"`
	record.Event
}

func (x *summary) start(*game.State) error { return nil }

func (x *summary) turn(t *turn) error {
	for _, l := range []record.Ledger{t.entry.Open, t.entry.Played} {
		for _, e := range l.Events {
			x.events = append(x.events, eventOf{t.number, e})
		}
		x.faults += len(l.Faults)
	}
	x.rows += refusedOf(t.lines)
	return nil
}

// refusedOf counts the rows that were refused.
func refusedOf(lines []moves.Line) int {
	n := 0
	for _, l := range lines {
		if l.Refused != nil {
			n++
		}
	}
	return n
}

func (x *summary) end(s *game.State) error {
	m := x.p.m
	g := m.Game
	out := result{
		Scenario: g.ID, Semantics: record.Semantics, Seed: x.p.seed, Params: paramsFor(g, s),
		Policies: map[string]string{}, Turns: s.Turn(), Ending: endingOf(g, s), Play: x.p.thread.Play(),
		Tracks: map[string]record.Number{}, Metrics: map[string]record.Number{}, Returns: map[string]record.Number{},
		Goals: []goalOf{}, Judged: []judgedOf{}, Objectives: map[string]string{}, Faults: x.faults, Refused: x.rows + refusedOf(x.p.late), Events: x.events,
	}
	for i, name := range x.p.players() {
		if name != "" {
			out.Policies[g.Roles[i].ID] = name
		}
	}
	for i := range g.Slots {
		if g.Slots[i].Kind == game.KindTrack {
			out.Tracks[g.Slots[i].Path] = record.Number(s.V[i])
		}
	}
	for _, x := range m.Metrics(s) {
		out.Metrics[measured(g, x)] = record.Number(x.Value)
	}
	for i, r := range g.Roles {
		if x, ok := m.Return(s, int32(i)); ok {
			out.Returns[r.ID] = record.Number(x)
		}
	}
	for _, score := range m.Scores(s) {
		goal := g.Goals[score.Goal]
		y := goalOf{Goal: goal.ID, Score: record.Number(score.Value)}
		if goal.Role >= 0 {
			y.Role = g.Roles[goal.Role].ID
		}
		out.Goals = append(out.Goals, y)
	}
	for _, j := range m.Calibration(s, nil) {
		out.Judged = append(out.Judged, judgedOf{g.Attacks[j.Attack].ID, g.Roles[j.Role].ID, record.Number(j.Brier), j.Misattributed})
	}
	for _, o := range m.Objectives(s) {
		out.Objectives[g.Objectives[o.Objective].ID] = learned(o)
	}
	return x.s.writeJSON(out)
}

// measured names one number of a metric: "total", "arms[jade]", "trust[jade,
// onyx]".
func measured(g *game.Game, x game.Measured) string {
	id := g.Metrics[x.Metric].ID
	switch {
	case x.Self < 0:
		return id
	case x.Other < 0:
		return id + "[" + g.Roles[x.Self].ID + "]"
	}
	return id + "[" + g.Roles[x.Self].ID + ", " + g.Roles[x.Other].ID + "]"
}

// paramsFor returns the parameters as --set takes them.
func paramsFor(g *game.Game, s *game.State) map[string]any {
	out := make(map[string]any, len(g.Params))
	for i := range g.Params {
		p, x := &g.Params[i], s.V[g.Params[i].Slot]
		if at := int(x); p.Words != nil && at >= 0 && at < len(p.Words) {
			out[p.ID] = p.Words[at]
			continue
		}
		out[p.ID] = record.Number(x)
	}
	return out
}

// learned is the word for how a learning objective went.
func learned(o game.Learned) string {
	switch {
	case !o.Tested:
		return "untested"
	case o.Met:
		return "met"
	}
	return "missed"
}

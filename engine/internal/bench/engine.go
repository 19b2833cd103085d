// Package bench measures the speed of the engine on the reference game, against
// a native program that does the same and against expr's virtual machine, and
// how the time of a game grows with its size. Its command prints the figures
// (make bench, make growth); its tests hold that all of them play the same games,
// bit for bit.
package bench

import (
	"fmt"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/bench/reference"
	"demarche/engine/policy"
	"demarche/engine/scenario"
)

// Load makes a machine of a scenario's text, through every check that a file
// passes.
func Load(text []byte) (*game.Machine, error) {
	d, err := scenario.Read(fstest.MapFS{"scenario.toml": {Data: text}}, "scenario.toml")
	if err != nil {
		return nil, err
	}
	g, err := scenario.Compile(d)
	if err != nil {
		return nil, err
	}
	return game.NewMachine(g), nil
}

// Engine plays one game of a machine after another with computer players. It
// belongs to one goroutine.
type Engine struct {
	m     *game.Machine
	table *policy.Table
	play  *game.Play
	state game.State
	order game.Orders
	goals []game.Score
}

// NewEngine returns a player of a machine.
func NewEngine(m *game.Machine) (*Engine, error) {
	table, err := policy.NewTable(m, nil)
	if err != nil {
		return nil, err
	}
	return &Engine{m: m, table: table, play: m.NewPlay(chance.Luck{}, nil)}, nil
}

// Play plays the game of a seed to its end and works out the scores.
func (e *Engine) Play(seed chance.Seed) error {
	luck := chance.Luck{Seed: seed}
	e.play.SetLuck(luck)
	if err := e.play.Start(&e.state, nil); err != nil {
		return err
	}
	for !e.state.Ended() {
		e.play.Open(&e.state)
		e.table.Fill(&e.order, &e.state, luck)
		e.play.Adjudicate(&e.state, e.order)
	}
	e.goals = e.play.Scores(&e.state, e.goals[:0])
	return nil
}

// Result is how a game went, in the numbers of the reference game.
type Result struct {
	Ending, Turns int
	State, Scores []float64
}

// Result returns how the last game went, by the places of numbers that Slots
// gives.
func (e *Engine) Result(slots []int32, out *Result) {
	out.Ending, out.Turns = int(e.state.Ending(e.m.Game)), int(e.state.Turn())
	out.State, out.Scores = out.State[:0], out.Scores[:0]
	for _, slot := range slots {
		out.State = append(out.State, e.state.V[slot])
	}
	for _, s := range e.goals {
		out.Scores = append(out.Scores, s.Value)
	}
}

// Slots finds the numbers of a reference game in its scenario.
func Slots(g *reference.Game, m *game.Machine) ([]int32, error) {
	at := map[string]int32{}
	for i := range m.Game.Slots {
		at[m.Game.Slots[i].Path] = int32(i)
	}
	out := make([]int32, len(g.Vars))
	for v := range g.Vars {
		slot, ok := at[g.Path(v)]
		if !ok {
			return nil, fmt.Errorf("the scenario has no number %s", g.Path(v))
		}
		out[v] = slot
	}
	return out, nil
}

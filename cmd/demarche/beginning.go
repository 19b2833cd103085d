package main

import (
	"fmt"
	"strconv"
	"strings"

	"demarche/engine/game"
	"demarche/engine/scenario"
)

// beginning is what --set says of a play: parameters, numbers that tracks start
// with, and how many turns there are.
type beginning struct {
	turns  int32 // 0: the scenario's own
	params []string
	starts []string
}

// Words that begin places of --set, as in studies.
const (
	ofParam = "param."
	ofStart = "start."
	ofTurns = "turns="
)

func beginningOf(set []string) (b beginning, err error) {
	for _, text := range set {
		switch {
		case strings.HasPrefix(text, ofTurns):
			n, err := strconv.ParseInt(strings.TrimPrefix(text, ofTurns), 10, 32)
			if err != nil || n < 1 || n > scenario.MaxTurns {
				return b, &answer{code: wrong, err: fmt.Errorf("--set %s: that is no number of turns", text), hint: fmt.Sprintf("1 to %d", scenario.MaxTurns)}
			}
			b.turns = int32(n)
		case strings.HasPrefix(text, ofStart):
			b.starts = append(b.starts, strings.TrimPrefix(text, ofStart))
		default:
			b.params = append(b.params, strings.TrimPrefix(text, ofParam))
		}
	}
	return b, nil
}

// machine is that of a scenario, with as many turns.
func (b *beginning) machine(m *game.Machine, doc *scenario.Document) (*game.Machine, error) {
	if b.turns == 0 {
		return m, nil
	}
	g, err := scenario.Compile(doc.Lasting(b.turns))
	if err != nil {
		return nil, unreadable(err)
	}
	return game.NewMachine(g), nil
}

// opening makes the beginning ready; given are the numbers that tracks start with.
func (b *beginning) opening(m *game.Machine) (o *game.Opening, given []game.Given, err error) {
	params, err := paramsOf(m.Game, b.params)
	if err != nil {
		return nil, nil, err
	}
	for _, text := range b.starts {
		path, value, _ := strings.Cut(text, "=")
		slot := m.Game.Named(path)
		if slot < 0 {
			return nil, nil, &answer{code: wrong, err: fmt.Errorf("scenario %s has no track %q", m.Game.ID, path), hint: nearestOr(path, startsOf(m.Game), "tracks")}
		}
		x, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return nil, nil, &answer{code: wrong, err: fmt.Errorf("track %s: %q is not a number", path, value), hint: "write --set start.track=number"}
		}
		given = append(given, game.Given{Slot: slot, Value: x})
	}
	o, err = m.Opening(params, given)
	if err != nil {
		return nil, nil, &answer{code: wrong, err: err}
	}
	return o, given, nil
}

func startsOf(g *game.Game) []string {
	var out []string
	for i := range g.Slots {
		if g.Slots[i].Kind == game.KindTrack {
			out = append(out, g.Slots[i].Path)
		}
	}
	return out
}

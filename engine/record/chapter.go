package record

import (
	"fmt"

	"demarche/engine/game"
)

// Chapters reads the turns of the course for [game.Machine.Debrief].
func (c *Course) Chapters(n *Notation) ([]game.Chapter, error) {
	var out []game.Chapter
	for i, t := range c.Turns {
		x := game.Chapter{Turn: t.Turn.Turn, After: &game.State{}}
		var err error
		if x.Orders, err = n.OrdersOf(t.Turn); err != nil {
			return nil, fmt.Errorf("turn %d: %w", x.Turn, err)
		}
		if x.Open, err = n.GameLedger(t.Open); err != nil {
			return nil, fmt.Errorf("turn %d: %w", x.Turn, err)
		}
		if x.Played, err = n.GameLedger(t.Played); err != nil {
			return nil, fmt.Errorf("turn %d: %w", x.Turn, err)
		}
		if err = c.State(n, i+1, x.After); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

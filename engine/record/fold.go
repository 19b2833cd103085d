package record

import (
	"errors"
	"fmt"
	"math"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// Course is the play that a record tells, without what was rewound.
type Course struct {
	Start *Start
	Turns []Resolved // turn 1 first
	End   *End       // nil: the game is under way, or the record is cut short
}

// Resolved is a turn of a course.
type Resolved struct {
	*Turn
	Line int
	Salt uint64 // luck of its draws
}

// Course follows the record's entries. Turns that do not follow each other, or
// a rewind to a turn that is not there, are an error with the number of the line.
func (r *Record) Course() (*Course, error) {
	c := &Course{}
	salt := uint64(0)
	for _, l := range r.Lines {
		switch e := l.Entry.(type) {
		case *Start:
			if c.Start != nil || len(c.Turns) > 0 {
				return c, &Damage{Line: l.Number, Err: errors.New("a second start")}
			}
			c.Start = e
		case *Turn:
			if e.Turn != int32(len(c.Turns))+1 || c.Start == nil {
				return c, &Damage{Line: l.Number, Err: fmt.Errorf("turn %d follows turn %d", e.Turn, len(c.Turns))}
			}
			c.Turns = append(c.Turns, Resolved{e, l.Number, salt})
			c.End = nil
		case *Rewind:
			if e.To < 0 || int(e.To) > len(c.Turns) {
				return c, &Damage{Line: l.Number, Err: fmt.Errorf("rewind to turn %d, which is not there", e.To)}
			}
			c.Turns = c.Turns[:e.To:e.To]
			salt = e.Luck
			c.End = nil
		case *End:
			c.End = e
		}
	}
	return c, nil
}

// Play returns the play hash with which the course stands.
func (c *Course) Play() Sum { return c.Until(len(c.Turns)) }

// Until returns the play hash after a turn of the course; 0 is the start.
func (c *Course) Until(turn int) Sum {
	switch {
	case turn > 0:
		return c.Turns[turn-1].Play
	case c.Start != nil:
		return c.Start.Play
	}
	return Sum{}
}

// Fold sets s to the state at which the record stands: that of its last turn.
func (r *Record) Fold(n *Notation, s *game.State) error {
	c, err := r.Course()
	if err != nil {
		return err
	}
	return c.State(n, len(c.Turns), s)
}

// State sets s to the state after a turn of the course; 0 is the start. The
// numbers are those that were recorded; nothing is adjudicated.
func (c *Course) State(n *Notation, turn int, s *game.State) error {
	if c.Start == nil {
		return errors.New("the record has no start")
	}
	if turn < 0 || turn > len(c.Turns) {
		return fmt.Errorf("the record has no turn %d: its last is %d", turn, len(c.Turns))
	}
	from, due := c.Start.State, c.Start.Due
	var forced []Forced
	if turn > 0 {
		t := c.Turns[turn-1]
		from, due, forced = t.State, t.Due, t.Forced
	}
	if err := n.GameState(from, due, forced, s); err != nil {
		return fmt.Errorf("state of turn %d: %w", turn, err)
	}
	if s.V[game.SlotTurn] != float64(turn) || turn > int(n.g.Turns) {
		return fmt.Errorf("state of turn %d: it says turn %v of %d", turn, s.V[game.SlotTurn], n.g.Turns)
	}
	if e := s.V[game.SlotEnded]; e != math.Trunc(e) || e < 0 || int(e) > len(n.g.Endings)+1 {
		return fmt.Errorf("state of turn %d: there is no ending %v", turn, e)
	}
	return nil
}

// Luck returns the luck of the draws after the turns of the course.
func (r *Record) Luck() chance.Luck {
	luck := chance.Luck{Seed: chance.Seed(r.Header.Seed)}
	for _, l := range r.Lines {
		if e, ok := l.Entry.(*Rewind); ok {
			luck.Salt = e.Luck
		}
	}
	return luck
}

// GameParams returns the launch's parameters as game takes them.
func (h *Header) GameParams() map[string]float64 {
	out := make(map[string]float64, len(h.Params))
	for id, x := range h.Params {
		out[id] = float64(x)
	}
	return out
}

// Opening returns how the play begins of which h is the header; m is the machine of
// its game.
func (n *Notation) Opening(m *game.Machine, h *Header) (*game.Opening, error) {
	var given []game.Given
	for path, x := range h.Starts { // Opening sorts them
		slot, ok := n.slots[path]
		if !ok {
			return nil, fmt.Errorf("starts: no number %q", path)
		}
		given = append(given, game.Given{Slot: slot, Value: float64(x)})
	}
	return m.Opening(h.GameParams(), given)
}

// Starts writes numbers with which tracks start otherwise, for a header.
func (n *Notation) Starts(given []game.Given) map[string]Number {
	var out map[string]Number
	for _, x := range given {
		if out == nil {
			out = map[string]Number{}
		}
		out[n.g.Slots[x.Slot].Path] = Number(x.Value)
	}
	return out
}

// Params returns the parameters of a started game, all of them, for a header.
func (n *Notation) Params(s *game.State) map[string]Number {
	out := make(map[string]Number, len(n.g.Params))
	for i := range n.g.Params {
		out[n.g.Params[i].ID] = Number(s.V[n.g.Params[i].Slot])
	}
	return out
}

package game

// State is the whole truth at one moment. It is numbers only: copying its lists
// is the save.
type State struct {
	V   []float64 // one for each of Game.Slots
	Due []Due     // blocks that wait, in the order in which they were put off
	// Forced are the draws that fall as the facilitator says, in the order in
	// which they were said.
	Forced []Forced
}

// Due is a block that waits for the Open of a turn, or a standing order that
// waits for its condition. Names are frozen, operands are read when it comes.
type Due struct {
	Turn         int32
	Block        int32
	Self, Target int32
	Fired        bool    // an inject that something fires
	Standing     bool    // an order that is played when its condition holds; Turn is that in which it was given
	Choice       int32   // of the move from which it follows
	Amount       float64 // the same
	Signers      Mask    // who had agreed to that move
}

// of returns who does what is due, to whom, and what was chosen.
func (d *Due) of() Cause {
	return Cause{Self: d.Self, Target: d.Target, Choice: d.Choice, Amount: d.Amount, Signers: d.Signers}
}

// Turn returns the present turn, from 1; 0 before the first Open.
func (s *State) Turn() int32 { return int32(s.V[SlotTurn]) }

// Ended reports whether the game is over.
func (s *State) Ended() bool { return s.V[SlotEnded] != 0 }

// Ending returns the index of the ending, or -1 if there is none.
func (s *State) Ending(g *Game) int32 {
	e := int32(s.V[SlotEnded]) - 1
	if e < 0 || int(e) >= len(g.Endings) {
		return -1
	}
	return e
}

// Copy returns an independent copy.
func (s *State) Copy() State {
	return State{V: append([]float64(nil), s.V...), Due: append([]Due(nil), s.Due...), Forced: append([]Forced(nil), s.Forced...)}
}

// Into copies s over t, reusing t's memory.
func (s *State) Into(t *State) {
	t.V = append(t.V[:0], s.V...)
	t.Due = append(t.Due[:0], s.Due...)
	t.Forced = append(t.Forced[:0], s.Forced...)
}

package table

// Want says which tables are made, and how often. Runs and RoleRuns always are;
// a table that is not wanted is there and has no rows.
type Want struct {
	// Every so many turns there are rows in Turns, RoleTurns, PairTurns and
	// Beliefs; 0: never. Where it is not 0, the start (turn 0) and the last turn of
	// a play are always there.
	Every     int
	RoleTurns bool
	PairTurns bool
	// Beliefs are told as often as turns; in every turn where Every is 0.
	Beliefs      bool
	Moves        bool // of every turn
	Changes      bool // of every turn
	Observations bool // of every turn
}

// Usual is what one play gives where nobody says otherwise: everything but
// Changes and Observations.
func Usual() Want {
	return Want{Every: 1, RoleTurns: true, PairTurns: true, Beliefs: true, Moves: true}
}

// Has reports whether a table can have rows.
func (w Want) Has(t ID) bool {
	switch t {
	case Turns:
		return w.Every > 0
	case RoleTurns:
		return w.Every > 0 && w.RoleTurns
	case PairTurns:
		return w.Every > 0 && w.PairTurns
	case Beliefs:
		return w.Beliefs
	case Moves:
		return w.Moves
	case Changes:
		return w.Changes
	case Observations:
		return w.Observations
	}
	return true
}

// tells reports whether a turn that is not the last has rows of the state.
func (w Want) tells(turn int32) bool {
	if w.Every == 0 {
		return w.Beliefs
	}
	return int(turn)%w.Every == 0
}

package game

import (
	"cmp"
	"slices"
)

// Move is a role's choice of an action with arguments. It is comparable: two
// equal moves are the same move.
type Move struct {
	Action  int32
	Self    int32
	Target  int32 // -1 = none
	Choice  int32 // index of the choice made; 0 while actions have none
	Amount  float64
	Confirm bool // the mover has confirmed crossing a firebreak
}

// Orders are all moves of a turn.
type Orders struct {
	Moves []Move
}

// Sort puts moves in canonical order: role, action, target, choice, amount. The
// order of arrival never matters.
func (o *Orders) Sort() { slices.SortStableFunc(o.Moves, canonical) }

func canonical(a, b Move) int {
	return cmp.Or(
		cmp.Compare(a.Self, b.Self),
		cmp.Compare(a.Action, b.Action),
		cmp.Compare(a.Target, b.Target),
		cmp.Compare(a.Choice, b.Choice),
		cmp.Compare(a.Amount, b.Amount),
	)
}

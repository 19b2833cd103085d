package game

import (
	"cmp"
	"slices"
)

// Move is a role's choice of an action with arguments. It is comparable: two
// equal moves are the same move.
type Move struct {
	Action int32
	Self   int32
	Target int32 // -1 = none
	// Choice is the combination of words chosen, see [Action.Combination]; of the
	// built-in move "publish" it is the evidence. 0 if there is nothing to choose.
	Choice  int32
	Amount  float64 // 0 if the action has none
	Confirm bool    // the mover has confirmed crossing a firebreak, or going beyond a mark
	// Said is one more than the number of characters that a person wrote beside
	// it; 0 where no words are asked: of a computer player, of a replay.
	Said int32
}

// Key returns what identifies a move: all but its confirmation and its words.
func (m Move) Key() Move {
	m.Confirm, m.Said = false, 0
	return m
}

// Ballot is one role's answer to a proposal: a move that needs others to agree.
type Ballot struct {
	Move Move // the proposal; Confirm does not count
	Role int32
	Yes  bool
}

// Orders are all moves of a turn, all answers to those that need one, and what
// the policies that chose them learnt. A ballot that belongs to no move of the
// turn counts for nothing.
type Orders struct {
	Moves   []Move
	Ballots []Ballot
	Learnt  []Learnt
}

// Sort puts moves in canonical order: role, action, target, choice, amount;
// ballots by their move, then by role; and what was learnt by its slot. In a
// sequential game a role's own order is part of its orders and stays. The order
// of arrival of different roles never matters.
func (g *Game) Sort(o *Orders) {
	order := canonical
	if g.Sequential {
		order = bySelf
	}
	for i := 1; i < len(o.Moves); i++ {
		if a, b := &o.Moves[i-1], &o.Moves[i]; a.Self >= b.Self && order(*a, *b) > 0 {
			slices.SortStableFunc(o.Moves, order)
			break
		}
	}
	if len(o.Ballots) > 1 {
		slices.SortStableFunc(o.Ballots, func(a, b Ballot) int {
			return cmp.Or(canonical(a.Move, b.Move), cmp.Compare(a.Role, b.Role))
		})
	}
	if len(o.Learnt) > 1 {
		slices.SortStableFunc(o.Learnt, func(a, b Learnt) int { return cmp.Compare(a.Slot, b.Slot) })
	}
}

func bySelf(a, b Move) int { return cmp.Compare(a.Self, b.Self) }

func canonical(a, b Move) int {
	if a.Self != b.Self {
		return cmp.Compare(a.Self, b.Self)
	}
	return cmp.Or(
		cmp.Compare(a.Action, b.Action),
		cmp.Compare(a.Target, b.Target),
		cmp.Compare(a.Choice, b.Choice),
		cmp.Compare(a.Amount, b.Amount),
	)
}

package table

import (
	"slices"
	"strings"

	"demarche/engine/game"
)

// Note is what is known of a move or an answer beside the orders: who made it,
// what was written with it, or that it was refused. A move of the orders without
// a note is the player's own.
type Note struct {
	Role    int32
	Turn    int32    // of what was meant for a turn that never came; else 0
	Source  string   // policy:x, agent:x, moves:file, person, stand_in:x
	Try     int32    // from 1; 0 stands for 1
	Entry   string   // of a policy, or call of an agent
	Text    string   // what others may read
	Why     string   // what nobody else may
	Carried []string // for the carried columns of the layout
	Moves   bool     // it plays Move, which is among the orders
	Move    game.Move
	Answers []game.Ballot // what it answers, among the orders
	Shares  bool          // it shares Gift, which is among the gifts
	Gift    game.Gift
	Refused string // code; "" = it was not refused
	// As it was written, where it is neither a move nor an answer: it was refused,
	// or does nothing.
	Action, Target, Choice, Amount string
}

// Words that stand in the column action beside ids.
const (
	yes   = "yes"
	no    = "no"
	share = "share"
)

// moves makes the rows of a turn's moves. Evidence that was shared comes first, as
// it was; then role by role what was played, in canonical order, and what was
// refused or does nothing, as it came; answers stand behind all moves.
func (k *Maker) moves(t *Turn) error {
	turn, index := t.After.Turn(), int32(0)
	put := func(r moveRow) error {
		r.turn, r.index = turn, index
		index++
		return k.move(r)
	}
	for _, x := range t.Gifts {
		for to := range k.l.m.Game.Roles {
			if !x.To.Has(int32(to)) {
				continue
			}
			if err := put(k.given(t, x, int32(to))); err != nil {
				return err
			}
		}
	}
	for role := range k.l.m.Game.Roles {
		for _, m := range t.Orders.Moves {
			if m.Self != int32(role) {
				continue
			}
			if err := put(k.played(t, m)); err != nil {
				return err
			}
		}
		for i := range t.Notes {
			if n := &t.Notes[i]; n.Role == int32(role) && !n.Moves && !n.Shares && n.Answers == nil {
				if err := put(k.l.written(n)); err != nil {
					return err
				}
			}
		}
	}
	for _, b := range t.Orders.Ballots {
		if err := put(k.answered(t, b)); err != nil {
			return err
		}
	}
	return nil
}

// late makes the rows of what was meant for turns that never came, turn by turn
// as it stood.
func (k *Maker) late(notes []Note) error {
	notes = slices.Clone(notes)
	slices.SortStableFunc(notes, func(a, b Note) int { return int(a.Turn - b.Turn) })
	index := int32(0)
	for i := range notes {
		if i > 0 && notes[i].Turn != notes[i-1].Turn {
			index = 0
		}
		r := k.l.written(&notes[i])
		r.turn, r.index = notes[i].Turn, index
		index++
		if err := k.move(r); err != nil {
			return err
		}
	}
	return nil
}

// moveRow is one row of the table of moves.
type moveRow struct {
	turn, index                         int32
	stage, role, action, target, choice string
	status, reason, outcome             string
	amount, odds, draw                  Value
	note                                *Note
}

// The words of the column status.
const (
	statusOK      = "ok"
	statusRefused = "refused"
	statusFailed  = "failed"
)

func (k *Maker) move(r moveRow) error {
	switch r.status {
	case statusOK:
		k.ok++
	case statusRefused:
		k.refused++
	case statusFailed:
		k.failed++
	}
	n := r.note
	if strings.HasPrefix(n.Source, "stand_in:") {
		k.fallback++
	}
	k.key()
	k.row = append(k.row, Small(r.turn), Small(r.index), Word(r.stage), Word(r.role), Word(r.action), Some(r.target), r.amount,
		Some(n.Text), Some(n.Why), Word(r.status), Some(r.reason), Some(r.outcome), r.odds, r.draw, Word(n.Source),
		Some(r.choice), Some(n.Entry), Small(max(n.Try, 1)))
	for i := range k.l.carried {
		cell := Value{}
		if i < len(n.Carried) {
			cell = Some(n.Carried[i])
		}
		k.row = append(k.row, cell)
	}
	return k.put(Moves)
}

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
func (k *Maker) moves(t *Turn) {
	k.tell(t)
	turn, index := t.After.Turn(), int32(0)
	put := func(r moveRow) {
		r.turn, r.index = turn, index
		index++
		k.move(&r)
	}
	for _, x := range t.Gifts {
		for to := range k.l.m.Game.Roles {
			if x.To.Has(int32(to)) {
				put(k.given(t, x, int32(to)))
			}
		}
	}
	for role := range k.l.m.Game.Roles {
		for _, m := range t.Orders.Moves {
			if m.Self == int32(role) {
				k.places = append(k.places, place{m, index})
				put(k.played(t, m))
			}
		}
		for i := range t.Notes {
			if n := &t.Notes[i]; n.Role == int32(role) && !n.Moves && !n.Shares && n.Answers == nil {
				put(k.l.written(n))
			}
		}
	}
	for _, b := range t.Orders.Ballots {
		put(k.answered(t, b))
	}
}

// counts counts the moves of a turn as [Maker.moves] does, of which no rows are
// made.
func (k *Maker) counts(t *Turn) {
	for _, x := range t.Gifts {
		for to := range k.l.m.Game.Roles {
			if x.To.Has(int32(to)) {
				k.gave(x.Self)
				k.ok++
			}
		}
	}
	for i, m := range t.Orders.Moves {
		if t.Took[i] {
			k.did(k.l.m.Game, m)
			k.ok++
		} else {
			k.failed++
		}
	}
	for i := range t.Notes {
		switch n := &t.Notes[i]; {
		case n.Moves, n.Shares, n.Answers != nil:
		case n.Refused != "":
			k.refused++
		default:
			k.ok++
		}
	}
	k.ok += int32(len(t.Orders.Ballots))
}

// tell keeps of a turn's ledger what tells how moves went.
func (k *Maker) tell(t *Turn) {
	k.events, k.draws, k.places = k.events[:0], k.draws[:0], k.places[:0]
	for i := range t.Played.Events {
		switch e := &t.Played.Events[i]; e.Kind {
		case game.EventMove, game.EventAttack, game.EventUnsigned, game.EventArmed, game.EventOutcome:
			if e.Block >= 0 && k.l.m.Game.ActionOf(e.Block) != nil {
				k.events = append(k.events, e)
			}
		}
	}
	for i := range t.Played.Draws {
		if d := &t.Played.Draws[i]; d.Purpose == "outcome" {
			k.draws = append(k.draws, d)
		}
	}
}

// late makes the rows of what was meant for turns that never came, turn by turn
// as it stood.
func (k *Maker) late(notes []Note) {
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
		k.move(&r)
	}
}

// moveRow is one row of the table of moves.
type moveRow struct {
	turn, index                         int32
	stage, role, action, target, choice string
	status, reason, outcome             string
	amount, odds, draw                  Value
	note                                *Note
}

// place is where a move of the turn stands in the table.
type place struct {
	move  game.Move
	index int32
}

// The words of the column status.
const (
	statusOK      = "ok"
	statusRefused = "refused"
	statusFailed  = "failed"
)

// move counts a move and makes its row.
func (k *Maker) move(r *moveRow) {
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
	if !k.want.Moves {
		return
	}
	b := k.key(Moves, r.turn, 1)
	c := b.Columns
	c[2].int(int64(r.index))
	k.text(&c[3], r.stage)
	k.text(&c[4], r.role)
	k.text(&c[5], r.action)
	k.some(&c[6], r.target)
	b.value(7, r.amount)
	k.some(&c[8], n.Text)
	k.some(&c[9], n.Why)
	k.text(&c[10], r.status)
	k.some(&c[11], r.reason)
	k.some(&c[12], r.outcome)
	b.value(13, r.odds)
	b.value(14, r.draw)
	k.text(&c[15], n.Source)
	k.some(&c[16], r.choice)
	k.some(&c[17], n.Entry)
	c[18].int(int64(max(n.Try, 1)))
	for i := range k.l.carried {
		carried := ""
		if i < len(n.Carried) {
			carried = n.Carried[i]
		}
		k.some(&c[19+i], carried)
	}
}

// text adds a text that may come again.
func (k *Maker) text(c *Cells, s string) { c.word(k.texts.word(s)) }

// some adds a text that is null if it is empty.
func (k *Maker) some(c *Cells, s string) {
	if s == "" {
		c.none(1)
		return
	}
	k.text(c, s)
}

package table

import (
	"slices"
	"strconv"
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
	Refused string        // code; "" = it was not refused
	// As it was written, where it is neither a move nor an answer: it was refused,
	// or does nothing.
	Action, Target, Choice, Amount string
}

// Words that stand in the column action beside ids.
const (
	yes = "yes"
	no  = "no"
)

// moves makes the rows of a turn's moves, role by role: first what was played, in
// canonical order, then what was refused or does nothing, as it came. Answers
// stand behind all moves.
func (k *Maker) moves(t *Turn) error {
	turn, index := t.After.Turn(), int32(0)
	put := func(r moveRow) error {
		r.turn, r.index = turn, index
		index++
		return k.move(r)
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
			if n := &t.Notes[i]; n.Role == int32(role) && !n.Moves && n.Answers == nil {
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

// played is the row of a move of the orders.
func (k *Maker) played(t *Turn, m game.Move) moveRow {
	g := k.l.m.Game
	a := &g.Actions[m.Action]
	r := moveRow{role: g.Roles[m.Self].ID, action: a.ID, choice: words(g, m), status: statusFailed, reason: game.Locked.String(), note: k.noteOf(t, m)}
	if m.Target >= 0 {
		r.target = g.Roles[m.Target].ID
	}
	if g.Actions[m.Action].Amount.On {
		r.amount = Float(m.Amount)
	}
	r.stage = a.Tray.String()
	for _, e := range t.Played.Events {
		if !k.l.m.Follows(e, m) {
			continue
		}
		switch e.Kind {
		case game.EventMove, game.EventAttack:
			r.status, r.reason, r.stage = statusOK, "", stage(e.Stage)
		case game.EventUnsigned:
			r.stage, r.reason = "", unsigned(a)
		case game.EventArmed:
			r.status, r.reason, r.stage = statusOK, "", ""
		case game.EventOutcome:
			r.outcome = outcome(g, e.Block)
		}
	}
	k.l.drawn(t.Played, m, &r)
	return r
}

// stage is the word of the stage in which a move took place.
func stage(s game.Stage) string {
	if s >= game.StageTray {
		return game.Tray(s - game.StageTray).String()
	}
	return "rules" // a standing order whose condition held at once
}

// unsigned says why a move did not go through when the answers were counted.
func unsigned(a *game.Action) string {
	if slices.ContainsFunc(a.Assents, func(x game.Assent) bool { return x.Kind == game.Vote }) {
		return "voted_down"
	}
	return "needs_cosigner"
}

// outcome is the name of an outcome inside its action.
func outcome(g *game.Game, block int32) string {
	_, name, _ := strings.Cut(g.Blocks[block].ID, ".")
	return name
}

// drawn puts down the draw that decided the outcome of a move.
func (l *Layout) drawn(of *game.Ledger, m game.Move, r *moveRow) {
	for _, d := range of.Draws {
		c := d.Cause
		if d.Purpose != "outcome" || !l.m.Follows(game.Event{Block: c.Index, Self: c.Self, Target: c.Target, Choice: c.Choice, Amount: c.Amount, Other: -1}, m) {
			continue
		}
		r.draw = Float(d.Unit)
		if int(d.Pick) < len(d.Odds) {
			r.odds = Float(d.Odds[d.Pick])
		}
	}
}

// words are the words that a move picks, or the evidence that it is about, as a
// moves file has them.
func words(g *game.Game, m game.Move) string {
	a := &g.Actions[m.Action]
	if a.Publish {
		return g.Evidence[m.Choice].ID
	}
	var out []string
	for i := range a.Choices {
		c := &a.Choices[i]
		out = append(out, c.ID+"="+c.Words[a.Word(m.Choice, i)].ID)
	}
	return strings.Join(out, " ")
}

// written is the row of what was refused, or does nothing: as it was written.
func (l *Layout) written(n *Note) moveRow {
	r := moveRow{role: l.m.Game.Roles[n.Role].ID, action: n.Action, target: n.Target, choice: n.Choice, status: statusOK, note: n}
	if x, err := strconv.ParseFloat(n.Amount, 64); err == nil {
		r.amount = Float(x)
	}
	if n.Refused != "" {
		r.status, r.reason = statusRefused, n.Refused
	}
	return r
}

// answered is the row of an answer: its target is who proposes, its choice is
// what.
func (k *Maker) answered(t *Turn, b game.Ballot) moveRow {
	g := k.l.m.Game
	m := b.Move
	r := moveRow{role: g.Roles[b.Role].ID, action: no, target: g.Roles[m.Self].ID, choice: g.Actions[m.Action].ID, status: statusOK, note: k.noteOn(t, b)}
	if b.Yes {
		r.action = yes
	}
	if m.Target >= 0 {
		r.choice += " " + g.Roles[m.Target].ID
	}
	if w := words(g, m); w != "" {
		r.choice += " " + w
	}
	if g.Actions[m.Action].Amount.On {
		r.amount = Float(m.Amount)
	}
	return r
}

// noteOf returns the note of a move; one of the role's player if there is none.
func (k *Maker) noteOf(t *Turn, m game.Move) *Note {
	for i := range t.Notes {
		if n := &t.Notes[i]; n.Moves && n.Move.Key() == m.Key() {
			return n
		}
	}
	return k.own(m.Self)
}

// noteOn returns the note of an answer.
func (k *Maker) noteOn(t *Turn, b game.Ballot) *Note {
	for i := range t.Notes {
		if n := &t.Notes[i]; n.Role == b.Role && slices.Contains(n.Answers, b) {
			return n
		}
	}
	return k.own(b.Role)
}

// own is the note of what a role's player does by itself.
func (k *Maker) own(role int32) *Note {
	name := k.player(int(role))
	if name != "person" && !strings.Contains(name, ":") {
		name = "policy:" + name
	}
	return &Note{Role: role, Source: name}
}

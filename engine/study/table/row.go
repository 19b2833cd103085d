package table

import (
	"slices"
	"strconv"
	"strings"

	"demarche/engine/game"
)

// played is the row of a move of the orders.
func (k *Maker) played(t *Turn, m game.Move) moveRow {
	g := k.l.m.Game
	a := &g.Actions[m.Action]
	r := moveRow{role: g.Roles[m.Self].ID, action: a.ID, choice: k.words(m), status: statusFailed, reason: game.Locked.String(), note: k.noteOf(t, m)}
	if m.Target >= 0 {
		r.target = g.Roles[m.Target].ID
	}
	if g.Actions[m.Action].Amount.On {
		r.amount = Float(m.Amount)
	}
	r.stage = a.Tray.String()
	for _, e := range k.events {
		if e.Self != m.Self || !k.l.m.Follows(*e, m) {
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
	if r.status == statusOK {
		k.did(g, m)
	}
	k.drawn(m, &r)
	return r
}

// stage is the word of the stage in which a move took place.
func stage(s game.Stage) string {
	if s >= game.StageTray {
		return game.Tray(s - game.StageTray).String()
	}
	return inRules // a standing order whose condition held at once
}

// unsigned says why a move did not go through when the answers were counted.
func unsigned(a *game.Action) string {
	if slices.ContainsFunc(a.Assents, func(x game.Assent) bool { return x.Kind == game.Vote }) {
		return votedDown
	}
	return needsCosigner
}

// outcome is the name of an outcome inside its action.
func outcome(g *game.Game, block int32) string {
	_, name, _ := strings.Cut(g.Blocks[block].ID, ".")
	return name
}

// drawn puts down the draw that decided the outcome of a move.
func (k *Maker) drawn(m game.Move, r *moveRow) {
	for _, d := range k.draws {
		c := &d.Cause
		if c.Self != m.Self || !k.l.m.Follows(game.Event{Block: c.Index, Self: c.Self, Target: c.Target, Choice: c.Choice, Amount: c.Amount, Other: -1}, m) {
			continue
		}
		r.draw = Float(d.Unit)
		if int(d.Pick) < len(d.Odds) {
			r.odds = Float(d.Odds[d.Pick])
		}
	}
}

// The words of moves that come from nowhere else.
const (
	inRules       = "rules"
	votedDown     = "voted_down"
	needsCosigner = "needs_cosigner"
)

// worded is what the words of a move depend on.
type worded struct{ action, choice int32 }

// words is [words], made once for each choice.
func (k *Maker) words(m game.Move) string {
	of := worded{m.Action, m.Choice}
	s, ok := k.chosen[of]
	if !ok {
		s = words(k.l.m.Game, m)
		k.chosen[of] = s
	}
	return s
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

// given is the row of evidence given to one role.
func (k *Maker) given(t *Turn, x game.Gift, to int32) moveRow {
	g := k.l.m.Game
	r := moveRow{
		role: g.Roles[x.Self].ID, action: share, target: g.Roles[to].ID, choice: g.Evidence[x.Evidence].ID,
		stage: "act", status: statusOK, note: k.own(x.Self),
	}
	k.gave(x.Self)
	for i := range t.Notes {
		if n := &t.Notes[i]; n.Shares && n.Gift == x {
			r.note = n
		}
	}
	if x.Rides {
		r.choice += " " + proposal(g, x.On)
		if g.Actions[x.On.Action].Amount.On {
			r.amount = Float(x.On.Amount)
		}
	}
	return r
}

// proposal names a move in the column choice: its action, target and words.
func proposal(g *game.Game, m game.Move) string {
	s := g.Actions[m.Action].ID
	if m.Target >= 0 {
		s += " " + g.Roles[m.Target].ID
	}
	if w := words(g, m); w != "" {
		s += " " + w
	}
	return s
}

// answered is the row of an answer: its target is who proposes, its choice is
// what.
func (k *Maker) answered(t *Turn, b game.Ballot) moveRow {
	g := k.l.m.Game
	m := b.Move
	r := moveRow{role: g.Roles[b.Role].ID, action: no, target: g.Roles[m.Self].ID, choice: proposal(g, m), status: statusOK, note: k.noteOn(t, b)}
	if b.Yes {
		r.action = yes
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
func (k *Maker) own(role int32) *Note { return &k.owns[role] }

// sourceOf is the source of what a player does by itself.
func (k *Maker) sourceOf(player string) string {
	if player == "person" || strings.Contains(player, ":") {
		return player
	}
	s, ok := k.sources[player]
	if !ok {
		s = "policy:" + player
		k.sources[player] = s
	}
	return s
}

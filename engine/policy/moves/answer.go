package moves

import (
	"fmt"

	"demarche/engine/game"
)

// answers reports whether a row answers a proposal.
func (r *Row) answers() bool { return r.Action == Yes || r.Action == No }

// answers gives the answers of the viewer's role to the proposals among the open
// moves of all roles.
func (x *Script) answers(v game.View, open []game.Move) []Line {
	var out []Line
	given := map[game.Move]bool{}
	for _, r := range x.rows(v.Turn(), v.Role()) {
		if !r.answers() {
			continue
		}
		l := Line{Row: r, Role: v.Role()}
		want, no := x.proposal(r)
		l.Refused = no
		if no == nil {
			l.Answers, l.Refused = want.among(v, r, open, given)
		}
		out = append(out, l)
	}
	return out
}

// wanted is what an answer says of the proposal that it is about. What it does
// not say fits any.
type wanted struct {
	by     int32
	action *game.Action
	target int32 // -1: not said
	amount *float64
	picked []int32 // by choice; -1: not said
	move   game.Move
}

// proposal reads which proposal an answer is about: the column target names the
// proposer, the column choice the action, then its target and words.
func (x *Script) proposal(r *Row) (*wanted, *Refusal) {
	w := &wanted{target: -1, move: game.Move{Self: x.names.roles[r.Role], Action: -1, Target: -1}}
	no := func(col int, mend, format string, args ...any) (*wanted, *Refusal) {
		return nil, &Refusal{Code: game.NotAsked.String(), Pos: r.at[col], What: fmt.Sprintf(format, args...), Mend: mend, Move: w.move, Reason: game.Reason{Slot: -1}}
	}
	by, ok := x.names.roles[r.Target]
	if !ok {
		return no(colTarget, nearest(r.Target, "roles", x.names.roleIDs), "an answer names who proposes in the column target, and there is no role %q", r.Target)
	}
	w.by, w.move.Target = by, by
	words := wordsOf(r.Choice)
	if len(words) == 0 {
		return no(colChoice, "write its id", "an answer names the measure proposed in the column choice")
	}
	action, ok := x.names.actions[words[0]]
	if !ok {
		return no(colChoice, nearest(words[0], "measures", x.names.actionIDs), "there is no measure %q", words[0])
	}
	w.action = &x.g.Actions[action]
	w.picked = unsaid(w.action)
	for _, word := range words[1:] {
		if role, ok := x.names.roles[word]; ok && w.target < 0 {
			w.target = role
			continue
		}
		if what, mend := pick(w.action, word, w.picked); what != "" {
			return no(colChoice, mend, "%s", what)
		}
	}
	if r.Amount != "" {
		amount, ok := parse(r.Amount)
		if !ok {
			return no(colAmount, "", "%q is not a number", r.Amount)
		}
		w.amount = &amount
	}
	return w, nil
}

// among answers those of the proposals to the viewer that fit. given are those
// that it has answered before: it cannot take an answer back.
func (w *wanted) among(v game.View, r *Row, open []game.Move, given map[game.Move]bool) ([]game.Ballot, *Refusal) {
	var out []game.Ballot
	reason := game.Reason{Code: game.NotAsked, Slot: -1}
	for _, m := range open {
		m = m.Key()
		if !w.fits(v.Game(), m) {
			continue
		}
		if given[m] {
			reason = game.Reason{Code: game.Twice, Slot: -1}
			continue
		}
		if no := v.CheckAnswer(open, m); no.Code != game.OK {
			reason = no
			continue
		}
		given[m] = true
		out = append(out, game.Ballot{Move: m, Role: v.Role(), Yes: r.Action == Yes})
	}
	if len(out) == 0 {
		return nil, &Refusal{Code: reason.Code.String(), Pos: r.at[colChoice], Move: w.move, Reason: reason}
	}
	return out, nil
}

// fits reports whether a move is what the answer is about.
func (w *wanted) fits(g *game.Game, m game.Move) bool {
	if m.Self != w.by || &g.Actions[m.Action] != w.action || w.target >= 0 && m.Target != w.target || w.amount != nil && m.Amount != *w.amount {
		return false
	}
	for i, word := range w.picked {
		if word >= 0 && w.action.Word(m.Choice, i) != word {
			return false
		}
	}
	return true
}

package moves

import (
	"slices"
	"strings"

	"demarche/engine/game"
)

// Share gives away the evidence that the rows of the turn share, after Open and
// before [Table.Orders]: do applies each gift at once, in the order of the file,
// and says why it may not be. It returns what became of each of these rows.
func (t *Table) Share(s *game.State, do func(game.Act) game.Code) []Line {
	var rows []*Row
	for _, of := range t.x.turns[s.Turn()] {
		for _, r := range of {
			if r.Action == Share {
				rows = append(rows, r)
			}
		}
	}
	slices.SortFunc(rows, func(a, b *Row) int { return a.number - b.number })
	var out []Line
	for _, r := range rows {
		l := Line{Row: r, Role: t.x.names.roles[r.Role]}
		if l.Gift, l.Refused = t.x.gift(t.m.View(s, l.Role), r); l.Refused == nil {
			if code := do(game.Act{Kind: game.ActShare, Gift: l.Gift}); code != game.OK {
				l.Refused = &Refusal{
					Code: code.String(), Pos: r.at[aboutGift(code)], Move: game.Move{Action: -1, Self: l.Role, Target: t.x.names.roles[r.Target]},
					Reason: game.Reason{Code: code, Slot: -1, Need: float64(l.Gift.Evidence)},
				}
				if code == game.BadChoice {
					l.Refused.What = r.Role + " does not hold " + wordsOf(r.Choice)[0] + ", or it is published"
				}
			}
		}
		l.Shares = l.Refused == nil
		out = append(out, l)
	}
	return out
}

// aboutGift is the column that a refusal of a gift is about.
func aboutGift(c game.Code) int {
	if c == game.BadTarget || c == game.TLP {
		return colTarget
	}
	return colChoice
}

// gift reads a row that shares evidence: the column target names to whom, the
// column choice the evidence and, if it rides on one, the giver's own proposal.
func (x *Script) gift(v game.View, r *Row) (game.Gift, *Refusal) {
	gift := game.Gift{Self: v.Role(), Confirm: true}
	no := func(code game.Code, col int, what, mend string) (game.Gift, *Refusal) {
		return gift, &Refusal{
			Code: code.String(), Pos: r.at[col], What: what, Mend: mend,
			Move: game.Move{Action: -1, Self: gift.Self, Target: -1}, Reason: game.Reason{Slot: -1},
		}
	}
	to, ok := x.names.roles[r.Target]
	if !ok {
		return no(game.BadTarget, colTarget, "it names to whom in the column target, and there is no role "+quoted(r.Target), nearest(r.Target, "roles", x.names.roleIDs))
	}
	gift.To = game.One(to)
	words := wordsOf(r.Choice)
	evidence, what, mend := x.evidence(words[:min(len(words), 1)])
	if what != "" {
		return no(game.BadChoice, colChoice, what, mend)
	}
	gift.Evidence = evidence
	if len(words) == 1 {
		return x.addressed(gift, no)
	}
	on, refused := x.read(x.ridden(r, words[1:]), gift.Self)
	if refused != nil {
		return gift, refused
	}
	if r.Amount == "" {
		on.Amount, _, _ = v.Amounts(on.Action)
	}
	gift.Rides, gift.On = true, on.Key()
	return x.addressed(gift, no)
}

// addressed refuses a gift that nobody would read.
func (x *Script) addressed(gift game.Gift, no func(game.Code, int, string, string) (game.Gift, *Refusal)) (game.Gift, *Refusal) {
	if !x.g.Reads(gift) {
		return no(game.BadTarget, colTarget, "nobody sits there who would read it", "name a role with a seat, or let it go with a proposal that asks this one")
	}
	return gift, nil
}

// ridden is the proposal on which a gift rides as a row: an action, its target
// and its words.
func (x *Script) ridden(r *Row, words []string) *Row {
	on := &Row{Action: words[0], Amount: r.Amount}
	words = words[1:]
	if len(words) > 0 {
		if _, role := x.names.roles[words[0]]; role {
			on.Target, words = words[0], words[1:]
		}
	}
	on.Choice = strings.Join(words, " ")
	for col := range on.at {
		on.at[col] = r.at[colChoice]
	}
	on.at[colAmount] = r.at[colAmount]
	return on
}

package wire

import (
	"fmt"

	"demarche/engine/game"
)

// kindProposal is the kind of a proposal among the viewer's own ids.
const kindProposal = "proposal"

// proposals lists what the viewer is asked to agree to and what it has proposed
// itself. Answers are told to those they are for: the one who proposes.
func (d *Desk) proposals(gv game.View, scene Scene) []Proposal {
	var out []Proposal
	for _, p := range gv.Proposals(scene.Open) {
		move := MoveOf(d.g, p.Move)
		x := Proposal{
			ID: d.proposalID(p.Move), Role: d.roleID(p.Move.Self), Mine: p.Mine,
			Action: move.Action, Target: move.Target, Choices: move.Choices, Amount: move.Amount, Text: d.voice.Proposal(p.Move),
			Words: d.written(scene.Beside, p.Move),
		}
		for _, b := range scene.Ballots {
			if b.Move.Key() != p.Move || b.Role != d.role && d.g.Actions[p.Move.Action].Secret() {
				continue
			}
			switch {
			case p.Mine && b.Role != d.role:
				x.Answers = append(x.Answers, Given{Role: d.roleID(b.Role), Yes: b.Yes})
			case !p.Mine && b.Role == d.role:
				x.Yes = &b.Yes
			}
		}
		out = append(out, x)
	}
	return out
}

// proposalID returns the viewer's own id of a proposal.
func (d *Desk) proposalID(m game.Move) string {
	return d.id(kindProposal, fmt.Sprintf("%s %s %s %d %v", d.roleID(m.Self), d.g.Actions[m.Action].ID, d.roleID(m.Target), m.Choice, m.Amount))
}

// Asked returns the proposal that the viewer calls by this id among the open
// moves, if the viewer is asked about it.
func (d *Desk) Asked(state *game.State, open []game.Move, id string) (m game.Move, ok bool) {
	return d.AskedIn(d.m.View(state, d.role), open, id)
}

// AskedIn is [Desk.Asked] for who holds a view of the desk's machine and role.
func (d *Desk) AskedIn(gv game.View, open []game.Move, id string) (m game.Move, ok bool) {
	for _, p := range gv.Proposals(open) {
		if !p.Mine && d.proposalID(p.Move) == id {
			return p.Move, true
		}
	}
	return game.Move{}, false
}

// ParseMove is [ParseMove] for the desk's viewer: it also finds the evidence of
// the move "publish", whose id is the viewer's own.
func (d *Desk) ParseMove(m Move) (move game.Move, code string) {
	move, code = ParseMove(d.g, m, d.role)
	if code != "" || !d.g.Actions[move.Action].Publish {
		return move, code
	}
	t, ok := d.things[m.Evidence]
	if !ok || t.kind != kindEvidence {
		return game.Move{}, game.BadChoice.String()
	}
	move.Choice = t.index
	return move, ""
}

// ParseMoves is [ParseMoves] for the desk's viewer.
func (d *Desk) ParseMoves(moves []Move) (parsed []game.Move, at int, code string) {
	return parseAll(moves, d.ParseMove)
}

// MoveOf is the reverse of [Desk.ParseMove].
func (d *Desk) MoveOf(m game.Move) Move {
	out := MoveOf(d.g, m)
	if d.g.Actions[m.Action].Publish {
		out.Evidence = d.evidenceID(m.Choice)
	}
	return out
}

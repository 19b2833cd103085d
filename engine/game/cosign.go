package game

import (
	"slices"

	"demarche/engine/rule"
)

// Proposal is a move that needs others to agree, as one viewer knows it.
type Proposal struct {
	Move Move // without its confirmation
	Mine bool // the viewer made it; else the viewer is asked
}

// Asks reports whether a move is a proposal: somebody beside its mover is asked
// to agree to it.
func (g *Game) Asks(m Move) bool { return g.asked(m) != 0 }

// asked returns those who are asked to agree to a move. The mover is not: who
// proposes has said yes.
func (g *Game) asked(m Move) Mask { return g.Actions[m.Action].Cosign.Of &^ One(m.Self) }

// Proposals returns the proposals among the open moves of all roles that the
// viewer may know of: those it is asked about and its own, in canonical order.
// open are the moves committed so far; the viewer learns nothing of the others.
func (v View) Proposals(open []Move) []Proposal {
	if v.role < 0 || v.s.Ended() {
		return nil
	}
	var out []Proposal
	for _, m := range open {
		mine := m.Self == v.role
		if asked := v.m.Game.asked(m); asked != 0 && (mine || asked.Has(v.role)) {
			out = append(out, Proposal{Move: m.Key(), Mine: mine})
		}
	}
	slices.SortFunc(out, func(a, b Proposal) int { return canonical(a.Move, b.Move) })
	return out
}

// CheckAnswer judges whether the viewer may answer a proposal: it is among the
// open moves, and the viewer is asked.
func (v View) CheckAnswer(open []Move, m Move) Reason {
	for _, p := range v.Proposals(open) {
		if p.Move == m.Key() && !p.Mine {
			return Reason{Slot: -1}
		}
	}
	return Reason{Code: NotAsked, Slot: -1}
}

// Accepts answers a proposal by the condition that the scenario gives for
// computer players and members off the board; says is false if it gives none.
// It may read what the role asked does not see: it is the scenario's own
// knowledge of how that role would answer.
func (m *Machine) Accepts(s *State, move Move, role int32) (yes, says bool) {
	a := &m.Game.Actions[move.Action]
	if !a.Cosign.Accept.Present() {
		return false, false
	}
	b := rule.Bind{Self: role, Target: move.Target, Proposer: move.Self}
	a.bind(move.Choice, &b)
	return m.tru[a.Cosign.Accept](s.V, &b) && !b.Bad, true
}

// poll counts who has agreed to a move. The mover has; a member off the board
// answers by the scenario's condition, or not at all.
func (p *Play) poll(s *State, m Move, ballots []Ballot) settled {
	c := &p.g.Actions[m.Action].Cosign
	if c.Of == 0 {
		return settled{through: true}
	}
	yes := One(m.Self) & c.Of
	for _, b := range ballots {
		if b.Yes && b.Move.Key() == m.Key() && b.Role >= 0 && p.g.asked(m).Has(b.Role) {
			yes |= One(b.Role)
		}
	}
	for i := range p.g.Roles {
		if role := int32(i); p.g.asked(m).Has(role) && !p.g.Roles[i].Seat {
			if ok, _ := p.m.Accepts(s, m, role); ok {
				yes |= One(role)
			}
		}
	}
	return settled{signers: yes, through: c.Optional || yes.Count() >= int(c.AtLeast)}
}

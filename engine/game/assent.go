package game

import (
	"slices"

	"demarche/engine/rule"
)

// Assent is one way in which others must agree to a move. A move with several
// needs all of them.
type Assent struct {
	Kind     AssentKind
	Of       Mask      // who is asked; the mover, if among them, has said yes
	Target   bool      // the target is asked too
	AtLeast  int32     // yeses needed, the mover's included; of Cosign and ByNumber
	Rule     VoteRule  // of a vote
	Secret   bool      // nobody is told who said what
	Unless   rule.Expr // if it is present and holds, nobody needs to agree
	Accept   rule.Expr // answers for computer players and members off the board
	Optional bool      // the move goes through anyway; a yes only makes a signer
}

// AssentKind says how others agree.
type AssentKind uint8

// The kinds of assent.
const (
	Consent AssentKind = iota + 1 // all asked say yes; no answer is no
	Cosign                        // at least so many names; no answer is no
	Vote                          // by a rule
)

// VoteRule says when a vote carries.
type VoteRule uint8

// The rules. Under Unanimity nobody says no and fewer than a third of the
// members abstain; under Consensus nobody objects and silence is a yes; by
// Majority more than half of the members say yes; ByNumber at least so many do.
const (
	Unanimity VoteRule = iota + 1
	Consensus
	Majority
	ByNumber
)

var ruleWords = [...]string{"", "unanimity", "consensus", "majority", "number"}

// String returns the scenario's word.
func (r VoteRule) String() string {
	if int(r) < len(ruleWords) {
		return ruleWords[r]
	}
	return ""
}

// Proposal is a move that needs others to agree, as one viewer knows it.
type Proposal struct {
	Move Move // without its confirmation
	Mine bool // the viewer made it; else the viewer is asked
}

// members are those whose word counts for a move, the mover among them.
func (x *Assent) members(m Move) Mask {
	of := x.Of
	if x.Target && m.Target >= 0 {
		of |= One(m.Target)
	}
	return of
}

// Asks reports whether a move is a proposal: somebody beside its mover is asked
// to agree to it.
func (g *Game) Asks(m Move) bool { return g.Asked(m) != 0 }

// Asked returns those who are asked to agree to a move. The mover is not: who
// proposes has said yes.
func (g *Game) Asked(m Move) Mask {
	var of Mask
	a := &g.Actions[m.Action]
	for i := range a.Assents {
		of |= a.Assents[i].members(m)
	}
	return of &^ One(m.Self)
}

// Secret reports whether nobody is told who agreed to the action.
func (a *Action) Secret() bool {
	return slices.ContainsFunc(a.Assents, func(x Assent) bool { return x.Secret })
}

// secret reports whether a block, -1 being none, belongs to an action that is
// voted on in secret.
func (g *Game) secret(block int32) bool {
	if block < 0 {
		return false
	}
	a := g.ActionOf(block)
	return a != nil && a.Secret()
}

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
		if asked := v.m.Game.Asked(m); asked != 0 && (mine || asked.Has(v.role)) {
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

// Accepts answers a proposal by the conditions that the scenario gives for
// computer players and members off the board: yes if every one that is for this
// role holds; says is false if there is none. They may read what the role asked
// does not see: they are the scenario's own knowledge of how that role would
// answer. It works in the memory of in, which may be nil.
func (m *Machine) Accepts(s *State, move Move, role int32, in *Scratch) (yes, says bool) {
	a := &m.Game.Actions[move.Action]
	if in == nil {
		in = &Scratch{}
	}
	yes = true
	for i := range a.Assents {
		x := &a.Assents[i]
		if !x.Accept.Present() || !x.members(move).Has(role) {
			continue
		}
		yes, says = yes && m.accepts(s, x, move, role, &in.bind), true
	}
	return yes && says, says
}

// accepts sets the registers b anew.
func (m *Machine) accepts(s *State, x *Assent, move Move, role int32, b *rule.Bind) bool {
	*b = rule.Bind{Self: role, Target: move.Target, Proposer: move.Self}
	m.Game.Actions[move.Action].bind(move.Choice, move.Amount, b)
	return m.guard[x.Accept].Holds(s.V, b)
}

// poll counts who has agreed to a move. The mover has; a member off the board
// answers by the scenario's condition, or not at all.
func (p *Play) poll(s *State, m Move, ballots []Ballot) settled {
	a := &p.g.Actions[m.Action]
	all := settled{through: true}
	for i := range a.Assents {
		x := &a.Assents[i]
		signers, carried := p.tally(s, x, m, ballots)
		all.signers |= signers
		all.through = all.through && (carried || x.Optional)
	}
	return all
}

// tally counts one assent: who signs, and whether it carries.
func (p *Play) tally(s *State, x *Assent, m Move, ballots []Ballot) (signers Mask, carried bool) {
	members := x.members(m)
	yes, no := One(m.Self)&members, Mask(0)
	for _, b := range ballots {
		switch asked := members &^ One(m.Self); {
		case b.Role < 0 || b.Move.Key() != m.Key() || !asked.Has(b.Role):
		case b.Yes:
			yes |= One(b.Role)
		default:
			no |= One(b.Role)
		}
	}
	for i := range p.g.Roles {
		role := int32(i)
		if p.g.Roles[i].Seat || role == m.Self || !members.Has(role) || !x.Accept.Present() {
			continue
		}
		p.args = true // of the move
		if p.m.accepts(s, x, m, role, &p.bind) {
			yes |= One(role)
		} else {
			no |= One(role)
		}
	}
	return x.settle(members, yes, no, p.unless(s, x, m))
}

// unless reports whether nobody needs to agree.
func (p *Play) unless(s *State, x *Assent, m Move) bool {
	c := Cause{Kind: CauseMove, Index: p.g.Actions[m.Action].Block, Self: m.Self, Target: m.Target, Choice: m.Choice, Amount: m.Amount}
	p.under(&c)
	return x.Unless.Present() && p.holds(s, x.Unless, c)
}

// settle applies the rule of an assent to what its members said.
func (x *Assent) settle(members, yes, no Mask, unless bool) (signers Mask, carried bool) {
	all, n := members.Count(), yes.Count()
	silent := all - n - no.Count()
	switch {
	case x.Kind == Consent:
		carried = n == all
	case x.Kind == Cosign, x.Rule == ByNumber:
		carried = n >= int(x.AtLeast)
	case x.Rule == Majority:
		carried = 2*n > all
	case x.Rule == Consensus:
		carried, yes = no == 0, members&^no
	default:
		carried = no == 0 && 3*silent < all
	}
	return yes, carried || unless
}

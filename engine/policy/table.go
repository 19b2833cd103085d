package policy

import (
	"fmt"
	"slices"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/source"
)

// Table seats computer players: it knows who plays which role and makes the
// views they choose by. It is the one thing of this room that is handed a
// game.State, and does nothing with it but make views. It is immutable and safe
// for concurrent use.
type Table struct {
	m       *game.Machine
	plan    planned
	players []Policy // by role; nil: nobody sits there
	names   []string
}

// Own is what [Table.Name] says of a role that plays by the weights that the
// scenario gives it.
const Own = "weights"

// NewTable seats a player at every seat of m's game. choice gives policies by
// the id of the role; the one under "" is for all roles that it does not name.
// A role without a choice plays by the policy or the weights of the scenario,
// else by [Default]. A role without a seat plays its plan only. An unknown role
// or policy is an error, with the nearest name.
func NewTable(m *game.Machine, choice map[string]string) (*Table, error) {
	g := m.Game
	s := newStreams(g)
	t := &Table{m: m, plan: planned{&s.minds}, players: make([]Policy, len(g.Roles)), names: make([]string, len(g.Roles))}
	if err := known(g, choice); err != nil {
		return nil, err
	}
	for i := range g.Roles {
		r := &g.Roles[i]
		if !r.Seat {
			continue
		}
		name := chosen(r, choice)
		if name == Own && len(r.Weights) > 0 && g.PolicyOf(Own) < 0 {
			t.players[i], t.names[i] = weighted(s, r.Weights), Own
			continue
		}
		p, err := byName(g, s, name)
		if err == nil {
			err = unseen(g, name, int32(i))
		}
		if err != nil {
			return nil, fmt.Errorf("role %s: %w", r.ID, err)
		}
		t.players[i], t.names[i] = p, name
	}
	return t, nil
}

// chosen returns the name of the policy that plays a role.
func chosen(r *game.Role, choice map[string]string) string {
	if name, ok := choice[r.ID]; ok {
		return name
	}
	if name, ok := choice[""]; ok {
		return name
	}
	switch {
	case r.Policy != "":
		return r.Policy
	case len(r.Weights) > 0:
		return Own
	}
	return Default
}

// unseen reports why a policy of the scenario cannot play a role: it would know
// more than the role does.
func unseen(g *game.Game, name string, role int32) error {
	i := g.PolicyOf(name)
	if i < 0 || g.Policies[i].Unseen[role] < 0 {
		return nil
	}
	return fmt.Errorf("policy %q reads %s, which %s does not see", name, g.Slots[g.Policies[i].Unseen[role]].Path, g.Roles[role].ID)
}

// known reports the first role, in the order of their ids, that cannot be given
// a policy.
func known(g *game.Game, choice map[string]string) error {
	var seats, all []string
	for i := range g.Roles {
		all = append(all, g.Roles[i].ID)
		if g.Roles[i].Seat {
			seats = append(seats, g.Roles[i].ID)
		}
	}
	var ids []string
	for id := range choice {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		switch {
		case id == "" || slices.Contains(seats, id):
		case slices.Contains(all, id):
			return fmt.Errorf("role %s has no seat: it plays its plan only", id)
		default:
			mend := source.DidYouMean(id, seats)
			if mend == "" {
				mend = "seats are " + strings.Join(seats, ", ")
			}
			return fmt.Errorf("scenario %s has no role %q (%s)", g.ID, id, mend)
		}
	}
	return nil
}

// Name returns the name of the policy that plays a role, "" if nobody does.
func (t *Table) Name(role int32) string { return t.names[role] }

// Moves returns the moves of a role in this state, after Open and before
// Adjudicate: what its plan says, then what its policy adds. They pass
// [game.View.Check] together. nil: it does nothing.
func (t *Table) Moves(s *game.State, role int32, luck chance.Luck) []game.Move {
	return t.append(s, role, luck, nil)
}

// Learns returns what the player of a role remembers anew with the moves that it
// makes in this state; nil if nothing.
func (t *Table) Learns(s *game.State, role int32) []game.Learnt {
	return t.learn(s, role, nil)
}

func (t *Table) learn(s *game.State, role int32, dst []game.Learnt) []game.Learnt {
	if p, ok := t.players[role].(Learner); ok {
		return p.Learns(t.m.View(s, role), dst)
	}
	return dst
}

// Orders returns the moves of all roles with what was learnt, and then their
// answers to the proposals among them, in canonical order.
func (t *Table) Orders(s *game.State, luck chance.Luck) game.Orders {
	var o game.Orders
	for role := range t.players {
		o.Moves = append(o.Moves, t.append(s, int32(role), luck, nil)...)
		o.Learnt = t.learn(s, int32(role), o.Learnt)
	}
	for role := range t.players {
		o.Ballots = append(o.Ballots, t.Answers(s, int32(role), luck, o.Moves)...)
	}
	t.m.Game.Sort(&o)
	return o
}

// Answers returns what a role says to the proposals among the open moves of all
// roles: as the scenario's own condition says, else as its policy does. A role
// without a seat answers nothing here: the game asks for it when it counts.
func (t *Table) Answers(s *game.State, role int32, luck chance.Luck, open []game.Move) []game.Ballot {
	player := t.players[role]
	if player == nil {
		return nil
	}
	v := t.m.View(s, role)
	var out []game.Ballot
	for _, p := range v.Proposals(open) {
		if p.Mine {
			continue
		}
		yes, says := t.m.Accepts(s, p.Move, role)
		if !says {
			yes, says = player.Answer(v, luck, p)
		}
		if says {
			out = append(out, game.Ballot{Move: p.Move, Role: role, Yes: yes})
		}
	}
	return out
}

func (t *Table) append(s *game.State, role int32, luck chance.Luck, dst []game.Move) []game.Move {
	v := t.m.View(s, role)
	dst = t.plan.Moves(v, luck, dst)
	if p := t.players[role]; p != nil {
		dst = p.Moves(v, luck, dst)
	}
	return dst
}

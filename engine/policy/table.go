package policy

import (
	"fmt"
	"slices"
	"strings"
	"sync"

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
	learns  []bool    // by role
	asks    bool      // some action needs others to agree
	desks   sync.Pool // of *desk
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
	t := &Table{m: m, plan: planned{&s.minds}, players: make([]Policy, len(g.Roles)), names: make([]string, len(g.Roles)), learns: make([]bool, len(g.Roles))}
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
			t.players[i], t.names[i] = weighted(g, s, r.Weights), Own
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
		_, t.learns[i] = p.(Learner)
	}
	for i := range g.Actions {
		t.asks = t.asks || len(g.Actions[i].Assents) > 0
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
	d := t.open()
	defer t.close(d)
	return t.append(t.m.View(s, role).In(&d.scratch), luck, nil)
}

// Learns returns what the player of a role remembers anew with the moves that it
// makes in this state; nil if nothing.
func (t *Table) Learns(s *game.State, role int32) []game.Learnt {
	return t.learn(t.m.View(s, role), nil)
}

func (t *Table) learn(v game.View, dst []game.Learnt) []game.Learnt {
	if p, ok := t.players[v.Role()].(Learner); ok {
		return p.Learns(v, dst)
	}
	return dst
}

// Orders returns the moves of all roles with what was learnt, and then their
// answers to the proposals among them, in canonical order.
func (t *Table) Orders(s *game.State, luck chance.Luck) game.Orders {
	var o game.Orders
	t.Fill(&o, s, luck)
	return o
}

// Fill is [Table.Orders] in the memory of o: once that has grown, nothing is
// allocated.
func (t *Table) Fill(o *game.Orders, s *game.State, luck chance.Luck) {
	o.Moves, o.Learnt, o.Ballots = o.Moves[:0], o.Learnt[:0], o.Ballots[:0]
	d := t.open()
	defer t.close(d)
	for role := range t.players {
		v := t.m.View(s, int32(role)).In(&d.scratch)
		d.moves = t.append(v, luck, d.moves[:0])
		o.Moves = append(o.Moves, d.moves...)
		if t.learns[role] {
			o.Learnt = t.learn(v, o.Learnt)
		}
	}
	if t.asks && slices.ContainsFunc(o.Moves, t.m.Game.Asks) {
		for role := range t.players {
			o.Ballots = t.answer(t.m.View(s, int32(role)).In(&d.scratch), s, luck, o.Moves, o.Ballots)
		}
	}
	t.m.Game.Sort(o)
}

// desk is where players of a table work.
type desk struct {
	scratch game.Scratch
	moves   []game.Move
}

func (t *Table) open() *desk {
	if d, ok := t.desks.Get().(*desk); ok {
		return d
	}
	return &desk{}
}

func (t *Table) close(d *desk) { t.desks.Put(d) }

// Answers returns what a role says to the proposals among the open moves of all
// roles: as the scenario's own condition says, else as its policy does. A role
// without a seat answers nothing here: the game asks for it when it counts.
func (t *Table) Answers(s *game.State, role int32, luck chance.Luck, open []game.Move) []game.Ballot {
	d := t.open()
	defer t.close(d)
	o := game.Orders{Ballots: t.answer(t.m.View(s, role).In(&d.scratch), s, luck, open, nil)}
	t.m.Game.Sort(&o)
	return o.Ballots
}

// answer appends what the viewer's role says.
func (t *Table) answer(v game.View, s *game.State, luck chance.Luck, open []game.Move, dst []game.Ballot) []game.Ballot {
	role := v.Role()
	player := t.players[role]
	if player == nil || s.Ended() {
		return dst
	}
	for _, m := range open {
		if m.Self == role || !t.m.Game.Asked(m).Has(role) {
			continue
		}
		p := game.Proposal{Move: m.Key()}
		yes, says := t.m.Accepts(s, p.Move, role, v.Scratch())
		if !says {
			yes, says = player.Answer(v, luck, p)
		}
		if says {
			dst = append(dst, game.Ballot{Move: p.Move, Role: role, Yes: yes})
		}
	}
	return dst
}

func (t *Table) append(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	dst = t.plan.Moves(v, luck, dst)
	if p := t.players[v.Role()]; p != nil {
		dst = p.Moves(v, luck, dst)
	}
	return dst
}

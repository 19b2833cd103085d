package agent

import (
	"cmp"
	"errors"
	"slices"
	"sync"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/wire"
)

// Rest plays the roles that no agent plays. [policy.Table] is one.
type Rest interface {
	Name(role int32) string
	Moves(s *game.State, role int32, luck chance.Luck) []game.Move
	Learns(s *game.State, role int32) []game.Learnt
	Answers(s *game.State, role int32, luck chance.Luck, open []game.Move) []game.Ballot
}

// Table seats agents beside others. An agent plays its role alone, as a person
// does: what the scenario plans for the role is shown to it as advice. All agents
// are asked at once, first for moves, then for answers to proposals; nobody sees
// what another one said before all have, and the order in which they answer does
// not matter. A table belongs to one play.
type Table struct {
	m     *game.Machine
	rest  Rest
	seats []*Seat // by role; nil: the rest plays it
}

// NewTable seats agents, each in a role of its own.
func NewTable(m *game.Machine, rest Rest, seats ...*Seat) *Table {
	t := &Table{m: m, rest: rest, seats: make([]*Seat, len(m.Game.Roles))}
	for _, x := range seats {
		t.seats[x.role] = x
	}
	return t
}

// Name returns who plays a role.
func (t *Table) Name(role int32) string {
	if x := t.seats[role]; x != nil {
		return x.Name()
	}
	return t.rest.Name(role)
}

// Opened tells the agents what the opening of a turn brought; l must stand until
// [Table.Closed].
func (t *Table) Opened(l *game.Ledger) { t.each(func(x *Seat) { x.Opened(l) }) }

// Orders returns the orders of all roles in canonical order, after Open and before
// Adjudicate. The state must not change meanwhile.
func (t *Table) Orders(s *game.State, luck chance.Luck) game.Orders {
	var o game.Orders
	moves := make([][]game.Move, len(t.seats))
	t.atOnce(func(x *Seat) { moves[x.role] = x.Moves(t.m.View(s, x.role), luck, nil) })
	for role := range t.seats {
		if t.seats[role] == nil {
			moves[role] = t.rest.Moves(s, int32(role), luck)
			o.Learnt = append(o.Learnt, t.rest.Learns(s, int32(role))...)
		}
		o.Moves = append(o.Moves, moves[role]...)
	}
	beside := t.beside()
	ballots := make([][]game.Ballot, len(t.seats))
	t.atOnce(func(x *Seat) {
		accepts := func(m game.Move) (yes, says bool) { return t.m.Accepts(s, m, x.role, nil) }
		ballots[x.role] = x.Answers(t.m.View(s, x.role), luck, o.Moves, beside, accepts)
	})
	for role := range t.seats {
		if t.seats[role] == nil {
			ballots[role] = t.rest.Answers(s, int32(role), luck, o.Moves)
		}
		o.Ballots = append(o.Ballots, ballots[role]...)
	}
	t.m.Game.Sort(&o)
	return o
}

// Closed tells the agents what the adjudication of a turn brought, and at the end
// of the game how it ended.
func (t *Table) Closed(s *game.State, l *game.Ledger) {
	beside := t.beside()
	t.each(func(x *Seat) { x.Closed(s, l, beside) })
}

// beside is what agents wrote beside the moves of this turn.
func (t *Table) beside() []wire.Said {
	var out []wire.Said
	t.each(func(x *Seat) { out = append(out, x.beside()...) })
	return out
}

// beside is what the agent wrote beside its moves.
func (x *Seat) beside() []wire.Said {
	var out []wire.Said
	for i, m := range x.moves {
		if x.mine[i].Text != "" {
			out = append(out, wire.Said{Move: m, Words: x.mine[i].Text})
		}
	}
	return out
}

// Facts returns what the agents did since it was called last: role by role, in
// the order in which they were asked. The error says that answers could not be
// stored.
func (t *Table) Facts() ([]Fact, error) {
	var out []Fact
	var errs []error
	t.each(func(x *Seat) {
		facts, err := x.Facts()
		// What comes too late comes when it will: it stands behind what was asked
		// in its turn.
		slices.SortStableFunc(facts, func(a, b Fact) int {
			return cmp.Or(cmp.Compare(a.Turn, b.Turn), cmp.Compare(behind(a), behind(b)))
		})
		out, errs = append(out, facts...), append(errs, err)
	})
	return out, errors.Join(errs...)
}

// behind is 1 for what came too late, else 0.
func behind(f Fact) int {
	if f.Status == Late {
		return 1
	}
	return 0
}

func (t *Table) each(do func(*Seat)) {
	for _, x := range t.seats {
		if x != nil {
			do(x)
		}
	}
}

// atOnce does something for all agents at the same time. An agent that plays
// several seats is asked in their order, so that its own dice fall the same again.
func (t *Table) atOnce(do func(*Seat)) {
	var all sync.WaitGroup
	t.each(func(x *Seat) {
		asked := make(chan struct{})
		x.asked = sync.OnceFunc(func() { close(asked) })
		all.Go(func() {
			do(x)
			x.asked() // nothing was to be asked
		})
		if x.shared {
			<-asked
		}
	})
	all.Wait()
}

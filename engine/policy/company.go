package policy

import (
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// company is who sits at the table in the worlds that a player imagines, by role;
// nil: nobody does, or only the plan plays.
type company struct {
	plan    planned
	players []Policy
}

// quiet is a company that does nothing but what its plans say, and answers
// proposals with care.
func quiet(g *game.Game, s *streams) *company {
	c := &company{plan: planned{&s.minds}, players: make([]Policy, len(g.Roles))}
	for i := range g.Roles {
		if g.Roles[i].Seat {
			c.players[i] = listener{}
		}
	}
	return c
}

// listener makes no move, and answers with care.
type listener struct{ hold }

func (listener) Answer(v game.View, luck chance.Luck, p game.Proposal) (yes, says bool) {
	return soberly(v, luck, p), true
}

// room is memory for turns that are played in a world.
type room struct {
	world   game.World
	scratch game.Scratch
	orders  game.Orders
	moves   []game.Move
}

// turn plays one turn of the world: self makes these moves, if they are its own to
// say, and the company all others. Whoever is asked to agree answers.
func (c *company) turn(r *room, luck chance.Luck, self int32, own []game.Move) {
	o := &r.orders
	o.Moves, o.Ballots, o.Learnt = o.Moves[:0], o.Ballots[:0], o.Learnt[:0]
	asks := false
	for i := range c.players {
		role := int32(i)
		if role == self {
			o.Moves = append(o.Moves, own...)
			continue
		}
		v := r.world.View(role).In(&r.scratch)
		r.moves = c.plan.Moves(v, luck, r.moves[:0])
		if p := c.players[i]; p != nil {
			r.moves = p.Moves(v, luck, r.moves)
		}
		o.Moves = append(o.Moves, r.moves...)
	}
	for _, m := range o.Moves {
		asks = asks || r.world.View(m.Self).Game().Asks(m)
	}
	if asks {
		c.answers(r, luck)
	}
	r.world.Pass(*o)
}

// answers has everybody answer the proposals among the orders.
func (c *company) answers(r *room, luck chance.Luck) {
	for i, p := range c.players {
		role := int32(i)
		if p == nil {
			continue
		}
		v := r.world.View(role).In(&r.scratch)
		for _, m := range r.orders.Moves {
			if m.Self == role || !v.Game().Asked(m).Has(role) || r.said(m, role) {
				continue
			}
			yes, says := r.world.Accepts(m.Key(), role)
			if !says {
				yes, says = p.Answer(v, luck, game.Proposal{Move: m.Key()})
			}
			if says {
				r.orders.Ballots = append(r.orders.Ballots, game.Ballot{Move: m.Key(), Role: role, Yes: yes})
			}
		}
	}
}

// said reports whether an answer stands already.
func (r *room) said(m game.Move, role int32) bool {
	return slices.ContainsFunc(r.orders.Ballots, func(b game.Ballot) bool { return b.Role == role && b.Move == m.Key() })
}

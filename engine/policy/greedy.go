package policy

import (
	"sync"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// greedy looks one turn ahead. For doing nothing and for each legal move it asks
// what the game is worth to its role at the next choice, in a few worlds that it
// holds possible (see [game.World]), in which the others do nothing but what their
// plans say and everybody answers as cautious does. It takes what is worth most
// in the mean; a race decides among equals. All moves are tried in the same
// worlds with the same luck.
type greedy struct {
	streams *streams
	others  *company
	draws   chance.Stream
	minds   []sync.Pool // of *thought, by role: a world is that of one viewer
}

// greedyWorlds is in how many worlds each move is tried.
const greedyWorlds = 8

func newGreedy(g *game.Game, s *streams) *greedy {
	return &greedy{streams: s, others: quiet(g, s), draws: chance.Name("policy", "greedy world"), minds: make([]sync.Pool, len(g.Roles))}
}

// think hands out memory to think with.
func think(minds []sync.Pool, role int32) *thought {
	if t, ok := minds[role].Get().(*thought); ok {
		return t
	}
	return &thought{}
}

// Moves implements [Policy].
func (p *greedy) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	if v.Role() < 0 || len(dst) >= moves {
		return dst
	}
	t := think(p.minds, v.Role())
	defer p.minds[v.Role()].Put(t)
	t.candidates(v, dst)
	if len(t.moves) > 1 {
		for k := range greedyWorlds {
			w := worldLuck(p.draws, v, luck, k)
			v.Imagine(&t.world, w)
			for i := range t.moves {
				t.world.Reset()
				p.others.turn(&t.room, w, v.Role(), t.own(i, dst))
				t.sums[i] += t.world.Worth()
			}
		}
	}
	if i := t.best(v, luck, p.streams); t.moves[i].Action >= 0 {
		dst = append(dst, t.moves[i])
	}
	return dst
}

// Answer implements [Policy]: it says what is worth more a turn later, the others
// saying yes; if it is all the same it answers as cautious does.
func (p *greedy) Answer(v game.View, luck chance.Luck, asked game.Proposal) (yes, says bool) {
	if asked.Mine || v.Role() < 0 {
		return false, false
	}
	t := think(p.minds, v.Role())
	defer p.minds[v.Role()].Put(t)
	gain := 0.0
	for k := range greedyWorlds {
		w := worldLuck(p.draws, v, luck, k)
		v.Imagine(&t.world, w)
		gain += t.proposed(asked.Move, v.Role(), true) - t.proposed(asked.Move, v.Role(), false)
	}
	if gain > even || gain < -even {
		return gain > 0, true
	}
	return soberly(v, luck, asked), true
}

// proposed is what the world is worth a turn later if a proposal is all that is
// done in it, everybody else who is asked saying yes and the viewer this.
func (t *thought) proposed(m game.Move, self int32, yes bool) float64 {
	t.world.Reset()
	o := &t.orders
	o.Moves, o.Ballots, o.Learnt = append(o.Moves[:0], m), o.Ballots[:0], o.Learnt[:0]
	g := t.world.View(self).Game()
	for r := range g.Roles {
		if role := int32(r); g.Asked(m).Has(role) {
			o.Ballots = append(o.Ballots, game.Ballot{Move: m, Role: role, Yes: role != self || yes})
		}
	}
	t.world.Pass(*o)
	return t.world.Worth()
}

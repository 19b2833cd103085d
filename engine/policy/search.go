package policy

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// search plays on. It spends a fixed number of playouts a turn: in a world that it
// holds possible it makes one of its moves, and from there everybody, itself too,
// plays by a fast player for a few turns; then it asks what the game is worth to
// its role.
//
// The playouts go to the moves by sequential halving (Z. Karnin, T. Koren and
// O. Somekh, Almost Optimal Exploration in Multi-Armed Bandits, ICML 2013): in
// each of about log2(moves) rounds all moves that are still in get the same number
// of playouts, and the better half goes on. It is flat Monte Carlo over
// determinised worlds (M. L. Ginsberg, GIB: Imperfect Information in a
// Computationally Challenging Game, JAIR 14, 2001; its weakness, that every world
// is played as if it were known, is described by I. Frank and D. Basin, Artificial
// Intelligence 100, 1998). All moves are tried in the same worlds with the same
// luck, so that what differs is what they do. If there are more moves than half the
// playouts, so many of them are drawn first.
type search struct {
	greedy
	all    *company // who plays on
	budget int
}

// Playouts is the budget of search a turn; "search:1000" has another.
const Playouts = 200

// horizon is how many turns a playout goes on after the move.
const horizon = 3

// budget reads the number of playouts of a name such as "search:1000"; ok is
// false if it is no name of search.
func budget(name string) (n int, ok bool) {
	text, more := strings.CutPrefix(name, Search+":")
	if !more {
		return Playouts, name == Search
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 1 && n <= 1_000_000
}

func newSearch(g *game.Game, s *streams, n int) *search {
	x := &search{greedy: *newGreedy(g, s), all: &company{plan: planned{&s.minds}, players: make([]Policy, len(g.Roles))}, budget: n}
	x.draws = chance.Name("policy", "search world")
	for i := range g.Roles {
		if g.Roles[i].Seat {
			x.all.players[i] = &picker{streams: s, weigh: cautiously, answer: soberly}
		}
	}
	return x
}

// Moves implements [Policy].
func (p *search) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	if v.Role() < 0 || len(dst) >= moves {
		return dst
	}
	t := think(p.minds, v.Role())
	defer p.minds[v.Role()].Put(t)
	t.candidates(v, dst)
	t.shuffle(v, luck, p.streams, max(1, p.budget/2))
	for world, left := 0, p.budget; len(t.alive) > 1 && left >= len(t.alive); {
		n := max(1, left/(rounds(len(t.alive))*len(t.alive)))
		for range n {
			p.try(t, v, worldLuck(p.draws, v, luck, world), dst)
			world++
			left -= len(t.alive)
			if left < len(t.alive) {
				break
			}
		}
		t.halve()
	}
	if i := t.best(v, luck, p.streams); t.moves[i].Action >= 0 {
		dst = append(dst, t.moves[i])
	}
	return dst
}

// rounds is how often n candidates can be halved until one is left.
func rounds(n int) int {
	k := 0
	for ; n > 1; n = (n + 1) / 2 {
		k++
	}
	return max(k, 1)
}

// try plays on from every candidate that is in, in one world.
func (p *search) try(t *thought, v game.View, luck chance.Luck, stand []game.Move) {
	v.Imagine(&t.world, luck)
	for _, i := range t.alive {
		t.world.Reset()
		p.all.turn(&t.room, luck, v.Role(), t.own(i, stand))
		for k := 0; k < horizon && !t.world.Ended(); k++ {
			p.all.turn(&t.room, luck, -1, nil)
		}
		t.sums[i] += t.world.Worth()
	}
}

// halve keeps the better half of the candidates that are in; of equals those that
// were drawn first.
func (t *thought) halve() {
	slices.SortStableFunc(t.alive, func(a, b int) int { return cmp.Compare(t.sums[b], t.sums[a]) })
	t.alive = t.alive[:(len(t.alive)+1)/2]
}

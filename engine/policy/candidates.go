package policy

import (
	"cmp"
	"math"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// thought is memory for one choice among candidates.
type thought struct {
	room
	moves []game.Move // candidates; the one with Action -1 is doing nothing
	sums  []float64   // worth, summed over worlds
	alive []int       // candidates that are still in, by place
	set   []game.Move // moves to be judged, or made, together
}

// nothing stands for making no move.
func nothing(self int32) game.Move { return game.Move{Action: -1, Self: self, Target: -1} }

// mostWords is in how many ways of wording it an option is tried: the first that
// are legal.
const mostWords = 32

// candidates lists doing nothing and every legal move beside those that stand: an
// option in its words, and with the lowest, the middle and the highest amount that
// is legal.
func (t *thought) candidates(v game.View, stand []game.Move) {
	t.moves = append(t.moves[:0], nothing(v.Role()))
	open := v.Playable()
	for i := range open {
		o := &open[i]
		a := &v.Game().Actions[o.Action]
		last := a.Combinations()
		if a.Publish {
			last = o.Choice + 1
		}
		for choice, tried := o.Choice, 0; choice < last && tried < mostWords; choice++ {
			m := o.Move(v.Role())
			m.Choice = choice
			if t.candidate(v, m, stand) {
				tried++
			}
			if n := v.AmountSteps(m.Action); n > 1 {
				t.amounts(v, m, n, stand)
			}
		}
	}
	t.sums, t.alive = t.sums[:0], t.alive[:0]
	for i := range t.moves {
		t.sums, t.alive = append(t.sums, 0), append(t.alive, i)
	}
}

// shuffle puts the candidates in an order that is drawn, by a number for each, and
// leaves the first n in.
func (t *thought) shuffle(v game.View, luck chance.Luck, s *streams, n int) {
	hand, turn := luck.Hand(), uint32(v.Turn())
	drawn := func(i int) float64 { return hand.Unit(s.of(v.Game(), t.moves[i]), turn, 1) }
	slices.SortStableFunc(t.alive, func(a, b int) int { return cmp.Compare(drawn(b), drawn(a)) })
	t.alive = t.alive[:min(n, len(t.alive))]
}

// candidate adds a move if it is legal beside those that stand.
func (t *thought) candidate(v game.View, m game.Move, stand []game.Move) bool {
	m = confirmed(v, m)
	t.set = append(append(t.set[:0], stand...), m)
	if v.Fits(t.set) {
		t.moves = append(t.moves, m)
		return true
	}
	return false
}

// amounts adds a move with the middle of the n amounts that there are, and with
// the highest that is legal.
func (t *thought) amounts(v game.View, m game.Move, n int, stand []game.Move) {
	high := n - 1
	for ; high > 0; high-- {
		if m.Amount = v.AmountAt(m.Action, high); t.candidate(v, m, stand) {
			break
		}
	}
	if middle := high / 2; middle > 0 {
		m.Amount = v.AmountAt(m.Action, middle)
		t.candidate(v, m, stand)
	}
}

// own is the i-th candidate beside what stands.
func (t *thought) own(i int, stand []game.Move) []game.Move {
	t.set = append(t.set[:0], stand...)
	if t.moves[i].Action >= 0 {
		t.set = append(t.set, t.moves[i])
	}
	return t.set
}

// even is how near two worths are that count as equal.
const even = 1e-9

// best returns the candidate with the highest sum among those that are in; of
// equals the one that wins a race, each with a number of its own.
func (t *thought) best(v game.View, luck chance.Luck, s *streams) int {
	top := math.Inf(-1)
	for _, i := range t.alive {
		top = max(top, t.sums[i])
	}
	r, best := newRace(luck, v.Turn()), 0
	for _, i := range t.alive {
		if t.sums[i] >= top-even*(1+math.Abs(top)) && r.runs(s.of(v.Game(), t.moves[i]), 1) {
			best = i
		}
	}
	return best
}

// of names the draw of a candidate.
func (s *streams) of(g *game.Game, m game.Move) chance.Stream {
	switch {
	case m.Action < 0:
		return s.pass.Of(g.Roles[m.Self].Key)
	case len(s.choice[m.Action]) > 0:
		return named(s.choice[m.Action][m.Choice], g, m.Self, m.Target)
	}
	return named(s.act[m.Action], g, m.Self, m.Target)
}

// worldLuck is the luck of the n-th world that a role imagines in a turn: drawn,
// so that a play can be repeated, under a name of its own, so that it is not what
// the game has in store.
func worldLuck(st chance.Stream, v game.View, luck chance.Luck, n int) chance.Luck {
	st = st.Of(v.Game().Roles[v.Role()].Key)
	return chance.Luck{Seed: chance.Seed(luck.Bits(st, uint32(v.Turn()), uint32(n)) >> 11)}
}

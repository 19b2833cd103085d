package sit

import (
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// Dice draws one number after another, for tests that play at random.
type Dice struct {
	luck chance.Luck
	n    uint32
}

// NewDice returns the dice of a seed.
func NewDice(seed uint64) *Dice { return &Dice{luck: chance.Luck{Seed: chance.Seed(seed)}} }

// Unit returns a number in [0, 1).
func (d *Dice) Unit() float64 {
	d.n++
	return d.luck.Unit(chance.Name("test", "dice"), 0, d.n)
}

// N returns a whole number from 0 to n-1.
func (d *Dice) N(n int) int { return int(d.Unit() * float64(n)) }

// Orders returns legal moves at random for every role: up to three each,
// temptations and crossings included.
func (d *Dice) Orders(m *game.Machine, s *game.State) game.Orders {
	var o game.Orders
	for role := range m.Game.Roles {
		v := m.View(s, int32(role))
		options := v.Options(nil)
		var mine []game.Move
		for range d.N(4) {
			if len(options) == 0 {
				break
			}
			move := options[d.N(len(options))].Move(int32(role))
			move.Confirm = true
			if n := int(m.Game.Actions[move.Action].Combinations()); n > 1 {
				move.Choice = int32(d.N(n))
			}
			if n := v.AmountSteps(move.Action); m.Game.Actions[move.Action].Amount.On {
				move.Amount = v.AmountAt(move.Action, d.N(n))
			}
			mine = append(mine, move)
			if v.Check(mine) != nil {
				mine = mine[:len(mine)-1]
			}
		}
		o.Moves = append(o.Moves, mine...)
	}
	o.Ballots = d.ballots(m, s, o.Moves)
	return o
}

// ballots answers some of the proposals among the moves, some by yes.
func (d *Dice) ballots(m *game.Machine, s *game.State, moves []game.Move) []game.Ballot {
	var out []game.Ballot
	for role := range m.Game.Roles {
		for _, p := range m.View(s, int32(role)).Proposals(moves) {
			if !p.Mine && d.N(3) > 0 {
				out = append(out, game.Ballot{Move: p.Move, Role: int32(role), Yes: d.N(3) > 0})
			}
		}
	}
	return out
}

// Act applies an act of the facilitator at random, if one is possible, and
// returns it.
func (d *Dice) Act(p *game.Play, s *game.State, m *game.Machine) (a game.Act, done bool) {
	if len(m.Game.Injects) == 0 || d.N(3) > 0 {
		return a, false
	}
	forms := game.Acts()
	a = game.Act{Kind: forms[d.N(len(forms))].Kind, Inject: int32(d.N(len(m.Game.Injects)))}
	return a, p.Act(s, a) == game.OK
}

// Shuffle puts orders into another order of arrival. In a sequential game the
// moves of one role keep theirs, which is part of its orders.
func (d *Dice) Shuffle(g *game.Game, o *game.Orders) {
	if g.Sequential {
		defer inOrder(o, slices.Clone(o.Moves))
	}
	for i := len(o.Moves) - 1; i > 0; i-- {
		j := d.N(i + 1)
		o.Moves[i], o.Moves[j] = o.Moves[j], o.Moves[i]
	}
	for i := len(o.Ballots) - 1; i > 0; i-- {
		j := d.N(i + 1)
		o.Ballots[i], o.Ballots[j] = o.Ballots[j], o.Ballots[i]
	}
}

// inOrder puts the moves of each role back into the order of before, at the
// places that they have now.
func inOrder(o *game.Orders, before []game.Move) {
	for i := range o.Moves {
		at := slices.IndexFunc(before, func(m game.Move) bool { return m.Self == o.Moves[i].Self })
		o.Moves[i] = before[at]
		before = slices.Delete(before, at, at+1)
	}
}

package sit

import (
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
			p := options[d.N(len(options))]
			mine = append(mine, game.Move{Action: p.Action, Self: int32(role), Target: p.Target, Confirm: true})
			if v.Check(mine) != nil {
				mine = mine[:len(mine)-1]
			}
		}
		o.Moves = append(o.Moves, mine...)
	}
	return o
}

// Shuffle puts moves into another order.
func (d *Dice) Shuffle(moves []game.Move) {
	for i := len(moves) - 1; i > 0; i-- {
		j := d.N(i + 1)
		moves[i], moves[j] = moves[j], moves[i]
	}
}

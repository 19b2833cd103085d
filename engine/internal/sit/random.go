package sit

import (
	"math"
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
	o.Learnt = d.learnt(m)
	return o
}

// learnt draws what computer players remember anew: some of the numbers of their
// memories.
func (d *Dice) learnt(m *game.Machine) []game.Learnt {
	var out []game.Learnt
	for i := range m.Game.Slots {
		if m.Game.Slots[i].Kind == game.KindMemory && d.N(3) == 0 {
			out = append(out, game.Learnt{Slot: int32(i), Value: float64(d.N(7)) / 2})
		}
	}
	return out
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

// Act applies an act on an inject at random, if one is possible, and returns it.
func (d *Dice) Act(p *game.Play, s *game.State, m *game.Machine) (a game.Act, done bool) {
	if len(m.Game.Injects) == 0 || d.N(3) > 0 {
		return a, false
	}
	kinds := []game.ActKind{game.ActInject, game.ActHold, game.ActRelease}
	a = game.Act{Kind: kinds[d.N(len(kinds))], Inject: int32(d.N(len(m.Game.Injects)))}
	return a, p.Act(s, a) == game.OK
}

// Meddle applies an act of any kind at random, if one is possible, and returns
// it.
func (d *Dice) Meddle(p *game.Play, s *game.State, m *game.Machine) (a game.Act, done bool) {
	forms := game.Acts()
	f := forms[d.N(len(forms))]
	a.Kind = f.Kind
	switch f.About {
	case game.AboutInject:
		if len(m.Game.Injects) == 0 {
			return a, false
		}
		a.Inject = int32(d.N(len(m.Game.Injects)))
	case game.AboutDraw:
		open := m.Drawables(s)
		if len(open) == 0 {
			return a, false
		}
		a.Draw = d.forced(m, s, open[d.N(len(open))])
		if a.Kind == game.ActUnforce && len(s.Forced) > 0 {
			a.Draw = s.Forced[d.N(len(s.Forced))]
		}
	case game.AboutGift:
		if len(m.Game.Evidence) == 0 {
			return a, false
		}
		a.Gift = d.gift(m, s)
	case game.AboutNumber:
		a.Slot = int32(d.N(len(m.Game.Slots)))
		a.Value = d.value(m, s, a.Slot)
	}
	return a, p.Act(s, a) == game.OK
}

// forced decides a draw at random, in this turn or the next.
func (d *Dice) forced(m *game.Machine, s *game.State, x game.Drawable) game.Forced {
	f := game.Forced{Turn: s.Turn() + int32(d.N(2)), DrawName: game.DrawName{Kind: x.Kind, Of: x.Of, Self: -1, Target: -1}}
	if len(x.Roles) > 0 {
		f.Self = x.Roles[d.N(len(x.Roles))]
	}
	if len(x.Targets) > 0 {
		f.Target = x.Targets[d.N(len(x.Targets))]
	}
	f.Pick = int32(d.N(len(m.Game.Ways(f.DrawName))))
	return f
}

// Share lets a role share evidence at random, if it may, and returns the gift.
func (d *Dice) Share(p *game.Play, s *game.State, m *game.Machine) (x game.Gift, done bool) {
	if len(m.Game.Evidence) == 0 {
		return x, false
	}
	x = d.gift(m, s)
	a := game.Act{Kind: game.ActShare, Gift: x}
	return x, m.CheckAct(s, a) == game.OK && p.Act(s, a) == game.OK
}

// gift gives evidence at random: often what the role holds, to somebody to whom
// it may go, by a proposal if it takes one.
func (d *Dice) gift(m *game.Machine, s *game.State) game.Gift {
	x := game.Gift{Self: int32(d.N(len(m.Game.Roles))), Evidence: int32(d.N(len(m.Game.Evidence)))}
	v := m.View(s, x.Self)
	var open []game.Move
	for _, o := range v.Options(nil) {
		if move := o.Move(x.Self); o.Code == game.OK && m.Game.Asks(move) {
			open = append(open, move)
		}
	}
	if len(open) > 0 && d.N(2) == 0 {
		x.Rides, x.On = true, open[d.N(len(open))]
		open = []game.Move{x.On}
	} else {
		open = nil
	}
	x.To = game.One(int32(d.N(len(m.Game.Roles))))
	if may := v.Shareables(open); len(may) > 0 {
		one := may[d.N(len(may))]
		x.Evidence = one.Evidence
		if d.N(3) > 0 {
			x.To = one.To
		}
		if x.To == 0 || one.Beyond != 0 && d.N(3) == 0 {
			x.To |= one.Beyond
			x.Confirm = d.N(4) > 0
		}
	}
	return x
}

// value is a number that a slot may hold.
func (d *Dice) value(m *game.Machine, s *game.State, slot int32) float64 {
	lo, hi := m.Game.Limits(s, slot)
	lo, hi = max(lo, -100), min(hi, 200)
	x := lo + float64(d.Unit()*(hi-lo))
	if m.Game.Slots[slot].Whole {
		return math.Round(x)
	}
	return x
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
	for i := len(o.Learnt) - 1; i > 0; i-- {
		j := d.N(i + 1)
		o.Learnt[i], o.Learnt[j] = o.Learnt[j], o.Learnt[i]
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

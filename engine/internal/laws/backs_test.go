package laws_test

import (
	"math"
	"sync/atomic"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/bench/reference"
	"demarche/engine/internal/sit"
	"demarche/engine/rule"
)

// TestBackEndsPlayTheSameGames plays every game by the walker, by closures and
// by fused closures, with and without a recorder, acts of every kind between: after each part of a turn all
// stand in the same state, and all have told the same.
func TestBackEndsPlayTheSameGames(t *testing.T) {
	each(t, 2, func(t *testing.T, m *game.Machine, seed uint64) {
		code := m.Game.Code
		machines := []*game.Machine{m, game.NewMachineBy(m.Game, code.Closures()), game.NewMachineBy(m.Game, code.Walker())}
		var states [][]game.State
		var faults []int
		for i, m := range machines {
			for _, recorded := range []bool{false, true} {
				ledger := &game.Ledger{}
				states = append(states, traced(t, m, seed, ledger, recorded))
				if recorded {
					faults = append(faults, len(ledger.Faults))
				}
			}
			if faults[i] != faults[0] {
				t.Fatalf("seed %d: back end %d tells of %d faults, the first of %d", seed, i, faults[i], faults[0])
			}
		}
		for i := range states[1:] {
			for at := range states[0] {
				if !sameState(&states[0][at], &states[i+1][at]) {
					t.Fatalf("seed %d, part %d, play %d: %s", seed, at, i+1, difference(m, &states[0][at], &states[i+1][at]))
				}
			}
		}
	})
}

// traced plays a game and keeps every state.
func traced(t *testing.T, m *game.Machine, seed uint64, ledger *game.Ledger, recorded bool) []game.State {
	t.Helper()
	p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, nil)
	if recorded {
		p = m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, ledger)
	}
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	dice := sit.NewDice(seed)
	out := []game.State{s.Copy()}
	for !s.Ended() {
		dice.Meddle(p, &s, m)
		p.Open(&s)
		out = append(out, s.Copy())
		for range 3 {
			dice.Meddle(p, &s, m)
		}
		out = append(out, s.Copy())
		p.Adjudicate(&s, dice.Orders(m, &s))
		out = append(out, s.Copy())
	}
	return out
}

// TestBackEndsAgreeOnEveryExpressionOfAGame evaluates every expression of every
// game, in the states that legal play at random comes to and for every role, by
// all back ends.
func TestBackEndsAgreeOnEveryExpressionOfAGame(t *testing.T) {
	var compared atomic.Int64
	t.Run("games", func(t *testing.T) {
		all := games(t)
		all["reference"] = sit.Compile(t, string(reference.Make(1, reference.Standard()).Scenario()))
		for name, m := range all {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				every := lowered(m.Game)
				play(t, m, 1, func(s *game.State) {
					for i := range every {
						compared.Add(int64(every[i].compare(t, m.Game, s)))
					}
				})
			})
		}
	})
	t.Logf("%d compared, 0 differences", compared.Load())
}

// expression is one of a game, by all back ends.
type expression struct {
	e     rule.Expr
	num   []rule.NumFn
	truth []rule.TruthFn
	guard []rule.Guard
}

func lowered(g *game.Game) []expression {
	var out []expression
	g.Expressions(func(e rule.Expr, kind rule.Kind) {
		if !e.Present() {
			return
		}
		x := expression{e: e}
		for _, by := range []rule.Back{g.Code.Closures(), g.Code.Fused()} {
			if kind == rule.Truth {
				x.truth = append(x.truth, by.Truth(e, rule.Self))
				x.guard = append(x.guard, by.Guard(e, rule.Self))
			} else {
				x.num = append(x.num, by.Num(e, rule.Self))
			}
		}
		out = append(out, x)
	})
	return out
}

func (x *expression) compare(t *testing.T, g *game.Game, s *game.State) (n int) {
	for self := range g.Roles {
		bind := rule.Bind{Self: int32(self), Target: int32((self + 1) % len(g.Roles)), Proposer: -1}
		w := bind
		want := g.Code.Walk(s.V, &w, x.e)
		for i := range x.num {
			b := bind
			got := x.num[i](s.V, &b)
			if bad := b.Bad || got-got != 0; bad != w.Bad || !bad && math.Float64bits(got) != math.Float64bits(want) {
				t.Fatalf("expression %d, back end %d: %v (bad %t), walker %v (bad %t)", x.e, i, got, bad, want, w.Bad)
			}
			n++
		}
		for i := range x.truth {
			b := bind
			if got := x.truth[i](s.V, &b); got != (want == 1) || b.Bad != w.Bad {
				t.Fatalf("condition %d, back end %d: %v (bad %t), walker %v (bad %t)", x.e, i, got, b.Bad, want, w.Bad)
			}
			b = bind
			if got := x.guard[i].Holds(s.V, &b); got != (want == 1 && !w.Bad) {
				t.Fatalf("guard %d, back end %d: %v, walker %v (bad %t)", x.e, i, got, want, w.Bad)
			}
			n += 2
		}
	}
	return n
}

package laws_test

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
)

// generated is how many small scenarios each law is tried on.
const generated = 40

// games returns every scenario shipped and the generated ones.
func games(t *testing.T) map[string]*game.Machine {
	t.Helper()
	all := map[string]*game.Machine{"code_blue": sit.Folder(t, "../../../scenarios/code_blue")}
	maps.Copy(all, sketches(t))
	for i := range generated {
		all[fmt.Sprintf("wild%d", i)] = sit.Compile(t, wild.Scenario(uint64(i)))
	}
	return all
}

// sketches are the scenarios of engine/internal/sketches: whole crises, with every
// mechanism that authors asked for.
func sketches(t *testing.T) map[string]*game.Machine {
	t.Helper()
	files, err := filepath.Glob("../sketches/testdata/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sketches: %v", err)
	}
	all := map[string]*game.Machine{}
	for _, f := range files {
		all["sketch "+strings.TrimSuffix(filepath.Base(f), ".toml")] = sit.Folder(t, f)
	}
	return all
}

// sketch reports whether a game of games is a sketch.
func sketch(name string) bool { return strings.HasPrefix(name, "sketch ") }

// each runs a law on every game with a few seeds.
func each(t *testing.T, seeds int, law func(t *testing.T, m *game.Machine, seed uint64)) {
	for name, m := range games(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(seeds) {
				law(t, m, seed)
			}
		})
	}
}

// play plays a whole game with random legal orders and calls see after every
// Open and every Adjudicate.
func play(t *testing.T, m *game.Machine, seed uint64, see func(s *game.State)) game.State {
	t.Helper()
	p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, nil)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	dice := sit.NewDice(seed)
	for range m.Game.Turns + 1 {
		dice.Meddle(p, &s, m)
		p.Open(&s)
		dice.Meddle(p, &s, m)
		see(&s)
		p.Adjudicate(&s, dice.Orders(m, &s))
		see(&s)
		if s.Ended() {
			return s
		}
	}
	t.Fatalf("seed %d: not over after %d turns", seed, m.Game.Turns)
	return s
}

func sameState(a, b *game.State) bool {
	if len(a.V) != len(b.V) || len(a.Due) != len(b.Due) || !slices.Equal(a.Forced, b.Forced) {
		return false
	}
	for i := range a.V {
		if math.Float64bits(a.V[i]) != math.Float64bits(b.V[i]) {
			return false
		}
	}
	for i := range a.Due {
		if a.Due[i] != b.Due[i] {
			return false
		}
	}
	return true
}

func difference(m *game.Machine, a, b *game.State) string {
	var out []string
	for i := range a.V {
		if math.Float64bits(a.V[i]) != math.Float64bits(b.V[i]) {
			out = append(out, fmt.Sprintf("%s: %v and %v", m.Game.Slots[i].Path, a.V[i], b.V[i]))
		}
	}
	return strings.Join(out, "; ")
}

// Laws 4 and 6: numbers stay within the bounds they declare, nothing is infinite
// or not a number, and a game ends within its turns.
func TestNumbersStayInBoundsAndGamesEnd(t *testing.T) {
	each(t, 8, func(t *testing.T, m *game.Machine, seed uint64) {
		play(t, m, seed, func(s *game.State) {
			for i, x := range s.V {
				d := &m.Game.Slots[i]
				if math.IsNaN(x) || math.IsInf(x, 0) {
					t.Fatalf("seed %d turn %d: %s is %v", seed, s.Turn(), d.Path, x)
				}
				if d.Kind != game.KindTrack {
					continue
				}
				lo, hi := d.Min, d.Max
				if d.MinOf >= 0 {
					lo = s.V[d.MinOf]
				}
				if d.MaxOf >= 0 {
					hi = s.V[d.MaxOf]
				}
				if x < lo || x > hi || d.Whole && x != math.Trunc(x) {
					t.Fatalf("seed %d turn %d: %s is %v, declared %v to %v, whole %v", seed, s.Turn(), d.Path, x, lo, hi, d.Whole)
				}
			}
		})
	})
}

// Law 5: what is offered as legal is accepted; any other move is refused with a
// code; judging changes nothing.
func TestLegalMovesAreAcceptedAndOthersRefused(t *testing.T) {
	each(t, 4, func(t *testing.T, m *game.Machine, seed uint64) {
		dice := sit.NewDice(seed + 1000)
		play(t, m, seed, func(s *game.State) {
			before := s.Copy()
			for role := range m.Game.Roles {
				judge(t, m, s, int32(role), dice)
			}
			if !sameState(&before, s) {
				t.Fatalf("seed %d turn %d: judging changed %s", seed, s.Turn(), difference(m, &before, s))
			}
		})
	})
}

func judge(t *testing.T, m *game.Machine, s *game.State, role int32, dice *sit.Dice) {
	t.Helper()
	v := m.View(s, role)
	legal := map[game.Move]bool{}
	for _, o := range v.Options(nil) {
		move := o.Move(role)
		move.Confirm = true
		r := v.Check([]game.Move{move})
		if (o.Code == game.OK) != (r == nil) {
			t.Fatalf("%s: option says %v, check says %+v", m.Game.Actions[o.Action].ID, o.Code, r)
		}
		if a := &m.Game.Actions[o.Action]; !a.Publish {
			for k := range int(a.Combinations()) * v.AmountSteps(o.Action) {
				move.Choice, move.Amount = int32(k)%a.Combinations(), v.AmountAt(o.Action, k/int(a.Combinations()))
				if v.Check([]game.Move{move}) == nil {
					legal[move.Key()] = true
				}
			}
			if o.Code != game.OK && legal[o.Move(role)] {
				t.Fatalf("%s: locked, but a combination is legal", a.ID)
			}
			continue
		}
		legal[move.Key()] = r == nil
	}
	for range 20 {
		move := game.Move{
			Action:  int32(dice.N(len(m.Game.Actions)+2) - 1),
			Self:    int32(dice.N(len(m.Game.Roles)+1) - 1),
			Target:  int32(dice.N(len(m.Game.Roles)+2) - 1),
			Choice:  int32(dice.N(6) - 1),
			Amount:  []float64{0, 0, 1, 1.5, 40}[dice.N(5)],
			Confirm: true,
		}
		r := v.Check([]game.Move{move})
		want := move.Self == role && legal[move.Key()]
		if (r == nil) != want {
			t.Fatalf("%+v: legal %v, check says %+v", move, want, r)
		}
		if r != nil && r.Code == game.OK {
			t.Fatalf("%+v: refused without a code", move)
		}
	}
}

// Law 7: the order in which moves arrive does not matter.
func TestOrderOfArrivalDoesNotMatter(t *testing.T) {
	each(t, 4, func(t *testing.T, m *game.Machine, seed uint64) {
		luck := chance.Luck{Seed: chance.Seed(seed)}
		p, q := m.NewPlay(luck, nil), m.NewPlay(luck, nil)
		var a, b game.State
		if err := p.Start(&a, nil); err != nil {
			t.Fatal(err)
		}
		if err := q.Start(&b, nil); err != nil {
			t.Fatal(err)
		}
		dice := sit.NewDice(seed)
		for !a.Ended() {
			p.Open(&a)
			q.Open(&b)
			o := dice.Orders(m, &a)
			other := game.Orders{Moves: slices.Clone(o.Moves), Ballots: slices.Clone(o.Ballots), Learnt: slices.Clone(o.Learnt)}
			dice.Shuffle(m.Game, &other)
			p.Adjudicate(&a, o)
			q.Adjudicate(&b, other)
			if !sameState(&a, &b) {
				t.Fatalf("seed %d turn %d: %s", seed, a.Turn(), difference(m, &a, &b))
			}
		}
	})
}

// Law 8: save, load and go on is to go on. A new Play knows only the luck.
func TestASavedGameGoesOnTheSame(t *testing.T) {
	each(t, 4, func(t *testing.T, m *game.Machine, seed uint64) {
		luck := chance.Luck{Seed: chance.Seed(seed)}
		p := m.NewPlay(luck, nil)
		var a game.State
		if err := p.Start(&a, nil); err != nil {
			t.Fatal(err)
		}
		dice := sit.NewDice(seed)
		for !a.Ended() {
			b := a.Copy()
			fresh := m.NewPlay(luck, &game.Ledger{})
			p.Open(&a)
			fresh.Open(&b)
			mid := b.Copy()
			fresh = m.NewPlay(luck, nil)
			if act, done := dice.Meddle(p, &a, m); done {
				if code := fresh.Act(&mid, act); code != game.OK {
					t.Fatalf("seed %d turn %d: %+v refused: %v", seed, a.Turn(), act, code)
				}
			}
			o := dice.Orders(m, &a)
			fresh = m.NewPlay(luck, nil)
			p.Adjudicate(&a, o)
			fresh.Adjudicate(&mid, o)
			if !sameState(&a, &mid) {
				t.Fatalf("seed %d turn %d: %s", seed, a.Turn(), difference(m, &a, &mid))
			}
		}
	})
}

// Law 9: a draw added anywhere changes no other: with a rule, an inject and a
// measure more, all that was there before goes the same way.
func TestADrawMoreChangesNoOther(t *testing.T) {
	for i := range generated {
		text := wild.Scenario(uint64(i))
		more := strings.Replace(text, "[ending.crash]", `[track.extra]
max = 1000
[rule.extra_rule]
chance = 0.5
effects = ["extra += 1"]
[inject.extra_note]
turn = 1
text = "Extra."
[response.extra_measure]
by = "alpha"
outcome.a = { odds = 0.5, effects = ["extra += 100"] }
outcome.b = { effects = ["extra += 200"] }
[ending.crash]`, 1)
		small, large := sit.Compile(t, text), sit.Compile(t, more)
		paths := map[string]int{}
		for j, d := range large.Game.Slots {
			paths[d.Path] = j
		}
		for seed := range uint64(4) {
			luck := chance.Luck{Seed: chance.Seed(seed)}
			p, q := small.NewPlay(luck, nil), large.NewPlay(luck, nil)
			var a, b game.State
			if err := p.Start(&a, nil); err != nil {
				t.Fatal(err)
			}
			if err := q.Start(&b, nil); err != nil {
				t.Fatal(err)
			}
			dice := sit.NewDice(seed)
			for !a.Ended() {
				p.Open(&a)
				q.Open(&b)
				o := dice.Orders(small, &a)
				p.Adjudicate(&a, o)
				q.Adjudicate(&b, translate(small, large, o))
				for j, d := range small.Game.Slots {
					if d.Kind == game.KindUnused {
						continue
					}
					k, ok := paths[d.Path]
					if !ok {
						t.Fatalf("wild%d: %s is gone", i, d.Path)
					}
					if math.Float64bits(a.V[j]) != math.Float64bits(b.V[k]) {
						t.Fatalf("wild%d seed %d turn %d: %s is %v, with draws added %v", i, seed, a.Turn(), d.Path, a.V[j], b.V[k])
					}
				}
			}
		}
	}
}

// translate gives the moves of one game to another with more actions, and one
// move more.
func translate(from, to *game.Machine, o game.Orders) game.Orders {
	index := map[string]int32{}
	for i, a := range to.Game.Actions {
		index[a.ID] = int32(i)
	}
	out := game.Orders{Moves: []game.Move{{Action: index["extra_measure"], Self: 0, Target: -1}}}
	for _, m := range o.Moves {
		m.Action = index[from.Game.Actions[m.Action].ID]
		out.Moves = append(out.Moves, m)
	}
	slots := map[string]int32{}
	for i, d := range to.Game.Slots {
		slots[d.Path] = int32(i)
	}
	for _, l := range o.Learnt {
		l.Slot = slots[from.Game.Slots[l.Slot].Path]
		out.Learnt = append(out.Learnt, l)
	}
	for _, b := range o.Ballots {
		b.Move.Action = index[from.Game.Actions[b.Move.Action].ID]
		out.Ballots = append(out.Ballots, b)
	}
	return out
}

package record_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
)

// step is one turn of a play that can be hashed again: its orders, and what it
// followed.
type step struct {
	orders game.Orders
	from   record.Sum
	before *game.State
	after  game.State
}

// stepOf returns turn i of g, from 0.
func stepOf(t fatal, g *played, i int) *step {
	t.Helper()
	o, err := g.n.OrdersOf(&g.turns[i])
	if err != nil {
		t.Fatal(err)
	}
	x := &step{orders: o, before: &g.state[i], after: g.state[i+1].Copy()}
	if i > 0 {
		x.from = g.turns[i-1].Play
	} else {
		x.from = read(t, g.bytes).Lines[2].Entry.(*record.Start).Play
	}
	return x
}

// hash returns the play hash of the step if its state is as it is now.
func (x *step) hash(thread *record.Thread) record.Sum {
	thread.Back(x.from, x.before)
	return thread.Next(x.orders, nil, &x.after)
}

// Any bit of any number, and anything that waits: another state after a turn gives
// the turn another play hash.
func TestOneChangedBitOfAStateGivesAnotherPlayHash(t *testing.T) {
	waiting := 0
	rapid.Check(t, func(rt *rapid.T) {
		g := wildly(rt, t)
		i := rapid.IntRange(0, len(g.turns)-1).Draw(rt, "turn")
		x, thread := stepOf(rt, g, i), record.NewThread(g.n, record.Format)
		was := x.hash(thread)
		if was != g.turns[i].Play {
			rt.Fatalf("turn %d hashed again gives %v, recorded is %v", i+1, was, g.turns[i].Play)
		}
		other := func(what string, change func()) {
			if change(); x.hash(thread) == was {
				rt.Fatalf("turn %d: the play hash is the same with another %s", i+1, what)
			}
			x.after = g.state[i+1].Copy()
		}
		for slot := range g.m.Game.Slots {
			if g.m.Game.Slots[slot].Kind == game.KindUnused {
				continue
			}
			bit := rapid.IntRange(0, 63).Draw(rt, "bit")
			other(g.m.Game.Slots[slot].Path, func() {
				v := &x.after.V[slot]
				*v = math.Float64frombits(math.Float64bits(*v) ^ 1<<bit)
			})
		}
		waiting += len(x.after.Due)
		for d := range x.after.Due {
			other("turn of what waits", func() { x.after.Due[d].Turn++ })
			other("sign that it was fired", func() { x.after.Due[d].Fired = !x.after.Due[d].Fired })
			other("sign that it stands", func() { x.after.Due[d].Standing = !x.after.Due[d].Standing })
			other("amount", func() { x.after.Due[d].Amount++ })
			other("signer", func() { x.after.Due[d].Signers ^= game.One(0) })
			other("number of what waits", func() { x.after.Due = append(x.after.Due, x.after.Due[d]) })
			other("author", func() { x.after.Due[d].Self = (x.after.Due[d].Self+2)%int32(len(g.m.Game.Roles)+1) - 1 })
		}
		other("draw that will fall as it was said", func() {
			x.after.Forced = append(x.after.Forced, game.Forced{DrawName: game.DrawName{Kind: game.DrawEnding}})
		})
	})
	if waiting == 0 {
		t.Error("nothing ever waited")
	}
}

// Two plays of one game that have the same play hash stand at the same state, and
// came to it by the same orders. Their luck may differ: it is not hashed.
func TestPlaysOfOneHashStandAtOneState(t *testing.T) {
	type stand struct {
		state game.State
		seed  uint64
	}
	all, met := map[record.Sum]stand{}, 0
	for seed := range uint64(300) {
		g := play(t, t, brief, seed, policy.Random)
		for i := range g.turns {
			was, known := all[g.turns[i].Play]
			if known && was.seed != seed {
				met++
			}
			if known && !sameState(&was.state, &g.state[i+1]) {
				t.Fatalf("seeds %d and %d: one play hash, two states", was.seed, seed)
			}
			all[g.turns[i].Play] = stand{g.state[i+1], seed}
		}
	}
	if met < 100 || len(all) < 10 {
		t.Errorf("%d plays had the hash of another, and there were %d hashes: nothing was tested", met, len(all))
	}
}

// After a rewind the hashes are those of the turn gone back to, whatever was
// played in between.
func TestAThreadGoesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := wildly(rt, t)
		thread := record.NewThread(g.n, record.Format)
		start := thread.Begin(&g.state[0])
		for range 6 {
			to := rapid.IntRange(0, len(g.turns)-1).Draw(rt, "to")
			play := start
			if to > 0 {
				play = g.turns[to-1].Play
			}
			thread.Back(play, &g.state[to])
			for i := to; i < rapid.IntRange(to+1, len(g.turns)).Draw(rt, "until"); i++ {
				if got := thread.Next(stepOf(rt, g, i).orders, nil, &g.state[i+1]); got != g.turns[i].Play || got != thread.Play() {
					rt.Fatalf("back at turn %d, turn %d gives %v, it was %v", to, i+1, got, g.turns[i].Play)
				}
			}
		}
	})
}

// One thread after another play, of other parameters as well, gives what a fresh
// one gives.
func TestAThreadForManyPlays(t *testing.T) {
	g := play(t, t, promises, 1, policy.Random)
	one := record.NewThread(g.n, record.Format)
	idle := slices.IndexFunc(g.m.Game.Slots, func(s game.Slot) bool { return s.Path == "tern.means" })
	p := g.m.NewPlay(chance.Luck{}, nil)
	var s game.State
	begun := map[record.Sum]bool{}
	for i := range uint64(600) {
		p.SetLuck(chance.Luck{Seed: chance.Seed(i % 7)})
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		s.V[idle] += float64(i % 3) // another start: the numbers that are not 0 are others
		switch {
		case i%100 == 77: // most of them are
			for slot := range s.V {
				s.V[slot]++
			}
		case i > 200: // more openings than are kept, some of which come again
			s.V[idle] = math.Copysign(float64(i%90), -1)
		}
		if i%13 == 5 {
			s.Forced = append(s.Forced, game.Forced{DrawName: game.DrawName{Kind: game.DrawEnding}})
		}
		fresh := record.NewThread(g.n, record.Format)
		if got, want := one.Begin(&s), fresh.Begin(&s); got != want || got != one.Play() {
			t.Fatalf("play %d begins otherwise behind others", i)
		}
		begun[one.Play()] = true
		for !s.Ended() && i < 40 {
			p.Open(&s)
			p.Adjudicate(&s, game.Orders{})
			if one.Next(game.Orders{}, nil, &s) != fresh.Next(game.Orders{}, nil, &s) {
				t.Fatalf("play %d, turn %d is otherwise behind others", i, s.Turn())
			}
		}
	}
	if len(begun) < 100 {
		t.Errorf("plays began in %d ways, want more than are kept", len(begun))
	}
}

// Once their memory has grown, play hashes and state hashes cost no memory.
func TestHashesAllocateNothing(t *testing.T) {
	g := play(t, t, promises, 1, policy.Random)
	steps := make([]*step, len(g.turns))
	for i := range steps {
		steps[i] = stepOf(t, g, i)
	}
	gift := []record.Done{{Act: game.Act{Kind: game.ActShare, Gift: game.Gift{To: 3, Rides: true, On: steps[0].orders.Moves[0]}}}}
	for format := 1; format <= record.Format; format++ {
		thread, digest := record.NewThread(g.n, format), record.NewDigest(g.n)
		all := func() {
			thread.Begin(&g.state[0])
			for i := range steps {
				thread.Next(steps[i].orders, gift, &steps[i].after)
				digest.Sum(&steps[i].after)
			}
		}
		all()
		if n := testing.AllocsPerRun(20, all); n != 0 {
			t.Errorf("format %d: %v allocations a play, want none", format, n)
		}
	}
}

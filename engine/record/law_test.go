package record_test

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/record"
)

// sameState reports whether two states are equal to the bit.
func sameState(a, b *game.State) bool {
	return slices.EqualFunc(a.V, b.V, func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }) &&
		slices.Equal(a.Due, b.Due) && slices.Equal(a.Forced, b.Forced)
}

// Law 2: folding the record gives the live state, at its end and after each
// turn.
func TestFoldingTheRecordGivesTheLiveState(t *testing.T) {
	waiting := 0
	rapid.Check(t, func(rt *rapid.T) {
		g := wildly(rt, t)
		r := read(rt, g.bytes)
		var s game.State
		if err := r.Fold(g.n, &s); err != nil {
			rt.Fatal(err)
		}
		if last := &g.state[len(g.state)-1]; !sameState(&s, last) {
			rt.Fatalf("fold gives %v, live is %v", g.n.State(&s), g.n.State(last))
		}
		c, err := r.Course()
		if err != nil {
			rt.Fatal(err)
		}
		for turn := range g.state {
			if err := c.State(g.n, turn, &s); err != nil {
				rt.Fatal(err)
			}
			if !sameState(&s, &g.state[turn]) {
				rt.Fatalf("turn %d: recorded %v, live %v", turn, g.n.State(&s), g.n.State(&g.state[turn]))
			}
			waiting += len(s.Due)
		}
	})
	if waiting == 0 {
		t.Error("nothing ever waited: delayed blocks were not tested")
	}
}

// Law 8: save, load, go on = go on.
func TestAGameThatIsLoadedGoesOnAsItWould(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := wildly(rt, t)
		at := rapid.IntRange(0, len(g.turns)-1).Draw(rt, "at")
		c, err := read(rt, g.bytes).Course()
		if err != nil {
			rt.Fatal(err)
		}
		// Another machine, compiled anew, as after a restart.
		m := sit.Compile(t, g.text)
		n, err := record.NewNotation(m.Game)
		if err != nil {
			rt.Fatal(err)
		}
		var s game.State
		if err := c.State(n, at, &s); err != nil {
			rt.Fatal(err)
		}
		thread := record.NewThread(n, record.Format)
		thread.Back(c.Until(at), &s)
		var l game.Ledger
		p := m.NewPlay(chance.Luck{Seed: chance.Seed(g.seed)}, &l)
		for i := at; i < len(g.turns); i++ {
			l.Reset()
			p.Open(&s)
			open := l
			l.Reset()
			o, err := n.OrdersOf(&g.turns[i])
			if err != nil {
				rt.Fatal(err)
			}
			p.Adjudicate(&s, o)
			if got := thread.Turn(&open, &l, o, nil, &s); !reflect.DeepEqual(got, g.turns[i]) {
				rt.Fatalf("loaded after turn %d, turn %d is\n%+v\nwent on:\n%+v", at, i+1, got, g.turns[i])
			}
		}
	})
}

// Law 10: the record read back is the record written, as bytes, as entries and
// as the game's own ledgers.
func TestTheRecordReadBackIsTheRecordWritten(t *testing.T) {
	changes := 0
	rapid.Check(t, func(rt *rapid.T) {
		g := wildly(rt, t)
		r := read(rt, g.bytes)
		var again bytes.Buffer
		if _, err := r.WriteTo(&again); err != nil {
			rt.Fatal(err)
		}
		if !bytes.Equal(again.Bytes(), g.bytes) {
			rt.Fatal("the bytes written again differ")
		}
		c, err := r.Course()
		if err != nil {
			rt.Fatal(err)
		}
		for i, turn := range c.Turns {
			if !reflect.DeepEqual(*turn.Turn, g.turns[i]) {
				rt.Fatalf("turn %d read\n%+v\nwritten\n%+v", i+1, *turn.Turn, g.turns[i])
			}
			for _, x := range []struct {
				read record.Ledger
				live *game.Ledger
			}{{turn.Open, g.open[i]}, {turn.Played, g.done[i]}} {
				got, err := g.n.GameLedger(x.read)
				if err != nil {
					rt.Fatal(err)
				}
				if want := plain(g.m.Game, x.live); !reflect.DeepEqual(got, want) {
					rt.Fatalf("turn %d: ledger read\n%+v\nlive\n%+v", i+1, got, want)
				}
				changes += len(got.Changes)
			}
		}
		if r.Header.Seed != g.seed || string(r.Files[0].Data) != g.text || c.End == nil {
			rt.Fatalf("header %+v, files %d, end %v", r.Header, len(r.Files), c.End)
		}
	})
	if changes == 0 {
		t.Error("no ledger held a change: nothing was tested")
	}
}

// plain is a ledger without what means nothing: viewers who do not exist, and
// the roles of no cause.
func plain(g *game.Game, l *game.Ledger) *game.Ledger {
	mask := func(m game.Mask) game.Mask {
		if m == game.Everybody {
			return m
		}
		keep := game.Public
		for i := range g.Roles {
			keep |= game.One(int32(i))
		}
		return m & keep
	}
	cause := func(c game.Cause) game.Cause {
		if c.Kind == 0 {
			return game.Cause{Index: -1, Self: -1, Target: -1}
		}
		return c
	}
	out := &game.Ledger{}
	for _, d := range l.Draws {
		d.Cause = cause(d.Cause)
		out.Draws = append(out.Draws, d)
	}
	for _, c := range l.Changes {
		c.Parts = slices.Clone(c.Parts)
		for i := range c.Parts {
			c.Parts[i].Cause = cause(c.Parts[i].Cause)
			c.Parts[i].Seen, c.Parts[i].Who = mask(c.Parts[i].Seen), mask(c.Parts[i].Who)
		}
		out.Changes = append(out.Changes, c)
	}
	for _, e := range l.Events {
		e.Seen, e.Who = mask(e.Seen), mask(e.Who)
		out.Events = append(out.Events, e)
	}
	for _, f := range l.Faults {
		f.Cause = cause(f.Cause)
		out.Faults = append(out.Faults, f)
	}
	return out
}

// The play hash of game's own values is that of the record's line, and every
// record verifies.
func TestEveryPlayVerifies(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := wildly(rt, t)
		r := read(rt, g.bytes)
		c, err := r.Course()
		if err != nil {
			rt.Fatal(err)
		}
		before := record.Before{Play: c.Start.Play, State: c.Start.State}
		for _, turn := range c.Turns {
			sum := record.PlaySum(record.Format, before, turn.Turn)
			if sum != turn.Play {
				rt.Fatalf("turn %d: play of the line is %s, of the state %s", turn.Turn.Turn, sum, turn.Play)
			}
			before = record.Before{Play: sum, State: turn.State}
		}
		rep := record.Verify(r, compile)
		if !rep.OK() || !rep.Recomputed || !rep.Whole || rep.Retold != 0 || rep.Turns != len(g.turns) {
			rt.Fatalf("report %+v", rep)
		}
	})
}

func TestTheSameGameGivesTheSameBytes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := wildly(rt, t)
		if again := play(rt, t, g.text, g.seed, g.name); !bytes.Equal(again.bytes, g.bytes) {
			rt.Fatal("two records of one game differ")
		}
	})
}

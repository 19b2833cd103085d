package session_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
	"demarche/server/session"
)

// bubble runs a test in virtual time with a table that has begun.
func bubble(t *testing.T, o func(*session.Options), do func(t *testing.T, q quayTable, o session.Options)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		opts := facilitated(t)
		if o != nil {
			o(&opts)
		}
		q, stop := virtual(t, opts)
		do(t, q, opts)
		stop()
		<-q.s.Done()
	})
}

// virtual is begun for use in a bubble: whoever calls it stops the session.
func virtual(t *testing.T, o session.Options) (quayTable, context.CancelFunc) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s, err := session.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	q := quayTable{s: s}
	q.host = control(t, s)
	q.north = greet(t, s, session.AsPlayer(north), "en")
	q.south = greet(t, s, session.AsPlayer(south), "en")
	for _, g := range []*guest{q.host, q.north, q.south} {
		g.wait = time.Hour
	}
	q.host.does("start", wire.Act{Do: "start"})
	q.north.view(wire.PhaseBrief, 1)
	q.south.view(wire.PhaseBrief, 1)
	return q, stop
}

// moments returns when each phase came, from the first brief on.
func (q quayTable) moments(t *testing.T, began time.Time) []string {
	t.Helper()
	var out []string
	for {
		v := await(q.north, wire.TypeView, func(wire.View) bool { return true })
		if n := len(out); n > 0 && strings.HasPrefix(out[n-1], v.Phase+" ") {
			continue
		}
		out = append(out, v.Phase+" "+time.Since(began).String())
		if v.Phase == wire.PhaseEnded {
			return out
		}
	}
}

func TestPhasesFollowTheClock(t *testing.T) {
	bubble(t, nil, func(t *testing.T, q quayTable, o session.Options) {
		began := time.Now()
		want := []string{
			"consult 1m0s", "decide 1m30s", "reveal 3m30s", "brief 3m50s",
			"decide 4m50s", "reveal 6m50s", "brief 7m10s", "decide 8m10s", "ended 10m10s",
		}
		// East is played by the computer, which answers at once.
		if got := q.moments(t, began); strings.Join(got, ", ") != strings.Join(want, ", ") {
			t.Errorf("phases come at\n %v, want\n %v", got, want)
		}
		verified(t, o, q.s.Code())
	})
}

func TestClockTellsWhenThePhaseEnds(t *testing.T) {
	bubble(t, nil, func(t *testing.T, q quayTable, _ session.Options) {
		q.north.read = 0
		clock := func(ok func(wire.Clock) bool) wire.Clock { return await(q.north, wire.TypeClock, ok) }
		c := clock(func(c wire.Clock) bool { return c.State == "running" })
		if left := c.Ends - float64(time.Now().UnixMilli()); left != 60_000 {
			t.Errorf("the brief ends in %v ms, want 60000", left)
		}
		time.Sleep(10 * time.Second)
		q.host.does("p", wire.Act{Do: "pause"})
		if c = clock(func(c wire.Clock) bool { return c.State == "paused" }); c.Left != 50_000 {
			t.Errorf("paused with %v ms left, want 50000", c.Left)
		}
		time.Sleep(time.Hour)
		q.host.does("t", wire.Act{Do: "time", Seconds: 30})
		clock(func(c wire.Clock) bool { return c.Left == 80_000 })
		q.host.does("r", wire.Act{Do: "resume"})
		resumed := time.Now()
		clock(func(c wire.Clock) bool { return c.State == "running" })
		q.host.does("t2", wire.Act{Do: "time", Seconds: -20})
		q.north.view(wire.PhaseConsult, 1)
		if took := time.Since(resumed); took != time.Minute {
			t.Errorf("the brief went on for %v, want 1m", took)
		}
	})
}

func TestNothingMovesWhilePaused(t *testing.T) {
	bubble(t, nil, func(t *testing.T, q quayTable, _ session.Options) {
		q.decides(1)
		q.host.does("p", wire.Act{Do: "pause"})
		q.north.commit("c", 1)
		q.south.commit("c", 1)
		q.north.ack("c")
		q.south.ack("c")
		time.Sleep(time.Hour)
		if c := lastConsole(t, q); c.Phase != wire.PhaseDecide || c.Seats[0].State != "committed" {
			t.Errorf("while paused the table went on to %s, north is %s", c.Phase, c.Seats[0].State)
		}
		q.host.does("r", wire.Act{Do: "resume"})
		q.north.view(wire.PhaseReveal, 1)
	})
}

// lastConsole is what a facilitator who comes now is shown.
func lastConsole(t *testing.T, q quayTable) wire.Console {
	t.Helper()
	g := control(t, q.s)
	defer g.conn.Leave()
	return decode[wire.Console](t, g.got[g.read-1])
}

// TestTimeOverDecidesAsTheRoleSays lets the time of a turn run out on a seat that
// holds, one whose draft counts and one for which the computer plays.
func TestTimeOverDecidesAsTheRoleSays(t *testing.T) {
	appeal := func() []game.Move { return []game.Move{{Action: 1, Self: east, Target: north}} }
	bubble(t, func(o *session.Options) { o.Players = lively{o.Players, appeal} }, func(t *testing.T, q quayTable, o session.Options) {
		e := greet(t, q.s, session.AsPlayer(east), "en") // somebody sits down there after all
		e.view(wire.PhaseBrief, 1)
		q.north.drafts("d", 1, 1, guardLow)
		q.south.drafts("d", 1, 1, guardHigh, wire.Move{Action: "guard"}, wire.Move{Action: "appeal", Target: "south"},
			wire.Move{Action: "appeal", Target: "east", Text: "before dusk"})
		q.north.view(wire.PhaseReveal, 1)
		rec, err := o.Store.Load(t.Context(), q.s.Code())
		if err != nil {
			t.Fatal(err)
		}
		var turn *record.Turn
		for _, l := range rec.Lines {
			if e, ok := l.Entry.(*record.Turn); ok {
				turn = e
			}
		}
		var got []string
		for _, m := range turn.Orders {
			got = append(got, m.Role+" "+m.Action+" "+m.Target)
		}
		want := "south guard , south guard , east appeal north" // what is not legal is left out
		if strings.Join(got, ", ") != want {
			t.Errorf("orders are %v, want %s", got, want)
		}
	})
}

// lively are computer players of which the east does what think says.
type lively struct {
	session.Players
	think func() []game.Move
}

func (l lively) Moves(s *game.State, role int32, luck chance.Luck) []game.Move {
	if role == east {
		return l.think()
	}
	return l.Players.Moves(s, role, luck)
}

func TestClockDoesNotRunWhileTheServerIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := facilitated(t)
		q, stop := virtual(t, o)
		time.Sleep(23 * time.Second) // ticks are kept every 5 seconds
		stop()
		<-q.s.Done()
		time.Sleep(time.Hour)
		ctx, stop := context.WithCancel(t.Context())
		s, err := session.Resume(ctx, resumption(o, q.s.Code()))
		if err != nil {
			t.Fatal(err)
		}
		g := greet(t, s, session.AsPlayer(north), "en")
		g.wait = time.Hour
		began := time.Now()
		g.view(wire.PhaseConsult, 1)
		if took := time.Since(began); took != 40*time.Second {
			t.Errorf("the brief went on for %v, want 40s: 60 less the 20 of the last tick", took)
		}
		stop()
		<-s.Done()
	})
}

func TestScenarioWithoutAClockHasNoDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options(t)
		o.Facilitated = true
		ctx, stop := context.WithCancel(t.Context())
		s, err := session.Open(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		host, m := control(t, s), greet(t, s, session.AsPlayer(master), "en")
		m.wait = time.Hour
		host.does("s", wire.Act{Do: "start"})
		m.view(wire.PhaseBrief, 1)
		time.Sleep(24 * time.Hour)
		m.next("n", 1)
		m.view(wire.PhaseDecide, 1) // no consult
		time.Sleep(24 * time.Hour)
		host.does("t", wire.Act{Do: "time", Seconds: 90}) // unless the facilitator gives one
		began := time.Now()
		m.view(wire.PhaseReveal, 1)
		if took := time.Since(began); took != 90*time.Second {
			t.Errorf("the phase went on for %v, want 90s", took)
		}
		stop()
		<-s.Done()
	})
}

// Without a clock and with nobody but computers in the seats, the facilitator says
// when each phase is over.
func TestATableOfComputersWaitsForTheFacilitator(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options(t)
		o.Facilitated = true
		ctx, stop := context.WithCancel(t.Context())
		s, err := session.Open(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		host := control(t, s)
		host.wait = time.Hour
		host.does("s", wire.Act{Do: "start"})
		for i, want := range []struct {
			phase string
			turn  int
		}{{wire.PhaseBrief, 1}, {wire.PhaseReveal, 1}, {wire.PhaseBrief, 2}, {wire.PhaseReveal, 2}} {
			host.console(func(c wire.Console) bool { return c.Phase == want.phase && c.Turn == want.turn })
			time.Sleep(time.Hour)
			if more := host.settle(fmt.Sprint("still", i)); len(more) > 0 {
				t.Fatalf("turn %d, %s: nobody said go on, and the facilitator is sent %s", want.turn, want.phase, more)
			}
			host.does(fmt.Sprint("on", i), wire.Act{Do: "advance"})
		}
		stop()
		<-s.Done()
	})
}

package session_test

import (
	"context"
	"reflect"
	"testing"
	"testing/synctest"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/wire"
	"demarche/server/session"
)

// What a computer player learns goes with its orders: it is in the record with
// them, and a session that is cut off between its orders and the end of the turn
// knows it when it is taken up. The person's own seat has a memory too, which its
// moves leave as it is.
func TestWhatAComputerPlayerLearnsOutlivesTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options(t, master) // the roles of the duel stand at the same places
		o.Scenario = compiled(t, "duel.toml")
		seats := func(m *game.Machine) (session.Players, error) { return policy.NewTable(m, nil) }
		var err error
		if o.Players, err = seats(o.Scenario.Machine); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		s, err := session.Open(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		g := greet(t, s, session.AsPlayer(master), "en")
		turn := func(n int, id, action string) {
			t.Helper()
			g.view(wire.PhaseDecide, n)
			synctest.Wait()
			g.commit(id, n, wire.Move{Action: action})
			if n < 4 {
				g.view(wire.PhaseReveal, n)
				g.next("n"+id, n)
			}
		}
		turn(1, "a", "raid")
		synctest.Wait() // onyx has committed, and jade has not
		stop()
		<-s.Done()
		r := resumption(o, s.Code())
		r.Players = seats
		ctx, stop = context.WithCancel(t.Context())
		if s, err = session.Resume(ctx, r); err != nil {
			t.Fatal(err)
		}
		g = greet(t, s, session.AsPlayer(master), "en")
		turn(2, "b", "talk")
		turn(3, "c", "raid")
		turn(4, "d", "talk")
		g.view(wire.PhaseEnded, 4)
		stop()
		<-s.Done()

		rec := verified(t, o, s.Code())
		var learnt []record.Learnt
		var raids []bool
		commits := 0
		for _, l := range rec.Lines {
			switch e := l.Entry.(type) {
			case *record.Turn:
				learnt = append(learnt, e.Learnt)
				raids = append(raids, e.Orders[1].Action == "raid")
				if e.State["memory.grim.suffered[jade]"] != 0 {
					t.Errorf("turn %d: the person's seat remembers %v", e.Turn, e.State["memory.grim.suffered[jade]"])
				}
			case *record.Input:
				if e.Learnt != nil {
					commits++
				}
			}
		}
		const path = "memory.grim.suffered[onyx]"
		if want := []record.Learnt{nil, {path: 1}, nil, {path: 2}}; !reflect.DeepEqual(learnt, want) || commits != 2 {
			t.Errorf("learnt by turn %v with %d orders, want %v with 2", learnt, commits, want)
		}
		if want := []bool{false, true, true, true}; !reflect.DeepEqual(raids, want) {
			t.Errorf("onyx raids %v, want %v", raids, want)
		}
	})
}

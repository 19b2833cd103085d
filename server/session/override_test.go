package session_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"demarche/engine/wire"
)

// row returns the row of a list for which ok holds.
func row[R any](t *testing.T, list []R, ok func(R) bool) R {
	t.Helper()
	for _, r := range list {
		if ok(r) {
			return r
		}
	}
	t.Fatalf("nothing of the kind in %+v", list)
	panic("unreachable")
}

func TestANumberIsSetAtOnceAndOrdersComeBack(t *testing.T) {
	o := facilitated(t)
	q := begun(t, o)
	q.decides(1)
	q.north.commit("c", 1, guardHigh)
	q.north.ack("c")
	budget := row(t, lastConsole(t, q).Numbers, func(n wire.Settable) bool { return n.Number == "north.budget" })
	if budget.Value != 5 || budget.Min == nil || *budget.Min != 0 || budget.Max == nil || *budget.Max != 5 || budget.Title != "Budget, North" {
		t.Errorf("the console lists %+v", budget)
	}
	q.south.settle("before")
	one := 1.0
	q.host.does("o", wire.Act{Do: "override", Number: "north.budget", Value: &one, Reason: "A strike."})
	await(q.north, wire.TypeNotice, func(n wire.Notice) bool { return n.Kind == "no_longer_legal" })
	v := await(q.north, wire.TypeView, func(v wire.View) bool { return !v.Mine.Committed })
	why := row(t, v.News.Why, func(w wire.Why) bool { return w.Track == "budget" })
	if *why.From != 5 || *why.Value != 1 || len(why.Parts) != 1 || why.Parts[0].Text != "decision of the facilitator" || why.Others {
		t.Errorf("told as %+v", why)
	}
	c := q.host.console(func(c wire.Console) bool { return len(c.Acts) > 0 && c.Acts[0].Do == "override" })
	if c.Acts[0].Text != "Set: Budget, North = 1" || c.Acts[0].Reason != "A strike." {
		t.Errorf("the log has %+v", c.Acts[0])
	}
	for _, raw := range q.south.settle("after") {
		if kind := kindOf(t, raw); kind != wire.TypePresence { // the north decides again
			t.Errorf("the south is sent %s", raw)
		}
	}
	finish(t, o, q)
}

func TestAChanceIsDecidedAndFallsThatWay(t *testing.T) {
	for way, want := range map[string]bool{"yes": true, "no": false} {
		t.Run(way, func(t *testing.T) {
			o := facilitated(t)
			q := begun(t, o)
			open := row(t, lastConsole(t, q).Chances, func(c wire.OpenChance) bool { return c.Purpose == "rule" })
			if open.Of != "flare" || open.Title != "A flare lights the quay" || len(open.Ways) != 2 || open.Roles != nil {
				t.Errorf("the console lists %+v", open)
			}
			force := func(id string, turn int) {
				t.Helper()
				q.host.does(id, wire.Act{Do: "force", Chance: &wire.Chance{Turn: turn, Purpose: "rule", Of: "flare", Way: way}, Reason: "CANARY to see it"})
			}
			q.decides(1)
			force("now", 0)
			c := q.host.console(func(c wire.Console) bool { return len(c.Forced) == 1 })
			if c.Forced[0].Turn != 1 || c.Forced[0].Way != way || !strings.HasPrefix(c.Forced[0].Text, "A flare lights the quay → "+way) || c.Acts[0].Text != "Decided: "+c.Forced[0].Text {
				t.Errorf("decided: %+v, in the log %+v", c.Forced, c.Acts[0])
			}
			q.host.does("back", wire.Act{Do: "unforce", Chance: &wire.Chance{Purpose: "rule", Of: "flare"}})
			q.host.console(func(c wire.Console) bool {
				return len(c.Forced) == 0 && c.Acts[0].Text == "Left to chance again: A flare lights the quay"
			})
			toTurn(t, q, 2, wire.PhaseReveal)
			force("next", 0) // in a reveal the next time is the next turn
			q.host.console(func(c wire.Console) bool { return len(c.Forced) == 1 && c.Forced[0].Turn == 3 })
			finish(t, o, q)
			v := q.north.view(wire.PhaseEnded, 3)
			fired := false
			for _, w := range v.Reveal.Why {
				fired = fired || w.Track == "calm" && *w.Value == *w.From-7
			}
			if fired != want {
				t.Errorf("forced %s: the flare came %v: %+v", way, fired, v.Reveal.Why)
			}
		})
	}
}

// toTurn advances to a phase of a turn, one phase after the other.
func toTurn(t *testing.T, q quayTable, turn int, phase string) {
	t.Helper()
	for i := 0; ; i++ {
		c := lastConsole(t, q)
		if c.Turn == turn && c.Phase == phase {
			return
		}
		q.host.does(fmt.Sprint("to", turn, phase, i), wire.Act{Do: "advance"})
		for n := c; n.Turn == c.Turn && n.Phase == c.Phase; n = lastConsole(t, q) {
			time.Sleep(time.Millisecond) // the computer is still thinking
		}
	}
}

func TestPlayersAreToldNothingOfAForcedDraw(t *testing.T) {
	q := begun(t, facilitated(t))
	q.decides(1)
	q.north.settle("before")
	q.host.does("f", wire.Act{Do: "force", Chance: &flare})
	q.host.console(func(c wire.Console) bool { return len(c.Forced) == 1 })
	if got := q.north.settle("after"); len(got) > 0 {
		t.Errorf("the north is sent %s", got)
	}
}

func TestForcedDrawsAndSetNumbersSurviveAKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCast(t, facilitated(t))
		c.do(0, play()[0])
		host := c.by["host"]
		host.does("s", wire.Act{Do: "start"})
		host.does("f", wire.Act{Do: "force", Chance: &flare})
		host.does("o", wire.Act{Do: "override", Number: "calm", Value: &sixty})
		before := c.face("host")
		c.die()
		if after := c.face("host"); after != before {
			t.Error(firstDifference(after, before))
		}
		c.end()
	})
}

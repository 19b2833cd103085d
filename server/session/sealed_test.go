package session_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"

	"demarche/engine/wire"
	"demarche/server/session"
)

// TestNothingOfTheConsoleReachesPlayers plays a whole game with a facilitator and
// looks at every byte that a seat, the wall and a guest without a seat are sent:
// no reason, hint or expectation, no name of anybody, no PIN.
func TestNothingOfTheConsoleReachesPlayers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCast(t, facilitated(t))
		other, err := c.s.Enter(t.Context(), "Jonas", true)
		if err != nil {
			t.Fatal(err)
		}
		c.by["guest"] = greet(t, c.s, session.AsGuest(other), "en")
		c.run(play(), func(int) bool { return false })
		host := string(bytes.Join(c.by["host"].got, nil))
		for _, word := range []string{"CANARY coffee", "CANARY they calm", "CANARY watch", "Amira", "Jonas", c.s.Pin()} {
			if !strings.Contains(host, word) {
				t.Errorf("the facilitator is not told %q: the test tells nothing", word)
			}
		}
		for _, who := range []string{"north", "wall", "guest"} {
			g := c.by[who]
			g.settle("all")
			all := string(bytes.Join(g.got, nil))
			for _, word := range []string{"CANARY", "Amira", "Jonas", c.s.Pin(), `"t":"console"`} {
				if at := strings.Index(all, word); at >= 0 && (who != "guest" || word != "Jonas") {
					t.Errorf("the %s is sent %q: …%s…", who, word, all[max(0, at-100):min(len(all), at+100)])
				}
			}
		}
		c.end()
	})
}

// TestWhatIsSealedChangesNoByte plays the same turn with another name, draft,
// commitment, answer and reason, and compares every byte that the others are sent
// until the turn is adjudicated: content, order and number.
func TestWhatIsSealedChangesNoByte(t *testing.T) {
	type secret struct {
		name, reason string
		draft        []wire.Move
		commit       []wire.Move
		inject       string // held back
	}
	run := func(x secret) (told map[string]string) {
		told = map[string]string{}
		synctest.Test(t, func(t *testing.T) {
			c := newCast(t, facilitated(t))
			guest, err := c.s.Enter(t.Context(), x.name, true)
			if err != nil {
				t.Fatal(err)
			}
			g := greet(t, c.s, session.AsGuest(guest), "en")
			host := c.by["host"]
			for _, do := range []func(){
				func() { g.sitsDown("t", "east") },
				func() { c.do(0, play()[0]) },
				func() { host.does("start", wire.Act{Do: "start", Reason: x.reason}) },
				func() { host.does("hold", wire.Act{Do: "hold", Inject: x.inject, Reason: x.reason}) },
				func() { g.drafts("d", 1, 1, x.draft...); g.ack("d") },
				func() { host.does("a1", wire.Act{Do: "advance"}) },
				func() { host.does("a2", wire.Act{Do: "advance"}) },
				func() { g.commit("c", 1, x.commit...); g.ack("c") },
			} {
				c.quiet()
				do()
			}
			c.quiet()
			for _, who := range []string{"north", "south", "wall"} {
				c.by[who].settle("all")
				for _, raw := range c.by[who].got {
					told[who] += timeless(raw) + "\n"
				}
			}
			c.end()
		})
		return told
	}
	want := run(secret{"Ada", "", []wire.Move{guardLow}, nil, "radio"})
	got := run(secret{"Bartholomew", "a long reason", []wire.Move{guardHigh, {Action: "appeal", Target: "south", Text: "all of it"}},
		[]wire.Move{guardHigh, {Action: "appeal", Target: "north", Text: "secret"}}, "flood"})
	for who := range want {
		if got[who] != want[who] {
			t.Errorf("%s is sent something else:\n%s", who, firstDifference(got[who], want[who]))
		}
	}
	if !strings.Contains(want["north"], `"state":"committed"`) {
		t.Error("north was not told that the east has committed: the test tells nothing")
	}
}

package game_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

const deadlines = `
format = 1
id = "deadlines"
turns = 4
[calendar]
turn = ["12h", "2d", "1d"]
[track.calm]
start = 50
[track.strain]
[role.a]
[role.b]
[response.ease]
by = "a"
effects = ["strain += 30"]
[response.press]
by = "a"
effects = ["strain -= 30"]
[deadline.now]
due = 0
effects = ["calm += 1"]
[deadline.rounds]
due = 2
effects = ["calm += 10"]
[deadline.story]
due = "61h"
to = "a"
stop = "strain > 20"
effects = ["calm += 100"]
[deadline.after]
due = "12h"
stop = "calm > 60"
effects = ["calm -= 7"]
[deadline.never]
due = "4w"
to = "b"
`

// Turns begin after 0, 12, 60 and 84 hours.
func TestDeadlinesPassAtTheTurnThatBeginsAtOrAfterThem(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, deadlines), 1, nil)
	for i, calm := range []float64{51, 44, 54, 100} {
		if got := s.Get("calm"); got != calm {
			t.Errorf("turn %d: calm is %v, want %v", i+1, got, calm)
		}
		if i < 3 {
			s.Turn()
		}
	}
	if s.Get("deadline.never") != game.DeadlineRuns {
		t.Error("a deadline after the end has passed")
	}
}

// A deadline that was stopped stays stopped, even if its reason is gone when it
// would have passed.
func TestADeadlineIsStoppedForGood(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, deadlines), 1, nil)
	s.Turn("a ease")
	if n := s.Events(game.EventStopped, "story"); n != 1 || s.Get("deadline.story") != game.DeadlineStopped {
		t.Fatalf("%d events, state %v", n, s.Get("deadline.story"))
	}
	s.Turn("a press")
	s.Turn()
	if s.Get("strain") > 20 || s.Get("deadline.story") != game.DeadlineStopped || s.Events(game.EventDeadline, "story") != 0 {
		t.Errorf("strain %v, state %v: it should be stopped for good", s.Get("strain"), s.Get("deadline.story"))
	}
	if s.Events(game.EventStopped, "story") != 1 {
		t.Error("it is told twice that it was stopped")
	}
}

func TestCountdownsOfThoseWhomADeadlineConcerns(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, deadlines), 1, nil)
	see := func(role int32) (ids []string, of map[string]game.Countdown) {
		of = map[string]game.Countdown{}
		for _, x := range s.M.View(&s.S, role).Countdowns() {
			id := s.M.Game.Deadlines[x.Deadline].ID
			ids, of[id] = append(ids, id), x
		}
		return ids, of
	}
	s.Turn("a ease") // turn 2, which begins after 12 hours
	for role, want := range map[int32][]string{0: {"rounds"}, 1: {"rounds", "never"}, -1: {"rounds"}} {
		if ids, _ := see(role); !slices.Equal(ids, want) {
			t.Errorf("role %d sees %v run, want %v", role, ids, want)
		}
	}
	_, of := see(1)
	if x := of["rounds"]; x.Turns != 1 || x.Hours != 48 {
		t.Errorf("in turn 2: %+v, want 1 turn and 48 hours", x)
	}
	if x := of["never"]; x.Turns != 3 || x.Hours != 4*168-12 {
		t.Errorf("in turn 2: %+v, want 3 turns, beyond the last, and 660 hours", x)
	}
	if ids, _ := see(0); slices.Contains(ids, "story") {
		t.Error("a deadline that was stopped still runs for those who see it")
	}
}

// What stops a deadline is told to whoever sees all that it reads, or could do
// it, and says nothing of the rest.
func TestWhoKnowsWhatStopsADeadline(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "stops"
turns = 4
[track.calm]
start = 50
[track.secret]
start = 50
seen = "hidden"
[track.mood]
start = 50
seen = "band"
[role.a]
[role.b]
[role.c]
seat = false
[response.quiet]
by = ["a", "c"]
tray = "covert"
[response.open]
by = "all"
seen = "public"
[deadline.free]
due = 3
[deadline.seen]
due = 3
stop = "calm > 60 and happened(open)"
[deadline.hidden]
due = 3
stop = "calm > 60 or secret > 60"
[deadline.number]
due = 3
stop = "mood > 60"
[deadline.banded]
due = 3
stop = "band(mood) == 4"
[deadline.act]
due = 3
stop = "happened(quiet)"
`), 1, nil)
	type stop struct {
		known bool
		by    game.Mask
	}
	all := game.One(0) | game.One(1)
	for role, want := range map[int32][]stop{
		-1: {{}, {true, all}, {}, {}, {true, 0}, {}},
		0:  {{}, {true, all}, {}, {}, {true, 0}, {true, game.One(0)}},
		1:  {{}, {true, all}, {}, {}, {true, 0}, {}},
	} {
		for i, c := range s.M.View(&s.S, role).Countdowns() {
			if got := (stop{c.Known, c.By}); got != want[i] {
				t.Errorf("%s, role %d: %+v, want %+v", s.M.Game.Deadlines[i].ID, role, got, want[i])
			}
		}
	}
}

// However long the story: the turn at whose Open a time ends is found as if all
// turns were looked at one by one.
func TestATimeEndsAtTheFirstTurnThatBeginsAtOrAfterIt(t *testing.T) {
	g := sit.Compile(t, "format = 1\nid = \"t\"\nturns = 60\n[calendar]\nturn = [\"1h\", \"5h\", \"30m\", \"2d\", \"90m\"]\n[role.a]\n").Game
	for hours := 0.25; hours < 130; hours += 0.25 {
		want := g.Turns + 1
		for turn := g.Turns; turn > 1 && g.Begins[turn-1] >= hours; turn-- {
			want = turn
		}
		if got := g.TurnOf(game.Delay{Hours: hours}); got != want {
			t.Fatalf("after %v hours it is turn %d, want %d", hours, got, want)
		}
	}
}

package game_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// A debrief tells when each deadline passed or was stopped, also by what opened a
// turn that nobody played, and what became of each promise.
func TestWhatBecameOfDeadlinesAndPromises(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "promises"
turns = 5
[track.calm]
start = 50
[role.aurelia]
kind = "state"
[role.korsavia]
kind = "state"
[role.ministry]
kind = "agency"
state = "korsavia"
[agreement.quiet]
forbids = "raid"
lasts = 2
[response.truce]
by = "aurelia"
target = "korsavia"
consent = { of = "target" }
makes = "quiet"
[response.raid]
by = "ministry"
target = "aurelia"
tray = "restrict"
[deadline.early]
due = 1
stop = "calm > 90"
[deadline.truce_talks]
due = 3
stop = "happened(truce)"
[deadline.late]
due = 3
[deadline.never]
due = 9
[deadline.grudge]
due = 1
when = "happened(raid)"
[deadline.unasked]
due = 1
when = "calm > 90"
`), 1, nil)
	var chapters []game.Chapter
	turn := func(ballots []game.Ballot, words ...string) {
		opened := s.Ledger
		s.Ledger = game.Ledger{}
		s.CloseWith(ballots, words...)
		played, after := s.Ledger, s.S.Copy()
		chapters = append(chapters, game.Chapter{Turn: s.S.Turn(), Open: &opened, Played: &played, After: &after})
		s.Ledger = game.Ledger{}
		s.P.Open(&s.S)
	}
	yes := []game.Ballot{s.Ballot("aurelia truce korsavia", "korsavia", "yes")}
	turn(yes, "aurelia truce korsavia")
	turn(nil, "ministry raid aurelia")
	turn([]game.Ballot{s.Ballot("aurelia truce korsavia", "korsavia", "yes")}, "aurelia truce korsavia")
	opened := s.Ledger
	chapters = append(chapters, game.Chapter{Turn: s.S.Turn(), Open: &opened})
	want := []game.DeadlineCourse{{0, 1, 2, false}, {1, 1, 2, true}, {2, 1, 4, false}, {3, 1, 0, false}, {4, 3, 4, false}, {5, 0, 0, false}}
	if got := s.M.Elapsed(chapters); !slices.Equal(got, want) {
		t.Errorf("deadlines %+v, want %+v", got, want)
	}
	kept := s.M.Kept(chapters)
	if len(kept) != 2 {
		t.Fatalf("agreements %+v, want two", kept)
	}
	both := game.One(0) | game.One(1)
	if k := kept[0]; k.Turn != 1 || k.Parties != both || k.Until != 3 || !slices.Equal(k.Breaches, []game.Breach{{2, 2, 0}}) {
		t.Errorf("the first promise: %+v", k)
	}
	if k := kept[1]; k.Turn != 3 || k.Parties != both || k.Until != 5 || k.Breaches != nil {
		t.Errorf("the second promise: %+v", k)
	}
}

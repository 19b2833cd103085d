package game_test

import (
	"reflect"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// played plays turns and keeps their chapters, as a session does.
func played(s *sit.Sitting) func(ballots []game.Ballot, words ...string) []game.Chapter {
	var chapters []game.Chapter
	return func(ballots []game.Ballot, words ...string) []game.Chapter {
		opened := s.Ledger
		s.Ledger = game.Ledger{}
		s.CloseWith(ballots, words...)
		closed, after := s.Ledger, s.S.Copy()
		o := game.Orders{Ballots: ballots}
		for _, w := range words {
			o.Moves = append(o.Moves, s.Move(w))
		}
		chapters = append(chapters, game.Chapter{Turn: s.S.Turn(), Orders: o, Open: &opened, Played: &closed, After: &after})
		s.Ledger = game.Ledger{}
		s.P.Open(&s.S)
		return chapters
	}
}

// A debrief tells who held which evidence from when on, which of it was a plant, and
// from where to where numbers went.
func TestWhoKnewWhat(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "knew"
turns = 4
[track.calm]
start = 50
[track.still]
start = 7
[pair_track.trust]
start = 40
[pair_track.warmth]
start = 10
[role.aurelia]
kind = "state"
[role.korsavia]
kind = "state"
[attack.wiper]
turn = 1
author = "korsavia"
suspects = { korsavia = 50 }
on = "aurelia"
effects = ["calm -= 10"]
[evidence.early]
about = "wiper"
points = { korsavia = 3 }
tlp = "clear"
turn = 1
to = "aurelia"
[evidence.later]
about = "wiper"
points = { korsavia = 3 }
turn = 2
to = ["aurelia", "korsavia"]
[evidence.absent]
about = "wiper"
like = { korsavia = 0 }
turn = 2
to = "aurelia"
[evidence.never]
about = "wiper"
points = { korsavia = 3 }
[response.talk]
by = "aurelia"
target = "korsavia"
effects = ["pair(self, target).trust += 5"]
`), 1, nil)
	turn := played(s)
	turn(nil, "aurelia talk korsavia")
	turn(nil, "aurelia publish early")
	chapters := turn(nil)

	a, k := s.Role("aurelia"), s.Role("korsavia")
	want := []game.EvidenceCourse{
		{Evidence: 0, Published: 2, Held: []game.Since{{1, a}, {2, k}}},
		{Evidence: 1, Held: []game.Since{{2, a}, {2, k}}},
		{Evidence: 2, Sought: []game.Since{{2, a}}},
	}
	if got := s.M.Knew(chapters); !reflect.DeepEqual(got, want) {
		t.Errorf("knew %+v, want %+v", got, want)
	}
	spans := []game.Span{{s.Slot("calm"), 50, 40}, {s.Slot("still"), 7, 7}, {s.Slot("pair(aurelia, korsavia).trust"), 40, 45}}
	if got := s.M.Spans(chapters); !reflect.DeepEqual(got, spans) {
		t.Errorf("spans %+v, want %+v: the world, and pairs that moved", got, spans)
	}
	if s.M.Knew(nil) != nil || s.M.Spans(nil) != nil {
		t.Error("without a turn somebody knew something")
	}
}

// What an author who poses as somebody else leaves behind was a plant.
func TestADebriefTellsAPlant(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "plant"
turns = 2
[role.a]
[role.b]
[role.c]
[attack.leak]
turn = 1
author = "b"
suspects = { b = 40, c = 40 }
mask = { b = { c = 1 } }
on = "a"
[evidence.badge]
about = "leak"
like = { b = 0, c = 1 }
plantable = true
turn = 1
to = "a"
[evidence.trace]
about = "leak"
like = { b = 1, c = 0 }
turn = 1
to = "a"
`), 1, nil)
	got := s.M.Knew(played(s)(nil))
	if len(got) != 2 || !got[0].Planted || got[1].Planted {
		t.Errorf("knew %+v, want the badge as a plant and the trace as none", got)
	}
}

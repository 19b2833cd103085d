package game_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

func TestADebriefTellsWhatWasThoughtOfAQuestion(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "asked"
turns = 3
[role.a]
[role.b]
[role.c]
seat = false
[question.intent]
truth = "slip"
answers = { meant = 60, slip = "self == b ? 90 : 40" }
when = "turn >= 2"
[evidence.list]
about = "intent"
points = { slip = 3 }
turn = 3
to = "a"
`), 1, nil)
	var chapters []game.Chapter
	for range 3 {
		s.Ledger.Reset()
		s.CloseWith(nil)
		after := s.S.Copy()
		chapters = append(chapters, game.Chapter{Turn: s.S.Turn(), Open: &game.Ledger{}, Played: &game.Ledger{}, After: &after})
		s.P.Open(&s.S)
	}
	d := s.M.Debrief(chapters)
	if len(d.Answers) != 1 || d.Answers[0].Question != 0 || d.Answers[0].True != 1 {
		t.Fatalf("answers %+v", d.Answers)
	}
	want := []game.BeliefPoint{{Turn: 2, Role: 0, Percent: 40}, {Turn: 2, Role: 1, Percent: 60}, {Turn: 3, Role: 0, Percent: 100 * 120 / 180.}, {Turn: 3, Role: 1, Percent: 60}}
	if !slices.Equal(d.Answers[0].Points, want) {
		t.Errorf("points %v, want %v: seats only, from turn 2 on, when it is asked", d.Answers[0].Points, want)
	}
	if empty := s.M.Debrief(nil); empty.Answers != nil {
		t.Errorf("without a turn there are answers %+v", empty.Answers)
	}
}

func TestADebriefTellsOfEveryQuestion(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "asked_twice"
turns = 2
[role.a]
[question.intent]
truth = "slip"
answers = { meant = 60, slip = 40 }
[question.aim]
truth = "harm"
answers = { harm = 30, gain = 70 }
`), 1, nil)
	s.Ledger.Reset()
	s.CloseWith(nil)
	after := s.S.Copy()
	d := s.M.Debrief([]game.Chapter{{Turn: 1, Open: &game.Ledger{}, Played: &game.Ledger{}, After: &after}})
	if len(d.Answers) != 2 {
		t.Fatalf("answers %+v, want those to both questions", d.Answers)
	}
	for i, want := range []struct {
		truth   int32
		percent float64
	}{{1, 40}, {0, 30}} {
		a := d.Answers[i]
		if a.Question != int32(i) || a.True != want.truth || !slices.Equal(a.Points, []game.BeliefPoint{{Turn: 1, Role: 0, Percent: want.percent}}) {
			t.Errorf("question %d: %+v, want answer %d and %v per cent", i, a, want.truth, want.percent)
		}
	}
}

func TestADebriefTellsDecisionsLaddersAndBeliefs(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, council), 3, nil)
	var chapters []game.Chapter
	turn := func(ballots []game.Ballot, words ...string) {
		s.Ledger.Reset()
		s.CloseWith(ballots, words...)
		played, after := s.Ledger, s.S.Copy()
		o := game.Orders{Ballots: ballots}
		for _, w := range words {
			o.Moves = append(o.Moves, s.Move(w))
		}
		chapters = append(chapters, game.Chapter{Turn: s.S.Turn(), Orders: o, Open: &game.Ledger{}, Played: &played, After: &after})
		s.P.Open(&s.S)
	}
	turn(nil, "aurelia charter", "aurelia name_it korsavia wording=sharp !", "aurelia publish ledger")
	turn([]game.Ballot{s.Ballot("aurelia letter", "korsavia", "yes")}, "aurelia letter")
	d := s.M.Debrief(chapters)
	if len(d.Course) != 2 || d.Course[0] != 2 || d.Course[1] != 2 {
		t.Errorf("course %v", d.Course)
	}
	if len(d.Decisions) != 4 {
		t.Fatalf("%d decisions, want 4: %+v", len(d.Decisions), d.Decisions)
	}
	by := map[string]game.Decision{}
	for _, x := range d.Decisions {
		by[s.M.Game.Actions[x.Move.Action].ID] = x
	}
	if x := by["charter"]; x.Went != game.EventUnsigned || len(x.Moved) != 0 {
		t.Errorf("charter: %+v", x)
	}
	x := by["name_it"]
	if x.Went != game.EventMove || len(x.Ladder) != 1 || x.Ladder[0] != (game.Lift{A: 0, B: 1, From: 0, To: 2}) {
		t.Errorf("name_it: %+v", x)
	}
	if len(x.Moved) != 2 || x.Moved[0].Slot != s.Slot("calm") || x.Moved[0].By != -20 || x.Moved[1].By != 7 {
		t.Errorf("name_it moved %+v", x.Moved)
	}
	if x := by["publish"]; x.Went != game.EventMove {
		t.Errorf("publish: %+v", x)
	}
	if x := by["letter"]; x.Went != game.EventMove || x.Signers != game.One(1) || x.Turn != 2 || x.Moved[0].By != 6 {
		t.Errorf("letter: %+v", x)
	}
	if len(d.Beliefs) != 1 {
		t.Fatalf("beliefs %+v", d.Beliefs)
	}
	b := d.Beliefs[0]
	if truth := int32(s.Get("author.raid")); b.Author != truth {
		t.Errorf("author %d, want %d", b.Author, truth)
	}
	for _, p := range b.Points {
		j := 0
		for i, suspect := range s.M.Game.Attacks[0].Suspects {
			if suspect == b.Author {
				j = i
			}
		}
		if p.Turn == 2 && p.Percent != s.M.View(&s.S, p.Role).Belief(0, j) {
			t.Errorf("%+v, the view says %v", p, s.M.View(&s.S, p.Role).Belief(0, j))
		}
		if p.Role == b.Author {
			t.Errorf("the author has a belief: %+v", p)
		}
	}
}

package game_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// A debrief tells of every move that needed others who said yes, who no and who
// nothing, and whether it went through.
func TestWhatBecameOfProposals(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "proposed"
turns = 4
[role.a]
[role.b]
[role.c]
[role.king]
seat = false
[response.letter]
by = "a"
cosign = { of = ["b", "c", "king"], at_least = 2, accept = "self == king" }
[response.charter]
by = "a"
vote = { of = ["a", "b", "c"], rule = "majority" }
[response.alone]
by = "a"
`), 1, nil)
	turn := played(s)
	b, c, king := game.One(s.Role("b")), game.One(s.Role("c")), game.One(s.Role("king"))
	turn([]game.Ballot{s.Ballot("a charter", "b", "no"), s.Ballot("a letter", "b", "yes")}, "a alone", "a charter", "a letter")
	chapters := turn([]game.Ballot{s.Ballot("a charter", "b", "yes"), s.Ballot("a charter", "c", "no")}, "a charter")
	want := []game.ProposalCourse{
		{Turn: 1, Move: s.Move("a letter"), Went: game.EventMove, Yes: b | king, Silent: c},
		{Turn: 1, Move: s.Move("a charter"), Went: game.EventUnsigned, No: b, Silent: c},
		{Turn: 2, Move: s.Move("a charter"), Went: game.EventMove, Yes: b, No: c},
	}
	if got := s.M.Proposed(chapters); !slices.Equal(got, want) {
		t.Errorf("proposals\n%+v, want\n%+v", got, want)
	}
}

// The highest rung of a turn counts also where it came down before the close.
func TestADebriefTellsTheHighestRungOfATurn(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "peak"
turns = 4
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "costs" }, { name = "force" }]
[role.a]
kind = "state"
[role.b]
kind = "state"
[rule.cool]
when = "turn == 3"
effects = ["pair(a, b).rung -= 1"]
[inject.clash]
turn = 2
effects = ["pair(a, b).rung = 3"]
[response.talk]
by = "a"
target = "b"
effects = ["pair(self, target).rung -= 1"]
`), 1, nil)
	turn := played(s)
	turn(nil)
	turn(nil, "a talk b")
	// It comes down by two steps: none of them is a height that the turn reached.
	d := s.M.Debrief(turn(nil, "a talk b"))
	if !slices.Equal(d.Course, []int32{0, 2, 0}) || !slices.Equal(d.High, []int32{0, 3, 0}) {
		t.Errorf("course %v, highest %v; want 0, 2, 0 and 0, 3, 0", d.Course, d.High)
	}
}

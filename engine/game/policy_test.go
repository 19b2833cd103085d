package game_test

import (
	"math"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/rule"
)

const brood = `
format = 1
id = "brood"
turns = 3
[track.calm]
start = 50
[role.mayor]
[role.ghost]
seat = false
[response.shout]
by = "mayor"
[policy.other.choose]
shout = {}
[policy.bitter]
memory = { days = 0, anger = 2 }
learn = ["memory.anger -= 1"]
[policy.bitter.choose]
shout = { when = "memory.anger > 0" }
`

func TestOrdersWriteWhatWasLearntAndNothingElse(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, brood), 1, nil)
	anger := s.Slot("memory.bitter.anger[mayor]")
	calm, ghost := s.Slot("calm"), s.Slot("memory.bitter.anger[ghost]")
	o := game.Orders{Learnt: []game.Learnt{
		{Slot: calm, Value: 3}, {Slot: ghost, Value: 3}, {Slot: -1, Value: 3}, {Slot: int32(len(s.S.V)), Value: 3},
		{Slot: s.Slot("memory.bitter.days[mayor]"), Value: math.NaN()}, {Slot: anger, Value: 7},
	}}
	for _, l := range o.Learnt[:5] {
		if s.M.Game.Learns(l) {
			t.Errorf("%+v can be learnt", l)
		}
	}
	before := s.S.Copy()
	s.P.Adjudicate(&s.S, o)
	for i := range s.S.V {
		want := before.V[i]
		if int32(i) == anger {
			want = 7
		}
		if k := s.M.Game.Slots[i].Kind; (k == game.KindTrack || k == game.KindMemory || k == game.KindUnused) && s.S.V[i] != want {
			t.Errorf("%s is %v, want %v", s.M.Game.Slots[i].Path, s.S.V[i], want)
		}
	}
}

func TestAViewRecallsItsOwnMemory(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, brood), 1, nil)
	bitter := s.M.Game.PolicyOf("bitter")
	if bitter != 1 || s.M.Game.PolicyOf("sweet") != -1 {
		t.Fatalf("bitter is policy %d", bitter)
	}
	v := s.M.View(&s.S, s.Role("mayor"))
	var mind rule.Memory
	if v.Recall(bitter, &mind); mind[0] != 0 || mind[1] != 2 {
		t.Errorf("it recalls %v", mind[:2])
	}
	if l := v.Learned(bitter, &mind, nil); l != nil {
		t.Errorf("it learned %v without learning", l)
	}
	mind[1] = 5
	if l := v.Learned(bitter, &mind, nil); len(l) != 1 || l[0] != (game.Learnt{Slot: s.Slot("memory.bitter.anger[mayor]"), Value: 5}) {
		t.Errorf("it learned %v", l)
	}
	for _, role := range []int32{-1, s.Role("mayor"), s.Role("ghost")} {
		if g := s.M.View(&s.S, role).Grade(s.Slot("memory.bitter.anger[mayor]")); g != game.Hidden {
			t.Errorf("role %d is shown the memory with grade %d", role, g)
		}
	}
}

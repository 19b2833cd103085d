package game_test

import (
	"reflect"
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/rule"
)

// Acts stand in the order of their movers. Where the movers are hidden the order
// must not tell which of them acted how: acts that differ in their words, amount,
// evidence or effect only are told in one order, whoever did which.
func TestTheOrderOfHiddenActsTellsNothing(t *testing.T) {
	m := sit.Compile(t, brood)
	shout := m.Game.Actions[0].Block
	var events []game.Event
	var parts []game.Part
	for _, choice := range []int32{0, 1} {
		for _, amount := range []float64{0, 2} {
			for _, other := range []int32{-1, 3} {
				events = append(events, game.Event{Kind: game.EventMove, Block: shout, Target: 1, Choice: choice, Amount: amount, Other: other, Seen: game.Everybody})
			}
			for _, op := range []rule.AssignOp{rule.AddTo, rule.Scale} {
				parts = append(parts, game.Part{Cause: game.Cause{Kind: game.CauseMove, Index: shout, Target: 1, Choice: choice, Amount: amount}, Op: op, By: 1, Seen: game.Everybody})
			}
		}
	}
	told := func() game.Witness {
		l := game.Ledger{Events: events, Changes: []game.Change{{Slot: m.Game.Tracks[0].Base, Before: 50, After: 60, Parts: parts}}}
		return m.Witness(&l, -1)
	}
	want := told()
	if len(want.Events) != len(events) || len(want.Numbers[0].Parts) != len(parts) || !want.Events[0].Hidden {
		t.Fatalf("told %+v", want)
	}
	slices.Reverse(events)
	slices.Reverse(parts)
	if got := told(); !reflect.DeepEqual(got, want) {
		t.Errorf("the other way round it is told\n%+v\nnot\n%+v", got, want)
	}
}

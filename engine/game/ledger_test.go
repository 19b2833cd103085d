package game_test

import (
	"reflect"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// A ledger that is cleared and used again holds what a new one would, one that is
// reset leaves what was handed out as it was, and neither keeps a list of the
// play's own.
func TestALedgerUsedAgainHoldsTheSame(t *testing.T) {
	m := sit.Folder(t, "../../scenarios/code_blue")
	table, err := policy.NewTable(m, map[string]string{"": policy.Random})
	if err != nil {
		t.Fatal(err)
	}
	var again, reset game.Ledger
	var handed, wanted []game.Ledger
	for seed := range chance.Seed(6) {
		var s [3]game.State
		fresh := &game.Ledger{}
		var plays [3]*game.Play
		for i, l := range []*game.Ledger{fresh, &again, &reset} {
			plays[i] = m.NewPlay(chance.Luck{Seed: seed}, l)
			if err := plays[i].Start(&s[i], nil); err != nil {
				t.Fatal(err)
			}
		}
		for !s[0].Ended() {
			*fresh = game.Ledger{}
			again.Clear()
			reset.Reset()
			for i, p := range plays {
				p.Open(&s[i])
				p.Adjudicate(&s[i], table.Orders(&s[i], chance.Luck{Seed: seed}))
			}
			want := told(fresh)
			if got := told(&again); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, turn %d: cleared and used again it holds\n%+v\nwant\n%+v", seed, s[0].Turn(), got, want)
			}
			handed, wanted = append(handed, told(&reset)), append(wanted, want)
		}
	}
	if !reflect.DeepEqual(handed, wanted) {
		t.Error("what a ledger held before it was reset is not what it was")
	}
}

// told is what a ledger holds, in lists of its own but for those in a draw or a
// change; nil for an empty one.
func told(l *game.Ledger) game.Ledger {
	return game.Ledger{
		Draws: append([]game.Draw(nil), l.Draws...), Changes: append([]game.Change(nil), l.Changes...),
		Events: append([]game.Event(nil), l.Events...), Faults: append([]game.Fault(nil), l.Faults...),
	}
}

package game

import (
	"testing"

	"demarche/engine/chance"
)

func TestRepeatsAreCountedForEachPart(t *testing.T) {
	var r repeats
	luck := chance.Luck{Seed: 3}
	for part := range 50 {
		r.reset()
		want := map[chance.Stream]uint32{}
		for i := range uint32(40 * (part % 7)) {
			// Few streams, many of them in the same place of the table.
			st := chance.Stream(luck.Bits(1, uint32(part), i) % 97 << (3 * (i % 3)))
			n := r.next(st)
			if count, before := want[st]; before && n != count+1 || !before && n != 0 {
				t.Fatalf("part %d: stream %d is number %d, want one more than %d (seen before: %t)", part, st, n, count, before)
			}
			want[st] = n
		}
	}
	late := repeats{part: ^uint32(0)}
	late.next(5)
	late.reset()                        // the number of the part begins anew, and most places are empty
	for st := range chance.Stream(40) { // also those that look like an empty place
		if n := late.next(st); n != 0 {
			t.Errorf("in a new part stream %d begins at %d, want 0", st, n)
		}
	}
}

package record_test

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
)

// The bytes under a state hash as FORMAT.md gives them, written out by hand.
func TestTheBytesUnderAStateHash(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	s := g.state[1].Copy()
	s.Due = []game.Due{{Turn: 2, Block: int32(slices.IndexFunc(g.m.Game.Blocks, func(b game.Block) bool { return b.ID == "speak.later" })), Target: -1}}
	var slots []int
	for i := range g.m.Game.Slots {
		if g.m.Game.Slots[i].Kind != game.KindUnused {
			slots = append(slots, i)
		}
	}
	slices.SortFunc(slots, func(a, b int) int { return strings.Compare(g.m.Game.Slots[a].Path, g.m.Game.Slots[b].Path) })
	var paths, b []byte
	u32 := func(x int) { b = binary.BigEndian.AppendUint32(b, uint32(x)) }
	word := func(s string) { u32(len(s)); b = append(b, s...) }
	set, values := make([]byte, (len(slots)+7)/8), []byte(nil)
	for i, slot := range slots {
		path := g.m.Game.Slots[slot].Path
		paths = append(binary.BigEndian.AppendUint32(paths, uint32(len(path))), path...)
		if x := s.V[slot]; x != 0 {
			set[i/8] |= 1 << (7 - i%8)
			values = binary.BigEndian.AppendUint64(values, math.Float64bits(x))
		}
	}
	b = append(b, "demarche state 1\n"...)
	u32(len(slots))
	names := sha256.Sum256(paths)
	b = append(append(append(b, names[:]...), set...), values...)
	u32(1) // due
	u32(2)
	word("speak.later")
	word("mayor")
	word("")
	b = append(b, 0)
	u32(0)
	u32(0)
	if got, want := record.NewDigest(g.n).Sum(&s), record.Sum(sha256.Sum256(b)); got != want {
		t.Errorf("Sum = %v, want %v", got, want)
	}
}

// A state hash is about the state alone, and about all of it.
func TestAStateHashIsOfItsState(t *testing.T) {
	g := play(t, t, promises, 1, policy.Random)
	one := record.NewDigest(g.n)
	for i := range g.state {
		s := g.state[i].Copy()
		was := record.NewDigest(g.n).Sum(&s)
		if one.Sum(&s) != was {
			t.Fatalf("turn %d: another hash behind other states", i)
		}
		for slot := range s.V {
			if g.m.Game.Slots[slot].Kind == game.KindUnused {
				continue
			}
			for _, bit := range []int{0, 31, 63} {
				s.V[slot] = math.Float64frombits(math.Float64bits(s.V[slot]) ^ 1<<bit)
				if one.Sum(&s) == was {
					t.Errorf("turn %d: bit %d of %s makes no difference", i, bit, g.m.Game.Slots[slot].Path)
				}
				s.V[slot] = g.state[i].V[slot]
			}
		}
		if len(s.Due) > 0 {
			if s.Due = s.Due[1:]; one.Sum(&s) == was {
				t.Errorf("turn %d: what waits makes no difference", i)
			}
		}
	}
}

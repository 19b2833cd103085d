package record

import "demarche/engine/game"

// spelt is the paths of a game's numbers as they stand under a hash, in their
// order. In the memory of a game they lie far apart, and a play hash needs
// hundreds of them.
type spelt struct {
	place []int32 // by slot: where it stands; -1: it is not in use
	words []byte
	ends  []int32 // by place, in words
}

// spell writes the paths of the slots that are in use, which stand by path.
func spell(g *game.Game, sorted []int32) spelt {
	x := spelt{place: make([]int32, len(g.Slots)), ends: make([]int32, 0, len(sorted))}
	for i := range x.place {
		x.place[i] = -1
	}
	for i, slot := range sorted {
		x.place[slot] = int32(i)
		x.words = appendWord(x.words, g.Slots[slot].Path)
		x.ends = append(x.ends, int32(len(x.words)))
	}
	return x
}

// word is the path at a place.
func (x *spelt) word(i int) []byte {
	from := int32(0)
	if i > 0 {
		from = x.ends[i-1]
	}
	return x.words[from:x.ends[i]]
}

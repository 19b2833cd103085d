package record

import (
	"math"
	"slices"

	"demarche/engine/game"
)

// A play hash of format 1 is about every number that is not +0, with its path, in
// every turn. Records of it are verified and gone on with.

func (b *blend) whole(s State) {
	paths := make([]string, 0, len(s))
	for path, x := range s {
		if !identical(x, 0) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	b.count(len(paths))
	for _, path := range paths {
		b.word(path)
		b.bits(float64(s[path]))
	}
}

func (t *Thread) whole(s *game.State) {
	used := 0
	for _, slot := range t.n.sorted {
		if math.Float64bits(s.V[slot]) != 0 {
			used++
		}
	}
	t.b.count(used)
	for i, slot := range t.n.sorted {
		if math.Float64bits(s.V[slot]) != 0 {
			t.b.spelt(t.n.paths.word(i))
			t.b.bits(s.V[slot])
		}
	}
}

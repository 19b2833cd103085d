package record

import (
	"math"

	"demarche/engine/game"
)

// stateTag opens the bytes under a state hash: another layout gets another tag.
const stateTag = "demarche state 1\n"

// Digest makes the hashes of states of one game, each for itself: whether two
// plays came to the same end, whatever way they took. FORMAT.md gives the bytes.
// It allocates nothing once its memory has grown, and belongs to one goroutine.
type Digest struct {
	pen
	layout Sum // of the paths of all numbers
	used   []byte
}

// NewDigest returns a digest for states of n's game.
func NewDigest(n *Notation) *Digest {
	d := &Digest{pen: pen{n, newBlend()}, used: make([]byte, (len(n.sorted)+7)/8)}
	d.b.spelt(n.paths.words)
	d.layout = d.b.sum()
	return d
}

// Sum returns the hash of a state.
func (d *Digest) Sum(s *game.State) Sum {
	d.b.buf = append(d.b.buf, stateTag...)
	d.b.count(len(d.n.sorted))
	d.b.digest(d.layout)
	clear(d.used)
	for i, slot := range d.n.sorted {
		if math.Float64bits(s.V[slot]) != 0 {
			d.used[i>>3] |= 0x80 >> (i & 7)
		}
	}
	d.b.spelt(d.used)
	for _, slot := range d.n.sorted {
		if math.Float64bits(s.V[slot]) != 0 {
			d.b.bits(s.V[slot])
		}
	}
	d.due(s.Due)
	d.forced(s.Forced)
	return d.b.sum()
}

package record

import (
	"encoding/binary"
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
}

// NewDigest returns a digest for states of n's game.
func NewDigest(n *Notation) *Digest {
	d := &Digest{pen: pen{n, newBlend()}}
	d.b.spelt(n.paths.words)
	d.layout = d.b.sum()
	return d
}

// Sum returns the hash of a state.
func (d *Digest) Sum(s *game.State) Sum {
	d.b.buf = append(d.b.buf, stateTag...)
	d.b.count(len(d.n.sorted))
	d.b.digest(d.layout)
	d.numbers(s)
	d.due(s.Due)
	d.forced(s.Forced)
	return d.b.sum()
}

// numbers are which numbers are not 0, and those.
func (d *Digest) numbers(s *game.State) {
	sorted := d.n.sorted
	bytes := (len(sorted) + 7) / 8
	at, room := len(d.b.buf), d.b.room(bytes+8*len(sorted)) // none may be 0
	used, values := room[:bytes], 0
	clear(used)
	for i, slot := range sorted {
		if x := math.Float64bits(s.V[slot]); x != 0 {
			used[i>>3] |= 0x80 >> (i & 7)
			binary.BigEndian.PutUint64(room[bytes+values:], x)
			values += 8
		}
	}
	d.b.buf = d.b.buf[:at+bytes+values]
}

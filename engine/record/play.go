package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash"
	"math"
	"slices"

	"demarche/engine/game"
)

// playTag opens the bytes under every play hash: another layout gets another
// tag.
const playTag = "demarche play 1\n"

// PlaySum is the play hash of a turn: SHA-256 over the previous play, the turn,
// the canonical orders, the facilitator's acts and the state. FORMAT.md gives
// the bytes. Turn 0 is the state before the first Open; its previous play is the
// zero Sum.
func PlaySum(previous Sum, turn int32, orders []Move, acts []json.RawMessage, s State, due []Due) Sum {
	b := newBlend(previous, turn)
	b.count(len(orders))
	for _, m := range orders {
		b.move(m)
	}
	b.acts(acts)
	paths := make([]string, 0, len(s))
	for path, x := range s {
		if math.Float64bits(float64(x)) != 0 {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	b.count(len(paths))
	for _, path := range paths {
		b.word(path)
		b.bits(float64(s[path]))
	}
	b.count(len(due))
	for _, d := range due {
		b.due(d)
	}
	return b.sum()
}

// PlaySum is [PlaySum] of game's own values, without a map on the way.
func (n *Notation) PlaySum(previous Sum, turn int32, o game.Orders, acts []json.RawMessage, s *game.State) Sum {
	b := newBlend(previous, turn)
	orders := n.Orders(o)
	b.count(len(orders))
	for _, m := range orders {
		b.move(m)
	}
	b.acts(acts)
	used := 0
	for _, slot := range n.sorted {
		if math.Float64bits(s.V[slot]) != 0 {
			used++
		}
	}
	b.count(used)
	for _, slot := range n.sorted {
		if math.Float64bits(s.V[slot]) != 0 {
			b.word(n.g.Slots[slot].Path)
			b.bits(s.V[slot])
		}
	}
	due := n.Due(s)
	b.count(len(due))
	for _, d := range due {
		b.due(d)
	}
	return b.sum()
}

// blend feeds a hash: whole numbers are 32 bits and floats their 64 bits, most
// significant byte first; a word is its length in bytes and its bytes.
type blend struct {
	h   hash.Hash
	buf []byte
}

func newBlend(previous Sum, turn int32) *blend {
	b := &blend{h: sha256.New()}
	b.buf = append(b.buf, playTag...)
	b.buf = append(b.buf, previous[:]...)
	b.buf = binary.BigEndian.AppendUint32(b.buf, uint32(turn))
	return b
}

func (b *blend) count(n int) { b.buf = binary.BigEndian.AppendUint32(b.buf, uint32(n)) }

func (b *blend) bits(x float64) {
	b.buf = binary.BigEndian.AppendUint64(b.buf, math.Float64bits(x))
	b.spill()
}

func (b *blend) word(s string) {
	b.count(len(s))
	b.buf = append(b.buf, s...)
}

func (b *blend) truth(x bool) {
	if x {
		b.buf = append(b.buf, 1)
		return
	}
	b.buf = append(b.buf, 0)
}

func (b *blend) move(m Move) {
	b.word(m.Role)
	b.word(m.Action)
	b.word(m.Target)
	b.count(int(m.Choice))
	b.bits(float64(m.Amount))
	b.truth(m.Confirm)
}

func (b *blend) acts(acts []json.RawMessage) {
	b.count(len(acts))
	for _, a := range acts {
		var tight bytes.Buffer
		if json.Compact(&tight, a) != nil {
			tight.Write(a) // no JSON: it is hashed as it is, and will not be written
		}
		b.word(tight.String())
	}
}

func (b *blend) due(d Due) {
	b.count(int(d.Turn))
	b.word(d.Block)
	b.word(d.Self)
	b.word(d.Target)
	b.truth(d.Fired)
}

// spill hands over what has gathered, so that a large state needs little memory.
func (b *blend) spill() {
	if len(b.buf) > 4096 {
		b.h.Write(b.buf)
		b.buf = b.buf[:0]
	}
}

func (b *blend) sum() Sum {
	b.h.Write(b.buf)
	return Sum(b.h.Sum(nil))
}

package record

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"
	"slices"

	"demarche/engine/game"
)

// playTag opens the bytes under every play hash: another layout gets another
// tag.
const playTag = "demarche play 1\n"

// PlaySum is the play hash of a turn: SHA-256 over the previous play, the turn,
// the canonical orders, the acts and the state. FORMAT.md gives the bytes. Turn
// 0 is the state before the first Open; its previous play is the zero Sum. What
// t says of its own play and its ledgers does not count.
func PlaySum(previous Sum, t *Turn) Sum {
	b := newBlend(previous, t.Turn)
	b.orders(t.Orders, t.Ballots)
	b.acts(t.Acts)
	paths := make([]string, 0, len(t.State))
	for path, x := range t.State {
		if math.Float64bits(float64(x)) != 0 {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	b.count(len(paths))
	for _, path := range paths {
		b.word(path)
		b.bits(float64(t.State[path]))
	}
	b.waiting(t.Due, t.Forced)
	return b.sum()
}

// PlaySum is [PlaySum] of game's own values, without a map on the way.
func (n *Notation) PlaySum(previous Sum, turn int32, o game.Orders, acts []Done, s *game.State) Sum {
	b := newBlend(previous, turn)
	b.orders(n.Orders(o), n.Ballots(o))
	b.acts(n.Acts(acts))
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
	b.waiting(n.Due(s), n.Forced(s))
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
	b.picks(m.Choices)
	b.word(m.Evidence)
	b.bits(float64(m.Amount))
	b.truth(m.Confirm)
}

func (b *blend) picks(words []Words) {
	b.count(len(words))
	for _, w := range words {
		b.word(w.Name)
		b.word(w.Word)
	}
}

func (b *blend) words(words []string) {
	b.count(len(words))
	for _, w := range words {
		b.word(w)
	}
}

func (b *blend) orders(moves []Move, ballots []Ballot) {
	b.count(len(moves))
	for _, m := range moves {
		b.move(m)
	}
	b.count(len(ballots))
	for _, x := range ballots {
		b.move(x.Move)
		b.word(x.Role)
		b.truth(x.Yes)
	}
}

func (b *blend) acts(acts []Act) {
	b.count(len(acts))
	for _, a := range acts {
		b.word(a.Do)
		b.word(a.Inject)
		b.truth(a.Early)
		if a.Draw != nil {
			b.forced(*a.Draw)
		}
		if a.Path != "" {
			b.word(a.Path)
			b.bits(float64(a.Value))
		}
		if a.Gift != nil {
			b.gift(a.Gift)
		}
	}
}

func (b *blend) gift(a *Gift) {
	b.word(a.Role)
	b.word(a.Evidence)
	b.words(a.To)
	flags := byte(0)
	if a.On != nil {
		flags |= 1
	}
	if a.Confirm {
		flags |= 2
	}
	b.buf = append(b.buf, flags)
	if a.On != nil {
		b.move(*a.On)
	}
}

// waiting is what waits for a turn to come. Most games force nothing, and then
// nothing is said of it.
func (b *blend) waiting(due []Due, forced []Forced) {
	b.count(len(due))
	for _, d := range due {
		b.due(d)
	}
	if len(forced) == 0 {
		return
	}
	b.count(len(forced))
	for _, f := range forced {
		b.forced(f)
	}
}

func (b *blend) forced(f Forced) {
	b.count(int(f.Turn))
	for _, w := range []string{f.Purpose, f.ID, f.Self, f.Target} {
		b.word(w)
	}
	b.count(int(f.Index))
	b.count(int(f.Pick))
}

func (b *blend) due(d Due) {
	b.count(int(d.Turn))
	b.word(d.Block)
	b.word(d.Self)
	b.word(d.Target)
	b.truth(d.Fired)
	b.picks(d.Choices)
	b.words(d.Signers)
	if d.Standing || d.Amount != 0 {
		b.count(extra)
		b.truth(d.Standing)
		b.bits(float64(d.Amount))
	}
}

// extra stands where the turn of the next block would: no turn is so high.
const extra = math.MaxUint32

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

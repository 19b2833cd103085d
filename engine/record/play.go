package record

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"
	"slices"
	"strconv"
)

// Before is what a turn follows: the play hash of the entry before, and the
// numbers that it was about. Nothing stands before the start.
type Before struct {
	Play  Sum
	State State
}

// PlaySum is the play hash of a turn in a record of a format, 1 to [Format]:
// SHA-256 over the previous play, the turn, the canonical orders, the acts, the
// numbers that changed since and what waits. FORMAT.md gives the bytes. Turn 0
// is the state before the first Open. What t says of its own play and its ledgers
// does not count. It works on ids and needs no game; a [Thread] gives the same of
// game's own values.
func PlaySum(format int, before Before, t *Turn) Sum {
	b := newBlend()
	b.begin(format, before.Play, t.Turn)
	b.orders(t.Orders, t.Ballots)
	b.acts(t.Acts)
	if format == 1 {
		b.whole(t.State)
	} else {
		b.changes(before.State, t.State)
	}
	b.waiting(t.Due, t.Forced)
	return b.sum()
}

// changes are the numbers that are not what they were: the hash of their paths,
// which in most games are the same again and again, then their values.
func (b *blend) changes(was, now State) {
	var paths []string
	for path, x := range now {
		if !identical(x, was[path]) {
			paths = append(paths, path)
		}
	}
	for path, x := range was {
		if _, still := now[path]; !still && !identical(x, 0) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	names := newBlend()
	for _, path := range paths {
		names.word(path)
	}
	b.count(len(paths))
	b.digest(names.sum())
	for _, path := range paths {
		b.bits(float64(now[path]))
	}
}

func identical(x, y Number) bool {
	return math.Float64bits(float64(x)) == math.Float64bits(float64(y))
}

// blend feeds a hash: whole numbers are 32 bits and floats their 64 bits, most
// significant byte first; a word is its length in bytes and its bytes.
type blend struct {
	h   hash.Hash
	buf []byte // what the hash has not been given yet
}

func newBlend() *blend { return &blend{h: sha256.New()} }

// begin starts the bytes under a play hash. Another layout has another number in
// them.
func (b *blend) begin(format int, previous Sum, turn int32) {
	b.buf = append(b.buf, "demarche play "...)
	b.buf = append(strconv.AppendInt(b.buf, int64(format), 10), '\n')
	b.digest(previous)
	b.count(int(turn))
}

func (b *blend) digest(x Sum) { b.buf = append(b.buf, x[:]...) }

func (b *blend) count(n int) { b.buf = binary.BigEndian.AppendUint32(b.buf, uint32(n)) }

func (b *blend) bits(x float64) {
	b.buf = binary.BigEndian.AppendUint64(b.buf, math.Float64bits(x))
	b.spill()
}

// room makes room for bytes that the caller writes.
func (b *blend) room(n int) []byte {
	at := len(b.buf)
	b.buf = slices.Grow(b.buf, n)[:at+n]
	return b.buf[at:]
}

func (b *blend) word(s string) { b.buf = appendWord(b.buf, s) }

func appendWord(buf []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint32(buf, uint32(len(s))), s...)
}

// spelt is words that were written before.
func (b *blend) spelt(words []byte) {
	b.buf = append(b.buf, words...)
	b.spill()
}

// spill hands over what has gathered, so that a large state needs little memory.
func (b *blend) spill() {
	if len(b.buf) > 4096 {
		b.h.Write(b.buf)
		b.buf = b.buf[:0]
	}
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
	b.giving(a.On != nil, a.Confirm)
	if a.On != nil {
		b.move(*a.On)
	}
}

// giving says how something is given: with a proposal, and meaning it.
func (b *blend) giving(rides, confirm bool) {
	flags := byte(0)
	if rides {
		flags |= 1
	}
	if confirm {
		flags |= 2
	}
	b.buf = append(b.buf, flags)
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
	b.ordered(d.Standing, float64(d.Amount))
}

// ordered is what few blocks that wait have: that they stand, and an amount.
func (b *blend) ordered(standing bool, amount float64) {
	if standing || amount != 0 {
		b.count(extra)
		b.truth(standing)
		b.bits(amount)
	}
}

// extra stands where the turn of the next block would: no turn is so high.
const extra = math.MaxUint32

// sum returns the hash and begins another.
func (b *blend) sum() (x Sum) {
	b.h.Write(b.buf)
	b.buf = b.h.Sum(b.buf[:0])
	copy(x[:], b.buf)
	b.h.Reset()
	b.buf = b.buf[:0]
	return x
}

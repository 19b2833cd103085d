// Package chance makes every random number of the engine: seeds, named streams,
// stateless draws, and the transcendental functions that give the same bits on
// every processor. It knows no games.
//
// A draw is named by its stream, the turn and an index that counts repeats of
// one name in one turn. Nothing is carried from one draw to the next, so a new
// rule, role or draw changes no other draw.
package chance

import "math/bits"

// MaxSeed is the largest seed: seeds are whole numbers from 0 to 2^53-1, so
// that JSON, JavaScript and R keep them exact.
const MaxSeed = 1<<53 - 1

const (
	golden = 0x9E3779B97F4A7C15
	salter = 0xD1B54A32D192ED03
)

// Seed fixes every draw of a play. Values above [MaxSeed] are not seeds.
type Seed uint64

// Stream is the key of a named sequence of draws.
type Stream uint64

// Name returns the stream of a purpose and an id, such as "outcome" and
// "takedown.works". The key is FNV-1a 64 of "purpose/id".
func Name(purpose, id string) Stream {
	return Stream(fnv(purpose + "/" + id))
}

// Actor returns the key of a role's id, for [Stream.Of] and [Stream.On].
func Actor(id string) Stream { return Stream(fnv(id)) }

// Of returns the stream for one role: its key turned left by 21 bits and
// joined by exclusive or.
func (s Stream) Of(actor Stream) Stream {
	return s ^ Stream(bits.RotateLeft64(uint64(actor), 21))
}

// On returns the stream for one target: its key turned left by 42 bits and
// joined by exclusive or.
func (s Stream) On(target Stream) Stream {
	return s ^ Stream(bits.RotateLeft64(uint64(target), 42))
}

// Luck draws numbers for one play. Its zero value is seed 0 without salt. It
// holds no state and is safe for concurrent use.
type Luck struct {
	Seed Seed
	Salt uint64 // 0; another number after a rewind "with new luck"
}

// Bits returns the 64 bits of the draw with this name. Each step is a full
// round of mix: one round alone repeats draws between neighbouring seeds and
// indices.
func (l Luck) Bits(s Stream, turn, index uint32) uint64 { return l.Hand().Bits(s, turn, index) }

// Unit returns the draw as a number in [0, 1), a multiple of 2^-53.
func (l Luck) Unit(s Stream, turn, index uint32) float64 { return l.Hand().Unit(s, turn, index) }

// Hand is a luck with what all its draws share worked out, for who draws many
// numbers. It draws the same ones.
type Hand struct{ key uint64 }

// Hand makes a luck ready.
func (l Luck) Hand() Hand { return Hand{mix(uint64(l.Seed)+golden) ^ l.Salt*salter} }

// Bits is [Luck.Bits].
func (h Hand) Bits(s Stream, turn, index uint32) uint64 { return h.Key(s).Bits(turn, index) }

// Key is a stream under one luck, for who draws from it in many turns.
type Key uint64

// Key makes a stream ready.
func (h Hand) Key(s Stream) Key { return Key(mix(h.key ^ uint64(s))) }

// Bits is [Luck.Bits].
func (k Key) Bits(turn, index uint32) uint64 {
	return mix(mix((uint64(k)^(uint64(turn)<<32|uint64(index)))+golden) ^ bits.RotateLeft64(uint64(k), 32))
}

// Keys remembers the keys of streams under one luck, by numbers that their owner
// gives them. It belongs to one goroutine; its zero value is empty.
type Keys struct {
	owner any
	hand  Hand
	keys  []Key
}

// Under returns the keys of n streams of an owner, a pointer; those that it did not
// set under this luck are 0.
func (k *Keys) Under(owner any, h Hand, n int) []Key {
	if k.owner != owner || k.hand != h || len(k.keys) != n {
		k.owner, k.hand = owner, h
		k.keys = append(k.keys[:0], make([]Key, n)...)
	}
	return k.keys
}

// Unit is [Luck.Unit].
func (h Hand) Unit(s Stream, turn, index uint32) float64 {
	return float64(int64(h.Bits(s, turn, index)>>11)) * (1.0 / (1 << 53)) // 53 bits: no sign
}

// mix is the finaliser "moremur": two multiplications between xor-shifts of
// 27, 33 and 27.
func mix(x uint64) uint64 {
	x ^= x >> 27
	x *= 0x3C79AC492BA7B653
	x ^= x >> 33
	x *= 0x1C69B3F74AC4AE35
	x ^= x >> 27
	return x
}

// fnv is FNV-1a with 64 bits, written out because hash/fnv allocates.
func fnv(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h ^= uint64(s[i])
		h *= 1099511628211
	}
	return h
}

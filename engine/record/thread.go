package record

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"

	"demarche/engine/game"
)

// Thread makes the play hashes of one play after another: it holds the play so far
// and the numbers that it is about, since a turn hashes what changed in them. It
// gives what [PlaySum] gives and allocates nothing once its memory has grown. It
// belongs to one goroutine.
type Thread struct {
	pen
	format int
	play   Sum
	was    []float64 // by slot
	start  named     // what was not 0 at the last start: the next will most likely be like it

	changed []uint64 // set of numbers, by their places in the order of paths
	names   *blend
	moves   []game.Move
	ballots []game.Ballot
}

// named is a set of numbers and the hash of their paths.
type named struct {
	set   []uint64
	names Sum
}

// NewThread returns a thread for plays of n's game by the bytes of a format:
// [Format], or that of the record with which the play goes on.
func NewThread(n *Notation, format int) *Thread {
	return &Thread{pen: pen{n, newBlend()}, format: format, names: newBlend(), was: make([]float64, len(n.g.Slots)), changed: make([]uint64, (len(n.sorted)+63)/64)}
}

// Play returns the play hash so far.
func (t *Thread) Play() Sum { return t.play }

// Back goes on from the end of an earlier turn, or of one that was read: its play
// hash and its state. What came after it does not count any more.
func (t *Thread) Back(play Sum, s *game.State) {
	t.play = play
	copy(t.was, s.V)
}

// Begin begins a play with the state before its first Open and returns the play
// hash of turn 0.
func (t *Thread) Begin(s *game.State) Sum {
	t.play = Sum{}
	clear(t.was)
	return t.follow(0, game.Orders{}, nil, s)
}

// Next returns the play hash of the turn that was played; s is the state after it,
// o its orders in any order. It leaves o as it is.
func (t *Thread) Next(o game.Orders, acts []Done, s *game.State) Sum {
	return t.follow(s.Turn(), o, acts, s)
}

// Start begins a play as [Thread.Begin] does and writes its entry; l is the ledger
// of Start.
func (t *Thread) Start(l *game.Ledger, s *game.State) Start {
	return Start{Ledger: t.n.Ledger(l), State: t.n.State(s), Due: t.n.Due(s), Play: t.Begin(s)}
}

// Turn writes the entry of a resolved turn, with its play hash as [Thread.Next]
// makes it: open and played are the ledgers of Open with the acts, and of
// Adjudicate; s is the state after.
func (t *Thread) Turn(open, played *game.Ledger, o game.Orders, acts []Done, s *game.State) Turn {
	n := t.n
	return Turn{
		Turn: s.Turn(), Orders: n.Orders(o), Ballots: n.Ballots(o), Learnt: n.Learnt(o.Learnt), Acts: n.Acts(acts), Open: n.Ledger(open), Played: n.Ledger(played),
		State: n.State(s), Due: n.Due(s), Forced: n.Forced(s), Play: t.Next(o, acts, s),
	}
}

func (t *Thread) follow(turn int32, o game.Orders, acts []Done, s *game.State) Sum {
	t.b.begin(t.format, t.play, turn)
	t.orders(o)
	t.acts(acts)
	if t.format == 1 {
		t.whole(s)
	} else {
		t.changes(turn, s)
	}
	t.due(s.Due)
	t.forced(s.Forced)
	t.play = t.b.sum()
	return t.play
}

// changes are the numbers that changed. It leaves those of s behind.
func (t *Thread) changes(turn int32, s *game.State) {
	count := t.compare(s.V)
	t.b.count(count)
	if turn == 0 {
		if !slices.Equal(t.changed, t.start.set) {
			t.start.set = append(t.start.set[:0], t.changed...)
			t.start.names = t.named()
		}
		t.b.digest(t.start.names)
	} else {
		t.b.digest(t.named())
	}
	to := t.b.room(8 * count)
	for i, set := range t.changed {
		for ; set != 0; set &= set - 1 {
			x := s.V[t.n.sorted[i<<6+bits.TrailingZeros64(set)]]
			binary.BigEndian.PutUint64(to, math.Float64bits(x))
			to = to[8:]
		}
	}
}

// compare finds what changed and returns how much did. Most of a game stands
// still, so it looks at eight numbers at a time.
func (t *Thread) compare(now []float64) (count int) {
	clear(t.changed)
	was := t.was[:len(now)]
	at := 0
	for ; at+8 <= len(now); at += 8 {
		x, y := (*[8]float64)(now[at:]), (*[8]float64)(was[at:])
		differ := (math.Float64bits(x[0]) ^ math.Float64bits(y[0])) | (math.Float64bits(x[1]) ^ math.Float64bits(y[1])) |
			(math.Float64bits(x[2]) ^ math.Float64bits(y[2])) | (math.Float64bits(x[3]) ^ math.Float64bits(y[3])) |
			(math.Float64bits(x[4]) ^ math.Float64bits(y[4])) | (math.Float64bits(x[5]) ^ math.Float64bits(y[5])) |
			(math.Float64bits(x[6]) ^ math.Float64bits(y[6])) | (math.Float64bits(x[7]) ^ math.Float64bits(y[7]))
		if differ != 0 {
			count += t.take(now, at, at+8)
		}
	}
	return count + t.take(now, at, len(now))
}

// take compares a few numbers one by one.
func (t *Thread) take(now []float64, from, to int) (count int) {
	for slot := from; slot < to; slot++ {
		if math.Float64bits(now[slot]) == math.Float64bits(t.was[slot]) {
			continue
		}
		t.was[slot] = now[slot]
		if i := t.n.paths.place[slot]; i >= 0 {
			t.changed[i>>6] |= 1 << (i & 63)
			count++
		}
	}
	return count
}

// named hashes the paths of what changed.
func (t *Thread) named() Sum {
	for i, set := range t.changed {
		for ; set != 0; set &= set - 1 {
			t.names.spelt(t.n.paths.word(i<<6 + bits.TrailingZeros64(set)))
		}
	}
	return t.names.sum()
}

func (t *Thread) orders(o game.Orders) {
	t.moves = append(t.moves[:0], o.Moves...)
	t.ballots = append(t.ballots[:0], o.Ballots...)
	t.n.g.Sort(&game.Orders{Moves: t.moves, Ballots: t.ballots})
	t.b.count(len(t.moves))
	for _, m := range t.moves {
		t.move(m)
	}
	t.b.count(len(t.ballots))
	for _, x := range t.ballots {
		t.move(x.Move.Key())
		t.b.word(t.n.role(x.Role))
		t.b.truth(x.Yes)
	}
}

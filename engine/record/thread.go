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
	start  start     // an earlier one: the next will most likely be like it

	led    []game.Led     // as [game.Game.Led] tells them
	others []game.Stretch // nil: all numbers are looked at

	changed []uint64 // set of numbers, by their places in the order of paths
	moved   []int32  // the same by slot
	names   *blend
	moves   []game.Move
	ballots []game.Ballot
}

// start is the numbers at the start of a play, the set of those that are not 0 and
// the hash of their paths. A play that begins otherwise in a few numbers is an
// opening of it: luck alone makes no more than some.
type start struct {
	known    bool
	numbers  []float64 // by slot
	set      []uint64
	names    Sum
	openings []opening
	next     int // place of the next opening
}

// opening is what differs from a start, and the play hash of turn 0.
type opening struct {
	slots   []int32
	numbers []float64
	play    Sum
}

// Of an opening at most so many numbers differ, and so many openings are kept.
const (
	openingSlots = 16
	openingsKept = 64
)

// seen returns the play hash of an opening that there has been.
func (x *start) seen(slots []int32, now []float64) (Sum, bool) {
	for i := range x.openings {
		if o := &x.openings[i]; slices.Equal(o.slots, slots) && o.same(now) {
			return o.play, true
		}
	}
	return Sum{}, false
}

// same reports whether the numbers of an opening are these, to the bit.
func (o *opening) same(now []float64) bool {
	for i, slot := range o.slots {
		if apart(now[slot], o.numbers[i]) != 0 {
			return false
		}
	}
	return true
}

// keep keeps an opening, in the place of the oldest if there are many.
func (x *start) keep(slots []int32, now []float64, play Sum) {
	if len(slots) > openingSlots {
		return
	}
	if x.next == len(x.openings) {
		x.openings = append(x.openings, opening{})
	}
	o := &x.openings[x.next]
	x.next = (x.next + 1) % openingsKept
	o.slots, o.numbers, o.play = append(o.slots[:0], slots...), o.numbers[:0], play
	for _, slot := range slots {
		o.numbers = append(o.numbers, now[slot])
	}
}

// NewThread returns a thread for plays of n's game by the bytes of a format:
// [Format], or that of the record with which the play goes on.
func NewThread(n *Notation, format int) *Thread {
	slots, sets := len(n.g.Slots), (len(n.sorted)+63)/64
	return &Thread{
		pen: pen{n, newBlend()}, format: format, names: newBlend(), was: make([]float64, slots), changed: make([]uint64, sets),
		start: start{numbers: make([]float64, slots), set: make([]uint64, sets)},
	}
}

// Swift makes t look only at numbers that can have changed in a turn, and returns
// it: every state it is given must be what a [game.Play] made of the one before.
func (t *Thread) Swift() *Thread {
	t.led, t.others = t.n.g.Led()
	return t
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
	alone := len(s.Due) == 0 && len(s.Forced) == 0 // the numbers are all there is
	if alone && t.start.known {
		copy(t.was, t.start.numbers)
		if play, ok := t.start.seen(t.compare(s.V), s.V); ok {
			t.play = play
			return play
		}
	}
	t.play = Sum{}
	t.follow(0, game.Orders{}, nil, s)
	if alone && t.start.known {
		copy(t.was, t.start.numbers)
		t.start.keep(t.compare(s.V), s.V, t.play)
	}
	return t.play
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
	var names Sum
	if turn == 0 {
		names = t.begun(s.V)
	} else {
		clear(t.changed)
		for _, slot := range t.turned(s.V) {
			t.mark(slot, true)
		}
		names = t.named()
	}
	count := 0
	for _, set := range t.changed {
		count += bits.OnesCount64(set)
	}
	t.b.count(count)
	t.b.digest(names)
	to := t.b.room(8 * count)
	for i, set := range t.changed {
		for ; set != 0; set &= set - 1 {
			x := s.V[t.n.sorted[i<<6+bits.TrailingZeros64(set)]]
			binary.BigEndian.PutUint64(to, math.Float64bits(x))
			to = to[8:]
		}
	}
}

// begun finds what is not 0 at the start and returns the hash of its paths. Since
// it is nearly what it was at an earlier start, it looks at the difference; if that
// is large, the next are looked at beside this one.
func (t *Thread) begun(now []float64) Sum {
	copy(t.was, t.start.numbers)
	copy(t.changed, t.start.set)
	same := t.start.known
	moved := t.compare(now)
	for _, slot := range moved {
		was, is := math.Float64bits(t.start.numbers[slot]) != 0, math.Float64bits(now[slot]) != 0
		if was != is {
			t.mark(slot, is)
			same = false
		}
	}
	names := t.start.names
	if !same {
		names = t.named()
	}
	if !t.start.known || len(moved) > openingSlots {
		copy(t.start.numbers, now)
		copy(t.start.set, t.changed)
		t.start.names, t.start.known = names, true
		t.start.openings, t.start.next = t.start.openings[:0], 0
	}
	return names
}

// mark puts a slot into the set of changes, or takes it out.
func (t *Thread) mark(slot int32, in bool) {
	i := t.n.paths.place[slot]
	switch {
	case i < 0: // it is no number
	case in:
		t.changed[i>>6] |= 1 << (i & 63)
	default:
		t.changed[i>>6] &^= 1 << (i & 63)
	}
}

// turned is [Thread.compare] of a state and the one a turn later.
func (t *Thread) turned(now []float64) []int32 {
	if t.others == nil {
		return t.compare(now)
	}
	t.moved = t.moved[:0]
	for _, x := range t.others {
		t.within(x, now)
	}
	for i := range t.led {
		of := &t.led[i]
		before := len(t.moved)
		for _, x := range of.Leaders {
			t.within(x, now)
		}
		if len(t.moved) == before {
			continue
		}
		for _, x := range of.Others {
			t.within(x, now)
		}
	}
	return t.moved
}

// compare returns the slots that changed, and keeps what they are now.
func (t *Thread) compare(now []float64) []int32 {
	t.moved = t.moved[:0]
	t.within(game.Stretch{To: int32(len(now))}, now)
	return t.moved
}

// within adds the slots of a stretch that changed, and keeps what they are now. Most
// of a game stands still, so it looks at eight numbers at a time, and which of them
// moved nobody could foretell, so it does not branch on each.
func (t *Thread) within(stretch game.Stretch, now []float64) {
	was := t.was[stretch.From:stretch.To]
	now = now[stretch.From:stretch.To]
	at := 0
	for ; at+8 <= len(now); at += 8 {
		x, y := (*[8]float64)(now[at:]), (*[8]float64)(was[at:])
		if apart(x[0], y[0])|apart(x[1], y[1])|apart(x[2], y[2])|apart(x[3], y[3])|
			apart(x[4], y[4])|apart(x[5], y[5])|apart(x[6], y[6])|apart(x[7], y[7]) == 0 {
			continue
		}
		which := uint64(0)
		for i := range x {
			d := apart(x[i], y[i])
			which |= (d | -d) >> 63 << i
		}
		*y = *x
		for ; which != 0; which &= which - 1 {
			t.moved = append(t.moved, stretch.From+int32(at+bits.TrailingZeros64(which)))
		}
	}
	for ; at < len(now); at++ {
		if apart(now[at], was[at]) != 0 {
			was[at] = now[at]
			t.moved = append(t.moved, stretch.From+int32(at))
		}
	}
}

// apart is the bits in which two numbers differ.
func apart(x, y float64) uint64 { return math.Float64bits(x) ^ math.Float64bits(y) }

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

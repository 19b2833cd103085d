package game

import "demarche/engine/chance"

// repeats counts how often each name was drawn in one part of a turn: nothing
// drawn at Open is drawn again at its close, so a play may be taken up between
// the two. It is a table of open addresses; what an earlier part of the play has
// left in it is known by its number.
type repeats struct {
	table []repeat // as many as a power of two, at most half of them used
	part  uint32
	used  int
}

type repeat struct {
	stream chance.Stream
	part   uint32
	n      uint32
}

// reset begins the next part.
func (r *repeats) reset() {
	r.part++
	r.used = 0
	if r.part == 0 { // once in four thousand million parts
		clear(r.table)
		r.part = 1
	}
}

// next returns how often a stream was drawn before in this part.
func (r *repeats) next(st chance.Stream) uint32 {
	if 2*r.used >= len(r.table) {
		r.grow()
	}
	e := r.find(st)
	if e.part == r.part {
		e.n++
		return e.n
	}
	*e = repeat{stream: st, part: r.part}
	r.used++
	return 0
}

// find returns the entry of a stream, or the one that it would take. Streams are
// hashes already.
func (r *repeats) find(st chance.Stream) *repeat {
	mask := uint64(len(r.table) - 1)
	for i := uint64(st) & mask; ; i = (i + 1) & mask {
		if e := &r.table[i]; e.part != r.part || e.stream == st {
			return e
		}
	}
}

// grow doubles the table.
func (r *repeats) grow() {
	old := r.table
	r.table = make([]repeat, max(64, 2*len(old)))
	if r.part == 0 {
		r.part = 1
	}
	for _, e := range old {
		if e.part == r.part {
			*r.find(e.stream) = e
		}
	}
}

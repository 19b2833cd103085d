package game

import (
	"cmp"
	"slices"

	"demarche/engine/rule"
)

// Flow is a hidden read that ends in something visible: who sees what is
// written, and not what is read, can learn something about it. That is the
// scenario's own rule, and often meant; it is listed so that nobody is surprised.
type Flow struct {
	Path  string   // of the value that reads: "rule.leak.when"
	Reads []Number // what is hidden, in the order of reading
	// Into are numbers that change, and Events blocks that come about, by what is
	// read; Ending says that the end of the game depends on it.
	Into   []Number
	Events []int32
	Ending bool
	Learns Mask // those at the table, and the public, who can learn from it
}

// Flows lists all flows of the game. Values are in the order of compilation,
// evidence behind them. What the same viewers can learn by the same way is one
// flow.
func (g *Game) Flows() []Flow {
	f := flows{g: g, at: map[hop]Mask{}}
	for i := range g.Blocks {
		f.block(int32(i))
	}
	f.drift()
	f.randoms()
	f.priors()
	f.endings()
	f.evidence()
	return f.joined()
}

// sink is something visible: a number, an event (a block), or the end.
type sink struct {
	number Number
	block  int32 // -1: it is a number, or the end
	ending bool
}

// changed is a number as a sink, and the slot that it is this time.
func (f *flows) changed(slot int32) (into sink, sees Mask) {
	d := &f.g.Slots[slot]
	return sink{number: f.g.NumberOf(slot), block: -1}, d.Exact | d.Band
}

// hop is one number read at a path, on its way into one sink.
type hop struct {
	path string
	read Number
	into sink
}

type flows struct {
	g     *Game
	order []hop
	at    map[hop]Mask
}

// add notes that whoever sees what is written can learn what deciders read. to
// is the slot that is written, -1 if it is none: a number is no secret of its
// own.
func (f *flows) add(by []decider, into sink, to int32, sees Mask) {
	for _, s := range by {
		w := f.g.Code.Wrote(s.e)
		if w == nil {
			continue // a constant
		}
		f.g.Code.Reads(s.e, func(r rule.Ref, banded bool) {
			slot := f.g.Code.Slot(r, &s.b)
			if slot < 0 || slot == to || f.g.Slots[slot].Kind == KindUnused {
				return
			}
			d := &f.g.Slots[slot]
			known := d.Exact
			if banded {
				known |= d.Band
			}
			f.note(hop{w.Path, f.g.NumberOf(slot), into}, sees&^known)
		})
	}
}

func (f *flows) note(h hop, learns Mask) {
	learns &= f.everybody()
	if learns == 0 {
		return
	}
	if _, ok := f.at[h]; !ok {
		f.order = append(f.order, h)
	}
	f.at[h] |= learns
}

// everybody is the public and whoever sits at the table.
func (f *flows) everybody() Mask {
	m := Public
	for i := range f.g.Roles {
		if f.g.Roles[i].Seat {
			m |= One(int32(i))
		}
	}
	return m
}

// joined makes one flow of all that the same viewers learn by the same value. A
// way that tells only some of those whom another tells the same is left out.
func (f *flows) joined() []Flow {
	var out []Flow
	var sinks [][]sink // of each flow in out
	for i, h := range f.order {
		if slices.ContainsFunc(f.order[:i], func(o hop) bool { return o.path == h.path && o.read == h.read }) {
			continue // told with the first
		}
		for _, m := range f.widest(h) {
			into := f.through(h, m)
			same := func(j int) bool {
				return out[j].Path == h.path && out[j].Learns == m && slices.Equal(sinks[j], into)
			}
			at := 0
			for at < len(out) && !same(at) {
				at++
			}
			if at == len(out) {
				out, sinks = append(out, flowOf(h.path, into, m)), append(sinks, into)
			}
			out[at].Reads = append(out[at].Reads, h.read)
		}
	}
	return out
}

// widest lists the sets of viewers who learn what h reads by its value, without
// those that are part of another.
func (f *flows) widest(h hop) []Mask {
	var all []Mask
	for _, o := range f.order {
		if m := f.at[o]; o.path == h.path && o.read == h.read && !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(m Mask) bool {
		return slices.ContainsFunc(all, func(o Mask) bool { return o != m && o&m == m })
	})
}

// through lists where the viewers m learn what h reads.
func (f *flows) through(h hop, m Mask) []sink {
	var out []sink
	for _, o := range f.order {
		if o.path == h.path && o.read == h.read && f.at[o] == m {
			out = append(out, o.into)
		}
	}
	return out
}

func flowOf(path string, sinks []sink, m Mask) Flow {
	x := Flow{Path: path, Learns: m}
	for _, s := range sinks {
		switch {
		case s.ending:
			x.Ending = true
		case s.block >= 0:
			x.Events = append(x.Events, s.block)
		default:
			x.Into = append(x.Into, s.number)
		}
	}
	slices.SortFunc(x.Into, func(a, b Number) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Index, b.Index)) })
	slices.Sort(x.Events)
	return x
}

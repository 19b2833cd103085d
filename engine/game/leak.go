package game

import "demarche/engine/rule"

// Leak is a number that nothing moves but acts that some of its viewers do not
// see, one of them covert: whenever it moves they know that somebody has acted.
type Leak struct {
	Number Number
	Block  int32 // the first of the acts
	Effect int32 // of it
	Learns Mask  // who sees the number and none of the acts
}

// Leaks lists them in the order of the acts, one for a number.
func (g *Game) Leaks() []Leak {
	var out []Leak
	for track := range g.Tracks {
		if l, ok := g.leak(int32(track)); ok {
			out = append(out, l)
		}
	}
	return out
}

// leak looks at everything that can move one track.
func (g *Game) leak(track int32) (l Leak, ok bool) {
	t := &g.Tracks[track]
	if track == g.Ladder.Track || t.EachTurn.Present() || t.EachDay.Present() || t.Refill.Present() || g.bounded(t) {
		return l, false // time, acts in the open or another number move it too
	}
	f := flows{g: g}
	l = Leak{Number: Number{KindTrack, track}, Block: -1, Learns: f.everybody()}
	covert := false
	for i := range g.Blocks {
		b := &g.Blocks[i]
		for j, e := range b.Effects {
			if g.Slots[e.To.Base].Track != track {
				continue
			}
			if b.Of != OwnerAction {
				return l, false // what arrives moves it too
			}
			if l.Block < 0 {
				l.Block, l.Effect = int32(i), int32(j)
			}
			tray := g.Actions[b.Owner].Tray
			covert = covert || tray == Covert || tray == Offensive
			l.Learns &= g.blindTo(b, &e)
		}
	}
	for i := range g.Actions {
		for _, c := range g.Actions[i].Costs {
			if g.Slots[c.From.Base].Track == track {
				return l, false // payments move it too
			}
		}
	}
	return l, covert && l.Learns != 0
}

// bounded reports whether another number is a bound of the track.
func (g *Game) bounded(t *Track) bool {
	for i := range t.N {
		if d := &g.Slots[t.Base+i]; d.MinOf >= 0 || d.MaxOf >= 0 {
			return true
		}
	}
	return false
}

// blindTo are those who see a number that an effect of an act changes, and never
// the act.
func (g *Game) blindTo(b *Block, e *Effect) Mask {
	var sees, told Mask
	for _, who := range g.instances(b) {
		told |= b.Seen.For(who[0], who[1])
		bind := rule.Bind{Self: who[0], Target: who[1], Proposer: -1}
		if slot := g.Code.Slot(e.To, &bind); slot >= 0 {
			sees |= g.Slots[slot].Exact | g.Slots[slot].Band
		}
	}
	return sees &^ told
}

package game

import (
	"math"

	"demarche/engine/chance"
	"demarche/engine/rule"
)

// World is a possible world: a state that is made of nothing but what a viewer is
// shown and of luck, on which moves can be tried. Two true states that the viewer
// cannot tell apart give the very same worlds for equal luck, so whoever looks
// ahead in worlds knows no more than its seat does.
//
// What the viewer sees exactly is as it is. What it sees as a band is somewhere in
// the band, all numbers alike. What it does not see at all is
//
//   - who did an attack, and which answer is true: drawn by the scenario's own
//     weights, times how much likelier than at the start the viewer holds it now
//   - random numbers: drawn as the scenario draws them
//   - tracks, the budgets of others among them, and memories: as at the start
//   - what others hold, believe, were told and were offered: nothing but what was
//     published
//   - what is under way: nothing but the viewer's own standing orders
//   - rules that come once or rest, and injects for others that wait for a
//     condition: if it holds now, they have come
//   - the last act between two States: in this turn
//
// A World is memory for one goroutine; it can be imagined again and again. Its
// zero value is ready.
type World struct {
	m         *Machine
	viewer    int32
	play      *Play
	born, now State
	exact     []int32 // slots that the viewer sees exactly
	banded    []int32
	params    map[string]float64 // those that are not their default
	aims      aims               // of the viewer
	args      []float64
	// Names of what is drawn beside what the scenario draws.
	number, author, truth chance.Stream
}

// Imagine makes w a world of the viewer, with this luck, at the present moment.
func (v View) Imagine(w *World, luck chance.Luck) {
	w.settle(v)
	w.play.SetLuck(luck)
	s := &w.born
	// The parameters are those of a game that has begun, so they are in order.
	_ = w.play.Start(s, w.params)
	w.copy(v)
	w.play.repeats.reset()
	w.play.randoms(s, false)
	w.copy(v)
	w.bands(v)
	w.evidence(v)
	w.authors(v)
	w.truths(v)
	w.past(s)
	for _, slot := range w.m.Game.Plan.Bounded {
		if !w.m.Game.Slots[slot].Exact.Has(v.role) {
			s.V[slot] = w.m.Game.bound(s, slot, s.V[slot])
		}
	}
	for i := range v.s.Due {
		if d := &v.s.Due[i]; d.Standing && d.Self == v.role {
			s.Due = append(s.Due, *d)
		}
	}
	w.Reset()
}

// settle makes the world ready for a viewer, once for all its imaginings.
func (w *World) settle(v View) {
	if w.m != v.m || w.viewer != v.role {
		*w = World{
			m: v.m, viewer: v.role, play: v.m.NewPlay(chance.Luck{}, nil), aims: v.m.Game.aims(v.role),
			number: chance.Name("imagine", "number"), author: chance.Name("imagine", "author"), truth: chance.Name("imagine", "truth"),
		}
		for i := range v.m.Game.Slots {
			d := &v.m.Game.Slots[i]
			switch {
			case d.Kind == KindEnds || d.Kind == KindUnused:
			case d.Kind == KindClock || d.Kind == KindParam || d.Exact.Has(v.role):
				w.exact = append(w.exact, int32(i))
			case d.Band.Has(v.role):
				w.banded = append(w.banded, int32(i))
			}
		}
	}
	clear(w.params)
	for i := range v.m.Game.Params {
		if p := &v.m.Game.Params[i]; v.s.V[p.Slot] != p.Default {
			if w.params == nil {
				w.params = map[string]float64{}
			}
			w.params[p.ID] = v.s.V[p.Slot]
		}
	}
}

// copy takes over what the viewer sees exactly.
func (w *World) copy(v View) {
	for _, slot := range w.exact {
		w.born.V[slot] = v.s.V[slot]
	}
}

// bands draws the numbers of which the viewer sees the band.
func (w *World) bands(v View) {
	for _, slot := range w.banded {
		w.born.V[slot] = w.within(slot, v.m.Game.BandOf(slot, v.s.V[slot]))
	}
}

// within draws a number of a band, all alike. Bands are open below and closed
// above; one without an end reaches as far as from 0 to its other end, or 100.
func (w *World) within(slot, band int32) float64 {
	d := &w.m.Game.Slots[slot]
	lo, hi := d.Min, d.Max
	if d.Track >= 0 && w.m.Game.Tracks[d.Track].Cuts >= 0 && band >= 0 {
		cuts := w.m.Game.Code.Cuts[w.m.Game.Tracks[d.Track].Cuts]
		if band > 0 {
			lo = max(lo, cuts[band-1])
		}
		if int(band) < len(cuts) {
			hi = min(hi, cuts[band])
		}
	}
	if math.IsInf(lo, 0) {
		lo = min(0, hi) - 100
	}
	if math.IsInf(hi, 0) {
		hi = max(0, lo) + 100
	}
	x := hi - float64(w.unit(w.number, slot)*(hi-lo))
	if d.Whole {
		if x = math.Ceil(x); x > hi {
			x = math.Floor(hi)
		}
	}
	return x
}

// unit draws the n-th number of a kind in this world.
func (w *World) unit(st chance.Stream, n int32) float64 {
	return w.play.hand.Unit(st, uint32(w.born.Turn()), uint32(n))
}

// evidence has been looked for if the viewer knows what came of it; what was
// published everybody holds.
func (w *World) evidence(v View) {
	g, s := w.m.Game, &w.born
	for i := range g.Evidence {
		e := &g.Evidence[i]
		if held := v.Holding(int32(i)); held != 0 {
			s.V[e.Drawn] = float64(held)
		}
		if s.V[e.Published] != 1 {
			continue
		}
		s.V[e.Drawn] = 1
		for r := range g.Roles {
			s.V[e.Held+int32(r)] = 1
		}
	}
}

// authors draws who did each attack, and as whom he poses.
func (w *World) authors(v View) {
	g, s := w.m.Game, &w.born
	for i := range g.Attacks {
		a := &g.Attacks[i]
		if int(a.Lead) != i {
			continue
		}
		switch {
		case v.Did(int32(i)):
			s.V[a.Author] = float64(v.role)
		case a.Weights == nil && !w.heard(v, int32(i)):
			s.V[a.Author] = -1
		case len(a.Authors) > 1:
			s.V[a.Author] = float64(a.Authors[w.drawn(v, int32(i))])
		case len(a.Authors) == 1:
			s.V[a.Author] = float64(a.Authors[0])
		}
		if s.V[a.Author] >= 0 {
			w.play.pose(s, a)
		}
	}
}

// heard reports whether the viewer knows of an attack of a campaign.
func (w *World) heard(v View, lead int32) bool {
	for i := range w.m.Game.Attacks {
		if w.m.Game.Attacks[i].Lead == lead {
			if _, known := v.Knows(int32(i)); known {
				return true
			}
		}
	}
	return false
}

// drawn draws which of its authors did an attack. Whoever would know that he did
// it did not.
func (w *World) drawn(v View, i int32) int32 {
	a := &w.m.Game.Attacks[i]
	w.args = w.args[:0]
	for k, who := range a.Authors {
		weight := 1.0
		if a.Weights != nil {
			weight = a.Weights[k]
		}
		if who == v.role && a.AuthorKnows {
			weight = 0
		}
		w.args = append(w.args, weight)
	}
	return w.lot(w.author, i, func(k int32) float64 {
		j := len(a.Suspects)
		for n, suspect := range a.Suspects {
			if suspect == a.Authors[k] {
				j = n
			}
		}
		return w.likelier(v, a.Prior[j], v.Belief(i, j))
	})
}

// truths draws the true answer to each question.
func (w *World) truths(v View) {
	g := w.m.Game
	for i := range g.Questions {
		q := &g.Questions[i]
		w.args = append(w.args[:0], q.Weights...)
		w.born.V[q.Truth] = float64(w.lot(w.truth, int32(i), func(k int32) float64 {
			if v.role < 0 || int(k) >= len(q.Prior) {
				return 1
			}
			return w.likelier(v, q.Prior[k], v.s.V[q.Belief+k*int32(len(g.Roles))+v.role])
		}))
	}
}

// likelier is how many times likelier than at the start the viewer holds
// something now; 1 if it began without a belief about it.
func (w *World) likelier(v View, prior rule.Expr, now float64) float64 {
	w.play.on(v.role, -1)
	if x, ok := w.play.number(&w.born, prior); ok && x > 0 {
		return now / x
	}
	return 1
}

// lot draws one of a few by the weights in w.args, times what the viewer has
// learnt of each; by the weights alone, if that leaves nothing.
func (w *World) lot(st chance.Stream, n int32, times func(k int32) float64) int32 {
	all, learnt := 0.0, 0.0
	for k, x := range w.args {
		all += x
		learnt += float64(x * times(int32(k)))
	}
	u, at, last := w.unit(st, n), 0.0, int32(0)
	for k, x := range w.args {
		share := x / all
		if learnt > 0 {
			share = float64(x*times(int32(k))) / learnt
		}
		if share > 0 {
			last = int32(k)
		}
		if at += share; u < at {
			return int32(k)
		}
	}
	return last // the sum may fall short of 1 by a rounding
}

// past guesses what has come that the viewer need not have learnt of: whatever
// comes once and would come now.
func (w *World) past(s *State) {
	g, turn := w.m.Game, s.V[SlotTurn]
	for slot := range int32(len(g.Slots)) {
		if g.Slots[slot].Kind == KindActed {
			s.V[slot] = turn
		}
	}
	if turn < 2 {
		return
	}
	for i := range g.Rules {
		r := &g.Rules[i]
		if !r.Once && r.Cooldown == 0 || len(r.Arrive.Turns) > 0 || r.Chance.Present() {
			continue
		}
		for k, of := range r.Instances {
			if w.play.arrives(s, &r.Arrive, false, Cause{Kind: CauseRule, Index: r.Block, Self: of[0], Target: of[1]}) {
				s.V[r.Fired+int32(k)] = turn - 1
			}
		}
	}
	for i := range g.Injects {
		in := &g.Injects[i]
		if in.To.Has(w.viewer) || in.Arrive.Never || len(in.Arrive.Turns) > 0 {
			continue
		}
		told := g.Plan.Past[g.Blocks[in.Block].Past].World
		if s.V[told] == 0 && w.play.arrives(s, &in.Arrive, false, Cause{Kind: CauseInject, Index: in.Block, Self: -1, Target: -1}) {
			s.mark(told, 1, 0, false)
		}
	}
}

// Reset brings the world back to the moment at which it was imagined.
func (w *World) Reset() { w.born.Into(&w.now) }

// Luck changes the luck of what comes.
func (w *World) Luck(l chance.Luck) { w.play.SetLuck(l) }

// Ended reports whether the game is over in this world.
func (w *World) Ended() bool { return w.now.Ended() }

// Value returns what a number is in this world.
func (w *World) Value(slot int32) float64 { return w.now.V[slot] }

// View returns what a role would know in this world.
func (w *World) View(role int32) View { return w.m.View(&w.now, role) }

// Accepts answers a proposal by the scenario's conditions, as they are in this
// world; see [Machine.Accepts].
func (w *World) Accepts(move Move, role int32) (yes, says bool) {
	return w.m.Accepts(&w.now, move, role, nil)
}

// Pass adjudicates orders and, unless that ends the game, opens the next turn.
func (w *World) Pass(o Orders) {
	w.play.Adjudicate(&w.now, o)
	if !w.now.Ended() {
		w.play.Open(&w.now)
	}
}

// Worth is what the world is worth to its viewer as it is now; see [Machine.Worth].
func (w *World) Worth() float64 { return w.aims.worth(w.play, &w.now) }

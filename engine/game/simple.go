package game

import (
	"demarche/engine/chance"
	"demarche/engine/rule"
)

// simple is an action that does nothing but draw one outcome and change numbers,
// made ready. Where nobody records what happens and there is no ladder and
// nothing to agree on, its moves need no causes.
type simple struct {
	is       bool
	guard    *rule.Guard // nil: none
	firm     bool        // costs cannot undo the guard
	stream   chance.Stream
	own      deeds
	outcomes []deeds
	below    []float64     // running sums of the odds
	rest     int32         // the outcome that takes the rest; -1
	sums     [][]rule.Step // by outcome, last without one: see [Play.sums]; nil if it takes more
}

// deeds are the changes of one block.
type deeds struct {
	*work
	priority int16
}

// simply makes an action ready, if it is simple.
func (m *Machine) simply(a *Action) (out simple) {
	g := m.Game
	odds := g.sure(a)
	if a.Publish || a.Temptation || a.Standing.Present() || a.Attack >= 0 || len(a.Also) > 0 || odds == nil || g.Ladder.Track >= 0 || len(g.Agreements) > 0 {
		return out
	}
	own, ok := m.deeds(a.Block)
	if !ok || m.blocks[a.Block].open != nil {
		return out
	}
	out = simple{is: true, guard: m.guard[a.When], stream: a.Stream, own: own, rest: a.rest(), firm: m.firm(a)}
	at := 0.0
	for i, o := range a.Outcomes {
		d, ok := m.deeds(o.Block)
		if !ok {
			return simple{}
		}
		at += odds[i]
		out.outcomes, out.below = append(out.outcomes, d), append(out.below, at)
	}
	out.sums = m.summands(&out)
	return out
}

// firm reports whether the condition of an action still holds when costs have
// been paid, if it held when the move was judged: it reads no number that anybody
// pays with and does not ask who agrees.
func (m *Machine) firm(a *Action) bool {
	g := m.Game
	if a.Blind || g.Code.Asks(a.When, rule.Signed) || len(g.Plan.Bounded) > 0 {
		return false
	}
	firm := true
	g.Code.Reads(a.When, func(r rule.Ref, _ bool) { firm = firm && !m.purse[r.Base] })
	return firm
}

// purses lists the numbers that anybody pays with, by the base of their family.
func (g *Game) purses() map[int32]bool {
	out := map[int32]bool{}
	for i := range g.Actions {
		for _, c := range g.Actions[i].Costs {
			out[c.From.Base] = true
		}
	}
	return out
}

func (m *Machine) deeds(block int32) (deeds, bool) {
	b := &m.blocks[block]
	return deeds{&b.work, m.Game.Blocks[block].Priority}, b.work.is
}

// draw draws how all moves of simple actions in a tray come out, before any of
// them is played. Nothing that they do is there before the tray closes, so it is
// the same; but no draw waits for what another has decided.
func (p *Play) draw(s *State, o Orders, tray Tray) (sums bool) {
	sums = true
	for i := range o.Moves {
		m, of := &o.Moves[i], &p.settled[i]
		if !of.through || of.tray != tray {
			continue
		}
		x := &p.m.simple[m.Action]
		if x.is {
			of.falls = p.falls(s, x, m, of.signers)
		}
		sums = sums && x.sums != nil && of.falls != undone
	}
	return sums
}

// What a move of a simple action comes to beside an outcome.
const (
	plainly int32 = -1 // no outcome: what the action itself does
	undone  int32 = -2 // nothing: its condition no longer holds
)

// falls draws the outcome of a move.
func (p *Play) falls(s *State, x *simple, m *Move, signers Mask) int32 {
	if x.guard != nil && !(x.firm && p.fresh) {
		p.on(m.Self, m.Target)
		p.bind.Signers = uint64(signers)
		if !x.guard.Holds(s.V, &p.bind) {
			return undone
		}
	}
	if len(x.outcomes) == 0 {
		return plainly
	}
	u, index := p.unit(s, x.stream, m.Self, m.Target)
	pick := int32(0)
	for _, below := range x.below { // they rise, so counting takes no guess
		if u >= below {
			pick++
		}
	}
	if len(s.Forced) > 0 {
		pick, _ = p.fallen(s, index, pick)
	}
	if int(pick) == len(x.outcomes) {
		return x.rest // plainly, if there is none
	}
	return pick
}

// simply plays a move of a simple action, without a recorder.
func (p *Play) simply(s *State, x *simple, m *Move, of *settled) {
	if of.falls == undone {
		of.undone = true
		p.failed(s, *m, Cause{})
		return
	}
	p.on(m.Self, m.Target)
	p.bind.Signers = uint64(of.signers)
	if len(x.own.changes) > 0 {
		p.change(s, &x.own)
	}
	if of.falls >= 0 {
		p.change(s, &x.outcomes[of.falls])
	}
}

// change adds the changes of a block to the sums of the stage.
func (p *Play) change(s *State, d *deeds) {
	self := p.bind.Self
	for i, by := range p.reckon(s, d.work) {
		if c := &d.changes[i]; by-by == 0 {
			p.gather(s, c.slot+self&c.own, c.op, d.priority, by, nil)
		} else {
			p.faulted = true
		}
	}
}

// bill is the price of an action in constants, each of a number of the world, of
// a known role or of self. Where nobody records what happens it needs no cause.
type bill struct {
	is    bool
	asks  bool // others must agree
	plain bool // it can be taken without sums, see [Play.paid]
	tray  Tray
	items []item
}

type item struct {
	slot, own int32 // as in change
	x         float64
}

// billed makes the costs of an action ready.
func (m *Machine) billed(a *Action, costs []effect) bill {
	out := bill{is: true, asks: len(a.Assents) > 0, tray: a.Tray}
	for i := range costs {
		x, constant := m.Game.Code.Always(a.Costs[i].By)
		slot, own, near := costs[i].to.Near()
		if !constant || !near {
			out.is, out.items = false, nil
			return out
		}
		out.items = append(out.items, item{slot, own, x})
	}
	out.plain = m.straight(a, &out)
	return out
}

// straight reports whether a bill can be taken without sums: each number that it is
// taken from, whoever pays, has constant bounds, none below 0, and is no rung.
func (m *Machine) straight(a *Action, b *bill) bool {
	if b.asks || len(m.Game.Plan.Bounded) > 0 {
		return false
	}
	for _, c := range b.items {
		for r := range m.Game.Roles {
			l := &m.limits[c.slot+int32(r)&c.own]
			if a.By.Has(int32(r)) && (!l.plain || l.rung || l.lo < 0) {
				return false
			}
		}
	}
	return true
}

// paid takes the prices of all moves, where all are plain: one after another, and
// then the bounds, as their sums would have it.
func (p *Play) paid(s *State, moves []Move) {
	for i := range moves {
		for _, c := range p.m.bills[moves[i].Action].items {
			s.V[c.slot+moves[i].Self&c.own] -= c.x
		}
	}
	for i := range moves {
		for _, c := range p.m.bills[moves[i].Action].items {
			slot := c.slot + moves[i].Self&c.own
			s.V[slot] = p.m.limits[slot].cut(s, s.V[slot])
		}
	}
}

// bill takes the price of a move.
func (p *Play) bill(s *State, m *Move, b *bill) {
	for i := range b.items {
		c := &b.items[i]
		p.gather(s, c.slot+m.Self&c.own, rule.TakeFrom, 0, c.x, nil)
	}
}

package game

import (
	"math"

	"demarche/engine/rule"
)

// effect is an effect or a cost made ready.
type effect struct {
	to   rule.Place
	self rule.Who // who self is, if that is known
	by   rule.NumFn
	when rule.Expr
	op   rule.AssignOp
}

// block is a block made ready.
type block struct {
	effects []effect // as Block.Effects
	now     bool     // it waits for nothing
	bare    bool     // it does nothing but change numbers, and nobody asks whether it came
	work    work     // the same effects, if the block does nothing else
	alone   bool     // it can be a stage without sums, see [Play.alone]
	open    *Action  // the action whose arguments its expressions may read; nil if there are none
}

// work is effects that are nothing but changes of numbers, which are worked out
// before any is made: those that are formulas in one go, then the others.
type work struct {
	is      bool
	changes []change
	steps   []rule.Step // by change, empty for those of calls; none if all are in calls
	calls   []int32     // the changes that are no step
	orderly []rule.Step // the same in an order in which they can be made one after another; nil if there is none
}

// change is an effect that always comes, on a number of the world, of a known
// role or of self.
type change struct {
	by        rule.NumFn
	limits    *limits // of slot
	slot, own int32   // own is -1 if self is to be added to slot, else 0
	op        rule.AssignOp
}

// limits are the bounds of a number.
type limits struct {
	lo, hi       float64
	minOf, maxOf int32 // as in Slot
	whole        bool
	rung         bool // it is the rung of a pair
	plain        bool // lo and hi say it all
}

// ready makes numbers, blocks, costs and odds ready.
func (m *Machine) ready(self map[rule.Expr]rule.Who, by rule.Back) {
	g := m.Game
	m.purse = g.purses()
	for i := range g.Slots {
		d := &g.Slots[i]
		rung := g.Ladder.Track >= 0 && d.Kind == KindTrack && d.Track == g.Ladder.Track
		plain := d.MinOf < 0 && d.MaxOf < 0 && !d.Whole
		m.limits = append(m.limits, limits{d.Min, d.Max, d.MinOf, d.MaxOf, d.Whole, rung, plain})
	}
	for i := range g.Blocks {
		m.blocks = append(m.blocks, m.block(&g.Blocks[i], self, by))
	}
	for i := range g.Actions {
		var costs []effect
		for _, c := range g.Actions[i].Costs {
			costs = append(costs, m.lowered(c.From, c.By, self))
		}
		m.costs = append(m.costs, costs)
		m.bills = append(m.bills, m.billed(&g.Actions[i], costs))
		m.odds = append(m.odds, g.sure(&g.Actions[i]))
		m.apart = append(m.apart, !g.Actions[i].Temptation && !g.Actions[i].Blind && !g.Code.Asks(g.Actions[i].When, rule.Arg))
		m.simple = append(m.simple, m.simply(&g.Actions[i]))
		if g.Actions[i].Temptation {
			m.temptations = append(m.temptations, int32(i))
		}
	}
	m.separate()
}

func (m *Machine) lowered(to rule.Ref, by rule.Expr, self map[rule.Expr]rule.Who) effect {
	who, known := self[by]
	if !known {
		who = rule.Self
	}
	fn := m.num[by]
	if fn == nil {
		fn = func([]float64, *rule.Bind) float64 { return 0 } // an absent expression
	}
	return effect{to: m.Game.Code.Place(to, who), self: who, by: fn}
}

func (m *Machine) block(b *Block, self map[rule.Expr]rule.Who, by rule.Back) (out block) {
	for _, e := range b.Effects {
		x := m.lowered(e.To, e.By, self)
		x.when, x.op = e.When, e.Op
		out.effects = append(out.effects, x)
	}
	follows := b.Kind == CauseOutcome || b.Kind == CauseAlso
	out.now = b.After.None()
	out.bare = len(b.Fires)+len(b.Reveals)+len(b.Examines)+len(b.Makes) == 0 && b.Ends < 0 && !(follows && b.Past >= 0)
	if out.bare && out.now && (b.Past < 0 || b.Kind == CauseInject) {
		out.work = m.work(b.Effects, out.effects, by)
		out.alone = m.alone(out.work.changes)
		if out.alone && len(out.work.calls) == 0 {
			out.work.orderly = m.orderly(b.Effects, &out.work)
		}
		m.most = max(m.most, len(out.work.changes))
	}
	if b.Of == OwnerAction {
		if a := &m.Game.Actions[b.Owner]; a.Amount.On || len(a.Choices) > 0 {
			out.open = a
		}
	}
	return out
}

// work makes effects ready to be worked out together, if all are changes.
func (m *Machine) work(written []Effect, effects []effect, by rule.Back) (out work) {
	steps := make([]rule.Step, len(effects))
	for i := range effects {
		e := &effects[i]
		slot, own, near := e.to.Near()
		if !near || e.when.Present() {
			return work{}
		}
		l := &m.limits[slot]
		out.changes = append(out.changes, change{by: e.by, limits: l, slot: slot, own: own, op: e.op})
		f, ok := by.Formula(written[i].By, e.self)
		if !ok {
			out.calls = append(out.calls, int32(i))
		}
		steps[i] = rule.Step{Formula: f, To: slot, Op: e.op, Lo: l.lo, Hi: l.hi}
	}
	if len(out.calls) < len(effects) {
		out.steps = steps
	}
	out.is = true
	return out
}

// alone reports whether changes can be a stage without sums: each is of another
// number. A rung counts as more than a number: others are worked out from it.
func (m *Machine) alone(changes []change) bool {
	if len(changes) == 0 {
		return false
	}
	changed := map[int32]bool{}
	for _, c := range changes {
		if c.own != 0 || changed[c.slot] || m.limits[c.slot].rung {
			return false
		}
		changed[c.slot] = true
	}
	return true
}

// orderly returns changes as steps that can be made one after another: bounds are
// constants, and who reads the number of another comes before it. It is nil if
// there is no such order. All are of different numbers, so no order is another
// result.
func (m *Machine) orderly(effects []Effect, w *work) []rule.Step {
	for i, c := range w.changes {
		if c.op == rule.Scale || !c.straight(&w.steps[i].Formula) {
			return nil
		}
	}
	var out []rule.Step
	made := make([]bool, len(effects))
	for len(out) < len(effects) {
		next := 0
		for next < len(made) && (made[next] || m.awaited(effects, w, made, next)) {
			next++
		}
		if next == len(made) {
			return nil
		}
		made[next] = true
		out = append(out, w.steps[next])
	}
	return out
}

// straight reports whether the lowest and the highest value of its number are all
// that a change by a formula is cut to.
func (c *change) straight(f *rule.Formula) bool {
	l := c.limits
	ends := l.minOf < 0 && l.maxOf < 0 && l.lo == math.Trunc(l.lo) && l.hi == math.Trunc(l.hi)
	return l.plain || ends && c.op == rule.Set && f.Whole()
}

// awaited reports whether a change that is not made yet reads the number of the
// i-th.
func (m *Machine) awaited(effects []Effect, w *work, made []bool, i int) bool {
	awaited := false
	for k := range effects {
		if k == i || made[k] {
			continue
		}
		m.Game.Code.Reads(effects[k].By, func(r rule.Ref, _ bool) {
			at := m.Game.Code.Place(r, rule.Self)
			if slot, fixed := at.Fixed(); fixed {
				awaited = awaited || slot == w.changes[i].slot
			} else {
				awaited = awaited || r.Base == effects[i].To.Base
			}
		})
	}
	return awaited
}

// sure returns the odds of an action's outcomes if all are constants that need no
// scaling, else nil.
func (g *Game) sure(a *Action) []float64 {
	odds, rest, total := make([]float64, len(a.Outcomes)), -1, 0.0
	for i := range a.Outcomes {
		if !a.Outcomes[i].Odds.Present() {
			rest = i
			continue
		}
		x, constant := g.Code.Always(a.Outcomes[i].Odds)
		if !constant {
			return nil
		}
		odds[i] = max(x, 0)
		total += odds[i]
	}
	if total > 1 {
		return nil
	}
	if rest >= 0 {
		odds[rest] = 1 - total
	}
	return odds
}

package game

import "demarche/engine/rule"

// effect is an effect or a cost made ready.
type effect struct {
	to rule.Place
	by rule.NumFn
}

// block is a block made ready.
type block struct {
	effects []effect // as Block.Effects
	// alone says that the block does nothing but change numbers at fixed places,
	// each once and all of them always. A stage of such a block alone needs no
	// sums.
	alone bool
}

// limits are the bounds of a number.
type limits struct {
	lo, hi       float64
	minOf, maxOf int32 // as in Slot
	whole        bool
	rung         bool // it is the rung of a pair
}

// ready makes numbers, blocks, costs and odds ready.
func (m *Machine) ready(self map[rule.Expr]rule.Who) {
	g := m.Game
	for i := range g.Slots {
		d := &g.Slots[i]
		rung := g.Ladder.Track >= 0 && d.Kind == KindTrack && d.Track == g.Ladder.Track
		m.limits = append(m.limits, limits{d.Min, d.Max, d.MinOf, d.MaxOf, d.Whole, rung})
	}
	place := func(r rule.Ref, by rule.Expr) effect {
		who, known := self[by]
		if !known {
			who = rule.Self
		}
		fn := m.num[by]
		if fn == nil {
			fn = func([]float64, *rule.Bind) float64 { return 0 } // an absent expression
		}
		return effect{to: g.Code.Place(r, who), by: fn}
	}
	for i := range g.Blocks {
		var b block
		for _, e := range g.Blocks[i].Effects {
			b.effects = append(b.effects, place(e.To, e.By))
		}
		b.alone = m.standsAlone(&g.Blocks[i], b.effects)
		m.blocks = append(m.blocks, b)
	}
	for i := range g.Actions {
		var costs []effect
		for _, c := range g.Actions[i].Costs {
			costs = append(costs, place(c.From, c.By))
		}
		m.costs = append(m.costs, costs)
		m.odds = append(m.odds, g.sure(&g.Actions[i]))
	}
}

// standsAlone reports whether a block is alone, see block. A rung counts as more
// than a number: others are worked out from it.
func (m *Machine) standsAlone(b *Block, effects []effect) bool {
	if !b.After.None() || len(b.Fires) > 0 || len(b.Reveals) > 0 || len(b.Makes) > 0 || b.Ends >= 0 || b.Past >= 0 || len(effects) > fewEffects {
		return false
	}
	changed := map[int32]bool{}
	for i := range effects {
		slot, fixed := effects[i].to.Fixed()
		if !fixed || changed[slot] || m.limits[slot].rung || b.Effects[i].When.Present() {
			return false
		}
		changed[slot] = true
	}
	return true
}

// fewEffects is how many effects a block can have that is alone.
const fewEffects = 16

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

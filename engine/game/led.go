package game

import (
	"slices"

	"demarche/engine/rule"
)

// Led is numbers of a state that stand still while all of their leaders do: most
// of the facts about the past. When something happens, how often it did changes, or
// how often it was tried; only then do the turns of it (see [State.mark]). A role's
// or a pair's facts change only with the world's (see [Play.count]).
type Led struct {
	Leaders []Stretch
	Others  []Stretch // in order, no leaders among them
}

// Stretch is slots that follow each other, To not included.
type Stretch struct{ From, To int32 }

// Led returns which numbers change only in a turn in which a leader does, as long
// as nobody but a [Play] changes them, and the stretches of all other numbers, in order.
func (g *Game) Led() (led []Led, others []Stretch) {
	n := int32(len(g.Roles))
	taken := make([]bool, len(g.Slots))
	for i := range g.Plan.Past {
		if x, ok := g.Plan.Past[i].led(n, g.TurnSlots()); ok {
			for _, s := range slices.Concat(x.Leaders, x.Others) {
				for slot := s.From; slot < s.To; slot++ {
					taken[slot] = true
				}
			}
			led = append(led, x)
		}
	}
	for slot := range taken {
		if !taken[slot] && g.Slots[slot].Kind != KindUnused {
			others = joined(others, Stretch{int32(slot), int32(slot) + 1})
		}
	}
	return led, others
}

// led lists the facts about one thing: the first family that there is leads. ok is
// false if nobody asks how often it happened.
func (p *Past) led(roles, turnSlots int32) (out Led, ok bool) {
	families := []struct{ facts, turns, width int32 }{
		{p.World, p.InWorld, 1}, {p.Role, p.InRole, roles}, {p.Pair, p.InPair, roles * roles},
	}
	for _, f := range families {
		if f.facts < 0 && !ok {
			continue // a set of turns that nothing leads
		}
		of := func(fact rule.Fact) int32 { return f.facts + int32(fact-rule.Times)*f.width }
		switch {
		case f.facts >= 0 && !ok:
			out.Leaders = []Stretch{{of(rule.Times), of(rule.First)}, {of(rule.Tried), of(rule.Tried) + f.width}}
			out.Others = append(out.Others, Stretch{of(rule.First), of(rule.Tried)})
			ok = true
		case f.facts >= 0:
			out.Others = append(out.Others, Stretch{f.facts, f.facts + Facts*f.width})
		}
		if f.turns >= 0 {
			out.Others = append(out.Others, Stretch{f.turns, f.turns + turnSlots*f.width})
		}
	}
	slices.SortFunc(out.Others, func(a, b Stretch) int { return int(a.From - b.From) })
	var stretches []Stretch
	for _, s := range out.Others {
		stretches = joined(stretches, s)
	}
	out.Others = stretches
	return out, ok
}

// joined appends a stretch, or makes the last one longer if it begins where that ends.
func joined(all []Stretch, s Stretch) []Stretch {
	if k := len(all) - 1; k >= 0 && all[k].To == s.From {
		all[k].To = s.To
		return all
	}
	return append(all, s)
}

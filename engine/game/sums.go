package game

import (
	"iter"
	"math"
	"slices"

	"demarche/engine/rule"
)

// Most measures do nothing but add to numbers or set them. Where nobody records
// what happens and a tray holds no others, its stage takes no branch to know of
// which numbers sums are begun: each is begun, added to and made the number as often
// as it is named. The laws hold both ways to the same states.

// summands lists what each outcome of an action does to numbers, and last the action
// itself; it is nil if that takes more than additions and settings of numbers with
// constant bounds.
func (m *Machine) summands(x *simple) (out [][]rule.Step) {
	if !m.summable(x.own) {
		return nil
	}
	for _, d := range x.outcomes {
		if !m.summable(d) {
			return nil
		}
		if steps := d.steps; len(x.own.steps) == 0 {
			out = append(out, steps)
		} else {
			out = append(out, slices.Concat(x.own.steps, steps))
		}
	}
	return append(out, x.own.steps)
}

func (m *Machine) summable(d deeds) bool {
	if len(d.calls) > 0 || len(m.Game.Plan.Bounded) > 0 || d.priority != 0 {
		return false
	}
	for i := range d.changes {
		if c := &d.changes[i]; c.own != 0 || c.limits.rung || c.op == rule.Scale || !c.straight(&d.steps[i].Formula) {
			return false
		}
	}
	return true
}

// separate tells numbers that are added to from those that are set. Where one
// measure adds to a number and another sets it, what is set counts alone: neither
// keeps its summands.
func (m *Machine) separate() {
	adds, sets := make([]bool, len(m.limits)), make([]bool, len(m.limits))
	for i := range m.simple {
		for step := range m.simple[i].steps() {
			if step.Op == rule.Set {
				sets[step.To] = true
			} else {
				adds[step.To] = true
			}
		}
	}
	for i := range m.simple {
		x, mixed := &m.simple[i], false
		for step := range x.steps() {
			mixed = mixed || adds[step.To] && sets[step.To]
		}
		if mixed {
			x.sums = nil
		}
	}
	m.empty = make([]float64, len(m.limits))
	for slot := range m.empty {
		if m.empty[slot] = math.Copysign(0, -1); sets[slot] {
			m.empty[slot] = math.NaN()
		}
	}
}

// steps are all summands of an action.
func (x *simple) steps() iter.Seq[*rule.Step] {
	return func(yield func(*rule.Step) bool) {
		for _, all := range x.sums {
			for i := range all {
				if !yield(&all[i]) {
					return
				}
			}
		}
	}
}

// sums plays a tray whose moves all have summands.
func (p *Play) sums(s *State, o Orders, tray Tray) {
	p.adds = p.adds[:0]
	for i := range o.Moves {
		if of := &p.settled[i]; of.through && of.tray == tray {
			p.adds = append(p.adds, p.m.simple[o.Moves[i].Action].after(of.falls))
		}
	}
	v, sums := s.V, p.tallies
	for _, steps := range p.adds {
		for i := range steps {
			to := steps[i].To
			sums[to] = v[to] + p.m.empty[to]
		}
	}
	for _, steps := range p.adds {
		if !rule.Tally(sums, steps, v) {
			p.faulted = true
		}
	}
	for _, steps := range p.adds {
		for i := range steps {
			step := &steps[i]
			if x := sums[step.To]; x-x == 0 {
				v[step.To] = max(min(x, step.Hi), step.Lo)
			} else {
				p.faulted = true
			}
		}
	}
}

// after returns the summands of a move that came out so.
func (x *simple) after(falls int32) []rule.Step {
	if falls < 0 {
		return x.sums[len(x.sums)-1]
	}
	return x.sums[falls]
}

package game

import (
	"math/bits"

	"demarche/engine/rule"
)

// menu is what one role may choose from.
type menu struct {
	actions []int32
	dishes  []dish     // by place in actions
	alone   []uint64   // by pane of the sieve: which dishes are alone
	sieve   rule.Sieve // the same
}

// dish is an action on the menu of a role.
type dish struct {
	action int32
	// plain says that the action leaves nothing open beside its target and that
	// the sieve knows all of its condition and its costs.
	plain   bool
	alone   bool    // plain, without a target, and all of it stands in a pane of the sieve
	targets []int32 // as Action.Targets
}

// menus makes ready what each role may choose from.
func (m *Machine) menus(by rule.Back) {
	g := m.Game
	m.menu = make([]menu, len(g.Roles))
	for role := range m.menu {
		on := &m.menu[role]
		for i := range g.Actions {
			if a := &g.Actions[i]; a.By.Has(int32(role)) {
				d := m.dish(on, int32(i), int32(role), by)
				if len(on.dishes)%rule.Pane == 0 {
					on.alone = append(on.alone, 0)
				}
				if d.alone {
					on.alone[len(on.alone)-1] |= 1 << (len(on.dishes) % rule.Pane)
				}
				on.dishes = append(on.dishes, d)
				on.actions = append(on.actions, int32(i))
			}
		}
	}
}

// dish puts an action on a menu.
func (m *Machine) dish(on *menu, action, role int32, by rule.Back) dish {
	g := m.Game
	a := &g.Actions[action]
	prices, plain := g.prices(a, role)
	plain = plain && !a.Temptation && !a.Publish && !a.Standing.Present() && !a.Amount.On && len(a.Choices) == 0
	guard := m.guard[a.When]
	if a.Blind || !plain {
		guard, prices = nil, nil
	}
	if guard != nil && !guard.Known() {
		own := by.Guard(a.When, rule.Who(role))
		guard = &own
	}
	on.sieve.Add(guard, role, prices...)
	return dish{action, plain, plain && a.Targets == nil && (guard == nil || guard.Known()), a.Targets}
}

// prices returns what a role must have for an action, if that can be said as
// numbers that must be high enough: the costs are constants, each of another
// number, and the lowest values of these are 0. (The difference of two numbers is
// rounded, but its sign is not.)
func (g *Game) prices(a *Action, role int32) (out []rule.Least, ok bool) {
	paid := map[int32]bool{}
	for i := range a.Costs {
		x, constant := g.Code.Always(a.Costs[i].By)
		from := g.Code.Place(a.Costs[i].From, rule.Who(role))
		slot, fixed := from.Fixed()
		if !constant || !fixed || paid[slot] || g.Slots[slot].Min != 0 {
			return nil, false
		}
		paid[slot] = true
		out = append(out, rule.Least{Slot: slot, X: x})
	}
	return out, true
}

// Ready is a legal option: the least that it takes to make a move of it. Choice
// and Amount are as in [Option].
type Ready struct {
	Action, Target, Choice int32
	Amount                 float64
}

// Move returns the option as an unconfirmed move of a role.
func (r Ready) Move(self int32) Move {
	return Move{Action: r.Action, Self: self, Target: r.Target, Choice: r.Choice, Amount: r.Amount}
}

// Playable returns the legal options of the viewer, in the order of
// [View.Options]. It is what computer players ask: nobody wants to know there why
// another one is not. In a [Scratch] it is valid until the next question.
func (v View) Playable() []Ready {
	if v.role < 0 || v.s.Ended() {
		return nil
	}
	if v.in == nil {
		v.in = &Scratch{}
	}
	on := &v.m.menu[v.role]
	out := v.in.ready[:0]
	for pane := range on.sieve.Panes() {
		for left := on.sieve.Pass(pane, v.s.V); left != 0; left &= left - 1 {
			i := pane*rule.Pane + bits.TrailingZeros64(left)
			if d := &on.dishes[i]; d.alone {
				out = append(out, Ready{Action: d.action, Target: -1})
			} else {
				out = v.serve(out, on, i)
			}
		}
	}
	v.in.ready = out
	return out
}

// Panes returns how often [View.Offer] is to be asked for all that is legal.
func (v View) Panes() int {
	if v.role < 0 || v.s.Ended() {
		return 0
	}
	return v.m.menu[v.role].sieve.Panes()
}

// Offer is [View.Playable] for who draws among what is legal and needs no list of
// it: a part of what the viewer may choose from, of [View.Panes]. bits are the
// legal ones among these actions that leave nothing open and aim at nobody, the
// first in the lowest bit; others are the legal options of all other actions.
// It needs a [Scratch], in which others are valid until the next question.
func (v View) Offer(pane int) (bits uint64, actions []int32, others []Ready) {
	on := &v.m.menu[v.role]
	pass := on.sieve.Pass(pane, v.s.V)
	alone := on.alone[pane]
	if pass&^alone != 0 {
		others = v.others(on, pane, pass&^alone)
	}
	return pass & alone, on.actions[pane*rule.Pane:], others
}

// others lists the legal options of actions that are not alone.
func (v View) others(on *menu, pane int, left uint64) []Ready {
	out := v.in.ready[:0]
	for ; left != 0; left &= left - 1 {
		out = v.serve(out, on, pane*rule.Pane+bits.TrailingZeros64(left))
	}
	v.in.ready = out
	return out
}

// serve appends the legal options of the i-th action of a menu.
func (v View) serve(dst []Ready, on *menu, i int) []Ready {
	d := &on.dishes[i]
	if !d.plain {
		return v.legal(dst, d.action)
	}
	b := v.registers(-1)
	if d.targets == nil {
		if on.sieve.Rest(i, v.s.V, b) {
			dst = append(dst, Ready{Action: d.action, Target: -1})
		}
		return dst
	}
	for _, t := range d.targets {
		if b.Target = t; t != v.role && on.sieve.Rest(i, v.s.V, b) {
			dst = append(dst, Ready{Action: d.action, Target: t})
		}
	}
	return dst
}

// legal appends the legal options of an action that is not plain.
func (v View) legal(dst []Ready, action int32) []Ready {
	v.brief = true
	v.in.options = v.options(v.in.options[:0], action)
	for _, o := range v.in.options {
		if o.Code == OK {
			dst = append(dst, Ready{o.Action, o.Target, o.Choice, o.Amount})
		}
	}
	return dst
}

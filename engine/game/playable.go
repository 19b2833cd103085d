package game

import "demarche/engine/rule"

// menu is what one role may choose from.
type menu struct {
	actions []int32
	dishes  []dish      // by place in actions
	sieve   *rule.Sieve // the same
}

// dish is an action on the menu of a role.
type dish struct {
	action int32
	// plain says that the action leaves nothing open beside its target and that
	// the sieve knows all of its condition and its costs.
	plain   bool
	targets []int32 // as Action.Targets
}

// menus makes ready what each role may choose from.
func (m *Machine) menus() {
	g := m.Game
	m.menu = make([]menu, len(g.Roles))
	for role := range m.menu {
		on := &m.menu[role]
		on.sieve = rule.NewSieve(int32(role))
		for i := range g.Actions {
			if a := &g.Actions[i]; a.By.Has(int32(role)) {
				prices, plain := g.prices(a, int32(role))
				plain = plain && !a.Temptation && !a.Publish && !a.Standing.Present() && !a.Amount.On && len(a.Choices) == 0
				on.actions = append(on.actions, int32(i))
				on.dishes = append(on.dishes, dish{int32(i), plain, a.Targets})
				guard := m.guard[a.When]
				if a.Blind {
					guard = nil
				}
				on.sieve.Add(guard, prices...)
			}
		}
	}
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

// Playable returns the options that are legal, in the order of [View.Options]. It
// is what computer players ask: nobody wants to know there why another one is
// not. In a [Scratch] it is valid until the next question.
func (v View) Playable() []Option {
	if v.role < 0 || v.s.Ended() {
		return nil
	}
	var out []Option
	if v.in != nil {
		out = v.in.options[:0]
	}
	b := v.registers(-1)
	on := &v.m.menu[v.role]
	for i := range on.dishes {
		d := &on.dishes[i]
		switch {
		case !d.plain:
			out = v.legal(out, d.action)
			b = v.registers(-1)
		case !on.sieve.Passes(i, v.s.V):
		case d.targets == nil:
			if on.sieve.Rest(i, v.s.V, b) {
				out = append(out, Option{Action: d.action, Target: -1, Reason: Reason{Slot: -1}})
			}
		default:
			for _, t := range d.targets {
				if b.Target = t; t != v.role && on.sieve.Rest(i, v.s.V, b) {
					out = append(out, Option{Action: d.action, Target: t, Reason: Reason{Slot: -1}})
				}
			}
			b.Target = -1
		}
	}
	if v.in != nil {
		v.in.options = out
	}
	return out
}

// legal appends the legal options of an action that is not plain.
func (v View) legal(dst []Option, action int32) []Option {
	n := len(dst)
	all := v.options(dst, action)
	dst = all[:n]
	for _, o := range all[n:] {
		if o.Code == OK {
			dst = append(dst, o)
		}
	}
	return dst
}

package game

import "demarche/engine/rule"

// menu is what one role may choose from.
type menu struct {
	actions []int32
	dishes  []dish     // by place in actions
	sieve   rule.Sieve // the same
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
		for i := range g.Actions {
			if a := &g.Actions[i]; a.By.Has(int32(role)) {
				prices, plain := g.prices(a, int32(role))
				plain = plain && !a.Temptation && !a.Publish && !a.Standing.Present() && !a.Amount.On && len(a.Choices) == 0
				on.actions = append(on.actions, int32(i))
				on.dishes = append(on.dishes, dish{int32(i), plain, a.Targets})
				guard := m.guard[a.When]
				if a.Blind || !plain {
					guard, prices = nil, nil
				}
				on.sieve.Add(guard, int32(role), prices...)
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

// Playable returns the legal moves of the viewer, one for each legal option, in
// the order of [View.Options]. It is what computer players ask: nobody wants to
// know there why another one is not. In a [Scratch] it is valid until the next
// question.
func (v View) Playable() []Move {
	if v.role < 0 || v.s.Ended() {
		return nil
	}
	in := v.in
	if in == nil {
		in = &Scratch{}
		v.in = in
	}
	b := v.registers(-1)
	on := &v.m.menu[v.role]
	in.passed = on.sieve.Pass(v.s.V, in.passed)
	out := in.moves[:0]
	for _, i := range in.passed {
		d := &on.dishes[i]
		switch {
		case !d.plain:
			out = v.legal(out, d.action)
			b = v.registers(-1)
		case d.targets == nil:
			if on.sieve.Rest(int(i), v.s.V, b) {
				out = append(out, Move{Action: d.action, Self: v.role, Target: -1})
			}
		default:
			for _, t := range d.targets {
				if b.Target = t; t != v.role && on.sieve.Rest(int(i), v.s.V, b) {
					out = append(out, Move{Action: d.action, Self: v.role, Target: t})
				}
			}
			b.Target = -1
		}
	}
	in.moves = out
	return out
}

// legal appends the legal options of an action that is not plain.
func (v View) legal(dst []Move, action int32) []Move {
	v.in.options = v.options(v.in.options[:0], action)
	for _, o := range v.in.options {
		if o.Code == OK {
			dst = append(dst, o.Move(v.role))
		}
	}
	return dst
}

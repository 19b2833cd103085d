package game

import "demarche/engine/rule"

// plain is what judging an action takes, for one that leaves nothing open beside
// its target and is always there.
type plain struct {
	is     bool
	guard  *rule.Guard // nil: it is always open
	prices []price
}

// price is a cost that is a constant.
type price struct {
	from rule.Place
	x    float64
}

// menus lists the actions of each role and makes them ready.
func (m *Machine) menus() {
	g := m.Game
	m.menu = make([][]int32, len(g.Roles))
	m.plain = make([]plain, len(g.Actions))
	for i := range g.Actions {
		a := &g.Actions[i]
		for role := range g.Roles {
			if a.By.Has(int32(role)) {
				m.menu[role] = append(m.menu[role], int32(i))
			}
		}
		m.plain[i] = m.plainly(a)
	}
}

func (m *Machine) plainly(a *Action) plain {
	p := plain{is: !a.Temptation && !a.Publish && !a.Standing.Present() && !a.Amount.On && len(a.Choices) == 0}
	if a.When.Present() && !a.Blind {
		p.guard = m.guard[a.When]
	}
	for i := range a.Costs {
		x, constant := m.Game.Code.Always(a.Costs[i].By)
		from := m.Game.Code.Place(a.Costs[i].From, rule.Self)
		for j := range p.prices {
			constant = constant && p.prices[j].from != from // costs of one number are judged together
		}
		p.prices = append(p.prices, price{from: from, x: x})
		p.is = p.is && constant
	}
	return p
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
	for _, i := range v.m.menu[v.role] {
		a := &v.m.Game.Actions[i]
		p := &v.m.plain[i]
		switch {
		case !p.is:
			out = v.legal(out, i)
			b = v.registers(-1)
		case a.Targets == nil:
			if b.Target = -1; v.open(p, b) {
				out = append(out, Option{Action: i, Target: -1, Reason: Reason{Slot: -1}})
			}
		default:
			for _, t := range a.Targets {
				if b.Target = t; t != v.role && v.open(p, b) {
					out = append(out, Option{Action: i, Target: t, Reason: Reason{Slot: -1}})
				}
			}
		}
	}
	if v.in != nil {
		v.in.options = out
	}
	return out
}

// open reports whether the viewer can pay for a plain action and its condition
// holds.
func (v View) open(p *plain, b *rule.Bind) bool {
	for i := range p.prices {
		c := &p.prices[i]
		if slot := c.from.Slot(b); slot >= 0 && v.s.V[slot]-c.x < v.m.Game.Slots[slot].Min {
			return false
		}
	}
	return p.guard == nil || p.guard.Holds(v.s.V, b)
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

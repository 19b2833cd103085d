package game

import (
	"math"

	"demarche/engine/rule"
)

// Most rules are one instance of a condition and a few changes, and most injects
// come once, when their condition does. Where nobody records what happens, these
// need neither causes nor sums. The laws hold both ways to the same states.

// solo is a rule with one instance, which fires whenever its condition holds, and
// whose block can be a stage without sums.
type solo struct {
	is       bool
	once     bool
	cooldown float64
	fired    int32 // slot
	self     int32
	target   int32
	gate     rule.Gate
	changes  []change
	loose    bool // see block
}

// news is an inject that comes once, as soon as its condition holds.
type news struct {
	inject int32
	told   int32 // slot: how often it was told
	gate   rule.Gate
}

// end is what must hold for an ending to come, as far as a gate can tell.
type end struct {
	is bool
	rule.Gate
}

// arrivals makes rules, endings and injects ready.
func (m *Machine) arrivals() {
	g := m.Game
	for _, i := range g.Plan.Rules {
		r := &g.Rules[i]
		x := solo{once: r.Once, cooldown: float64(r.Cooldown), fired: r.Fired, self: -1, target: -1, changes: m.blocks[r.Block].changes, loose: m.blocks[r.Block].loose}
		x.is = len(r.Instances) == 1 && len(r.Arrive.Turns) == 0 && !r.Arrive.Never && !r.Chance.Present() && m.blocks[r.Block].alone
		if x.is {
			x.self, x.target = r.Instances[0][0], r.Instances[0][1]
		}
		x.gate = m.guard[r.Arrive.When].Gate(x.self)
		m.solos = append(m.solos, x)
	}
	for i := range g.Endings {
		e := &g.Endings[i]
		m.ends = append(m.ends, end{len(e.Arrive.Turns) == 0 && !e.Arrive.Never, m.guard[e.Arrive.When].Gate(-1)})
	}
	m.news = make([][]news, len(g.Plan.Open))
	first := -1
	for at, step := range g.Plan.Open {
		told, is := int32(-1), false
		if step.Do == DoInject {
			told, is = g.tellable(step.Index)
		}
		if !is {
			first = -1
			continue
		}
		if first < 0 {
			first = at
		}
		m.news[first] = append(m.news[first], news{step.Index, told, m.guard[g.Injects[step.Index].Arrive.When].Gate(-1)})
	}
}

// tellable returns where it is counted how often an inject was told, if it comes
// once, as soon as its condition holds.
func (g *Game) tellable(inject int32) (told int32, is bool) {
	in, b := &g.Injects[inject], &g.Blocks[g.Injects[inject].Block]
	past := b.Past
	if len(in.Arrive.Turns) > 0 || in.Arrive.Never || in.Arrive.Repeat || !b.After.None() || past < 0 {
		return -1, false
	}
	told = g.Plan.Past[past].World
	return told, told >= 0
}

// ripe reports whether a rule that is solo may fire, as far as that can be told
// without a call.
func (r *solo) ripe(s *State) bool {
	fired := s.V[r.fired]
	return !(fired > 0 && (r.once || s.V[SlotTurn]-fired <= r.cooldown)) && r.gate.Holds(s.V)
}

// fire runs a rule that is ripe.
func (p *Play) fire(s *State, r *solo) {
	p.on(r.self, r.target)
	if !r.gate.Whole() && !r.gate.Rest(s.V, &p.bind) {
		return
	}
	s.V[r.fired] = s.V[SlotTurn]
	p.bind.Bad = false
	if r.loose {
		p.loosely(s, r.changes)
	} else {
		p.alone(s, r.changes)
	}
	if len(p.g.Plan.Bounded) > 0 {
		p.rebound(s)
	}
}

// alone is a stage of changes of different numbers: all are worked out, then all
// are made.
func (p *Play) alone(s *State, changes []change) {
	var few [fewChanges]float64
	v, b := s.V, &p.bind
	for i := range changes {
		few[i] = changes[i].by(v, b)
		if b.Bad {
			few[i], b.Bad = math.NaN(), false
		}
	}
	for i := range changes {
		c := &changes[i]
		if x := c.becomes(v, few[i]); x-x == 0 {
			v[c.slot] = c.limits.cut(s, x)
		}
	}
}

// loosely is the same where no change waits for another.
func (p *Play) loosely(s *State, changes []change) {
	v, b := s.V, &p.bind
	for i := range changes {
		c := &changes[i]
		x := c.becomes(v, c.by(v, b))
		if b.Bad {
			b.Bad = false
		} else if x-x == 0 {
			v[c.slot] = c.limits.cut(s, x)
		}
	}
}

// becomes returns what a change by x makes of its number, before bounds. It is
// not finite if x is not.
func (c *change) becomes(v []float64, x float64) float64 {
	if c.op == rule.AddTo {
		return v[c.slot] + x
	}
	return c.op.Apply(v[c.slot], x)
}

// arrive delivers the news whose time has come, one after another.
func (p *Play) arrive(s *State, all []news) {
	for i := range all {
		n := &all[i]
		if s.V[n.told] > 0 || !n.gate.Holds(s.V) {
			continue
		}
		p.on(-1, -1)
		if (n.gate.Whole() || n.gate.Rest(s.V, &p.bind)) && !p.held(s, n.inject) {
			p.deliver(s, n.inject)
		}
	}
}

// grant is a refill that is a constant.
type grant struct {
	slot int32
	x    float64
}

// grant lists what a turn brings if all of it is constants, each for another
// number; ok is false if it is not.
func (m *Machine) grant() (out []grant, ok bool) {
	g := m.Game
	for i := range g.Tracks {
		tr := &g.Tracks[i]
		if !tr.Refill.Present() {
			continue
		}
		x, constant := g.Code.Always(tr.Refill)
		if !constant || m.limits[tr.Base].rung {
			return nil, false
		}
		for slot := tr.Base; slot < tr.Base+tr.N; slot++ {
			if g.Slots[slot].Kind == KindTrack {
				out = append(out, grant{slot, x})
			}
		}
	}
	return out, true
}

// granted is [Play.refill] where it is constants, without a recorder.
func (p *Play) granted(s *State) {
	for _, r := range p.m.grants {
		if x := s.V[r.slot] + r.x; x-x == 0 {
			s.V[r.slot] = p.m.limits[r.slot].cut(s, x)
		}
	}
	if len(p.g.Plan.Bounded) > 0 {
		p.rebound(s)
	}
}

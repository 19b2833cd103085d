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
	is     bool
	rests  float64 // turns after it has fired in which it does not
	fired  int32   // slot
	self   int32
	target int32
	gate   rule.Gate
	work   *work
	swift  bool // it takes no call: the gate says all, and the changes are steps
}

// news is an inject that comes once, as soon as its condition holds.
type news struct {
	inject int32
	told   int32 // slot: how often it was told
	gate   rule.Gate
	past   *Past
	work   *work
	alone  bool // its block can be a stage without sums
	swift  bool // the same, in steps
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
		x := solo{rests: float64(r.Cooldown), fired: r.Fired, self: -1, target: -1, work: &m.blocks[r.Block].work}
		if r.Once {
			x.rests = math.Inf(1)
		}
		x.is = len(r.Instances) == 1 && len(r.Arrive.Turns) == 0 && !r.Arrive.Never && !r.Chance.Present() && m.blocks[r.Block].alone
		if x.is {
			x.self, x.target = r.Instances[0][0], r.Instances[0][1]
		}
		x.gate = m.guard[r.Arrive.When].Gate(x.self)
		x.swift = x.gate.Whole() && x.work.orderly != nil && len(g.Plan.Bounded) == 0
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
		m.news[first] = append(m.news[first], m.tells(step.Index, told))
	}
}

// tells makes an inject that is tellable ready.
func (m *Machine) tells(inject, told int32) news {
	in := &m.Game.Injects[inject]
	b := &m.blocks[in.Block]
	swift := b.work.orderly != nil && len(m.Game.Plan.Bounded) == 0
	past := &m.Game.Plan.Past[m.Game.Blocks[in.Block].Past]
	return news{inject, told, m.guard[in.Arrive.When].Gate(-1), past, &b.work, b.alone, swift}
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

// solo runs a rule that is solo, if its time has come.
func (p *Play) solo(s *State, r *solo) {
	v := s.V
	if fired := v[r.fired]; fired > 0 && v[SlotTurn]-fired <= r.rests || !r.gate.Holds(v) {
		return
	}
	if r.swift {
		v[r.fired] = v[SlotTurn]
		if !rule.Make(r.work.orderly, v) {
			p.faulted = true
		}
		return
	}
	p.on(r.self, r.target)
	if !r.gate.Whole() && !r.gate.Rest(v, &p.bind) {
		return
	}
	v[r.fired] = v[SlotTurn]
	p.alone(s, r.work)
	if len(p.g.Plan.Bounded) > 0 {
		p.rebound(s)
	}
}

// alone is a stage of changes of different numbers: all are worked out, then all
// are made.
func (p *Play) alone(s *State, w *work) {
	v := s.V
	for i, by := range p.reckon(s, w) {
		c := &w.changes[i]
		if x := c.becomes(v, by); x-x == 0 {
			v[c.slot] = c.limits.cut(s, x)
		} else {
			p.faulted = true
		}
	}
}

// reckon works out by how much numbers change. What is Bad is not finite.
func (p *Play) reckon(s *State, w *work) []float64 {
	out := p.by[:len(w.changes)]
	rule.Work(out, w.steps, s.V)
	for _, i := range w.calls {
		p.bind.Bad = false
		out[i] = w.changes[i].by(s.V, &p.bind)
		if p.bind.Bad {
			out[i] = math.NaN()
		}
	}
	return out
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
		switch {
		case !n.gate.Whole() && !n.gate.Rest(s.V, &p.bind), p.held(s, n.inject):
			continue
		case n.swift:
			if !rule.Make(n.work.orderly, s.V) {
				p.faulted = true
			}
		case n.alone:
			p.alone(s, n.work)
			if len(p.g.Plan.Bounded) > 0 {
				p.rebound(s)
			}
		default:
			p.deliver(s, n.inject)
			continue
		}
		s.note(n.past.World, n.past.InWorld, 1, 0, false)
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
		} else {
			p.faulted = true
		}
	}
	if len(p.g.Plan.Bounded) > 0 {
		p.rebound(s)
	}
}

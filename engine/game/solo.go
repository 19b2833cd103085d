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
	changes  []change
}

// news is an inject that comes once, as soon as its condition holds.
type news struct {
	is   bool
	told int32 // slot: how often it was told
}

// arrivals makes rules and injects ready.
func (m *Machine) arrivals() {
	g := m.Game
	for _, i := range g.Plan.Rules {
		r := &g.Rules[i]
		x := solo{once: r.Once, cooldown: float64(r.Cooldown), fired: r.Fired, self: -1, target: -1, changes: m.blocks[r.Block].changes}
		x.is = len(r.Instances) == 1 && len(r.Arrive.Turns) == 0 && !r.Arrive.Never && !r.Chance.Present() && m.blocks[r.Block].alone
		if x.is {
			x.self, x.target = r.Instances[0][0], r.Instances[0][1]
		}
		m.solos = append(m.solos, x)
		m.soloGuards.Add(m.guard[r.Arrive.When], x.self)
	}
	for i := range g.Injects {
		in := &g.Injects[i]
		x := news{is: len(in.Arrive.Turns) == 0 && !in.Arrive.Never && !in.Arrive.Repeat && m.blocks[in.Block].now}
		if past := g.Blocks[in.Block].Past; past >= 0 && g.Plan.Past[past].World >= 0 {
			x.told = g.Plan.Past[past].World
		} else {
			x.is = false
		}
		m.news = append(m.news, x)
		m.newsGuards.Add(m.guard[in.Arrive.When], -1)
	}
}

// solo runs a rule of Plan.Rules that is solo.
func (p *Play) solo(s *State, at int) {
	r := &p.m.solos[at]
	fired := &s.V[r.fired]
	if *fired > 0 && (r.once || s.V[SlotTurn]-*fired <= r.cooldown) || !p.m.soloGuards.Passes(at, s.V) {
		return
	}
	p.on(r.self, r.target)
	if !p.m.soloGuards.Rest(at, s.V, &p.bind) {
		return
	}
	*fired = s.V[SlotTurn]
	p.alone(s, r.changes)
}

// alone is a stage of changes of different numbers: all are worked out, then all
// are made.
func (p *Play) alone(s *State, changes []change) {
	var few [fewChanges]float64
	v, b := s.V, &p.bind
	b.Bad = false
	for i := range changes {
		few[i] = changes[i].by(v, b)
		if b.Bad {
			few[i], b.Bad = math.NaN(), false
		}
	}
	for i := range changes {
		c := &changes[i]
		x := few[i]
		if x-x != 0 {
			continue
		}
		if c.op == rule.AddTo {
			x += v[c.slot]
		} else {
			x = c.op.Apply(v[c.slot], x)
		}
		if x-x == 0 {
			v[c.slot] = p.m.limits[c.slot].cut(s, x)
		}
	}
	if len(p.g.Plan.Bounded) > 0 {
		p.rebound(s)
	}
}

// stale reports whether an inject that is news was told or does not come yet.
func (p *Play) stale(s *State, i int32) bool {
	if s.V[p.m.news[i].told] > 0 || !p.m.newsGuards.Passes(int(i), s.V) {
		return true
	}
	p.on(-1, -1)
	return !p.m.newsGuards.Rest(int(i), s.V, &p.bind)
}

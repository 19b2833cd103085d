package scenario

import (
	"fmt"
	"math"

	"demarche/engine/game"
	"demarche/engine/source"
)

// layOut gives every number of the state its slot: the fixed ones, parameters,
// tracks, what attacks and evidence need, offers and metrics. What expressions
// ask of the past is added when they ask.
func (c *compiler) layOut() {
	for _, path := range []string{"turn", "turns", "hours", "days", "ended", "max_rung", "peak_rung"} {
		c.slot(game.Slot{
			Path: path, Kind: game.KindClock, Track: -1, Role: -1, Other: -1,
			Min: 0, Max: math.Inf(1), MinOf: -1, MaxOf: -1, Exact: game.Everybody,
		})
	}
	c.slot(plainSlot("ends", game.KindEnds, -1, -1, 0))
	c.params()
	c.layTracks()
	c.layLadder()
	c.layDraws()
	c.layAttacks()
	c.layQuestions()
	c.layEvidence()
	c.layExamined()
	c.layOffers()
	c.layHolds()
	c.layMemory()
	c.layPacts()
	c.layDeadlines()
	c.layMetrics()
}

// slot appends one number.
func (c *compiler) slot(s game.Slot) int32 {
	c.g.Slots = append(c.g.Slots, s)
	return int32(len(c.g.Slots) - 1)
}

// room reports whether n more numbers fit; if not it stops the compilation.
func (c *compiler) room(n int, at *source.Node, path string) bool {
	if len(c.g.Slots)+n <= MaxSlots {
		return true
	}
	c.faultAt(at, path, "use fewer roles or tracks", "with this the state has more than %d numbers", MaxSlots)
	c.stop = true
	return false
}

// plainSlot is a number that authors do not bound.
func plainSlot(path string, kind game.SlotKind, role, other int32, exact game.Mask) game.Slot {
	return game.Slot{
		Path: path, Kind: kind, Track: -1, Role: role, Other: other,
		Min: math.Inf(-1), Max: math.Inf(1), MinOf: -1, MaxOf: -1, Exact: exact,
	}
}

func (c *compiler) roleID(i int32) string { return c.g.Roles[i].ID }

// suspects reads who may be suspected: those named, else the authors.
func (c *compiler) suspects(a *game.Attack, e entry) {
	n := e.node.Get("suspects")
	if n == nil || n.Kind != source.Table {
		a.Suspects = a.Authors
		return
	}
	for _, kid := range n.Kids {
		if r := c.keyed("role", kid, e.path+".suspects."+kid.Key); r >= 0 {
			a.Suspects = append(a.Suspects, r)
		}
	}
}

// layOffers lists the actions and makes the slots of offers.
func (c *compiler) layOffers() {
	all := c.measures()
	c.g.Actions = make([]game.Action, 0, len(all)+2) // publish and share come behind
	for _, e := range all {
		a := game.Action{ID: e.id, Temptation: e.kind == "temptation", Attack: -1}
		if e.kind == "attack" {
			a.Attack = c.index["attack"][e.id]
		}
		if a.Temptation {
			if c.stop || !c.room(len(c.g.Roles), e.node, e.path) {
				return
			}
			a.Offer0 = int32(len(c.g.Slots))
			for r := range int32(len(c.g.Roles)) {
				c.slot(plainSlot(fmt.Sprintf("offer.%s.%s", e.id, c.roleID(r)), game.KindOffer, r, -1, game.One(r)))
			}
		}
		c.g.Actions = append(c.g.Actions, a)
	}
	if len(c.g.Evidence) > 0 {
		c.g.Actions = append(c.g.Actions, game.Action{ID: publish, Publish: true, Attack: -1})
	}
}

// layHolds makes the slots of what the facilitator holds back.
func (c *compiler) layHolds() {
	c.holds = int32(len(c.g.Slots))
	for _, e := range c.own("inject") {
		if c.stop || !c.room(1, e.node, e.path) {
			return
		}
		c.slot(plainSlot("hold."+e.id, game.KindHold, -1, -1, 0))
	}
}

// layMemory lists the policies and makes the slots of what each remembers in each
// seat.
func (c *compiler) layMemory() {
	for _, e := range c.own("policy") {
		p := game.Policy{ID: e.id}
		for _, x := range c.remembered(e) {
			if c.stop || !c.room(len(c.g.Roles), x.node, x.path) {
				return
			}
			m := game.Remembered{ID: x.id, Base: int32(len(c.g.Slots))}
			for r := range int32(len(c.g.Roles)) {
				s := plainSlot(fmt.Sprintf("memory.%s.%s[%s]", e.id, x.id, c.roleID(r)), game.KindMemory, r, -1, 0)
				if !c.g.Roles[r].Seat {
					s.Kind = game.KindUnused
				}
				c.slot(s)
			}
			p.Memory = append(p.Memory, m)
		}
		c.g.Policies = append(c.g.Policies, p)
	}
}

// layMetrics makes the slots of what metrics gather, one for each of whom they
// are about.
func (c *compiler) layMetrics() {
	for _, e := range c.own("metric") {
		m := game.Metric{ID: e.id, Slot: int32(len(c.g.Slots))}
		var s setting
		m.Instances, s = c.instances(e.node.Get("each"), e.path+".each")
		if other, ok := s.scope["other"]; ok {
			s.scope["target"] = other
		}
		if c.stop || !c.room(len(m.Instances), e.node, e.path) {
			return
		}
		for _, of := range m.Instances {
			c.slot(plainSlot("metric."+e.id+c.instance(of), game.KindMetric, of[0], of[1], 0))
		}
		c.g.Metrics, c.measured = append(c.g.Metrics, m), append(c.measured, s)
	}
}

package scenario

import (
	"cmp"
	"fmt"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// rules compiles what the world does each turn.
func (c *compiler) rules() {
	for i, e := range c.own("rule") {
		n := e.node
		r := game.Rule{
			ID:       e.id,
			Stream:   chance.Name("rule", e.id),
			Once:     c.yes(n.Get("once"), false),
			Cooldown: int32(c.within(n.Get("cooldown"), e.path+".cooldown", 0, MaxTurns, 0)),
			Said:     n.Get("seen") != nil,
		}
		var s setting
		r.Instances, s = c.instances(n.Get("each"), e.path+".each")
		if c.stop || !c.room(len(r.Instances), n, e.path) {
			return
		}
		r.Arrive = c.arrival(n, s, e.path)
		r.Arrive.Repeat, r.Arrive.Never = true, false
		r.Chance = c.chance(n.Get("chance"), s, e.path+".chance")
		r.Fired = int32(len(c.g.Slots))
		for _, pair := range r.Instances {
			c.slot(plainSlot("fired."+e.id+c.instance(pair), game.KindFired, pair[0], pair[1], 0))
		}
		b := game.Block{ID: e.id, Title: c.text(n.Get("title")), Kind: game.CauseRule, Owner: int32(i), Of: game.OwnerRule, Priority: c.priority(n, e.path)}
		b.Seen = c.audience(n.Get("seen"), game.Audience{}, s, e.path+".seen")
		b.Author = c.audience(n.Get("author_seen"), b.Seen, s, e.path+".author_seen")
		r.Block = c.block(n, b, s, e.path)
		c.g.Rules = append(c.g.Rules, r)
	}
}

func (c *compiler) instance(pair [2]int32) string {
	switch {
	case pair[0] < 0:
		return ""
	case pair[1] < 0:
		return "[" + c.roleID(pair[0]) + "]"
	}
	return fmt.Sprintf("[%s, %s]", c.roleID(pair[0]), c.roleID(pair[1]))
}

// instances lists for whom a rule or metric runs, self and other, and what its
// expressions may name.
func (c *compiler) instances(n *source.Node, path string) (of [][2]int32, s setting) {
	s = setting{dict: c.dict, scope: rule.Scope{}}
	each := c.word(n, "world")
	switch each {
	case "world":
		return [][2]int32{{-1, -1}}, s
	case "pair", "couple":
		states := c.dict.Groups["states"]
		for i, a := range states {
			for j, b := range states {
				if i != j && (each == "pair" || i < j) {
					of = append(of, [2]int32{a, b})
				}
			}
		}
		if len(of) == 0 {
			c.absent(n, path, "give roles kind = \"state\"", "there are no two States")
		}
		s.scope = rule.Scope{"self": rule.Self, "other": rule.Target}
		s.selfs, s.targets = states, states
		s.parties = game.Audience{Mover: true, Target: true}
		return of, s
	}
	members := c.dict.Groups["roles"]
	if each != "role" {
		members = c.eachOf(n, each, path)
	}
	for _, m := range members {
		of = append(of, [2]int32{m, -1})
	}
	s.scope, s.selfs, s.parties = rule.Scope{"self": rule.Self}, members, game.Audience{Mover: true}
	if s.selfs == nil {
		s.selfs = []int32{}
	}
	return of, s
}

func (c *compiler) eachOf(n *source.Node, id, path string) []int32 {
	if members, ok := c.dict.Groups[id]; ok {
		return members
	}
	known := []string{"world", "role", "pair", "couple"}
	for _, g := range c.g.Groups {
		known = append(known, g.ID)
	}
	c.absent(n, path, cmp.Or(c.faults.DidYouMean(id, known), "write world, role, pair, couple or the id of a group"), "no group %q", id)
	return nil
}

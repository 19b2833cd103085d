package scenario

import (
	"fmt"
	"strconv"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// block compiles what comes about when a thing arrives or is chosen. seen is its
// audience, author who also knows who did it.
func (c *compiler) block(n *source.Node, b game.Block, s setting, path string) int32 {
	b.Ends, b.Past = -1, -1
	b.Text, b.Because = c.text(n.Get("text")), c.text(n.Get("because"))
	b.After = c.delay(n.Get("after"), path+".after")
	b.At = n.KeyPos
	if effects := strs(n.Get("effects")); len(effects) > 0 {
		b.Effects = make([]game.Effect, 0, len(effects)) // more if one changes a group
		for _, x := range effects {
			b.Effects = c.effects(b.Effects, x.node, s, path+".effects["+strconv.Itoa(x.i)+"]")
		}
	}
	b.Fires = c.findAll("inject", n.Get("fires"), path+".fires")
	if reveals := n.Get("reveals"); reveals != nil && reveals.Kind == source.Table {
		for _, kid := range reveals.Kids {
			at := path + ".reveals." + kid.Key
			if e := c.keyed("evidence", kid, at); e >= 0 {
				b.Reveals = append(b.Reveals, game.Reveal{Evidence: e, To: c.audience(kid, game.Audience{}, s, at)})
			}
		}
	}
	b.Examines = c.examines(n.Get("examines"), s, path+".examines")
	b.Makes = c.makes(n, s, path)
	b.Ends = c.find("ending", n.Get("ends"), path+".ends")
	c.g.Blocks = append(c.g.Blocks, b)
	c.paths = append(c.paths, path)
	i := int32(len(c.g.Blocks) - 1)
	c.blocks[b.ID] = i
	return i
}

// effects compiles one effect, which is several if it names a group.
func (c *compiler) effects(list []game.Effect, n *source.Node, s setting, path string) []game.Effect {
	for _, a := range rule.CompileEffect(c.code, s.dict, s.scope, n.Text, path, &c.faults) {
		c.checkTo(n, a.To, s, path)
		c.checkReads(n, a.By, s, path)
		list = append(list, game.Effect{To: a.To, Op: a.Op, By: a.By, When: a.When, At: n.Text.At(0)})
	}
	return list
}

// checkTo makes sure that an effect changes a number that is there and may move.
func (c *compiler) checkTo(n *source.Node, to rule.Ref, s setting, path string) {
	base := &c.g.Slots[to.Base]
	if base.Track < 0 {
		c.fault(n, path, "effects change tracks only", "%s is no track", base.Path)
		return
	}
	if c.g.Tracks[base.Track].Fixed {
		c.fault(n, path, "take fixed from it", "the track %q is fixed", c.g.Tracks[base.Track].ID)
		return
	}
	c.checkRef(n, to, s, path)
}

// checkReads makes sure that an expression reads numbers that are there.
func (c *compiler) checkReads(n *source.Node, e rule.Expr, s setting, path string) {
	c.code.Reads(e, func(r rule.Ref, _ bool) { c.checkRef(n, r, s, path) })
}

// checkRef faults a number that a role it may be asked of does not have, and
// pairs of which none is one.
func (c *compiler) checkRef(n *source.Node, r rule.Ref, s setting, path string) {
	if r.Dim == rule.World || c.told[n] || c.doc.partial {
		return
	}
	track := c.g.Slots[r.Base].Track
	some := false
	c.over(r, s, func(slot, self, target int32) {
		some = some || slot >= 0 && c.g.Slots[slot].Kind != game.KindUnused
		if slot < 0 || c.g.Slots[slot].Kind != game.KindUnused || r.Dim != rule.Each || c.told[n] {
			return
		}
		who := c.g.Slots[slot].Role
		c.fault(n, path, fmt.Sprintf("only the group in of = … of [role_track.%s] has one", c.g.Tracks[track].ID),
			"%s has no %s", c.roleID(who), c.g.Tracks[track].ID)
	})
	if some || r.Dim != rule.Pair || c.told[n] || !c.bindable(r, s) {
		return
	}
	switch {
	case c.g.Slots[r.Base].Kind == game.KindBelief:
		c.fault(n, path, "name a suspect", "nobody here is a suspect of that attack")
	case track >= 0:
		c.fault(n, path, "pairs are between two different States, or what between says", "no pair here has a %s", c.g.Tracks[track].ID)
	}
}

// bindable reports whether the registers of a Ref can hold a role at all.
func (c *compiler) bindable(r rule.Ref, s setting) bool {
	can := func(w rule.Who) bool {
		return w >= 0 || w == rule.Self && len(s.selfs) > 0 || w == rule.Target && len(s.targets) > 0 || w == rule.Proposer && len(s.proposers) > 0
	}
	return can(r.A) && can(r.B)
}

// over visits the slot that r is for each self and target there may be. Nobody
// is his own target.
func (c *compiler) over(r rule.Ref, s setting, visit func(slot, self, target int32)) {
	selfs, targets, proposers := []int32{-1}, []int32{-1}, []int32{-1}
	if r.Dim != rule.World {
		if r.A == rule.Proposer || r.Dim == rule.Pair && r.B == rule.Proposer {
			proposers = s.proposers
		}
		if r.A == rule.Self || r.Dim == rule.Pair && r.B == rule.Self {
			selfs = s.selfs
		}
		if r.A == rule.Target || r.Dim == rule.Pair && r.B == rule.Target {
			targets = s.targets
		}
	}
	for _, self := range selfs {
		for _, target := range targets {
			if self >= 0 && self == target {
				continue
			}
			for _, proposer := range proposers {
				if proposer < 0 || proposer != self && proposer != target {
					visit(c.code.Slot(r, &rule.Bind{Self: self, Target: target, Proposer: proposer}), self, target)
				}
			}
		}
	}
}

// alsos compiles further blocks beside that of an action or attack, each with
// its own condition and chance.
func (c *compiler) alsos(e entry, act game.Block, s setting) []int32 {
	var out []int32
	for _, x := range inner(e.node, "also", e.path) {
		id := e.id + "." + x.id
		c.twice(e, x, id)
		b := game.Block{
			ID: id, Title: c.text(x.node.Get("title")), Kind: game.CauseAlso, Owner: act.Owner, Of: act.Of, Priority: act.Priority,
			When:   c.expression(x.node.Get("when"), s, rule.Truth, x.path+".when"),
			Chance: c.chance(x.node.Get("chance"), s, x.path+".chance"),
			Stream: chance.Name("also", id),
			Seen:   c.audience(x.node.Get("seen"), act.Seen, s, x.path+".seen"),
		}
		b.Author = c.audience(x.node.Get("author_seen"), act.Author, s, x.path+".author_seen")
		out = append(out, c.block(x.node, b, s, x.path))
	}
	return out
}

// twice faults an outcome and an also of one name: both would be "id.n".
func (c *compiler) twice(e, x entry, id string) {
	if _, taken := c.blocks[id]; taken {
		c.faultAt(x.node, x.path, "choose another name", "%q has an outcome of this name already", e.id)
	}
}

// onGroup puts "on" into a setting: one role, or a group of them, as written in n.
func (c *compiler) onGroup(s setting, on []int32, n *source.Node) setting {
	s.on = maskOf(on)
	if len(on) == 1 && !c.anyTold(n) {
		scope := rule.Scope{"on": rule.Who(on[0])}
		for name, who := range s.scope {
			scope[name] = who
		}
		s.scope = scope
		return s
	}
	dict := *s.dict
	dict.Groups = map[string][]int32{"on": on}
	for id, members := range s.dict.Groups {
		dict.Groups[id] = members
	}
	s.dict = &dict
	return s
}

func (c *compiler) priority(n *source.Node, path string) int16 {
	return int16(c.within(n.Get("priority"), path+".priority", -1000, 1000, 0))
}

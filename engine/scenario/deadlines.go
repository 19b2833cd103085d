package scenario

import (
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// layDeadlines makes the slots of what became of deadlines.
func (c *compiler) layDeadlines() {
	for _, e := range c.own("deadline") {
		if c.stop || !c.room(1, e.node, e.path) {
			return
		}
		d := game.Deadline{ID: e.id, State: c.slot(plainSlot("deadline."+e.id, game.KindDeadline, -1, -1, 0)), Began: -1}
		if e.node.Get("when") != nil {
			if !c.room(1, e.node, e.path) {
				return
			}
			d.Began = c.slot(plainSlot("deadline."+e.id+".began", game.KindBegan, -1, -1, 0))
		}
		c.g.Deadlines = append(c.g.Deadlines, d)
	}
}

// deadlines compiles what comes at a time unless it is stopped.
func (c *compiler) deadlines() {
	for i, e := range c.own("deadline") {
		d, n := &c.g.Deadlines[i], e.node
		d.To = c.mask(n.Get("to"), game.Everybody, e.path+".to")
		c.g.Slots[d.State].Exact = d.To
		if d.Began >= 0 {
			c.g.Slots[d.Began].Exact = d.To
		}
		to := game.Audience{Fixed: d.To}
		s := setting{dict: c.dict, scope: rule.Scope{}, parties: to}
		d.Title = c.title(n.Get("title"), e.id)
		d.When = c.expression(n.Get("when"), s, rule.Truth, e.path+".when")
		d.Stop = c.expression(n.Get("stop"), s, rule.Truth, e.path+".stop")
		if stop := n.Get("stop"); stop != nil && stop.Kind == source.Bool && stop.Bool {
			d.Stop = rule.Constant(c.code, 1) // an absent one would never stop it
		}
		d.Due = c.delay(n.Get("due"), e.path+".due")
		if due := n.Get("due"); d.Began >= 0 && due != nil && !c.told[due] && d.Due.None() {
			c.fault(due, e.path+".due", "write 1 for the next opening, or more", "it begins when a turn has opened and cannot pass at the same opening")
		}
		b := game.Block{ID: e.id, Kind: game.CauseDeadline, Owner: int32(i), Of: game.OwnerDeadline, Priority: c.priority(n, e.path)}
		b.Seen = c.audience(n.Get("seen"), to, s, e.path+".seen")
		b.Seen.Fixed |= d.To // they see that it runs no more
		b.Author = c.audience(n.Get("author_seen"), to, s, e.path+".author_seen")
		d.Block = c.block(n, b, s, e.path)
	}
}

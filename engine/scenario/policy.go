package scenario

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// pass is what an entry does that does nothing.
const pass = "pass"

// playedBy reads which computer player a role has.
func (c *compiler) playedBy(r *game.Role, n *source.Node, path string) {
	if n == nil || c.told[n] {
		return
	}
	if !r.Seat {
		c.hint(n, path, "delete it, or seat = false", "nobody sits there: no policy is asked, only the plan is played")
	}
	if n.Kind == source.Table {
		r.Weights = c.trayWeights(n, path)
		return
	}
	name := n.Text.String()
	_, own := c.index["policy"][name]
	switch {
	case own || builtIn(name) != "":
		r.Policy = name
	default:
		known := append(c.known("policy"), policies()...)
		mend := c.faults.DidYouMean(name, known)
		if mend == "" {
			mend = "one of " + strings.Join(known, ", ") + ", or write [policy." + idOf(name) + "]"
		}
		c.absent(n, path, mend, "no policy %q", name)
	}
}

// trayWeights reads how often a role takes measures of each tray.
func (c *compiler) trayWeights(n *source.Node, path string) []game.Weight {
	var out []game.Weight
	total := 0.0
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		tray := game.TrayOf(kid.Key)
		if tray == 0 {
			c.faultAt(kid, at, cmp.Or(c.faults.DidYouMean(kid.Key, trays), "one of "+strings.Join(trays, ", ")), "no tray %q", kid.Key)
			continue
		}
		if isNumber(kid) && kid.Num < 0 {
			c.fault(kid, at, "write 0 or more", "a weight is not below 0")
		}
		total += c.num(kid, 0)
		out = append(out, game.Weight{Tray: tray, Weight: c.num(kid, 0)})
	}
	if total == 0 {
		c.fault(n, path, "write one above 0", "the weights add up to nothing")
	}
	return out
}

// remembered lists the numbers of a policy's memory. Those that cannot be used
// are left out with their fault.
func (c *compiler) remembered(e entry) []entry {
	n := e.node.Get("memory")
	if n == nil || n.Kind != source.Table {
		return nil
	}
	var out []entry
	for _, kid := range n.Kids {
		path := e.path + ".memory." + kid.Key
		if !isID(kid.Key) {
			c.checkID(kid, path)
			continue
		}
		if len(out) == rule.MostMemory {
			c.faultAt(kid, path, "remember less", "a policy remembers at most %d numbers", rule.MostMemory)
			break
		}
		out = append(out, entry{"memory", kid.Key, kid, path})
	}
	return out
}

// policies compiles the computer players of the file.
func (c *compiler) policies() {
	c.read = make([][]shown, len(c.g.Policies))
	for i, e := range c.own("policy") {
		p := &c.g.Policies[i]
		p.ByWeight = c.word(e.node.Get("pick"), "first") == "weights"
		p.Moves = int32(c.within(e.node.Get("moves"), e.path+".moves", 1, 1000, 1))
		s := c.mindOf(p)
		c.memories(p, e)
		for _, x := range strs(e.node.Get("learn")) {
			path := fmt.Sprintf("%s.learn[%d]", e.path, x.i)
			l, ok := rule.CompileLesson(c.code, s.dict, s.scope, x.node.Text, path, &c.faults)
			if !ok {
				continue
			}
			c.reads(int32(i), x.node, l.By, s, path)
			p.Learn = append(p.Learn, game.Lesson{Lesson: l, At: x.node.Text.At(0)})
		}
		for _, x := range inner(e.node, "choose", e.path) {
			c.chosen(int32(i), x, s)
		}
		c.choosable(p, e)
	}
}

// mindOf is what the expressions of a policy may name. self is whoever plays it:
// the roles that name it in the file, and whom a launch gives it.
func (c *compiler) mindOf(p *game.Policy) setting {
	dict := *c.dict
	dict.Spaces = maps.Clone(c.dict.Spaces)
	if len(p.Memory) > 0 {
		space := map[string]rule.Meaning{}
		for i, m := range p.Memory {
			space[m.ID] = rule.Meaning{Op: rule.Recall, Arg: int32(i), Kind: rule.Number}
		}
		dict.Spaces["memory"] = space
	}
	s := setting{dict: &dict, scope: rule.Scope{"self": rule.Self}, selfs: []int32{}}
	for i := range c.g.Roles {
		if r := &c.g.Roles[i]; r.Seat && r.Policy == p.ID {
			s.selfs = append(s.selfs, int32(i))
		}
	}
	return s
}

// memories compiles with what a policy begins.
func (c *compiler) memories(p *game.Policy, e entry) {
	world := setting{dict: c.dict, scope: rule.Scope{}}
	for i, x := range c.startsOf(p, e) {
		start := c.expression(x.node, world, rule.Number, x.path)
		c.code.Reads(start, func(r rule.Ref, _ bool) {
			if c.g.Slots[r.Base].Kind != game.KindParam && !c.told[x.node] {
				c.fault(x.node, x.path, "read parameters only", "%s is not there yet when the game begins", c.g.Slots[r.Base].Path)
			}
		})
		if k, ok := c.constant(start); ok && k == 0 {
			continue // as every number begins
		}
		for r := range int32(len(c.g.Roles)) {
			if s := &c.g.Slots[p.Memory[i].Base+r]; s.Kind == game.KindMemory {
				s.Start = start
			}
		}
	}
}

// startsOf are the values beside the numbers of a memory, in their order.
func (c *compiler) startsOf(p *game.Policy, e entry) []entry {
	var out []entry
	for _, m := range p.Memory {
		out = append(out, entry{"memory", m.ID, e.node.Get("memory").Get(m.ID), e.path + ".memory." + m.ID})
	}
	return out
}

// reads notes an expression of a policy: whoever plays it must see what it reads.
func (c *compiler) reads(policy int32, n *source.Node, e rule.Expr, s setting, path string) {
	if !e.Present() {
		return
	}
	c.checkReads(n, e, s, path)
	x := shown{expr: e, set: s, node: n, path: path}
	c.read[policy] = append(c.read[policy], x)
	c.shown = append(c.shown, x)
}

// chosen compiles one entry of a policy.
func (c *compiler) chosen(policy int32, x entry, s setting) {
	p := &c.g.Policies[policy]
	e := game.Entry{ID: x.id, Planned: game.Planned{Action: game.Pass, Target: -1, At: x.node.KeyPos,
		Stream: chance.Name("choose", p.ID+"."+x.id), Odds: chance.Name("chance", p.ID+"."+x.id)}}
	do := x.node.Get("do")
	switch {
	case c.word(do, x.id) == pass:
		c.nothing(x)
	case do != nil:
		if e.Action = c.find("action", do, x.path+".do"); e.Action < 0 {
			return
		}
	default:
		if e.Action = c.keyed("action", x.node, x.path); e.Action < 0 {
			return
		}
	}
	if e.Action >= 0 {
		c.movable(policy, e.Action, x)
	}
	note := func(n *source.Node, y rule.Expr, s setting, path, _ string) { c.reads(policy, n, y, s, path) }
	s = c.taking(&e.Planned, x, s, note)
	weight := x.node.Get("weight")
	e.Weight = c.expression(weight, s, rule.Number, x.path+".weight")
	note(weight, e.Weight, s, x.path+".weight", "")
	if k, ok := c.constant(e.Weight); ok && k < 0 {
		c.fault(weight, x.path+".weight", "write 0 for never", "a weight is not below 0")
	}
	p.Choose = append(p.Choose, e)
}

// nothing makes sure that an entry which does nothing says no more.
func (c *compiler) nothing(x entry) {
	for _, key := range []string{"target", "prefer", "choice", "amount"} {
		if n := x.node.Get(key); n != nil {
			c.faultAt(n, x.path+"."+key, "delete it", "pass takes no %s", key)
			c.told[n] = true
		}
	}
}

// movable makes sure that somebody may do what an entry says: of those whom the
// file gives the policy, or else of all who have a seat.
func (c *compiler) movable(policy, action int32, x entry) {
	a, p := &c.g.Actions[action], &c.g.Policies[policy]
	var seats, users game.Mask
	for i := range c.g.Roles {
		if r := &c.g.Roles[i]; r.Seat {
			seats |= game.One(int32(i))
			if r.Policy == p.ID {
				users |= game.One(int32(i))
			}
		}
	}
	switch {
	case seats&a.By == 0:
		c.absentAt(x.node, x.path, "add a role with a seat to its by", "nobody with a seat may choose %q", a.ID)
	case users != 0 && users&a.By == 0:
		c.hint(x.node, x.path, "widen its by", "nobody who is played by %q may choose %q", p.ID, a.ID)
	}
}

// choosable tells of weights that come to nothing or are not asked for.
func (c *compiler) choosable(p *game.Policy, e entry) {
	total := 0.0
	for i, x := range inner(e.node, "choose", e.path) {
		n := x.node.Get("weight")
		if n != nil && !p.ByWeight {
			c.hint(n, x.path+".weight", `write pick = "weights"`, "weights count for nothing where the first entry that applies is played")
		}
		if i >= len(p.Choose) {
			return // some have their faults
		}
		w, plain := c.constant(p.Choose[i].Weight)
		switch {
		case !p.Choose[i].Weight.Present():
			total++
		case plain:
			total += max(w, 0)
		default:
			total = math.Inf(1)
		}
	}
	choose := e.node.Get("choose")
	switch {
	case choose == nil || choose.Kind != source.Table || c.told[choose]:
	case len(choose.Kids) == 0:
		c.faultAt(choose, e.path+".choose", "write an entry for each thing that it may do", "it has nothing to choose")
	case p.ByWeight && total == 0 && len(p.Choose) == len(choose.Kids):
		c.faultAt(choose, e.path+".choose", "write one above 0", "the weights add up to nothing")
	}
}

// fitting works out by which policies each role can be played: it must see what
// the policy reads. That roles of the file do is settled; a policy that nobody
// could play is a fault.
func (c *compiler) fitting() {
	for i, e := range c.own("policy") {
		p := &c.g.Policies[i]
		some := false
		var first *unread
		var at shown
		for role := range int32(len(c.g.Roles)) {
			slot := int32(-1)
			for _, x := range c.read[i] {
				if bad := c.unfit(x, role); bad != nil {
					slot = bad.slot
					if c.g.Roles[role].Seat && first == nil {
						first, at = bad, x
					}
					break
				}
			}
			p.Unseen = append(p.Unseen, slot)
			some = some || slot < 0 && c.g.Roles[role].Seat
		}
		if !some && first != nil && c.faults.Len() == 0 {
			c.blame(at, first)
		}
		if !some && first == nil {
			c.hint(e.node, e.path, "give a role a seat", "nobody sits anywhere who could be played by it")
		}
	}
}

// unfit returns the first number that an expression reads and a role does not
// see or have.
func (c *compiler) unfit(x shown, role int32) *unread {
	s := x.set
	s.selfs = []int32{role}
	if bad := c.readable(x.expr, s); bad != nil {
		return bad
	}
	var bad *unread
	c.code.Reads(x.expr, func(r rule.Ref, _ bool) {
		c.over(r, s, func(slot, _, _ int32) {
			if bad == nil && slot >= 0 && c.g.Slots[slot].Kind == game.KindUnused && r.Dim == rule.Each {
				bad = &unread{slot: slot, self: role}
			}
		})
	})
	return bad
}

package scenario

import (
	"cmp"
	"fmt"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// layPacts makes the slots of agreements: one for each two who can be bound, and
// the latest of all.
func (c *compiler) layPacts() {
	for _, e := range c.own("agreement") {
		x := game.Agreement{ID: e.id}
		x.Roles, x.Stands = c.pledged(e)
		pairs := len(x.Roles) * (len(x.Roles) - 1) / 2
		if c.stop || !c.room(pairs+1, e.node, e.path) {
			return
		}
		x.Until, x.N = int32(len(c.g.Slots)), int32(pairs)
		x.Table = c.pactTable(&x)
		x.Latest = c.slot(plainSlot("in_force."+e.id, game.KindPact, -1, -1, game.Everybody))
		c.g.Agreements = append(c.g.Agreements, x)
	}
}

// pledged returns whom an agreement can bind, and as whom each role is bound: the
// members of between, or States and roles that belong to none; whoever is not among
// them by what binds its State.
func (c *compiler) pledged(e entry) (roles, stands []int32) {
	if n := e.node.Get("between"); n != nil && !c.told[n] {
		roles = slices.Sorted(slices.Values(c.members(n, e.path+".between")))
		if len(roles) < 2 && !c.anyTold(n) && !c.told[n] {
			c.absent(n, e.path+".between", "name two or more", "fewer than two can make it")
		}
	} else {
		for i, r := range c.g.Roles {
			if r.State < 0 || r.State == int32(i) {
				roles = append(roles, int32(i))
			}
		}
	}
	in := maskOf(roles)
	for i, r := range c.g.Roles {
		as := int32(-1)
		switch {
		case in.Has(int32(i)):
			as = int32(i)
		case r.State >= 0 && in.Has(r.State):
			as = r.State
		}
		stands = append(stands, as)
	}
	return roles, stands
}

// pactTable makes the slots of two and the table that finds them.
func (c *compiler) pactTable(x *game.Agreement) int32 {
	count := c.code.Roles
	offset := make([]int32, count*count)
	for i := range offset {
		offset[i] = -1
	}
	n := int32(0)
	for i, a := range x.Roles {
		for _, b := range x.Roles[i+1:] {
			offset[a*count+b], offset[b*count+a] = n, n
			n++
			c.slot(plainSlot(fmt.Sprintf("in_force.%s(%s, %s)", x.ID, c.roleID(a), c.roleID(b)), game.KindPact, a, b, game.Everybody))
		}
	}
	table := make([]int32, count*count)
	for a := range count {
		for b := range count {
			at := &table[a*count+b]
			if *at = -1; x.Stands[a] >= 0 && x.Stands[b] >= 0 {
				*at = offset[x.Stands[a]*count+x.Stands[b]]
			}
		}
	}
	c.code.Tables = append(c.code.Tables, table)
	return int32(len(c.code.Tables)) - 1
}

// pactMeanings tells expressions where agreements stand.
func (c *compiler) pactMeanings() {
	c.dict.Pacts, c.dict.Latest = map[string]rule.Meaning{}, map[string]rule.Meaning{}
	for _, x := range c.g.Agreements {
		c.dict.Pacts[x.ID] = rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: x.Until, Dim: rule.Pair, Table: x.Table}, Kind: rule.Number, Fixed: true}
		c.dict.Latest[x.ID] = rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: x.Latest}, Kind: rule.Number, Fixed: true}
	}
}

// agreements compiles what an agreement is, what forbids and what breaking it
// does. It comes when actions and attacks are there.
func (c *compiler) agreements() {
	for i, e := range c.own("agreement") {
		x, n := &c.g.Agreements[i], e.node
		x.Title = c.title(n.Get("title"), e.id)
		x.Lasts = c.delay(n.Get("lasts"), e.path+".lasts")
		all := game.Audience{Fixed: game.Everybody}
		made := game.Block{ID: e.id, Kind: game.CauseAgreement, Owner: int32(i), Of: game.OwnerAgreement, Seen: all, Author: all, Ends: -1, Past: -1, At: n.KeyPos, Text: c.text(n.Get("text"))}
		c.g.Blocks, c.paths = append(c.g.Blocks, made), append(c.paths, e.path)
		x.Made = int32(len(c.g.Blocks) - 1)
		c.blocks[e.id] = x.Made
		x.Broken = c.broken(int32(i), e, x.Roles)
		c.forbids(int32(i), n.Get("forbids"), e.path+".forbids")
	}
}

// broken compiles the block of breaking an agreement: self breaks it, other is
// whom it was made with.
func (c *compiler) broken(i int32, e entry, bound []int32) int32 {
	all := game.Audience{Fixed: game.Everybody}
	b := game.Block{ID: e.id + ".broken", Kind: game.CauseAgreement, Owner: i, Of: game.OwnerAgreement, Seen: all, Author: all}
	n := e.node.Get("broken")
	if n == nil || n.Kind != source.Table {
		n = &source.Node{Kind: source.Table, KeyPos: e.node.KeyPos, Pos: e.node.Pos}
	}
	s := setting{
		dict: c.dict, scope: rule.Scope{"self": rule.Self, "other": rule.Target}, selfs: c.dict.Groups["roles"], targets: bound,
		parties: game.Audience{Mover: true, Target: true},
	}
	b.Seen = c.audience(n.Get("seen"), all, s, e.path+".broken.seen")
	b.Author = c.audience(n.Get("author_seen"), b.Seen, s, e.path+".broken.author_seen")
	b.Priority = c.priority(n, e.path+".broken")
	return c.block(n, b, s, e.path+".broken")
}

// forbids reads what an agreement forbids: measures and attacks by id, and all
// measures with a tag.
func (c *compiler) forbids(agreement int32, n *source.Node, path string) {
	for _, x := range strs(n) {
		at := path
		if n.Kind == source.Array {
			at = fmt.Sprintf("%s[%d]", path, x.i)
		}
		if id := x.node.Text.String(); !c.forbid(agreement, id) && !c.told[x.node] {
			known := append(c.known("action"), c.known("attack")...)
			for i := range c.g.Actions {
				known = append(known, c.g.Actions[i].Tags...)
			}
			c.absent(x.node, at, cmp.Or(c.faults.DidYouMean(id, known), "name a measure or an attack, or give measures this tag"), "no measure, attack or tag %q", id)
		}
	}
}

func (c *compiler) forbid(agreement int32, id string) (found bool) {
	for i := range c.g.Actions {
		a := &c.g.Actions[i]
		if a.ID == id || slices.Contains(a.Tags, id) {
			a.Forbidden, found = append(a.Forbidden, agreement), true
		}
	}
	for i := range c.g.Attacks {
		if a := &c.g.Attacks[i]; a.ID == id {
			a.Forbidden, found = append(a.Forbidden, agreement), true
		}
	}
	return found
}

// makes reads which agreements a block makes. They need two: a mover with a
// target or with those who agree, or the two of a pair.
func (c *compiler) makes(n *source.Node, s setting, path string) []int32 {
	kid := n.Get("makes")
	made := c.findAll("agreement", kid, path+".makes")
	if kid != nil && len(made) > 0 && (s.selfs == nil || s.targets == nil && s.dict.Signers == nil) {
		c.absent(kid, path+".makes", "give it a target, or let others agree to it", "nobody is there to agree with")
		return nil
	}
	for _, i := range made {
		if x := &c.g.Agreements[i]; kid != nil && !c.partners(x, s) {
			c.hint(kid, path+".makes", "write between = … in [agreement."+x.ID+"]", "no two of those who make %q here are bound by it towards each other", x.ID)
		}
	}
	return made
}

// partners reports whether any two of those who may make an agreement here can be
// bound by it.
func (c *compiler) partners(x *game.Agreement, s setting) bool {
	all := slices.Concat(s.selfs, s.targets, s.dict.Signers)
	for _, a := range all {
		for _, b := range all {
			if a >= 0 && b >= 0 && c.code.Tables[x.Table][a*c.code.Roles+b] >= 0 {
				return true
			}
		}
	}
	return false
}

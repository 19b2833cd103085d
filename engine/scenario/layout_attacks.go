package scenario

import (
	"cmp"
	"fmt"
	"slices"

	"demarche/engine/game"
	"demarche/engine/source"
)

// layAttacks makes the slots of hidden authors and of beliefs. An attack of a
// campaign has those of the one that began it.
func (c *compiler) layAttacks() {
	entries := c.own("attack")
	c.g.Attacks = make([]game.Attack, len(entries))
	for i, e := range entries {
		a := &c.g.Attacks[i]
		*a = game.Attack{ID: e.id, Lead: int32(i), Action: -1, Hit: -1, Height: -1}
		if played(e) {
			a.Action = c.index["action"][e.id]
		}
		if lead := c.lead(e); lead >= 0 {
			a.Lead = lead
			continue
		}
		c.authors(a, e)
		c.suspects(a, e)
		c.masks(a, e)
		c.layMatter(a, e)
		if c.stop {
			return
		}
	}
	for i, e := range entries {
		c.follow(&c.g.Attacks[i], int32(i), e)
	}
}

// layMatter makes the slots of what is hidden about an attack and of what is
// believed.
func (c *compiler) layMatter(a *game.Attack, e entry) {
	wide := len(a.Suspects) + 1
	roles := int32(len(c.g.Roles))
	if c.stop || !c.room((wide+1)*int(roles)+3, e.node, e.path) {
		return
	}
	if a.Action >= 0 {
		c.layHits(a, e)
	}
	a.Author = c.slot(plainSlot("author."+e.id, game.KindAuthor, -1, -1, 0))
	a.Posed = a.Author
	if len(a.Poses) > 0 {
		a.Posed = c.slot(plainSlot("posed."+e.id, game.KindPosed, -1, -1, 0))
	}
	a.Belief = int32(len(c.g.Slots))
	table := make([]int32, roles*roles)
	for i := range table {
		table[i] = -1
	}
	for r := range roles {
		for j := range wide {
			s := plainSlot(fmt.Sprintf("%s.belief.%s[unknown]", c.roleID(r), e.id), game.KindBelief, r, -1, game.One(r))
			if j < len(a.Suspects) {
				s.Other = a.Suspects[j]
				s.Path = fmt.Sprintf("%s.belief.%s[%s]", c.roleID(r), e.id, c.roleID(s.Other))
				table[r*roles+s.Other] = r*int32(wide) + int32(j)
			}
			s.Min, s.Max = 0, 100
			c.slot(s)
		}
	}
	a.Table = int32(len(c.code.Tables))
	c.code.Tables = append(c.code.Tables, table)
}

// authors reads who may have done an attack, with weights.
func (c *compiler) authors(a *game.Attack, e entry) {
	n := e.node.Get("author")
	if played(e) {
		a.Authors = c.members(e.node.Get("by"), e.path+".by")
		slices.Sort(a.Authors)
		return
	}
	if n == nil || c.told[n] {
		return
	}
	path := e.path + ".author"
	if n.Kind == source.String {
		if r := c.find("role", n, path); r >= 0 {
			a.Authors, a.Weights = []int32{r}, []float64{1}
		}
		return
	}
	total := 0.0
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		r := c.keyed("role", kid, at)
		if r < 0 || !isNumber(kid) {
			continue
		}
		if kid.Num < 0 {
			c.fault(kid, at, "write 0 or more", "a weight is not below 0")
			continue
		}
		total += kid.Num
		a.Authors, a.Weights = append(a.Authors, r), append(a.Weights, kid.Num)
	}
	if total == 0 && n.Kind == source.Table && !c.told[n] && len(a.Authors) == len(n.Kids) {
		c.fault(n, path, "write one above 0", "the weights add up to nothing")
	}
}

// made says how to make a thing that is named but not there.
func made(list, id string) string {
	switch {
	case list == "track" && id == "rung":
		return "write [ladder]"
	case list == "action" && (id == "publish" || id == "share"):
		return "computer players give no evidence by plan or policy: delete it"
	case list == "action":
		return "write [response." + idOf(id) + "]"
	case list == "track":
		return fmt.Sprintf("write [role_track.%s] or [pair_track.%s]", id, id)
	}
	return fmt.Sprintf("write [%s.%s]", list, id)
}

// keyed returns the index of the thing that a key names, or -1 with a fault.
func (c *compiler) keyed(list string, n *source.Node, path string) int32 {
	if i, ok := c.index[list][n.Key]; ok {
		return i
	}
	what := kindWords[list]
	if t, ok := c.names[n.Key]; ok && kindWords[t.kind] != "" {
		c.faultAt(n, path, "name "+an(what), "%q is %s, not %s", n.Key, an(kindWords[t.kind]), an(what))
		return -1
	}
	c.absentAt(n, path, cmp.Or(c.faults.DidYouMean(n.Key, c.known(list)), made(list, n.Key)), "no %s %q", what, n.Key)
	return -1
}

// layEvidence makes the slots of what was found and who holds it.
func (c *compiler) layEvidence() {
	for _, e := range c.own("evidence") {
		if c.stop || !c.room(2+len(c.g.Roles), e.node, e.path) {
			return
		}
		x := game.Evidence{ID: e.id, Question: -1, PlantedBy: -1, Examined: -1, Beyond: -1, Published: c.slot(plainSlot("published."+e.id, game.KindPublished, -1, -1, game.Everybody)), Drawn: c.slot(plainSlot("drawn."+e.id, game.KindDrawn, -1, -1, 0)), Held: int32(len(c.g.Slots))}
		for r := range int32(len(c.g.Roles)) {
			c.slot(plainSlot(fmt.Sprintf("held.%s.%s", e.id, c.roleID(r)), game.KindHeld, r, -1, game.One(r)))
		}
		c.g.Evidence = append(c.g.Evidence, x)
	}
}

package scenario

import (
	"fmt"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// ladder reads the rungs and gives the track of rungs its bounds. All see it.
func (c *compiler) ladder() {
	n := c.doc.Root.Get("ladder")
	if c.g.Ladder.Track < 0 {
		return
	}
	l := &c.g.Ladder
	top := 0.0
	if rungs := n.Get("rungs"); rungs != nil && rungs.Kind == source.Array {
		for _, kid := range rungs.Kids {
			l.Rungs = append(l.Rungs, game.Rung{Name: c.text(kid.Get("name")), Doc: c.text(kid.Get("doc"))})
		}
		top = max(0, float64(len(l.Rungs)-1))
		if len(l.Rungs) < 2 {
			c.fault(rungs, "ladder.rungs", "write two rungs or more", "a ladder needs steps")
		}
	}
	if breaks := n.Get("firebreaks"); breaks != nil && breaks.Kind == source.Array {
		for i, kid := range breaks.Kids {
			n, path := kid.Get("below"), fmt.Sprintf("ladder.firebreaks[%d].below", i)
			below := int32(c.within(n, path, 1, max(1, int64(top)), 1))
			twice := func(b game.Firebreak) bool { return b.Below == below }
			if n != nil && n.Int == int64(below) && slices.ContainsFunc(l.Firebreaks, twice) {
				c.fault(n, path, "delete one", "there is a line below rung %d already", below)
			}
			l.Firebreaks = append(l.Firebreaks, game.Firebreak{Below: below, Text: c.text(kid.Get("text"))})
		}
	}
	l.Cooling = int32(c.within(n.Get("cooling"), "ladder.cooling", 0, MaxTurns, 0))
	t := &c.g.Tracks[l.Track]
	t.Title = c.addText(c.inEach("Rung", "Palier"))
	t.Good = -1
	for i := range t.N {
		s := &c.g.Slots[t.Base+i]
		s.Max, s.Whole, s.Exact = top, true, game.Everybody
	}
}

// inEach is a title of our own in the languages of the scenario.
func (c *compiler) inEach(en, fr string) []string {
	row := make([]string, len(c.g.Languages))
	for i, l := range c.g.Languages {
		if row[i] = en; l == "fr" {
			row[i] = fr
		}
	}
	return row
}

// pairs sets where single pairs and single roles start: [pair.a.b], and start of
// a role.
func (c *compiler) pairs() {
	set := map[int32]*source.Node{}
	for _, first := range c.kids(c.doc.Root.Get("pair"), "pair") {
		a := c.keyed("role", first, "pair."+first.Key)
		for _, second := range c.kids(first, "pair."+first.Key) {
			path := "pair." + first.Key + "." + second.Key
			b := c.keyed("role", second, path)
			if a < 0 || b < 0 {
				continue
			}
			if a == b {
				c.faultAt(second, path, "name two roles", "a pair of one and the same")
				continue
			}
			for _, kid := range second.Kids {
				c.startPair(set, a, b, kid, path+"."+kid.Key)
			}
		}
	}
	for i, e := range c.own("role") {
		start := e.node.Get("start")
		if start == nil || start.Kind != source.Table {
			continue
		}
		for _, kid := range start.Kids {
			c.startRole(set, int32(i), kid, e.path+".start."+kid.Key)
		}
	}
}

// kids returns the entries of a table that are tables; others have a fault.
func (c *compiler) kids(n *source.Node, path string) []*source.Node {
	if n == nil || n.Kind != source.Table {
		return nil
	}
	var out []*source.Node
	for _, kid := range n.Kids {
		if kid.Kind == source.Table {
			out = append(out, kid)
			continue
		}
		c.fault(kid, path+"."+kid.Key, "write [pair.one.another]", "expected a table, this is %s", said(kid))
	}
	return out
}

func (c *compiler) startPair(set map[int32]*source.Node, a, b int32, n *source.Node, path string) {
	if !isNumber(n) && n.Kind != source.String {
		c.fault(n, path, "write a number", "expected a number or an expression, this is %s", said(n))
		return
	}
	i := c.keyed("track", n, path)
	if i < 0 {
		return
	}
	t := &c.g.Tracks[i]
	if t.Dim != rule.Pair {
		c.faultAt(n, path, "name one of [pair_track.x]", "%q is no track of pairs", t.ID)
		return
	}
	off := c.code.Tables[t.Table][a*c.code.Roles+b]
	if off < 0 {
		c.absentAt(n, path, "pairs are between two different States, or what between says", "%s and %s have no %s", c.roleID(a), c.roleID(b), t.ID)
		return
	}
	c.startOnce(set, t.Base+off, n, path)
}

func (c *compiler) startRole(set map[int32]*source.Node, role int32, n *source.Node, path string) {
	i := c.keyed("track", n, path)
	if i < 0 {
		return
	}
	t := &c.g.Tracks[i]
	switch {
	case t.Dim == rule.World:
		c.faultAt(n, path, fmt.Sprintf("write start in [track.%s]", t.ID), "%q is a track of the world", t.ID)
	case t.Dim == rule.Pair && n.Kind != source.Table:
		c.fault(n, path, "write { another_role = 80 }", "%q is a track of pairs", t.ID)
	case t.Dim == rule.Pair:
		for _, kid := range n.Kids {
			at := path + "." + kid.Key
			if b := c.keyed("role", kid, at); b >= 0 {
				c.startWith(set, t, role, b, kid, at)
			}
		}
	case n.Kind == source.Table:
		c.fault(n, path, "write a number", "%q is a track of roles", t.ID)
	case c.g.Slots[t.Base+role].Kind == game.KindUnused:
		c.absentAt(n, path, fmt.Sprintf("only the group in of = … of [role_track.%s] has one", t.ID), "%s has no %s", c.roleID(role), t.ID)
	default:
		c.startOnce(set, t.Base+role, n, path)
	}
}

func (c *compiler) startWith(set map[int32]*source.Node, t *game.Track, a, b int32, n *source.Node, path string) {
	if !isNumber(n) && n.Kind != source.String {
		c.fault(n, path, "write a number", "expected a number or an expression, this is %s", said(n))
		return
	}
	off := c.code.Tables[t.Table][a*c.code.Roles+b]
	if off < 0 {
		c.absentAt(n, path, "pairs are between two different States, or what between says", "%s and %s have no %s", c.roleID(a), c.roleID(b), t.ID)
		return
	}
	c.startOnce(set, t.Base+off, n, path)
}

// startOnce sets the start of one number, which can be said once only beside
// the family's own.
func (c *compiler) startOnce(set map[int32]*source.Node, slot int32, n *source.Node, path string) {
	if old := set[slot]; old != nil {
		c.faultAt(n, path, "delete one", "%s starts twice, the first time %s", c.g.Slots[slot].Path, lineOf(old.KeyPos, n.KeyPos))
		return
	}
	set[slot] = n
	c.startAt(slot, n, path)
}

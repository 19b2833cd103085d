package scenario

import (
	"fmt"
	"strings"

	"demarche/engine/game"
)

// warnLeaks looks for covert acts that everybody can see by what they move: a
// number that nothing else moves, seen by somebody who is not told of the act.
// What else a viewer may learn of hidden things is for check --flows.
func (c *compiler) warnLeaks() {
	for _, l := range c.g.Leaks() {
		e := &c.g.Blocks[l.Block].Effects[l.Effect]
		path := c.paths[l.Block] + ".effects"
		if w := c.code.Wrote(e.By); w != nil {
			path = w.Path
		}
		c.warnings.Add(e.At, path, "hide the number or widen seen of the act, or let something else move it too",
			"leak: only acts in secret move %s, so that %s can tell when somebody acted", c.refName(e.To), c.namesOf(l.Learns))
	}
}

// namesOf lists the members of a set by their ids.
func (c *compiler) namesOf(m game.Mask) string {
	const most = 4
	var ids []string
	seats := 0
	for i, r := range c.g.Roles {
		if r.Seat {
			seats++
		}
		if m.Has(int32(i)) {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == seats && m.Has(-1) {
		return "everybody"
	}
	if m.Has(-1) {
		ids = append(ids, "the public")
	}
	if n := len(ids) - most; n > 1 {
		ids = append(ids[:most], fmt.Sprintf("%d more", n))
	}
	if last := len(ids) - 1; last > 0 {
		return strings.Join(ids[:last], ", ") + " and " + ids[last]
	}
	return strings.Join(ids, "")
}

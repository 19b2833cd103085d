package scenario

import (
	"fmt"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// shown is an expression whose value an actor is shown, or could work out from
// what is.
type shown struct {
	expr   rule.Expr
	from   *rule.Ref // of what a cost is taken from; then there is no expr
	set    setting
	node   *source.Node
	path   string
	action int32 // of odds
	way    string
}

// show notes that actors are shown what an expression comes to. way is another
// way out than seeing: "blind" if the key can be set.
func (c *compiler) show(n *source.Node, e rule.Expr, s setting, path, way string) {
	if e.Present() {
		c.shown = append(c.shown, shown{expr: e, set: s, node: n, path: path, way: way})
	}
}

// visibility holds everything that actors are shown to what they see: an
// unlawful lock would tell a number, and only one mover's ignorance is enough.
func (c *compiler) visibility() {
	for _, x := range c.shown {
		bad := c.readable(x.expr, x.set)
		if x.from != nil {
			bad = c.unseen(*x.from, x.set, false)
		}
		if bad != nil {
			c.blame(x, bad)
		}
	}
	for i := range c.g.Actions {
		c.g.Actions[i].OddsShown = len(c.g.Actions[i].Outcomes) > 0
	}
	for _, x := range c.odds {
		if c.readable(x.expr, x.set) != nil || c.code.Asks(x.expr, rule.Signed) {
			c.g.Actions[x.action].OddsShown = false
		}
	}
	by := map[int32]game.Mask{}
	for _, x := range c.spends {
		by[x.track] |= x.by
	}
	for _, x := range c.spends {
		c.soleSpender(x, by[x.track])
	}
}

// unread is a number that a role does not see, though it is shown what is made
// of it.
type unread struct {
	slot, self int32
	banded     bool // a band is seen, but the number is read
}

// readable returns the first number in e that some role does not see, nil if all
// see everything.
func (c *compiler) readable(e rule.Expr, s setting) *unread {
	var bad *unread
	c.code.Reads(e, func(r rule.Ref, banded bool) {
		if bad == nil {
			bad = c.unseen(r, s, banded)
		}
	})
	return bad
}

// unseen returns the first number that r can be and the role in question does
// not see.
func (c *compiler) unseen(r rule.Ref, s setting, banded bool) *unread {
	var bad *unread
	for _, self := range s.selfs {
		one := s
		one.selfs = []int32{self}
		c.over(r, one, func(slot, _, _ int32) {
			if bad != nil || slot < 0 {
				return
			}
			d := &c.g.Slots[slot]
			if d.Kind == game.KindUnused || d.Exact.Has(self) || banded && d.Band.Has(self) {
				return
			}
			bad = &unread{slot, self, d.Band.Has(self)}
		})
	}
	return bad
}

func (c *compiler) blame(x shown, u *unread) {
	what, mend := c.reading(u)
	if x.way == "blind" {
		mend += ", or set blind = true"
	}
	at := x.node.Pos
	if x.node.Kind == source.String {
		at = x.node.Text.At(0)
	}
	c.faults.Add(at, x.path, mend, "reads %s, which %s does not see", what, c.roleID(u.self))
}

// reading says in an author's words what a slot is, and how a role could come to
// see it.
func (c *compiler) reading(u *unread) (what, mend string) {
	d := &c.g.Slots[u.slot]
	switch d.Kind {
	case game.KindPast, game.KindTurns:
		id, _, _ := strings.Cut(strings.TrimPrefix(d.Path, "past."), "[")
		if at := strings.LastIndexByte(id, '.'); at > 0 && !strings.Contains(d.Path, "[") {
			id = id[:at]
		}
		if d.Role >= 0 {
			mend := "widen its seen and author_seen"
			if d.Role != u.self && d.Other != u.self { // else it is asked so already
				mend += ", or ask with self as its role or target"
			}
			return fmt.Sprintf("whether %s did %s", c.roleID(d.Role), id), mend
		}
		return fmt.Sprintf("whether %s happened", id), "widen its seen, or ask with self as its role or target"
	case game.KindAuthor:
		return fmt.Sprintf("truth(%s)", strings.TrimPrefix(d.Path, "author.")), "read self.belief instead"
	case game.KindTruth:
		return fmt.Sprintf("truth(%s)", strings.TrimPrefix(d.Path, "truth.")), "read self.belief instead"
	case game.KindHeld:
		return fmt.Sprintf("what evidence %s holds", c.roleID(d.Role)), "ask for self"
	}
	if u.banded {
		return d.Path, fmt.Sprintf("it is seen in bands: read band(%s)", c.g.Tracks[d.Track].ID)
	}
	if d.Kind == game.KindTrack {
		return d.Path, "show it with seen"
	}
	return d.Path, "read what it sees"
}

// soleSpender makes sure that one role alone can spend from a track of the
// world: two could not be told what is left. All are those who can.
func (c *compiler) soleSpender(x spend, all game.Mask) {
	if all&(all-1) != 0 {
		id := c.g.Tracks[x.track].ID
		c.faultAt(x.node, x.path, fmt.Sprintf("make [role_track.%s]", id), "several roles could spend %s", id)
	}
}

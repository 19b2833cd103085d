package scenario

import (
	"fmt"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// layTracks gives tracks their slots. Their bounds, bands and audiences follow
// when all are there.
func (c *compiler) layTracks() {
	for _, e := range c.own("track", "role_track", "pair_track") {
		if c.stop {
			return
		}
		t := game.Track{ID: e.id, Base: int32(len(c.g.Slots)), Cuts: -1}
		track := int32(len(c.g.Tracks))
		switch e.kind {
		case "track":
			t.N = 1
			if c.room(1, e.node, e.path) {
				c.slot(game.Slot{Path: e.id, Kind: game.KindTrack, Track: track, Role: -1, Other: -1, MinOf: -1, MaxOf: -1})
			}
		case "role_track":
			t.Dim = rule.Each
			c.layRoleTrack(&t, track, e)
		case "pair_track":
			t.Dim = rule.Pair
			members := c.dict.Groups["states"]
			if n := e.node.Get("between"); n != nil && n.Kind == source.String {
				members = c.members(n, e.path+".between")
			}
			if len(members) < 2 {
				c.absentAt(e.node, e.path, "give roles kind = \"state\", or say between", "fewer than two roles have it")
			}
			c.layPairTrack(&t, track, members, c.yes(e.node.Get("directed"), false), e.node, e.path)
		}
		c.g.Tracks = append(c.g.Tracks, t)
	}
}

func (c *compiler) layRoleTrack(t *game.Track, track int32, e entry) {
	has := game.Everybody
	if n := e.node.Get("of"); n != nil {
		has = maskOf(c.members(n, e.path+".of"))
	}
	t.N = int32(len(c.g.Roles))
	if !c.room(int(t.N), e.node, e.path) {
		return
	}
	for r := range t.N {
		kind := game.KindTrack
		if !has.Has(r) {
			kind = game.KindUnused
		}
		c.slot(game.Slot{Path: c.roleID(r) + "." + e.id, Kind: kind, Track: track, Role: r, Other: -1, MinOf: -1, MaxOf: -1})
	}
}

// layPairTrack makes the slots of pairs in file order, and the table that finds
// them: a role stands for itself if it is a member, else for its State.
func (c *compiler) layPairTrack(t *game.Track, track int32, members []int32, directed bool, n *source.Node, path string) {
	pairs := len(members) * (len(members) - 1)
	if !c.room(pairs+1, n, path) {
		return
	}
	in := maskOf(members)
	stands := func(r int32) int32 {
		if s := c.g.Roles[r].State; !in.Has(r) && s >= 0 && in.Has(s) {
			return s
		}
		return r
	}
	count := int32(len(c.g.Roles))
	offset := make([]int32, count*count)
	for i := range offset {
		offset[i] = -1
	}
	for a := range count {
		for b := range count {
			if a == b || !in.Has(a) || !in.Has(b) || !directed && a > b {
				continue
			}
			offset[a*count+b] = t.N
			if !directed {
				offset[b*count+a] = t.N
			}
			t.N++
			c.slot(game.Slot{
				Path: fmt.Sprintf("pair(%s, %s).%s", c.roleID(a), c.roleID(b), t.ID),
				Kind: game.KindTrack, Track: track, Role: a, Other: b, MinOf: -1, MaxOf: -1,
			})
		}
	}
	table := make([]int32, count*count)
	for a := range count {
		for b := range count {
			table[a*count+b] = offset[stands(a)*count+stands(b)]
		}
	}
	t.Table = int32(len(c.code.Tables))
	c.code.Tables = append(c.code.Tables, table)
	if t.N == 0 { // the base of a family is always one of its own slots
		t.N = 1
		c.slot(game.Slot{Path: t.ID + ".unused", Kind: game.KindUnused, Track: track, Role: -1, Other: -1, MinOf: -1, MaxOf: -1})
	}
}

// layLadder makes the track of rungs and the turns of the last acts.
func (c *compiler) layLadder() {
	c.g.Ladder.Track = -1
	n := c.doc.Root.Get("ladder")
	if n == nil || n.Kind != source.Table || c.stop {
		return
	}
	t := game.Track{ID: "rung", Dim: rule.Pair, Base: int32(len(c.g.Slots)), Cuts: -1}
	track := int32(len(c.g.Tracks))
	c.layPairTrack(&t, track, c.dict.Groups["states"], false, n, "ladder")
	if !c.room(int(t.N), n, "ladder") {
		return
	}
	c.g.Tracks = append(c.g.Tracks, t)
	c.g.Ladder.Track = track
	c.g.Ladder.Acted = int32(len(c.g.Slots))
	for i := range t.N {
		of := c.g.Slots[t.Base+i]
		s := plainSlot(fmt.Sprintf("acted(%s)", c.pairOf(of)), game.KindActed, of.Role, of.Other, 0)
		if of.Kind == game.KindUnused {
			s.Path, s.Kind = "acted.unused", game.KindUnused
		}
		c.slot(s)
	}
	c.number("track", "rung")
}

func (c *compiler) pairOf(s game.Slot) string {
	if s.Role < 0 {
		return ""
	}
	return c.roleID(s.Role) + ", " + c.roleID(s.Other)
}

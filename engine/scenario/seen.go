package scenario

import (
	"cmp"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// seen sets who sees the numbers of a family. Without a word: all see tracks of
// the world, a role its own, the two theirs.
func (c *compiler) seen(t *game.Track, n *source.Node, path string) {
	exact, band, own := game.Mask(0), game.Mask(0), "exact"
	if t.Dim == rule.World {
		exact, own = game.Everybody, ""
	}
	if n != nil && n.Kind == source.String && !c.told[n] {
		exact, band, own = 0, 0, ""
		switch n.Text.String() {
		case "exact":
			exact = game.Everybody
		case "band":
			band = game.Everybody
		}
	}
	if n != nil && n.Kind == source.Table {
		exact, band, own = c.grades(t, n, path)
	}
	if (band != 0 || own == "band") && t.Cuts < 0 {
		c.fault(n, path, "write bands, or min and max", "it is seen in bands but has none")
	}
	for i := range t.N {
		s := &c.g.Slots[t.Base+i]
		if s.Kind != game.KindTrack {
			continue
		}
		s.Exact, s.Band = exact, band
		if own == "exact" {
			s.Exact |= c.owners(s)
		}
		if own == "band" {
			s.Band |= c.owners(s)
		}
		s.Band &^= s.Exact
	}
}

var grades = []string{"exact", "band", "hidden"}

func (c *compiler) grades(t *game.Track, n *source.Node, path string) (exact, band game.Mask, own string) {
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		grade := c.word(kid, "hidden")
		if kid.Kind == source.String && !slices.Contains(grades, grade) {
			c.badWord(kid, at, grade, grades)
			continue
		}
		if kid.Key == "self" && t.Dim != rule.World {
			own = grade
			continue
		}
		var m game.Mask
		switch i, role := c.index["role"][kid.Key]; {
		case role:
			m = game.One(i)
		case kid.Key == "all":
			m = game.Everybody
		case c.dict.Groups[kid.Key] != nil:
			m = maskOf(c.dict.Groups[kid.Key])
		case kid.Key == "self":
			c.faultAt(kid, at, "name roles or groups", "a track of the world has no self")
		default:
			known := append(c.known("role"), "all", "self")
			for _, g := range c.g.Groups {
				known = append(known, g.ID)
			}
			c.absentAt(kid, at, cmp.Or(c.faults.DidYouMean(kid.Key, known), roleOrGroup(kid.Key)), "no role or group %q", kid.Key)
		}
		switch grade {
		case "exact":
			exact |= m
		case "band":
			band |= m
		}
	}
	return exact, band, own
}

// owners are those whose own a number is: the role; or both of a pair, and
// every role that belongs to one of them.
func (c *compiler) owners(s *game.Slot) game.Mask {
	if s.Other < 0 {
		return game.One(s.Role)
	}
	var m game.Mask
	for i, r := range c.g.Roles {
		if int32(i) == s.Role || int32(i) == s.Other || r.State == s.Role || r.State == s.Other {
			m |= game.One(int32(i))
		}
	}
	return m
}

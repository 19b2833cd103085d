package scenario

import (
	"fmt"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// warn tells what is no fault but most likely not meant.
func (c *compiler) warn() {
	if c.faults.Len() > 0 {
		return // what is not compiled looks unused
	}
	c.warnSets()
	c.warnTracks()
	c.warnNever()
	c.warnEarly()
	c.warnActions()
	c.warnLeaks()
	c.warnFirebreaks()
	c.warnBraces()
}

// warnSets looks for lists that both set a number and add to it: the order of a
// list means nothing, the setting wins.
func (c *compiler) warnSets() {
	for i, b := range c.g.Blocks {
		added := map[rule.Ref]bool{}
		for _, e := range b.Effects {
			if e.Op != rule.Set {
				added[e.To] = true
			}
		}
		for _, e := range b.Effects {
			if e.Op == rule.Set && added[e.To] {
				c.warnings.Add(e.At, c.paths[i]+".effects", "write one effect, or two rules",
					"the list both sets %s and adds to it: the setting wins", c.refName(e.To))
			}
		}
	}
}

// refName is how an author would write the number of an effect.
func (c *compiler) refName(r rule.Ref) string {
	who := func(w rule.Who) string {
		switch {
		case w >= 0:
			return c.roleID(int32(w))
		case w == rule.Self:
			return "self"
		}
		return "target"
	}
	id := c.g.Tracks[c.g.Slots[r.Base].Track].ID
	switch r.Dim {
	case rule.Each:
		return who(r.A) + "." + id
	case rule.Pair:
		return fmt.Sprintf("pair(%s, %s).%s", who(r.A), who(r.B), id)
	}
	return id
}

// warnTracks looks for tracks that nothing reads and nothing changes.
func (c *compiler) warnTracks() {
	used := map[int32]bool{}
	for _, n := range c.code.Nodes {
		if n.Op == rule.Load {
			used[n.Ref.Base] = true
		}
	}
	for _, b := range c.g.Blocks {
		for _, e := range b.Effects {
			used[e.To.Base] = true
		}
	}
	for _, a := range c.g.Actions {
		for _, x := range a.Costs {
			used[x.From.Base] = true
		}
	}
	for _, s := range c.g.Slots {
		for _, by := range []int32{s.MinOf, s.MaxOf} {
			if by >= 0 && c.g.Slots[by].Track >= 0 {
				used[c.g.Tracks[c.g.Slots[by].Track].Base] = true
			}
		}
	}
	for i, e := range c.own("draw") {
		if t := &c.g.Tracks[c.g.Randoms[i].Track]; !used[t.Base] && c.g.Slots[t.Base].Exact == 0 {
			c.hint(e.node, e.path, "use it, show it or delete it", "nothing reads it and nobody sees it")
		}
	}
	for _, e := range c.own("track", "role_track", "pair_track") {
		t := &c.g.Tracks[c.index["track"][e.id]]
		moves := t.EachTurn.Present() || t.EachDay.Present() || t.Refill.Present()
		if !used[t.Base] && !moves {
			c.hint(e.node, e.path, "use it or delete it", "nothing reads or changes it")
		}
	}
}

// warnNever looks for what can never come.
func (c *compiler) warnNever() {
	fired, given := map[int32]bool{}, map[int32]bool{}
	for _, b := range c.g.Blocks {
		for _, i := range b.Fires {
			fired[i] = true
		}
		for _, r := range b.Reveals {
			given[r.Evidence] = true
		}
	}
	for i, e := range c.own("attack") {
		a := &c.g.Attacks[i]
		if a.Arrive.Never && !played(e) {
			c.hint(e.node, e.path, "write turn or when", "it never comes")
		}
		follows := func(x game.Evidence) bool {
			return x.Plantable && x.PlantedBy < 0 && x.About >= 0 && c.g.Attacks[x.About].Lead == int32(i)
		}
		if mask := e.node.Get("mask"); mask != nil && !slices.ContainsFunc(c.g.Evidence, follows) {
			c.hint(mask, e.path+".mask", "write plantable = true", "no evidence about it may be a plant, so the mask deceives nobody")
		}
	}
	for i, e := range c.own("deadline") {
		if c.g.TurnOf(c.g.Deadlines[i].Due) > c.g.Turns {
			c.hint(e.node, e.path, "bring it nearer", "it never passes: no turn begins at or after it")
		}
	}
	for i, e := range c.own("evidence") {
		if c.g.Evidence[i].Arrive.Never && !given[int32(i)] {
			c.hint(e.node, e.path, "write turn or when, or let something reveal it", "it never comes")
		}
	}
	for i, e := range c.own("inject") {
		if c.g.Injects[i].Arrive.Never && !fired[int32(i)] {
			c.hint(e.node, e.path, "write turn or when, or let something fire it", "it never comes")
		}
	}
}

func (c *compiler) warnActions() {
	for i, e := range c.measures() {
		a := &c.g.Actions[i]
		if a.Status == "" && (a.Tray == game.Covert || a.Tray == game.Offensive) {
			c.hint(e.node, e.path, `write legal = { status = …, basis = … }`, "nothing says how the law sees it")
		}
		if a.Instead >= 0 && a.By&^c.g.Actions[a.Instead].By != 0 {
			c.hint(e.node.Get("instead"), e.path+".instead", "widen its by", "not everybody who is tempted may choose %q", c.g.Actions[a.Instead].ID)
		}
		if rung := e.node.Get("rung"); rung != nil && a.Act.Rung > 0 && len(c.g.Lifted(a)) == 0 {
			c.hint(rung, e.path+".rung", "name other sides, as in rung = { at = 2, of = …, with = … }, or give its roles a state",
				"it moves no pair: none of those who act and are acted on are of two States")
		}
		if a.Attributes < 0 {
			continue
		}
		attack := &c.g.Attacks[a.Attributes]
		for _, t := range a.Targets {
			if !slices.Contains(attack.Suspects, t) && !slices.Contains(attack.Authors, t) {
				c.hint(e.node.Get("attributes"), e.path+".attributes", "add it to suspects, or take it from target", "%s can be accused but is no suspect of %q", c.roleID(t), attack.ID)
			}
		}
	}
}

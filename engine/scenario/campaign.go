package scenario

import (
	"slices"

	"demarche/engine/game"
	"demarche/engine/source"
)

// lead returns the attack that began the campaign of another, -1 if it is of no
// campaign.
func (c *compiler) lead(e entry) int32 {
	n, path := e.node.Get("campaign"), e.path+".campaign"
	i := c.find("attack", n, path)
	if i < 0 {
		return -1
	}
	lead := c.own("attack")[i]
	switch first := lead.node.Get("campaign"); {
	case lead.id == e.id:
		c.fault(n, path, "name the first attack of the campaign", "an attack is no campaign of its own")
		return -1
	case first != nil:
		mend := ""
		if first.Kind == source.String {
			mend = "write campaign = \"" + first.Text.String() + "\""
		}
		c.fault(n, path, mend, "%q is not the first attack of its campaign", lead.id)
		return -1
	}
	return i
}

// follow completes an attack of a campaign.
func (c *compiler) follow(a *game.Attack, i int32, e entry) {
	if a.Lead == i {
		return
	}
	lead := &c.g.Attacks[a.Lead]
	for _, k := range []string{"author", "author_knows", "suspects", "mask"} {
		if kid := e.node.Get(k); kid != nil {
			c.faultAt(kid, e.path+"."+k, "delete it", "the campaign of %q has %s already", lead.ID, k)
		}
	}
	inherit(a, lead)
	if a.Action < 0 {
		return
	}
	c.layHits(a, e)
	by := e.node.Get("by")
	for _, r := range c.members(by, e.path+".by") {
		if lead.Action >= 0 && !slices.Contains(lead.Authors, r) {
			c.absent(by, e.path+".by", "add it to by of "+lead.ID, "%s may not play the first attack of the campaign, so it could not be its author", c.roleID(r))
		}
	}
}

// inherit gives an attack what is hidden and believed of the lead of its campaign.
func inherit(a, lead *game.Attack) {
	a.Suspects, a.Prior, a.Authors, a.Weights, a.AuthorKnows = lead.Suspects, lead.Prior, lead.Authors, lead.Weights, lead.AuthorKnows
	a.Author, a.Stream, a.Belief, a.Table = lead.Author, lead.Stream, lead.Belief, lead.Table
	a.Poses, a.Guise, a.Posed = lead.Poses, lead.Guise, lead.Posed
}

// masks reads as whom an author may pose.
func (c *compiler) masks(a *game.Attack, e entry) {
	n, path := e.node.Get("mask"), e.path+".mask"
	if n == nil || n.Kind != source.Table || c.told[n] {
		return
	}
	for _, who := range n.Kids {
		at := path + "." + who.Key
		author := c.keyed("role", who, at)
		if author >= 0 && !slices.Contains(a.Authors, author) {
			c.absentAt(who, at, "add it to author, or by", "%q cannot be the author of %q", who.Key, a.ID)
			author = -1
		}
		if author >= 0 && who.Kind == source.Table {
			c.poses(a, author, who, at)
		}
	}
}

func (c *compiler) poses(a *game.Attack, author int32, n *source.Node, path string) {
	sum := 0.0
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		as := c.keyed("role", kid, at)
		switch {
		case as < 0 || !isNumber(kid):
			continue
		case as == author:
			c.faultAt(kid, at, "name somebody else", "nobody poses as himself")
		case !slices.Contains(a.Suspects, as):
			c.absentAt(kid, at, "add it to suspects", "%q is no suspect of %q", kid.Key, a.ID)
		case kid.Num < 0 || kid.Num > 1:
			c.fault(kid, at, chanceMeant(kid.Num), "%s is no chance", plain(kid.Num))
		}
		sum += kid.Num
		a.Poses = append(a.Poses, game.Pose{Author: author, As: as, Chance: kid.Num})
	}
	if sum > 1+1e-9 {
		c.faultAt(n, path, "at most 1 together; the rest is no mask", "the chances add up to %s", plain(sum))
	}
}

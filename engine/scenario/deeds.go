package scenario

import "demarche/engine/rule"

// deeds has the game keep in which turns every measure was taken, by whom and on
// whom, if the file names a player that answers what was done to it. Otherwise a
// game keeps of the past only what expressions ask for.
func (c *compiler) deeds() {
	if _, own := c.index["policy"][titForTat]; own {
		return
	}
	named := false
	for i := range c.g.Roles {
		named = named || c.g.Roles[i].Policy == titForTat
	}
	if !named {
		return
	}
	for _, e := range c.own("attack", "temptation", "response") {
		a := c.asked[e.id]
		if !a.self {
			continue
		}
		q := rule.Ask{ID: e.id, Role: rule.Self, Target: rule.NoRole}
		if a.other {
			q.Target = rule.Target
		}
		if _, err := c.askTurns(q); err != nil {
			c.fault(c.doc.Root, e.path, "play the role by another policy", "%s keeps who did what to whom: %s", titForTat, err)
			return
		}
	}
}

package prose

import "demarche/engine/game"

// Flow says in one clause who can learn what, and through what: "through “Public
// confidence”, everybody but Hospital may learn something about the true author of
// “Ransom”".
func (x *Explainer) Flow(f game.Flow) string {
	c := x.v.c
	var into, reads []string
	for _, n := range f.Into {
		into = append(into, x.channel(n))
	}
	for _, b := range f.Events {
		into = append(into, c.tell("flows.event", "x", x.v.reads("").thing(x.g.Blocks[b].ID)))
	}
	if f.Ending {
		into = append(into, c.say("flows.ending"))
	}
	for _, n := range f.Reads {
		reads = append(reads, x.number(n))
	}
	return c.tell("flows.line", "into", c.list("list.and", into), "who", x.v.atTable(f.Learns), "reads", c.list("list.and", reads))
}

// channel names a number through which something is learnt.
func (x *Explainer) channel(n game.Number) string {
	switch n.Kind {
	case game.KindBelief:
		return x.v.c.tell("flows.belief", "x", x.v.quote(x.v.Attack(n.Index)))
	case game.KindAnswer:
		return x.v.c.tell("flows.belief", "x", x.v.quote(x.v.question(n.Index)))
	case game.KindHeld:
		return x.v.c.tell("kind.evidence", "x", x.v.quote(x.v.Evidence(n.Index)))
	}
	return x.number(n)
}

package scenario

import (
	"math"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// warnEarly looks for evidence that comes by the calendar before the attack that
// it is about, or whether or not that has come: whoever holds it is told of
// suspects of something that has not happened. Of one turn the attack is first. A
// condition that asks what happened is believed to wait for it.
func (c *compiler) warnEarly() {
	for i, e := range c.own("evidence") {
		x := &c.g.Evidence[i]
		turn, known := c.earliest(&x.Arrive)
		if x.About < 0 || x.Question >= 0 || !known || c.asksHistory(x.Arrive.When) {
			continue
		}
		lead := c.g.Attacks[x.About].Lead
		begins, sure := c.begins(lead)
		if !sure || turn >= begins {
			continue
		}
		id := c.g.Attacks[x.About].ID
		at := e.node.Get("turn")
		mend := "write when = \"happened(" + id + ")\", or a later turn"
		if begins > float64(c.g.Turns) {
			c.hint(at, e.path+".turn", mend, "it can arrive in turn %s before the attack %q, which need not have come by then", plain(turn), id)
			continue
		}
		c.hint(at, e.path+".turn", mend, "it can arrive in turn %s before the attack %q, which comes in turn %s", plain(turn), id, plain(begins))
	}
}

// earliest returns the first turn that an arrival names; known is false if it
// names none, or one that a session chooses.
func (c *compiler) earliest(a *game.Arrival) (turn float64, known bool) {
	turn = math.Inf(1)
	for _, t := range a.Turns {
		x, ok := c.constant(t)
		if !ok {
			return 0, false
		}
		turn = math.Min(turn, x)
	}
	return turn, len(a.Turns) > 0
}

// begins returns the first turn in which an attack, or another of its campaign,
// has come for certain; beyond the last turn if none must come. known is false if
// a session chooses it.
func (c *compiler) begins(lead int32) (turn float64, known bool) {
	turn = math.Inf(1)
	for i := range c.g.Attacks {
		a := &c.g.Attacks[i]
		if a.Lead != lead || a.Action >= 0 || a.Arrive.When.Present() || a.Arrive.Never {
			continue
		}
		x, ok := c.earliest(&a.Arrive)
		if !ok {
			return 0, false
		}
		turn = math.Min(turn, x)
	}
	return turn, true
}

// asksHistory reports whether a condition reads what happened.
func (c *compiler) asksHistory(when rule.Expr) bool {
	found := false
	if when.Present() {
		c.code.Reads(when, func(r rule.Ref, _ bool) {
			switch c.g.Slots[r.Base].Kind {
			case game.KindPast, game.KindTurns:
				found = true
			}
		})
	}
	return found
}

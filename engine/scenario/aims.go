package scenario

import (
	"fmt"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
)

// aims compiles what a game is for: goals, norms, objectives, metrics, endings.
func (c *compiler) aims() {
	world := setting{dict: c.dict, scope: rule.Scope{}}
	for _, e := range c.own("goal") {
		c.goal(e, -1, world)
	}
	for i, e := range c.own("role") {
		s := setting{dict: c.dict, scope: rule.Scope{"self": rule.Self}, selfs: []int32{int32(i)}}
		for _, g := range inner(e.node, "goal", e.path) {
			c.goal(g, int32(i), s)
		}
	}
	for _, e := range c.own("norm") {
		n := e.node
		c.g.Norms = append(c.g.Norms, game.Norm{ID: e.id, Title: c.title(n.Get("title"), e.id), Text: c.text(n.Get("text")), Source: c.text(n.Get("source"))})
	}
	for _, e := range c.own("objective") {
		n := e.node
		c.g.Objectives = append(c.g.Objectives, game.Objective{
			ID:     e.id,
			Text:   c.text(n.Get("text")),
			Met:    c.expression(n.Get("met"), world, rule.Truth, e.path+".met"),
			Tested: c.expression(n.Get("tested"), world, rule.Truth, e.path+".tested"),
			Hint:   c.text(n.Get("hint")),
		})
	}
	for i, e := range c.own("metric") {
		m := &c.g.Metrics[i]
		m.Title = c.text(e.node.Get("title"))
		m.Value = c.expression(e.node.Get("value"), c.measured[i], rule.Number, e.path+".value")
		m.Over = overOf[c.word(e.node.Get("over"), "last")]
		m.PerTurn = c.word(e.node.Get("when"), "end") == "turn"
	}
	c.returns()
	c.endings(world)
}

// returns reads which metric is the reward of roles.
func (c *compiler) returns() {
	n := c.doc.Root.Get("returns")
	c.g.Returns = c.find("metric", n, "returns")
	if c.g.Returns < 0 {
		return
	}
	if of := c.g.Metrics[c.g.Returns].Instances; len(of) > 0 && (of[0][0] < 0 || of[0][1] >= 0) {
		c.fault(n, "returns", fmt.Sprintf("write each = \"role\" in [metric.%s]", n.Text), "a reward is a number of each role")
		c.g.Returns = -1
	}
}

var overOf = map[string]game.Over{"last": game.Last, "max": game.Maximum, "min": game.Minimum, "mean": game.Mean, "sum": game.Sum}

func (c *compiler) goal(e entry, role int32, s setting) {
	n := e.node
	c.g.Goals = append(c.g.Goals, game.Goal{
		ID:     e.id,
		Role:   role,
		Text:   c.text(n.Get("text")),
		Score:  c.expression(n.Get("score"), s, rule.Number, e.path+".score"),
		Secret: c.yes(n.Get("secret"), false),
	})
}

// endings compiles how the game may end. One without turn, when and chance is
// the last resort.
func (c *compiler) endings(s setting) {
	var last *entry
	for _, e := range c.own("ending") {
		n := e.node
		x := game.Ending{
			ID:     e.id,
			Title:  c.title(n.Get("title"), e.id),
			Text:   c.text(n.Get("text")),
			Arrive: c.arrival(n, s, e.path),
			Chance: c.chance(n.Get("chance"), s, e.path+".chance"),
			Stream: chance.Name("ending", e.id),
		}
		x.Last = x.Arrive.Never && n.Get("chance") == nil
		x.Arrive.Never, x.Arrive.Repeat = x.Last, true
		if x.Last && last != nil {
			c.faultAt(n, e.path, "write turn, when or chance", "two endings of last resort, the other is %q", last.id)
		}
		if x.Last {
			last = &e
		}
		c.g.Endings = append(c.g.Endings, x)
	}
}

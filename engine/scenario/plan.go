package scenario

import (
	"fmt"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// plans reads what roles do by themselves.
func (c *compiler) plans() {
	for i, e := range c.own("role") {
		role := int32(i)
		s := setting{dict: c.dict, scope: rule.Scope{"self": rule.Self}, selfs: []int32{role}}
		for _, x := range inner(e.node, "plan", e.path) {
			action := c.keyed("action", x.node, x.path)
			if action < 0 {
				continue
			}
			a := &c.g.Actions[action]
			if !a.By.Has(role) {
				c.faultAt(x.node, x.path, fmt.Sprintf("add %q to its by", e.id), "%q may not choose %q", e.id, a.ID)
			}
			p := game.Planned{Action: action, Target: -1, At: x.node.KeyPos, Stream: chance.Name("plan", e.id+"."+x.id)}
			p.When = c.expression(x.node.Get("when"), s, rule.Truth, x.path+".when")
			p.Chance = c.chance(x.node.Get("chance"), s, x.path+".chance")
			c.show(x.node.Get("when"), p.When, s, x.path+".when", "")
			c.show(x.node.Get("chance"), p.Chance, s, x.path+".chance", "")
			if n := x.node.Get("target"); n != nil {
				p.Target = c.planTarget(a, role, n, x.path+".target")
			}
			p.Choice = c.planChoice(a, x.node.Get("choice"), x.path+".choice")
			c.g.Roles[role].Plan = append(c.g.Roles[role].Plan, p)
		}
	}
}

func (c *compiler) planTarget(a *game.Action, role int32, n *source.Node, path string) int32 {
	t := c.find("role", n, path)
	if t < 0 {
		return -1
	}
	if t == role || !slices.Contains(a.Targets, t) {
		c.fault(n, path, "name one of its targets", "%q does not take the target %q", a.ID, n.Text)
		return -1
	}
	return t
}

// planChoice reads the words that a plan picks; those it leaves out are the
// first ones.
func (c *compiler) planChoice(a *game.Action, n *source.Node, path string) int32 {
	picked := make([]int32, len(a.Choices))
	if n == nil || n.Kind != source.Table {
		return 0
	}
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		i := slices.IndexFunc(a.Choices, func(x game.Choice) bool { return x.ID == kid.Key })
		if i < 0 {
			var known []string
			for _, x := range a.Choices {
				known = append(known, x.ID)
			}
			c.faultAt(kid, at, source.DidYouMean(kid.Key, known), "%q leaves no choice %q", a.ID, kid.Key)
			continue
		}
		if kid.Kind != source.String || c.told[kid] {
			continue
		}
		var words []string
		for _, w := range a.Choices[i].Words {
			words = append(words, w.ID)
		}
		j := slices.Index(words, kid.Text.String())
		if j < 0 {
			c.badWord(kid, at, kid.Text.String(), words)
			continue
		}
		picked[i] = int32(j)
	}
	return a.Combination(picked)
}

// plan puts the turn in order.
func (c *compiler) plan() {
	p := &c.g.Plan
	step := func(d game.Doing) game.Step { return game.Step{Do: d, Index: -1} }
	p.Open = []game.Step{step(game.DoDrift), step(game.DoCool), step(game.DoDue), step(game.DoFired)}
	counts := map[string]int32{}
	var told []game.Step // at Reveal, when the game may be over already
	for _, e := range c.own("attack", "evidence", "inject") {
		i := counts[e.kind]
		counts[e.kind]++
		switch {
		case e.kind == "attack" && !c.g.Attacks[i].Arrive.Never:
			p.Open = append(p.Open, game.Step{Do: game.DoAttack, Index: i})
		case e.kind == "evidence" && !c.g.Evidence[i].Arrive.Never:
			p.Open = append(p.Open, game.Step{Do: game.DoEvidence, Index: i})
		case e.kind == "inject" && !c.g.Injects[i].Arrive.Never && c.g.Injects[i].Reveal:
			told = append(told, game.Step{Do: game.DoInject, Index: i})
		case e.kind == "inject" && !c.g.Injects[i].Arrive.Never:
			p.Open = append(p.Open, game.Step{Do: game.DoInject, Index: i})
		}
	}
	p.Open = append(p.Open, step(game.DoRefill), step(game.DoBeliefs), step(game.DoOffers))
	for i := range c.g.Rules {
		p.Rules = append(p.Rules, int32(i))
	}
	p.Close = []game.Step{step(game.DoBeliefs), step(game.DoMetrics), step(game.DoEndings)}
	p.Close = append(p.Close, told...)
	for i := range c.g.Slots {
		if s := &c.g.Slots[i]; s.MinOf >= 0 || s.MaxOf >= 0 {
			p.Bounded = append(p.Bounded, int32(i))
		}
	}
	p.MaxDue = c.maxDue()
}

// mostDue bounds the memory of a state whatever a scenario says.
const mostDue = 1 << 16

// maxDue is how many blocks can wait at once: each delayed block for every mover
// and target, as often as its delay has turns; and each inject that something
// fires.
func (c *compiler) maxDue() int32 {
	total := 0
	for i := range c.g.Blocks {
		b := &c.g.Blocks[i]
		n := c.copies(b)
		total += n * len(b.Fires)
		if b.After.None() {
			continue
		}
		turns := int(c.g.Turns)
		if b.After.Hours == 0 {
			turns = min(turns, int(b.After.Turns)+1)
		}
		total += n * turns
		if total > mostDue {
			return mostDue
		}
	}
	// What would come after the end waits there for the debrief.
	return int32(min(total+len(c.g.Injects)+int(c.g.Turns), mostDue))
}

// copies is how often a block can come about in one turn.
func (c *compiler) copies(b *game.Block) int {
	switch {
	case b.Kind == game.CauseRule:
		return len(c.g.Rules[b.Owner].Instances)
	case b.Kind == game.CauseAttack, b.Kind == game.CauseInject, c.attackBlock(b):
		return 1
	}
	a := &c.g.Actions[b.Owner]
	n := 0
	for r := range int32(len(c.g.Roles)) {
		if a.By.Has(r) {
			n++
		}
	}
	return n * max(1, len(a.Targets)) * int(a.Combinations())
}

// streams makes sure that no two draws have one name: they would always fall
// alike.
func (c *compiler) streams() {
	type owner struct {
		path string
		pos  source.Pos
	}
	at := map[chance.Stream]owner{}
	add := func(s chance.Stream, path string, n *source.Node) {
		if old, taken := at[s]; taken && old.path != path {
			c.faultAt(n, path, "choose another id", "its draws would always fall like those of %s", old.path)
			return
		}
		at[s] = owner{path, n.KeyPos}
	}
	for _, e := range c.own("role") {
		add(chance.Actor(e.id), e.path, e.node)
		for _, x := range inner(e.node, "plan", e.path) {
			add(chance.Name("plan", e.id+"."+x.id), x.path, x.node)
		}
	}
	for _, kind := range []string{"attack", "evidence", "temptation", "response", "rule", "ending"} {
		for _, e := range c.own(kind) {
			add(chance.Name(purposes[kind], e.id), e.path, e.node)
			for _, x := range inner(e.node, "also", e.path) {
				add(chance.Name("also", e.id+"."+x.id), x.path, x.node)
			}
		}
	}
}

// purposes are the first parts of the names of draws.
var purposes = map[string]string{
	"attack": "author", "evidence": "evidence", "temptation": "outcome", "response": "outcome", "rule": "rule", "ending": "ending",
}

package scenario

import (
	"cmp"
	"fmt"
	"maps"
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
				c.absentAt(x.node, x.path, fmt.Sprintf("add %q to its by", e.id), "%q may not choose %q", e.id, a.ID)
			}
			name := chance.Name("plan", e.id+"."+x.id)
			p := game.Planned{Action: action, Target: -1, At: x.node.KeyPos, Stream: name, Odds: name}
			c.taking(&p, x, s, c.show)
			c.g.Roles[role].Plan = append(c.g.Roles[role].Plan, p)
		}
	}
}

// noting notes an expression of which a role is shown what it comes to.
type noting func(n *source.Node, e rule.Expr, s setting, path, way string)

// taking reads when and how a computer player takes a measure: what entries of
// plans and of policies have in common. It returns the setting of the entry, in
// which its target has a meaning.
func (c *compiler) taking(p *game.Planned, x entry, s setting, note noting) setting {
	if p.Action >= 0 {
		a := &c.g.Actions[p.Action]
		if a.Targets != nil {
			s.scope, s.targets = maps.Clone(s.scope), a.Targets
			s.scope["target"], s.scope["on"] = rule.Target, rule.Target
		}
		if p.Target = c.takenOn(a, x, s); p.Target >= 0 {
			s.targets = []int32{p.Target}
		}
		p.Choice, p.Open = c.picks(a, x.node.Get("choice"), x.path+".choice")
	}
	each := func(key string, compile func(n *source.Node, path string) rule.Expr) rule.Expr {
		n, path := x.node.Get(key), x.path+"."+key
		e := compile(n, path)
		note(n, e, s, path, "")
		return e
	}
	p.When = each("when", func(n *source.Node, path string) rule.Expr { return c.expression(n, s, rule.Truth, path) })
	p.Chance = each("chance", func(n *source.Node, path string) rule.Expr { return c.chance(n, s, path) })
	if n := x.node.Get("amount"); n != nil && p.Action >= 0 && !c.g.Actions[p.Action].Amount.On {
		c.faultAt(n, x.path+".amount", "delete it", "%q takes no amount", c.g.Actions[p.Action].ID)
		c.told[n] = true
	}
	p.Amount = each("amount", func(n *source.Node, path string) rule.Expr { return c.expression(n, s, rule.Number, path) })
	p.Prefer = each("prefer", func(n *source.Node, path string) rule.Expr { return c.expression(n, s, rule.Number, path) })
	return s
}

// takenOn reads whom a measure is taken on: -1 if that is chosen each time.
func (c *compiler) takenOn(a *game.Action, x entry, s setting) int32 {
	target, prefer := x.node.Get("target"), x.node.Get("prefer")
	switch {
	case prefer != nil && a.Targets == nil:
		c.absentAt(prefer, x.path+".prefer", "delete it", "%q has no target to prefer", a.ID)
		c.told[prefer] = true
	case prefer != nil && target != nil:
		c.faultAt(prefer, x.path+".prefer", "delete one", "its target is said: nothing is left to prefer")
	}
	if target != nil && target.Kind == source.String && !c.told[target] {
		id := target.Text.String()
		if _, group := c.dict.Groups[id]; group || slices.Contains(languageWords, id) || id == "all" {
			c.fault(target, x.path+".target", "name one role; without target one that is lawful is drawn, and prefer chooses among them", "%q is not one role", id)
			return -1
		}
	}
	t := c.find("role", target, x.path+".target")
	if t < 0 {
		return -1
	}
	lone := len(s.selfs) == 1 && s.selfs[0] == t
	if lone || !slices.Contains(a.Targets, t) {
		c.absent(target, x.path+".target", "name one of its targets", "%q does not take the target %q", a.ID, target.Text)
		return -1
	}
	return t
}

// picks reads the words that an entry picks, as a combination in which those it
// leaves open are the first ones, and one bit for each choice that it leaves
// open.
func (c *compiler) picks(a *game.Action, n *source.Node, path string) (combination int32, open uint8) {
	picked := make([]int32, len(a.Choices))
	open = uint8(1)<<len(a.Choices) - 1
	if n == nil || n.Kind != source.Table {
		return 0, open
	}
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		i := slices.IndexFunc(a.Choices, func(x game.Choice) bool { return x.ID == kid.Key })
		if i < 0 {
			var known []string
			for _, x := range a.Choices {
				known = append(known, x.ID)
			}
			c.faultAt(kid, at, cmp.Or(c.faults.DidYouMean(kid.Key, known), "delete it, or give the measure this choice"), "%q leaves no choice %q", a.ID, kid.Key)
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
		open &^= 1 << i
	}
	return a.Combination(picked), open
}

// plan puts the turn in order.
func (c *compiler) plan() {
	p := &c.g.Plan
	step := func(d game.Doing) game.Step { return game.Step{Do: d, Index: -1} }
	if slices.ContainsFunc(c.g.Randoms, func(r game.Random) bool { return !r.Once }) {
		p.Open = append(p.Open, step(game.DoRandoms))
	}
	p.Open = append(p.Open, step(game.DoDrift), step(game.DoCool), step(game.DoDue))
	for i := range c.g.Deadlines {
		p.Open = append(p.Open, game.Step{Do: game.DoDeadline, Index: int32(i)})
	}
	p.Open = append(p.Open, step(game.DoFired))
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
	for i := range c.g.Deadlines {
		if c.g.Deadlines[i].Began >= 0 {
			p.Open = append(p.Open, game.Step{Do: game.DoBegin, Index: int32(i)})
		}
	}
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
		for _, inject := range b.Fires {
			total += n * c.waits(c.g.Blocks[c.g.Injects[inject].Block].After)
		}
		if b.Kind == game.CauseMove && c.g.Actions[b.Owner].Standing.Present() {
			total += n
		}
		if b.After.None() {
			continue
		}
		total += n * c.waits(b.After)
		if total > mostDue {
			return mostDue
		}
	}
	// What would come after the end waits there for the debrief.
	return int32(min(total+len(c.g.Injects)+int(c.g.Turns), mostDue))
}

// waits is in how many turns something can wait that has this delay, one by one.
func (c *compiler) waits(d game.Delay) int {
	if d.Hours == 0 {
		return min(int(c.g.Turns), int(d.Turns)+1)
	}
	return int(c.g.Turns)
}

// copies is how often a block can come about in one turn.
func (c *compiler) copies(b *game.Block) int {
	switch {
	case b.Kind == game.CauseRule:
		return len(c.g.Rules[b.Owner].Instances)
	case b.Of == game.OwnerAgreement, b.Of == game.OwnerEvidence:
		return len(c.g.Roles) * len(c.g.Roles)
	case b.Of == game.OwnerNobody:
		return 0 // it only tells
	case b.Of == game.OwnerAttack, b.Of == game.OwnerInject, b.Of == game.OwnerDeadline:
		return 1
	}
	a := &c.g.Actions[b.Owner]
	n := 0
	for r := range int32(len(c.g.Roles)) {
		if a.By.Has(r) {
			n++
		}
	}
	return n * max(1, len(a.Targets)) * int(a.Combinations()) * c.amountsOf(a)
}

// manyAmounts is how often one action is thought to be chosen at most in one
// turn by one role with different amounts that are not known beforehand.
const manyAmounts = 100

func (c *compiler) amountsOf(a *game.Action) int {
	if !a.Amount.On {
		return 1
	}
	low, _ := c.constant(a.Amount.Min)
	high, known := c.constant(a.Amount.Max)
	if !known {
		return manyAmounts
	}
	return min(manyAmounts, 1+int((high-low)/a.Amount.Step))
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
	for _, e := range c.own("policy") {
		for _, x := range inner(e.node, "choose", e.path) {
			add(chance.Name("choose", e.id+"."+x.id), x.path, x.node)
			add(chance.Name("chance", e.id+"."+x.id), x.path, x.node)
		}
	}
	for _, kind := range []string{"draw", "attack", "question", "evidence", "temptation", "response", "rule", "ending"} {
		for _, e := range c.own(kind) {
			add(chance.Name(purposes[kind], e.id), e.path, e.node)
			if kind == "attack" {
				add(chance.Name("mask", e.id), e.path, e.node)
			}
			if kind == "attack" && played(e) {
				add(chance.Name("outcome", e.id), e.path, e.node)
			}
			for _, x := range inner(e.node, "also", e.path) {
				add(chance.Name("also", e.id+"."+x.id), x.path, x.node)
			}
		}
	}
}

// purposes are the first parts of the names of draws.
var purposes = map[string]string{
	"draw": "draw", "attack": "author", "question": "truth", "evidence": "evidence", "temptation": "outcome", "response": "outcome", "rule": "rule", "ending": "ending",
}

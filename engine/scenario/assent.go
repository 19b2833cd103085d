package scenario

import (
	"maps"
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// assents reads who must agree, and returns the setting of what comes about once
// they have: there the group of signers has a meaning. Those asked are parties.
func (c *compiler) assents(a *game.Action, e entry, s setting) setting {
	var could game.Mask // sign
	asked := false
	for _, read := range []struct {
		key string
		of  func(*game.Assent, *source.Node, []int32, string)
	}{{"consent", c.consent}, {"cosign", c.cosign}, {"vote", c.vote}} {
		n := e.node.Get(read.key)
		if n == nil || n.Kind != source.Table {
			continue
		}
		path := e.path + "." + read.key
		x := game.Assent{Optional: c.yes(n.Get("optional"), false)}
		members := c.body(&x, a, n, path)
		read.of(&x, n, members, path)
		x.Accept = c.accept(n.Get("accept"), s, members, path+".accept")
		if read.key == "consent" {
			x.Unless = c.unless(n.Get("unless"), s, path+".unless")
		}
		c.needless(a, &x, members, n, path)
		a.Assents = append(a.Assents, x)
		s.parties.Fixed |= x.Of
		could |= maskOf(members)
		asked = true
	}
	if !asked {
		return s
	}
	dict := *s.dict
	dict.Signers = []int32{}
	for r := range int32(len(c.g.Roles)) {
		if could.Has(r) {
			dict.Signers = append(dict.Signers, r)
		}
	}
	s.dict = &dict
	return s
}

// body reads who is asked, and returns all who can be, in file order.
func (c *compiler) body(x *game.Assent, a *game.Action, n *source.Node, path string) []int32 {
	of := n.Get("of")
	if of != nil && of.Kind == source.String && of.Text.String() == "target" {
		if x.Target = true; a.Targets == nil {
			c.fault(of, path+".of", "give it a target, or name roles", "it has no target to ask")
		}
		return a.Targets
	}
	members := slices.Clone(c.members(of, path+".of"))
	slices.Sort(members)
	x.Of = maskOf(members)
	if of != nil && len(members) == 0 && !c.anyTold(of) && len(strs(of)) > 0 {
		c.absent(of, path+".of", "name a role", "nobody can agree to it")
	}
	return members
}

// needless warns where the mover's own yes is enough.
func (c *compiler) needless(a *game.Action, x *game.Assent, members []int32, n *source.Node, path string) {
	alone := x.Kind == game.Cosign && x.AtLeast == 1 || len(members) == 1
	if alone && !x.Target && x.Of != 0 && a.By&^x.Of == 0 && !x.Optional {
		mend := "ask somebody else too"
		if x.Kind == game.Cosign && len(members) > 1 {
			mend = "write at_least = 2, or optional = true"
		}
		c.hint(n, path, mend, "the mover's own name is enough")
	}
}

func (c *compiler) consent(x *game.Assent, _ *source.Node, _ []int32, _ string) {
	x.Kind = game.Consent
}

// unless compiles when nobody needs to agree. It is read when answers are
// counted, and shown to nobody before.
func (c *compiler) unless(n *source.Node, s setting, path string) rule.Expr {
	if n != nil && n.Kind == source.Bool && n.Bool && !c.told[n] {
		c.fault(n, path, "delete the whole table", "then nobody ever needs to agree")
		return 0
	}
	return c.expression(n, s, rule.Truth, path)
}

func (c *compiler) cosign(x *game.Assent, n *source.Node, members []int32, path string) {
	x.Kind = game.Cosign
	most := c.most(n, members)
	x.AtLeast = int32(c.within(n.Get("at_least"), path+".at_least", 1, most, most))
	if kid := n.Get("at_least"); kid != nil && x.Optional {
		c.faultAt(kid, path+".at_least", "delete it, or optional", "what goes through anyway needs no names")
	}
}

// most is how many can agree at most: as many as there can be where some of those
// asked are not known.
func (c *compiler) most(n *source.Node, members []int32) int64 {
	if c.doc.partial || c.anyTold(n.Get("of")) {
		return MaxRoles
	}
	return int64(max(1, len(members)))
}

var voteRules = map[string]game.VoteRule{"unanimity": game.Unanimity, "consensus": game.Consensus, "majority": game.Majority}

// vote reads by which rule a body decides.
func (c *compiler) vote(x *game.Assent, n *source.Node, members []int32, path string) {
	x.Kind, x.Rule = game.Vote, game.Unanimity
	x.Secret = c.word(n.Get("ballot"), "open") == "secret"
	switch by := n.Get("rule"); {
	case by == nil:
	case by.Kind == source.Integer:
		x.Rule = game.ByNumber
		x.AtLeast = int32(c.within(by, path+".rule", 1, c.most(n, members), 1))
	default:
		word := c.word(by, "unanimity")
		if r := voteRules[word]; r != 0 {
			x.Rule = r
		} else if !c.told[by] {
			c.badWord(by, path+".rule", word, slices.Sorted(maps.Keys(voteRules)))
		}
	}
}

// amount reads what amounts an action takes, and gives the name "amount" its
// meaning in the action's expressions.
func (c *compiler) amount(a *game.Action, e entry, s *setting) {
	if words := e.node.Get("words"); words != nil && words.Kind == source.Table {
		a.Words = game.Words{On: true, Needed: c.yes(words.Get("needed"), false), Max: int32(c.within(words.Get("max"), e.path+".words.max", 1, 2000, 2000))}
	}
	n := e.node.Get("amount")
	if n == nil || n.Kind != source.Table {
		return
	}
	path := e.path + ".amount"
	own := setting{dict: c.dict, scope: rule.Scope{"self": rule.Self}, selfs: s.selfs}
	bound := func(key string) rule.Expr {
		kid := n.Get(key)
		x := c.expression(kid, own, rule.Number, path+"."+key)
		if x.Present() {
			c.show(kid, x, own, path+"."+key, "")
		}
		return x
	}
	a.Amount = game.Range{On: true, Min: bound("min"), Max: bound("max"), Step: c.num(n.Get("step"), 1)}
	if step := n.Get("step"); step != nil && !(a.Amount.Step > 0) || math.IsInf(a.Amount.Step, 0) {
		c.fault(step, path+".step", "write a number above 0", "%s is no step", plain(a.Amount.Step))
		a.Amount.Step = 1
	}
	c.amounts(a, n, path)
	dict := *s.dict
	dict.Bare = maps.Clone(s.dict.Bare)
	dict.Bare["amount"] = rule.Meaning{Op: rule.Arg, Arg: 0, Kind: rule.Number, Fixed: true}
	s.dict = &dict
}

// amounts holds constant bounds to each other.
func (c *compiler) amounts(a *game.Action, n *source.Node, path string) {
	low, fixed := c.constant(a.Amount.Min)
	if !a.Amount.Min.Present() {
		low, fixed = 0, true
	}
	high, known := c.constant(a.Amount.Max)
	switch {
	case !fixed || !known:
	case low > high:
		c.fault(n.Get("max"), path+".max", "write a higher max or a lower min", "max %s is below min %s", plain(high), plain(low))
	case (high-low)/a.Amount.Step > game.MostSteps:
		c.fault(n, path, "write a larger step", "more than %d amounts", game.MostSteps)
	}
}

package scenario

import (
	"maps"
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// publish is the id of the built-in move that gives evidence to everybody.
const publish = "publish"

// share is the id of the built-in act that gives evidence to some.
const share = "share"

// mostCombinations bounds what one measure leaves open: each combination is
// looked at whenever its options are listed.
const mostCombinations = 64

// choices reads what an action lets its mover pick, and adds the names of the
// choices to what its expressions may name.
func (c *compiler) choices(a *game.Action, e entry, s setting) setting {
	names := inner(e.node, "choice", e.path)
	var ids []string
	for _, x := range names {
		ids = append(ids, x.id)
	}
	titles := c.called(e.node.Get("choice_title"), e.path+".choice_title", "choice", ids)
	if len(names) == 0 {
		return s
	}
	if len(names) > rule.MostChoices {
		c.faultAt(names[rule.MostChoices].node, names[rule.MostChoices].path, "join two of them", "at most %d choices are allowed", rule.MostChoices)
		names = names[:rule.MostChoices]
	}
	dict := *s.dict
	dict.Bare = maps.Clone(s.dict.Bare)
	for i, x := range names {
		if !c.choiceName(x) {
			continue
		}
		choice := game.Choice{ID: x.id, Title: titles[x.id]}
		m := rule.Meaning{Op: rule.Arg, Arg: int32(1 + i), PickArg: int32(1 + rule.MostChoices + i), Kind: rule.Number, Fixed: true}
		for _, kid := range x.node.Kids {
			if kid.Kind != source.Table || !isID(kid.Key) {
				continue
			}
			choice.Words = append(choice.Words, c.picked(kid, s, len(choice.Words), x.path+"."+kid.Key))
			m.Picks = append(m.Picks, kid.Key)
		}
		if len(choice.Words) < 2 {
			c.faultAt(x.node, x.path, "write two words or more", "%q leaves nothing to choose", x.id)
			continue
		}
		a.Choices = append(a.Choices, choice)
		dict.Bare[x.id] = m
	}
	n := 1
	for _, x := range a.Choices {
		n = min(n*len(x.Words), mostCombinations+1)
	}
	if n > mostCombinations {
		c.faultAt(names[0].node, names[0].path, "make two measures of it", "its choices make more than %d combinations", mostCombinations)
		a.Choices = nil
	}
	s.dict = &dict
	return s
}

// choiceName makes sure that the name of a choice means nothing else where it
// stands bare.
func (c *compiler) choiceName(x entry) bool {
	if slices.Contains(languageWords, x.id) {
		c.faultAt(x.node, x.path, "choose another name", "%q is a word of the language", x.id)
		return false
	}
	if t, taken := c.names[x.id]; taken {
		c.faultAt(x.node, x.path, "choose another name", "%q is already the id of %s, %s", x.id, an(kindWords[t.kind]), lineOf(t.at, x.node.KeyPos))
		return false
	}
	return true
}

// picked reads one word of a choice.
func (c *compiler) picked(n *source.Node, s setting, i int, path string) game.Picked {
	w := game.Picked{ID: n.Key, Value: c.num(n.Get("value"), float64(i)), Text: c.title(n.Get("text"), n.Key), Rung: c.rung(n.Get("rung"), path+".rung")}
	if math.IsInf(w.Value, 0) {
		w.Value = 0 // it has its fault
	}
	// A word is locked for all targets alike.
	s.scope, s.targets = rule.Scope{"self": rule.Self}, nil
	w.When = c.expression(n.Get("when"), s, rule.Truth, path+".when")
	c.show(n.Get("when"), w.When, s, path+".when", "")
	return w
}

// wordRungs makes sure that the rungs of words have somebody on the other side.
func (c *compiler) wordRungs(a *game.Action, e entry) {
	if a.Targets != nil || !slices.Contains(a.Act.With, int32(rule.Target)) {
		return
	}
	for _, x := range inner(e.node, "choice", e.path) {
		for _, kid := range x.node.Kids {
			if n := kid.Get("rung"); kid.Kind == source.Table && n != nil && !c.told[n] {
				c.absent(n, x.path+"."+kid.Key+".rung", "give the action a target, or rung = { at = …, with = … }", "a rung needs somebody on the other side")
			}
		}
	}
}

// accept compiles the answer of those whom nobody else answers for.
func (c *compiler) accept(n *source.Node, s setting, members []int32, path string) rule.Expr {
	if n != nil && n.Kind == source.Bool && n.Bool {
		return rule.Constant(c.code, 1) // an absent condition would be no answer
	}
	scope := rule.Scope{"self": rule.Self, "proposer": rule.Proposer}
	if who, ok := s.scope["target"]; ok {
		scope["target"], scope["on"] = who, who
	}
	s.scope, s.proposers, s.selfs = scope, s.selfs, members
	return c.expression(n, s, rule.Truth, path)
}

// advice reads what advisers say.
func (c *compiler) advice(n *source.Node) []game.Advice {
	if n == nil || n.Kind != source.Table {
		return nil
	}
	var out []game.Advice
	for _, kid := range n.Kids {
		if t := c.text(kid); t != 0 {
			out = append(out, game.Advice{By: kid.Key, Text: t})
		}
	}
	return out
}

// publish completes the built-in move: whoever sits at the table may publish
// evidence that it holds, as far as its mark allows.
func (c *compiler) publish() {
	i := slices.IndexFunc(c.g.Actions, func(a game.Action) bool { return a.Publish })
	if i < 0 {
		return
	}
	a := &c.g.Actions[i]
	a.Title = c.addText(c.inEach("Publish evidence", "Publier un élément de preuve"))
	a.Text = c.addText(c.inEach(
		"Everybody reads it from then on, friend and adversary alike, and weighs it for themselves. It cannot be taken back.",
		"Chacun le lit dès lors, allié comme adversaire, et l’apprécie par lui-même. Rien ne permet d’y revenir.",
	))
	a.By = maskOf(c.dict.Groups["seats"])
	a.Tray, a.Refund, a.Irrevocable = game.Talk, true, true
	a.Act.Rung, a.Instead, a.Attributes, a.Answers, a.Objective = -1, -1, -1, -1, -1
	all := game.Audience{Fixed: game.Everybody}
	c.g.Blocks = append(c.g.Blocks, game.Block{ID: publish, Kind: game.CauseMove, Owner: int32(i), Of: game.OwnerAction, Ends: -1, Past: -1, Seen: all, Author: all})
	c.paths = append(c.paths, publish)
	a.Block = int32(len(c.g.Blocks) - 1)
	c.blocks[publish] = a.Block
}

// share makes the block of the built-in act. Those who give and get know of it.
func (c *compiler) share() {
	c.g.Share = -1
	if len(c.g.Evidence) == 0 {
		return
	}
	both := game.Audience{Mover: true, Target: true}
	c.g.Share = int32(len(c.g.Blocks))
	c.g.Blocks = append(c.g.Blocks, game.Block{ID: share, Kind: game.CauseShare, Owner: -1, Of: game.OwnerNobody, Ends: -1, Past: -1, Seen: both, Author: both})
	c.paths = append(c.paths, share)
	c.blocks[share] = c.g.Share
}

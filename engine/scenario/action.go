package scenario

import (
	"fmt"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// measures returns what roles can choose, in file order: temptations, responses
// and the attacks that are moves.
func (c *compiler) measures() []entry {
	return slices.DeleteFunc(c.own("attack", "temptation", "response"), func(e entry) bool {
		return e.kind == "attack" && !played(e)
	})
}

// actions compiles responses, temptations and attacks that are moves.
func (c *compiler) actions() {
	all := c.measures()
	c.makeRoom(all)
	for i, e := range all {
		a, n := &c.g.Actions[i], e.node
		s := c.choices(a, e, c.parties(a, e))
		c.amount(a, e, &s)
		signed := c.assents(a, e, s)
		s.parties = signed.parties
		c.card(a, e)
		a.Tray = c.tray(n, a)
		seen, author := c.usual(a, e)
		b := game.Block{ID: e.id, Kind: game.CauseMove, Owner: int32(i), Of: game.OwnerAction, Priority: c.priority(n, e.path)}
		b.Seen = c.audience(n.Get("seen"), seen, s, e.path+".seen")
		if author == nil {
			author = &b.Seen
		}
		b.Author = c.audience(n.Get("author_seen"), *author, s, e.path+".author_seen")
		c.conditions(a, e, s)
		c.costs(a, e, s)
		c.links(a, e)
		a.Act = c.act(n.Get("rung"), a, e.path+".rung")
		c.wordRungs(a, e)
		if a.Attack >= 0 {
			c.strikes(a, e, &b)
		}
		a.Block = c.block(n, b, signed, e.path)
		if a.Attack >= 0 {
			c.g.Attacks[a.Attack].Block = a.Block
		}
		c.outcomes(a, e, int32(i), b, signed)
		a.Also = c.alsos(e, b, signed)
	}
	c.publish()
	c.share()
}

// makeRoom makes room for what measures become, so that it need not move: most of
// a scenario is measures and their outcomes.
func (c *compiler) makeRoom(all []entry) {
	outcomes := 0
	for _, e := range all {
		if n := e.node.Get("outcome"); n != nil {
			outcomes += len(n.Kids)
		}
	}
	c.g.Blocks = slices.Grow(c.g.Blocks, len(all)+outcomes+len(c.listed("rule"))+len(c.listed("inject")))
	c.odds = slices.Grow(c.odds, outcomes)
	c.shown = slices.Grow(c.shown, 3*len(all)) // when, a cost and that it can be paid
}

// parties reads who may choose an action and on whom.
func (c *compiler) parties(a *game.Action, e entry) setting {
	by := e.node.Get("by")
	movers := c.members(by, e.path+".by")
	a.By = maskOf(movers)
	s := setting{dict: c.dict, scope: rule.Scope{"self": rule.Self}, selfs: movers, parties: game.Audience{Mover: true}}
	if s.selfs == nil {
		s.selfs = []int32{}
	}
	if by != nil && len(movers) == 0 && !c.anyTold(by) {
		c.absent(by, e.path+".by", "name a role", "nobody can choose it")
	}
	target := e.node.Get("target")
	if target == nil {
		return s
	}
	a.Targets = []int32{}
	a.Targets = append(a.Targets, c.members(target, e.path+".target")...)
	s.targets = a.Targets
	s.scope["target"], s.scope["on"] = rule.Target, rule.Target
	s.parties.Target = true
	lone := len(movers) == 1 && len(a.Targets) == 1 && movers[0] == a.Targets[0]
	if (len(a.Targets) == 0 && !c.anyTold(target) || lone) && len(strs(target)) > 0 {
		c.absent(target, e.path+".target", "name somebody else than the mover", "there is nobody to target")
	}
	return s
}

// anyTold reports whether a value or one of its elements has its fault.
func (c *compiler) anyTold(n *source.Node) bool {
	if n == nil {
		return false
	}
	for _, kid := range n.Kids {
		if c.told[kid] {
			return true
		}
	}
	return c.told[n]
}

// card reads what stands on an action's card.
func (c *compiler) card(a *game.Action, e entry) {
	n := e.node
	a.Title = c.title(n.Get("title"), e.id)
	a.Text = c.text(n.Get("text"))
	a.Offer, a.Gain = c.text(n.Get("offer")), c.text(n.Get("gain"))
	risk := n.Get("risk")
	if risk != nil && risk.Kind == source.Table && (risk.Get("text") != nil || risk.Get("level") != nil) {
		a.RiskLevel = c.word(risk.Get("level"), "")
		a.Risk = c.text(risk.Get("text"))
	} else {
		a.Risk = c.text(risk)
	}
	legal := n.Get("legal")
	a.Status, a.Basis = c.word(legal.Get("status"), ""), c.text(legal.Get("basis"))
	a.Warn = c.text(n.Get("warn").Get("text"))
	a.Advice = c.advice(n.Get("advice"))
	a.LadderText = c.text(n.Get("ladder"))
	a.Irrevocable = c.yes(n.Get("irreversible"), false)
	a.Blind = c.yes(n.Get("blind"), false)
	a.Refund = c.yes(n.Get("refund"), true)
	a.Tags = c.words(n.Get("tags"))
	a.Lasts = int32(c.within(n.Get("lasts"), e.path+".lasts", 1, MaxTurns, 1))
	a.Stream = chance.Name("outcome", e.id)
}

func (c *compiler) tray(n *source.Node, a *game.Action) game.Tray {
	if t := game.TrayOf(c.word(n.Get("tray"), "")); t != 0 {
		return t
	}
	switch {
	case a.Temptation:
		return game.Covert
	case a.Attack >= 0:
		return game.Offensive
	}
	return game.Talk
}

// usual is who learns of an action and of whose it is if its author says
// nothing; a nil author: all who learn of it.
func (c *compiler) usual(a *game.Action, e entry) (seen game.Audience, author *game.Audience) {
	switch {
	case a.Attack >= 0:
		return game.Audience{Fixed: c.mask(e.node.Get("to"), game.Everybody, e.path+".to"), Mover: true}, &game.Audience{Mover: true}
	case a.Temptation:
		return usualSeen(a), &game.Audience{Mover: true}
	}
	return usualSeen(a), nil
}

// usualSeen is who learns of a response or temptation if its author says nothing.
func usualSeen(a *game.Action) game.Audience {
	switch {
	case a.Temptation || a.Tray == game.Covert || a.Tray == game.Offensive:
		return game.Audience{Mover: true}
	case a.Tray == game.Law || a.Tray == game.Restrict:
		return game.Audience{Fixed: game.Everybody}
	}
	asked := game.Mask(0)
	for _, x := range a.Assents {
		asked |= x.Of
	}
	return game.Audience{Fixed: asked, Mover: true, Target: a.Targets != nil}
}

// conditions compiles when and warn.
func (c *compiler) conditions(a *game.Action, e entry, s setting) {
	when := e.node.Get("when")
	ws := s
	if a.Temptation {
		// An offer opens for a role before any target is chosen.
		ws.scope, ws.targets, ws.dict = rule.Scope{"self": rule.Self}, nil, c.dict
	}
	a.When = c.expression(when, ws, rule.Truth, e.path+".when")
	if !a.Blind {
		c.show(when, a.When, ws, e.path+".when", "blind")
	}
	unless := e.node.Get("warn").Get("unless")
	a.Unless = c.expression(unless, s, rule.Truth, e.path+".warn.unless")
	c.show(unless, a.Unless, s, e.path+".warn.unless", "")
	a.Standing = c.standing(e.node.Get("standing"), s, e.path+".standing")
}

// standing compiles the condition of a standing order. It is the game that reads
// it, at the end of the rules: it may read what its mover does not see.
func (c *compiler) standing(n *source.Node, s setting, path string) rule.Expr {
	if n != nil && n.Kind == source.Bool && !c.told[n] {
		c.fault(n, path, "leave it out, or write what it waits for", "a standing order waits for something to hold")
		return 0
	}
	return c.expression(n, s, rule.Truth, path)
}

// costs reads what an action takes from its mover.
func (c *compiler) costs(a *game.Action, e entry, s setting) {
	n := e.node.Get("cost")
	if n == nil || n.Kind != source.Table {
		return
	}
	for _, kid := range n.Kids {
		path := e.path + ".cost." + kid.Key
		i := c.keyed("track", kid, path)
		if i < 0 {
			continue
		}
		t := &c.g.Tracks[i]
		from := rule.Ref{Base: t.Base, Dim: t.Dim, A: rule.Self}
		switch {
		case t.Fixed:
			c.faultAt(kid, path, "take fixed from it", "the track %q is fixed", t.ID)
		case t.Dim == rule.Pair:
			c.faultAt(kid, path, "name a track of roles", "a cost cannot be paid from a track of pairs")
			continue
		case t.Dim == rule.World:
			c.spends = append(c.spends, spend{track: i, by: a.By, node: kid, path: path})
		default:
			c.checkRef(kid, from, s, path)
		}
		by := c.expression(kid, s, rule.Number, path)
		if x, ok := c.constant(by); ok && x < 0 {
			c.fault(kid, path, "use effects", "a cost below 0 is a gift")
		}
		c.show(kid, by, s, path, "")
		// Whether a cost can be paid tells what is left.
		c.shown = append(c.shown, shown{from: &from, set: s, node: kid, path: path})
		a.Costs = append(a.Costs, game.Cost{From: from, By: by})
	}
}

// links reads what an action has to do with other things.
func (c *compiler) links(a *game.Action, e entry) {
	n := e.node
	a.Instead = -1
	if instead := n.Get("instead"); instead != nil {
		a.Instead = c.find("action", instead, e.path+".instead")
		if a.Instead >= 0 && (c.g.Actions[a.Instead].Temptation || c.g.Actions[a.Instead].Attack >= 0) {
			c.fault(instead, e.path+".instead", "name a response", "the lawful twin %q is %s", instead.Text, an(kindWords[c.names[instead.Text.String()].kind]))
			a.Instead = -1
		}
	}
	a.Attributes = c.find("attack", n.Get("attributes"), e.path+".attributes")
	a.Answers = c.find("attack", n.Get("answers"), e.path+".answers")
	a.Breaches = c.findAll("norm", n.Get("breaches"), e.path+".breaches")
	a.Upholds = c.findAll("norm", n.Get("upholds"), e.path+".upholds")
	a.Objective = c.find("objective", n.Get("objective"), e.path+".objective")
	if a.Attributes >= 0 && a.Targets == nil {
		c.fault(n.Get("attributes"), e.path+".attributes", "write target: who is accused", "an accusation needs a target")
	}
}

// act reads what an action does to the ladder.
func (c *compiler) act(n *source.Node, a *game.Action, path string) game.Climb {
	act := game.Climb{Rung: -1, Of: []int32{int32(rule.Self)}, With: []int32{int32(rule.Target)}}
	if n == nil || c.told[n] {
		return act
	}
	at, with := n, (*source.Node)(nil)
	if n.Kind == source.Table {
		at, with = n.Get("at"), n.Get("with")
		if of := n.Get("of"); of != nil {
			act.Of = c.side(of, a, path+".of")
		}
		if with != nil {
			act.With = c.side(with, a, path+".with")
		}
		path += ".at"
	}
	act.Rung = c.rung(at, path)
	if act.Rung >= 0 && with == nil && a.Targets == nil {
		c.absent(n, path, "write { at = …, with = … }, or give the action a target", "a rung needs somebody on the other side")
	}
	return act
}

// side reads one side of the pairs that an action moves: roles, and whoever does it
// and for whom. Those of an attack are its victims for whoever accuses somebody of it,
// so they have to be named.
func (c *compiler) side(n *source.Node, a *game.Action, path string) []int32 {
	var out []int32
	for _, x := range strs(n) {
		at := path
		if n.Kind == source.Array {
			at = fmt.Sprintf("%s[%d]", path, x.i)
		}
		var who []int32
		word := x.node.Text.String()
		switch is := map[string]rule.Who{"self": rule.Self, "target": rule.Target}[word]; {
		case is == 0 || c.told[x.node]:
			who = c.who(x.node, at)
		case a.Attack >= 0:
			c.fault(x.node, at, "name roles, or leave it out", "%q is nobody in particular when somebody is accused of the attack", word)
		case is == rule.Target && a.Targets == nil:
			c.fault(x.node, at, "give it a target, or name roles", "it has no target")
		default:
			who = []int32{int32(is)}
		}
		for _, r := range who {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// rung reads the number of a rung, -1 if there is none.
func (c *compiler) rung(n *source.Node, path string) int32 {
	if n == nil || n.Kind != source.Integer {
		return -1
	}
	ladder := c.doc.Root.Get("ladder")
	if ladder == nil {
		c.absent(n, path, "write [ladder]", "the scenario has no ladder")
		return -1
	}
	rungs := ladder.Get("rungs")
	if rungs == nil || rungs.Kind != source.Array {
		return -1
	}
	if top := int64(len(rungs.Kids)) - 1; n.Int < 0 || n.Int > top {
		c.fault(n, path, fmt.Sprintf("rungs are numbered from 0 to %d", top), "the ladder has no rung %d", n.Int)
		return -1
	}
	return int32(n.Int)
}

// outcomes compiles the ways an action may go.
func (c *compiler) outcomes(a *game.Action, e entry, owner int32, act game.Block, s setting) {
	sum, rest := 0.0, false
	all := inner(e.node, "outcome", e.path)
	if len(all) > 0 {
		a.Outcomes = make([]game.Outcome, 0, len(all))
	}
	for _, x := range all {
		id := e.id + "." + x.id
		odds := c.chance(x.node.Get("odds"), s, x.path+".odds")
		if k, ok := c.constant(odds); ok && !c.told[x.node.Get("odds")] {
			sum += k
		}
		if x.node.Get("odds") == nil {
			if rest {
				c.faultAt(x.node, x.path, "write odds", "two outcomes have no odds, only one can take the rest")
			}
			rest = true
		}
		c.odds = append(c.odds, shown{expr: odds, set: s, action: owner})
		b := game.Block{ID: id, Title: c.text(x.node.Get("title")), Kind: game.CauseOutcome, Owner: owner, Of: game.OwnerAction, Priority: act.Priority}
		b.Seen = c.audience(x.node.Get("seen"), act.Seen, s, x.path+".seen")
		b.Author = c.audience(x.node.Get("author_seen"), act.Author, s, x.path+".author_seen")
		a.Outcomes = append(a.Outcomes, game.Outcome{Block: c.block(x.node, b, s, x.path), Odds: odds})
	}
	if n := e.node.Get("outcome"); sum > 1+1e-9 && n != nil {
		c.faultAt(n, e.path+".outcome", "at most 1 together", "the odds add up to %s", plain(sum))
	}
}

// spend is a cost on a track of the world.
type spend struct {
	track int32
	by    game.Mask
	node  *source.Node
	path  string
}

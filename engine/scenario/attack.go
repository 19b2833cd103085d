package scenario

import (
	"math"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// attacks compiles what is done to somebody by somebody hidden.
func (c *compiler) attacks() {
	for i, e := range c.own("attack") {
		a, n := &c.g.Attacks[i], e.node
		a.Title = c.title(n.Get("title"), e.id)
		a.Text, a.Unknown = c.text(n.Get("text")), c.text(n.Get("unknown"))
		a.Severity = int32(c.within(n.Get("severity"), e.path+".severity", 0, 5, 0))
		a.Host = c.find("role", n.Get("host"), e.path+".host")
		if int(a.Lead) == i {
			a.AuthorKnows = c.yes(n.Get("author_knows"), true)
			a.Stream, a.Guise = chance.Name("author", e.id), chance.Name("mask", e.id)
			c.prior(a, e)
		}
		c.eitherOr(e)
		if played(e) {
			a.Rung, a.Arrive = -1, game.Arrival{Never: true}
			continue // its action says the rest
		}
		c.scripted(a, int32(i), e)
	}
	for i := range c.g.Attacks {
		inherit(&c.g.Attacks[i], &c.g.Attacks[c.g.Attacks[i].Lead])
	}
}

// scripted compiles an attack that the scenario plays.
func (c *compiler) scripted(a *game.Attack, i int32, e entry) {
	n := e.node
	a.On = c.members(n.Get("on"), e.path+".on")
	everybody := game.Audience{Fixed: c.mask(n.Get("to"), game.Everybody, e.path+".to")}
	s := c.onGroup(setting{dict: c.dict, scope: rule.Scope{}, parties: game.Audience{Fixed: maskOf(a.On)}}, a.On, n.Get("on"))
	a.Rung = c.rung(n.Get("rung"), e.path+".rung")
	if rung := n.Get("rung"); rung != nil && rung.Kind == source.Table {
		c.fault(rung, e.path+".rung", "write the number of the rung", "the pairs are those of victim and accused")
	}
	a.Arrive = c.arrival(n, s, e.path)
	b := game.Block{ID: e.id, Kind: game.CauseAttack, Owner: i, Of: game.OwnerAttack, Priority: c.priority(n, e.path)}
	b.Seen = c.audience(n.Get("seen"), everybody, s, e.path+".seen")
	b.Author = c.audience(n.Get("author_seen"), game.Audience{}, s, e.path+".author_seen")
	if a.To = everybody; n.Get("to") == nil {
		a.To = b.Seen
	}
	a.Block = c.block(n, b, s, e.path)
	a.Also = c.alsos(e, b, s)
}

// prior reads what is believed before there is evidence: per cent for each
// suspect, the rest unknown; or the authors' weights.
func (c *compiler) prior(a *game.Attack, e entry) {
	n := e.node.Get("suspects")
	if n == nil || n.Kind != source.Table {
		total := 0.0
		for _, w := range a.Weights {
			total += w
		}
		for i := range a.Authors {
			share := 0.0
			switch {
			case a.Weights == nil: // all who may play it, alike
				share = 100 / float64(len(a.Authors))
			case total > 0 && !math.IsInf(total, 0):
				share = float64(100*a.Weights[i]) / total
			}
			a.Prior = append(a.Prior, rule.Constant(c.code, share))
		}
		a.Prior = append(a.Prior, rule.Constant(c.code, 0))
		return
	}
	s := setting{dict: c.dict, scope: rule.Scope{"self": rule.Self}, selfs: c.dict.Groups["roles"]}
	sum, fixed := 0.0, true
	for _, kid := range n.Kids {
		path := e.path + ".suspects." + kid.Key
		if _, ok := c.index["role"][kid.Key]; !ok {
			continue
		}
		p := c.expression(kid, s, rule.Number, path)
		x, constant := c.constant(p)
		if constant && (x < 0 || x > 100) {
			c.fault(kid, path, "0 to 100", "%s is no per cent", plain(x))
		}
		if !p.Present() {
			p = rule.Constant(c.code, 0)
		}
		sum += x
		fixed = fixed && constant
		a.Prior = append(a.Prior, p)
	}
	if fixed && sum > 100 {
		c.fault(n, e.path+".suspects", "at most 100 per cent; the rest is unknown", "the suspects add up to %s per cent", plain(sum))
		sum = 100
	}
	if fixed {
		a.Prior = append(a.Prior, rule.Constant(c.code, 100-sum))
		return
	}
	a.Prior = append(a.Prior, c.rest(a.Prior))
}

// rest makes the expression max(0, 100 - the sum of these).
func (c *compiler) rest(of []rule.Expr) rule.Expr {
	add := func(n rule.Node) int32 {
		c.code.Nodes = append(c.code.Nodes, n)
		return int32(len(c.code.Nodes) - 1)
	}
	left := add(rule.Node{Op: rule.Const, K: 100})
	for _, e := range of {
		left = add(rule.Node{Op: rule.Sub, A: left, B: int32(e) - 1})
	}
	zero := add(rule.Node{Op: rule.Const, K: 0})
	return rule.Expr(add(rule.Node{Op: rule.Max, A: left, B: zero}) + 1)
}

// injects compiles what arrives and tells.
func (c *compiler) injects() {
	for i, e := range c.own("inject") {
		n := e.node
		to := c.mask(n.Get("to"), game.Everybody, e.path+".to")
		everybody := game.Audience{Fixed: to}
		s := setting{dict: c.dict, scope: rule.Scope{}, parties: everybody}
		in := game.Inject{
			ID:        e.id,
			Title:     c.text(n.Get("title")),
			Text:      c.text(n.Get("text")),
			From:      c.text(n.Get("from")),
			Channel:   c.word(n.Get("channel"), ""),
			Expected:  c.text(n.Get("expected")),
			Objective: c.find("objective", n.Get("objective"), e.path+".objective"),
			Reveal:    c.word(n.Get("phase"), "brief") == "reveal",
			Minute:    c.num(n.Get("minute"), 0),
			To:        to,
			Arrive:    c.arrival(n, s, e.path),
			Hold:      c.holds + int32(i),
		}
		if in.Minute < 0 {
			c.fault(n.Get("minute"), e.path+".minute", "0 or more", "%s is no minute", plain(in.Minute))
		}
		for _, k := range []string{"effects", "fires", "reveals", "ends", "after"} {
			if kid := n.Get(k); kid != nil && in.Reveal {
				c.faultAt(kid, e.path+"."+k, "leave it to an inject of phase brief", "an inject at reveal only tells")
			}
		}
		b := game.Block{ID: e.id, Kind: game.CauseInject, Owner: int32(i), Of: game.OwnerInject, Priority: c.priority(n, e.path)}
		b.Seen = c.audience(n.Get("seen"), everybody, s, e.path+".seen")
		b.Author = c.audience(n.Get("author_seen"), everybody, s, e.path+".author_seen")
		if n.Get("to") == nil {
			in.To = b.Seen.Fixed
		}
		in.Block = c.block(n, b, s, e.path)
		c.g.Injects = append(c.g.Injects, in)
	}
}

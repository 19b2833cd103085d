package scenario

import (
	"math"
	"slices"

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
		a.AuthorKnows = c.yes(n.Get("author_knows"), true)
		a.Stream = chance.Name("author", e.id)
		a.Host = c.find("role", n.Get("host"), e.path+".host")
		c.prior(a, e)
		c.eitherOr(e)
		if played(e) {
			a.Rung, a.Arrive = -1, game.Arrival{Never: true}
			continue // its action says the rest
		}
		c.scripted(a, int32(i), e)
	}
}

// scripted compiles an attack that the scenario plays.
func (c *compiler) scripted(a *game.Attack, i int32, e entry) {
	n := e.node
	a.On = c.members(n.Get("on"), e.path+".on")
	everybody := game.Audience{Fixed: c.mask(n.Get("to"), game.Everybody, e.path+".to")}
	s := c.onGroup(setting{dict: c.dict, scope: rule.Scope{}, parties: game.Audience{Fixed: maskOf(a.On)}}, a.On)
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

// evidence reads what bears on who did an attack.
func (c *compiler) evidence() {
	for i, e := range c.own("evidence") {
		x, n := &c.g.Evidence[i], e.node
		x.About = c.find("attack", n.Get("about"), e.path+".about")
		x.Title = c.title(n.Get("title"), e.id)
		x.Text = c.text(n.Get("text"))
		x.Halves = c.findAll("evidence", n.Get("halves"), e.path+".halves")
		x.Cancels = c.findAll("evidence", n.Get("cancels"), e.path+".cancels")
		x.Plantable = c.yes(n.Get("plantable"), false)
		x.TLP = c.word(n.Get("tlp"), "amber")
		x.To = c.mask(n.Get("to"), game.Everybody, e.path+".to")
		x.Arrive = c.arrival(n, setting{dict: c.dict, scope: rule.Scope{}}, e.path)
		x.Stream = chance.Name("evidence", e.id)
		if slices.Contains(x.Halves, int32(i)) || slices.Contains(x.Cancels, int32(i)) {
			c.faultAt(n, e.path, "name other evidence", "it weakens itself")
		}
		if x.About < 0 {
			x.About = 0
			continue
		}
		c.weights(x, e)
	}
}

// weights reads like or points.
func (c *compiler) weights(x *game.Evidence, e entry) {
	like, points := e.node.Get("like"), e.node.Get("points")
	a := &c.g.Attacks[x.About]
	switch {
	case like == nil && points == nil:
		c.faultAt(e.node, e.path, "write like = { suspect = chance } or points = { suspect = times }", "it says nothing about who did it")
	case like != nil && points != nil:
		c.faultAt(points, e.path+".points", "keep one of them", "like and points exclude each other")
	case like != nil:
		c.like(x, a, like, e.path+".like")
	default:
		c.points(x, a, points, e.path+".points")
	}
}

// like reads the chance that evidence turns up. Whoever is not named counts as
// the mean of those who are.
func (c *compiler) like(x *game.Evidence, a *game.Attack, n *source.Node, path string) {
	named, sum, count := map[int32]float64{}, 0.0, 0
	unknown := math.NaN()
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		r := int32(-1)
		if kid.Key != "unknown" {
			if r = c.suspect(a, kid, at); r < 0 {
				continue
			}
		}
		if isNumber(kid) && (kid.Num < 0 || kid.Num > 1) {
			c.fault(kid, at, "a chance is 0 to 1", "%s is no chance", plain(kid.Num))
			continue
		}
		if r < 0 {
			unknown = kid.Num
		} else {
			named[r] = kid.Num
		}
		sum += kid.Num
		count++
	}
	if count == 0 {
		if len(n.Kids) == 0 && n.Kind == source.Table {
			c.fault(n, path, "write { suspect = chance }", "nobody is named")
		}
		return
	}
	mean := sum / float64(count)
	of := func(r int32) float64 {
		if p, ok := named[r]; ok {
			return p
		}
		return mean
	}
	for _, r := range a.Suspects {
		x.Like = append(x.Like, of(r))
	}
	if math.IsNaN(unknown) {
		unknown = mean
	}
	x.Like = append(x.Like, unknown)
	for _, r := range a.Authors {
		x.LikeAuthor = append(x.LikeAuthor, of(r))
	}
}

// suspect returns the role that a key names, if it is a suspect or an author of
// the attack.
func (c *compiler) suspect(a *game.Attack, kid *source.Node, path string) int32 {
	r := c.keyed("role", kid, path)
	if r >= 0 && !slices.Contains(a.Suspects, r) && !slices.Contains(a.Authors, r) {
		c.faultAt(kid, path, "add it to suspects or author", "%q is neither suspect nor author of %q", kid.Key, a.ID)
		return -1
	}
	return r
}

// points reads how many times likelier a certain find is; 1 for whoever is not
// named.
func (c *compiler) points(x *game.Evidence, a *game.Attack, n *source.Node, path string) {
	x.Points = make([]float64, len(a.Suspects)+1)
	for i := range x.Points {
		x.Points[i] = 1
	}
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		if !isNumber(kid) {
			continue
		}
		if kid.Num < 0 || math.IsInf(kid.Num, 0) {
			c.fault(kid, at, "0 or more; 1 changes nothing", "%s times is not possible", plain(kid.Num))
			continue
		}
		switch kid.Key {
		case "unknown":
			x.Points[len(a.Suspects)] = kid.Num
		case "author":
			x.AuthorTimes = kid.Num
		default:
			r := c.suspect(a, kid, at)
			if i := slices.Index(a.Suspects, r); r >= 0 && i >= 0 {
				x.Points[i] = kid.Num
			}
		}
	}
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

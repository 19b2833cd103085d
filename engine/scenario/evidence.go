package scenario

import (
	"math"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// evidence reads what bears on who did an attack.
func (c *compiler) evidence() {
	for i, e := range c.own("evidence") {
		x, n := &c.g.Evidence[i], e.node
		if about := n.Get("about"); about != nil && about.Kind == source.String && c.names[about.Text.String()].kind == "question" {
			x.Question, x.About = c.find("question", about, e.path+".about"), -1
		} else {
			x.About = c.find("attack", about, e.path+".about")
		}
		x.Title = c.title(n.Get("title"), e.id)
		x.Text = c.text(n.Get("text"))
		x.Halves = c.findAll("evidence", n.Get("halves"), e.path+".halves")
		x.Cancels = c.findAll("evidence", n.Get("cancels"), e.path+".cancels")
		c.plant(x, e)
		c.expires(x, e)
		x.TLP = c.word(n.Get("tlp"), "amber")
		x.Beyond = c.beyond(x, int32(i), e)
		x.To = c.mask(n.Get("to"), game.Everybody, e.path+".to")
		x.Arrive = c.arrival(n, setting{dict: c.dict, scope: rule.Scope{}}, e.path)
		x.Stream = chance.Name("evidence", e.id)
		if slices.Contains(x.Halves, int32(i)) || slices.Contains(x.Cancels, int32(i)) {
			c.faultAt(n, e.path, "name other evidence", "it weakens itself")
		}
		if x.Question >= 0 {
			c.bearsOn(x, e)
			continue
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
			c.fault(kid, at, chanceMeant(kid.Num), "%s is no chance", plain(kid.Num))
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
			c.absent(n, path, "write { suspect = chance }", "nobody is named")
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
		c.absentAt(kid, path, "add it to suspects or author", "%q is neither suspect nor author of %q", kid.Key, a.ID)
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

// plant reads whether evidence may be a plant, and whose.
func (c *compiler) plant(x *game.Evidence, e entry) {
	plantable, by := e.node.Get("plantable"), e.node.Get("planted_by")
	x.PlantedBy = c.find("role", by, e.path+".planted_by")
	x.Plantable = c.yes(plantable, by != nil)
	if by == nil {
		return
	}
	if !x.Plantable {
		c.fault(plantable, e.path+".plantable", "delete it", "what a role has planted may be a plant")
	}
	if points := e.node.Get("points"); points != nil && points.Get("author") != nil {
		c.faultAt(points.Get("author"), e.path+".points.author", "name whom it is meant to point to", "a plant does not follow whoever did it")
	}
}

// examines reads which evidence is held against the truth, and for whom: unless
// it says otherwise for the mover.
func (c *compiler) examines(n *source.Node, s setting, path string) []game.Reveal {
	if n == nil || c.told[n] {
		return nil
	}
	var out []game.Reveal
	if n.Kind == source.Table {
		for _, kid := range n.Kids {
			at := path + "." + kid.Key
			if e := c.keyed("evidence", kid, at); e >= 0 {
				out = append(out, game.Reveal{Evidence: e, To: c.audience(kid, game.Audience{}, s, at)})
			}
		}
		return out
	}
	if s.selfs == nil {
		c.absent(n, path, "write { note = \"tern\" }", "nobody moves here who could learn of it")
		return nil
	}
	for _, e := range c.findAll("evidence", n, path) {
		out = append(out, game.Reveal{Evidence: e, To: game.Audience{Mover: true}})
	}
	return out
}

// layExamined makes the slots of what was examined, for the evidence that
// something examines.
func (c *compiler) layExamined() {
	some := map[string]bool{}
	for _, e := range c.own("attack", "temptation", "response") {
		for _, x := range append(inner(e.node, "outcome", e.path), append(inner(e.node, "also", e.path), e)...) {
			n := x.node.Get("examines")
			for _, s := range strs(n) {
				some[s.node.Text.String()] = true
			}
			if n != nil && n.Kind == source.Table {
				for _, kid := range n.Kids {
					some[kid.Key] = true
				}
			}
		}
	}
	for i := range c.g.Evidence {
		x := &c.g.Evidence[i]
		if !some[x.ID] || c.stop || !c.room(len(c.g.Roles), c.own("evidence")[i].node, "evidence."+x.ID) {
			continue
		}
		x.Examined = int32(len(c.g.Slots))
		for r := range int32(len(c.g.Roles)) {
			c.slot(plainSlot("examined."+x.ID+"."+c.roleID(r), game.KindExamined, r, -1, game.One(r)))
		}
	}
}

// expires reads from which turn on evidence cannot be found any more.
func (c *compiler) expires(x *game.Evidence, e entry) {
	n := e.node.Get("expires")
	d := c.delay(n, e.path+".expires")
	if d.None() {
		return
	}
	if x.Expires = c.g.ExpiresAt(d); x.Expires > c.g.Turns {
		x.Expires = 0
		c.hint(n, e.path+".expires", "delete it, or bring it nearer", "the game is over before")
	}
}

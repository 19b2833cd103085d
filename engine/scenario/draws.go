package scenario

import (
	"fmt"
	"math"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// layDraws gives random numbers their slots: a track of their own, so that who
// sees one is shown it like any other number.
func (c *compiler) layDraws() {
	for _, e := range c.own("draw") {
		t := game.Track{ID: "draw." + e.id, Base: int32(len(c.g.Slots)), N: 1, Cuts: -1, Fixed: true}
		track := int32(len(c.g.Tracks))
		slot := game.Slot{Path: t.ID, Kind: game.KindTrack, Track: track, Role: -1, Other: -1}
		if c.word(e.node.Get("each"), "world") == "role" {
			t.Dim, t.N = rule.Each, int32(len(c.g.Roles))
		}
		if c.stop || !c.room(int(t.N), e.node, e.path) {
			return
		}
		for r := range t.N {
			s := plainSlot(slot.Path, slot.Kind, -1, -1, 0)
			s.Track = track
			if t.Dim == rule.Each {
				s.Role, s.Path = r, c.roleID(r)+"."+t.ID
			}
			c.slot(s)
		}
		c.g.Tracks = append(c.g.Tracks, t)
		c.number("track", t.ID)
		c.g.Randoms = append(c.g.Randoms, game.Random{ID: e.id, Track: track, Once: c.yes(e.node.Get("once"), false), Stream: chance.Name("draw", e.id)})
	}
}

// falls are the keys that say how a random number falls.
var falls = []struct {
	key  string
	dist game.Dist
	args []string // keys of its table
}{
	{"uniform", game.Uniform, nil},
	{"normal", game.Normal, []string{"mean", "spread"}},
	{"lognormal", game.Lognormal, []string{"median", "spread"}},
	{"exponential", game.Exponential, nil},
	{"triangular", game.Triangular, []string{"low", "mode", "high"}},
	{"chance", game.Either, nil},
	{"one_of", game.OneOf, nil},
}

// drawMeanings says what draw.x means in expressions, and reads its words.
func (c *compiler) drawMeanings() map[string]rule.Meaning {
	out := map[string]rule.Meaning{}
	for i, e := range c.own("draw") {
		t := &c.g.Tracks[c.g.Randoms[i].Track]
		t.Title, t.Doc, t.Unit = c.title(e.node.Get("title"), e.id), c.text(e.node.Get("doc")), c.text(e.node.Get("unit"))
		m := rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: t.Base, Dim: t.Dim}, Kind: rule.Number, Fixed: true}
		switch n := c.fall(e, &c.g.Randoms[i]); c.g.Randoms[i].Dist {
		case game.Either:
			m.Kind, t.Words = rule.Truth, []string{"no", "yes"}
			t.WordText = []game.Text{c.addText(c.inEach("no", "non")), c.addText(c.inEach("yes", "oui"))}
		case game.OneOf:
			t.Words = c.drawWords(n, e.path+".one_of")
			m.Kind, m.Words = rule.Word, t.Words
		}
		out[e.id] = m
	}
	return out
}

// fall finds how a random number falls: exactly one key says so.
func (c *compiler) fall(e entry, r *game.Random) *source.Node {
	var found *source.Node
	for _, f := range falls {
		n := e.node.Get(f.key)
		switch {
		case n == nil:
		case found != nil:
			c.faultAt(n, e.path+"."+f.key, "keep one of them", "it falls in one way only, there is %s already", found.Key)
		default:
			found, r.Dist = n, f.dist
		}
	}
	if found == nil {
		c.faultAt(e.node, e.path, "write uniform = [0, 10], chance = 0.5, one_of = [\"calm\", \"storm\"] or another", "nothing says how it falls")
	}
	return found
}

// drawWords reads the words of a draw: a list, or a table with their weights.
func (c *compiler) drawWords(n *source.Node, path string) []string {
	words := c.distinct(n, path)
	if n.Kind == source.Table {
		for _, kid := range n.Kids {
			t, taken := c.names[kid.Key]
			switch at := path + "." + kid.Key; {
			case !isID(kid.Key):
				c.checkID(kid, at)
			case taken:
				c.faultAt(kid, at, "choose another word", "%q is already the id of %s, %s", kid.Key, an(kindWords[t.kind]), lineOf(t.at, kid.KeyPos))
			}
			words = append(words, kid.Key)
		}
	}
	if len(words) < 2 && !c.anyTold(n) {
		c.fault(n, path, "write two words or more", "there is nothing to choose from")
	}
	if len(words) == 0 {
		words = []string{""} // after a fault
	}
	return words
}

// randoms reads what the distributions take, and who sees the numbers.
func (c *compiler) randoms() {
	for i, e := range c.own("draw") {
		r := &c.g.Randoms[i]
		t := &c.g.Tracks[r.Track]
		s := setting{dict: c.dict, scope: rule.Scope{}}
		if t.Dim == rule.Each {
			s.scope["self"], s.selfs = rule.Self, c.dict.Groups["roles"]
		}
		for _, f := range falls {
			if f.dist == r.Dist {
				c.takes(r, e.node.Get(f.key), f.args, s, e.path+"."+f.key)
			}
		}
		if n := e.node.Get("seen"); n != nil { // else nobody does
			c.seen(t, n, e.path+".seen")
		}
	}
}

// takes reads the numbers of a distribution.
func (c *compiler) takes(r *game.Random, n *source.Node, args []string, s setting, path string) {
	add := func(kid *source.Node, otherwise float64, at string) {
		x := c.expression(kid, s, rule.Number, at)
		if !x.Present() {
			x = rule.Constant(c.code, otherwise)
		}
		if r.Once && kid != nil {
			c.early(kid, x, at)
		}
		r.Args = append(r.Args, x)
	}
	switch {
	case c.anyTold(n): // it has its fault
	case n.Kind == source.Table && r.Dist == game.OneOf:
		for _, kid := range n.Kids {
			add(kid, 1, path+"."+kid.Key)
		}
	case n.Kind == source.Array && r.Dist == game.OneOf:
		for range c.g.Tracks[r.Track].Words {
			add(nil, 1, path)
		}
	case n.Kind == source.Array:
		for k := range 2 {
			add(n.Kids[k], 0, fmt.Sprintf("%s[%d]", path, k))
		}
	case args != nil:
		for _, key := range args {
			add(n.Get(key), 0, path+"."+key)
		}
	default:
		add(n, 0, path)
	}
	if !c.anyTold(n) {
		c.sensible(r, n, path)
		c.bounds(r)
	}
}

// early makes sure that what is drawn before the game starts reads nothing but
// parameters.
func (c *compiler) early(n *source.Node, e rule.Expr, path string) {
	c.code.Reads(e, func(r rule.Ref, _ bool) {
		if c.g.Slots[r.Base].Kind != game.KindParam && r.Base != game.SlotTurns && !c.told[n] {
			c.fault(n, path, "use a parameter, or take once away", "what is drawn before the game starts reads %s, which is not there yet", c.g.Slots[r.Base].Path)
		}
	})
}

// drawnFirst reports whether a slot holds a number that is drawn before the game
// starts.
func (c *compiler) drawnFirst(slot int32) bool {
	t := c.g.Slots[slot].Track
	return slices.ContainsFunc(c.g.Randoms, func(r game.Random) bool { return r.Once && r.Track == t })
}

// sensible holds constants to what the distribution can take.
func (c *compiler) sensible(r *game.Random, n *source.Node, path string) {
	k := make([]float64, len(r.Args))
	for i, e := range r.Args {
		x, constant := c.constant(e)
		if !constant {
			return
		}
		k[i] = x
	}
	wrong := func(mend, format string, args ...any) { c.fault(n, path, mend, format, args...) }
	switch r.Dist {
	case game.Uniform:
		if k[0] > k[1] {
			wrong("the lower one first", "%s is above %s", plain(k[0]), plain(k[1]))
		}
	case game.Triangular:
		missing := slices.ContainsFunc([]string{"low", "mode", "high"}, func(a string) bool { return n.Get(a) == nil })
		if !missing && (k[0] > k[1] || k[1] > k[2]) {
			wrong("low, mode and high rise", "the likeliest does not lie between the lowest and the highest")
		}
	case game.Normal, game.Lognormal:
		if k[1] < 0 {
			wrong("write 0 or more", "a spread is not below 0")
		}
		if r.Dist == game.Lognormal && k[0] <= 0 {
			wrong("write a number above 0", "the median of such a number is above 0")
		}
	case game.Exponential:
		if k[0] < 0 {
			wrong("write 0 or more", "the mean of such a number is not below 0")
		}
	case game.Either:
		if k[0] < 0 || k[0] > 1 {
			wrong(chanceMeant(k[0]), "%s is no chance", plain(k[0]))
		}
	case game.OneOf:
		total := 0.0
		for _, w := range k {
			if w < 0 {
				wrong("write 0 or more", "a weight is not below 0")
				return
			}
			total += w
		}
		if total == 0 {
			wrong("write one above 0", "the weights add up to nothing")
		}
	}
}

// bounds sets between what the numbers lie, where that is known beforehand.
func (c *compiler) bounds(r *game.Random) {
	t := &c.g.Tracks[r.Track]
	low, high := math.Inf(-1), math.Inf(1)
	constant := func(i int, otherwise float64) float64 {
		if x, ok := c.constant(r.Args[i]); ok {
			return x
		}
		return otherwise
	}
	switch r.Dist {
	case game.Uniform:
		low, high = constant(0, low), constant(1, high)
	case game.Triangular:
		low, high = constant(0, low), constant(2, high)
	case game.Lognormal, game.Exponential:
		low = 0
	case game.Either:
		low, high = 0, 1
	case game.OneOf:
		low, high = 0, float64(len(t.Words)-1)
	}
	for i := range t.N {
		s := &c.g.Slots[t.Base+i]
		s.Min, s.Max, s.Whole = low, high, t.Words != nil
	}
}

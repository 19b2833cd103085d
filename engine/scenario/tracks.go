package scenario

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

const usualBands = 5

// readTrack reads what a family of numbers is: words, bounds that are numbers,
// bands. It comes before any expression.
func (c *compiler) readTrack(t *game.Track, e entry) {
	n := e.node
	t.Title = c.title(n.Get("title"), e.id)
	t.Doc = c.text(n.Get("doc"))
	t.Unit = c.text(n.Get("unit"))
	t.Fixed = c.yes(n.Get("fixed"), false)
	switch c.word(n.Get("good"), "none") {
	case "high":
		t.Good = 1
	case "low":
		t.Good = -1
	}
	low, high := c.bound(n.Get("min"), 0), c.bound(n.Get("max"), 100)
	whole := c.yes(n.Get("whole"), false)
	if words := n.Get("words"); words != nil {
		c.trackWords(t, e, words)
		low, high, whole = 0, float64(max(len(t.Words)-1, 0)), true
	}
	if low > high {
		at := n.Get("max")
		if at == nil {
			at = n.Get("min")
		}
		c.faultAt(at, e.path+"."+at.Key, "write a higher max or a lower min", "max %s is below min %s", plain(high), plain(low))
		low, high = 0, 100
	}
	if whole {
		c.wholeBound(n.Get("min"), low, e.path+".min")
		c.wholeBound(n.Get("max"), high, e.path+".max")
	}
	for i := range t.N {
		s := &c.g.Slots[t.Base+i]
		s.Min, s.Max, s.Whole = low, high, whole
	}
	c.bands(t, e, low, high)
}

// bound returns a bound that is a number or infinite; one that is a track is
// infinite until the tracks are there.
func (c *compiler) bound(n *source.Node, otherwise float64) float64 {
	if isNumber(n) && !math.IsNaN(n.Num) {
		return n.Num
	}
	if n == nil || n.Kind != source.String {
		return otherwise
	}
	if x, ok := infinite(n.Text.String()); ok {
		return x
	}
	if n.Key == "min" {
		return math.Inf(-1)
	}
	return math.Inf(1)
}

func (c *compiler) wholeBound(n *source.Node, x float64, path string) {
	if isNumber(n) && !math.IsInf(x, 0) && x != math.Trunc(x) {
		c.fault(n, path, "write a whole number, or take whole from the track", "the bound %s of a whole track is not whole", plain(x))
	}
}

func (c *compiler) trackWords(t *game.Track, e entry, words *source.Node) {
	path := e.path + ".words"
	for _, k := range []string{"min", "max", "bands", "whole"} {
		if n := e.node.Get(k); n != nil {
			c.faultAt(n, e.path+"."+k, "delete it", "a track of words has no %s", k)
		}
	}
	if words.Kind == source.Table {
		for _, kid := range words.Kids {
			c.checkID(kid, path+"."+kid.Key)
			if old, taken := c.names[kid.Key]; taken {
				c.faultAt(kid, path+"."+kid.Key, "choose another word", "%q is already the id of %s, %s", kid.Key, an(kindWords[old.kind]), lineOf(old.at, kid.KeyPos))
			}
			t.Words = append(t.Words, kid.Key)
			t.WordText = append(t.WordText, c.title(kid, idOf(kid.Key)))
		}
	} else {
		t.Words = c.distinct(words, path)
		for _, w := range t.Words {
			t.WordText = append(t.WordText, c.addText([]string{inWords(idOf(w))}))
		}
	}
	if len(t.Words) < 2 && !c.told[words] {
		c.fault(words, path, "write two words or more", "a track of words needs a choice")
	}
}

// bands reads the bands of a track, or makes five equal ones.
func (c *compiler) bands(t *game.Track, e entry, low, high float64) {
	n := e.node.Get("bands")
	if t.Words != nil {
		return
	}
	var cuts []float64
	if n == nil || n.Kind != source.Array {
		width := (high - low) / usualBands
		if math.IsInf(width, 0) || math.IsNaN(width) || width == 0 {
			return
		}
		for k := 1; k < usualBands; k++ {
			cuts = append(cuts, low+float64(width*float64(k)))
		}
		t.Bands = make([]game.Text, usualBands)
	} else {
		for i, kid := range n.Kids {
			cuts = c.addBand(t, cuts, kid, fmt.Sprintf("%s.bands[%d]", e.path, i), i == len(n.Kids)-1, high)
		}
		if len(n.Kids) == 0 {
			c.fault(n, e.path+".bands", "leave the key out for five equal bands", "there is no band")
			return
		}
	}
	t.Cuts = int32(len(c.code.Cuts))
	c.code.Cuts = append(c.code.Cuts, cuts)
}

// addBand adds one band; the upper end of the last is not a cut.
func (c *compiler) addBand(t *game.Track, cuts []float64, n *source.Node, path string, last bool, high float64) []float64 {
	t.Bands = append(t.Bands, c.text(n.Get("text")))
	to := n.Get("to")
	switch {
	case to == nil && last:
		return cuts
	case to == nil:
		c.fault(n, path, "only the last band may go without", "to is missing")
		return cuts
	case !isNumber(to):
		return cuts
	case len(cuts) > 0 && to.Num <= cuts[len(cuts)-1]:
		c.fault(to, path+".to", "lowest band first", "%s is not above the end of the band before", plain(to.Num))
	case last && to.Num < high:
		c.fault(to, path+".to", "leave to out of the last band", "numbers above %s have no band", plain(to.Num))
	}
	if last {
		return cuts
	}
	return append(cuts, to.Num)
}

// tracks reads what needs other numbers: starting values, bounds that are
// tracks, drift; and who sees them.
func (c *compiler) tracks() {
	for _, e := range c.own("track", "role_track", "pair_track") {
		t := &c.g.Tracks[c.index["track"][e.id]]
		s := setting{dict: c.dict, scope: rule.Scope{}}
		if t.Dim != rule.World {
			s.scope["self"], s.selfs = rule.Self, c.holders(t, false)
		}
		if t.Dim == rule.Pair {
			s.scope["other"], s.targets = rule.Target, c.holders(t, true)
		}
		c.moving(t, e, s)
		c.boundBy(t, e, "min")
		c.boundBy(t, e, "max")
		c.start(t, e)
		c.seen(t, e.node.Get("seen"), e.path+".seen")
	}
	c.circles("min")
	c.circles("max")
}

// circles faults tracks that the bounds of others lead back to: a below b and b
// below a is an equation that nothing keeps. (A number above another that is below
// it says one thing twice.)
func (c *compiler) circles(key string) {
	by := map[int32]int32{} // the family that bounds a family
	for i := range c.g.Tracks {
		t := &c.g.Tracks[i]
		for _, s := range c.g.Slots[t.Base : t.Base+t.N] {
			of := s.MaxOf
			if key == "min" {
				of = s.MinOf
			}
			if of >= 0 {
				by[int32(i)] = c.g.Slots[of].Track
				break
			}
		}
	}
	for _, e := range c.own("track", "role_track", "pair_track") {
		i := c.index["track"][e.id]
		at, ok := by[i]
		for range c.g.Tracks { // no longer way leads back
			if !ok || at == i {
				break
			}
			at, ok = by[at]
		}
		if ok && at == i {
			c.fault(e.node.Get(key), e.path+"."+key, "write a number in one of them", "%q bounds itself through %q", e.id, c.g.Tracks[by[i]].ID)
		}
	}
}

// holders are the roles that have a number of the family, as self or as other.
func (c *compiler) holders(t *game.Track, other bool) []int32 {
	out := []int32{}
	for i := range t.N {
		s := &c.g.Slots[t.Base+i]
		r := s.Role
		if other {
			r = s.Other
		}
		if s.Kind == game.KindTrack && r >= 0 && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

func (c *compiler) moving(t *game.Track, e entry, s setting) {
	t.EachTurn = c.expression(e.node.Get("each_turn"), s, rule.Number, e.path+".each_turn")
	t.EachDay = c.expression(e.node.Get("each_day"), s, rule.Number, e.path+".each_day")
	t.Refill = c.expression(e.node.Get("refill"), s, rule.Number, e.path+".refill")
	for _, k := range []string{"each_turn", "each_day", "refill"} {
		if n := e.node.Get(k); n != nil && t.Fixed {
			c.faultAt(n, e.path+"."+k, "delete it, or fixed", "a fixed track does not move")
		}
	}
}

// boundBy lets a track be the bound of another: a track of the world, or one of
// the same kind for the same role or pair.
func (c *compiler) boundBy(t *game.Track, e entry, key string) {
	n := e.node.Get(key)
	if n == nil || n.Kind != source.String || c.told[n] {
		return
	}
	if _, ok := infinite(n.Text.String()); ok {
		return
	}
	path := e.path + "." + key
	if strings.HasPrefix(strings.TrimPrefix(n.Text.String(), "-"), "inf") {
		c.fault(n, path, `write "inf", or "-inf" for min`, "%q is no bound", n.Text.String())
		return
	}
	i := c.find("track", n, path)
	if i < 0 {
		return
	}
	by := &c.g.Tracks[i]
	same := by.Dim == t.Dim && by.N == t.N && by.ID != t.ID
	if by.Dim != rule.World && !same || by.ID == t.ID {
		c.fault(n, path, "a track of the world, or one of the same kind", "%q cannot bound %q", by.ID, t.ID)
		return
	}
	if c.g.Slots[t.Base].Whole && !c.g.Slots[by.Base].Whole {
		c.fault(n, path, fmt.Sprintf("write whole = true there, or take whole from %q", t.ID), "the bound %q of a whole track is not whole", by.ID)
		return
	}
	for k := range t.N {
		s, slot := &c.g.Slots[t.Base+k], by.Base
		if same && t.Dim != rule.World {
			slot += k
		}
		if c.g.Slots[slot].Kind == game.KindUnused {
			continue
		}
		if key == "min" {
			s.MinOf = slot
		} else {
			s.MaxOf = slot
		}
	}
}

// start sets where the numbers of a family begin.
func (c *compiler) start(t *game.Track, e entry) {
	n := e.node.Get("start")
	if n == nil {
		for i := range t.N {
			if s := &c.g.Slots[t.Base+i]; s.Kind == game.KindTrack && (s.Min > 0 || s.Max < 0) {
				c.faultAt(e.node, e.path, "write start", "it would start at 0, outside %s to %s", plain(s.Min), plain(s.Max))
				return
			}
		}
		return
	}
	first := true
	for i := range t.N {
		if c.g.Slots[t.Base+i].Kind == game.KindTrack && (first || !c.told[n]) {
			c.startAt(t.Base+i, n, e.path+".start")
			first = false
		}
	}
}

// startAt compiles the starting value of one number. It may read parameters and
// nothing else, for they alone are there before.
func (c *compiler) startAt(slot int32, n *source.Node, path string) {
	s := &c.g.Slots[slot]
	t := &c.g.Tracks[s.Track]
	if n.Kind == source.String && t.Words != nil {
		if i := slices.Index(t.Words, n.Text.String()); i >= 0 {
			s.Start = rule.Constant(c.code, float64(i))
			return
		}
		if isID(n.Text.String()) {
			c.badWord(n, path, n.Text.String(), t.Words)
			return
		}
	}
	set := setting{dict: c.dict, scope: rule.Scope{}}
	if s.Role >= 0 {
		set.scope["self"] = rule.Who(s.Role)
	}
	if s.Other >= 0 {
		set.scope["other"] = rule.Who(s.Other)
	}
	before := c.faults.Len()
	e := c.expression(n, set, rule.Number, path)
	if c.faults.Len() > before {
		c.told[n] = true // once is enough for a whole family
		return
	}
	if x, ok := c.constant(e); ok && (x < s.Min || x > s.Max) {
		c.fault(n, path, "change it, or min and max", "%s is outside %s to %s", plain(x), plain(s.Min), plain(s.Max))
		return
	}
	c.code.Reads(e, func(r rule.Ref, _ bool) {
		if k := c.g.Slots[r.Base].Kind; k != game.KindParam && r.Base != game.SlotTurns && !c.drawnFirst(r.Base) && !c.told[n] {
			c.fault(n, path, "use a parameter, or a draw with once = true", "a starting value reads %s, which is not there yet", c.g.Slots[r.Base].Path)
		}
	})
	s.Start = e
}

package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// layOut gives every number of the state its slot: the fixed ones, parameters,
// tracks, what attacks and evidence need, offers and metrics. What expressions
// ask of the past is added when they ask.
func (c *compiler) layOut() {
	for _, path := range []string{"turn", "turns", "hours", "days", "ended", "max_rung", "peak_rung"} {
		c.slot(game.Slot{
			Path: path, Kind: game.KindClock, Track: -1, Role: -1, Other: -1,
			Min: 0, Max: math.Inf(1), MinOf: -1, MaxOf: -1, Exact: game.Everybody,
		})
	}
	c.slot(plainSlot("ends", game.KindEnds, -1, -1, 0))
	c.params()
	c.layTracks()
	c.layLadder()
	c.layDraws()
	c.layAttacks()
	c.layQuestions()
	c.layEvidence()
	c.layExamined()
	c.layOffers()
	c.layHolds()
	c.layMemory()
	c.layPacts()
	c.layDeadlines()
	c.layMetrics()
}

// slot appends one number.
func (c *compiler) slot(s game.Slot) int32 {
	c.g.Slots = append(c.g.Slots, s)
	return int32(len(c.g.Slots) - 1)
}

// room reports whether n more numbers fit; if not it stops the compilation.
func (c *compiler) room(n int, at *source.Node, path string) bool {
	if len(c.g.Slots)+n <= MaxSlots {
		return true
	}
	c.faultAt(at, path, "use fewer roles or tracks", "with this the state has more than %d numbers", MaxSlots)
	c.stop = true
	return false
}

// plainSlot is a number that authors do not bound.
func plainSlot(path string, kind game.SlotKind, role, other int32, exact game.Mask) game.Slot {
	return game.Slot{
		Path: path, Kind: kind, Track: -1, Role: role, Other: other,
		Min: math.Inf(-1), Max: math.Inf(1), MinOf: -1, MaxOf: -1, Exact: exact,
	}
}

func (c *compiler) roleID(i int32) string { return c.g.Roles[i].ID }

// layTracks gives tracks their slots. Their bounds, bands and audiences follow
// when all are there.
func (c *compiler) layTracks() {
	for _, e := range c.own("track", "role_track", "pair_track") {
		if c.stop {
			return
		}
		t := game.Track{ID: e.id, Base: int32(len(c.g.Slots)), Cuts: -1}
		track := int32(len(c.g.Tracks))
		switch e.kind {
		case "track":
			t.N = 1
			if c.room(1, e.node, e.path) {
				c.slot(game.Slot{Path: e.id, Kind: game.KindTrack, Track: track, Role: -1, Other: -1, MinOf: -1, MaxOf: -1})
			}
		case "role_track":
			t.Dim = rule.Each
			c.layRoleTrack(&t, track, e)
		case "pair_track":
			t.Dim = rule.Pair
			members := c.dict.Groups["states"]
			if n := e.node.Get("between"); n != nil && n.Kind == source.String {
				members = c.members(n, e.path+".between")
			}
			if len(members) < 2 {
				c.faultAt(e.node, e.path, "give roles kind = \"state\", or say between", "fewer than two roles have it")
			}
			c.layPairTrack(&t, track, members, c.yes(e.node.Get("directed"), false), e.node, e.path)
		}
		c.g.Tracks = append(c.g.Tracks, t)
	}
}

func (c *compiler) layRoleTrack(t *game.Track, track int32, e entry) {
	has := game.Everybody
	if n := e.node.Get("of"); n != nil {
		has = maskOf(c.members(n, e.path+".of"))
	}
	t.N = int32(len(c.g.Roles))
	if !c.room(int(t.N), e.node, e.path) {
		return
	}
	for r := range t.N {
		kind := game.KindTrack
		if !has.Has(r) {
			kind = game.KindUnused
		}
		c.slot(game.Slot{Path: c.roleID(r) + "." + e.id, Kind: kind, Track: track, Role: r, Other: -1, MinOf: -1, MaxOf: -1})
	}
}

// layPairTrack makes the slots of pairs in file order, and the table that finds
// them: a role stands for itself if it is a member, else for its State.
func (c *compiler) layPairTrack(t *game.Track, track int32, members []int32, directed bool, n *source.Node, path string) {
	pairs := len(members) * (len(members) - 1)
	if !c.room(pairs+1, n, path) {
		return
	}
	in := maskOf(members)
	stands := func(r int32) int32 {
		if s := c.g.Roles[r].State; !in.Has(r) && s >= 0 && in.Has(s) {
			return s
		}
		return r
	}
	count := int32(len(c.g.Roles))
	offset := make([]int32, count*count)
	for i := range offset {
		offset[i] = -1
	}
	for a := range count {
		for b := range count {
			if a == b || !in.Has(a) || !in.Has(b) || !directed && a > b {
				continue
			}
			offset[a*count+b] = t.N
			if !directed {
				offset[b*count+a] = t.N
			}
			t.N++
			c.slot(game.Slot{
				Path: fmt.Sprintf("pair(%s, %s).%s", c.roleID(a), c.roleID(b), t.ID),
				Kind: game.KindTrack, Track: track, Role: a, Other: b, MinOf: -1, MaxOf: -1,
			})
		}
	}
	table := make([]int32, count*count)
	for a := range count {
		for b := range count {
			table[a*count+b] = offset[stands(a)*count+stands(b)]
		}
	}
	t.Table = int32(len(c.code.Tables))
	c.code.Tables = append(c.code.Tables, table)
	if t.N == 0 { // the base of a family is always one of its own slots
		t.N = 1
		c.slot(game.Slot{Path: t.ID + ".unused", Kind: game.KindUnused, Track: track, Role: -1, Other: -1, MinOf: -1, MaxOf: -1})
	}
}

// layLadder makes the track of rungs and the turns of the last acts.
func (c *compiler) layLadder() {
	c.g.Ladder.Track = -1
	n := c.doc.Root.Get("ladder")
	if n == nil || n.Kind != source.Table || c.stop {
		return
	}
	t := game.Track{ID: "rung", Dim: rule.Pair, Base: int32(len(c.g.Slots)), Cuts: -1}
	track := int32(len(c.g.Tracks))
	c.layPairTrack(&t, track, c.dict.Groups["states"], false, n, "ladder")
	if !c.room(int(t.N), n, "ladder") {
		return
	}
	c.g.Tracks = append(c.g.Tracks, t)
	c.g.Ladder.Track = track
	c.g.Ladder.Acted = int32(len(c.g.Slots))
	for i := range t.N {
		of := c.g.Slots[t.Base+i]
		s := plainSlot(fmt.Sprintf("acted(%s)", c.pairOf(of)), game.KindActed, of.Role, of.Other, 0)
		if of.Kind == game.KindUnused {
			s.Path, s.Kind = "acted.unused", game.KindUnused
		}
		c.slot(s)
	}
	c.number("track", "rung")
}

func (c *compiler) pairOf(s game.Slot) string {
	if s.Role < 0 {
		return ""
	}
	return c.roleID(s.Role) + ", " + c.roleID(s.Other)
}

// layAttacks makes the slots of hidden authors and of beliefs. An attack of a
// campaign has those of the one that began it.
func (c *compiler) layAttacks() {
	entries := c.own("attack")
	c.g.Attacks = make([]game.Attack, len(entries))
	for i, e := range entries {
		a := &c.g.Attacks[i]
		*a = game.Attack{ID: e.id, Lead: int32(i), Action: -1, Hit: -1, Height: -1}
		if played(e) {
			a.Action = c.index["action"][e.id]
		}
		if lead := c.lead(e); lead >= 0 {
			a.Lead = lead
			continue
		}
		c.authors(a, e)
		c.suspects(a, e)
		c.masks(a, e)
		c.layMatter(a, e)
		if c.stop {
			return
		}
	}
	for i, e := range entries {
		c.follow(&c.g.Attacks[i], int32(i), e)
	}
}

// layMatter makes the slots of what is hidden about an attack and of what is
// believed.
func (c *compiler) layMatter(a *game.Attack, e entry) {
	wide := len(a.Suspects) + 1
	roles := int32(len(c.g.Roles))
	if c.stop || !c.room((wide+1)*int(roles)+3, e.node, e.path) {
		return
	}
	if a.Action >= 0 {
		c.layHits(a, e)
	}
	a.Author = c.slot(plainSlot("author."+e.id, game.KindAuthor, -1, -1, 0))
	a.Posed = a.Author
	if len(a.Poses) > 0 {
		a.Posed = c.slot(plainSlot("posed."+e.id, game.KindPosed, -1, -1, 0))
	}
	a.Belief = int32(len(c.g.Slots))
	table := make([]int32, roles*roles)
	for i := range table {
		table[i] = -1
	}
	for r := range roles {
		for j := range wide {
			s := plainSlot(fmt.Sprintf("%s.belief.%s[unknown]", c.roleID(r), e.id), game.KindBelief, r, -1, game.One(r))
			if j < len(a.Suspects) {
				s.Other = a.Suspects[j]
				s.Path = fmt.Sprintf("%s.belief.%s[%s]", c.roleID(r), e.id, c.roleID(s.Other))
				table[r*roles+s.Other] = r*int32(wide) + int32(j)
			}
			s.Min, s.Max = 0, 100
			c.slot(s)
		}
	}
	a.Table = int32(len(c.code.Tables))
	c.code.Tables = append(c.code.Tables, table)
}

// authors reads who may have done an attack, with weights.
func (c *compiler) authors(a *game.Attack, e entry) {
	n := e.node.Get("author")
	if played(e) {
		a.Authors = c.members(e.node.Get("by"), e.path+".by")
		slices.Sort(a.Authors)
		return
	}
	if n == nil || c.told[n] {
		return
	}
	path := e.path + ".author"
	if n.Kind == source.String {
		if r := c.find("role", n, path); r >= 0 {
			a.Authors, a.Weights = []int32{r}, []float64{1}
		}
		return
	}
	total := 0.0
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		r := c.keyed("role", kid, at)
		if r < 0 || !isNumber(kid) {
			continue
		}
		if kid.Num < 0 {
			c.fault(kid, at, "write 0 or more", "a weight is not below 0")
			continue
		}
		total += kid.Num
		a.Authors, a.Weights = append(a.Authors, r), append(a.Weights, kid.Num)
	}
	if total == 0 && n.Kind == source.Table && !c.told[n] && len(a.Authors) == len(n.Kids) {
		c.fault(n, path, "write one above 0", "the weights add up to nothing")
	}
}

// made says how to make a thing that is named but not there.
func made(list, id string) string {
	if list == "track" {
		return fmt.Sprintf("write [role_track.%s] or [pair_track.%s]", id, id)
	}
	return fmt.Sprintf("write [%s.%s]", list, id)
}

// keyed returns the index of the thing that a key names, or -1 with a fault.
func (c *compiler) keyed(list string, n *source.Node, path string) int32 {
	if i, ok := c.index[list][n.Key]; ok {
		return i
	}
	what := kindWords[list]
	if t, ok := c.names[n.Key]; ok && kindWords[t.kind] != "" {
		c.faultAt(n, path, "name "+an(what), "%q is %s, not %s", n.Key, an(kindWords[t.kind]), an(what))
		return -1
	}
	c.faultAt(n, path, cmp.Or(c.faults.DidYouMean(n.Key, c.known(list)), made(list, n.Key)), "no %s %q", what, n.Key)
	return -1
}

// suspects reads who may be suspected: those named, else the authors.
func (c *compiler) suspects(a *game.Attack, e entry) {
	n := e.node.Get("suspects")
	if n == nil || n.Kind != source.Table {
		a.Suspects = a.Authors
		return
	}
	for _, kid := range n.Kids {
		if r := c.keyed("role", kid, e.path+".suspects."+kid.Key); r >= 0 {
			a.Suspects = append(a.Suspects, r)
		}
	}
}

// layEvidence makes the slots of what was found and who holds it.
func (c *compiler) layEvidence() {
	for _, e := range c.own("evidence") {
		if c.stop || !c.room(2+len(c.g.Roles), e.node, e.path) {
			return
		}
		x := game.Evidence{ID: e.id, Question: -1, PlantedBy: -1, Examined: -1, Beyond: -1, Published: c.slot(plainSlot("published."+e.id, game.KindPublished, -1, -1, game.Everybody)), Drawn: c.slot(plainSlot("drawn."+e.id, game.KindDrawn, -1, -1, 0)), Held: int32(len(c.g.Slots))}
		for r := range int32(len(c.g.Roles)) {
			c.slot(plainSlot(fmt.Sprintf("held.%s.%s", e.id, c.roleID(r)), game.KindHeld, r, -1, game.One(r)))
		}
		c.g.Evidence = append(c.g.Evidence, x)
	}
}

// layOffers lists the actions and makes the slots of offers.
func (c *compiler) layOffers() {
	all := c.measures()
	c.g.Actions = make([]game.Action, 0, len(all)+2) // publish and share come behind
	for _, e := range all {
		a := game.Action{ID: e.id, Temptation: e.kind == "temptation", Attack: -1}
		if e.kind == "attack" {
			a.Attack = c.index["attack"][e.id]
		}
		if a.Temptation {
			if c.stop || !c.room(len(c.g.Roles), e.node, e.path) {
				return
			}
			a.Offer0 = int32(len(c.g.Slots))
			for r := range int32(len(c.g.Roles)) {
				c.slot(plainSlot(fmt.Sprintf("offer.%s.%s", e.id, c.roleID(r)), game.KindOffer, r, -1, game.One(r)))
			}
		}
		c.g.Actions = append(c.g.Actions, a)
	}
	if len(c.g.Evidence) > 0 {
		c.g.Actions = append(c.g.Actions, game.Action{ID: publish, Publish: true, Attack: -1})
	}
}

// layHolds makes the slots of what the facilitator holds back.
func (c *compiler) layHolds() {
	c.holds = int32(len(c.g.Slots))
	for _, e := range c.own("inject") {
		if c.stop || !c.room(1, e.node, e.path) {
			return
		}
		c.slot(plainSlot("hold."+e.id, game.KindHold, -1, -1, 0))
	}
}

// layMemory lists the policies and makes the slots of what each remembers in each
// seat.
func (c *compiler) layMemory() {
	for _, e := range c.own("policy") {
		p := game.Policy{ID: e.id}
		for _, x := range c.remembered(e) {
			if c.stop || !c.room(len(c.g.Roles), x.node, x.path) {
				return
			}
			m := game.Remembered{ID: x.id, Base: int32(len(c.g.Slots))}
			for r := range int32(len(c.g.Roles)) {
				s := plainSlot(fmt.Sprintf("memory.%s.%s[%s]", e.id, x.id, c.roleID(r)), game.KindMemory, r, -1, 0)
				if !c.g.Roles[r].Seat {
					s.Kind = game.KindUnused
				}
				c.slot(s)
			}
			p.Memory = append(p.Memory, m)
		}
		c.g.Policies = append(c.g.Policies, p)
	}
}

// layMetrics makes the slots of what metrics gather, one for each of whom they
// are about.
func (c *compiler) layMetrics() {
	for _, e := range c.own("metric") {
		m := game.Metric{ID: e.id, Slot: int32(len(c.g.Slots))}
		var s setting
		m.Instances, s = c.instances(e.node.Get("each"), e.path+".each")
		if other, ok := s.scope["other"]; ok {
			s.scope["target"] = other
		}
		if c.stop || !c.room(len(m.Instances), e.node, e.path) {
			return
		}
		for _, of := range m.Instances {
			c.slot(plainSlot("metric."+e.id+c.instance(of), game.KindMetric, of[0], of[1], 0))
		}
		c.g.Metrics, c.measured = append(c.g.Metrics, m), append(c.measured, s)
	}
}

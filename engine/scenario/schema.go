package scenario

import (
	"fmt"
	"maps"
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// schema fills the dictionary of expressions. Bands are made here because
// band(x) needs to know which numbers have them.
func (c *compiler) schema() {
	load := func(slot int32) rule.Meaning {
		return rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: slot}, Kind: rule.Number, Fixed: true}
	}
	d := c.dict
	d.Bare = map[string]rule.Meaning{
		"turn": load(game.SlotTurn), "turns": load(game.SlotTurns), "hours": load(game.SlotHours), "days": load(game.SlotDays),
		"max_rung": load(game.SlotMaxRung), "peak_rung": load(game.SlotPeakRung),
	}
	d.Each, d.Pairs = map[string]rule.Meaning{}, map[string]rule.Meaning{}
	d.Beliefs, d.Hidden, d.Evidence = map[string]rule.Meaning{}, map[string]rule.Meaning{}, map[string]rule.Meaning{}
	params := map[string]rule.Meaning{}
	for _, p := range c.g.Params {
		m := load(p.Slot)
		if p.Words != nil {
			m.Kind, m.Words = rule.Word, p.Words
		}
		params[p.ID] = m
	}
	d.Spaces = map[string]map[string]rule.Meaning{"param": params, "draw": c.drawMeanings()}
	c.trackMeanings()
	for _, a := range c.g.Attacks {
		d.Hidden[a.ID] = rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: a.Author}, Kind: rule.Role, Fixed: true}
		d.Beliefs[a.ID] = rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: a.Belief, Dim: rule.Pair, Table: a.Table}, Kind: rule.Number, Fixed: true}
	}
	for _, q := range c.g.Questions {
		d.Hidden[q.ID] = rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: q.Truth}, Kind: rule.Word, Words: q.Words, Fixed: true}
		d.Beliefs[q.ID] = rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: q.Belief, Dim: rule.Each}, Kind: rule.Number, Words: q.Words, Fixed: true}
	}
	d.Published = map[string]rule.Meaning{}
	for _, e := range c.g.Evidence {
		d.Published[e.ID] = load(e.Published)
		d.Evidence[e.ID] = rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: e.Held, Dim: rule.Each}, Kind: rule.Number, Fixed: true}
	}
	c.pactMeanings()
	c.happenings()
	d.History, d.InTurn = c.ask, c.askTurns
	d.Past = slices.Sorted(maps.Keys(c.asked))
}

func (c *compiler) trackMeanings() {
	nodes := map[string]entry{}
	for _, e := range c.own("track", "role_track", "pair_track") {
		nodes[e.id] = e
	}
	for i := range c.g.Tracks {
		t := &c.g.Tracks[i]
		m := rule.Meaning{Op: rule.Load, Ref: rule.Ref{Base: t.Base, Dim: t.Dim, Table: t.Table}, Kind: rule.Number}
		if e, ok := nodes[t.ID]; ok {
			c.readTrack(t, e)
		}
		m.Fixed = t.Fixed
		if t.Words != nil {
			m.Kind, m.Words = rule.Word, t.Words
		}
		m.Cuts = t.Cuts + 1
		switch t.Dim {
		case rule.World:
			c.dict.Bare[t.ID] = m
		case rule.Each:
			c.dict.Each[t.ID] = m
		case rule.Pair:
			c.dict.Pairs[t.ID] = m
		}
	}
}

// asked says how the past of something may be asked for.
type asked struct {
	what        string // kind of thing, for faults
	self, other bool   // somebody does it; to somebody
}

// happenings lists everything that can have happened: things, and their
// outcomes and alsos as "id.n".
func (c *compiler) happenings() {
	if len(c.g.Evidence) > 0 {
		c.asked[publish] = asked{what: "move", self: true}
		c.asked[share] = asked{what: "act", self: true, other: true}
	}
	for _, e := range c.own("evidence") {
		if e.node.Get("beyond") != nil {
			c.asked[beyondOf(e.id)] = asked{what: kindWords["evidence"], self: true, other: true}
		}
	}
	for _, e := range c.own("attack", "inject", "deadline", "temptation", "response", "rule", "agreement") {
		a := asked{what: kindWords[e.kind]}
		switch e.kind {
		case "attack":
			a.self, a.other = played(e), played(e) && e.node.Get("target") != nil
		case "agreement":
			a.self, a.other = true, true
			c.asked[e.id+".broken"] = asked{what: a.what, self: true, other: true}
		case "temptation", "response":
			a.self, a.other = true, e.node.Get("target") != nil
		case "rule":
			each := c.word(e.node.Get("each"), "world")
			a.self, a.other = each != "world", each == "pair" || each == "couple"
		}
		c.asked[e.id] = a
		for _, kind := range []string{"outcome", "also"} {
			for _, x := range inner(e.node, kind, e.path) {
				c.asked[e.id+"."+x.id] = a
			}
		}
		if e.kind == "attack" || e.kind == "inject" {
			p := &c.g.Plan.Past[c.past(e.id)]
			p.World = c.facts(e.id, 1, world)
		}
		if e.kind == "attack" && played(e) { // whoever played it knows
			c.g.Plan.Past[c.past(e.id)].Role = c.facts(e.id, int32(len(c.g.Roles)), each)
		}
	}
}

// past returns where in the plan the facts about an id are listed.
func (c *compiler) past(id string) int32 {
	if i, ok := c.begun[id]; ok {
		return i
	}
	i := int32(len(c.g.Plan.Past))
	c.begun[id] = i
	c.g.Plan.Past = append(c.g.Plan.Past, game.Past{ID: id, World: -1, Role: -1, Pair: -1, InWorld: -1, InRole: -1, InPair: -1})
	return i
}

// world, each and pair say whose a fact of a family is.
func world(int32) [2]int32 { return [2]int32{-1, -1} }

func each(i int32) [2]int32 { return [2]int32{i, -1} }

func (c *compiler) twin(i int32) [2]int32 { return [2]int32{i / c.code.Roles, i % c.code.Roles} }

var factNames = [game.Facts]string{"times", "first", "last", "prev", "tried"}

// facts makes the slots of all facts about an id for a family: fact by fact,
// each as wide as the family. What has not happened has the turn turns + 1.
func (c *compiler) facts(id string, wide int32, of func(int32) [2]int32) int32 {
	base := int32(len(c.g.Slots))
	for fact, name := range factNames {
		for i := range wide {
			who := of(i)
			s := plainSlot("past."+id+c.instance(who)+"."+name, game.KindPast, who[0], who[1], 0)
			switch rule.Fact(fact) + rule.Times {
			case rule.First, rule.Last, rule.Prev:
				s.Start = rule.Constant(c.code, float64(c.g.Turns)+1)
			case rule.Tried:
				c.lent[base+int32(fact)*wide+i] = true
			}
			c.slot(s)
		}
	}
	return base
}

// turnSets makes the slots of the turns in which something happened: n for each
// of a family, the first of all of them before the second.
func (c *compiler) turnSets(id string, n, wide int32, of func(int32) [2]int32) int32 {
	base := int32(len(c.g.Slots))
	for k := range n {
		for i := range wide {
			who := of(i)
			c.slot(plainSlot(fmt.Sprintf("past.%s%s.turns%d", id, c.instance(who), k), game.KindTurns, who[0], who[1], 0))
		}
	}
	return base
}

// ask answers a question about the past, making its slots if it is the first.
func (c *compiler) ask(q rule.Ask) (rule.Ref, error) {
	ref, wide, err := c.family(q)
	if err != nil {
		return ref, err
	}
	p := &c.g.Plan.Past[c.past(q.ID)]
	base := [...]*int32{rule.World: &p.World, rule.Each: &p.Role, rule.Pair: &p.Pair}[ref.Dim]
	if *base < 0 {
		if err := c.fits(game.Facts * int(wide)); err != nil {
			return ref, err
		}
		*base = c.facts(q.ID, wide, c.holder(ref.Dim))
	}
	ref.Base = *base + int32(q.Fact-rule.Times)*wide
	return ref, nil
}

// askTurns answers in which turns something happened, making the slots if it is
// the first question of the kind.
func (c *compiler) askTurns(q rule.Ask) (rule.TurnSet, error) {
	ref, wide, err := c.family(q)
	if err != nil {
		return rule.TurnSet{}, err
	}
	p := &c.g.Plan.Past[c.past(q.ID)]
	base := [...]*int32{rule.World: &p.InWorld, rule.Each: &p.InRole, rule.Pair: &p.InPair}[ref.Dim]
	n := c.g.TurnSlots()
	if *base < 0 {
		if err := c.fits(int(n * wide)); err != nil {
			return rule.TurnSet{}, err
		}
		*base = c.turnSets(q.ID, n, wide, c.holder(ref.Dim))
	}
	ref.Base = *base
	return rule.TurnSet{Ref: ref, Slots: n, Apart: wide}, nil
}

// family checks a question about the past and returns whose facts it is about,
// without the base, and how wide their family is.
func (c *compiler) family(q rule.Ask) (rule.Ref, int32, error) {
	a, ok := c.asked[q.ID]
	roles := int32(len(c.g.Roles))
	switch {
	case !ok:
		return rule.Ref{}, 0, &source.Fault{Msg: fmt.Sprintf("nothing %q can happen", q.ID), Mend: rule.WhatHappens}
	case q.Role != rule.NoRole && !a.self:
		return rule.Ref{}, 0, &source.Fault{Msg: fmt.Sprintf("no role does %s %q", a.what, q.ID), Mend: "ask without a role"}
	case q.Target != rule.NoRole && !a.other:
		return rule.Ref{}, 0, &source.Fault{Msg: fmt.Sprintf("%s %q has no target", a.what, q.ID), Mend: "ask without a target"}
	case q.Target != rule.NoRole && q.Role == rule.NoRole:
		return rule.Ref{}, 0, &source.Fault{Msg: "a target is asked for beside a role only", Mend: "write a role before the target"}
	case q.Target != rule.NoRole:
		return rule.Ref{Dim: rule.Pair, Table: c.twinTable(), A: q.Role, B: q.Target}, roles * roles, nil
	case q.Role != rule.NoRole:
		return rule.Ref{Dim: rule.Each, A: q.Role}, roles, nil
	}
	return rule.Ref{}, 1, nil
}

// fits is an error if the state has no room for n numbers more.
func (c *compiler) fits(n int) error {
	if len(c.g.Slots)+n > MaxSlots {
		return &source.Fault{Msg: fmt.Sprintf("with this the state has more than %d numbers", MaxSlots), Mend: "ask for less of the past, or use fewer roles or tracks"}
	}
	return nil
}

// holder says whose a number of a family is.
func (c *compiler) holder(d rule.Dim) func(int32) [2]int32 {
	return [...]func(int32) [2]int32{rule.World: world, rule.Each: each, rule.Pair: c.twin}[d]
}

// twinTable is the table that gives each ordered pair of roles its own number.
func (c *compiler) twinTable() int32 {
	if c.twins < 0 {
		table := make([]int32, c.code.Roles*c.code.Roles)
		for i := range table {
			table[i] = int32(i)
		}
		c.twins = int32(len(c.code.Tables))
		c.code.Tables = append(c.code.Tables, table)
	}
	return c.twins
}

// history tells each block where its facts stand, and decides who may know
// them: those who learn of it when it happens; whose act it was, those of them
// who may know that. That something was tried in vain only its mover knows.
func (c *compiler) history() {
	for id, block := range c.blocks {
		if i, ok := c.begun[id]; ok {
			c.g.Blocks[block].Past = i
		}
	}
	roles := int32(len(c.g.Roles))
	for i := range c.g.Plan.Past {
		p := &c.g.Plan.Past[i]
		block, ok := c.blocks[p.ID]
		if !ok {
			continue // its block has a fault
		}
		b := &c.g.Blocks[block]
		seen := c.viewers(b)
		lone := c.lone(b)
		author := b.Author
		if b.Of == game.OwnerRule {
			author = seen
		}
		doer := func(int32) [2]int32 { return [2]int32{lone, -1} }
		turns := c.g.TurnSlots()
		c.sight(p.World, game.Facts, 1, seen, seen, doer)
		c.sight(p.Role, game.Facts, roles, seen, author, each)
		c.sight(p.Pair, game.Facts, roles*roles, seen, author, c.twin)
		c.sight(p.InWorld, turns, 1, seen, seen, doer)
		c.sight(p.InRole, turns, roles, seen, author, each)
		c.sight(p.InPair, turns, roles*roles, seen, author, c.twin)
	}
}

// sight sets who may know n numbers of each of a family: who is among seen and
// among author.
func (c *compiler) sight(base, n, wide int32, seen, author game.Audience, of func(int32) [2]int32) {
	if base < 0 {
		return
	}
	for k := range n {
		for i := range wide {
			slot := base + k*wide + i
			who := of(i)
			m := seen.For(who[0], who[1]) & author.For(who[0], who[1])
			if c.lent[slot] {
				m = game.Audience{Mover: true}.For(who[0], who[1])
			}
			c.g.Slots[slot].Exact = m
		}
	}
}

// viewers are those who learn of a block when it comes about; of an attack or an
// inject also those who are told of it.
func (c *compiler) viewers(b *game.Block) game.Audience {
	seen := b.Seen
	switch attack := c.g.AttackOf(c.blocks[b.ID]); {
	case b.Kind == game.CauseInject:
		seen.Fixed |= c.g.Injects[b.Owner].To
	case attack >= 0 && b.Kind != game.CauseOutcome && b.Kind != game.CauseAlso:
		seen.Fixed |= c.g.Attacks[attack].To.Fixed
	}
	if b.Kind != game.CauseRule || c.g.Rules[b.Owner].Said {
		return seen
	}
	// Without a word of the author, whoever sees what the rule changes, in every
	// one of its instances.
	all := game.Everybody
	for _, pair := range c.g.Rules[b.Owner].Instances {
		var m game.Mask
		for _, e := range b.Effects {
			if slot := c.code.Slot(e.To, &rule.Bind{Self: pair[0], Target: pair[1]}); slot >= 0 {
				m |= c.g.Slots[slot].Exact | c.g.Slots[slot].Band
			}
		}
		all &= m
	}
	return game.Audience{Fixed: all}
}

// lone returns the only role that can do what a block does, or -1.
func (c *compiler) lone(b *game.Block) int32 {
	if b.Of != game.OwnerAction {
		return -1
	}
	by := c.g.Actions[b.Owner].By
	for r := range int32(len(c.g.Roles)) {
		if by == game.One(r) {
			return r
		}
	}
	return -1
}

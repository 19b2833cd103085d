package prose

import (
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// uses tells what a thing reads, and who else reads or changes it.
func (p *page) uses() {
	var reads []game.Number
	for _, u := range p.x.uses {
		// How many turns there are never changes; what never happened counts from it.
		constant := u.Number.Kind == game.KindClock && u.Number.Index == game.SlotTurns
		if !u.Changes && game.Under(u.Path, p.t.Path) && !constant && !p.x.implied(u) && !slices.Contains(reads, u.Number) {
			reads = append(reads, u.Number)
			p.add("reads", Line{Text: sentence(p.x.number(u.Number))})
		}
	}
	p.usedBy("readby", false)
	p.usedBy("changed", true)
	if own := p.x.numbersOf(p.t); len(own) > 0 && isTrack(p.t.Kind) {
		if !slices.ContainsFunc(p.out, func(s Section) bool { return s.Key == "readby" }) {
			p.say("readby", "uses.unread")
		}
	}
}

// implied reports whether a use is of the turn in words that do not speak of it:
// whether something happened in this turn, or in the last.
func (x *Explainer) implied(u game.Use) bool {
	if u.Number.Kind != game.KindClock || u.Number.Index != game.SlotTurn {
		return false
	}
	i := slices.IndexFunc(x.g.Code.Written, func(w rule.Written) bool { return w.Path == u.Path })
	return i >= 0 && !mentions(x.g.Code.Written[i].Root(), "turn")
}

// used lists the numbers that a thing reads, or changes, by name.
func (x *Explainer) used(t *game.Named, changes bool) []string {
	var out []string
	for _, u := range x.uses {
		if u.Changes == changes && game.Under(u.Path, t.Path) {
			if id := x.g.NumberID(u.Number); !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

func isTrack(kind string) bool {
	return kind == "track" || kind == "role_track" || kind == "pair_track"
}

// usedBy lists the things that read, or change, the numbers of this one.
func (p *page) usedBy(section string, changes bool) {
	own := p.x.numbersOf(p.t)
	type user struct {
		t    *game.Named
		keys []string
	}
	var users []user
	for _, u := range p.x.uses {
		if u.Changes != changes || !slices.Contains(own, u.Number) {
			continue
		}
		t := p.x.owner(u.Path)
		if t == nil || game.Under(t.Path, p.t.Path) {
			continue
		}
		key := keyOf(u.Path, t.Path)
		i := slices.IndexFunc(users, func(x user) bool { return x.t == t })
		if i < 0 {
			users = append(users, user{t: t})
			i = len(users) - 1
		}
		if !slices.Contains(users[i].keys, key) {
			users[i].keys = append(users[i].keys, key)
		}
	}
	slices.SortStableFunc(users, func(a, b user) int { return a.t.At.Line - b.t.At.Line })
	for _, u := range users {
		var keys []string
		for _, k := range u.keys {
			if key := p.x.key(k); !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
		p.add(section, Line{Text: p.tell("uses.in", "x", p.x.within(u.t), "keys", p.x.v.c.list("list.and", keys)), Place: place(u.t.At.File, u.t.At.Line)})
	}
}

// within names a thing, and if it is part of another, that too.
func (x *Explainer) within(t *game.Named) string {
	s := x.label(t)
	at := strings.IndexByte(t.ID, '.')
	if at < 0 {
		return s
	}
	for i := range x.things {
		if o := &x.things[i]; o.ID == t.ID[:at] && game.Under(t.Path, o.Path) {
			return x.v.c.tell("kind.within", "x", s, "y", x.label(o))
		}
	}
	return s
}

// keyOf is the key of a value in its table: "effects" of rule.x.effects[0].
func keyOf(path, table string) string {
	key := strings.TrimPrefix(strings.TrimPrefix(path, table), ".")
	key, _, _ = strings.Cut(key, "[")
	return key
}

// key names a key in words, or as it is written.
func (x *Explainer) key(k string) string {
	first, _, _ := strings.Cut(k, ".")
	for _, name := range []string{k, first} {
		if row := "key." + strings.ReplaceAll(name, ".", "_"); x.v.c.has(row) {
			return x.v.c.say(row)
		}
	}
	if track, a, b, ok := x.pairOf(k); ok {
		return x.pairNumber(track, a, b)
	}
	return x.v.quote(k)
}

// owner returns the thing in whose table a value stands, the innermost.
func (x *Explainer) owner(path string) *game.Named {
	var best *game.Named
	for i := range x.things {
		if t := &x.things[i]; game.Under(path, t.Path) && (best == nil || len(t.Path) > len(best.Path)) {
			best = t
		}
	}
	return best
}

// numbersOf lists the families of numbers that a thing is, or that tell of it.
func (x *Explainer) numbersOf(t *game.Named) []game.Number {
	var out []game.Number
	add := func(kind game.SlotKind, i int32) {
		if i >= 0 {
			out = append(out, game.Number{Kind: kind, Index: i})
		}
	}
	switch t.Kind {
	case "track", "role_track", "pair_track":
		add(game.KindTrack, index(x.g.Tracks, t.ID, func(t *game.Track) string { return t.ID }))
		return out
	case "draw":
		add(game.KindTrack, index(x.g.Tracks, "draw."+t.ID, func(t *game.Track) string { return t.ID }))
		return out
	case "ladder":
		add(game.KindTrack, x.g.Ladder.Track)
		out = append(out, game.Number{Kind: game.KindClock, Index: game.SlotMaxRung}, game.Number{Kind: game.KindClock, Index: game.SlotPeakRung})
		return out
	case "param":
		add(game.KindParam, index(x.g.Params, t.ID, func(p *game.Param) string { return p.ID }))
		return out
	case "attack":
		i := index(x.g.Attacks, t.ID, func(a *game.Attack) string { return a.ID })
		add(game.KindBelief, i)
		add(game.KindAuthor, i)
	case "evidence":
		i := index(x.g.Evidence, t.ID, func(e *game.Evidence) string { return e.ID })
		add(game.KindHeld, i)
		add(game.KindPublished, i)
	}
	if t.Kind == "question" {
		i := index(x.g.Questions, t.ID, func(q *game.Question) string { return q.ID })
		add(game.KindAnswer, i)
		add(game.KindTruth, i)
	}
	if t.Kind == "agreement" {
		add(game.KindPact, index(x.g.Agreements, t.ID, func(a *game.Agreement) string { return a.ID }))
	}
	if !ownKind(t.Kind) {
		add(game.KindPast, index(x.g.Plan.Past, t.ID, func(p *game.Past) string { return p.ID }))
	}
	return out
}

// number names a family of numbers; "" for the turn, which everything reads.
func (x *Explainer) number(n game.Number) string {
	c, g := x.v.c, x.g
	r := x.v.reads("")
	switch n.Kind {
	case game.KindTrack:
		return x.v.quote(x.v.Track(n.Index))
	case game.KindParam:
		return c.tell("space.param", "x", x.v.quote(x.v.titled(g.Params[n.Index].Title, g.Params[n.Index].ID)))
	case game.KindBelief:
		return c.tell("number.belief", "x", x.v.quote(x.v.Attack(n.Index)))
	case game.KindAuthor:
		return c.tell("name.author", "x", x.v.quote(x.v.Attack(n.Index)))
	case game.KindHeld:
		return c.tell("number.held", "x", x.v.quote(x.v.Evidence(n.Index)))
	case game.KindPublished:
		return c.tell("number.published", "x", x.v.quote(x.v.Evidence(n.Index)))
	case game.KindAnswer:
		return c.tell("number.answer", "x", x.v.quote(x.v.question(n.Index)))
	case game.KindPosed:
		return c.tell("name.mask", "x", x.v.quote(x.v.Attack(n.Index)))
	case game.KindExamined:
		return c.tell("number.examined", "x", x.v.quote(x.v.Evidence(n.Index)))
	case game.KindTruth:
		return c.tell("name.truth", "x", x.v.quote(x.v.question(n.Index)))
	case game.KindPact:
		return c.tell("number.pact", "x", x.v.quote(x.v.Agreement(n.Index)))
	case game.KindPast:
		if int(n.Index) < len(g.Plan.Past) {
			id := g.Plan.Past[n.Index].ID
			return c.tell("number.past"+r.comes(id), "x", r.thing(id))
		}
	case game.KindMemory:
		return c.tell("number.memory")
	case game.KindClock:
		if int(n.Index) < len(clockWords) {
			if key := "name." + clockWords[n.Index]; c.has(key) {
				return c.say(key)
			}
		}
	}
	return x.v.quote(inWords(g.Slots[min(max(n.Index, 0), int32(len(g.Slots)-1))].Path))
}

package prose

import (
	"strings"

	"demarche/engine/game"
)

// viewers names a set of viewers: everybody, all but one, a group, or one by
// one.
func (v *Voice) viewers(m game.Mask) string {
	return v.among(m, game.Public|game.Mask(1)<<uint(len(v.g.Roles))-1)
}

// atTable is [Voice.viewers] among those who sit at the table, and the public.
func (v *Voice) atTable(m game.Mask) string {
	all := game.Public
	for i := range v.g.Roles {
		if v.g.Roles[i].Seat {
			all |= game.One(int32(i))
		}
	}
	if m == all&^game.Public {
		return v.c.say("group.seats.all")
	}
	return v.among(m, all)
}

func (v *Voice) among(m, all game.Mask) string {
	m &= all
	switch {
	case m == all:
		return v.c.say("seen.everybody")
	case m == 0:
		return v.c.say("seen.nobody")
	case m == all&^game.Public:
		return v.c.say("seen.roles")
	}
	if s := v.groupOf(m); s != "" {
		return s
	}
	out := all &^ m
	if !m.Has(-1) {
		return v.names(m)
	}
	if s := v.groupOf(out); s != "" {
		return v.c.tell("seen.but", "who", s)
	}
	if 2*out.Count() < all.Count() {
		return v.c.tell("seen.but", "who", v.names(out))
	}
	return v.names(m)
}

// roles names a set of roles where the public is not in question.
func (v *Voice) roles(m game.Mask) string {
	if m == game.Mask(1)<<uint(len(v.g.Roles))-1 {
		return v.c.say("group.roles.all")
	}
	if s := v.groupOf(m); s != "" {
		return s
	}
	return v.names(m)
}

// groupOf names the group with exactly these members; "" if there is none, or it
// is so small that names say more.
func (v *Voice) groupOf(m game.Mask) string {
	for i := range v.g.Groups {
		g := &v.g.Groups[i]
		if len(g.Members) < 3 || m != maskOf(g.Members) {
			continue
		}
		if key := "group." + g.ID + ".all"; v.c.has(key) {
			return v.c.say(key)
		}
		return v.c.tell("group.own.all", "x", v.quote(v.titled(g.Title, g.ID)))
	}
	return ""
}

func maskOf(roles []int32) game.Mask {
	var m game.Mask
	for _, r := range roles {
		m |= game.One(r)
	}
	return m
}

// names joins the short titles of a set; titles that hold an "and" themselves
// are set apart by semicolons.
func (v *Voice) names(m game.Mask) string {
	list := v.namesOf(m)
	for _, s := range list {
		if strings.Contains(s, v.c.say("joint.and")) && len(list) > 1 {
			return strings.Join(list, v.c.say("list.mark"))
		}
	}
	return v.c.list("list.and", list)
}

// namesOf lists the short titles of a set, the public last.
func (v *Voice) namesOf(m game.Mask) []string {
	var out []string
	for i := range v.g.Roles {
		if m.Has(int32(i)) {
			out = append(out, v.name(int32(i)))
		}
	}
	if m.Has(-1) {
		out = append(out, v.c.say("role.public"))
	}
	return out
}

// audience names who learns of a block, before it is known who does it.
func (x *Explainer) audience(a game.Audience, b *game.Block) string {
	if a.Fixed == game.Everybody {
		return x.v.viewers(a.Fixed)
	}
	var who []string
	r := x.v.reads(x.pathOf(b))
	by, to := x.parties(b)
	if a.Mover && (by == 0 || by&^a.Fixed != 0) {
		who = append(who, r.self())
	}
	if a.Target && (to == 0 || to&^a.Fixed != 0) {
		word := "who.target"
		switch b.Of {
		case game.OwnerRule, game.OwnerAgreement:
			word = "who.other"
		case game.OwnerEvidence:
			word = "who.receiver"
		}
		who = append(who, r.tell(word))
	}
	if a.Fixed != 0 || len(who) == 0 {
		who = append(who, x.v.viewers(a.Fixed))
	}
	return x.v.c.list("list.and", who)
}

// knowers names who learns the author of an attack that the scenario plays: he
// himself, unless he is not to know.
func (x *Explainer) knowers(b *game.Block) string {
	seen := b.Author.Fixed & b.Seen.Fixed
	himself := x.v.c.say("who.author")
	switch {
	case !x.g.Attacks[b.Owner].AuthorKnows || seen == game.Everybody:
		return x.v.viewers(seen)
	case seen == 0:
		return himself
	}
	return x.v.c.list("list.and", []string{himself, x.v.viewers(seen)})
}

// both is who learns of a block and belongs to an audience besides, so far as that
// can be told before it is known who does it to whom.
func (x *Explainer) both(b *game.Block, a game.Audience) game.Audience {
	by, to := x.parties(b)
	hears := func(a game.Audience, named bool, m game.Mask) bool { return named || m != 0 && m&^a.Fixed == 0 }
	return game.Audience{
		Fixed:  b.Seen.Fixed & a.Fixed,
		Mover:  hears(b.Seen, b.Seen.Mover, by) && hears(a, a.Mover, by),
		Target: hears(b.Seen, b.Seen.Target, to) && hears(a, a.Target, to),
	}
}

// parties returns who can do an act and to whom it can be done; nobody where a
// block is no act.
func (x *Explainer) parties(b *game.Block) (by, to game.Mask) {
	if b.Of != game.OwnerAction {
		return 0, 0
	}
	a := &x.g.Actions[b.Owner]
	return a.By, maskOf(a.Targets)
}

// pathOf is the path of a block's table.
func (x *Explainer) pathOf(b *game.Block) string {
	switch b.Of {
	case game.OwnerEvidence:
		return "evidence." + b.ID
	case game.OwnerAgreement:
		return "agreement." + b.ID
	}
	for i := range x.things {
		if x.things[i].ID == b.ID && x.blockOf(b.ID) >= 0 && !ownKind(x.things[i].Kind) {
			return x.things[i].Path
		}
	}
	return ""
}

// ownKind reports whether the ids of a kind have a name space of their own.
func ownKind(kind string) bool {
	switch kind {
	case "param", "goal", "norm", "objective", "metric", "ending", "draw", "policy":
		return true
	}
	return false
}

// seen tells who learns of a block and who knows its author.
func (p *page) seen(i int32) {
	b := &p.x.g.Blocks[i]
	p.tells("seen", "author_seen")
	if b.Of == game.OwnerRule && !p.x.g.Rules[b.Owner].Said {
		p.say("seen", "seen.rule")
		return
	}
	p.say("seen", "seen.learns", "who", p.x.audience(b.Seen, b))
	if known := p.x.both(b, b.Author); b.Of == game.OwnerAction && known != p.x.both(b, b.Seen) {
		p.say("seen", "seen.author", "who", p.x.audience(known, b))
	}
	if b.Of == game.OwnerAttack {
		p.say("seen", "seen.author", "who", p.x.knowers(b))
	}
}

package prose

import (
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// block names what a block belongs to, quoted: “Court order”, or “Court order”
// (fails) for an outcome.
func (v *Voice) block(i int32) string {
	if i < 0 || int(i) >= len(v.g.Blocks) {
		return v.c.say("thing.something")
	}
	b := &v.g.Blocks[i]
	switch b.Kind {
	case game.CauseMove:
		return v.quote(v.Action(b.Owner))
	case game.CauseOutcome:
		return v.c.say("thing.part", "thing", v.quote(v.Action(b.Owner)), "part", v.part(b))
	case game.CauseAlso:
		return v.c.say("thing.part", "thing", v.quote(v.alsoOf(i)), "part", v.part(b))
	case game.CauseAttack:
		return v.quote(v.Attack(b.Owner))
	case game.CauseInject:
		return v.inject(b.Owner)
	case game.CauseRule:
		return v.rule(i)
	case game.CauseDeadline:
		return v.quote(v.Deadline(b.Owner))
	case game.CauseAgreement:
		x := v.quote(v.Agreement(b.Owner))
		if i == v.g.Agreements[b.Owner].Broken {
			return v.c.say("thing.broken", "x", x)
		}
		return x
	case game.CauseShare:
		return v.c.say("thing.share")
	case game.CauseBeyond:
		return v.c.say("thing.beyond")
	}
	return v.quote(inWords(b.ID))
}

// alsoOf returns the title of the action or attack that an also adds to.
func (v *Voice) alsoOf(block int32) string {
	b := &v.g.Blocks[block]
	if b.Of == game.OwnerAttack {
		return v.Attack(b.Owner)
	}
	return v.Action(b.Owner)
}

// inject names an inject by its sender or its first words. Its id is the
// author's and could tell too much.
func (v *Voice) inject(i int32) string {
	in := &v.g.Injects[i]
	if from := v.Text(in.From); from != "" {
		return v.c.say("inject.from", "from", from)
	}
	if text := v.Text(in.Text); text != "" {
		return v.c.say("inject.text", "text", brief(text))
	}
	return v.c.say("inject.plain")
}

// Inject returns what an inject is called where it stands alone, for those who may
// read all of it: its title; without one the sender and the first words, since the
// id would be a word of the author's own language.
func (v *Voice) Inject(i int32) string {
	in := &v.g.Injects[i]
	if title := v.Text(in.Title); title != "" {
		return title
	}
	from, text := v.Text(in.From), strings.ReplaceAll(brief(v.Text(in.Text)), "**", "")
	switch {
	case text == "":
		return strings.TrimSuffix(sentence(v.inject(i)), ".")
	case from == "":
		return text
	}
	return v.c.say("inject.title", "from", from, "text", text)
}

// Parting is a message of which nothing but this is told, with its whole text.
func (v *Voice) Parting(i int32) string {
	in := &v.g.Injects[i]
	text := strings.Join(strings.Fields(v.Text(in.Text)), " ")
	from := v.Text(in.From)
	switch {
	case text == "":
		return sentence(v.inject(i))
	case from == "":
		return sentence(v.c.say("inject.text", "text", text))
	}
	return sentence(v.c.say("inject.from", "from", from)) + " " + sentence(text)
}

// rule names a rule by its reason, its title, its text or its id.
func (v *Voice) rule(block int32) string {
	b := &v.g.Blocks[block]
	title := v.Text(b.Title)
	switch because, text := v.Text(b.Because), v.Text(b.Text); {
	case because != "":
		return brief(because)
	case title == "" && text != "":
		return brief(text)
	}
	return v.quote(v.titled(b.Title, b.ID))
}

// deedBlock names what a block belongs to inside a sentence about the past.
func (v *Voice) deedBlock(i int32) string {
	switch b := &v.g.Blocks[i]; b.Kind {
	case game.CauseRule:
		return v.quote(v.ruleName(b)) // its reason is a sentence of its own
	case game.CauseInject:
		in := &v.g.Injects[b.Owner]
		if from := v.Text(in.From); from != "" {
			return v.c.say("deed.from", "from", v.quote(from))
		}
		if text := v.Text(in.Text); text != "" {
			return v.c.say("deed.message", "text", v.quote(brief(text)))
		}
	}
	return v.block(i)
}

// ruleName is what a rule is called inside a sentence: its title, its reason, its text
// or its id in words.
func (v *Voice) ruleName(b *game.Block) string {
	for _, t := range []game.Text{b.Title, b.Because, b.Text} {
		if s := v.Text(t); s != "" {
			return brief(s)
		}
	}
	return inWords(b.ID)
}

// foreign reports whether the language spoken is another than that of the author's
// ids, which is the game's first.
func (v *Voice) foreign() bool { return v.text > 0 }

// ruleTitle names a rule for whoever reads the scenario: by its title; without one by
// its id in words, or in another language than that of the id by its reason.
func (v *Voice) ruleTitle(i int32) string {
	b := &v.g.Blocks[v.g.Rules[i].Block]
	if s := v.Text(b.Because); s != "" && v.Text(b.Title) == "" && v.foreign() {
		return brief(s)
	}
	return v.titled(b.Title, b.ID)
}

// part returns what an outcome or a consequence is called: its title; without one the
// name behind the point of "takedown.works". The catalogue translates the names that
// scenarios use most; any other stands as the author wrote it, in words.
func (v *Voice) part(b *game.Block) string {
	if s := v.Text(b.Title); s != "" {
		return s
	}
	id := b.ID
	if i := strings.LastIndexByte(id, '.'); i >= 0 {
		id = id[i+1:]
	}
	if key := "part." + id; v.c.has(key) {
		return v.c.say(key)
	}
	return strings.ReplaceAll(id, "_", " ")
}

// fact is what a slot of the past holds: which fact, about what, by whom on
// whom (-1: anybody).
type fact struct {
	past         int32
	fact         rule.Fact
	self, target int32
}

// pastOf says what a slot of the past holds.
func (v *Voice) pastOf(slot int32) (fact, bool) {
	n, sets := int32(len(v.g.Roles)), v.g.TurnSlots()
	for i := range v.g.Plan.Past {
		p := &v.g.Plan.Past[i]
		for _, f := range []struct{ base, width, many int32 }{
			{p.World, 1, game.Facts}, {p.Role, n, game.Facts}, {p.Pair, n * n, game.Facts},
			{p.InWorld, 1, sets}, {p.InRole, n, sets}, {p.InPair, n * n, sets},
		} {
			at := slot - f.base
			if f.base < 0 || at < 0 || at >= f.many*f.width {
				continue
			}
			out := fact{past: int32(i), fact: rule.Times + rule.Fact(at/f.width), self: -1, target: -1}
			if v.g.Slots[slot].Kind == game.KindTurns {
				out.fact = 0
			}
			switch at %= f.width; f.width {
			case 1:
			case n:
				out.self = at
			default:
				out.self, out.target = at/n, at%n
			}
			return out, true
		}
	}
	return fact{}, false
}

// deed names what a fact is about, with its roles: “Court order” (Aurelia, on
// Pelagia). The deeds of self are "yours".
func (v *Voice) deed(f fact, self int32) string {
	thing := v.quote(inWords(v.g.Plan.Past[f.past].ID))
	for i := range v.g.Blocks {
		if b := &v.g.Blocks[i]; b.Past == f.past {
			thing = v.deedBlock(int32(i))
			break
		}
	}
	var roles []string
	switch {
	case f.self >= 0 && f.self == self:
		roles = append(roles, v.c.say("deed.yours"))
	case f.self >= 0:
		roles = append(roles, v.c.say("deed.by", "who", v.name(f.self)))
	}
	if f.target >= 0 {
		onto := v.name(f.target)
		if f.target == self {
			onto = v.c.say("role.you")
		}
		roles = append(roles, v.c.say("deed.on", "who", onto))
	}
	if len(roles) == 0 {
		return thing
	}
	return v.c.say("thing.part", "thing", thing, "part", strings.Join(roles, ", "))
}

// Outcome names the j-th outcome of an action.
func (v *Voice) Outcome(action int32, j int) string {
	return v.part(&v.g.Blocks[v.g.Actions[action].Outcomes[j].Block])
}

// Norm returns the title of a norm.
func (v *Voice) Norm(i int32) string {
	n := &v.g.Norms[i]
	return v.titled(n.Title, n.ID)
}

// Ending returns the title of an ending.
func (v *Voice) Ending(i int32) string {
	e := &v.g.Endings[i]
	return v.titled(e.Title, e.ID)
}

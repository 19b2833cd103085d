// Package prose turns codes and typed arguments into English and French
// sentences for people: titles, numbers, conditions, causes, events, reasons
// for a lock or a refusal, and the transcript of a turn. It decides nothing.
package prose

import (
	"strings"

	"demarche/engine/game"
)

// Voice speaks of one game in one language. It is immutable and safe for
// concurrent use.
type Voice struct {
	g     *game.Game
	c     *catalogue
	text  int      // index of the language in the game's texts
	short []string // of each role, for use inside sentences
}

// For returns the voice for a game in a language such as "fr" or "fr-CA". A
// language that the engine does not speak gives English; a text that the author
// has not written in it comes in the game's first language that has it.
func For(g *game.Game, lang string) *Voice {
	v := &Voice{g: g, c: read(lang)}
	v.text = g.Language(v.c.lang)
	v.short = v.shortTitles()
	return v
}

// Lang returns the language spoken.
func (v *Voice) Lang() string { return v.c.lang }

// Text returns what the author wrote, "" for no text.
func (v *Voice) Text(t game.Text) string { return v.g.Texts.In(t, v.text) }

// Role returns the title of a role; a negative index is the public.
func (v *Voice) Role(i int32) string {
	if i < 0 || int(i) >= len(v.g.Roles) {
		return v.c.say("role.public")
	}
	r := &v.g.Roles[i]
	return v.titled(r.Title, r.ID)
}

// Action returns the title of an action.
func (v *Voice) Action(i int32) string {
	a := &v.g.Actions[i]
	return v.titled(a.Title, a.ID)
}

// Attack returns the title of an attack.
func (v *Voice) Attack(i int32) string {
	a := &v.g.Attacks[i]
	return v.titled(a.Title, a.ID)
}

// Agreement returns the title of an agreement.
func (v *Voice) Agreement(i int32) string {
	a := &v.g.Agreements[i]
	return v.titled(a.Title, a.ID)
}

// Deadline returns the title of a deadline.
func (v *Voice) Deadline(i int32) string {
	d := &v.g.Deadlines[i]
	return v.titled(d.Title, d.ID)
}

// message returns the name of an inject for whoever reads the scenario: its title, or
// its id in words.
func (v *Voice) message(i int32) string {
	in := &v.g.Injects[i]
	return v.titled(in.Title, in.ID)
}

// Evidence returns the title of a piece of evidence.
func (v *Voice) Evidence(i int32) string {
	e := &v.g.Evidence[i]
	return v.titled(e.Title, e.ID)
}

// Question returns the text of a question, or its id in words.
func (v *Voice) Question(i int32) string {
	q := &v.g.Questions[i]
	return v.titled(q.Text, q.ID)
}

// Answer returns an answer to a question as people read it.
func (v *Voice) Answer(question int32, i int) string {
	q := &v.g.Questions[question]
	return v.titled(q.Said[i], q.Words[i])
}

// Track returns the title of a track.
func (v *Voice) Track(i int32) string {
	t := &v.g.Tracks[i]
	if i == v.g.Ladder.Track && v.Text(t.Title) == "" {
		return v.c.say("slot.rung")
	}
	return v.titled(t.Title, t.ID)
}

// titled returns a title, or the id in words where there is none.
func (v *Voice) titled(t game.Text, id string) string {
	if s := v.Text(t); s != "" {
		return s
	}
	return inWords(id)
}

// inWords makes a title of an id: "night_call" becomes "Night call".
func inWords(id string) string {
	s := strings.ReplaceAll(id, "_", " ")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// shortTitles cuts the title of each role before its first comma where that
// still tells it from all others: "Aurelia, foreign ministry" is Aurelia.
func (v *Voice) shortTitles() []string {
	out := make([]string, len(v.g.Roles))
	times := map[string]int{}
	for i := range out {
		out[i], _, _ = strings.Cut(v.Role(int32(i)), ",")
		times[out[i]]++
	}
	for i := range out {
		if times[out[i]] > 1 {
			out[i] = v.Role(int32(i))
		}
	}
	return out
}

// name returns the short title of a role for use inside a sentence.
func (v *Voice) name(role int32) string {
	if role < 0 || int(role) >= len(v.short) {
		return v.c.say("role.public")
	}
	return v.short[role]
}

// Short returns the title of a role as sentences and tables have it: before its
// first comma, where that still tells it from all others.
func (v *Voice) Short(role int32) string { return v.name(role) }

// quote puts a title in the language's quotation marks; those inside it become the
// marks of a quotation in a quotation.
func (v *Voice) quote(s string) string {
	if strings.ContainsAny(s, "«“") {
		before, behind, _ := strings.Cut(v.c.say("quote.inner"), "{s}")
		for _, space := range []string{" ", narrow, "\u00a0", ""} {
			s = strings.NewReplacer("«"+space, before, space+"»", behind).Replace(s)
		}
		s = strings.NewReplacer("“", before, "”", behind).Replace(s)
	}
	return v.c.say("quote", "s", s)
}

// deed is whose doing a text tells of.
type deed struct {
	block        int32 // -1 = none
	self, target int32
	choice       int32
	amount       float64
	signers      game.Mask
	hidden       bool // the reader may not know who did it
}

// fill puts roles and words into an author's text: {self}, {target}, {signers},
// {other} of a rule or a broken agreement, {amount} and the names of choices. An author whom the reader may not know is "somebody
// unknown", and so are those who agreed.
func (v *Voice) fill(text string, d deed) string {
	if !strings.Contains(text, "{") {
		return text
	}
	who, signers := v.c.say("role.unknown"), v.c.say("role.unknown")
	if !d.hidden && d.self >= 0 {
		who = v.name(d.self)
	}
	if !d.hidden {
		signers = v.signers(d.signers)
	}
	onto := v.c.say("role.nobody")
	if d.target >= 0 {
		onto = v.name(d.target)
	}
	roles := []string{"{self}", who, "{target}", onto, "{signers}", signers}
	pairs := roles
	if d.block >= 0 {
		if of := v.g.Blocks[d.block].Of; of == game.OwnerRule || of == game.OwnerAgreement {
			pairs = append(pairs, "{other}", onto)
		}
		if a := v.g.ActionOf(d.block); a != nil {
			for i := range a.Choices {
				c := &a.Choices[i]
				pairs = append(pairs, "{"+c.ID+"}", v.wordFor(&c.Words[a.Word(d.choice, i)], roles))
			}
			if a.Amount.On {
				pairs = append(pairs, "{amount}", v.c.number(d.amount))
			}
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// CardText returns the text of an action for the card of a role (-1: nobody's),
// before there is a target, a word or a signer.
func (v *Voice) CardText(action, role int32) string {
	a := &v.g.Actions[action]
	text := v.Text(a.Text)
	if !strings.Contains(text, "{") {
		return text
	}
	who := v.c.say("role.mover")
	if role >= 0 && a.By.Has(role) {
		who = v.name(role)
	}
	pairs := append([]string{"{self}", who, "{target}", v.c.say("role.target"), "{signers}", v.c.say("role.signers")}, v.words(a)...)
	return strings.NewReplacer(pairs...).Replace(text)
}

// Incident returns the text of an attack, before it is said who aimed it at whom.
func (v *Voice) Incident(i int32) string {
	a := &v.g.Attacks[i]
	text := v.Text(a.Text)
	if a.Action < 0 || !strings.Contains(text, "{") {
		return text
	}
	who := v.c.say("role.unknown")
	pairs := append([]string{"{self}", who, "{target}", v.c.say("role.target"), "{signers}", who}, v.words(&v.g.Actions[a.Action])...)
	return strings.NewReplacer(pairs...).Replace(text)
}

// words pairs the name of each choice of an action with all its words.
func (v *Voice) words(a *game.Action) []string {
	var pairs []string
	for i := range a.Choices {
		var words []string
		for j := range a.Choices[i].Words {
			words = append(words, v.Word(&a.Choices[i].Words[j]))
		}
		pairs = append(pairs, "{"+a.Choices[i].ID+"}", strings.Join(words, " / "))
	}
	if a.Amount.On {
		pairs = append(pairs, "{amount}", v.c.say("num.amount"))
	}
	return pairs
}

// signers lists those who agreed to something.
func (v *Voice) signers(m game.Mask) string {
	var who []string
	for r := range v.g.Roles {
		if m.Has(int32(r)) {
			who = append(who, v.name(int32(r)))
		}
	}
	if len(who) == 0 {
		return v.c.say("role.nobody")
	}
	return v.c.list("list.and", who)
}

// Choice returns the title of a choice; without one the engine's word for the names
// that scenarios use most, else the author's id in words.
func (v *Voice) Choice(c *game.Choice) string {
	if key := "choice." + c.ID; v.Text(c.Title) == "" && v.c.has(key) {
		return v.c.say(key)
	}
	return v.titled(c.Title, c.ID)
}

// group returns the title of a group of the scenario, or its id in words.
func (v *Voice) group(id string) string {
	for i := range v.g.Groups {
		if g := &v.g.Groups[i]; g.ID == id {
			return v.titled(g.Title, id)
		}
	}
	return inWords(id)
}

// param returns the title of a setting, or its id in words.
func (v *Voice) param(id string) string {
	for i := range v.g.Params {
		if p := &v.g.Params[i]; p.ID == id {
			return v.titled(p.Title, id)
		}
	}
	return inWords(id)
}

// Word returns the text of one word of a choice, or its id in words, before there
// is a mover or a target.
func (v *Voice) Word(w *game.Picked) string {
	return v.wordFor(w, []string{"{self}", v.c.say("role.mover"), "{target}", v.c.say("role.target"), "{signers}", v.c.say("role.signers")})
}

// wordFor is Word with roles in place of their names in braces.
func (v *Voice) wordFor(w *game.Picked, roles []string) string {
	s := v.titled(w.Text, w.ID)
	if !strings.Contains(s, "{") {
		return s
	}
	return strings.NewReplacer(roles...).Replace(s)
}

// Move tells a move in words: its title, its target, what was chosen.
func (v *Voice) Move(m game.Move) string {
	a := &v.g.Actions[m.Action]
	s := v.quote(v.Action(m.Action))
	if a.Publish {
		return v.c.say("thing.part", "thing", s, "part", v.Evidence(m.Choice))
	}
	var parts []string
	if m.Target >= 0 {
		parts = append(parts, v.c.say("move.on", "who", v.name(m.Target)))
	}
	for i := range a.Choices {
		parts = append(parts, v.wordFor(&a.Choices[i].Words[a.Word(m.Choice, i)], v.of(m)))
	}
	if a.Amount.On {
		parts = append(parts, v.c.number(m.Amount))
	}
	if len(parts) == 0 {
		return s
	}
	return v.c.say("thing.part", "thing", s, "part", strings.Join(parts, v.c.say("list.mark")))
}

// of pairs the names in braces with those of a move; a mover whom the reader may
// not know, -1, is somebody unknown.
func (v *Voice) of(m game.Move) []string {
	who, onto := v.c.say("role.unknown"), v.c.say("role.nobody")
	if m.Self >= 0 {
		who = v.name(m.Self)
	}
	if m.Target >= 0 {
		onto = v.name(m.Target)
	}
	return []string{"{self}", who, "{target}", onto, "{signers}", v.c.say("role.signers")}
}

// Proposal tells those who are asked what somebody proposes.
func (v *Voice) Proposal(m game.Move) string {
	return v.c.say("proposal", "who", v.name(m.Self), "x", v.Move(m))
}

// Reply tells yes or no to a proposal.
func (v *Voice) Reply(m game.Move, yes bool) string {
	key := "reply.no"
	if yes {
		key = "reply.yes"
	}
	return v.c.say(key, "x", v.Proposal(m))
}

// GoOn is what somebody says who has read what the phase shows.
func (v *Voice) GoOn() string { return v.c.say("reply.next") }

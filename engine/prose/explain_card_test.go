package prose_test

import (
	"strings"
	"testing"
)

// All that an author wrote for the card, the room and the debrief is told.
func TestWhatIsOnTheCardAndForTheRoom(t *testing.T) {
	const extra = `
[role.company]
kind     = "company"
state    = "aurelia"
relation = { en = "It runs the cranes", fr = "Elle exploite les grues" }
brief    = { en = "# Port company\n\nYou have twelve cranes. Two are old.", fr = "# Société du port\n\nVous avez douze grues. Deux sont vieilles." }
[attack.fire]
turn    = 2
on      = "company"
author  = "gang"
unknown = { en = "Who laid it.", fr = "Qui l'a allumé." }
because = { en = "It burnt for a day.", fr = "Il a brûlé un jour." }
[response.probe]
by     = "aurelia"
seen   = "self"
ladder = { en = "Nobody will see it.", fr = "Personne ne le verra." }
warn   = { unless = "calm > 90", text = { en = "The port is nervous.", fr = "Le port est nerveux." } }
advice.legal        = { en = "Ask first.", fr = "Demandez d'abord." }
advice.intelligence = { en = "We know more.", fr = "Nous en savons plus." }
also.noise.because  = { en = "Somebody heard it.", fr = "Quelqu'un l'a entendu." }
[inject.voice]
turn     = 3
channel  = "telephone"
minute   = 4
text     = { en = "Help.", fr = "À l'aide." }
expected = { en = "They answer. They ask.", fr = "Ils répondent. Ils demandent." }
`
	for _, c := range []struct{ id, en, fr string }{
		{"company", "To the others: It runs the cranes.", "Pour les autres : Elle exploite les grues."},
		{"company", "Its brief begins: You have twelve cranes.\n", "Sa note de présentation commence ainsi : Vous avez douze grues.\n"},
		{"gang", "It is the true author of “Fire”.", "Il est le véritable auteur de « Fire »."},
		{"fire", "What is not known: Who laid it.", "Ce que l’on ignore : Qui l'a allumé."},
		{"fire", "Why, in the debrief: It burnt for a day.", "Pourquoi, dans le débriefing : Il a brûlé un jour."},
		{"probe", "On its card, of the ladder: Nobody will see it.", "Sur sa carte, au sujet de l’échelle : Personne ne le verra."},
		{"probe", "    - The warning: The port is nervous.\n", "    - L’avertissement : Le port est nerveux.\n"},
		{"probe", "Advice, legal: Ask first.", "Conseil juridique : Demandez d'abord."},
		{"probe", "Advice, intelligence: We know more.", "Conseil du renseignement : Nous en savons plus."},
		{"probe", "    - Why, in the debrief: Somebody heard it.", "    - Pourquoi, dans le débriefing : Quelqu'un l'a entendu."},
		{"voice", "It comes by this way: telephone.", "Cela arrive par cette voie : téléphone."},
		{"voice", "In the room it is told in minute 4 of the phase.", "En salle, il est transmis à la minute 4 de la phase."},
		{"voice", "For the facilitator, what good players do: They answer. They ask.", "Pour l’animateur, ce que font de bons joueurs : Ils répondent. Ils demandent."},
	} {
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			if got := explains(t, lang, c.id, extra); !strings.Contains(got, want) {
				t.Errorf("%s: want %q in\n%s", c.id, want, got)
			}
		}
	}
}

// A promise among roles that are no States binds nobody else.
func TestWhomAPromiseBinds(t *testing.T) {
	const extra = `
[role.company]
state = "aurelia"
[role.union]
state = "aurelia"
[group]
port = ["company", "union"]
[attack.blockade]
by     = "gang"
target = ["company", "union"]
[response.vow]
by     = "company"
target = "union"
makes  = "no_strike"
[agreement.no_strike]
between = "port"
`
	for _, c := range []struct{ lang, id, want string }{
		{"en", "no_strike", "A promise that can bind Company and Union, each for itself; it locks nothing"},
		{"fr", "no_strike", "Une promesse qui peut lier, chacun pour soi, Company et Union ; elle n’interdit rien"},
		{"en", "company", "It may be hit by “Blockade”."},
	} {
		if got := explains(t, c.lang, c.id, extra); !strings.Contains(got, c.want) {
			t.Errorf("want %q in\n%s", c.want, got)
		}
	}
}

// Of an act that all see and whose author only he knows, he is the one who knows
// both.
func TestWhoKnowsOfABrokenWord(t *testing.T) {
	const extra = `
[response.vow]
by     = "aurelia"
target = "korsavia"
makes  = "vow_of_silence"
[agreement.vow_of_silence]
forbids = "leak"
[response.leak]
by          = ["aurelia", "korsavia"]
seen        = "public"
author_seen = "self"
`
	if got, want := explains(t, "en", "vow_of_silence", extra), "“Leak”; act and author become known to whoever does it."; !strings.Contains(got, want) {
		t.Errorf("want %q in\n%s", want, got)
	}
}

// Who knows the author is told where not all who learn of the act do, and nowhere
// else: whoever does not learn of an act does not learn whose it was.
func TestWhoKnowsTheAuthor(t *testing.T) {
	for _, c := range []struct{ seen, want string }{
		{`seen = "public"`, "- It becomes known to everybody (the public included).\n"},
		{"seen = \"public\"\nauthor_seen = \"self\"", "- It becomes known to everybody (the public included).\n  - Who did it becomes known to whoever does it.\n"},
		{"seen = \"korsavia\"\nauthor_seen = \"public\"", "- It becomes known to Korsavia.\n"},
		{"seen = [\"korsavia\", \"self\"]\nauthor_seen = [\"pelagia\", \"self\"]", "- It becomes known to whoever does it and Korsavia.\n  - Who did it becomes known to whoever does it.\n"},
	} {
		got := explains(t, "en", "probe", "[response.probe]\nby = [\"aurelia\", \"pelagia\"]\neffects = [\"calm -= 1\"]\n"+c.seen)
		if _, told, _ := strings.Cut(got, "Who learns of it\n  "); told != c.want && !strings.HasPrefix(told, c.want+"\n") {
			t.Errorf("%s: got %q, want %q", c.seen, told, c.want)
		}
	}
}

// A plan tells whom, in which words and how often.
func TestWhatARolePlans(t *testing.T) {
	const extra = `
[response.letter]
by     = "company"
target = ["korsavia", "pelagia"]
choice.tone.soft = { text = { en = "kindly", fr = "avec douceur" } }
choice.tone.hard = {}
choice.copy.yes = {}
choice.copy.no  = {}
[role.company]
kind = "company"
plan.letter = { target = "korsavia", choice = { tone = "soft" }, chance = "0.25 + calm / 1000" }
`
	for lang, want := range map[string]string{
		"en": "- It chooses “Letter” (on Korsavia, “kindly”).\n    - It does so with a chance of 0.25 + (“Calm” / 1000).\n        as written: 0.25 + calm / 1000\n",
		"fr": "- Il prend la mesure « Letter » (visant Korsavie, « avec douceur »).\n    - Il la prend avec cette probabilité : 0,25 + (« Calme » / 1000).\n        écrit : 0.25 + calm / 1000\n",
	} {
		if got := explains(t, lang, "company.letter", extra); !strings.Contains(got, want) {
			t.Errorf("want %q in\n%s", want, got)
		}
	}
}

// Of an attack that the scenario plays its author knows, unless he is not to.
func TestWhoKnowsTheAuthorOfAnAttack(t *testing.T) {
	for _, c := range []struct{ more, en, fr string }{
		{"", "- Who did it becomes known to the author’s own seat.\n", "- Apprend qui en est l’auteur : le siège de l’auteur.\n"},
		{"author_seen = \"pelagia\"", "- Who did it becomes known to the author’s own seat and Pelagia.\n", "- Apprend qui en est l’auteur : le siège de l’auteur et Pélagie.\n"},
		{"author_knows = false", "- Who did it becomes known to nobody.\n", "- Apprend qui en est l’auteur : personne.\n"},
		{"author_seen = \"all\"", "- Who did it becomes known to everybody (the public included).\n", "- Apprend qui en est l’auteur : tout le monde (public compris).\n"},
	} {
		extra := "[attack.fire]\nturn = 2\non = \"aurelia\"\nauthor = \"korsavia\"\n" + c.more
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			if got := explains(t, lang, "fire", extra); !strings.Contains(got, want) {
				t.Errorf("%s: want %q in\n%s", c.more, want, got)
			}
		}
	}
}

package prose_test

import (
	"strings"
	"testing"
)

// What has a title goes by it wherever it is named, in the language of the reader;
// what has none goes by its id in words.
func TestWhatHasATitleGoesByIt(t *testing.T) {
	const titled = `
[group]
shore = ["aurelia", "pelagia"]
hills = ["korsavia", "pelagia"]
[group_title]
shore = { en = "The shore", fr = "Le littoral" }
[param.tide]
title   = { en = "Height of the tide", fr = "Hauteur de la marée" }
default = 1
[rule.ebb]
title   = { en = "The ebb", fr = "Le reflux" }
each    = "shore"
when    = "any(hills, it.means > param.tide)"
effects = ["calm -= 1"]
because = { en = "The water goes", fr = "L'eau s'en va" }
[metric.ebbs]
title = { en = "Ebbs", fr = "Reflux comptés" }
value = "times(ebb)"
[metric.gap]
each  = "couple"
value = "pair(self, target).trust"
[track.tally]
max   = "inf"
seen  = "band"
bands = [{ to = 5, text = { en = "few", fr = "peu" } }, { text = { en = "many", fr = "beaucoup" } }]
[response.sound]
by      = "aurelia"
when    = "happened(ebb)"
effects = ["calm += tone == soft ? 2 : 0"]
choice_title.tone = { en = "Tone of the horn", fr = "Ton de la corne" }
choice.tone = { soft = { text = { en = "soft", fr = "doux" } }, loud = {} }
choice.when_due = { now = {}, later = {} }
outcome.works = { title = { en = "they hear it", fr = "on l'entend" }, odds = 0.5 }
outcome.fails = {}
also.echo = { title = { en = "an echo", fr = "un écho" }, chance = 0.5, effects = ["calm -= 1"] }
`
	for _, c := range []struct{ id, en, fr string }{
		{"ebb", "The ebb (rule.ebb)\n", "Le reflux (rule.ebb)\n"},
		{"ebb", "It runs for each of these: Aurelia and Pelagia.", "Elle vaut pour chacun de ceux-ci : Aurélie et Pélagie."},
		{"ebb", "for at least one of the members of “Hills”, “Means” (that member) is above the setting “Height of the tide”",
			"où, pour au moins un des membres de « Hills », « Moyens » (ce membre) est au-dessus du réglage « Hauteur de la marée »"},
		{"shore", "The shore (group.shore)\n", "Le littoral (group.shore)\n"},
		{"hills", "Hills (group.hills)\n", "Hills (group.hills)\n"},
		{"tide", "Height of the tide (param.tide)\n", "Hauteur de la marée (param.tide)\n"},
		{"tide", "the rule “The ebb”: condition", "la règle « Le reflux » : condition"},
		{"ebbs", "Ebbs (metric.ebbs)\n", "Reflux comptés (metric.ebbs)\n"},
		{"ebbs", "Its value is the number of times that the rule “The ebb” has applied.", "Sa valeur est le nombre de fois où la règle « Le reflux » s’est appliquée."},
		{"gap", "(the first of the two and the other)", "(le premier des deux et l’autre)"},
		{"tally", "“few”, up to 5\n    - “many”, above that\n", "« peu », jusqu’à 5\n    - « beaucoup », au-delà\n"},
		{"sound", "It can be chosen if the rule “The ebb” has applied.", "On peut le choisir si la règle « Le reflux » s’est appliquée."},
		{"sound", "For “Tone of the horn” one of these words is picked.", "Pour « Ton de la corne », on prend l’un de ces mots."},
		{"sound", "For “When due” one of these words is picked.", "Pour « When due », on prend l’un de ces mots."},
		{"sound", "“Calm” rises by 2 if the word chosen for “Tone of the horn” is “soft”", "« Calme » augmente de 2 si le mot choisi pour « Ton de la corne » est « doux »"},
		{"sound", "“they hear it”, with a chance of 50%.", "« on l'entend », avec cette probabilité : 50 %."},
		{"sound", "“fails”, if none", "« échoue », si aucune"},
		{"sound", "“an echo”, with a chance of 50%.", "« un écho », avec cette probabilité : 50 %."},
		{"sound.works", "they hear it (response.sound.outcome.works)\n", "on l'entend (response.sound.outcome.works)\n"},
	} {
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			if got := explains(t, lang, c.id, titled); !strings.Contains(got, want) {
				t.Errorf("%s: want %q in\n%s", c.id, want, got)
			}
		}
		if got := explains(t, "fr", c.id, titled); strings.Contains(got, "Également écrit") {
			t.Errorf("%s: a key that no sentence tells in\n%s", c.id, got)
		}
	}
}

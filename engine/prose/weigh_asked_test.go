package prose_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/prose"
)

// In an answer self is whoever is asked, and the mover proposes: so it is told, and
// so it is weighed, for each who may be asked by each who may propose.
func TestAnAnswerIsThatOfWhoeverIsAsked(t *testing.T) {
	for _, c := range []struct {
		ask, en, fr string
	}{
		{`by = "aurelia"
target = ["pelagia", "korsavia"]
consent = { of = "target", accept = "self == pelagia" }`,
			"A computer player, and a member off the board, says yes if whoever is asked is Pelagia. {[yes] Pelagia: whoever is asked is Pelagia | [no] Korsavia: whoever is asked is Pelagia}",
			"L’ordinateur, ou un membre hors du plateau, dit oui si celui qui est sollicité est Pélagie. {[yes] Pélagie : celui qui est sollicité est Pélagie | [no] Korsavie : celui qui est sollicité est Pélagie}"},
		{`by = ["aurelia", "pelagia"]
target = "korsavia"
consent = { of = "target", accept = "self.means >= 4 and proposer.means < 9" }`,
			"A computer player, and a member off the board, says yes if all of these hold: {“Means” (whoever is asked) is at least 4 | “Means” (whoever proposes it) is below 9 | " +
				"[no] Korsavia, asked by Aurelia: all of these hold: {[no] “Means” (Korsavia) is at least 4: now 3; it would have to rise by at least 1 | [yes] “Means” (Aurelia) is below 9: now 2} | " +
				"[no] Korsavia, asked by Pelagia: all of these hold: {[no] “Means” (Korsavia) is at least 4: now 3; it would have to rise by at least 1 | [yes] “Means” (Pelagia) is below 9: now 3}}",
			"L’ordinateur, ou un membre hors du plateau, dit oui si toutes ces conditions sont remplies : {« Moyens » (celui qui est sollicité) vaut au moins 4 | « Moyens » (celui qui propose) est au-dessous de 9 | " +
				"[no] Korsavie, à la demande d’Aurélie : toutes ces conditions sont remplies : {[no] « Moyens » (Korsavie) vaut au moins 4 : actuellement 3 ; il faudrait une hausse d’au moins 1 | [yes] « Moyens » (Aurélie) est au-dessous de 9 : actuellement 2} | " +
				"[no] Korsavie, à la demande de Pélagie : toutes ces conditions sont remplies : {[no] « Moyens » (Korsavie) vaut au moins 4 : actuellement 3 ; il faudrait une hausse d’au moins 1 | [yes] « Moyens » (Pélagie) est au-dessous de 9 : actuellement 3}}"},
		{`by = "aurelia"
vote = { of = ["aurelia", "pelagia"], rule = "majority", accept = "self.means >= 2 + tone" }
choice.tone.soft = { value = 1 }
choice.tone.hard = { value = 2 }`,
			"A computer player, and a member off the board, says yes if “Means” (Pelagia) is at least 2 + the value of the choice “Tone”; it depends on what is chosen, with “Means” (Pelagia) at 3.",
			"L’ordinateur, ou un membre hors du plateau, dit oui si « Moyens » (Pélagie) vaut au moins 2 + la valeur du choix « Tone » ; cela dépend de ce qui est choisi, avec « Moyens » (Pélagie) à 3."},
	} {
		text, err := os.ReadFile("testdata/harbour/scenario.toml")
		if err != nil {
			t.Fatal(err)
		}
		x := compileFor(t, fstest.MapFS{"scenario.toml": {Data: append(text, "\n[response.probe]\n"+c.ask...)}}, "scenario.toml", "harbour")
		now := moments(t, x.g, 1)[2]
		now.Self = -1
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			e := prose.For(x.g, lang).Explainer(x.things, now)
			got := ""
			for _, s := range e.Topic(e.Find("probe")[0]).Sections {
				if s.Key == "agree" {
					got = told(s.Lines[0].Lines)
				}
			}
			if got != want {
				t.Errorf("%s %s\n got %s\nwant %s", lang, c.ask, got, want)
			}
		}
	}
}

func TestWhoMustAgree(t *testing.T) {
	for _, c := range []struct{ ask, en, fr string }{
		{`consent = { of = "target" }`, "- The target must say yes, and no answer is no.\n", "- La cible doit dire oui, et une absence de réponse est un non.\n"},
		{`consent = { of = "pelagia", accept = "true" }`, "- Pelagia must say yes, and no answer is no.\n    - A computer player, and a member off the board, always says yes.\n",
			"- Pélagie doit dire oui, et une absence de réponse est un non.\n    - L’ordinateur, ou un membre hors du plateau, dit toujours oui.\n"},
		{`consent = { of = ["pelagia", "gang"], accept = "false" }`, "- All of these must say yes, and no answer is no: Pelagia and The Gulls.\n    - A computer player, and a member off the board, always says no.\n",
			"- Tous ceux-ci doivent dire oui, et une absence de réponse est un non : Pélagie et Les Goélands.\n    - L’ordinateur, ou un membre hors du plateau, dit toujours non.\n"},
	} {
		extra := "[response.probe]\nby = \"aurelia\"\ntarget = [\"korsavia\", \"pelagia\"]\n" + c.ask
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			if got := explains(t, lang, "probe", extra); !strings.Contains(got, want) {
				t.Errorf("%s: want %q in\n%s", c.ask, want, got)
			}
		}
	}
}

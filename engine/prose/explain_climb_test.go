package prose_test

import (
	"strings"
	"testing"
)

// What an act does to the ladder rests on who can see it and on whose States the
// pairs are. The port company belongs to Aurelia, the union to nobody.
func TestOnTheLadder(t *testing.T) {
	const more = `
[role.company]
kind  = "company"
state = "aurelia"
title = { en = "Port company", fr = "Société du port" }
[role.union]
title = { en = "Dockers' union", fr = "Syndicat des dockers" }
`
	for _, c := range []struct{ act, en, fr string }{
		{"by = \"company\"\ntarget = \"korsavia\"\nseen = \"public\"\nrung = 2",
			"On the ladder\n  - It puts the pair of Aurelia and Korsavia at least at rung 2 (“Dispute”).\n",
			"Sur l’échelle\n  - Place la paire formée par Aurélie et Korsavie au moins au palier 2 (« Différend »).\n"},
		{"by = [\"company\", \"pelagia\"]\ntarget = \"korsavia\"\nseen = \"public\"\nrung = 3",
			"On the ladder\n  - It puts the pair of the State of whoever does it and Korsavia at least at rung 3 (“Sanction”).\n  - It crosses the firebreak below rung 3 (“Sanction”) if the pair stands below it, and needs to be confirmed then.\n",
			"Sur l’échelle\n  - Place la paire formée par l’État de celui qui agit et Korsavie au moins au palier 3 (« Sanction »).\n  - Franchit le seuil situé sous le palier 3 (« Sanction ») si la paire est au-dessous, et demande alors une confirmation.\n"},
		{"by = \"aurelia\"\ntarget = \"korsavia\"\nseen = \"self\"\nrung = 2",
			"On the ladder\n  - It moves no pair by itself, since not all see who did it: its rung, 2 (“Dispute”), says how grave it is.\n",
			"Sur l’échelle\n  - Ne déplace par elle-même aucune paire, puisque tous n’en voient pas l’auteur : son palier, 2 (« Différend »), en dit la gravité.\n"},
		{"by = \"aurelia\"\ntarget = \"union\"\nseen = \"public\"\nrung = 2",
			"On the ladder\n  - It moves no pair, since those whom it concerns are not two different States.\n",
			"Sur l’échelle\n  - Ne déplace aucune paire, puisque ceux qu’elle concerne ne sont pas deux États différents.\n"},
		{"by = \"aurelia\"\ntarget = \"korsavia\"\nseen = \"public\"\nchoice.tone.soft = { rung = 1 }\nchoice.tone.hard = { rung = 3 }",
			"On the ladder\n  - The word chosen says at which rung, at least, it puts the pair of Aurelia and Korsavia.\n  - With some words it crosses the firebreak below rung 3 (“Sanction”) if the pair stands below it, and needs to be confirmed then.\n",
			"Sur l’échelle\n  - Le mot choisi dit à quel palier, au moins, la paire formée par Aurélie et Korsavie est placée.\n  - Avec certains mots, franchit le seuil situé sous le palier 3 (« Sanction ») si la paire est au-dessous, et demande alors une confirmation.\n"},
		{"by = \"aurelia\"\ntarget = \"korsavia\"\nseen = \"public\"\nrung = { at = 3, of = [\"aurelia\", \"pelagia\"] }\nchoice.tone.soft = { rung = 1 }\nchoice.tone.hard = { rung = 2 }",
			"On the ladder\n  - The word chosen says at which rung, at least, it puts each pair of Aurelia and Pelagia on one side and Korsavia on the other.\n\n",
			"Sur l’échelle\n  - Le mot choisi dit à quel palier, au moins, est placée chaque paire formée par Aurélie et Pélagie d’une part et par Korsavie d’autre part.\n\n"},
		{"by = \"aurelia\"\ntarget = [\"korsavia\", \"pelagia\"]\nseen = \"public\"\nrung = { at = 1, of = [\"aurelia\", \"gang\"] }\nchoice.tone.soft = {}\nchoice.tone.hard = { rung = 2 }",
			"On the ladder\n  - It puts each pair of Aurelia and The Gulls on one side and the target on the other at least at rung 1 (“Friction”).\n  - A word that has a rung of its own puts it there instead.\n",
			"Sur l’échelle\n  - Place au moins au palier 1 (« Friction ») chaque paire formée par Aurélie et Les Goélands d’une part et par la cible d’autre part.\n  - Un mot qui a son propre palier l’y place plutôt.\n"},
	} {
		extra := more + "[response.probe]\n" + c.act
		if got := explains(t, "en", "probe", extra); !strings.Contains(got, c.en) {
			t.Errorf("%s: want\n%s in\n%s", c.act, c.en, got)
		}
		if got := explains(t, "fr", "probe", extra); !strings.Contains(got, c.fr) {
			t.Errorf("%s: want\n%s in\n%s", c.act, c.fr, got)
		}
	}
}

// The numbers of pairs are those of States, whoever's act it is.
func TestANumberOfAPairIsThatOfStates(t *testing.T) {
	const extra = `
[role.company]
kind  = "company"
state = "aurelia"
[response.probe]
by      = "company"
target  = "korsavia"
effects = ["pair(self, target).trust -= 1", "pair(company, states).trust -= 2"]
`
	got := explains(t, "en", "probe", extra)
	for _, want := range []string{"“Trust” (Aurelia and Korsavia) falls by 1.", "For every one of the States, “Trust” (Aurelia and that State) falls by 2."} {
		if !strings.Contains(got, want) {
			t.Errorf("want %q in\n%s", want, got)
		}
	}
}

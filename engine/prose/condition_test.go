package prose_test

import (
	"fmt"
	"strings"
	"testing"

	"demarche/engine/prose"
	"demarche/engine/rule"
)

func TestConditionsInWords(t *testing.T) {
	cases := []struct{ when, en, fr string }{
		{"calm >= 40", "Calm at least 40", "Calme à 40 au moins"},
		{"40 <= calm", "Calm at least 40", "Calme à 40 au moins"},
		{"not (calm < 40)", "Calm at least 40", "Calme à 40 au moins"},
		{"traffic > 12500.5", "Traffic in the port above 12,500.5 ships", "Trafic du port au-dessus de 12 500,5 navires"},
		{"press == loud", "Mood of the press exactly Loud", "Humeur de la presse à Loud exactement"},
		{"turn >= 3", "from turn 3 on", "à partir du tour 3"},
		{"turn > 2", "from turn 3 on", "à partir du tour 3"},
		{"turn < 3", "until turn 2", "jusqu’au tour 2"},
		{"turn == 2", "in turn 2", "au tour 2"},
		{"between(turn, 2, 3)", "from turn 2 to turn 3", "du tour 2 au tour 3"},
		{"between(calm, 20, 60)", "Calm from 20 to 60", "Calme entre 20 et 60"},
		{"self.means >= 2", "Means at least 2", "Moyens à 2 au moins"},
		{"pelagia.means >= 2", "Means (Pelagia) at least 2", "Moyens (Pélagie) à 2 au moins"},
		{"in_turn(2, inspect, aurelia)", "“Inspect the crane house” (by you) happened in turn 2", "« Inspecter le poste de commande » (par vous) a eu lieu au tour 2"},
		{"not in_turn(turn - 1, inspect)", "“Inspect the crane house” did not happen in the last turn", "« Inspecter le poste de commande » n’a pas eu lieu au tour précédent"},
		{"in_turn(turn - 2, inspect)", "“Inspect the crane house” happened 2 turns ago", "« Inspecter le poste de commande » a eu lieu il y a 2 tours"},
		{"in_turn(calm, inspect)", "“Inspect the crane house” happened in the turn with the number Calm", "« Inspecter le poste de commande » a eu lieu au tour de numéro Calme"},
		{"pair(self, target).trust < 30", "Trust (Korsavia) below 30", "Confiance (Korsavie) au-dessous de 30"},
		{"pair(pelagia, korsavia).trust < 30", "Trust (Pelagia and Korsavia) below 30", "Confiance (Pélagie et Korsavie) au-dessous de 30"},
		{"pair(self, target).rung >= 2", "Rung (Korsavia) at least 2, Dispute", "Palier (Korsavie) à 2, Différend au moins"},
		{"max_rung <= 2", "highest rung now at most 2, Dispute", "palier le plus haut à 2, Différend au plus"},
		{"band(cargo) <= 1", "Cargo moved in the band “slow” or below", "Fret traité au niveau « ralenti » ou au-dessous"},
		{"self.belief.crane[korsavia] >= 70", "Korsavia as author of “The cranes stand still” at least 70% (likely)", "Korsavie comme auteur de « Les grues sont arrêtées » à 70 % au moins (probable)"},
		{"held(note, self)", "you hold the evidence “A note in the gulls' hand”", "vous détenez la preuve « Une note de la main des Goélands »"},
		{"not held(note, pelagia)", "Pelagia does not hold the evidence “A note in the gulls' hand”", "Pélagie ne détient pas la preuve « Une note de la main des Goélands »"},
		{"happened(reassure)", "“Reassure the crews” has happened", "« Rassurer les équipages » a eu lieu"},
		{"not happened(reassure, pelagia)", "“Reassure the crews” (by Pelagia) has not happened", "« Rassurer les équipages » (par Pélagie) n’a pas eu lieu"},
		{"happened(cable)", "the message from “Harbour master” has arrived", "le message signé « Capitaine du port » est arrivé"},
		{"this_turn(cable)", "the message from “Harbour master” has arrived in this turn", "le message signé « Capitaine du port » est arrivé à ce tour"},
		{"not last_turn(cable)", "the message from “Harbour master” did not arrive in the last turn", "le message signé « Capitaine du port » n’est pas arrivé au tour précédent"},
		{"happened(unrest)", "“Unrest feeds itself” has happened", "« L'agitation se nourrit d'elle-même » a eu lieu"},
		{"happened(inspect.fails)", "“Inspect the crane house” (fails) has happened", "« Inspecter le poste de commande » (échoue) a eu lieu"},
		{"times(reassure) >= 2", "“Reassure the crews” has happened at least 2 times", "« Rassurer les équipages » a eu lieu au moins 2 fois"},
		{"this_turn(reassure)", "“Reassure the crews” has happened in this turn", "« Rassurer les équipages » a eu lieu à ce tour"},
		{"last_turn(reassure)", "“Reassure the crews” happened in the last turn", "« Rassurer les équipages » a eu lieu au tour précédent"},
		{"not last_turn(reassure)", "“Reassure the crews” did not happen in the last turn", "« Rassurer les équipages » n’a pas eu lieu au tour précédent"},
		{"since(reassure) >= 2", "at least 2 turns since “Reassure the crews”", "au moins 2 tours depuis « Rassurer les équipages »"},
		{"since(reassure) >= 1", "at least 1 turn since “Reassure the crews”", "au moins 1 tour depuis « Rassurer les équipages »"},
		{"before(reassure, inspect)", "“Reassure the crews” came before “Inspect the crane house”", "« Rassurer les équipages » a précédé « Inspecter le poste de commande »"},
		{"tried(sanction, self, target)", "“Freeze accounts” (by you, on Korsavia) has been tried", "« Geler des comptes » (par vous, visant Korsavie) a fait l’objet d’une tentative"},
		{"calm >= 40 and turn >= 2", "Calm at least 40 and from turn 2 on", "Calme à 40 au moins et à partir du tour 2"},
		{"calm >= 40 or turn >= 2 and traffic > 1", "Calm at least 40 or (from turn 2 on and Traffic in the port above 1 ships)", "Calme à 40 au moins ou (à partir du tour 2 et Trafic du port au-dessus de 1 navires)"},
		{"not (calm >= 40 or turn >= 2)", "Calm below 40 and until turn 1", "Calme au-dessous de 40 et jusqu’au tour 1"},
		{"any(others, it.means >= 2)", "Means (Pelagia) at least 2, Means (Korsavia) at least 2 or Means (The Gulls) at least 2", ""},
		{"count(others, it.means >= 2) >= 2", "how many of these hold (Means (Pelagia) at least 2, Means (Korsavia) at least 2; Means (The Gulls) at least 2) at least 2", ""},
		{"calm > traffic / 2 + 1", "Calm above Traffic in the port / 2 + 1", ""},
		{"calm > max(param.dose, 3)", "Calm above the larger of dose of the unrest and 3", "Calme au-dessus de la plus grande valeur parmi dose d'agitation et 3"},
		{"(turn > 2 ? calm : traffic) > 3", "(Calm if from turn 3 on, else Traffic in the port) above 3", ""},
		{"calm > 1 and traffic > 2 and self.means > 3 and turn > 1 and max_rung > 0 and peak_rung > 0", "Calm above 1, Traffic in the port above 2 ships, Means above 3, from turn 2 on and 2 more of this kind", ""},
	}
	var extra []string
	for i, c := range cases {
		extra = append(extra, fmt.Sprintf("[response.case_%d]\nby = \"aurelia\"\ntarget = \"korsavia\"\nblind = true\nwhen = %q", i, c.when))
	}
	g := harbour(t, extra...)
	bind := rule.Bind{Self: role(t, g, "aurelia"), Target: role(t, g, "korsavia")}
	en, fr := prose.For(g, "en"), prose.For(g, "fr")
	for i, c := range cases {
		e := g.Actions[action(t, g, fmt.Sprintf("case_%d", i))].When
		if got := en.Condition(e, bind); c.en != "" && got != c.en {
			t.Errorf("%s\n got %s\nwant %s", c.when, got, c.en)
		}
		if got := strings.ReplaceAll(fr.Condition(e, bind), "\u202f", " "); c.fr != "" && got != c.fr {
			t.Errorf("%s\n got %s\nwant %s", c.when, got, c.fr)
		}
	}
}

func TestConditionsOnDraws(t *testing.T) {
	cases := []struct{ when, en, fr string }{
		{"draw.storm", "Storm comes up", "Tempête survient"},
		{"not draw.storm", "Storm does not come up", "Tempête ne survient pas"},
		{"draw.wind == north", "Wind exactly north", "Vent à north exactement"},
		{"self.draw.nerve > 3", "Nerve above 3", "Nerve au-dessus de 3"},
		{"pelagia.draw.nerve > 3", "Nerve (Pelagia) above 3", "Nerve (Pélagie) au-dessus de 3"},
	}
	extra := []string{`[draw.storm]
title = { en = "Storm", fr = "Tempête" }
chance = 0.5
seen = "exact"
[draw.wind]
title = { en = "Wind", fr = "Vent" }
one_of = ["north", "south"]
seen = "exact"
[draw.nerve]
each = "role"
uniform = [0, 5]
seen = "exact"`}
	for i, c := range cases {
		extra = append(extra, fmt.Sprintf("[response.case_%d]\nby = \"aurelia\"\nwhen = %q", i, c.when))
	}
	g := harbour(t, extra...)
	bind := rule.Bind{Self: role(t, g, "aurelia"), Target: -1}
	for i, c := range cases {
		e := g.Actions[action(t, g, fmt.Sprintf("case_%d", i))].When
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr} {
			if got := strings.ReplaceAll(prose.For(g, lang).Condition(e, bind), "\u202f", " "); got != want {
				t.Errorf("%s\n got %s\nwant %s", c.when, got, want)
			}
		}
	}
}

func TestWhatIsSettledIsLeftOut(t *testing.T) {
	g := harbour(t, `[response.case]
by = "aurelia"
target = ["korsavia", "pelagia"]
when = "target == korsavia and calm > 3"`)
	v := prose.For(g, "en")
	e := g.Actions[action(t, g, "case")].When
	self := role(t, g, "aurelia")
	for _, c := range []struct {
		target int32
		want   string
	}{
		{role(t, g, "korsavia"), "Calm above 3"},
		{role(t, g, "pelagia"), "something that cannot be"},
		{-1, "the target is Korsavia and Calm above 3"},
	} {
		if got := v.Condition(e, rule.Bind{Self: self, Target: c.target}); got != c.want {
			t.Errorf("target %d: got %q, want %q", c.target, got, c.want)
		}
	}
	if got := v.Condition(0, rule.Bind{}); got != "nothing" {
		t.Errorf("absent condition: got %q", got)
	}
}

package prose_test

import (
	"fmt"
	"strings"
	"testing"

	"demarche/engine/prose"
)

// why is a question whose answers have words of their own.
const why = `
[question.why]
text    = { en = "Why was it done?", fr = "Pourquoi ?" }
truth   = "greed"
answers = { greed = 50, revenge = 50 }
words.greed   = { en = "For the money", fr = "Pour de l'argent" }
words.revenge = { en = "Revenge", fr = "Par vengeance" }
`

func TestExpressionsAsTheyWereWritten(t *testing.T) {
	cases := []struct{ when, en, fr string }{
		{"any(others, it.means >= 2)",
			"for at least one of the others, “Means” (that role) is at least 2",
			"pour au moins un des autres, « Moyens » (ce rôle) vaut au moins 2"},
		{"none(states, it.means < 1 and turn > 2)",
			"for every one of the States, (“Means” (that State) is at least 1 or it is turn 2 or earlier)",
			"pour chacun des États, (« Moyens » (cet État) vaut au moins 1 ou l’on est au tour 2 ou avant)"},
		{"all(states, happened(inspect, it)) or calm < 30",
			"(for every one of the States, “Inspect the crane house” (by that State) has happened) or “Calm” is below 30",
			"(pour chacun des États, « Inspecter le poste de commande » (par cet État) a eu lieu) ou « Calme » est au-dessous de 30"},
		{"one(roles, it.means == 0)",
			"for exactly one of the roles, “Means” (that role) is 0",
			"pour exactement un des rôles, « Moyens » (ce rôle) vaut 0"},
		{"count(others, it.means >= 2) >= 2",
			"for at least 2 of the others, “Means” (that role) is at least 2",
			"pour au moins 2 des autres, « Moyens » (ce rôle) vaut au moins 2"},
		{"count(states) > 2",
			"the number of States is above 2",
			"le nombre d’États est au-dessus de 2"},
		{"sum(states, it.means) > 4",
			"the sum over all of the States of “Means” (that State) is above 4",
			"la somme, sur l’ensemble des États, de « Moyens » (cet État) est au-dessus de 4"},
		{"max(map(states, it.means)) < min(map(others, it.means))",
			"the largest, of the States, of “Means” (that State) is below the smallest, of the others, of “Means” (that role)",
			"la plus grande valeur, parmi l’ensemble des États, de « Moyens » (cet État) est au-dessous de la plus petite valeur, parmi l’ensemble des autres, de « Moyens » (ce rôle)"},
		{"mean(map(states, pair(self, it).trust)) >= 40",
			"the mean over all of the States of “Trust” (whoever does it and that State) is at least 40",
			"la moyenne, sur l’ensemble des États, de « Confiance » (celui qui agit et cet État) vaut au moins 40"},
		{"param.dose > 0 and calm >= param.dose and 3 < param.dose",
			"the setting “Dose” is above 0, “Calm” is at least the setting “Dose” and the setting “Dose” is above 3",
			"le réglage « Dose » est au-dessus de 0, « Calme » vaut au moins le réglage « Dose » et le réglage « Dose » est au-dessus de 3"},
		{"calm > max(param.dose, 3, calm / 2)",
			"“Calm” is above the largest of the setting “Dose”, 3 and “Calm” / 2",
			"« Calme » est au-dessus de la plus grande valeur parmi le réglage « Dose », 3 et « Calme » / 2"},
		{"(turn > 2 ? calm : traffic) > 3",
			"(“Calm” if it is turn 3 or later, otherwise “Traffic in the port”) is above 3",
			"(« Calme » si l’on est au tour 3 ou après, sinon « Trafic du port ») est au-dessus de 3"},
		{"(turn > 2 ? (calm > 3 ? 1 : 2) : (calm > 4 ? 3 : 4)) > 2",
			"((1 if “Calm” is above 3, otherwise 2) if it is turn 3 or later, otherwise (3 if “Calm” is above 4, otherwise 4)) is above 2",
			"((1 si « Calme » est au-dessus de 3, sinon 2) si l’on est au tour 3 ou après, sinon (3 si « Calme » est au-dessus de 4, sinon 4)) est au-dessus de 2"},
		{"(turn > 2 ? 1 : calm > 4 ? 3 : 4) > 2",
			"(1 if it is turn 3 or later, otherwise 3 if “Calm” is above 4, otherwise 4) is above 2",
			"(1 si l’on est au tour 3 ou après, sinon 3 si « Calme » est au-dessus de 4, sinon 4) est au-dessus de 2"},
		{"turn > 2 ? (calm > 2 ? traffic > 1 : traffic > 2) : traffic > 3",
			"if it is turn 3 or later, then (if “Calm” is above 2, then “Traffic in the port” is above 1 ships; otherwise “Traffic in the port” is above 2 ships); otherwise “Traffic in the port” is above 3 ships",
			"si l’on est au tour 3 ou après, alors (si « Calme » est au-dessus de 2, alors « Trafic du port » est au-dessus de 1 navires ; sinon « Trafic du port » est au-dessus de 2 navires) ; sinon « Trafic du port » est au-dessus de 3 navires"},
		{"turn > 2 ? calm > 2 : traffic > 3",
			"if it is turn 3 or later, then “Calm” is above 2; otherwise “Traffic in the port” is above 3 ships",
			"si l’on est au tour 3 ou après, alors « Calme » est au-dessus de 2 ; sinon « Trafic du port » est au-dessus de 3 navires"},
		{"between(calm, 20, 60)",
			"“Calm” is between 20 and 60",
			"« Calme » est entre 20 et 60"},
		{"not between(turn, 2, 3)",
			"it is not turn 2 to 3",
			"on n’est pas entre le tour 2 et le tour 3"},
		{"band(cargo) <= 1",
			"“Cargo moved” is in the band “slow” or below",
			"« Fret traité » est au niveau « ralenti » ou au-dessous"},
		{"press == loud",
			"“Mood of the press” is “Loud”",
			"« Humeur de la presse » vaut « Loud »"},
		{"self.belief.crane[korsavia] >= 70",
			"the assessment by whoever does it of Korsavia as author of “The cranes stand still” is at least 70% (likely)",
			"la probabilité, selon celui qui agit, que Korsavie soit l’auteur de « Les grues sont arrêtées » vaut au moins 70 % (probable)"},
		{"truth(crane) == korsavia",
			"the true author of “The cranes stand still” is Korsavia",
			"le véritable auteur de « Les grues sont arrêtées » est Korsavie"},
		{"target == korsavia",
			"the target is Korsavia",
			"la cible est Korsavie"},
		{"held(note, self) and not published(note)",
			"whoever does it holds the evidence “A note in the gulls' hand” and the evidence “A note in the gulls' hand” has not been published",
			"celui qui agit détient la preuve « Une note de la main des Goélands » et la preuve « Une note de la main des Goélands » n’a pas été publiée"},
		{"happened(inspect.fails, self)",
			"“Inspect the crane house” (fails, by whoever does it) has happened",
			"« Inspecter le poste de commande » (échoue, par celui qui agit) a eu lieu"},
		{"happened(cable)",
			"the message “Cable” has arrived",
			"le message « Cable » est arrivé"},
		{"this_turn(cable)",
			"the message “Cable” has arrived in this turn",
			"le message « Cable » est arrivé à ce tour"},
		{"since(cable) > 2",
			"the message “Cable” arrived at least 3 turns ago, or never",
			"le message « Cable » est arrivé il y a au moins 3 tours, ou n’est jamais arrivé"},
		{"first(cable) != 2",
			"it is not in turn 2 that the message “Cable” first arrived",
			"ce n’est pas au tour 2 que le message « Cable » est arrivé pour la première fois"},
		{"times(reassure) >= 2 and times(inspect, pelagia) < 1",
			"“Reassure the crews” has happened at least 2 times and “Inspect the crane house” (by Pelagia) has not happened",
			"« Rassurer les équipages » a eu lieu au moins 2 fois et « Inspecter le poste de commande » (par Pélagie) n’a pas eu lieu"},
		{"since(reassure) > 2",
			"“Reassure the crews” happened at least 3 turns ago, or never",
			"« Rassurer les équipages » a eu lieu il y a au moins 3 tours, ou n’a jamais eu lieu"},
		{"first(reassure) <= first(inspect)",
			"“Reassure the crews” first happened before “Inspect the crane house” or in the same turn",
			"« Rassurer les équipages » a eu lieu pour la première fois avant « Inspecter le poste de commande » ou au même tour"},
		{"before(reassure, inspect)",
			"“Reassure the crews” came before “Inspect the crane house”",
			"« Rassurer les équipages » a précédé « Inspecter le poste de commande »"},
		{"in_turn(turn - 2, inspect)",
			"“Inspect the crane house” happened 2 turns ago",
			"« Inspecter le poste de commande » a eu lieu il y a 2 tours"},
		{"not last_turn(sanction, self, target)",
			"“Freeze accounts” (by whoever does it, on Korsavia) did not happen in the last turn",
			"« Geler des comptes » (par celui qui agit, visant Korsavie) n’a pas eu lieu au tour précédent"},
		{"tried(inspect)",
			"“Inspect the crane house” has been tried",
			"« Inspecter le poste de commande » a fait l’objet d’une tentative"},
		{"max_rung >= 2 and pair(self, target).rung < 3",
			"the highest rung of any pair is at least 2 (“Dispute”) and “Rung” (whoever does it and Korsavia) is below 3 (“Sanction”)",
			"le palier le plus haut de toutes les paires vaut au moins 2 (« Différend ») et « Palier » (celui qui agit et Korsavie) est au-dessous de 3 (« Sanction »)"},
		{"calm * 2 - (traffic + 3) / 4 % 2 > -5",
			"“Calm” × 2 − (the remainder of ((“Traffic in the port” + 3) / 4) / 2) is above −5",
			"« Calme » × 2 − (le reste de la division de ((« Trafic du port » + 3) / 4) par 2) est au-dessus de −5"},
		{"abs(calm - 50) > round(traffic) + clamp(calm, 1, 9) + pow(2, turn)",
			"the size of (“Calm” − 50) without its sign is above (“Traffic in the port”, rounded) + (“Calm”, kept between 1 and 9) + (2 to the power of the number of the turn)",
			"la valeur absolue de (« Calme » − 50) est au-dessus de (« Trafic du port », après arrondi) + (« Calme », maintenu entre 1 et 9) + (2 puissance (le numéro du tour))"},
		{"happened(inspect) == happened(reassure)",
			"either both of these hold or neither: “Inspect the crane house” has happened; “Reassure the crews” has happened",
			"ces deux conditions sont remplies, ou aucune : « Inspecter le poste de commande » a eu lieu ; « Rassurer les équipages » a eu lieu"},
		{"calm < 40 and (turn < 3 or traffic > 2) and not (calm < 3)",
			"“Calm” is below 40, (it is turn 2 or earlier or “Traffic in the port” is above 2 ships) and “Calm” is at least 3",
			"« Calme » est au-dessous de 40, (on est au tour 2 ou avant ou « Trafic du port » est au-dessus de 2 navires) et « Calme » vaut au moins 3"},
		{"1 < turn <= 3",
			"it is turn 2 or later and it is turn 3 or earlier",
			"on est au tour 2 ou après et l’on est au tour 3 ou avant"},
		{"any(states, all(others, pair(self, it).trust > 3))",
			"for at least one of the States, (for every one of the others, “Trust” (whoever does it and that role) is above 3)",
			"pour au moins un des États, (pour chacun des autres, « Confiance » (celui qui agit et ce rôle) est au-dessus de 3)"},
		{"truth(why) == greed and truth(why) != revenge",
			"the true answer to “Why was it done?” is “For the money” and the true answer to “Why was it done?” is not “Revenge”",
			"la vraie réponse à « Pourquoi ? » est « Pour de l'argent » et la vraie réponse à « Pourquoi ? » n’est pas « Par vengeance »"},
		{"true",
			"always",
			"toujours"},
	}
	extra := []string{why}
	for i, c := range cases {
		extra = append(extra, fmt.Sprintf("[response.case_%d]\nby = [\"aurelia\", \"pelagia\"]\ntarget = \"korsavia\"\nblind = true\nwhen = %q", i, c.when))
	}
	g := harbour(t, extra...)
	en, fr := prose.For(g, "en"), prose.For(g, "fr")
	for i, c := range cases {
		e := g.Actions[action(t, g, fmt.Sprintf("case_%d", i))].When
		if got := en.Written(e); got != c.en {
			t.Errorf("%s\n got %s\nwant %s", c.when, got, c.en)
		}
		if got := strings.ReplaceAll(fr.Written(e), "\u202f", " "); got != c.fr {
			t.Errorf("%s\n got %s\nwant %s", c.when, got, c.fr)
		}
	}
}

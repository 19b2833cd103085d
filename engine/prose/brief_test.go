package prose

import "testing"

func TestATextIsCutAtTheEndOfItsFirstSentence(t *testing.T) {
	for give, want := range map[string]string{
		"The cranes stand still. Nobody knows why.":              "The cranes stand still",
		"Unauthorised access (Budapest Convention Art. 2).":      "Unauthorised access (Budapest Convention Art. 2)",
		"Countermeasures: Art. 22 and 49. Only against a State.": "Countermeasures: Art. 22 and 49",
		"Ships, lorries etc. wait.":                              "Ships, lorries etc. wait",
		"“We pay. ” They did.":                                   "“We pay”",
		"A law (of the sea. Or so they say)":                     "A law (of the sea)",
		"Le port dort. «Rien ne va.» Fin.":                       "Le port dort",
		". ":                                                     "",
		"Two lines\nof which one is told":                        "Two lines",
		"":                                                       "",
	} {
		if got := brief(give); got != want {
			t.Errorf("brief(%q) = %q, want %q", give, got, want)
		}
	}
}

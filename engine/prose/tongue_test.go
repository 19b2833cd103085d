package prose

import "testing"

// French melts "de le", and elides before a vowel; what stands in quotation marks
// is left alone, and so is English.
func TestWordsAreJoinedWithTheirParts(t *testing.T) {
	for _, c := range []struct{ lang, row, part, want string }{
		{"fr", "la somme de {x}", "le nombre d’États", "la somme du nombre d’États"},
		{"fr", "la somme de {x}", "les valeurs", "la somme des valeurs"},
		{"fr", "passe à {x}", "le double", "passe au double"},
		{"fr", "passe à {x}", "les deux", "passe aux deux"},
		{"fr", "le rang de {x}", "Aurélie", "le rang d’Aurélie"},
		{"fr", "parce que {x} part", "elle", "parce qu’elle part"},
		{"fr", "le rang de {x}", "Korsavie", "le rang de Korsavie"},
		{"fr", "le rang de {x}", "« Aide »", "le rang de « Aide »"},
		{"fr", "le rang de {x}", "", "le rang de "},
		{"fr", "2 si {x}, sinon 1", "on est au tour 3", "2 si l’on est au tour 3, sinon 1"},
		{"fr", "2 si {x}, sinon 1", "pour chacun des États, « Aide » a eu lieu", "2 si, pour chacun des États, « Aide » a eu lieu, sinon 1"},
		{"fr", "elle court ou {x}", "on est au tour 3", "elle court ou l’on est au tour 3"},
		{"fr", "ainsi {x}", "on est au tour 3", "ainsi on est au tour 3"},
		{"en", "the sum de {x}", "le nombre", "the sum de le nombre"},
	} {
		cat := &catalogue{lang: c.lang, rows: map[string]string{"row": c.row}}
		if got := cat.tell("row", "x", c.part); got != c.want {
			t.Errorf("%s with %q: got %q, want %q", c.row, c.part, got, c.want)
		}
	}
}

// A clause is joined with the word that leads it as a part is with its row.
func TestAClauseStandsBehindItsLead(t *testing.T) {
	for _, c := range []struct{ lang, lead, clause, want string }{
		{"fr", "à chaque tour où", "on est au tour 3", "à chaque tour où l’on est au tour 3"},
		{"fr", "si", "pour chacun des États, « Aide » a eu lieu", "si, pour chacun des États, « Aide » a eu lieu"},
		{"fr", "cela vient si", "« Aide » a eu lieu", "cela vient si « Aide » a eu lieu"},
		{"fr", "ainsi", "on est au tour 3", "ainsi on est au tour 3"},
		{"en", "it comes if", "on est", "it comes if on est"},
	} {
		if got := (&catalogue{lang: c.lang}).behind(c.lead, c.clause); got != c.want {
			t.Errorf("%s, %s: got %q, want %q", c.lead, c.clause, got, c.want)
		}
	}
}

// A title that holds a quotation is quoted with other marks than its own.
func TestAQuotationInAQuotation(t *testing.T) {
	for _, c := range []struct{ lang, title, want string }{
		{"en", "“No request received”, and true", "“‘No request received’, and true”"},
		{"en", "Court order", "“Court order”"},
		{"fr", "« Aucune demande », et c’est faux", "«\u202f“Aucune demande”, et c’est faux\u202f»"},
		{"fr", "«\u202fAide\u202f»", "«\u202f“Aide”\u202f»"},
	} {
		if got := (&Voice{c: read(c.lang)}).quote(c.title); got != c.want {
			t.Errorf("%s: got %q, want %q", c.title, got, c.want)
		}
	}
}

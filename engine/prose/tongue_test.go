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
		{"en", "the sum de {x}", "le nombre", "the sum de le nombre"},
	} {
		cat := &catalogue{lang: c.lang, rows: map[string]string{"row": c.row}}
		if got := cat.tell("row", "x", c.part); got != c.want {
			t.Errorf("%s with %q: got %q, want %q", c.row, c.part, got, c.want)
		}
	}
}

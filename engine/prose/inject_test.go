package prose_test

import (
	"testing"

	"demarche/engine/internal/sit"
	"demarche/engine/prose"
)

// An inject has no title in the format: it is named by its sender and its first
// words, in the reader's language, never by the author's id.
func TestAnInjectIsNamedInTheLanguageOfWhoReadsIt(t *testing.T) {
	m := sit.Compile(t, `
format = 1
id = "told"
turns = 2
languages = ["en", "fr"]
[role.a]
[inject.night_news]
turn = 1
text = { en = "The **screens** are black. Doctors write on paper.", fr = "Les **écrans** sont noirs. Les médecins écrivent sur papier." }
[inject.minister_asks]
turn = 1
from = { en = "The minister", fr = "Le ministre" }
text = { en = "“What may I say? I speak at six. Call me.”", fr = "« Que puis-je dire ? Je parle à six heures. Appelez-moi. »" }
[inject.hint]
turn = 1
from = { en = "Laboratory", fr = "Laboratoire" }
[inject.silent_move]
turn = 1
`)
	for _, c := range []struct {
		lang string
		want []string
	}{
		{"en", []string{"The screens are black", "The minister: “What may I say? I speak at six”", "Message from Laboratory", "A message"}},
		{"fr", []string{"Les écrans sont noirs", "Le ministre\u202f: « Que puis-je dire ? Je parle à six heures\u202f»", "Message de\u202f: Laboratoire", "Un message"}},
	} {
		v := prose.For(m.Game, c.lang)
		for i, want := range c.want {
			if got := v.Inject(int32(i)); got != want {
				t.Errorf("%s: inject %d is called %q, not %q", c.lang, i, got, want)
			}
		}
	}
}

package prose_test

import (
	"strings"
	"testing"
)

// What is fired is told at the next Open, or as much later as the inject says.
func TestWhenWhatIsFiredIsTold(t *testing.T) {
	for _, c := range []struct{ after, en, fr string }{
		{"", "It fires the message “Cry”, which is told as the next turn opens.", "transmis à l’ouverture du tour suivant."},
		{"after = 1", "which is told 1 turn after the next has opened.", "transmis 1 tour après l’ouverture du suivant."},
		{"after = 2", "which is told 2 turns after the next has opened.", "transmis 2 tours après l’ouverture du suivant."},
		{"after = '48h'", "which is told 2 days after the next turn has opened.", "transmis 2 jours après l’ouverture du tour suivant."},
		{"after = '90m'", "which is told 90 minutes after the next turn has opened.", "transmis 90 minutes après l’ouverture du tour suivant."},
	} {
		extra := "[response.probe]\nby = \"aurelia\"\nfires = \"cry\"\n[inject.cry]\ntext = \"Help.\"\n" + c.after + "\n"
		if got := explains(t, "en", "probe", extra); !strings.Contains(got, c.en) {
			t.Errorf("%s: want %q in\n%s", c.after, c.en, got)
		}
		if got := explains(t, "fr", "probe", extra); !strings.Contains(got, c.fr) {
			t.Errorf("%s: want %q in\n%s", c.after, c.fr, got)
		}
	}
}

// An inject goes by its title, where it has one, in the reader's language.
func TestAnInjectGoesByItsTitle(t *testing.T) {
	extra := "[response.probe]\nby = \"aurelia\"\nfires = \"cry\"\n[inject.cry]\ntitle = { en = \"A cry in the night\", fr = \"Un cri dans la nuit\" }\ntext = \"Help.\"\n" +
		"[response.answer]\nby = \"aurelia\"\nwhen = \"happened(cry)\"\n"
	for _, c := range []struct{ lang, id, want string }{
		{"en", "probe", "It fires the message “A cry in the night”"},
		{"fr", "probe", "Un cri dans la nuit"},
		{"en", "answer", "if the message “A cry in the night” has arrived"},
		{"en", "cry", "A cry in the night (inject.cry)"},
	} {
		if got := explains(t, c.lang, c.id, extra); !strings.Contains(got, c.want) {
			t.Errorf("%s %s: want %q in\n%s", c.lang, c.id, c.want, got)
		}
	}
}

package prose_test

import (
	"errors"
	"strings"
	"testing"

	"demarche/engine/internal/golden"
	"demarche/engine/prose"
)

func transcript(t testing.TB, x *table, lang string, viewer int32) string {
	t.Helper()
	var out strings.Builder
	v := prose.For(x.m.Game, lang)
	for _, turn := range x.turns {
		turn.Viewer = viewer
		if err := prose.Write(&out, v, turn); err != nil {
			t.Fatal(err)
		}
		out.WriteByte('\n')
	}
	if viewer == prose.All {
		if err := prose.WriteEnd(&out, v, x.m, &x.s); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestTranscript(t *testing.T) {
	x := whole(t, 3)
	for _, c := range []struct {
		name, lang string
		viewer     int32
	}{
		{"facilitator_en", "en", prose.All},
		{"facilitator_fr", "fr", prose.All},
		{"aurelia_en", "en", role(t, x.m.Game, "aurelia")},
		{"aurelia_fr", "fr", role(t, x.m.Game, "aurelia")},
		{"public_en", "en", -1},
	} {
		t.Run(c.name, func(t *testing.T) { golden.Equal(t, transcript(t, x, c.lang, c.viewer)) })
	}
}

func TestAViewersTranscriptHoldsNoSecret(t *testing.T) {
	x := whole(t, 3)
	for _, viewer := range []string{"", "aurelia", "pelagia"} {
		i := int32(-1)
		if viewer != "" {
			i = role(t, x.m.Game, viewer)
		}
		got := transcript(t, x, "en", i)
		for _, secret := range []string{"COVERT", "Hidden rot", "in truth", "%:", "The Gulls (target"} {
			if strings.Contains(got, secret) {
				t.Errorf("transcript of %q says %q:\n%s", viewer, secret, got)
			}
		}
		if viewer == "" && strings.Contains(got, "Forty ships") {
			t.Errorf("the public reads a message to Aurelia")
		}
		if !strings.Contains(got, "Pilots call in sick.") {
			t.Errorf("transcript of %q does not tell the public act", viewer)
		}
	}
}

func TestABandedNumberIsToldWithoutFigures(t *testing.T) {
	got := transcript(t, whole(t, 3), "en", 0)
	line := ""
	for l := range strings.SplitSeq(got, "\n") {
		if strings.HasPrefix(l, "- Cargo moved") {
			line = l
			break
		}
	}
	if want := "- Cargo moved: normal → slow (“The cranes stand still” down; Pilots call in sick down)"; line != want {
		t.Errorf("got  %s\nwant %s", line, want)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWriteReturnsTheErrorOfItsWriter(t *testing.T) {
	x := whole(t, 3)
	if err := prose.Write(brokenPipe{}, prose.For(x.m.Game, "en"), x.turns[0]); err == nil {
		t.Error("got no error of the writer")
	}
}

func TestTurnsWithoutLedgersAreToldShort(t *testing.T) {
	x := whole(t, 3)
	for _, viewer := range []int32{prose.All, -1, 0} {
		var out strings.Builder
		if err := prose.Write(&out, prose.For(x.m.Game, "en"), prose.Turn{M: x.m, Turn: 2, Viewer: viewer}); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(out.String(), "Turn 2 of 4 (1 May 2027, 18:00)\n") {
			t.Errorf("viewer %d: got %q", viewer, out.String())
		}
	}
}

// Names in braces stand for whom and how much it was wherever a text is told, also in
// the causes of numbers.
func TestTextsSayWhomAndHowMuch(t *testing.T) {
	x := seated(t, harbour(t, `
[response.pledge]
by      = "aurelia"
target  = "pelagia"
seen    = "public"
amount  = { max = 5 }
effects = ["traffic += amount"]
text    = { en = "{self} promises {target} {amount} ships.", fr = "{self} promet {amount} navires à {target}." }
because = { en = "{amount} ships for {target}", fr = "{amount} navires pour {target}" }
[attack.ramming]
by       = "pelagia"
target   = "aurelia"
suspects = { pelagia = 20 }
legal    = { status = "unlawful" }
amount   = { max = 5 }
text     = { en = "{amount} boats ram ships of {target}.", fr = "{amount} bateaux éperonnent des navires de {target}." }
[rule.rivalry]
each    = "couple"
turn    = 1
effects = ["traffic -= 1"]
seen    = "public"
text    = { en = "{self} and {other} compete.", fr = "{self} et {other} sont en concurrence." }
because = { en = "{self} competes with {other}", fr = "{self} est en concurrence avec {other}" }
`), 1)
	x.play("aurelia pledge pelagia amount=3", "pelagia ramming aurelia amount=2")
	for lang, want := range map[string][]string{
		"en": {"promises Pelagia 3 ships.", "3 ships for Pelagia", "2 boats ram ships of Aurelia.", "Aurelia and Korsavia compete.", "Aurelia competes with Korsavia"},
		"fr": {"promet 3 navires à Pélagie.", "3 navires pour Pélagie", "2 bateaux éperonnent des navires de Aurélie.", "Aurélie et Korsavie sont en concurrence.", "Aurélie est en concurrence avec Korsavie"},
	} {
		got := transcript(t, x, lang, -1)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("the transcript in %s does not say %q:\n%s", lang, w, got)
			}
		}
	}
}

package prose_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/prose"
)

func TestNumbersInTheNotationOfTheLanguage(t *testing.T) {
	g := harbour(t)
	en, fr := prose.For(g, "en"), prose.For(g, "fr")
	for _, c := range []struct {
		path   string
		x      float64
		en, fr string
	}{
		{"calm", 40, "40", "40"},
		{"calm", 40.126, "40.13", "40,13"},
		{"calm", 40.1, "40.1", "40,1"},
		{"calm", -3.5, "−3.5", "−3,5"},
		{"calm", -0.001, "0", "0"},
		{"traffic", 9999, "9999 ships", "9999 navires"},
		{"traffic", 1234567.5, "1,234,567.5 ships", "1_234_567,5 navires"},
		{"cargo", 35, "35%", "35_%"},
		{"press", 0, "Quiet", "Quiet"},
		{"press", 0.5, "0.5", "0,5"},
		{"pair(aurelia, pelagia).rung", 2, "2, Dispute", "2, Différend"},
	} {
		i := slot(t, g, c.path)
		if got := en.Number(i, c.x); got != c.en {
			t.Errorf("%s %v: got %q, want %q", c.path, c.x, got, c.en)
		}
		if got := strings.ReplaceAll(fr.Number(i, c.x), "\u202f", "_"); got != c.fr {
			t.Errorf("%s %v: got %q, want %q", c.path, c.x, got, c.fr)
		}
	}
}

func TestSlotsAreNamedByTrackAndRoles(t *testing.T) {
	g := harbour(t)
	en, fr := prose.For(g, "en"), prose.For(g, "fr")
	belief := g.Attacks[0].Belief + 1*3 + 0
	for _, c := range []struct {
		slot   int32
		en, fr string
	}{
		{slot(t, g, "calm"), "Calm", "Calme"},
		{slot(t, g, "aurelia.means"), "Means, Aurelia", "Moyens, Aurélie"},
		{slot(t, g, "pair(aurelia, pelagia).trust"), "Trust, Aurelia and Pelagia", "Confiance, Aurélie et Pélagie"},
		{belief, "Korsavia as author of “The cranes stand still”, Pelagia", "Korsavie comme auteur de «_Les grues sont arrêtées_», Pélagie"},
		{0, "turn", "tour"},
		{-1, "a number that is not there", "une valeur absente"},
	} {
		if got := en.Slot(c.slot); got != c.en {
			t.Errorf("slot %d: got %q, want %q", c.slot, got, c.en)
		}
		if got := strings.ReplaceAll(fr.Slot(c.slot), "\u202f", "_"); got != c.fr {
			t.Errorf("slot %d: got %q, want %q", c.slot, got, c.fr)
		}
	}
}

func TestYardstick(t *testing.T) {
	for _, c := range []struct {
		percent float64
		key     string
	}{
		{0, "remote"}, {5, "remote"}, {7.4, "remote"}, {7.5, "highly_unlikely"}, {20, "highly_unlikely"},
		{22.5, "unlikely"}, {37.4, "unlikely"}, {37.5, "even"}, {50, "even"}, {52.5, "likely"}, {75, "likely"},
		{77.5, "highly_likely"}, {90, "highly_likely"}, {92.5, "almost_certain"}, {100, "almost_certain"},
	} {
		if got := prose.Yardstick(c.percent).Key; got != c.key {
			t.Errorf("Yardstick(%v) = %s, want %s", c.percent, got, c.key)
		}
	}
}

func TestTheYardstickOnlyRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Float64Range(0, 100).Draw(t, "a")
		b := rapid.Float64Range(a, 100).Draw(t, "b")
		low, high := prose.Yardstick(a), prose.Yardstick(b)
		if low.Low > high.Low {
			t.Fatalf("%v is %s but %v is %s", a, low.Key, b, high.Key)
		}
		if d := max(float64(low.Low)-a, a-float64(low.High)); d > 2.5+1e-9 {
			t.Fatalf("%v is %v away from %d to %d", a, d, low.Low, low.High)
		}
	})
}

package prose_test

import (
	"strings"
	"testing"

	"demarche/engine/internal/sit"
	"demarche/engine/prose"
)

// worded is a letter whose words name its target.
const worded = `
[response.letter]
by     = "aurelia"
target = ["korsavia", "pelagia"]
seen   = "public"
tray   = "talk"
title  = "Letter"
text   = "The letter says: {tone}."
choice.tone.soft  = { value = 1, text = "grave concern" }
choice.tone.sharp = { value = 2, text = "{self} holds {target} responsible" }
`

// A role in braces inside the text of a word has a name where there is one, and
// is told in general terms on a card: nobody ever reads the braces.
func TestRolesInsideTheWordsOfAChoice(t *testing.T) {
	if got, want := explains(t, "en", "letter", worded), "- “Aurelia holds the target responsible”, which counts as 2"; !strings.Contains(got, want) {
		t.Errorf("want %q in\n%s", want, got)
	}
	if got, want := explains(t, "fr", "letter", worded), "« Aurélie holds la cible responsible »"; !strings.Contains(got, want) {
		t.Errorf("want %q in\n%s", want, got)
	}
	m := sit.Compile(t, "format = 1\nid = \"x\"\nturns = 2\n[role.aurelia]\n[role.korsavia]\n[role.pelagia]\n"+worded)
	s := sit.Start(t, m, 1, nil)
	note := s.Move("aurelia letter korsavia tone=sharp")
	v := prose.For(m.Game, "en")
	if got, want := v.Move(note), "“Letter” (on Korsavia; Aurelia holds Korsavia responsible)"; got != want {
		t.Errorf("a move is told as %s, want %s", got, want)
	}
	s.Ledger.Reset()
	s.Close("aurelia letter korsavia tone=sharp")
	if got, want := said(s, "en", -1), "“Letter” (Aurelia holds Korsavia responsible) (target: Korsavia). The letter says: Aurelia holds Korsavia responsible."; !strings.Contains(got, want) {
		t.Errorf("the public is told %s, want in it %s", got, want)
	}
}

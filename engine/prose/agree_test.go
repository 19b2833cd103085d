package prose_test

import (
	"strings"
	"testing"

	"demarche/engine/game"
	seat "demarche/engine/internal/sit"
	"demarche/engine/prose"
)

const pact = `format = 1
id = "pact"
turns = 3
languages = ["en", "fr"]
[track.calm]
start = 50
[role_track.means]
start = 3
[role.aurelia]
kind = "state"
title = { en = "Aurelia, ministry", fr = "Aurélie, ministère" }
[role.pelagia]
kind = "state"
title = { en = "Pelagia", fr = "Pélagie" }
[role.lumen]
kind = "state"
title = "Lumen"
[response.pact]
by = "aurelia"
title = { en = "The pact", fr = "Le pacte" }
cost = { means = 1 }
text = { en = "{signers} promise {tone}.", fr = "{signers} promettent {tone}." }
cosign = { of = ["aurelia", "pelagia", "lumen"], at_least = 2 }
seen = "public"
choice.tone.soft = { text = { en = "much", fr = "beaucoup" } }
choice.tone.hard = { text = { en = "little", fr = "peu" } }
[response.leak]
by = "aurelia"
title = "Leak"
tray = "covert"
seen = "public"
author_seen = "self"
text = { en = "{signers} know of {tone}.", fr = "{signers} savent : {tone}." }
cosign = { of = "pelagia", optional = true }
choice.tone.soft = { text = "a whisper" }
choice.tone.hard = { text = "a shout" }
[response.reply]
by = "pelagia"
when = "published(note) and calm > 90"
[attack.raid]
turn = 1
on = "aurelia"
author = "lumen"
[evidence.note]
about = "raid"
title = { en = "A note", fr = "Une note" }
tlp = "clear"
points = { lumen = 2 }
to = "aurelia"
turn = 1
[inject.press]
turn = 3
text = "Press."
`

// said returns what a viewer is told of the last turn, narrow spaces made plain.
func said(s *seat.Sitting, lang string, viewer int32) string {
	v := prose.For(s.M.Game, lang)
	var out []string
	for _, e := range s.M.Witness(&s.Ledger, viewer).Events {
		out = append(out, v.Event(e))
	}
	return strings.ReplaceAll(strings.Join(out, "\n"), "\u202f", " ")
}

func TestWhatWasChosenAndWhoSigned(t *testing.T) {
	s := seat.Start(t, seat.Compile(t, pact), 1, nil)
	s.Ledger.Reset()
	s.CloseWith([]game.Ballot{s.Ballot("aurelia pact tone=hard", "pelagia", "yes")}, "aurelia pact tone=hard", "aurelia publish note")
	for _, c := range []struct{ lang, want string }{
		{"en", "Aurelia: “The pact” (little). Signed by Aurelia and Pelagia. Aurelia and Pelagia promise little.\nAurelia publishes evidence: “A note”.\nEvidence: “A note”."},
		{"fr", "Aurélie : « Le pacte » (peu). Signataires : Aurélie et Pélagie. Aurélie et Pélagie promettent peu.\nAurélie publie un élément de preuve : « Une note ».\nPreuve : « Une note »."},
	} {
		got := said(s, c.lang, -1)
		if got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.lang, got, c.want)
		}
	}
}

func TestTooFewSignatures(t *testing.T) {
	s := seat.Start(t, seat.Compile(t, pact), 1, nil)
	s.Ledger.Reset()
	s.Close("aurelia pact")
	for _, c := range []struct {
		lang   string
		viewer int32
		want   string
	}{
		{"en", 1, "“The pact”, proposed by Aurelia, did not find the agreement that it needs; its cost was given back."},
		{"fr", 2, "« Le pacte » (proposition : Aurélie) n’a pas recueilli l’accord nécessaire ; le coût a été rendu."},
		{"en", -1, ""},
	} {
		if got := said(s, c.lang, c.viewer); got != c.want {
			t.Errorf("%s, %d: %q, want %q", c.lang, c.viewer, got, c.want)
		}
	}
}

func TestAHiddenAuthorsSignersAreHiddenToo(t *testing.T) {
	s := seat.Start(t, seat.Compile(t, pact), 1, nil)
	s.Ledger.Reset()
	s.CloseWith([]game.Ballot{s.Ballot("aurelia leak tone=hard", "pelagia", "yes")}, "aurelia leak tone=hard")
	if got, want := said(s, "en", 2), "Somebody unknown know of a shout."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestProposalsLocksAndRefusals(t *testing.T) {
	s := seat.Start(t, seat.Compile(t, pact), 1, nil)
	v := prose.For(s.M.Game, "en")
	if got, want := v.Proposal(s.Move("aurelia pact tone=hard")), "Aurelia proposes “The pact” (little)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, c := range []struct {
		role int32
		want string
	}{{0, "those who sign promise much / little."}, {1, "those who sign promise much / little."}} {
		if got := v.CardText(s.Move("aurelia pact").Action, c.role); got != c.want {
			t.Errorf("card: %q, want %q", got, c.want)
		}
	}
	view := s.M.View(&s.S, 1)
	r := s.Check("pelagia reply")
	if got, want := v.Reason(view, s.Move("pelagia reply").Action, -1, r.Reason), "Required: evidence that you do not have yet has been published."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, code := range []string{"bad_choice", "tlp", "not_asked", "told", "on_hold", "not_held"} {
		for _, lang := range prose.Languages() {
			if got := prose.Refusal(lang, code); got == prose.Refusal(lang, "no such code") {
				t.Errorf("%s has no sentence for %s", lang, code)
			}
		}
	}
}

func TestTheReviewInWords(t *testing.T) {
	s := seat.Start(t, seat.Compile(t, pact), 1, nil)
	v := prose.For(s.M.Game, "en")
	for _, c := range []struct {
		do, about string
		seconds   int
		want      string
	}{
		{"time", "", 60, "60 seconds of time were added"},
		{"time", "", -1, "1 second of time were taken away"},
		{"hold", "Press.", 0, "Held back: Press."},
		{"rain", "", 0, "The facilitator intervened"},
	} {
		if got := v.Act(c.do, c.about, c.seconds); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	d := game.Debrief{Decisions: []game.Decision{{Turn: 2, Move: s.Move("aurelia pact tone=hard"), Moved: []game.Moved{{Slot: s.Slot("calm"), By: -12}}}}}
	if got, want := v.Headline(d), "The turning point was “The pact” (little) by Aurelia in turn 2: it moved “Calm” by −12."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := v.Headline(game.Debrief{}), "No single decision turned this exercise."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestABrokenAgreementIsNamedAmongTheCauses(t *testing.T) {
	m := seat.Compile(t, `format = 1
id = "word"
turns = 2
[pair_track.trust]
start = 50
[role.aurelia]
kind = "state"
[role.lumen]
kind = "state"
[response.truce]
by = "aurelia"
target = "lumen"
consent = { of = "target", accept = "true" }
makes = "standstill"
[response.raid]
by = "aurelia"
target = "lumen"
seen = "public"
[agreement.standstill]
title = "Standstill on ports"
forbids = "raid"
broken = { effects = ["pair(self, other).trust -= 20"] }
`)
	v := prose.For(m.Game, "en")
	text, by := v.Source(game.Cause{Kind: game.CauseAgreement, Index: m.Game.Agreements[0].Broken, Self: 0, Target: 1}, false)
	if text != "the breaking of “Standstill on ports”" || by != 0 {
		t.Errorf("the cause is %q by %d", text, by)
	}
}

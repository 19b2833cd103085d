package prose_test

import (
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/prose"
)

const fair = `
format = 1
id = "fair"
title = "Fair"
turns = 3
languages = ["en", "fr"]
[track.calm]
title = { en = "Calm", fr = "Calme" }
start = 50
[role.mayor]
title = { en = "Mayor", fr = "Maire" }
[role.crew]
title = { en = "Crew", fr = "Équipage" }
[response.bid]
by = "mayor"
target = "crew"
title = { en = "Bid", fr = "Enchère" }
seen = "public"
outcome.won = { odds = 0.5, effects = ["calm += 10"] }
outcome.lost = { effects = ["calm -= 10"] }
also.echo = { chance = 0.5 }
[rule.rain]
chance = 0.5
because = { en = "Rain", fr = "Pluie" }
effects = ["calm += 1"]
[attack.raid]
turn = 3
on = "mayor"
author = "crew"
[evidence.tape]
about = "raid"
title = { en = "Tape", fr = "Bande" }
like = { crew = 0.5 }
turn = 3
[draw.wind]
title = { en = "Wind", fr = "Vent" }
one_of = { north = 1, south = 1 }
[draw.storm]
title = { en = "Storm", fr = "Tempête" }
chance = 0.5
[ending.luck]
chance = 0.5
title = { en = "Luck", fr = "Chance" }
`

func TestWhatWasDecidedIsToldToTheFacilitatorAlone(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, fair), 3, nil)
	for _, words := range []string{"force outcome bid by mayor on crew = lost", "override calm = 20"} {
		if c := s.Do(words); c != game.OK {
			t.Fatal(c)
		}
	}
	open := s.Ledger
	s.Ledger.Reset()
	s.Close("mayor bid crew")
	turn := prose.Turn{M: s.M, Turn: 1, Open: &open, Played: &s.Ledger, State: &s.S}
	for _, c := range []struct {
		lang, drawn, cause string
	}{
		{"en", "→ lost (decided by the facilitator)", "decision of the facilitator"},
		{"fr", "→ lost (fixé par l’animateur)", "décision de l’animateur"},
	} {
		write := func(viewer int32) string {
			var out strings.Builder
			turn.Viewer = viewer
			if err := prose.Write(&out, prose.For(s.M.Game, c.lang), turn); err != nil {
				t.Fatal(err)
			}
			return out.String()
		}
		if got := write(prose.All); !strings.Contains(got, c.drawn) {
			t.Errorf("%s: the facilitator is not told of the draw:\n%s", c.lang, got)
		}
		for _, viewer := range []int32{0, 1, -1} {
			got := write(viewer)
			if !strings.Contains(got, c.cause) {
				t.Errorf("%s: viewer %d is not told why calm moved:\n%s", c.lang, viewer, got)
			}
			if strings.Contains(got, "(decided by") || strings.Contains(got, "(fixé") {
				t.Errorf("%s: viewer %d is told that a draw was decided:\n%s", c.lang, viewer, got)
			}
		}
	}
}

func TestDrawsAndNumbersInWords(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, fair), 3, nil)
	for _, c := range []struct{ words, en, fr string }{
		{"force outcome bid by mayor on crew = won", "“Bid”, Mayor on Crew → won (turn 1)", "«\u202fEnchère\u202f», Maire sur Équipage → won (tour 1)"},
		{"force also bid.echo by mayor on crew = no", "“Bid” (echo), Mayor on Crew → no (turn 1)", "«\u202fEnchère\u202f» (echo), Maire sur Équipage → non (tour 1)"},
		{"force rule rain in turn 2 = yes", "Rain → yes (turn 2)", "Pluie → oui (tour 2)"},
		{"force evidence tape = not_found", "Tape → not found (turn 1)", "Bande → non trouvé (tour 1)"},
		{"force draw wind in turn 2 = south", "Wind → south (turn 2)", "Vent → south (tour 2)"},
		{"force draw storm in turn 2 = yes", "Storm → yes (turn 2)", "Tempête → oui (tour 2)"},
		{"force ending luck = no", "Luck → no (turn 1)", "Chance → non (tour 1)"},
	} {
		f := s.Act(c.words).Draw
		if got := prose.For(s.M.Game, "en").Forced(f); got != c.en {
			t.Errorf("%s: %q, want %q", c.words, got, c.en)
		}
		if got := prose.For(s.M.Game, "fr").Forced(f); got != c.fr {
			t.Errorf("%s: %q, want %q", c.words, got, c.fr)
		}
	}
	second := s.Act("force outcome bid by mayor on crew = won").Draw
	second.Index = 1
	if got := prose.For(s.M.Game, "en").Forced(second); got != "“Bid”, Mayor on Crew, no. 2 → won (turn 1)" {
		t.Errorf("the second of its name: %q", got)
	}
	if got := prose.For(s.M.Game, "fr").Set(s.Slot("calm"), 12.5); got != "Calme = 12,5" {
		t.Errorf("set: %q", got)
	}
}

func TestSharedEvidenceIsToldToThoseWhoGiveAndGet(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, fair+`
[role.press]
title = { en = "Press", fr = "Presse" }
[attack.leak]
turn = 1
on = "mayor"
author = "crew"
[evidence.letter]
about = "leak"
title = { en = "A letter", fr = "Une lettre" }
text = { en = "It is signed.", fr = "Elle est signée." }
tlp = "green"
points = { crew = 3 }
to = "mayor"
turn = 1
`), 3, nil)
	s.Ledger.Reset()
	if c := s.Do("share letter by mayor with press"); c != game.OK {
		t.Fatal(c)
	}
	turn := prose.Turn{M: s.M, Turn: 1, Open: &s.Ledger, State: &s.S}
	for _, c := range []struct{ lang, line, text string }{
		{"en", "- Mayor shares evidence with Press: “A letter”.", "It is signed."},
		{"fr", "- Maire communique un élément de preuve à Presse\u202f: «\u202fUne lettre\u202f».", "Elle est signée."},
	} {
		for viewer, want := range map[int32][2]bool{0: {true, false}, s.Role("press"): {true, true}, s.Role("crew"): {}, -1: {}, prose.All: {true, false}} {
			var out strings.Builder
			turn.Viewer = viewer
			if err := prose.Write(&out, prose.For(s.M.Game, c.lang), turn); err != nil {
				t.Fatal(err)
			}
			if got := [2]bool{strings.Contains(out.String(), c.line), strings.Contains(out.String(), c.text)}; got != want {
				t.Errorf("%s, viewer %d: told and reads it %v, want %v:\n%s", c.lang, viewer, got, want, out.String())
			}
		}
	}
}

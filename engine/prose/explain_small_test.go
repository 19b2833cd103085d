package prose_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/prose"
)

// How a number moves that may go both ways, or down only.
func TestAChangeThatGoesBothWays(t *testing.T) {
	for _, c := range []struct{ effect, en, fr string }{
		{"calm += turn >= 3 ? -3 : 3", "“Calm” changes by −3 if it is turn 3 or later, otherwise +3.", "« Calme » varie de −3 si l’on est au tour 3 ou après, sinon +3."},
		{"calm -= turn >= 3 ? -3 : 3", "“Calm” changes by +3 if it is turn 3 or later, otherwise −3.", "« Calme » varie de +3 si l’on est au tour 3 ou après, sinon −3."},
		{"calm += turn >= 3 ? -3 : -1", "“Calm” falls by 3 if it is turn 3 or later, otherwise 1.", "« Calme » baisse de 3 si l’on est au tour 3 ou après, sinon 1."},
		{"calm += turn >= 3 ? 3 : 0", "“Calm” rises by 3 if it is turn 3 or later, otherwise 0.", "« Calme » augmente de 3 si l’on est au tour 3 ou après, sinon 0."},
	} {
		extra := "[response.probe]\nby = \"aurelia\"\neffects = [\"" + c.effect + "\"]"
		if got := explains(t, "en", "probe", extra); !strings.Contains(got, "- "+c.en+"\n") {
			t.Errorf("%s: want %q in\n%s", c.effect, c.en, got)
		}
		if got := explains(t, "fr", "probe", extra); !strings.Contains(got, "- "+c.fr+"\n") {
			t.Errorf("%s: want %q in\n%s", c.effect, c.fr, got)
		}
	}
}

// Each thing comes about in its own way.
func TestHowThingsComeAbout(t *testing.T) {
	const extra = `
[deadline.tide]
title = { en = "The tide", fr = "La marée" }
due   = 3
[agreement.truce]
title = { en = "Truce", fr = "Trêve" }
[response.probe]
by    = "aurelia"
blind = true
makes = "truce"
target = "korsavia"
when  = "happened(tide) and not happened(truce) and happened(cable)"
`
	for lang, want := range map[string][]string{
		"en": {"- the deadline “The tide” has passed\n", "- the agreement “Truce” has not been made\n", "- Whether and when the deadline “The tide” passed.", "- Whether and when the agreement “Truce” was made.", "- Whether and when the message “Cable” arrived."},
		"fr": {"- l’échéance « La marée » est échue\n", "- l’accord « Trêve » n’a pas été conclu\n", "- Si et quand l’échéance « La marée » est échue.", "- Si et quand l’accord « Trêve » a été conclu.", "- Si et quand le message « Cable » est arrivé."},
	} {
		got := explains(t, lang, "probe", extra)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("want %q in\n%s", w, got)
			}
		}
	}
}

// Stretches of equal times are told in one, the last turn as one turn, dates as
// people write them; a question ends its own sentence.
func TestTimesAndTheOverview(t *testing.T) {
	x := compileFor(t, fstest.MapFS{"scenario.toml": {Data: []byte(`
format = 1
id     = "times"
turns  = 4
languages = ["en", "fr"]
[calendar]
start = 2027-04-27T08:00:00Z
turn  = ["12h", "12h", "2d", "1w"]
[clock]
decide = ["8m", "8m", "8m", "20m"]
[role.aurelia]
[attack.crane]
turn   = 1
on     = "aurelia"
author = "aurelia"
[question.why]
text    = { en = "Why?", fr = "Pourquoi ?" }
truth   = "greed"
answers = { greed = 50, fear = 50 }
`)}}, "scenario.toml", "times")
	for _, c := range []struct{ lang, id, want string }{
		{"en", "calendar", "- Turn 1 begins on 27 April 2027, 08:00.\n  - Turns 1 to 2 last 12 hours each.\n  - Turn 3 lasts 2 days.\n  - Turn 4 lasts 1 week.\n"},
		{"fr", "calendar", "- Le tour 1 commence le 27 avril 2027 à 8 h 00.\n"},
		{"en", "clock", "- Decision: 8 minutes in turns 1 to 3, and 20 minutes from turn 4 on.\n"},
		{"fr", "clock", "- Décision : 8 minutes aux tours 1 à 3, puis 20 minutes à partir du tour 4.\n"},
		{"en", "", "- why: Why? It is put to the roles"},
		{"fr", "", "- why : Pourquoi ? Elle est posée aux rôles"},
	} {
		v := prose.For(x.g, c.lang)
		e := v.Explainer(x.things, nil)
		topic := e.Overview()
		if c.id != "" {
			topic = e.Topic(e.Find(c.id)[0])
		}
		var b strings.Builder
		if err := v.WriteTopic(&b, topic); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(b.String(), "\u202f", " "); !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q in\n%s", c.lang, c.want, got)
		}
	}
}

// What is said of each is not said of all, and an offer without a condition opens at
// once.
func TestForEachAndAtOnce(t *testing.T) {
	const extra = `
[rule.tire]
each     = "states"
once     = true
cooldown = 2
effects  = ["self.means -= 1"]
[rule.storm]
once     = true
cooldown = 1
effects  = ["calm -= 1"]
[temptation.loot]
by      = "aurelia"
offer   = "The sheds are open."
gain    = "Goods."
risk    = "Shame."
legal   = { status = "unlawful", basis = "Theft" }
instead = "reassure"
`
	for _, c := range []struct{ lang, id, want string }{
		{"en", "tire", "- It applies at most once for each.\n  - After it applied for one of them it rests for 2 turns there.\n"},
		{"fr", "tire", "- Elle s’applique au plus une fois pour chacun.\n  - Après s’être appliquée à l’un d’eux, elle s’y repose 2 tours.\n"},
		{"en", "storm", "- It applies at most once.\n  - After it applied it rests for 1 turn.\n"},
		{"en", "loot", "- The offer opens as the first turn opens.\n"},
		{"fr", "loot", "- L’offre s’ouvre à l’ouverture du premier tour.\n"},
	} {
		if got := explains(t, c.lang, c.id, extra); !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q in\n%s", c.id, c.want, got)
		}
	}
}

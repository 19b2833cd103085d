package prose_test

import (
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/prose"
)

const posing = `
format = 1
id = "posing"
turns = 2
languages = ["en", "fr"]
[role.mayor]
title = { en = "Mayor", fr = "Maire" }
[role.crew]
title = { en = "Crew", fr = "Équipage" }
[attack.raid]
title = { en = "Raid", fr = "Raid" }
turn = 2
on = "mayor"
author = "crew"
suspects = { crew = 30, mayor = 30 }
mask.crew = { mayor = 0.5 }
[question.intent]
text = { en = "Was it meant?", fr = "Était-ce voulu ?" }
truth = { meant = 1, slip = 1 }
answers = { meant = 50, slip = 50 }
words = { meant = { en = "Yes", fr = "Oui" }, slip = { en = "No", fr = "Non" } }
`

func TestMasksAndTruthsThatCanBeDecidedAreNamed(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, posing), 3, nil)
	for lang, want := range map[string][]string{
		"en": {"mask of “Raid”, done by Crew", "poses as Mayor", "no mask", "truth of “Was it meant?”", "“Yes”", "“No”"},
		"fr": {"masque de «\u202fRaid\u202f», par Équipage", "se fait passer pour Maire", "sans masque", "vérité sur «\u202fÉtait-ce voulu ?\u202f»", "«\u202fOui\u202f»", "«\u202fNon\u202f»"},
	} {
		v := prose.For(s.M.Game, lang)
		var got []string
		for _, d := range s.M.Drawables(&s.S) {
			name := game.DrawName{Kind: d.Kind, Of: d.Of, Self: -1, Target: -1}
			if len(d.Roles) > 0 {
				name.Self = d.Roles[0]
			}
			got = append(got, v.Draw(name))
			for i := range s.M.Game.Ways(name) {
				got = append(got, v.Way(name, int32(i)))
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%s: %q", lang, got)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", lang, got[i], want[i])
			}
		}
	}
}

package prose_test

import (
	"strings"
	"testing"

	"demarche/engine/game"
	seat "demarche/engine/internal/sit"
	"demarche/engine/prose"
)

const inquiry = `format = 1
id = "inquiry"
turns = 2
languages = ["en", "fr"]
[role.aurelia]
title = { en = "Aurelia", fr = "Aurélie" }
[role.tern]
title = "Tern"
[response.protest]
by = "aurelia"
when = "self.belief.intent[slip] < 60"
[response.ask]
by = "aurelia"
when = "self.belief.later[no] > 60"
[question.intent]
text = { en = "Was it meant?", fr = "Était-ce voulu ?" }
truth = "slip"
answers = { meant = 60, slip = 40 }
words = { slip = { en = "it spread by itself", fr = "cela s'est propagé seul" } }
[question.later]
text = "Will they pay?"
truth = { yes = 1, no = 1 }
answers = { yes = 50, no = 50 }
when = "turn == 2"
[evidence.list]
about = "intent"
points = { slip = 3 }
turn = 1
to = "aurelia"
`

func TestWhatIsThoughtOfAQuestionIsTold(t *testing.T) {
	s := seat.Start(t, seat.Compile(t, inquiry), 3, nil)
	open := s.Ledger
	tell := func(lang string, viewer int32) string {
		var b strings.Builder
		v := prose.For(s.M.Game, lang)
		turn := prose.Turn{M: s.M, Turn: 1, Open: &open, Viewer: viewer, State: &s.S}
		if err := prose.Write(&b, v, turn); err != nil {
			t.Fatal(err)
		}
		if viewer == prose.All {
			if err := prose.WriteEnd(&b, v, s.M, &s.S); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	for _, c := range []struct {
		lang   string
		viewer int32
		want   []string
	}{
		{"en", 0, []string{"Questions: assessments", "- Aurelia, “Was it meant?”: “Meant” unlikely (25 to 35%); “it spread by itself” likely (55 to 75%)"}},
		{"en", prose.All, []string{"- Aurelia, “Was it meant?”: “Meant” 60% → 33%; “it spread by itself” 40% → 67%", "- truth of “Will they pay?”: 50%: “Yes”; 50%: “No”", "What was true", "- “Was it meant?”: it spread by itself"}},
		{"fr", prose.All, []string{"Questions : évaluations", "Ce qui était vrai", "- « Était-ce voulu ? » : cela s'est propagé seul"}},
	} {
		got := tell(c.lang, c.viewer)
		for _, want := range c.want {
			if !strings.Contains(strings.ReplaceAll(got, "\u202f", " "), want) {
				t.Errorf("%s, viewer %d: no %q in\n%s", c.lang, c.viewer, want, got)
			}
		}
	}
	if got := tell("en", 1); strings.Contains(got, "spread") {
		t.Errorf("Tern is told what Aurelia thinks: %s", got)
	}
}

func TestALockNamesAQuestionOnlyWhenItIsAsked(t *testing.T) {
	s := seat.Start(t, seat.Compile(t, inquiry), 3, nil)
	v := prose.For(s.M.Game, "en")
	why := func(action int32) string {
		view := s.M.View(&s.S, 0)
		r := view.Check([]game.Move{{Action: action, Self: 0, Target: -1}})
		if r == nil {
			t.Fatalf("action %d is free", action)
		}
		return v.Reason(view, action, -1, r.Reason)
	}
	if got := why(0); !strings.Contains(got, "“it spread by itself” in answer to “Was it meant?”") || !strings.Contains(got, "60%") {
		t.Errorf("the lock says %q", got)
	}
	if got := why(1); strings.Contains(got, "pay") || !strings.Contains(got, "a question still to come") {
		t.Errorf("before it is asked the lock says %q", got)
	}
	s.Turn()
	if got := why(1); !strings.Contains(got, "Will they pay?") {
		t.Errorf("once it is asked the lock says %q", got)
	}
}

package wire_test

import (
	"slices"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

const asked = `format = 1
id = "asked"
title = { en = "Asked", fr = "Questions" }
languages = ["en", "fr"]
turns = 3
[role.a]
[role.b]
[response.protest]
by = "a"
when = "self.belief.intent[slip] < 60"
[question.intent]
text = { en = "Was the damage abroad meant?", fr = "Le dommage à l'étranger était-il voulu ?" }
truth = { meant = 1, slip = 1 }
answers = { meant = 60, slip = "self == b ? 90 : 40" }
words = { meant = { en = "Yes, on purpose", fr = "Oui, exprès" } }
[question.more]
truth = { yes = 1, no = 1 }
answers = { yes = 50, no = 50 }
when = "held(list, self)"
[evidence.list]
about = "intent"
title = { en = "A list of targets", fr = "Une liste de cibles" }
points = { slip = 3 }
turn = 2
to = "a"
[evidence.rumour]
about = "more"
points = { yes = 2 }
turn = 1
to = "b"
`

func TestAQuestionIsAskedWithWhatTheViewerThinks(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, asked), 1, nil)
	mine, other, wall := wire.NewDesk(s.M, 0, "fr", wire.NamesFrom(1)), wire.NewDesk(s.M, 1, "en", wire.NamesFrom(1)), wire.NewDesk(s.M, -1, "en", wire.NamesFrom(1))
	scene := wire.Scene{Phase: wire.PhaseDecide}
	view := func(d *wire.Desk) (wire.View, map[string]wire.ItemCard) {
		v := d.View(&s.S, scene)
		d.Book(&v)
		items := map[string]wire.ItemCard{}
		for _, x := range d.Whole().Items {
			items[x.ID] = x
		}
		return v, items
	}
	v, items := view(mine)
	if len(v.Questions) != 1 {
		t.Fatalf("a is asked %+v, want the question that is open from the start", v.Questions)
	}
	card := items[v.Questions[0].ID]
	if card.Kind != "question" || !strings.HasPrefix(card.Text, "Le dommage à l'étranger") || !slices.Equal(card.Answers, []string{"Oui, exprès", "Slip"}) {
		t.Errorf("its card is %+v", card)
	}
	if want := []wire.Assessment{{Word: "likely", Low: 55, High: 75}, {Word: "even", Low: 40, High: 50}}; !slices.Equal(v.Questions[0].Answers, want) {
		t.Errorf("a thinks %+v, want %+v", v.Questions[0].Answers, want)
	}
	v, _ = view(other)
	if len(v.Questions) != 1 || v.Questions[0].Answers[1].Word != "likely" {
		t.Errorf("b is asked %+v and thinks otherwise", v.Questions)
	}
	if len(v.Evidence) != 1 || v.Evidence[0].Question != "" {
		t.Errorf("b holds %+v, whose question it is not asked", v.Evidence)
	}
	if v, items := view(wall); v.Questions != nil || len(items) != 0 {
		t.Errorf("the wall is asked %+v, with %+v", v.Questions, items)
	}
	s.Turn()
	v, items = view(mine)
	if len(v.Questions) != 2 || v.Questions[0].Answers[1].Word != "likely" || items[v.Questions[1].ID].Text != "More" {
		t.Errorf("with the list a is asked %+v", v.Questions)
	}
	if len(v.Evidence) != 1 || v.Evidence[0].Question != v.Questions[0].ID || v.Evidence[0].Attack != "" {
		t.Errorf("a holds %+v", v.Evidence)
	}
	if why := v.Options[0].Why; !strings.Contains(why, "« Slip »") && !strings.Contains(why, "«\u202fSlip\u202f»") || !strings.Contains(why, "Le dommage") {
		t.Errorf("the lock says %q, and names neither question nor answer", why)
	}
}

// What is true of a question, and what others think of it, changes no byte.
func TestTheTruthOfAQuestionChangesNoByte(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, asked), 1, nil)
	s.Turn()
	bytes := func(state *game.State) string {
		d := wire.NewDesk(s.M, 0, "en", wire.NamesFrom(1))
		v := d.View(state, wire.Scene{Phase: wire.PhaseDecide})
		b, _ := d.Book(&v)
		return string(encode(t, v)) + string(encode(t, b))
	}
	want := bytes(&s.S)
	other := s.S.Copy()
	for _, q := range s.M.Game.Questions {
		other.V[q.Truth] = 1 - other.V[q.Truth]
		for i := range q.Words {
			other.V[q.Belief+int32(2*i)+1] = 17
		}
	}
	if got := bytes(&other); got != want {
		t.Errorf("another truth gives\n%s\nwant\n%s", got, want)
	}
}

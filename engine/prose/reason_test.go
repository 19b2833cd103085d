package prose_test

import (
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/prose"
)

// reason returns why the first of these moves together is refused.
func reason(t *testing.T, x *table, lang string, lines ...string) string {
	t.Helper()
	var moves []game.Move
	for _, l := range lines {
		moves = append(moves, x.order(l))
	}
	view := x.m.View(&x.s, moves[0].Self)
	r := view.Check(moves)
	if r == nil {
		return ""
	}
	m := moves[r.Move]
	return strings.ReplaceAll(prose.For(x.m.Game, lang).Reason(view, m.Action, m.Target, r.Reason), "\u202f", " ")
}

func TestReasons(t *testing.T) {
	x := seated(t, harbour(t), 3)
	for _, c := range []struct {
		moves  []string
		en, fr string
	}{
		{[]string{"aurelia inspect"}, "", ""},
		{[]string{"aurelia whisper"}, "This is not one of your measures.", "Cette mesure n’est pas l’une des vôtres."},
		{[]string{"aurelia sanction"}, "Choose a target.", "Choisissez une cible."},
		{[]string{"aurelia sanction gang"}, "The Gulls cannot be the target.", "Cible impossible : Les Goélands."},
		{[]string{"aurelia sanction korsavia"}, "Required: from turn 2 on.", "Il faut : à partir du tour 2."},
		{[]string{"aurelia inspect", "aurelia inspect"}, "You have chosen the same measure twice.", "Vous avez choisi deux fois la même mesure."},
		{[]string{"aurelia wait_for"}, "Required: an event that has not come yet.", "Il faut : un événement qui n’a pas encore eu lieu."},
		{[]string{"pelagia raid", "pelagia reassure", "pelagia blind_try"}, "You may choose at most 2 measures in one turn.", "Vous pouvez choisir 2 mesures au plus par tour."},
	} {
		if got := reason(t, x, "en", c.moves...); got != c.en {
			t.Errorf("%v\n got %s\nwant %s", c.moves, got, c.en)
		}
		if got := reason(t, x, "fr", c.moves...); got != c.fr {
			t.Errorf("%v\n got %s\nwant %s", c.moves, got, c.fr)
		}
	}
	x.play("aurelia inspect", "aurelia reassure")
	if got, want := reason(t, x, "fr", "aurelia inspect", "aurelia reassure"), "Vous n’avez pas les moyens (Moyens) : 2 demandés, 1 disponible."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	unconfirmed := x.order("aurelia sanction korsavia")
	unconfirmed.Confirm = false
	view := x.m.View(&x.s, unconfirmed.Self)
	r := view.Check([]game.Move{unconfirmed})
	if got, want := prose.For(x.m.Game, "en").Reason(view, unconfirmed.Action, unconfirmed.Target, r.Reason), "This crosses a threshold of the ladder (rung 3, Sanction): confirm that you mean it."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	x.play("aurelia sanction korsavia")
	if got, want := reason(t, x, "en", "aurelia sanction korsavia"), "You have done this already."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestALockNamesNothingThatIsStillToCome(t *testing.T) {
	x := seated(t, harbour(t), 3)
	for range 3 {
		view := x.m.View(&x.s, role(t, x.m.Game, "aurelia"))
		for _, lang := range prose.Languages() {
			v := prose.For(x.m.Game, lang)
			for _, o := range view.Options(nil) {
				if s := v.Reason(view, o.Action, o.Target, o.Reason); strings.Contains(s, "SECRET") {
					t.Errorf("turn %d: %s", x.s.Turn(), s)
				}
			}
		}
		x.play()
	}
	view := x.m.View(&x.s, role(t, x.m.Game, "aurelia"))
	if _, told := view.Knows(1); !told {
		t.Fatal("the second attack was not told in turn 4")
	}
}

func TestABlindFailureSaysOnlyThatItDidNotComeOff(t *testing.T) {
	g := harbour(t)
	v := prose.For(g, "en")
	a := action(t, g, "blind_try")
	m := game.NewMachine(g)
	s := game.State{V: make([]float64, len(g.Slots))}
	view := m.View(&s, role(t, g, "pelagia"))
	got := v.Reason(view, a, -1, game.Reason{Code: game.Locked, Expr: g.Actions[a].When, Slot: -1})
	if want := "It did not come off."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	event := v.Event(game.SeenEvent{Kind: game.EventFailed, Block: g.Actions[a].Block, Self: view.Role(), Target: -1, Other: -1})
	if want := "“Search at night” did not come off; its cost was given back."; event != want {
		t.Errorf("got %q, want %q", event, want)
	}
}

func TestAHiddenAuthorIsNotGivenAway(t *testing.T) {
	g := harbour(t)
	a := &g.Actions[action(t, g, "whisper")]
	bare := &g.Actions[action(t, g, "inspect")]
	for _, lang := range prose.Languages() {
		v := prose.For(g, lang)
		for _, kind := range []game.EventKind{game.EventMove, game.EventOutcome, game.EventAlso, game.EventDue} {
			for _, block := range []int32{a.Block, bare.Outcomes[0].Block} {
				got := v.Event(game.SeenEvent{Kind: kind, Block: block, Self: -1, Target: 1, Other: -1, Hidden: true})
				cause := v.Cause(game.Cause{Kind: g.Blocks[block].Kind, Index: block, Self: -1, Target: 1}, true)
				for _, said := range []string{got, cause} {
					for _, secret := range []string{"COVERT", "Inspect", v.Role(role(t, g, "korsavia"))} {
						if said == "" || strings.Contains(said, secret) {
							t.Errorf("%s, event %d: %q", lang, kind, said)
						}
					}
				}
			}
		}
	}
}

package game_test

import (
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

const queue = world + `
[response.call]
by = "aurelia"
fires = "answer"
[inject.early]
turn = 2
text = "Early."
effects = ["calm -= 5"]
[inject.late]
turn = 5
text = "Late."
[inject.often]
turn = [1, 4]
text = "Often."
[inject.iffy]
when = "calm < 20"
text = "If."
[inject.answer]
text = "Answer."
effects = ["secret += 1"]
[inject.idle]
text = "Idle."
[inject.closing]
turn = 3
phase = "reveal"
text = "Closing."
`

// act applies an act by words and returns its code.
func act(s *sit.Sitting, kind game.ActKind, inject string) game.Code {
	for i, in := range s.M.Game.Injects {
		if in.ID == inject {
			return s.P.Act(&s.S, game.Act{Kind: kind, Inject: int32(i)})
		}
	}
	s.T.Fatalf("no inject %q", inject)
	return 0
}

func TestActsOfTheFacilitator(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, queue), 1, nil)
	steps := []struct {
		do     game.ActKind
		inject string
		want   game.Code
	}{
		{game.ActRelease, "early", game.NotHeld},
		{game.ActHold, "early", game.OK},
		{game.ActHold, "early", game.OnHold},
		{game.ActInject, "iffy", game.OK},
		{game.ActInject, "iffy", game.Told},
		{game.ActHold, "iffy", game.Told},
		{game.ActInject, "often", game.OK}, // it has more than one turn
		{game.ActHold, "answer", game.OK},
	}
	for _, x := range steps {
		if got := act(s, x.do, x.inject); got != x.want {
			t.Errorf("%v %s: %v, want %v", x.do, x.inject, got, x.want)
		}
	}
	if s.Events(game.EventInject, "iffy") != 1 {
		t.Error("the inject was not told at once")
	}
	if got := s.P.Act(&s.S, game.Act{Kind: game.ActHold, Inject: 99}); got != game.BadAct {
		t.Errorf("an inject that is not there: %v", got)
	}
	s.Turn("aurelia call")
	if s.Get("calm") != 50 || s.Events(game.EventInject, "early") != 0 {
		t.Error("a held inject came")
	}
	s.Turn()
	if s.Get("secret") != 50 {
		t.Error("a held inject was fired")
	}
	if act(s, game.ActRelease, "early") != game.OK || s.Get("calm") != 45 {
		t.Errorf("released after its time, calm is %v, want 45 at once", s.Get("calm"))
	}
	if act(s, game.ActRelease, "answer") != game.OK || s.Get("secret") != 51 {
		t.Errorf("released after it was fired, secret is %v, want 51 at once", s.Get("secret"))
	}
	for _, e := range s.Ledger.Events {
		if e.Kind == game.EventInject && s.M.Game.Blocks[e.Block].ID == "early" && e.Stage != game.StageAct {
			t.Errorf("told in stage %d", e.Stage)
		}
	}
}

func TestAReleaseBeforeItsTimeLetsItComeInItsTime(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, queue), 1, nil)
	if act(s, game.ActHold, "early") != game.OK || act(s, game.ActRelease, "early") != game.OK {
		t.Fatal("hold and release")
	}
	if s.Get("calm") != 50 {
		t.Error("it came before its turn")
	}
	s.Turn()
	if s.Get("calm") != 45 {
		t.Error("it did not come in its turn")
	}
}

func TestWhatIsToldNowIsNotToldAgain(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, queue), 1, nil)
	if act(s, game.ActInject, "early") != game.OK || s.Get("calm") != 45 {
		t.Fatal("inject now")
	}
	s.Close("aurelia call")
	if act(s, game.ActInject, "answer") != game.OK || s.Get("secret") != 51 {
		t.Fatal("inject what waits to be fired")
	}
	s.P.Open(&s.S)
	if s.Get("calm") != 45 || s.Get("secret") != 51 {
		t.Errorf("told twice: calm %v, secret %v", s.Get("calm"), s.Get("secret"))
	}
}

func TestNothingIsToldBeforeTheFirstTurn(t *testing.T) {
	m := sit.Compile(t, queue)
	s := sit.Start(t, m, 1, nil)
	var before game.State
	if err := s.P.Start(&before, nil); err != nil {
		t.Fatal(err)
	}
	if got := m.CheckAct(&before, game.Act{Kind: game.ActInject}); got != game.NotBegun {
		t.Errorf("inject: %v", got)
	}
	if got := m.CheckAct(&before, game.Act{Kind: game.ActHold}); got != game.OK {
		t.Errorf("hold: %v", got)
	}
}

func TestEveryActHasAWordThatLeadsBack(t *testing.T) {
	for _, f := range game.Acts() {
		if f.Word == "" || f.Kind.String() != f.Word || game.ActOf(f.Word) != f.Kind {
			t.Errorf("%+v", f)
		}
	}
	if game.ActOf("rain") != 0 {
		t.Error("an act that is not there")
	}
}

func TestTheQueueSaysWhereEachInjectStands(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, queue), 1, nil)
	want := func(at string, states map[string]string) {
		t.Helper()
		for _, q := range s.M.Queue(&s.S) {
			id := s.M.Game.Injects[q.Inject].ID
			if got := q.State.String(); got != states[id] {
				t.Errorf("%s: %s is %s, want %s", at, id, got, states[id])
			}
		}
	}
	want("turn 1", map[string]string{"early": "next", "late": "waiting", "often": "waiting", "iffy": "conditional", "answer": "conditional", "idle": "never", "closing": "waiting"})
	act(s, game.ActHold, "late")
	act(s, game.ActInject, "iffy")
	s.Close("aurelia call")
	want("turn 1 is over", map[string]string{"early": "next", "late": "held", "often": "waiting", "iffy": "sent", "answer": "next", "idle": "never", "closing": "waiting"})
	s.P.Open(&s.S)
	want("turn 2", map[string]string{"early": "sent", "late": "held", "often": "waiting", "iffy": "sent", "answer": "sent", "idle": "never", "closing": "next"})
	s.Turn()
	s.Turn()
	want("turn 4", map[string]string{"early": "sent", "late": "held", "often": "sent", "iffy": "sent", "answer": "sent", "idle": "never", "closing": "sent"})
	for _, q := range s.M.Queue(&s.S) {
		switch s.M.Game.Injects[q.Inject].ID {
		case "often":
			if q.Sent != 4 {
				t.Errorf("often was sent in turn %d", q.Sent)
			}
		case "late":
			if q.Turn != 5 {
				t.Errorf("late is due in turn %d", q.Turn)
			}
		}
	}
}

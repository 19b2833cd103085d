package game_test

import (
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

func TestOffersStandForTheirTurnsAndCloseWhenTaken(t *testing.T) {
	m := sit.Compile(t, world+`
[response.ask]
by = ["aurelia", "korsavia"]
tray = "law"
[temptation.strike]
by = ["aurelia", "korsavia"]
when = "turn >= 2"
lasts = 2
offer = "Tonight."
gain = "Quiet."
risk = "A school."
legal = { status = "unlawful", basis = "Unauthorised access" }
instead = "ask"
effects = ["calm += 10"]
`)
	s := sit.Start(t, m, 1, nil)
	refused := func(words string, want game.Code) {
		t.Helper()
		got := game.OK
		if r := s.Check(words); r != nil {
			got = r.Code
		}
		if got != want {
			t.Errorf("turn %d: %s: got %v, want %v", s.S.Turn(), words, got, want)
		}
	}
	refused("aurelia strike", game.NotOffered)
	s.Turn()
	refused("aurelia strike", game.OK)
	s.Turn("aurelia strike")
	refused("aurelia strike", game.NotOffered)
	refused("korsavia strike", game.OK)
	s.Turn()
	refused("korsavia strike", game.NotOffered)
	if got := s.Get("calm"); got != 60 {
		t.Errorf("calm = %v, want 60: the temptation pays at once", got)
	}
}

func TestMovesAreRefusedWithACode(t *testing.T) {
	m := sit.Compile(t, `moves_per_turn = 2`+world+`
[response.talk]
by = "aurelia"
[response.aim]
by = "aurelia"
target = ["korsavia"]
[response.lock]
by = "aurelia"
when = "calm < 10"
[response.dear]
by = "aurelia"
cost = { means = 2 }
[response.cheap]
by = "aurelia"
cost = { means = 2 }
[response.cross]
by = "aurelia"
tray = "restrict"
target = ["korsavia"]
rung = 2
`)
	tests := []struct {
		name  string
		moves []string
		want  game.Code
	}{
		{"a legal move", []string{"aurelia talk"}, game.OK},
		{"somebody else's measure", []string{"korsavia talk"}, game.NotYours},
		{"no target given", []string{"aurelia aim"}, game.NoTarget},
		{"a target it does not take", []string{"aurelia aim moth"}, game.BadTarget},
		{"a target where there is none", []string{"aurelia talk moth"}, game.BadTarget},
		{"a condition that does not hold", []string{"aurelia lock"}, game.Locked},
		{"dear together, not alone", []string{"aurelia dear", "aurelia cheap"}, game.TooDear},
		{"the same twice", []string{"aurelia talk", "aurelia talk"}, game.Twice},
		{"more than a turn has", []string{"aurelia talk", "aurelia dear", "aurelia aim korsavia"}, game.TooMany},
		{"across a firebreak unconfirmed", []string{"aurelia cross korsavia"}, game.Confirm},
		{"across a firebreak confirmed", []string{"aurelia cross korsavia !"}, game.OK},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sit.Start(t, m, 1, nil)
			before := s.S.Copy()
			got := game.OK
			if r := s.Check(tt.moves...); r != nil {
				got = r.Code
			}
			if got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
			for i := range before.V {
				if before.V[i] != s.S.V[i] {
					t.Fatalf("judging moved %s", m.Game.Slots[i].Path)
				}
			}
		})
	}
}

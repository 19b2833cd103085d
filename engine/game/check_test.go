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

// An option stands for all words of its choices: for the first that may be said,
// and if none may for the reason of the first.
func TestAnOptionIsTheFirstWordThatMayBeSaid(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "options"
turns = 3
[role_track.standing]
start = 20
[role.aurelia]
[role.tern]
[response.protest]
by = ["aurelia", "tern"]
choice.wording.sharp  = { when = "self.standing >= 60" }
choice.wording.plain  = { when = "self.standing >= 20" }
choice.wording.silent = { when = "self.standing >= 10" }
[inject.shame]
turn = 1
effects = ["tern.standing = 5"]
text = "Shame."
`), 1, nil)
	aurelia, tern := s.M.View(&s.S, 0).Options(nil), s.M.View(&s.S, 1).Options(nil)
	if len(aurelia) != 1 || aurelia[0].Code != game.OK || aurelia[0].Choice != 1 {
		t.Errorf("aurelia may %+v, want the second word", aurelia)
	}
	if len(tern) != 1 || tern[0].Code == game.OK || tern[0].Choice != 0 {
		t.Errorf("tern may %+v, want the first word, locked", tern)
	}
	if r := s.M.View(&s.S, 1).Legal(tern[0].Move(1)); r.Code != tern[0].Code {
		t.Errorf("tern is told %v, and the first word is locked by %v", tern[0].Code, r.Code)
	}
}

// A game that goes on has no ending, and one that runs out of time without a last
// resort has none either.
func TestWithoutALastResortTimeRunsOutWithoutAnEnding(t *testing.T) {
	const two = `
format = 1
id = "endless"
turns = 2
[track.calm]
start = 50
[role.aurelia]
[response.stir]
by = "aurelia"
effects = ["calm -= 50"]
[ending.peace]
when = "calm > 90"
[ending.uproar]
when = "calm < 10"
`
	s := sit.Start(t, sit.Compile(t, two), 1, nil)
	if got := s.S.Ending(s.M.Game); got != -1 {
		t.Errorf("in turn 1 the ending is %d, want none", got)
	}
	s.Turn()
	s.Close()
	if got := s.S.Ending(s.M.Game); !s.S.Ended() || got != -1 {
		t.Errorf("over %t, ending %d, want over and none", s.S.Ended(), got)
	}
	s = sit.Start(t, sit.Compile(t, two), 1, nil)
	s.Close("aurelia stir")
	if got := s.S.Ending(s.M.Game); got != 1 {
		t.Errorf("ending %d, want the second", got)
	}
}

// Only who is asked may answer, and neither yes nor no has to do with a number.
func TestOnlyWhoIsAskedMayAnswer(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `
format = 1
id = "asked"
turns = 2
[role.aurelia]
[role.tern]
[role.drovia]
[response.patrol]
by = "aurelia"
target = "tern"
consent = { of = "target" }
`), 1, nil)
	open := []game.Move{s.Move("aurelia patrol tern")}
	for role, want := range map[string]game.Code{"aurelia": game.NotAsked, "tern": game.OK, "drovia": game.NotAsked} {
		if got := s.M.View(&s.S, s.Role(role)).CheckAnswer(open, open[0]); got != (game.Reason{Code: want, Slot: -1}) {
			t.Errorf("%s answers: %+v, want %v without a number", role, got, want)
		}
	}
	if got := s.M.View(&s.S, 1).CheckAnswer(nil, open[0]); got.Code != game.NotAsked {
		t.Errorf("an answer to nothing: %+v", got)
	}
}

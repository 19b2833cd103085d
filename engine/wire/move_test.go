package wire_test

import (
	"reflect"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/wire"
)

const duel = `format = 1
id = "duel"
turns = 2
moves_per_turn = 1
[role_track.means]
start = 1
[role.a]
kind = "state"
[role.b]
kind = "state"
[response.talk]
by = "a"
target = "b"
[response.spend]
by = "a"
cost = { means = 2 }
[response.reply]
by = "b"
[temptation.strike]
by = "a"
when = "turn == 2"
offer = "o"
gain = "g"
risk = "r"
legal = { status = "unlawful", basis = "x" }
instead = "talk"
[ending.end]
`

func TestParseMove(t *testing.T) {
	g := small(t, duel)
	for _, c := range []struct {
		name string
		move wire.Move
		self int32
		want game.Move
		code string
	}{
		{"with a target", wire.Move{Action: "talk", Target: "b", Text: "Peace."}, 0, game.Move{Target: 1}, ""},
		{"confirmed", wire.Move{Action: "spend", Confirm: true}, 0, game.Move{Action: 1, Target: -1, Confirm: true}, ""},
		{"no such measure", wire.Move{Action: "nothing"}, 0, game.Move{}, wire.CodeUnknownAction},
		{"another's measure is no measure", wire.Move{Action: "reply"}, 0, game.Move{}, wire.CodeUnknownAction},
		{"the public has none", wire.Move{Action: "talk"}, -1, game.Move{}, wire.CodeUnknownAction},
		{"no such role", wire.Move{Action: "talk", Target: "c"}, 0, game.Move{}, wire.CodeUnknownRole},
		{"too long a text", wire.Move{Action: "talk", Text: strings.Repeat("é", wire.MaxText+1)}, 0, game.Move{}, wire.CodeTooLong},
		{"as long as may be", wire.Move{Action: "talk", Target: "b", Text: strings.Repeat("é", wire.MaxText)}, 0, game.Move{Target: 1}, ""},
	} {
		got, code := wire.ParseMove(g, c.move, c.self)
		if code != c.code || got != c.want {
			t.Errorf("%s: got %+v, %q, want %+v, %q", c.name, got, code, c.want, c.code)
		}
		if code == "" {
			back := wire.MoveOf(g, got)
			c.move.Text = ""
			if !reflect.DeepEqual(back, c.move) {
				t.Errorf("%s: back as %+v, want %+v", c.name, back, c.move)
			}
		}
	}
	if _, at, code := wire.ParseMoves(g, []wire.Move{{Action: "talk"}, {Action: "x"}}, 0); at != 1 || code != wire.CodeUnknownAction {
		t.Errorf("move %d, %q", at, code)
	}
	if _, at, code := wire.ParseMoves(g, make([]wire.Move, wire.MaxMoves+1), 0); at != -1 || code != wire.CodeTooLong {
		t.Errorf("list: move %d, %q", at, code)
	}
}

func TestRefusals(t *testing.T) {
	g := small(t, duel)
	m := game.NewMachine(g)
	now := moments(t, m, 1)
	d := wire.NewDesk(m, 0, "en", wire.NamesFrom(1))
	v := d.View(&now[0].state, now[0].scene())
	d.Book(&v)
	refuse := func(state *game.State, moves ...game.Move) wire.Refuse {
		t.Helper()
		r := m.View(state, 0).Check(moves)
		if r == nil {
			t.Fatalf("%v is legal", moves)
		}
		return d.Refuse("c1", state, moves, *r)
	}
	first := &now[0].state
	for _, c := range []struct {
		got  wire.Refuse
		code string
		move int
		text string
	}{
		{refuse(first, game.Move{Action: 0, Target: 1}, game.Move{Action: 1, Target: -1}), "too_many", 1, "You may choose at most 1 measure in one turn."},
		{refuse(first, game.Move{Action: 1, Target: -1}), "too_dear", 0, "You cannot afford this (Means): 2 needed, 1 available."},
		{refuse(first, game.Move{Action: 0, Target: -1}), "no_target", 0, "Choose a target."},
		{refuse(first, game.Move{Action: 3, Target: -1}), "unknown_action", 0, "There is no such measure."},
		{d.RefuseCode("c1", wire.CodeWrongTurn, -1), "wrong_turn", -1, "This was meant for another turn. Nothing has changed."},
	} {
		if c.got.Code != c.code || c.got.Move != c.move || c.got.Text != c.text || c.got.ID != "c1" || c.got.T != wire.TypeRefuse || c.got.V != wire.Version {
			t.Errorf("got %+v, want %s, move %d, %q", c.got, c.code, c.move, c.text)
		}
	}
	second := moments(t, m, 1)[2]
	v = d.View(&second.state, second.scene())
	d.Book(&v)
	taken := game.Move{Action: 3, Target: -1}
	if r := m.View(&second.state, 0).Check([]game.Move{taken}); r != nil {
		t.Fatalf("the offer of turn 2 is refused: %s", r.Code)
	}
	late := refuse(first, taken)
	if late.Code != "not_offered" {
		t.Errorf("an offer that has been seen: got %s, want not_offered", late.Code)
	}
}

func TestEveryCodeOfTheWireHasASentence(t *testing.T) {
	known := map[string]bool{}
	for _, c := range prose.Codes() {
		known[c] = true
	}
	for _, code := range []string{
		wire.CodeUnknownAction, wire.CodeUnknownRole, wire.CodeWrongTurn, wire.CodeWrongPhase, wire.CodeNotCommitted,
		wire.CodeTooLong, wire.CodeBadMessage, wire.CodeBadVersion, wire.CodeUnknownType, wire.CodeTooFast, wire.CodeNoSeat,
		wire.CodeNoSession, wire.CodeObserver, wire.CodeReplaced, wire.CodeStopping, wire.CodeFault,
	} {
		if !known[code] {
			t.Errorf("prose does not know the code %s", code)
		}
		for _, lang := range prose.Languages() {
			if b := wire.ByeIn(lang, code); b.Text == prose.Refusal(lang, "other") {
				t.Errorf("%s has no sentence in %s", code, lang)
			}
		}
	}
	for c := game.OK; c <= game.BadAmount; c++ {
		if !known[c.String()] {
			t.Errorf("prose does not know the game's code %s", c)
		}
	}
}

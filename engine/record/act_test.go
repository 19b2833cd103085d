package record_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/record"
)

const lottery = `format = 1
id = "lottery"
turns = 2
[track.calm]
start = 50
[role.mayor]
[role.crew]
seat = false
[response.bid]
by = "mayor"
outcome.won = { odds = 0.5, effects = ["calm += 10"] }
outcome.lost = { effects = ["calm -= 10"] }
[attack.raid]
turn = 2
on = "mayor"
author = "crew"
[evidence.tape]
about = "raid"
like = { crew = 0.5 }
to = "mayor"
turn = 2
[rule.rain]
chance = 0.5
effects = ["calm += 1"]
[draw.wind]
one_of = { north = 1, south = 1 }
[ending.luck]
chance = 0.5
[ending.dawn]
`

// meddled plays and records a game of two turns in which the facilitator decides
// draws of every kind and sets a number.
func meddled(t *testing.T) *played {
	t.Helper()
	return acted(t, lottery, "mayor bid", "luck", [][2][]string{
		{{"force rule rain in turn 1 = yes"}, {"force outcome bid by mayor = lost", "override calm = 20", "force ending luck = no", "force evidence tape in turn 2 = not_found", "force draw wind in turn 2 = south", "force rule rain in turn 2 = no"}},
		{{"unforce rule rain in turn 2"}, {"force ending luck = yes"}},
	})
}

// acted plays and records a game: one move in every turn, and these acts before
// and after it opens.
func acted(t *testing.T, text, move, ending string, turns [][2][]string) *played {
	t.Helper()
	g := &played{m: sit.Compile(t, text), text: text, seed: 3}
	var err error
	if g.n, err = record.NewNotation(g.m.Game); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := record.NewWriter(&out)
	s := &sit.Sitting{T: t, M: g.m}
	s.P = g.m.NewPlay(chance.Luck{Seed: 3}, &s.Ledger)
	put := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	put(s.P.Start(&s.S, nil))
	put(w.Begin(record.Header{Scenario: g.m.Game.ID, Main: "scenario.toml", Seed: 3}, []record.File{{Name: "scenario.toml", Data: []byte(text)}}))
	thread := record.NewThread(g.n, record.Format)
	start := thread.Start(&s.Ledger, &s.S)
	put(w.Append(start))
	for _, acts := range turns {
		s.Ledger.Reset()
		var done []record.Done
		do := func(list []string, early bool) {
			t.Helper()
			for _, words := range list {
				a := s.Act(words)
				if c := s.P.Act(&s.S, a); c != game.OK {
					t.Fatalf("%s: %v", words, c)
				}
				done = append(done, record.Done{Act: a, Early: early})
			}
		}
		do(acts[0], true)
		s.P.Open(&s.S)
		do(acts[1], false)
		open := s.Ledger
		s.Ledger.Reset()
		o := game.Orders{Moves: []game.Move{s.Move(move)}}
		s.P.Adjudicate(&s.S, o)
		x := thread.Turn(&open, &s.Ledger, o, done, &s.S)
		put(w.Append(x))
		g.turns, g.state = append(g.turns, x), append(g.state, s.S.Copy())
	}
	put(w.Append(record.End{Turn: int32(len(turns)), Ending: ending, Play: thread.Play()}))
	g.bytes = out.Bytes()
	return g
}

func TestARecordOfForcedDrawsAndSetNumbersVerifies(t *testing.T) {
	g := meddled(t)
	r := read(t, g.bytes)
	if rep := record.Verify(r, compile); !rep.OK() || rep.Retold != 0 || rep.Turns != 2 {
		t.Fatalf("report %+v", rep)
	}
	first := g.turns[0]
	if got := float64(first.State["calm"]); got != 11 { // set to 20, - 10 lost, + 1 rain
		t.Errorf("calm is %v, want 11", got)
	}
	want := []record.Forced{{Turn: 2, Purpose: "evidence", ID: "tape", Pick: 1}, {Turn: 2, Purpose: "draw", ID: "wind", Pick: 1}, {Turn: 2, Purpose: "rule", ID: "rain", Pick: 1}}
	if !reflect.DeepEqual(first.Forced, want) || len(g.turns[1].Forced) != 0 {
		t.Errorf("waiting after turn 1: %+v, after turn 2: %+v", first.Forced, g.turns[1].Forced)
	}
	forced := map[string]int{}
	for _, turn := range g.turns {
		for _, l := range []record.Ledger{turn.Open, turn.Played} {
			for _, d := range l.Draws {
				if d.Forced {
					forced[d.Purpose]++
				}
			}
		}
	}
	if !reflect.DeepEqual(forced, map[string]int{"outcome": 1, "rule": 1, "evidence": 1, "draw": 1, "ending": 2}) {
		t.Errorf("draws told as forced: %v", forced)
	}
	c, err := r.Course()
	if err != nil {
		t.Fatal(err)
	}
	for i := range g.state {
		var s game.State
		if err := c.State(g.n, i+1, &s); err != nil || !sameState(&s, &g.state[i]) {
			t.Errorf("turn %d folded: %v", i+1, err)
		}
	}
}

func TestActsThatWereOtherwiseDoNotVerify(t *testing.T) {
	otherwise(t, meddled, []change{
		{"another pick", func(x *record.Turn) { x.Acts[1].Draw.Pick = 0 }, "calm comes out as"},
		{"a pick that cannot be", func(x *record.Turn) { x.Acts[1].Draw.Pick = 7 }, "the act force is not possible: bad_pick"},
		{"a pick below all", func(x *record.Turn) { x.Acts[1].Draw.Pick = -1 }, "the act force is not possible: bad_pick"},
		{"a draw of another turn", func(x *record.Turn) { x.Acts[1].Draw.Turn = 9 }, "the act force is not possible: no_draw"},
		{"a draw left out", func(x *record.Turn) { x.Acts = x.Acts[:len(x.Acts)-1] }, "the forced draws that wait come out otherwise"},
		{"a draw more that waits", func(x *record.Turn) { x.Forced = append(x.Forced, x.Forced[0]) }, "the forced draws that wait come out otherwise"},
		{"no draw", func(x *record.Turn) { x.Acts[1].Draw = nil }, "act force: no draw is named"},
		{"an unknown purpose", func(x *record.Turn) { x.Acts[1].Draw.Purpose = "author" }, `act force: no draw of the purpose "author" can be forced`},
		{"an unknown action", func(x *record.Turn) { x.Acts[1].Draw.ID = "fly" }, `act force: no block "fly"`},
		{"a number that is not there", func(x *record.Turn) { x.Acts[5].Draw.ID = "rain" }, `act force: no draw "rain"`},
		{"an action without a name", func(x *record.Turn) { x.Acts[1].Draw.ID = "" }, `act force: no outcome ""`},
		{"an unknown role", func(x *record.Turn) { x.Acts[1].Draw.Self = "judge" }, `act force: no role "judge"`},
		{"another value", func(x *record.Turn) { x.Acts[2].Value = 30 }, "calm comes out as 21"},
		{"a value out of bounds", func(x *record.Turn) { x.Acts[2].Value = 101 }, "the act override is not possible: bad_value"},
		{"an unknown number", func(x *record.Turn) { x.Acts[2].Path = "storm" }, `act override: no number "storm"`},
		{"the turn as a number", func(x *record.Turn) { x.Acts[2].Path = "turn" }, "the act override is not possible: no_number"},
	})
}

// change is something said otherwise in the first turn of a record, and why it
// does not verify then.
type change struct {
	name   string
	change func(*record.Turn)
	want   string
}

func otherwise(t *testing.T, play func(*testing.T) *played, tests []change) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := play(t)
			var out bytes.Buffer
			w := record.NewWriter(&out)
			for _, l := range read(t, g.bytes).Lines {
				if x, ok := l.Entry.(*record.Turn); ok && x.Turn == 1 {
					tt.change(x)
				}
				if err := w.Append(l.Entry); err != nil {
					t.Fatal(err)
				}
			}
			rep := record.Verify(read(t, out.Bytes()), compile)
			if rep.OK() || !strings.Contains(rep.Faults[0].String(), tt.want) {
				t.Errorf("faults %v, want %s", rep.Faults, tt.want)
			}
		})
	}
}

const table = `format = 1
id = "table"
turns = 1
[track.calm]
start = 50
[role.mayor]
kind = "state"
[role.crew]
kind = "state"
[role.press]
seat = false
[response.sign]
by = "mayor"
cosign = { of = "crew", at_least = 1 }
choice.wording.plain = {}
choice.wording.sharp = {}
[attack.raid]
turn = 1
on = "mayor"
author = "press"
suspects = { press = 50 }
[evidence.tape]
about = "raid"
points = { press = 3 }
tlp = "green"
to = "mayor"
turn = 1
[evidence.note]
about = "raid"
points = { press = 3 }
to = "mayor"
turn = 1
[evidence.name]
about = "raid"
points = { press = 1 }
tlp = "red"
to = "mayor"
turn = 1
beyond = { effects = ["calm -= 2"], after = 1 }
[ending.dawn]
`

func shared(t *testing.T) *played {
	t.Helper()
	return acted(t, table, "mayor sign wording=sharp", "dawn", [][2][]string{{nil, {
		"share tape by mayor with crew press", "share note by mayor with crew for mayor sign wording=sharp",
		"share name by mayor with press !",
	}}})
}

func TestARecordOfSharedEvidenceVerifies(t *testing.T) {
	g := shared(t)
	r := read(t, g.bytes)
	if rep := record.Verify(r, compile); !rep.OK() || rep.Retold != 0 || rep.Turns != 1 {
		t.Fatalf("report %+v", rep)
	}
	turn := g.turns[0]
	on := record.Move{Role: "mayor", Action: "sign", Choices: []record.Words{{Name: "wording", Word: "sharp"}}}
	want := []record.Act{
		{Do: "share", Gift: &record.Gift{Role: "mayor", Evidence: "tape", To: []string{"crew", "press"}}},
		{Do: "share", Gift: &record.Gift{Role: "mayor", Evidence: "note", To: []string{"crew"}, On: &on}},
		{Do: "share", Gift: &record.Gift{Role: "mayor", Evidence: "name", To: []string{"press"}, Confirm: true}},
	}
	if !reflect.DeepEqual(turn.Acts, want) {
		t.Errorf("acts %+v", turn.Acts)
	}
	for path, want := range map[string]record.Number{"held.tape.crew": 1, "held.tape.press": 1, "held.note.crew": 1, "held.note.press": 0, "crew.belief.raid[press]": 90} {
		if got := turn.State[path]; got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	told := 0
	for _, e := range turn.Open.Events {
		if e.Kind == "beyond" && (e.Block != "name.beyond" || e.Self != "mayor" || e.Target != "press" || e.Stage != "act") {
			t.Errorf("beyond its mark: %+v", e)
		}
		if e.Kind == "shared" && e.Stage == "act" && e.Self == "mayor" && e.Block == "share" {
			told++
		}
	}
	if told != 4 {
		t.Errorf("%d gifts are told, want 4", told)
	}
	if len(turn.Due) != 1 || turn.Due[0].Block != "name.beyond" || turn.Due[0].Target != "press" {
		t.Errorf("what waits: %+v", turn.Due)
	}
	var s game.State
	if err := r.Fold(g.n, &s); err != nil || !sameState(&s, &g.state[0]) {
		t.Errorf("fold: %v", err)
	}
}

func TestGiftsThatWereOtherwiseDoNotVerify(t *testing.T) {
	otherwise(t, shared, []change{
		{"to one less", func(x *record.Turn) { x.Acts[0].Gift.To = []string{"crew"} }, "comes out as"},
		{"to one who may not have it", func(x *record.Turn) { x.Acts[1].Gift.To = []string{"crew", "press"} }, "the act share is not possible: tlp"},
		{"beside nothing", func(x *record.Turn) { x.Acts[1].Gift.On = nil }, "the act share is not possible: tlp"},
		{"beside another's proposal", func(x *record.Turn) { x.Acts[1].Gift.On.Role = "crew" }, "the act share is not possible: not_asked"},
		{"beside words that are not there", func(x *record.Turn) { x.Acts[1].Gift.On.Choices = nil }, `act share: action "sign" has 1 choices, not 0`},
		{"by one who does not hold it", func(x *record.Turn) { x.Acts[0].Gift.Role = "press"; x.Acts[0].Gift.To = []string{"crew"} }, "the act share is not possible: bad_choice"},
		{"to himself", func(x *record.Turn) { x.Acts[0].Gift.To = []string{"mayor"} }, "the act share is not possible: bad_target"},
		{"to nobody", func(x *record.Turn) { x.Acts[0].Gift.To = nil }, "the act share is not possible: bad_target"},
		{"to somebody who is not there", func(x *record.Turn) { x.Acts[0].Gift.To = []string{"judge"} }, `act share: no role "judge"`},
		{"to all in another order", func(x *record.Turn) { x.Acts[0].Gift.To = []string{"press", "crew"} }, `act share: "crew" stands wrongly`},
		{"to one twice", func(x *record.Turn) { x.Acts[0].Gift.To = []string{"crew", "crew"} }, `act share: "crew" stands wrongly`},
		{"evidence that is not there", func(x *record.Turn) { x.Acts[0].Gift.Evidence = "photo" }, `act share: no evidence "photo"`},
		{"no evidence", func(x *record.Turn) { x.Acts[0].Gift.Evidence = "" }, "the act share is not possible: bad_choice"},
		{"no gift", func(x *record.Turn) { x.Acts[0].Gift = nil }, "act share: no gift is named"},
		{"a gift left out", func(x *record.Turn) { x.Acts = x.Acts[:1] }, "comes out as"},
		{"beyond its mark unconfirmed", func(x *record.Turn) { x.Acts[2].Gift.Confirm = false }, "the act share is not possible: beyond"},
		{"confirmed for nothing", func(x *record.Turn) { x.Acts[0].Gift.Confirm = true }, "its play hash is not that of its line"},
	})
}

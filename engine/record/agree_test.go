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

const accord = `format = 1
id = "accord"
turns = 2
[track.calm]
start = 50
[role.mayor]
[role.crew]
[response.sign]
by = "mayor"
cosign = { of = "crew", at_least = 1 }
effects = ["calm += 3 * count(signers)"]
also.later = { after = 1, effects = ["calm += wording == sharp ? 10 : 1"] }
choice.wording.plain = {}
choice.wording.sharp = {}
[attack.raid]
turn = 1
on = "mayor"
author = "crew"
[evidence.note]
about = "raid"
tlp = "clear"
points = { crew = 2 }
to = "mayor"
turn = 1
[inject.press]
turn = 2
effects = ["calm -= 20"]
text = "Press."
[ending.dawn]
`

// signed plays and records a game of two turns with words, a signature, evidence
// published, and acts of the facilitator before and after Open.
func signed(t *testing.T) (g *played) {
	t.Helper()
	g = &played{m: sit.Compile(t, accord), text: accord, seed: 3}
	var err error
	if g.n, err = record.NewNotation(g.m.Game); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := record.NewWriter(&out)
	var l game.Ledger
	p := g.m.NewPlay(chance.Luck{Seed: 3}, &l)
	var s game.State
	put := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	put(p.Start(&s, nil))
	put(w.Begin(record.Header{Scenario: "accord", Main: "scenario.toml", Seed: 3}, []record.File{{Name: "scenario.toml", Data: []byte(accord)}}))
	thread := record.NewThread(g.n, record.Format)
	start := thread.Start(&l, &s)
	put(w.Append(start))
	sign := record.Move{Role: "mayor", Action: "sign", Choices: []record.Words{{Name: "wording", Word: "sharp"}}}
	turn := func(acts []record.Done, moves []record.Move, ballots []record.Ballot) {
		t.Helper()
		l.Reset()
		do := func(early bool) {
			for _, a := range acts {
				if a.Early == early {
					if code := p.Act(&s, a.Act); code != game.OK {
						t.Fatalf("act %v: %v", a.Kind, code)
					}
				}
			}
		}
		do(true)
		p.Open(&s)
		do(false)
		open := l
		l.Reset()
		o, err := g.n.GameOrders(moves, ballots)
		put(err)
		p.Adjudicate(&s, o)
		done := l
		x := thread.Turn(&open, &done, o, acts, &s)
		put(w.Append(x))
		g.turns = append(g.turns, x)
	}
	turn([]record.Done{{Act: game.Act{Kind: game.ActHold}, Early: true}},
		[]record.Move{sign, {Role: "mayor", Action: "publish", Evidence: "note"}},
		[]record.Ballot{{Move: sign, Role: "crew", Yes: true}})
	turn([]record.Done{{Act: game.Act{Kind: game.ActRelease}}}, nil, nil)
	put(w.Append(record.End{Turn: 2, Ending: "dawn", Play: thread.Play()}))
	g.bytes = out.Bytes()
	g.state = []game.State{s}
	return g
}

func TestARecordOfAnswersWordsAndActsVerifies(t *testing.T) {
	g := signed(t)
	r := read(t, g.bytes)
	if rep := record.Verify(r, compile); !rep.OK() || rep.Retold != 0 || rep.Turns != 2 {
		t.Fatalf("report %+v", rep)
	}
	if got := float64(g.turns[1].State["calm"]); got != 43 { // 50 + 3, + 10 put off, - 20 released
		t.Errorf("calm is %v, want 43", got)
	}
	first := g.turns[0]
	if len(first.Due) != 1 || first.Due[0].Choices[0].Word != "sharp" || first.Due[0].Signers[0] != "crew" {
		t.Errorf("due %+v", first.Due)
	}
	if !reflect.DeepEqual(first.Acts, []record.Act{{Do: "hold", Inject: "press", Early: true}}) || first.State["hold.press"] != 1 {
		t.Errorf("acts %+v, hold %v", first.Acts, first.State["hold.press"])
	}
	var folded game.State
	if err := r.Fold(g.n, &folded); err != nil || !sameState(&folded, &g.state[0]) {
		t.Errorf("fold: %v", err)
	}
	c, err := r.Course()
	if err != nil {
		t.Fatal(err)
	}
	chapters, err := c.Chapters(g.n)
	if err != nil {
		t.Fatal(err)
	}
	d := g.m.Debrief(chapters)
	if len(d.Decisions) != 2 || d.Decisions[0].Signers != game.One(1) || d.Decisions[0].Moved[0].By != 3 {
		t.Errorf("debrief %+v", d.Decisions)
	}
}

func TestAnswersAndActsThatWereNotPossibleDoNotVerify(t *testing.T) {
	tests := []struct {
		name   string
		change func(*record.Turn)
		want   string
	}{
		{"an answer of somebody who was not asked", func(x *record.Turn) { x.Ballots[0].Role = "mayor" }, "the answer of mayor to sign of mayor is not legal"},
		{"an answer to nothing", func(x *record.Turn) { x.Orders = x.Orders[1:] }, "the answer of crew to sign of mayor is not legal"},
		{"an answer twice", func(x *record.Turn) { x.Ballots = append(x.Ballots, x.Ballots[0]) }, "the answer of crew to sign of mayor is not legal"},
		{"another answer", func(x *record.Turn) { x.Ballots[0].Yes = false }, "calm comes out as 50"},
		{"another word", func(x *record.Turn) {
			x.Orders[0].Choices = []record.Words{{Name: "wording", Word: "plain"}}
			x.Ballots[0].Move = x.Orders[0]
		}, "the delayed blocks that wait come out otherwise"},
		{"a word that is not there", func(x *record.Turn) { x.Orders[0].Choices = []record.Words{{Name: "wording", Word: "loud"}} }, `order of "mayor": action "sign" has no choice wording = loud`},
		{"evidence that is not there", func(x *record.Turn) { x.Orders[1].Evidence = "tape" }, `order of "mayor": no evidence "tape"`},
		{"an act that was not possible", func(x *record.Turn) { x.Acts[0].Do = "release" }, "the act release is not possible: not_held"},
		{"an act left out", func(x *record.Turn) { x.Acts = nil }, "hold.press comes out as 0"},
		{"an act about nothing", func(x *record.Turn) { x.Acts[0].Inject = "radio" }, `act hold: no inject "radio"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := signed(t)
			var out bytes.Buffer
			w := record.NewWriter(&out)
			for _, l := range read(t, g.bytes).Lines {
				e := l.Entry
				if x, ok := e.(*record.Turn); ok && x.Turn == 1 {
					x.Ballots = append([]record.Ballot{}, x.Ballots...)
					tt.change(x)
				}
				if err := w.Append(e); err != nil {
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

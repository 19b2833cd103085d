package record_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
)

// A rewind goes back to an earlier turn, with new luck; what it undoes stays in
// the record but is not played again.
func TestARewindIsFollowed(t *testing.T) {
	const luck = 41
	g := play(t, t, brief, 5, policy.Random)
	lines := bytes.SplitAfter(g.bytes, []byte("\n"))
	var out bytes.Buffer
	out.Write(bytes.Join(lines[:len(lines)-2], nil)) // all but the end
	w := record.ResumeWriter(&out, read(t, out.Bytes()).Head())
	if err := w.Append(record.Rewind{To: 1, Luck: luck}); err != nil {
		t.Fatal(err)
	}

	// Turn 2 once more, from the state after turn 1.
	s := g.state[1].Copy()
	thread := record.NewThread(g.n, record.Format)
	thread.Back(g.turns[0].Play, &s)
	var l game.Ledger
	p := g.m.NewPlay(chance.Luck{Seed: chance.Seed(g.seed), Salt: luck}, &l)
	p.Open(&s)
	open := l
	l.Reset()
	o, err := g.n.GameOrders([]record.Move{{Role: "mayor", Action: "speak"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.Adjudicate(&s, o)
	turn := thread.Turn(&open, &l, o, nil, &s)
	if err := w.Append(turn); err != nil {
		t.Fatal(err)
	}
	if err := w.Append(record.End{Turn: 2, Ending: "dawn", Play: turn.Play}); err != nil {
		t.Fatal(err)
	}

	r := read(t, out.Bytes())
	rep := record.Verify(r, compile)
	if !rep.OK() || rep.Turns != 2 || !rep.Whole || rep.Lines != 8 {
		t.Fatalf("report %+v", rep)
	}
	var folded game.State
	if err := r.Fold(g.n, &folded); err != nil {
		t.Fatal(err)
	}
	if !sameState(&folded, &s) {
		t.Errorf("fold gives %v, live is %v", g.n.State(&folded), g.n.State(&s))
	}
	if got := r.Luck(); got != (chance.Luck{Seed: 5, Salt: luck}) {
		t.Errorf("Luck = %+v", got)
	}

	// The same under the luck of before is another play.
	salt := bytes.Replace(out.Bytes(), []byte(`"luck":41`), []byte(`"luck":42`), 1)
	if rep := record.Verify(read(t, rechained(salt)), compile); rep.OK() {
		t.Error("a rewind with other luck than was played verifies")
	}
}

// rechained makes the chain anew, as somebody would who wants to hide a change.
func rechained(b []byte) []byte {
	var out []byte
	var chain record.Sum
	for _, l := range bytes.Split(bytes.TrimSuffix(b, []byte("\n")), []byte("\n")) {
		body, _, _ := bytes.Cut(l, []byte(`,"chain":"`))
		chain = record.ChainSum(chain, body)
		out = append(out, body...)
		out = append(out, `,"chain":"`+chain.String()+"\"}\n"...)
	}
	return out
}

func TestARewindToNowhereIsAFault(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	var out bytes.Buffer
	out.Write(g.bytes)
	if err := record.ResumeWriter(&out, read(t, g.bytes).Head()).Append(record.Rewind{To: 3}); err != nil {
		t.Fatal(err)
	}
	rep := record.Verify(read(t, out.Bytes()), compile)
	if rep.OK() || rep.Faults[0].String() != "line 7: rewind to turn 3, which is not there" {
		t.Errorf("faults %v", rep.Faults)
	}
}

// A record of other semantics is no fault: verification says how much would
// differ.
func TestOtherSemanticsAreCountedNotFaulted(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	other := func(line []byte) []byte {
		return bytes.Replace(line, fmt.Appendf(nil, `"semantics":%d`, record.Semantics), []byte(`"semantics":0`), 1)
	}
	older := other(g.bytes)
	rep := record.Verify(read(t, rechained(older)), compile)
	if !rep.OK() || rep.Own || !rep.Recomputed || rep.Differ != 0 {
		t.Errorf("the same answers under another number: %+v", rep)
	}
	x := g.turns[1]
	x.State = record.State{}
	for path, v := range g.turns[1].State {
		x.State[path] = v
	}
	x.State["calm"] -= 4
	x.Play = record.PlaySum(record.Format, g.before(1), &x)
	older = other(replaced(t, g, x))
	rep = record.Verify(read(t, rechained(older)), compile)
	if !rep.OK() || rep.Differ != 1 || rep.Turns != 2 {
		t.Errorf("another answer in turn 2: %+v, want one turn that differs", rep)
	}
}

// Another version may adjudicate otherwise, but nothing makes a line that does not
// fit its own hash: such a record was damaged, whatever its semantics.
func TestADamagedTurnOfOtherSemanticsIsAFault(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	other := func(b []byte) *record.Report {
		b = bytes.Replace(b, fmt.Appendf(nil, `"semantics":%d`, record.Semantics), []byte(`"semantics":1`), 1)
		return record.Verify(read(t, rechained(b)), compile)
	}
	x := g.turns[1]
	x.State = maps.Clone(x.State)
	x.State["calm"] -= 4
	if rep := other(replaced(t, g, x)); len(rep.Faults) != 1 || rep.Faults[0].String() != "line 5 (turn 2): its play hash is not that of its line" {
		t.Errorf("a number of turn 2 was changed: faults %v, %d turns differ", rep.Faults, rep.Differ)
	}
	start := bytes.Replace(g.bytes, []byte(`"calm":60`), []byte(`"calm":59`), 1)
	rep := other(start)
	if len(rep.Faults) == 0 || rep.Faults[0].String() != "the start: its play hash is not that of its line" {
		t.Errorf("a number of the start was changed: faults %v, %d turns differ", rep.Faults, rep.Differ)
	}
	if rep := other(g.bytes); !rep.OK() || rep.Differ != 0 {
		t.Errorf("nothing was changed: %+v", rep)
	}
}

// A record of semantics 1 in which somebody is accused two turns before the attack
// comes: then the pair rose at once and stayed up, today it rises with the second
// accusation.
func TestARecordOfSemantics1SaysHowManyTurnsDiffer(t *testing.T) {
	b, err := os.ReadFile("testdata/semantics1/accused_early.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	rep := record.Verify(read(t, b), compile)
	if !rep.OK() || rep.Own || rep.Turns != 3 || rep.Differ != 2 || rep.Retold != 1 {
		t.Errorf("%+v, want two turns that would differ and one told otherwise", rep)
	}
}

package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"testing"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
)

// FuzzRead reads anything: no panic, and what is read without an error is
// written back byte for byte. What is read is verified and folded as well,
// against a game that was compiled before.
func FuzzRead(f *testing.F) {
	g := play(f, f, brief, 5, policy.Random)
	f.Add(g.bytes)
	f.Add(rechained(bytes.Replace(g.bytes, []byte(`"turn":2`), []byte(`"turn":7`), 1)))
	f.Add([]byte(`{"kind":"header","format":1,"seed":0}` + "\n" + `{"kind":"turn","turn":1}` + "\n"))
	f.Add([]byte(`{"kind":"side","sha256":"","salt":"","text":""}` + "\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := record.Read(bytes.NewReader(b))
		var d *record.Damage
		if err != nil && !errors.As(err, &d) {
			t.Fatalf("Read error = %v, want a *Damage", err)
		}
		if r == nil {
			return
		}
		if err == nil {
			var out bytes.Buffer
			if _, err := r.WriteTo(&out); err != nil || !bytes.Equal(out.Bytes(), b) {
				t.Fatalf("written back: %v, %q, want %q", err, out.Bytes(), b)
			}
		}
		r.Broken = nil // a chain made anew would pass
		record.Verify(r, func(fs.FS, *record.Header) (*game.Machine, error) { return g.m, nil })
		c, err := r.Course()
		if err != nil {
			return
		}
		var s game.State
		for i, turn := range c.Turns {
			_ = c.State(g.n, i+1, &s) // an error or a state, no panic
			_, _ = g.n.GameLedger(turn.Played)
			_, _ = g.n.GameOrders(turn.Orders, turn.Ballots)
		}
	})
}

// FuzzNotation reads what one turn of a record says against a game: an error or
// something that the game has, which written out and read again is the same.
func FuzzNotation(f *testing.F) {
	var n *record.Notation
	for seed := range uint64(4) {
		g := play(f, f, promises, seed, policy.Random)
		for i := range g.turns {
			b, err := json.Marshal(g.turns[i])
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
		n = g.n
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var x record.Turn
		if json.Unmarshal(b, &x) != nil {
			return
		}
		if o, err := n.GameOrders(x.Orders, x.Ballots); err == nil {
			again, err := n.GameOrders(n.Orders(o), n.Ballots(o))
			same(t, err, []any{n.Orders(o), n.Ballots(o)}, []any{n.Orders(again), n.Ballots(again)})
		}
		if acts, err := n.GameActs(x.Acts); err == nil {
			again, err := n.GameActs(n.Acts(acts))
			same(t, err, n.Acts(acts), n.Acts(again))
		}
		if l, err := n.GameLedger(x.Played); err == nil {
			again, err := n.GameLedger(n.Ledger(l))
			if err != nil {
				t.Fatalf("a ledger that was written cannot be read: %v", err)
			}
			same(t, err, n.Ledger(l), n.Ledger(again))
		}
		if learnt, err := n.GameLearnt(x.Learnt); err == nil {
			again, err := n.GameLearnt(n.Learnt(learnt))
			same(t, err, n.Learnt(learnt), n.Learnt(again))
		}
		var s, again game.State
		if n.GameState(x.State, x.Due, x.Forced, &s) == nil {
			err := n.GameState(n.State(&s), n.Due(&s), n.Forced(&s), &again)
			same(t, err, []any{n.State(&s), n.Due(&s), n.Forced(&s)}, []any{n.State(&again), n.Due(&again), n.Forced(&again)})
		}
	})
}

// same holds that what was read a second time is what was read at first.
func same(t *testing.T, err error, first, second any) {
	t.Helper()
	a, errA := json.Marshal(first)
	b, errB := json.Marshal(second)
	if err != nil || errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Fatalf("written and read again it is another:\n%s\n%s\n%v %v %v", a, b, err, errA, errB)
	}
}

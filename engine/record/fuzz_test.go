package record_test

import (
	"bytes"
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
		record.Verify(r, func(fs.FS, string) (*game.Machine, error) { return g.m, nil })
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

package record_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/record"
)

// first reads a record of format 1 as it was written by the version of that time.
func first(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata/format1", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Records of format 1 are read, folded and verified by its own play hash: with
// orders, answers, words, delayed blocks, acts, forced draws and a rewind. They are of
// semantics 1; nothing in them comes out otherwise today.
func TestRecordsOfFormat1Verify(t *testing.T) {
	files, err := filepath.Glob("testdata/format1/*.jsonl")
	if err != nil || len(files) != 5 {
		t.Fatalf("%d records of format 1: %v", len(files), err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			b := first(t, filepath.Base(f))
			r := read(t, b)
			if rep := record.Verify(r, compile); !rep.OK() || !rep.Recomputed || rep.Own || rep.Differ > 0 || rep.Retold > 0 || !rep.Whole || rep.Turns == 0 {
				t.Fatalf("report %+v", rep)
			}
			m, err := compile(r.FS(), &r.Header)
			if err != nil {
				t.Fatal(err)
			}
			n, err := record.NewNotation(m.Game)
			if err != nil {
				t.Fatal(err)
			}
			var s game.State
			if err := r.Fold(n, &s); err != nil || !s.Ended() {
				t.Errorf("fold: %v, ended %v", err, s.Ended())
			}
			// Taken as of today's semantics it verifies as well; under the number of
			// this format its hashes are wrong, and so is any other hash.
			today := bytes.Replace(b, []byte(`"semantics":1`), fmt.Appendf(nil, `"semantics":%d`, record.Semantics), 1)
			if rep := record.Verify(read(t, rechained(today)), compile); !rep.OK() || !rep.Own || rep.Retold > 0 {
				t.Errorf("read as of today's semantics: %+v", rep)
			}
			newer := bytes.Replace(today, []byte(`"format":1`), []byte(`"format":2`), 1)
			if rep := record.Verify(read(t, rechained(newer)), compile); rep.OK() || !strings.Contains(rep.Faults[0].String(), "its play hash is not that of its line") {
				t.Errorf("read as of format 2: %v", rep.Faults)
			}
			c, err := r.Course()
			if err != nil {
				t.Fatal(err)
			}
			last := c.Play().String()
			other := bytes.ReplaceAll(today, []byte(last), []byte(strings.Repeat("0", 64)))
			if rep := record.Verify(read(t, rechained(other)), compile); rep.OK() {
				t.Error("it verifies with another play hash")
			}
		})
	}
}

// A game that was begun under format 1 goes on under it: its record comes out byte
// for byte as if nothing had happened to it.
func TestAGameOfFormat1GoesOnUnderIt(t *testing.T) {
	whole := first(t, "promises.jsonl")
	r := read(t, whole)
	m, err := compile(r.FS(), &r.Header)
	if err != nil {
		t.Fatal(err)
	}
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.Course()
	if err != nil {
		t.Fatal(err)
	}
	const at = 2
	stand := whole[:bytes.Index(whole, []byte(`{"kind":"turn","turn":3`))]
	var s game.State
	if err := c.State(n, at, &s); err != nil {
		t.Fatal(err)
	}
	thread := record.NewThread(n, r.Header.Format)
	thread.Back(c.Until(at), &s)
	out := bytes.NewBuffer(bytes.Clone(stand))
	w := record.ResumeWriter(out, read(t, stand).Head())
	var l game.Ledger
	p := m.NewPlay(chance.Luck{Seed: chance.Seed(r.Header.Seed)}, &l)
	for _, was := range c.Turns[at:] {
		l.Reset()
		p.Open(&s)
		open := l
		l.Reset()
		o, err := n.OrdersOf(was.Turn)
		if err != nil {
			t.Fatal(err)
		}
		p.Adjudicate(&s, o)
		if err := w.Append(thread.Turn(&open, &l, o, nil, &s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Append(*c.End); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), whole) {
		t.Errorf("gone on:\n%s\nwant\n%s", out.Bytes(), whole)
	}
}

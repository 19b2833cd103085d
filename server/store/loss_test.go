package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/engine/record"
	"demarche/server/store"
)

// A disk that gives back less than it took must be found out, whatever is
// missing: the end of the log of writes, its middle, or pages of the file.
func TestLossIsNeverSilent(t *testing.T) {
	folder, lines := killed(t)
	trials, found := 40, 0
	if testing.Short() {
		trials = 8
	}
	for i := range trials {
		to := copied(t, folder)
		name := []string{"demarche.db-wal", "demarche.db"}[i%2]
		raw, err := os.ReadFile(filepath.Join(to, name))
		if err != nil {
			t.Fatal(err)
		}
		at := rand.IntN(len(raw))
		if i%4 < 2 {
			raw = raw[:at]
		} else {
			for n := range raw[at:min(at+64, len(raw))] {
				raw[at+n] ^= 0x5a
			}
		}
		if err := os.WriteFile(filepath.Join(to, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), to)
		if err != nil {
			found++
			continue
		}
		for id, n := range lines {
			switch r, err := s.Load(t.Context(), id); {
			case err != nil || len(r.Broken) > 0:
				found++
			case len(r.Lines)-2 < n:
				t.Errorf("%s damaged at %d: %s has lost lines and nobody says so", name, at, id)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if found == 0 {
		t.Error("no damage was found, so none was done")
	}
}

// written is the folder of a closed store with sessions of as many lines behind
// their headers.
func written(t *testing.T, sessions map[string]int) string {
	t.Helper()
	folder := t.TempDir()
	s := opened(t, folder)
	for id, n := range sessions {
		if err := s.Create(t.Context(), id, record.Header{}, nil); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if err := s.Append(t.Context(), id, []record.Entry{input(fmt.Sprint(i))}, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return folder
}

// An older copy of the database is sound in itself; only the heads know better.
func TestAnOlderDatabaseIsLostHistory(t *testing.T) {
	now, old := written(t, map[string]int{"KITE-42": 5, "LUNE-7": 2, "OWL-1": 1}), written(t, map[string]int{"KITE-42": 3, "LUNE-7": 2})
	swap(t, old, now)
	_, err := store.Open(t.Context(), now)
	if !errors.Is(err, store.ErrLost) {
		t.Fatalf("opened with %v", err)
	}
	for _, want := range []string{
		"session KITE-42: history lost: 6 lines were acknowledged, 4 are there",
		"session OWL-1: history lost: 2 lines were acknowledged, 0 are there", "take " + filepath.Join(now, "demarche.heads") + " away",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "LUNE-7") {
		t.Errorf("it names a session that has all its lines:\n%v", err)
	}
	if err := os.Remove(filepath.Join(now, "demarche.heads")); err != nil {
		t.Fatal(err)
	}
	if r, err := opened(t, now).Load(t.Context(), "KITE-42"); err != nil || len(r.Lines) != 4 {
		t.Errorf("what is there cannot be had: %v", err)
	}
}

func swap(t *testing.T, from, to string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(from, "demarche.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "demarche.db"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAnotherHistoryOfTheSameLengthIsLostHistory(t *testing.T) {
	now, other := written(t, map[string]int{"A": 2}), t.TempDir()
	s := opened(t, other)
	err := errors.Join(s.Create(t.Context(), "A", record.Header{}, nil),
		s.Append(t.Context(), "A", []record.Entry{input("x"), input("y"), input("z")}, nil), s.Close())
	if err != nil {
		t.Fatal(err)
	}
	swap(t, other, now)
	if _, err := store.Open(t.Context(), now); !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), "line 3 is another") {
		t.Errorf("opened with %v", err)
	}
}

func TestADatabaseThatIsGoneIsLostHistory(t *testing.T) {
	folder := written(t, map[string]int{"A": 1})
	if err := os.Remove(filepath.Join(folder, "demarche.db")); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), folder); !errors.Is(err, store.ErrLost) {
		t.Errorf("opened with %v", err)
	}
}

func TestHeads(t *testing.T) {
	tests := []struct {
		name string
		do   func(text string) string
		is   error
	}{
		{"as they were", func(s string) string { return s }, nil},
		{"last line cut short", func(s string) string { return s + "0123abcd 7" }, nil},
		{"last line cut at its end", func(s string) string { return strings.TrimSuffix(s, "\n") }, nil},
		{"zeros at the end", func(s string) string { return s + "\x00\x00\x00\x00" }, nil},
		{"a line changed", func(s string) string { return strings.Replace(s, ` 2 `, ` 1 `, 1) }, store.ErrDamaged},
		{"another file", func(string) string { return "hello\n" }, store.ErrDamaged},
		{"emptied", func(string) string { return "" }, store.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder := written(t, map[string]int{"A": 1, "B": 1})
			path := filepath.Join(folder, "demarche.heads")
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(tt.do(string(raw))), 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := store.Open(t.Context(), folder)
			if err == nil {
				err = s.Close()
			}
			if !errors.Is(err, tt.is) || tt.is == nil && err != nil {
				t.Errorf("opened with %v, want %v", err, tt.is)
			}
		})
	}
}

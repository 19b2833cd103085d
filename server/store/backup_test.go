package store_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"demarche/engine/record"
	"demarche/server/store"
)

// A backup that is taken while the store is at work has all that was
// acknowledged before it began.
func TestABackupIsAStore(t *testing.T) {
	s := opened(t, t.TempDir())
	if err := s.Create(t.Context(), "A", record.Header{}, []record.File{{Name: "f", Data: []byte("x")}}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	began := make(chan bool)
	wg.Go(func() {
		for i := range 200 {
			if err := s.Append(t.Context(), "A", []record.Entry{input(fmt.Sprint(i))}, []record.Private{{Text: "t"}}); err != nil {
				t.Error(err)
			}
			if i == 50 {
				close(began)
			}
		}
	})
	<-began
	folder := t.TempDir()
	if err := errors.Join(s.Put(t.Context(), "A", "n", []byte("note")), s.Backup(t.Context(), filepath.Join(folder, "demarche.db"))); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	whole := told(must[*record.Record](t)(s.Load(t.Context(), "A")))
	copy := opened(t, folder)
	r := must[*record.Record](t)(copy.Load(t.Context(), "A"))
	got := told(r)
	if len(got) < 1+2*51 || len(r.Broken) > 0 || !slices.Equal(got, whole[:len(got)]) {
		t.Errorf("the copy holds %d, broken at %v", len(got), r.Broken)
	}
	if n := must[map[string][]byte](t)(copy.Notes(t.Context(), "A")); string(n["n"]) != "note" {
		t.Errorf("notes are %q", n)
	}
	if err := copy.Append(t.Context(), "A", []record.Entry{input("on")}, nil); err != nil {
		t.Errorf("the copy takes nothing: %v", err)
	}
}

func TestABackupOverwritesNothing(t *testing.T) {
	s := opened(t, t.TempDir())
	path := filepath.Join(t.TempDir(), "kept")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("backing up: %v", err)
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "mine" {
		t.Errorf("the file is %q (%v)", raw, err)
	}
}

func TestABackupOfABrokenChainIsNone(t *testing.T) {
	folder := written(t, map[string]int{"A": 3})
	do(t, folder, `UPDATE lines SET body = replace(body, 'master', 'mustar') WHERE line = 3`)
	to := filepath.Join(t.TempDir(), "copy")
	err := opened(t, folder).Backup(t.Context(), to)
	if !errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), "session A does not hold at line 3") {
		t.Errorf("backing up: %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(to)); err != nil || len(left) > 0 {
		t.Errorf("it leaves %v (%v)", left, err)
	}
}

package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche/engine/record"
	"demarche/server/store"
)

// direct opens a database beside the store, to look at it or to spoil it.
func direct(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func do(t *testing.T, folder string, statements ...string) {
	t.Helper()
	db := direct(t, filepath.Join(folder, "demarche.db"))
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderHasOneStore(t *testing.T) {
	folder := t.TempDir()
	first := opened(t, folder)
	if _, err := store.Open(t.Context(), folder); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second store: %v", err)
	}
	if err := first.Create(t.Context(), "A", record.Header{}, nil); err != nil {
		t.Errorf("the first store is disturbed: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	opened(t, folder)
}

func TestAFolderMayHaveAnyName(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "Größe 100% ?a=b #1 & _pragma=x")
	s := opened(t, folder)
	if err := s.Create(t.Context(), "A", record.Header{}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "demarche.db")); err != nil {
		t.Error(err)
	}
}

func TestOpenRefusesWhatIsNotItsOwn(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, folder string)
		is    error
		want  string
	}{
		{"a newer schema", func(t *testing.T, f string) { do(t, f, "PRAGMA user_version = 99") }, store.ErrNewer, "schema 99, this one reads up to 1"},
		{"another program's mark", func(t *testing.T, f string) { do(t, f, "PRAGMA application_id = 7") }, store.ErrForeign, ""},
		{"another program's tables", func(t *testing.T, f string) {
			if err := os.Remove(filepath.Join(f, "demarche.db")); err != nil {
				t.Fatal(err)
			}
			do(t, f, "CREATE TABLE x (y)")
		}, store.ErrForeign, ""},
		{"no database", func(t *testing.T, f string) {
			if err := os.WriteFile(filepath.Join(f, "demarche.db"), []byte(strings.Repeat("no database ", 999)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, nil, "not a database"},
		{"a line taken out", func(t *testing.T, f string) { do(t, f, "DELETE FROM lines WHERE line = 2") }, store.ErrLost, "session A: history lost: 2 lines of 3"},
		{"the last line taken out", func(t *testing.T, f string) { do(t, f, "DELETE FROM lines WHERE line = 3") }, store.ErrLost, "session A: history lost: 3 lines were acknowledged, 2 are there"},
		{"a session taken out", func(t *testing.T, f string) { do(t, f, "DELETE FROM lines", "DELETE FROM sessions") }, store.ErrLost, "session A: history lost: 3 lines were acknowledged, 0 are there"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder := written(t, map[string]int{"A": 2})
			tt.spoil(t, folder)
			_, err := store.Open(t.Context(), folder)
			if err == nil || tt.is != nil && !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("opened with %v, want %v %s", err, tt.is, tt.want)
			}
		})
	}
}

func TestAnAlteredLineBreaksTheChain(t *testing.T) {
	folder := written(t, map[string]int{"A": 3})
	do(t, folder, `UPDATE lines SET body = replace(body, 'master', 'mustar') WHERE line = 3`)
	r, err := opened(t, folder).Load(t.Context(), "A")
	if err != nil || len(r.Broken) != 1 || r.Broken[0] != 3 {
		t.Errorf("broken at %v (%v), want line 3", r.Broken, err)
	}
}

func TestAStoreOfAnEarlierSchemaIsBroughtForward(t *testing.T) {
	folder := written(t, map[string]int{"A": 2})
	step := "ALTER TABLE sessions ADD COLUMN title TEXT NOT NULL DEFAULT 'untitled'"
	if err := store.OpenWithStep(t.Context(), folder, "ALTER TABLE nothing ADD COLUMN x"); err == nil {
		t.Fatal("a step that fails is taken")
	}
	for range 2 { // the second time there is nothing to do
		if err := store.OpenWithStep(t.Context(), folder, step); err != nil {
			t.Fatal(err)
		}
	}
	var title string
	var version int
	db := direct(t, filepath.Join(folder, "demarche.db"))
	if err := db.QueryRow("SELECT title, user_version FROM sessions, pragma_user_version").Scan(&title, &version); err != nil || title != "untitled" || version != 2 {
		t.Errorf("title %q, version %d (%v)", title, version, err)
	}
	db.Close()
	if _, err := store.Open(t.Context(), folder); !errors.Is(err, store.ErrNewer) {
		t.Errorf("the version before opens it: %v", err)
	}
}

func TestAClosedStoreSaysSo(t *testing.T) {
	folder := t.TempDir()
	s := opened(t, folder)
	if err := s.Create(t.Context(), "B", record.Header{}, nil); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Create(t.Context(), "A", record.Header{}, nil); !errors.Is(err, store.ErrClosed) {
		t.Errorf("creating: %v", err)
	}
	if _, err := s.List(t.Context()); err == nil {
		t.Error("a closed store lists")
	}
	// A log of writes that stays means that the file is still open.
	if left, err := filepath.Glob(filepath.Join(folder, "*-wal")); err != nil || len(left) > 0 {
		t.Errorf("it leaves %q (%v)", left, err)
	}
}

func TestACallThatIsCancelledBeforeKeepsNothing(t *testing.T) {
	s := opened(t, t.TempDir())
	ctx, stop := context.WithTimeout(t.Context(), time.Hour)
	stop()
	if err := s.Create(ctx, "A", record.Header{}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("creating: %v", err)
	}
	if ids, err := s.List(t.Context()); err != nil || len(ids) > 0 {
		t.Errorf("there is %q (%v)", ids, err)
	}
}

func TestTheSettingsHold(t *testing.T) {
	folder := t.TempDir()
	s := opened(t, folder)
	if err := s.Create(t.Context(), "A", record.Header{}, nil); err != nil {
		t.Fatal(err)
	}
	var mode string
	var id int
	db := direct(t, filepath.Join(folder, "demarche.db"))
	if err := db.QueryRow("SELECT journal_mode, application_id FROM pragma_journal_mode, pragma_application_id").Scan(&mode, &id); err != nil || mode != "wal" || id != 0x446d7263 {
		t.Errorf("mode %s, application %x (%v)", mode, id, err)
	}
	if got := store.Synchronous(t.Context(), s); got != 2 {
		t.Errorf("synchronous is %d, want 2 (full)", got)
	}
}

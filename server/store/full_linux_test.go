package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"demarche/engine/record"
	"demarche/server/store"
)

// fill appends until the store breaks, and returns how much was acknowledged.
func fill(t *testing.T, s *store.SQLite) (acked int, err error) {
	t.Helper()
	if err := s.Create(t.Context(), "A", record.Header{}, nil); err != nil {
		t.Fatal(err)
	}
	for range 100_000 {
		if err = s.Append(t.Context(), "A", []record.Entry{input(strings.Repeat("x", 9000))}, nil); err != nil {
			return acked, err
		}
		acked++
	}
	t.Fatal("the disk is never full")
	return acked, nil
}

func TestAFullDiskLosesNothing(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no small file system can be mounted here (%v)", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	s, err := store.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	acked, err := fill(t, s)
	if !errors.Is(err, store.ErrBroken) || !strings.Contains(err.Error(), "full") && !errors.Is(err, syscall.ENOSPC) || acked < 10 {
		t.Errorf("after %d lines: %v", acked, err)
	}
	if err := s.Close(); err != nil {
		t.Logf("closing on a full disk: %v", err)
	}
	elsewhere := t.TempDir() // where there is room
	if err := os.CopyFS(elsewhere, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(filepath.Join(elsewhere, "demarche.db-shm"))
	r, err := opened(t, elsewhere).Load(t.Context(), "A")
	if err != nil || len(r.Lines)-1 < acked || len(r.Broken) > 0 {
		t.Errorf("%d lines were acknowledged; loading: %v", acked, err)
	}
}

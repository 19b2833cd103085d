package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche/engine/record"
	"demarche/server/store"
)

// play does a short story with a store, and returns what was acknowledged, and
// after the first failure what was tried with it.
func play(t *testing.T, s *store.SQLite) (acked []string, tried string, failed error) {
	t.Helper()
	step := func(name string, err error) {
		switch {
		case err == nil && failed == nil:
			acked = append(acked, name)
		case err == nil:
			t.Errorf("%s is acknowledged after a failure", name)
		case failed == nil:
			tried, failed = name, err
		case !errors.Is(err, store.ErrBroken):
			t.Errorf("%s after a failure: %v", name, err)
		}
	}
	ctx := t.Context()
	step("header", s.Create(ctx, "A", record.Header{}, []record.File{{Name: "f", Data: []byte("x")}}))
	for i := range 4 {
		a, b := fmt.Sprint("a", i), fmt.Sprint("b", i)
		step(a+" "+b+" text "+a, s.Append(ctx, "A", []record.Entry{input(a), input(b)}, []record.Private{{Text: a}}))
		step("note", s.Put(ctx, "A", "n", []byte(a)))
	}
	return acked, tried, failed
}

// Whichever call of the disk fails, before or after it had its effect: the store
// takes no more, and once it is opened again it has all that was acknowledged,
// and of what failed all or nothing.
func TestAFailureAtAnyCallLosesNothing(t *testing.T) {
	var whole store.Disk
	s, err := store.OpenOn(t.Context(), t.TempDir(), &whole)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, failed := play(t, s); failed != nil {
		t.Fatal(failed)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if whole.Calls < 40 {
		t.Fatalf("only %d calls", whole.Calls)
	}
	step := 1
	if testing.Short() {
		step = 7
	}
	for call := 1; call <= whole.Calls; call += step {
		for _, after := range []bool{false, true} {
			failAt(t, &store.Disk{Fail: call, After: after})
		}
	}
}

func failAt(t *testing.T, disk *store.Disk) {
	t.Helper()
	at := fmt.Sprintf("call %d (after %v)", disk.Fail, disk.After)
	folder := t.TempDir()
	s, err := store.OpenOn(t.Context(), folder, disk)
	if err != nil {
		t.Fatal(err)
	}
	acked, tried, failed := play(t, s)
	if !errors.Is(failed, store.ErrBroken) || !errors.Is(failed, store.ErrDisk) || !errors.Is(s.Err(), store.ErrBroken) {
		t.Errorf("%s: error %v, Err %v", at, failed, s.Err())
	}
	if err := s.Close(); err != nil {
		t.Errorf("%s: closing: %v", at, err)
	}
	s, err = store.Open(t.Context(), folder)
	if err != nil {
		t.Fatalf("%s: opened again: %v", at, err)
	}
	defer s.Close()
	if s.Err() != nil {
		t.Errorf("%s: opened again, it takes no more: %v", at, s.Err())
	}
	var got []string
	if r, err := s.Load(t.Context(), "A"); err == nil {
		if len(r.Broken) > 0 {
			t.Errorf("%s: broken at %v", at, r.Broken)
		}
		got = strings.Fields(strings.Join(told(r), " "))
		got[0] = "header"
	}
	want := strings.Fields(strings.ReplaceAll(strings.Join(acked, " "), "note", ""))
	also := append(slices.Clone(want), strings.Fields(strings.ReplaceAll(tried, "note", ""))...)
	if !slices.Equal(got, want) && !slices.Equal(got, also) {
		t.Errorf("%s: there is %q, acknowledged was %q, tried %q", at, got, want, tried)
	}
	if err := s.Create(t.Context(), "B", record.Header{}, nil); err != nil {
		t.Errorf("%s: opened again, it takes nothing: %v", at, err)
	}
}

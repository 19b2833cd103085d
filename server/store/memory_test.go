package store_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"demarche/engine/record"
	"demarche/server/session"
	"demarche/server/store"
)

var _ session.Store = (*store.Memory)(nil)

func input(act string) record.Input { return record.Input{Turn: 1, Act: act, Role: "master"} }

func TestMemoryGivesBackWhatItWasGiven(t *testing.T) {
	m := &store.Memory{}
	files := []record.File{{Name: "a.toml", Data: []byte("x = 1\n")}}
	if err := m.Create(t.Context(), "A", record.Header{Scenario: "s", Seed: 3}, files); err != nil {
		t.Fatal(err)
	}
	text := record.Private{Text: "secret"}
	if err := m.Append(t.Context(), "A", []record.Entry{input("one"), input("two")}, []record.Private{text}); err != nil {
		t.Fatal(err)
	}
	got, err := m.Load(t.Context(), "A")
	if err != nil {
		t.Fatal(err)
	}
	var acts []string
	for _, l := range got.Lines {
		if e, ok := l.Entry.(*record.Input); ok {
			acts = append(acts, e.Act)
		}
		if l.Private != nil {
			acts = append(acts, l.Private.Text)
		}
	}
	if strings.Join(acts, " ") != "one two secret" || len(got.Broken) > 0 || got.CheckFiles() != nil || got.Header.Seed != 3 {
		t.Errorf("read back %v, broken %v, header %+v", acts, got.Broken, got.Header)
	}
}

func TestMemoryKnowsWhatIsTakenAndWhatIsNot(t *testing.T) {
	m := &store.Memory{}
	if err := m.Create(t.Context(), "A", record.Header{}, nil); err != nil {
		t.Fatal(err)
	}
	if err := m.Create(t.Context(), "A", record.Header{}, nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second record A: %v", err)
	}
	if err := m.Append(t.Context(), "B", []record.Entry{input("one")}, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("appending to B: %v", err)
	}
	if _, err := m.Load(t.Context(), "B"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("loading B: %v", err)
	}
}

func TestMemoryKeepsAllOfAnAppendOrNothing(t *testing.T) {
	m := &store.Memory{}
	if err := m.Create(t.Context(), "A", record.Header{}, nil); err != nil {
		t.Fatal(err)
	}
	huge := record.Input{Act: strings.Repeat("x", record.MaxLine)}
	if err := m.Append(t.Context(), "A", []record.Entry{input("one"), huge}, nil); err == nil {
		t.Fatal("a line above the limit is taken")
	}
	got, err := m.Load(t.Context(), "A")
	if err != nil || len(got.Lines) != 1 {
		t.Errorf("%d lines (%v), want the header alone", len(got.Lines), err)
	}
}

func TestMemoryServesSessionsAtOnce(t *testing.T) {
	m := &store.Memory{}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			id := fmt.Sprint(i)
			if err := m.Create(t.Context(), id, record.Header{}, nil); err != nil {
				t.Error(err)
			}
			for range 50 {
				if err := m.Append(t.Context(), id, []record.Entry{input("one")}, nil); err != nil {
					t.Error(err)
				}
			}
			if got, err := m.Load(t.Context(), id); err != nil || len(got.Lines) != 51 || len(got.Broken) > 0 {
				t.Errorf("record %s: %v", id, err)
			}
		})
	}
	wg.Wait()
}

package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"demarche/engine/record"
	"demarche/server/session"
	"demarche/server/store"
)

func TestMain(m *testing.M) {
	writeIfAsked()
	goleak.VerifyTestMain(m)
}

// kinds are the stores that the suite is run on. Each gives a new empty store,
// and again what there is in it, as after a restart.
var kinds = []struct {
	name string
	make func(t testing.TB) (s session.Store, again func() session.Store)
}{
	{"memory", func(testing.TB) (session.Store, func() session.Store) {
		s := &store.Memory{}
		return s, func() session.Store { return s }
	}},
	{"sqlite", func(t testing.TB) (session.Store, func() session.Store) {
		folder := t.TempDir()
		s := opened(t, folder)
		return s, func() session.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = opened(t, folder)
			return s
		}
	}},
}

func opened(t testing.TB, folder string) *store.SQLite {
	t.Helper()
	s, err := store.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// onBoth runs a test on each kind of store.
func onBoth(t *testing.T, run func(t *testing.T, s session.Store, again func() session.Store)) {
	t.Helper()
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			s, again := k.make(t)
			run(t, s, again)
		})
	}
}

func input(act string) record.Input { return record.Input{Turn: 1, Act: act, Role: "master"} }

// told lists what a record holds behind its header: acts, names of files, texts.
func told(r *record.Record) []string {
	out := []string{}
	for _, l := range r.Lines[1:] {
		switch e := l.Entry.(type) {
		case *record.Input:
			out = append(out, e.Act)
		case *record.File:
			out = append(out, e.Name+"="+string(e.Data))
		case nil:
			out = append(out, "text "+l.Private.Text)
		}
	}
	return out
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAStoreGivesBackWhatItWasGiven(t *testing.T) {
	onBoth(t, func(t *testing.T, s session.Store, again func() session.Store) {
		files := []record.File{{Name: "a.toml", Data: []byte("x = 1\n")}, {Name: "b.bin", Data: []byte{0xff, 0, 1}}}
		for _, id := range []string{"A", "B"} { // the same files twice
			if err := s.Create(t.Context(), id, record.Header{Scenario: "s" + id, Seed: 3}, files); err != nil {
				t.Fatal(err)
			}
		}
		texts := []record.Private{{Text: "first"}, {Text: "second"}}
		if err := s.Append(t.Context(), "A", []record.Entry{input("one"), input("two")}, texts); err != nil {
			t.Fatal(err)
		}
		if err := s.Append(t.Context(), "A", []record.Entry{input("three")}, nil); err != nil {
			t.Fatal(err)
		}
		before := map[string]string{}
		for _, id := range []string{"A", "B"} {
			var b strings.Builder
			_, _ = must[*record.Record](t)(s.Load(t.Context(), id)).WriteTo(&b)
			before[id] = b.String()
		}
		s = again()
		for id, want := range map[string][]string{
			"A": {"a.toml=x = 1\n", "b.bin=\xff\x00\x01", "one", "two", "text first", "text second", "three"},
			"B": {"a.toml=x = 1\n", "b.bin=\xff\x00\x01"},
		} {
			got := must[*record.Record](t)(s.Load(t.Context(), id))
			if !slices.Equal(told(got), want) || len(got.Broken) > 0 || got.CheckFiles() != nil || got.Header.Seed != 3 || got.Header.Scenario != "s"+id {
				t.Errorf("%s: read back %q, broken %v, header %+v", id, told(got), got.Broken, got.Header)
			}
			var b strings.Builder
			if _, err := got.WriteTo(&b); err != nil || b.String() != before[id] {
				t.Errorf("%s: other bytes than before (%v)", id, err)
			}
		}
	})
}

// Both stores write the bytes that a record's own writer writes.
func TestARecordHasTheSameBytesInEveryStore(t *testing.T) {
	var want bytes.Buffer
	w := record.NewWriter(&want)
	h, files := record.Header{Scenario: "s"}, []record.File{{Name: "a", Data: []byte("<é>\n")}}
	text := record.Private{Text: "why"}
	if err := errors.Join(w.Begin(h, files), w.Append(input("one")), w.AppendPrivate(input("two"), text)); err != nil {
		t.Fatal(err)
	}
	onBoth(t, func(t *testing.T, s session.Store, _ func() session.Store) {
		err := errors.Join(s.Create(t.Context(), "A", h, files),
			s.Append(t.Context(), "A", []record.Entry{input("one")}, nil),
			s.Append(t.Context(), "A", []record.Entry{input("two")}, []record.Private{text}))
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		_, _ = must[*record.Record](t)(s.Load(t.Context(), "A")).WriteTo(&got)
		if got.String() != want.String() {
			t.Errorf("the record is\n%s\nwant\n%s", &got, &want)
		}
	})
}

func TestAStoreKnowsWhatIsTakenAndWhatIsNot(t *testing.T) {
	onBoth(t, func(t *testing.T, s session.Store, _ func() session.Store) {
		if err := s.Create(t.Context(), "A", record.Header{}, nil); err != nil {
			t.Fatal(err)
		}
		_, load := s.Load(t.Context(), "B")
		_, notes := s.Notes(t.Context(), "B")
		for _, tt := range []struct {
			name      string
			got, want error
		}{
			{"a second record A", s.Create(t.Context(), "A", record.Header{}, nil), fs.ErrExist},
			{"appending to B", s.Append(t.Context(), "B", []record.Entry{input("one")}, nil), fs.ErrNotExist},
			{"a note of B", s.Put(t.Context(), "B", "x", []byte("y")), fs.ErrNotExist},
			{"loading B", load, fs.ErrNotExist},
			{"notes of B", notes, fs.ErrNotExist},
		} {
			if !errors.Is(tt.got, tt.want) {
				t.Errorf("%s: %v, want %v", tt.name, tt.got, tt.want)
			}
		}
	})
}

func TestAStoreKeepsAllOfAnAppendOrNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, s session.Store, again func() session.Store) {
		if err := s.Create(t.Context(), "A", record.Header{}, nil); err != nil {
			t.Fatal(err)
		}
		huge := record.Input{Act: strings.Repeat("x", record.MaxLine)}
		if err := s.Append(t.Context(), "A", []record.Entry{input("one"), huge}, nil); err == nil {
			t.Fatal("a line above the limit is taken")
		}
		if err := s.Append(t.Context(), "A", []record.Entry{input("two")}, nil); err != nil {
			t.Fatalf("after an append that was refused: %v", err)
		}
		if got := told(must[*record.Record](t)(again().Load(t.Context(), "A"))); !slices.Equal(got, []string{"two"}) {
			t.Errorf("the record holds %q", got)
		}
	})
}

func TestNotesAreTheLatestOnes(t *testing.T) {
	onBoth(t, func(t *testing.T, s session.Store, again func() session.Store) {
		if err := s.Create(t.Context(), "A", record.Header{}, nil); err != nil {
			t.Fatal(err)
		}
		if got := must[map[string][]byte](t)(s.Notes(t.Context(), "A")); got == nil || len(got) != 0 {
			t.Errorf("notes of a new session: %v", got)
		}
		value := []byte("old")
		for _, n := range []struct {
			name  string
			value []byte
		}{{"a", value}, {"b", []byte("2")}, {"a", []byte("\x00new")}, {"b", nil}, {"empty", []byte{}}, {"never", nil}} {
			if err := s.Put(t.Context(), "A", n.name, n.value); err != nil {
				t.Fatal(err)
			}
		}
		copy(value, "XXX")
		got := must[map[string][]byte](t)(again().Notes(t.Context(), "A"))
		want := map[string][]byte{"a": []byte("\x00new"), "empty": {}}
		if !maps.EqualFunc(got, want, bytes.Equal) || got["empty"] == nil {
			t.Errorf("notes are %q, want %q", got, want)
		}
	})
}

func TestAStoreServesSessionsAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s session.Store, again func() session.Store) {
		const sessions, appends = 20, 50
		var wg sync.WaitGroup
		for i := range sessions {
			wg.Go(func() {
				id := fmt.Sprintf("S%02d", i)
				if err := s.Create(t.Context(), id, record.Header{}, nil); err != nil {
					t.Error(err)
				}
				for n := range appends {
					if err := s.Append(t.Context(), id, []record.Entry{input(fmt.Sprint(n))}, nil); err != nil {
						t.Error(err)
					}
					if err := s.Put(t.Context(), id, "last", fmt.Append(nil, n)); err != nil {
						t.Error(err)
					}
				}
				if got, err := s.Load(t.Context(), id); err != nil || len(got.Lines) != appends+1 || len(got.Broken) > 0 {
					t.Errorf("record %s: %v", id, err)
				}
			})
		}
		wg.Wait()
		s = again()
		ids := must[[]string](t)(s.List(t.Context()))
		if len(ids) != sessions || !slices.IsSorted(ids) {
			t.Errorf("ids are %q", ids)
		}
		for _, id := range ids {
			r := must[*record.Record](t)(s.Load(t.Context(), id))
			last := must[map[string][]byte](t)(s.Notes(t.Context(), id))["last"]
			if len(r.Lines) != appends+1 || len(r.Broken) > 0 || string(last) != fmt.Sprint(appends-1) {
				t.Errorf("%s after a restart: %d lines, broken %v, note %q", id, len(r.Lines), r.Broken, last)
			}
		}
	})
}

// model is what a store must be equal to.
type model struct {
	told  map[string][]string
	notes map[string]map[string]string
}

func TestAStoreIsWhatItsHistoryMakesIt(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) { rapid.Check(t, func(r *rapid.T) { walk(t, r, k.make) }) })
	}
}

// walk does things to a store and a model and compares them.
func walk(t *testing.T, r *rapid.T, make func(testing.TB) (session.Store, func() session.Store)) {
	s, again := make(t)
	defer func() {
		if c, ok := s.(*store.SQLite); ok {
			_ = c.Close() // there are too many to wait for the end of the test
		}
	}()
	m := model{map[string][]string{}, map[string]map[string]string{}}
	ctx := context.Background()
	ids, names := rapid.SampledFrom([]string{"A", "b c", "KITE-42"}), rapid.SampledFrom([]string{"", "x", "draft 1"})
	check := func(id string, err error) bool {
		if _, there := m.told[id]; !there && !errors.Is(err, fs.ErrNotExist) || there && err != nil {
			r.Fatalf("%s: %v", id, err)
		}
		return err == nil
	}
	r.Repeat(map[string]func(*rapid.T){
		"create": func(r *rapid.T) {
			id := ids.Draw(r, "id")
			err := s.Create(ctx, id, record.Header{}, []record.File{{Name: "f", Data: []byte(id)}})
			if _, there := m.told[id]; there {
				if !errors.Is(err, fs.ErrExist) {
					r.Fatal(err)
				}
			} else if err != nil {
				r.Fatal(err)
			} else {
				m.told[id], m.notes[id] = []string{"f=" + id}, map[string]string{}
			}
		},
		"append": func(r *rapid.T) {
			id, words := ids.Draw(r, "id"), rapid.SliceOfN(rapid.String(), 0, 3).Draw(r, "texts")
			var entries []record.Entry
			var texts []record.Private
			var said []string
			for range rapid.IntRange(1, 3).Draw(r, "entries") {
				entries, said = append(entries, input("go")), append(said, "go")
			}
			for _, w := range words {
				texts, said = append(texts, record.Private{Text: w}), append(said, "text "+w)
			}
			if check(id, s.Append(ctx, id, entries, texts)) {
				m.told[id] = append(m.told[id], said...)
			}
		},
		"put": func(r *rapid.T) {
			id, name, value := ids.Draw(r, "id"), names.Draw(r, "name"), rapid.SliceOf(rapid.Byte()).Draw(r, "value")
			if check(id, s.Put(ctx, id, name, append([]byte{}, value...))) {
				m.notes[id][name] = string(value)
			}
		},
		"drop": func(r *rapid.T) {
			id, name := ids.Draw(r, "id"), names.Draw(r, "name")
			if check(id, s.Put(ctx, id, name, nil)) {
				delete(m.notes[id], name)
			}
		},
		"restart": func(*rapid.T) { s = again() },
		"": func(r *rapid.T) {
			if got, err := s.List(ctx); err != nil || !slices.Equal(got, slices.Sorted(maps.Keys(m.told))) {
				r.Fatalf("ids are %q (%v)", got, err)
			}
			for id, want := range m.told {
				rec, err := s.Load(ctx, id)
				if err != nil || !slices.Equal(told(rec), want) || len(rec.Broken) > 0 {
					r.Fatalf("%s: %v, broken %v, holds %q, want %q", id, err, rec.Broken, told(rec), want)
				}
				notes, err := s.Notes(ctx, id)
				same := maps.EqualFunc(notes, m.notes[id], func(b []byte, s string) bool { return string(b) == s })
				if err != nil || !same {
					r.Fatalf("%s: notes are %q (%v), want %q", id, notes, err, m.notes[id])
				}
			}
		},
	})
}

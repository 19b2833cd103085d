package shelf_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"demarche/engine/study"
	"demarche/engine/study/shelf"
)

// TestAPartThatIsGivenUp gives part 1 up, before anything is played and after: the
// tables are whole and the manifest says what is lost, whatever befell the files in
// between; and once the part can be played every byte is as if nothing had been.
func TestAPartThatIsGivenUp(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	dir := t.TempDir()
	open := func() *shelf.Shelf {
		t.Helper()
		h, err := shelf.Open(dir, x.j, x.l, shelf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	const why = "15 workers took it and none came back"
	give := func() {
		t.Helper()
		h := open()
		if err := study.NewWorker(x.p, h, &study.Seats{}, nil).GiveUp(1, why); err != nil {
			t.Fatal(err)
		}
		if has, err := h.Has(1); err != nil || has {
			t.Errorf("part 1 is there: %v, error %v; it was given up", has, err)
		}
	}
	give()
	if _, err := x.into(dir, shelf.Options{}, study.Options{Shard: 0, Shards: 3}); err != nil {
		t.Fatal(err)
	}
	if missing, err := x.into(dir, shelf.Options{}, study.Options{Shard: 2, Shards: 3}); err != nil || len(missing) > 0 {
		t.Fatalf("missing %v, error %v: each run has its row", missing, err)
	}
	m, _, err := open().Manifest()
	if err != nil {
		t.Fatal(err)
	}
	first, to := x.p.Part(1)
	lost := []study.LostPart{{Part: 1, First: first, Last: to - 1, Why: why}}
	if !slices.Equal(m.Lost, lost) || m.Rows["runs"] != x.p.Runs() {
		t.Errorf("lost %v, %d rows of runs; want %v, %d", m.Lost, m.Rows["runs"], lost, x.p.Runs())
	}
	given := tree(t, dir)

	// Harmed, it is missing; given up again it is what it was.
	if err := os.WriteFile(filepath.Join(dir, "runs", "part-000001.parquet"), []byte(altered(given["runs/part-000001.parquet"], 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, missing, err := open().Manifest(); err != nil || !slices.Equal(missing, []int32{1}) {
		t.Errorf("harmed: missing %v, error %v", missing, err)
	}
	give()
	if bad := differ(given, tree(t, dir)); len(bad) > 0 {
		t.Errorf("given up twice: %v are not as they were", bad)
	}

	// Who can play it has it played; then it cannot be given up any more.
	x.play(t, dir, shelf.Options{})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("played in the end: %v are not as they should be", bad)
	}
	h := open()
	if err := study.NewWorker(x.p, h, &study.Seats{}, nil).GiveUp(1, why); err != nil {
		t.Fatal(err)
	}
	if has, err := h.Has(1); err != nil || !has {
		t.Errorf("a part that was played is there: %v, error %v", has, err)
	}
}

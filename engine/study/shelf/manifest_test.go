package shelf_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"demarche/engine/study"
	"demarche/engine/study/shelf"
)

// TestMissingParts: while parts are missing there is no manifest, and those are
// named. What another shard has put there is read before it is believed.
func TestMissingParts(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	dir := t.TempDir()
	missing, err := x.into(dir, shelf.Options{}, study.Options{Shard: 1, Shards: 3})
	if err != nil || !slices.Equal(missing, []int32{0, 2}) {
		t.Fatalf("after shard 1 of 3: missing %v, error %v", missing, err)
	}
	if missing, err = x.into(dir, shelf.Options{}, study.Options{Shard: 0, Shards: 3}); err != nil || !slices.Equal(missing, []int32{2}) {
		t.Fatalf("after shard 0 of 3: missing %v, error %v", missing, err)
	}
	name := filepath.Join(dir, "turns", "part-000001.parquet")
	if err := os.WriteFile(name, []byte(altered(want["turns/part-000001.parquet"], 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	if missing, err = x.into(dir, shelf.Options{}, study.Options{Shard: 2, Shards: 3}); err != nil || !slices.Equal(missing, []int32{1}) {
		t.Fatalf("part 1 was harmed after it was played: missing %v, error %v", missing, err)
	}
	if _, err := os.Stat(filepath.Join(dir, shelf.ManifestFile)); err == nil {
		t.Fatal("there is a manifest")
	}
	x.play(t, dir, shelf.Options{})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("%v are not as they should be", bad)
	}
}

// TestShardsMakeTheSameBytes divides the study by one, two and seven, and plays it
// with one and with many workers.
func TestShardsMakeTheSameBytes(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	for _, shards := range []int32{1, 2, 7} {
		dir := t.TempDir()
		for i := range shards {
			if _, err := x.into(dir, shelf.Options{}, study.Options{Shard: shards - 1 - i, Shards: shards, Workers: int(shards)}); err != nil {
				t.Fatal(err)
			}
		}
		if bad := differ(want, tree(t, dir)); len(bad) > 0 {
			t.Errorf("%d shards: %v are not as they should be", shards, bad)
		}
	}
}

// TestTablesThatAreNone: a folder is read as one table, so files that belong to no
// part must not be in it.
func TestTablesThatAreNone(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	for _, name := range []string{"runs/part-000003.parquet", "turns/copy of part-000001.parquet", "moves/part-000000.csv"} {
		files := tree(t, plant(t, want))
		files[name] = files["runs/part-000001.parquet"]
		_, err := x.into(plant(t, files), shelf.Options{}, study.Options{})
		if !errors.Is(err, shelf.ErrStray) || !strings.Contains(fmt.Sprint(err), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	files := tree(t, plant(t, want))
	files["runs/notes.txt"] = "not a table"
	if _, err := x.into(plant(t, files), shelf.Options{}, study.Options{}); err != nil {
		t.Errorf("notes: %v", err)
	}
}

// TestCSVOfAllPartsOrNone: a study that was begun without CSV gets it for the parts
// that were there too; one that was begun with it does not end with a piece of it.
func TestCSVOfAllPartsOrNone(t *testing.T) {
	x := newTrial(t)
	sheets := t.TempDir()
	x.play(t, sheets, shelf.Options{CSV: true})
	want := tree(t, sheets)
	if rows := strings.Count(want["runs/part-000002.csv"], "\n"); rows != 33 {
		t.Fatalf("the last part has %d lines, want 33", rows)
	}
	dir := t.TempDir()
	if _, err := x.into(dir, shelf.Options{}, study.Options{Shard: 0, Shards: 2}); err != nil {
		t.Fatal(err)
	}
	x.play(t, dir, shelf.Options{CSV: true})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("%v are not as they should be", bad)
	}
	dir = t.TempDir()
	if _, err := x.into(dir, shelf.Options{CSV: true}, study.Options{Shard: 0, Shards: 2}); err != nil {
		t.Fatal(err)
	}
	if _, err := x.into(dir, shelf.Options{}, study.Options{}); !errors.Is(err, shelf.ErrUneven) {
		t.Errorf("CSV of some parts: error %v", err)
	}
	x.play(t, dir, shelf.Options{CSV: true})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("%v are not as they should be", bad)
	}
}

// TestLookWritesNothing: a shelf that is only looked at leaves the folder alone,
// so it may be one that cannot be written to.
func TestLookWritesNothing(t *testing.T) {
	x := newTrial(t)
	dir := t.TempDir()
	x.play(t, dir, shelf.Options{})
	before := names(t, dir)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o755) // so that it can be taken away
	s, err := shelf.Look(dir, x.j, x.l)
	if err != nil {
		t.Fatal(err)
	}
	for part := range x.p.Parts() {
		if has, err := s.Has(part); err != nil || !has {
			t.Errorf("part %d: %t, error %v", part, has, err)
		}
	}
	if m, missing, err := s.Manifest(); err != nil || m == nil || len(missing) > 0 {
		t.Errorf("missing %v, error %v", missing, err)
	}
	if bad, err := s.Differ(s, 1); err != nil || len(bad) > 0 {
		t.Errorf("it differs from itself: %v, error %v", bad, err)
	}
	if after := names(t, dir); !slices.Equal(before, after) {
		t.Errorf("the folder holds %v, before %v", after, before)
	}
}

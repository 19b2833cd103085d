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

// harm is what may befall a file.
var harm = []struct {
	name string
	do   func(s string) string
}{
	{"deleted", nil},
	{"emptied", func(string) string { return "" }},
	{"cut off", func(s string) string { return s[:len(s)-3] }},
	{"cut in two", func(s string) string { return s[:len(s)/2] }},
	{"altered", func(s string) string { return altered(s, len(s)/2) }},
	{"longer", func(s string) string { return s + "x" }},
}

// TestHarmedFiles harms every file of one part, its receipt and the manifest, each
// in every way. Whatever it was, the study goes on and every byte is right again;
// only a receipt or a manifest that is none any more costs nothing but itself.
func TestHarmedFiles(t *testing.T) {
	x := newTrial(t)
	least := (len(x.l.Tables) + 2) * len(harm)
	if n := harmAll(t, x, func(name string) bool { return strings.Contains(name, "000001") || name == shelf.ManifestFile }); n < least {
		t.Errorf("%d trials, want at least %d", n, least)
	}
	// A part may have records.
	if n := harmAll(t, recorded(t), func(name string) bool { return strings.HasPrefix(name, "records/part-000001") }); n != 2*len(harm) {
		t.Errorf("%d trials with records, want %d", n, 2*len(harm))
	}
}

// harmAll harms files of a study and returns how often it did.
func harmAll(t *testing.T, x *trial, these func(name string) bool) (tried int) {
	t.Helper()
	want := inPeace(t, x)
	for name, data := range want {
		if !these(name) {
			continue
		}
		for _, h := range harm {
			files := map[string]string{}
			for n, d := range want {
				files[n] = d
			}
			delete(files, name)
			if h.do != nil {
				files[name] = h.do(data)
			}
			dir := plant(t, files)
			x.play(t, dir, shelf.Options{})
			if bad := differ(want, tree(t, dir)); len(bad) > 0 {
				t.Errorf("%s %s: then %v are not as they were", name, h.name, bad)
			}
			tried++
		}
	}
	return tried
}

// TestTrustReadsSizes: what --trust does not read again it still measures.
func TestTrustReadsSizes(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	name := "runs/part-000001.parquet"
	for _, h := range harm {
		if h.name == "altered" {
			continue // that is what is trusted
		}
		files := tree(t, plant(t, want))
		delete(files, name)
		if h.do != nil {
			files[name] = h.do(want[name])
		}
		dir := plant(t, files)
		x.play(t, dir, shelf.Options{Trust: true})
		if bad := differ(want, tree(t, dir)); len(bad) > 0 {
			t.Errorf("%s: then %v are not as they were", h.name, bad)
		}
	}
}

// TestStoppedAtEveryStep makes each state that a stop leaves of a part: files half
// written, some with their names, all with their names and no receipt, or a
// receipt of before, whose files are replaced one by one.
func TestStoppedAtEveryStep(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	var names []string
	for name := range want {
		if strings.Contains(name, "part-000001") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for placed := range len(names) + 1 {
		for _, old := range []bool{false, true} {
			files := map[string]string{}
			for n, d := range want {
				files[n] = d
			}
			delete(files, shelf.ManifestFile)
			if !old {
				delete(files, "receipts/000001.json")
			}
			for i, name := range names[placed:] {
				delete(files, name)
				files[fmt.Sprintf(".passing/000001.%d.parquet", i)] = want[name][:len(want[name])/2]
			}
			files[".passing/000001.json.7"] = `{"part": 1`
			dir := plant(t, files)
			x.play(t, dir, shelf.Options{})
			if bad := differ(want, tree(t, dir)); len(bad) > 0 {
				t.Errorf("stopped with %d files in place, receipt %t: then %v are not as they were", placed, old, bad)
			}
		}
	}
}

// TestWhatIsPlayedIsSaidFirst: a folder without its job gets it again, one of
// another job, or of another build, is left exactly as it is.
func TestWhatIsPlayedIsSaidFirst(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	files := tree(t, plant(t, want))
	delete(files, shelf.JobFile)
	dir := plant(t, files)
	x.play(t, dir, shelf.Options{})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("without its job: then %v are not as they were", bad)
	}
	newer, err := trialOf(cross, "devel-newer")
	if err != nil {
		t.Fatal(err)
	}
	for what, y := range map[string]*trial{"another seed": other(t), "another build": newer} {
		before := names(t, dir)
		_, err := y.into(dir, shelf.Options{}, study.Options{})
		if !errors.Is(err, shelf.ErrOther) || !slices.Equal(before, names(t, dir)) || len(differ(want, tree(t, dir))) > 0 {
			t.Errorf("%s: error %v, folder %v, before %v", what, err, names(t, dir), before)
		}
	}
}

// names lists what is in a folder, folders too.
func names(t *testing.T, dir string) (out []string) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
		out = append(out, name)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

package shelf_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche/engine/study"
	"demarche/engine/study/shelf"
)

// begin starts a process that plays the study into a folder.
func begin(t *testing.T, dir string, env ...string) (*exec.Cmd, *strings.Builder) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(append(os.Environ(), childVariable+"="+dir), env...)
	var said strings.Builder
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c, &said
}

// TestProcessesOnOneFolder has four processes play the same study into the same
// folder at once: none fails, and it is the study that one plays.
func TestProcessesOnOneFolder(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	dir := t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		c, said := begin(t, dir)
		all.Go(func() {
			if err := c.Wait(); err != nil {
				t.Errorf("%v: %s", err, said)
			}
		})
	}
	all.Wait()
	x.play(t, dir, shelf.Options{}) // takes away what the slower ones began
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("%v are not as one process writes them", bad)
	}
}

// TestKilledProcesses kills processes that play into one folder, each a little
// later than the one before; the last is left alone.
func TestKilledProcesses(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	dir := t.TempDir()
	for i := range 12 {
		c, _ := begin(t, dir)
		time.Sleep(time.Duration(20+10*i) * time.Millisecond)
		_ = c.Process.Kill() // it may be done
		_ = c.Wait()         // it was killed
	}
	x.play(t, dir, shelf.Options{})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("%v are not as they should be", bad)
	}
}

// TestTheFasterTakesTheirFolderAway: a process that found the study whole cleans up
// under one that plays a part once more. That one puts nothing there and is content.
func TestTheFasterTakesTheirFolderAway(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	dir := t.TempDir()
	slow, err := shelf.Open(dir, x.j, x.l, shelf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	from, to := x.p.Part(1)
	part, err := slow.Open(1, from, to)
	if err != nil {
		t.Fatal(err)
	}
	x.play(t, dir, shelf.Options{})
	if err := part.Keep(); err != nil {
		t.Errorf("the slower one fails: %v", err)
	}
	part.Drop()
	if part, err = slow.Open(2, from, to); err != nil {
		t.Fatalf("nor can it begin another: %v", err)
	}
	part.Drop()
	x.play(t, dir, shelf.Options{})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("%v are not as they should be", bad)
	}
}

// TestReceiptsOfOthers puts receipts on the shelf that are none of its parts: of
// another study with its files, of another build, of another part, with other runs,
// with files left out, named twice or from elsewhere. None counts.
func TestReceiptsOfOthers(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	foreign := inPeace(t, other(t))
	const name = "receipts/000001.json"
	change := func(do func(r *shelf.Receipt)) string {
		var r shelf.Receipt
		if err := json.Unmarshal([]byte(want[name]), &r); err != nil {
			t.Fatal(err)
		}
		do(&r)
		data, err := json.Marshal(&r)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for what, files := range map[string]map[string]string{
		"another study": foreign,
		"another build": {name: change(func(r *shelf.Receipt) { r.Job = study.Sum([]byte("older")) })},
		"another part":  {name: want["receipts/000002.json"]},
		"other runs":    {name: change(func(r *shelf.Receipt) { r.Last-- })},
		"a table less":  {name: change(func(r *shelf.Receipt) { r.Files = r.Files[1:] })},
		"a table twice": {name: change(func(r *shelf.Receipt) { r.Files = append(r.Files, r.Files[0]) })},
		"a table for another": {name: change(func(r *shelf.Receipt) {
			r.Files[0] = r.Files[1]
		})},
		"files of elsewhere": {name: change(func(r *shelf.Receipt) {
			f := r.Files[0]
			f.Name = "../" + f.Name
			r.Files = append(r.Files, f)
		})},
	} {
		all := tree(t, plant(t, want))
		for n, data := range files {
			if strings.Contains(n, "000001") {
				all[n] = data
			}
		}
		dir := plant(t, all)
		s, err := shelf.Open(dir, x.j, x.l, shelf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		has, err := s.Has(1)
		_, missing, err2 := s.Manifest()
		if has || err != nil || err2 != nil || fmt.Sprint(missing) != "[1]" {
			t.Errorf("%s: taken for a part: %t, error %v; missing: %v, error %v", what, has, err, missing, err2)
		}
		x.play(t, dir, shelf.Options{})
		if bad := differ(want, tree(t, dir)); len(bad) > 0 {
			t.Errorf("%s: then %v are not as they were", what, bad)
		}
	}
}

//go:build unix

package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	shelves "demarche/engine/study/shelf"
	"demarche/web"
)

// killWhen starts a command in a process of its own and kills it (SIGKILL) as soon as
// something is seen. It reports whether it died of that.
func (w *workshop) killWhen(seen func() bool, args ...string) bool {
	w.t.Helper()
	c := exec.Command("demarche", args...)
	if err := c.Start(); err != nil {
		w.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = c.Wait() // it was killed, or was faster
	}()
	for began := time.Now(); ; time.Sleep(20 * time.Microsecond) {
		select {
		case <-done:
			return false
		default:
		}
		if seen() || time.Since(began) > 30*time.Second {
			_ = c.Process.Kill() // it may have ended
			<-done
			return !c.ProcessState.Exited()
		}
	}
}

// size is how many bytes the largest file of a pattern has; -1 if there is none.
func (w *workshop) size(pattern string) int64 {
	names, err := filepath.Glob(w.at(pattern))
	if err != nil {
		w.t.Fatal(err)
	}
	most := int64(-1)
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			most = max(most, info.Size())
		}
	}
	return most
}

// read is what a file holds; "" if it is not there.
func (w *workshop) read(name string) string {
	w.t.Helper()
	data, err := os.ReadFile(w.at(name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.t.Fatal(err)
	}
	return string(data)
}

// halves lists what is half written in a folder.
func (w *workshop) halves(name string) []string {
	all, err := filepath.Glob(w.at(name) + "/.*")
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// moments are when a process is killed: nothing of a file is seen yet, its beginning
// is, half of it is, all of it is, or it has its name.
func (w *workshop) moments(half, name string, whole int) map[string]func() bool {
	was := w.read(name)
	return map[string]func() bool{
		"at its beginning": func() bool { return w.size(half) >= 0 },
		"half way":         func() bool { return w.size(half) >= int64(whole/2) },
		"at its end":       func() bool { return w.size(half) >= int64(whole) },
		"with its name":    func() bool { return w.read(name) != was },
	}
}

// A process that writes points.csv, or the page of a report and its figures, is killed
// at different moments. What stands under the name is whole, that of before or the new
// one; the same command mends it and takes away what was half written.
func TestFilesOfKilledProcessesAreWhole(t *testing.T) {
	w := newWorkshop(t, strings.Replace(crossed, "[tables]", "[factor.hunt]\nset = \"start.hunt\"\nrange = [0, 5]\n[design]\nkind = \"lhs\"\npoints = 40000\ncross = [\"who\", \"trust\"]\n[tables]", 1))
	w.must("study", w.at("study.toml"), "--plan", "--out", w.at("plan"))
	points := w.read("plan/points.csv")
	w.killedWhile(map[string][2]string{"plan/points.csv": {"", points}}, "study", w.at("study.toml"), "--plan", "--out", w.at("plan"))

	if _, err := fs.ReadFile(web.Dist, "dist/report.html"); err != nil {
		t.Skip("the page of reports has not been built into this program")
	}
	w.write(map[string]string{"study.toml": crossed})
	w.must("study", w.at("study.toml"), "--out", w.at("study"))
	files := map[string][2]string{"study/report.html": {}, "study/report.json": {}}
	for i, lang := range []string{"fr", "en"} {
		w.must("report", w.at("study"), "--lang", lang)
		for name, both := range files {
			both[i] = w.read(name)
			files[name] = both
		}
	}
	w.killedWhile(files, "report", w.at("study"), "--lang", "en")
}

// killedWhile kills a command at the moments of each of the files that it writes, by
// what they hold before and after.
func (w *workshop) killedWhile(files map[string][2]string, args ...string) {
	w.t.Helper()
	kills := 0
	for name, both := range files {
		dir, base := filepath.Split(name)
		for when, seen := range w.moments(dir+"."+base+".*", name, len(both[1])) {
			for other, x := range files {
				w.write(map[string]string{other: x[0]})
			}
			if w.killWhen(seen, args...) {
				kills++
			}
			for other, x := range files {
				if got := w.read(other); got != x[0] && got != x[1] {
					w.t.Errorf("killed %s of %s: %s has %d bytes, want %d or %d", when, name, other, len(got), len(x[0]), len(x[1]))
				}
			}
			w.must(args...)
			for other, x := range files {
				if got := w.read(other); got != x[1] {
					w.t.Errorf("killed %s of %s: then %s is not mended", when, name, other)
				}
			}
			if left := w.halves(dir); len(left) > 0 {
				w.t.Errorf("killed %s of %s: %v is left", when, name, left)
			}
		}
	}
	if kills == 0 {
		w.t.Errorf("%v was never killed", args)
	}
}

// A process that imports records, or plays a study that keeps records of its runs, is
// killed at each of its steps. Who reads the folder sees parts that are whole and no
// others, a manifest says nothing that is not there, and the same command mends all.
func TestFoldersOfKilledProcessesAreWhole(t *testing.T) {
	w := newWorkshop(t, strings.Replace(crossed, "moves = true", "moves = true\nrecord = 30", 1))
	imports := []string{"study", "--import", ""}
	for _, seed := range []string{"1", "2", "3"} {
		w.must("run", w.at("night.toml"), "--seed", seed, "--policy", "random", "--record", w.at(seed+".record"))
		imports = append(imports, w.at(seed+".record"))
	}
	commands := map[string]func(dir string) []string{
		"import": func(dir string) []string { imports[2] = dir; return imports },
		"study": func(dir string) []string {
			return []string{"study", w.at("study.toml"), "--out", dir, "--workers", "1"}
		},
	}
	steps := map[string]string{
		"job.json": "job.json", "a table being written": ".passing/*.parquet", "a record being written": ".passing/*.jsonl",
		"a table in its place": "turns/*", "a record in its place": "records/*", "a receipt": "receipts/*", "the manifest": "manifest.json",
	}
	for what, command := range commands {
		w.must(command(w.at(what))...)
		want := w.tables(what)
		kills := 0
		for step, pattern := range steps {
			name := what + " killed at " + strings.ReplaceAll(step, " ", "_")
			if w.killWhen(func() bool { return w.size(name+"/"+pattern) >= 0 }, command(w.at(name))...) {
				kills++
			}
			w.vouched(name, want)
			w.must(command(w.at(name))...)
			w.same(want, name)
			if left := w.halves(name); len(left) > 0 {
				t.Errorf("%s: %v is left", name, left)
			}
		}
		if kills < 3 {
			t.Errorf("%s was killed %d times", what, kills)
		}
	}
}

// vouched wants what stands in a folder and counts to be what it is in peace.
func (w *workshop) vouched(name string, want map[string]string) {
	w.t.Helper()
	v, err := shelves.Vouch(w.at(name))
	if errors.Is(err, fs.ErrNotExist) {
		return // nothing was begun
	}
	if err != nil {
		w.t.Fatal(err)
	}
	seen := 0
	for at, data := range want {
		at = strings.TrimPrefix(at, "/")
		got, err := fs.ReadFile(v, at)
		switch {
		case err == nil && string(got) != data:
			w.t.Errorf("%s: %s is there and not as it is in peace", name, at)
		case err == nil && strings.HasPrefix(at, "runs/"):
			seen++
		case err != nil && (len(v.Missing) == 0 && at != "manifest.json" || v.Finished):
			w.t.Errorf("%s: %s is missing, and nobody says so", name, at)
		}
	}
	if seen != int(v.Job.Parts)-len(v.Missing) {
		w.t.Errorf("%s: %d parts are seen and %d missing, of %d", name, seen, len(v.Missing), v.Job.Parts)
	}
}

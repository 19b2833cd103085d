package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// crossed is a study of eight parts.
const crossed = `format = 1
id = "crossed"
scenario = "night.toml"
seed = 4
replications = 125
[factor.who]
set = "policy.roles"
levels = ["random", "cautious"]
[factor.trust]
set = "start.trust"
levels = { low = 10, high = 60 }
[tables]
moves = true
`

// said is what a command says while it runs. It is safe for concurrent use.
type said struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// workshop is a folder with a study, and commands that play it.
type workshop struct {
	t   *testing.T
	dir string
}

func newWorkshop(t *testing.T, text string) *workshop {
	t.Helper()
	w := &workshop{t, t.TempDir()}
	night, err := os.ReadFile("testdata/night.toml")
	if err != nil {
		t.Fatal(err)
	}
	w.write(map[string]string{"study.toml": text, "night.toml": string(night)})
	return w
}

// write writes files.
func (w *workshop) write(files map[string]string) {
	w.t.Helper()
	for name, data := range files {
		if err := os.MkdirAll(filepath.Dir(w.at(name)), 0o755); err != nil {
			w.t.Fatal(err)
		}
		if err := os.WriteFile(w.at(name), []byte(data), 0o644); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *workshop) at(name string) string { return filepath.Join(w.dir, name) }

// must runs a command that has to succeed, and returns what it says.
func (w *workshop) must(args ...string) string {
	w.t.Helper()
	var out, errs bytes.Buffer
	if code := run(args, nil, &out, &errs); code != fine {
		w.t.Fatalf("%v = %d: %s%s", args, code, out.String(), errs.String())
	}
	return out.String()
}

// tables are the files of a study that are the same on every machine.
func (w *workshop) tables(name string) map[string]string {
	w.t.Helper()
	out := map[string]string{}
	names, err := filepath.Glob(w.at(name) + "/*/part-*")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, at := range append(names, w.at(name)+"/manifest.json", w.at(name)+"/job.json", w.at(name)+"/columns.json") {
		data, err := os.ReadFile(at)
		if err != nil {
			w.t.Fatal(err)
		}
		out[strings.TrimPrefix(at, w.at(name))] = string(data)
	}
	return out
}

// same wants two studies to be the same bytes.
func (w *workshop) same(want map[string]string, name string) {
	w.t.Helper()
	got := w.tables(name)
	for at, data := range want {
		if got[at] != data {
			w.t.Errorf("%s%s is not as it was played at one go", name, at)
		}
	}
	if len(got) != len(want) {
		w.t.Errorf("%s has %d files, want %d", name, len(got), len(want))
	}
}

// One study is played at one go, in one, two and seven shards, and by workers at a
// queue: every file is the same, byte for byte.
func TestAStudyOnManyMachinesIsTheSameBytes(t *testing.T) {
	w := newWorkshop(t, crossed)
	w.must("study", w.at("study.toml"), "--out", w.at("plain"), "--csv")
	want := w.tables("plain")
	if parts := strings.Count(strings.Join(sortedKeys(want), " "), "/runs/part-"); parts != 2*8 {
		t.Fatalf("%d files of runs, want Parquet and CSV of 8 parts", parts)
	}
	for _, n := range []int{1, 2, 7} {
		name := "shards" + strconv.Itoa(n)
		for i := range n {
			t.Setenv("JOB_COMPLETION_INDEX", strconv.Itoa(n-1-i))
			w.must("study", w.at("study.toml"), "--out", w.at(name), "--csv", "--workers", strconv.Itoa(1+i%3), "--shard", "auto/"+strconv.Itoa(n))
		}
		w.same(want, name)
	}
	w.queued("queue", 2)
	if left, err := filepath.Glob(w.at("queue") + "/.[a-z]*"); err != nil || len(left) > 0 {
		t.Errorf("%v is left in the folder, error %v", left, err)
	}
	w.same(want, "queue")
}

// queued plays the study by workers that join its queue.
func (w *workshop) queued(name string, workers int) {
	w.t.Helper()
	var all sync.WaitGroup
	var out, errs said
	done, ended := make(chan int, 1), make(chan struct{})
	all.Go(func() {
		defer close(ended)
		done <- run([]string{"study", w.at("study.toml"), "--out", w.at(name), "--csv", "--nats", embedded}, nil, &out, &errs)
	})
	url := regexp.MustCompile(`nats://\S+`)
	for began := time.Now(); !url.MatchString(errs.String()); time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			w.t.Fatalf("no queue: %s%s", out.String(), errs.String())
		}
	}
	// On a slow machine a worker may leave before there is work: it comes back.
	for range workers {
		all.Go(func() {
			for {
				var worked said
				args := []string{"work", "--nats", url.FindString(errs.String()), "--workers", "1", "--leave", "500ms"}
				if code := run(args, nil, &worked, &worked); code != fine {
					w.t.Errorf("work = %d: %s", code, worked.String())
					return
				}
				select {
				case <-ended:
					return
				default:
				}
			}
		})
	}
	all.Wait()
	if code := <-done; code != fine || !strings.Contains(out.String(), " runs in ") {
		w.t.Errorf("study = %d: %s%s", code, out.String(), errs.String())
	}
}

func sortedKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

//go:build unix

package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// deadly is a study of three parts; while a file "kill" is there, the program that
// plays in the second ends whoever has started it.
const deadly = `format = 1
id = "deadly"
scenario = "night.toml"
[factor.who]
set = "policy.minister"
levels = ["cautious", "agent:deadly", "random"]
[agent.deadly]
command = "sh DIR/deadly.sh"
timeout = 20
[tables]
moves = true
`

const deadlyAgent = `[ -e DIR/kill ] && kill -9 $PPID
echo '{"v":1,"t":"hello","name":"deadly"}'
while read -r line; do
	case "$line" in *'"t":"choose"'*) echo 1 ;; esac
done
`

// Whoever plays part 1 dies of it, however often it is tried. It is given up: its
// run has a row that says so, wherever and by how many it was played, and all else is
// as it is in peace. When nobody dies of it any more the same command plays it.
func TestAPartThatKillsIsGivenUp(t *testing.T) {
	if testing.Short() {
		t.Skip("workers have to be missed before a part goes to somebody else")
	}
	w := newWorkshop(t, "")
	w.write(map[string]string{"study.toml": strings.ReplaceAll(deadly, "DIR", w.dir), "deadly.sh": strings.ReplaceAll(deadlyAgent, "DIR", w.dir)})
	w.must("study", w.at("study.toml"), "--out", w.at("peace"), "--csv")
	peace := w.tables("peace")

	w.write(map[string]string{"kill": ""})
	var given []map[string]string
	for i, name := range []string{"one", "two"} {
		code, said := w.deadly(name, i+1)
		want := "part 1 was given up (run 1 of point 1): 2 workers took it and none came back"
		if code != no || !strings.Contains(said, want) || !strings.Contains(said, "the same command tries them once more") {
			t.Fatalf("%s = %d: %s", name, code, said)
		}
		given = append(given, w.tables(name))
	}
	for at, data := range given[0] {
		if given[1][at] != data {
			t.Errorf("%s is not the same by one worker and by two", at)
		}
		if !strings.Contains(at, "000001") && at != "/manifest.json" && peace[at] != data {
			t.Errorf("%s is not as it is in peace", at)
		}
	}
	row := regexp.MustCompile(`(?m)^deadly,1,0,1,.*,agent:deadly,.*,lost,2 workers took it and none came back,`)
	if runs := given[0]["/runs/part-000001.csv"]; !row.MatchString(runs) || strings.Count(runs, "\n") != 2 {
		t.Errorf("the run has the rows\n%s", runs)
	}
	if out := w.must("study", "--verify", w.at("one"), "--sample", "50"); !strings.Contains(out, "part 1 was given up, there is nothing to compare") || !strings.Contains(out, "2 runs of 3") {
		t.Errorf("verified: %s", out)
	}
	figures := w.must("report", "--json", w.at("one"))
	if !strings.Contains(figures, `"status": "lost"`) || !strings.Contains(figures, `"failed": 1`) {
		t.Errorf("the report does not tell of it:\n%.400s", figures)
	}

	if err := os.Remove(w.at("kill")); err != nil {
		t.Fatal(err)
	}
	w.must("study", w.at("study.toml"), "--out", w.at("one"), "--csv")
	w.same(peace, "one")
}

// deadly plays the study by so many workers, who are started again when they die.
func (w *workshop) deadly(name string, workers int) (code int, out string) {
	w.t.Helper()
	var said said
	head := exec.Command("demarche", "study", w.at("study.toml"), "--out", w.at(name), "--csv", "--nats", embedded, "--sign", "2s", "--tries", "2")
	head.Stdout, head.Stderr = &said, &said
	if err := head.Start(); err != nil {
		w.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = head.Wait() // its exit code says it
	}()
	url := regexp.MustCompile(`nats://\S+`)
	for began := time.Now(); !url.MatchString(said.String()); time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			w.t.Fatalf("no queue: %s", said.String())
		}
	}
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for {
				c := exec.Command("demarche", "work", "--nats", url.FindString(said.String()), "--workers", "1", "--leave", "20s")
				if err := c.Start(); err != nil {
					w.t.Error(err)
					return
				}
				dead := make(chan struct{})
				go func() {
					defer close(dead)
					_ = c.Wait() // it dies
				}()
				select {
				case <-dead:
				case <-done:
					_ = c.Process.Kill() // it may be dead
					<-dead
					return
				}
			}
		})
	}
	<-done
	all.Wait()
	return head.ProcessState.ExitCode(), said.String()
}

package studybench

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"demarche/engine/internal/spent"
	"demarche/engine/scenario"
	"demarche/engine/study"
	"demarche/engine/study/shelf"
	"demarche/scenarios"
)

// Kind is which tables a study of code_blue keeps.
type Kind string

// The kinds.
const (
	All  Kind = "all"  // every table but changes and observations, every turn
	Runs Kind = "runs" // a row for each run (and for each role of it), nothing of turns
)

// seats are the roles of code_blue that somebody plays.
var seats = []string{"agency", "health", "halcyon", "aurelia", "prosecutor", "pelagia"}

// Text is a study of code_blue with a random policy in every seat, so many runs
// long.
func (k Kind) Text(runs int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "format = 1\nid = \"%s\"\nscenario = \"code_blue\"\nseed = 20271\nreplications = %d\n[fix]\n", k, runs)
	for _, seat := range seats {
		fmt.Fprintf(&b, "\"policy.%s\" = \"random\"\n", seat)
	}
	b.WriteString("[tables]\n")
	if k == All {
		b.WriteString("turns = 1\nmoves = true\nbeliefs = true\n")
	} else {
		b.WriteString("turns = 0\n")
	}
	return b.String()
}

// Plan reads and binds a study of code_blue.
func (k Kind) Plan(runs int) (*study.Plan, error) {
	s, err := study.Read(string(k)+".toml", []byte(k.Text(runs)))
	if err != nil {
		return nil, err
	}
	return s.Bind(study.Library{Files: fstest.MapFS{}, Scenario: func(name string) (*scenario.Document, error) {
		return scenario.Read(scenarios.FS, name+"/scenario.toml")
	}})
}

// Took is what so many runs took.
type Took struct {
	Runs      int64
	Wall      time.Duration // from the reading of the study file to the manifest
	Playing   time.Duration // of it, without reading, compiling and the manifest
	Processor time.Duration // of the process, in all its threads
	Bytes     uint64        // allocated, those freed meanwhile too
}

// Play plays a whole study into a folder of its own on disk, as the command does,
// and takes the folder away again.
func (k Kind) Play(runs, workers int) (Took, error) {
	dir, err := os.MkdirTemp("", "study-bench-")
	if err != nil {
		return Took{}, err
	}
	defer os.RemoveAll(dir)
	took := Took{Runs: int64(runs)}
	var failed error
	begin := time.Now()
	took.Processor, took.Bytes = spent.On(func() { took.Playing, _, failed = k.into(dir, runs, workers) })
	took.Wall = time.Since(begin)
	return took, failed
}

// into plays a study into a folder and returns how long the playing took and how
// many rows each table has.
func (k Kind) into(dir string, runs, workers int) (playing time.Duration, rows map[string]int64, err error) {
	p, err := k.Plan(runs)
	if err != nil {
		return 0, nil, err
	}
	job := p.Job("study-bench", []byte(k.Text(runs)), nil)
	to, err := shelf.Open(dir, job, p.Layout(p.Cases()[0]), shelf.Options{})
	if err != nil {
		return 0, nil, err
	}
	begin := time.Now()
	if err := study.Execute(context.Background(), p, to, study.Options{Workers: workers}); err != nil {
		return 0, nil, err
	}
	playing = time.Since(begin)
	m, missing, err := to.Manifest()
	if err == nil && len(missing) > 0 {
		err = fmt.Errorf("%d parts are missing", len(missing))
	}
	if err != nil {
		return 0, nil, err
	}
	return playing, m.Rows, to.Finish(m)
}

// Speed is how fast studies of code_blue are played: medians over rounds in which
// all were played one after another.
type Speed struct {
	Games, RunsOnly float64 // runs per second of the wall by two workers: all tables, and the table of runs alone
	// The same by processor time: what two processors would do that nobody else uses
	// and that never wait for each other or for the disk.
	GamesFree, RunsOnlyFree float64
	// Workers is how many times as fast two workers play all tables as one, and
	// WorkersWhole the same with reading, compiling and the manifest.
	Workers, WorkersWhole float64
	Bytes, RunsOnlyBytes  float64 // allocated for a run
}

// MeasureSpeed plays studies of so many runs.
func MeasureSpeed(runs, rounds int, tick func()) (Speed, error) {
	contestants := []struct {
		of      Kind
		workers int
	}{{All, 2}, {All, 1}, {Runs, 2}}
	took := make([][]Took, len(contestants))
	for range rounds {
		for i, c := range contestants {
			t, err := c.of.Play(runs, c.workers)
			if err != nil {
				return Speed{}, err
			}
			took[i] = append(took[i], t)
		}
		tick()
	}
	over := func(of func(all, one, only Took) float64) float64 {
		var out []float64
		for r := range rounds {
			out = append(out, of(took[0][r], took[1][r], took[2][r]))
		}
		return median(out)
	}
	perSecond := func(t Took) float64 { return float64(t.Runs) / t.Wall.Seconds() }
	free := func(t Took) float64 { return 2 * float64(t.Runs) / t.Processor.Seconds() }
	return Speed{
		Games:         over(func(all, _, _ Took) float64 { return perSecond(all) }),
		RunsOnly:      over(func(_, _, only Took) float64 { return perSecond(only) }),
		GamesFree:     over(func(all, _, _ Took) float64 { return free(all) }),
		RunsOnlyFree:  over(func(_, _, only Took) float64 { return free(only) }),
		Workers:       over(func(all, one, _ Took) float64 { return one.Playing.Seconds() / all.Playing.Seconds() }),
		WorkersWhole:  over(func(all, one, _ Took) float64 { return one.Wall.Seconds() / all.Wall.Seconds() }),
		Bytes:         over(func(all, _, _ Took) float64 { return float64(all.Bytes) / float64(runs) }),
		RunsOnlyBytes: over(func(_, _, only Took) float64 { return float64(only.Bytes) / float64(runs) }),
	}, nil
}

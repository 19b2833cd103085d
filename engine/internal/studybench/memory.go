package studybench

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Memory is what a process of the command took for a study of so many runs.
type Memory struct {
	Runs int
	Peak int64 // the most that was in memory at once, in bytes
	Wall time.Duration
}

// MeasureMemory runs the command with studies of code_blue of these sizes, the
// table of runs alone, one process after another, with two workers. It comes before
// all else that a process measures: what Linux tells of a child is at least what its
// parent took before, and then says nothing.
func MeasureMemory(program string, sizes []int, tick func()) ([]Memory, error) {
	dir, err := os.MkdirTemp("", "study-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	program, err = filepath.Abs(program)
	if err != nil {
		return nil, err
	}
	var out []Memory
	for _, runs := range sizes {
		m, err := memoryOf(program, dir, runs)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
		tick()
	}
	return out, nil
}

func memoryOf(program, dir string, runs int) (Memory, error) {
	if err := os.WriteFile(filepath.Join(dir, "study.toml"), []byte(Runs.Text(runs)), 0o644); err != nil {
		return Memory{}, err
	}
	c := exec.Command(program, "study", "study.toml", "--out", "out", "--workers", "2")
	c.Dir = dir
	begin := time.Now()
	if out, err := c.CombinedOutput(); err != nil {
		return Memory{}, fmt.Errorf("%v: %w\n%s", c, err, out)
	}
	most, ok := peak(c.ProcessState)
	if !ok {
		return Memory{}, errors.New("this system does not tell how much memory a process took")
	}
	if most <= own() {
		return Memory{}, errors.New("this process takes more memory than the one that it measures")
	}
	m := Memory{Runs: runs, Peak: most, Wall: time.Since(begin)}
	return m, os.RemoveAll(filepath.Join(dir, "out"))
}

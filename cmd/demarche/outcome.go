package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"demarche/engine/study/parquet"
	"demarche/engine/study/table"
)

// outcome is what became of the runs of a study.
type outcome struct {
	ok       int64
	failed   map[string]int64
	statuses []string // as they come up
	first    string   // why the first run failed that did
	stood    int64    // runs in which a stand-in moved
	moves    int64    // that it made
}

// outcomeOf reads the table of runs of a folder.
func outcomeOf(dir string) (*outcome, error) {
	names, err := fs.Glob(os.DirFS(dir), "runs/*.parquet")
	if err != nil {
		return nil, err
	}
	o := &outcome{failed: map[string]int64{}}
	for _, name := range names {
		if err := o.read(filepath.Join(dir, name)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return o, nil
}

// read reads one part.
func (o *outcome) read(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close() // nothing was written
	info, err := file.Stat()
	if err != nil {
		return err
	}
	f, err := parquet.Open(file, info.Size())
	if err != nil {
		return err
	}
	return f.Each(func(b *table.Block) error {
		for i := range b.Rows {
			o.add(b, i)
		}
		return nil
	}, "run", "status", "fault", "moves_fallback")
}

// add counts a run.
func (o *outcome) add(b *table.Block, i int) {
	if n := b.Value(3, i).Int(); n > 0 {
		o.stood++
		o.moves += n
	}
	status := b.Value(1, i).Text()
	if status == "ok" {
		o.ok++
		return
	}
	if len(o.statuses) == 0 {
		o.first = fmt.Sprintf("run %d: %s", b.Value(0, i).Int(), b.Value(2, i).String())
	}
	if o.failed[status]++; o.failed[status] == 1 {
		o.statuses = append(o.statuses, strings.Clone(status))
	}
}

// tellOutcome says which runs failed, and in which somebody else moved than was to.
func (s *streams) tellOutcome(dir string, moves bool) error {
	o, err := outcomeOf(dir)
	if err != nil {
		return errors.Join(errors.New("the table of runs cannot be read back"), err)
	}
	if len(o.statuses) > 0 {
		var told []string
		all := int64(0)
		for _, status := range o.statuses {
			told = append(told, fmt.Sprintf("%d %s", o.failed[status], status))
			all += o.failed[status]
		}
		fmt.Fprintf(s.out, "%d of them failed (%s); first %s\n", all, strings.Join(told, ", "), o.first)
	}
	if len(o.statuses) > 0 && o.ok == 0 {
		return &answer{code: no, err: errors.New("every run failed"), hint: "their rows stay; when it is mended, take the folder away or name another with --out"}
	}
	if o.stood > 0 {
		why := "the table of moves says why"
		if !moves {
			why = "moves = true under [tables] would tell why"
		}
		fmt.Fprintf(s.out, "in %d of them a stand-in moved, %s in all: %s\n", o.stood, many(int(o.moves), "time"), why)
	}
	return nil
}

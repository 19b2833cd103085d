package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"demarche/engine/study/table"
)

// mainTable is the table that a folder of whole tables has: it is taken away
// first and comes back last.
const mainTable = "runs"

// sheaf is the files of a folder of tables while they are written, beside those
// that may be there.
type sheaf struct {
	dir   string
	names []string
	files []*os.File
	bufs  []*bufio.Writer
}

// bind runs play with a sink to the folder. The files take their names when
// all are whole and on disk; whatever is stopped before leaves those that were
// there, and in between a folder without runs.csv.
func bind(dir string, l *table.Layout, play func(table.Sink) error) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &answer{code: wrong, err: fmt.Errorf("write the tables: %w", err)}
	}
	s := &sheaf{dir: dir}
	defer s.drop()
	out, err := table.NewCSV(l, s.create)
	if err != nil {
		return fmt.Errorf("write the tables: %w", err)
	}
	if err := play(out); err != nil {
		return err
	}
	if err := errors.Join(out.Flush(), s.keep()); err != nil {
		return fmt.Errorf("write the tables: %w", err)
	}
	return nil
}

// create begins one file.
func (s *sheaf) create(name string) (io.Writer, error) {
	f, err := os.CreateTemp(s.dir, "."+name+".*.csv")
	if err != nil {
		return nil, err
	}
	s.names, s.files, s.bufs = append(s.names, name), append(s.files, f), append(s.bufs, bufio.NewWriter(f))
	return s.bufs[len(s.bufs)-1], nil
}

// keep puts all files on disk and then gives them their names.
func (s *sheaf) keep() error {
	for i, f := range s.files {
		if err := errors.Join(s.bufs[i].Flush(), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	if err := os.Remove(s.path(mainTable)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	last := -1
	for i, name := range s.names {
		if name == mainTable {
			last = i
			continue
		}
		if err := os.Rename(s.files[i].Name(), s.path(name)); err != nil {
			return err
		}
	}
	if err := syncFolder(s.dir); err != nil {
		return err
	}
	if err := os.Rename(s.files[last].Name(), s.path(mainTable)); err != nil {
		return err
	}
	return syncFolder(s.dir)
}

func (s *sheaf) path(name string) string { return filepath.Join(s.dir, name+".csv") }

// drop takes away what did not get its name.
func (s *sheaf) drop() {
	for _, f := range s.files {
		f.Close()
		os.Remove(f.Name()) // it is gone under that name once all went well
	}
}

// syncFolder puts the names in a folder on disk.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // it has no such call and keeps names by itself
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

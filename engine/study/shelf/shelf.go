// Package shelf keeps the parts of a study on disk: a folder for each table with a
// file for each part, and a receipt for each part that is whole. A part is written
// beside the others under a name of its own, put on disk and given its names, and
// only then gets its receipt; so whatever is stopped, by a signal or a power cut,
// leaves a part with a receipt or one that is played again. Several processes may
// put parts on one shelf: those of one number are the same bytes.
package shelf

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"demarche/engine/study"
	"demarche/engine/study/parquet"
	"demarche/engine/study/table"
)

// Files of a study's folder.
const (
	ManifestFile = "manifest.json" // written last: the study is whole
	JobFile      = "job.json"      // written first: what is played here
	HostFile     = "host.json"     // when, where and how; different on every machine
	ColumnsFile  = "columns.json"  // what each column means
	Inputs       = "inputs"        // the study and its scenarios as they were read
	Records      = "records"
	Answers      = "answers" // what outside agents said
	receipts     = "receipts"
	passing      = ".passing" // files that are being written
)

// Shelf is a folder of parts. It is safe for concurrent use, also by several
// processes.
type Shelf struct {
	dir string
	job *study.Job
	own []byte // the bytes of job
	sum string // of own: what receipts are signed with
	l   *table.Layout
	o   Options

	sinks   spare[*parquet.Sink]
	writers spare[*bufio.Writer] // of roomy bytes
	rooms   spare[[]byte]        // the same, to read through

	mu    sync.Mutex
	whole map[int32]bool // parts that were read and found as their receipts say
}

// Options say how parts are kept.
type Options struct {
	Meta  map[string]string // written into every Parquet file
	CSV   bool              // write each table as CSV too
	Trust bool              // of what a receipt vouches for read the size alone
}

// ErrOther says that a folder holds another study, or the same by another build.
var ErrOther = errors.New("the folder holds another study")

// Open opens the shelf of a job in a folder, which is made if it is not there. If
// another job is played there already nothing is changed and the error is
// [ErrOther].
func Open(dir string, j *study.Job, l *table.Layout, o Options) (*Shelf, error) {
	s, err := Look(dir, j, l)
	if err != nil {
		return nil, err
	}
	s.o = o
	there, err := s.mine()
	if err != nil {
		return nil, err
	}
	folders := []string{receipts, passing, Answers, Records}
	for i := range l.Tables {
		folders = append(folders, l.Tables[i].Name)
	}
	for _, name := range folders {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			return nil, err
		}
	}
	if !there {
		err = s.write(filepath.Join(dir, JobFile), all(s.own))
	}
	return s, err
}

// Look opens a shelf to read what is on it: nothing is written, so the folder may
// be one that cannot be written to.
func Look(dir string, j *study.Job, l *table.Layout) (*Shelf, error) {
	own, err := j.Bytes()
	if err != nil {
		return nil, err
	}
	return &Shelf{dir: dir, job: j, own: own, sum: study.Sum(own), l: l, whole: map[int32]bool{}}, nil
}

// mine reports whether the folder says that this job is played there; the error is
// [ErrOther] if it says so of another.
func (s *Shelf) mine() (bool, error) {
	was, err := os.ReadFile(filepath.Join(s.dir, JobFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case string(was) != string(s.own):
		return false, ErrOther
	}
	return true, nil
}

// Dir is the folder.
func (s *Shelf) Dir() string { return s.dir }

// Put writes a file of the folder, whole or not at all.
func (s *Shelf) Put(name string, data []byte) error {
	name = s.at(name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return s.write(name, all(data))
}

// at is where a file of the folder is.
func (s *Shelf) at(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// mostTries is how often a small file is written anew because another process took
// away what it was written to.
const mostTries = 8

// write puts a small file in its place, whole or not at all.
func (s *Shelf) write(name string, data func(io.Writer) error) (err error) {
	for range mostTries {
		if err = s.writeOnce(name, data); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return err
}

// all writes bytes that are there.
func all(data []byte) func(io.Writer) error {
	return func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	}
}

func (s *Shelf) writeOnce(name string, data func(io.Writer) error) error {
	f, err := s.temp(filepath.Base(name) + ".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // it is gone under that name once all went well
	buf := s.writer(f)
	defer s.writers.leave(buf)
	if err := errors.Join(data(buf), buf.Flush(), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(name))
}

// temp begins a file that has no name yet. Another process that found the study
// whole may have taken their folder away.
func (s *Shelf) temp(pattern string) (*os.File, error) {
	f, err := os.CreateTemp(s.at(passing), pattern)
	if !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	if err := os.MkdirAll(s.at(passing), 0o755); err != nil {
		return nil, err
	}
	return os.CreateTemp(s.at(passing), pattern)
}

// Open implements [study.Shelf].
func (s *Shelf) Open(part int32, from, to int64) (study.Part, error) {
	p := &pile{s: s, r: Receipt{Job: s.sum, Part: part, First: from, Last: to - 1}, rows: make([]int64, len(s.l.Tables))}
	var err error
	if p.sink, err = s.sink(); err != nil {
		return nil, err
	}
	err = p.sink.Begin(func(name string) (io.Writer, error) { return p.create(name, ".parquet") }, s.o.Meta)
	if err == nil && s.o.CSV {
		p.csv, err = table.NewCSV(s.l, func(name string) (io.Writer, error) { return p.create(name, ".csv") })
	}
	if err != nil {
		p.Drop()
		return nil, err
	}
	return p, nil
}

// sink takes a sink that is free, with the room it has.
func (s *Shelf) sink() (*parquet.Sink, error) {
	if x, ok := s.sinks.take(); ok {
		return x, nil
	}
	return parquet.New(s.l)
}

// Answered opens what outside agents said in a part; the error is fs.ErrNotExist if
// nothing is kept.
func (s *Shelf) Answered(part int32) (*os.File, error) {
	return os.Open(s.at(Answers + "/" + partName(part, ".jsonl")))
}

func partName(part int32, end string) string { return fmt.Sprintf("part-%06d%s", part, end) }

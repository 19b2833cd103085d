// Package shelf keeps the parts of a study on disk: a folder for each table with a
// file for each part, and a receipt for each part that is whole. A part is written
// beside the others under a name of its own, put on disk and given its names, and
// only then gets its receipt; so whatever is stopped, by a signal or a power cut,
// leaves a part with a receipt or one that is played again. Several processes may
// put parts on one shelf: those of one number are the same bytes.
package shelf

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"demarche/engine/study"
	"demarche/engine/study/parquet"
	"demarche/engine/study/table"
)

// Names in the folder of a study.
const (
	receipts = "receipts"
	passing  = ".passing" // files that are being written
)

// Shelf is a folder of parts. It is safe for concurrent use, also by several
// processes.
type Shelf struct {
	dir   string
	l     *table.Layout
	meta  map[string]string
	csv   bool
	trust bool

	mu   sync.Mutex
	free []*parquet.Sink
}

// Options say how parts are kept.
type Options struct {
	Meta  map[string]string // written into every Parquet file
	CSV   bool              // write each table as CSV too
	Trust bool              // do not read again what a receipt vouches for
}

// Open opens the shelf in a folder, which is made if it is not there.
func Open(dir string, l *table.Layout, o Options) (*Shelf, error) {
	s := &Shelf{dir: dir, l: l, meta: o.Meta, csv: o.CSV, trust: o.Trust}
	folders := []string{receipts, passing, Answers}
	for i := range l.Tables {
		folders = append(folders, l.Tables[i].Name)
	}
	for _, name := range folders {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Receipt vouches for a part.
type Receipt struct {
	Part  int32                `json:"part"`
	First int64                `json:"first"` // run
	Last  int64                `json:"last"`
	Files []study.ManifestFile `json:"files"`
}

// Has implements [study.Shelf]: the receipt is there, and each file is as the
// receipt says.
func (s *Shelf) Has(part int32) (bool, error) {
	r, err := s.receipt(part)
	if err != nil || r == nil {
		return false, err
	}
	for _, f := range r.Files {
		ok, err := s.stands(f)
		if err != nil || !ok {
			return false, err
		}
	}
	return len(r.Files) >= len(s.l.Tables), nil
}

// receipt reads a receipt; nil if there is none, or none that can be read.
func (s *Shelf) receipt(part int32) (*Receipt, error) {
	data, err := os.ReadFile(s.receiptName(part))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var r Receipt
	if json.Unmarshal(data, &r) != nil || r.Part != part {
		return nil, nil // damaged: as good as none
	}
	return &r, nil
}

func (s *Shelf) receiptName(part int32) string {
	return filepath.Join(s.dir, receipts, fmt.Sprintf("%06d.json", part))
}

// stands reports whether a file is as its receipt says.
func (s *Shelf) stands(f study.ManifestFile) (bool, error) {
	file, err := os.Open(filepath.Join(s.dir, filepath.FromSlash(f.Name)))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close()
	if s.trust {
		return true, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return false, err
	}
	return hex.EncodeToString(h.Sum(nil)) == f.Sum, nil
}

// Open implements [study.Shelf].
func (s *Shelf) Open(part int32, from, to int64) (study.Part, error) {
	p := &pile{s: s, r: Receipt{Part: part, First: from, Last: to - 1}, rows: make([]int64, len(s.l.Tables))}
	var err error
	if p.sink, err = s.sink(); err != nil {
		return nil, err
	}
	err = p.sink.Begin(func(name string) (io.Writer, error) { return p.create(name, ".parquet") }, s.meta)
	if err == nil && s.csv {
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
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.free); n > 0 {
		x := s.free[n-1]
		s.free = s.free[:n-1]
		return x, nil
	}
	return parquet.New(s.l)
}

// pile is a part under way.
type pile struct {
	s     *Shelf
	r     Receipt
	sink  *parquet.Sink
	csv   *table.CSV // nil: none is asked for
	files []*file
	rows  []int64 // by table
}

// file is one file while it is written.
type file struct {
	table string
	end   string // of the name, with its dot
	f     *os.File
	buf   *bufio.Writer
	hash  func() []byte
}

func (f *file) Write(b []byte) (int, error) { return f.buf.Write(b) }

// create begins a file.
func (p *pile) create(name, end string) (io.Writer, error) {
	f, err := os.CreateTemp(filepath.Join(p.s.dir, passing), fmt.Sprintf("%06d.%s.*%s", p.r.Part, name, end))
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	x := &file{table: name, end: end, f: f, hash: func() []byte { return h.Sum(nil) }}
	x.buf = bufio.NewWriterSize(io.MultiWriter(f, h), 64<<10)
	p.files = append(p.files, x)
	return x, nil
}

// Answers implements [study.Part].
func (p *pile) Answers() (io.Writer, error) { return p.create(Answers, ".jsonl") }

// Rows implements [table.Sink].
func (p *pile) Rows(t table.ID, b *table.Block) error {
	p.rows[t] += int64(b.Rows)
	if err := p.sink.Rows(t, b); err != nil || p.csv == nil {
		return err
	}
	return p.csv.Rows(t, b)
}

// Keep implements [study.Part].
func (p *pile) Keep() error {
	err := p.sink.End()
	if err == nil && p.csv != nil {
		err = p.csv.Flush()
	}
	if err == nil {
		err = p.settle()
	}
	var files []study.ManifestFile
	for _, f := range p.files {
		name := f.table + "/" + partName(p.r.Part, f.end)
		files = append(files, study.ManifestFile{Name: name, Rows: p.rowsOf(f.table), Sum: hex.EncodeToString(f.hash())})
	}
	if err == nil {
		err = p.place(files)
	}
	if err == nil {
		err = p.sign()
	}
	return err
}

func partName(part int32, end string) string { return fmt.Sprintf("part-%06d%s", part, end) }

// settle puts all files on disk.
func (p *pile) settle() error {
	for _, f := range p.files {
		if err := errors.Join(f.buf.Flush(), f.f.Chmod(0o644), f.f.Sync(), f.f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// place gives the files their names, and puts the names on disk.
func (p *pile) place(files []study.ManifestFile) error {
	var folders []string
	for i, f := range p.files {
		if err := os.Rename(f.f.Name(), filepath.Join(p.s.dir, filepath.FromSlash(files[i].Name))); err != nil {
			return err
		}
		if !slices.Contains(folders, f.table) {
			folders = append(folders, f.table)
		}
	}
	p.r.Files = files
	for _, name := range folders {
		if err := syncFolder(filepath.Join(p.s.dir, name)); err != nil {
			return err
		}
	}
	return nil
}

func (p *pile) rowsOf(name string) int64 {
	for i := range p.s.l.Tables {
		if p.s.l.Tables[i].Name == name {
			return p.rows[i]
		}
	}
	return 0
}

// sign writes the receipt.
func (p *pile) sign() error {
	data, err := json.MarshalIndent(&p.r, "", "  ")
	if err != nil {
		return err
	}
	return p.s.write(p.s.receiptName(p.r.Part), append(data, '\n'))
}

// write puts a small file in its place, whole or not at all.
func (s *Shelf) write(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Join(s.dir, passing), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // it is gone under that name once all went well
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(name))
}

// Drop implements [study.Part].
func (p *pile) Drop() {
	for _, f := range p.files {
		f.f.Close()
		os.Remove(f.f.Name()) // it is gone under that name once the part was kept
	}
	p.files = nil
	if p.sink == nil {
		return
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.free = append(p.s.free, p.sink)
	p.sink = nil
}

// Manifest gathers what the receipts vouch for. ok is false while parts are
// missing.
func (s *Shelf) Manifest(j *study.Job) (m *study.Manifest, ok bool, err error) {
	m = &study.Manifest{Job: *j, Rows: map[string]int64{}}
	for part := range j.Parts {
		r, err := s.receipt(part)
		if err != nil || r == nil {
			return nil, false, err
		}
		for _, f := range r.Files {
			m.Files = append(m.Files, f)
			if name, _, _ := strings.Cut(f.Name, "/"); strings.HasSuffix(f.Name, ".parquet") {
				m.Rows[name] += f.Rows
			}
		}
	}
	return m, true, nil
}

// Finish writes the manifest, and takes away what others left half written. Every
// process that finds the study whole may do so: the bytes are the same.
func (s *Shelf) Finish(m *study.Manifest) error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := s.write(filepath.Join(s.dir, ManifestFile), append(data, '\n')); err != nil {
		return err
	}
	return os.RemoveAll(filepath.Join(s.dir, passing))
}

// Files of a study's folder.
const (
	ManifestFile = "manifest.json" // written last: the study is whole
	JobFile      = "job.json"      // written first: what is played here
	HostFile     = "host.json"     // when, where and how; different on every machine
	ColumnsFile  = "columns.json"  // what each column means
	Inputs       = "inputs"        // the study and its scenarios as they were read
	Records      = "records"
	Answers      = "answers" // what outside agents said
)

// Claim writes down what is played in the folder. If another job is played there
// already the error is [ErrOther].
func (s *Shelf) Claim(j *study.Job) error {
	data, err := j.Bytes()
	if err != nil {
		return err
	}
	name := filepath.Join(s.dir, JobFile)
	was, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s.write(name, data)
	case err != nil:
		return err
	case string(was) != string(data):
		return ErrOther
	}
	return nil
}

// ErrOther says that a folder holds another study, or the same by another build.
var ErrOther = errors.New("the folder holds another study")

// Dir is the folder.
func (s *Shelf) Dir() string { return s.dir }

// Put writes a file of the folder, whole or not at all.
func (s *Shelf) Put(name string, data []byte) error {
	name = filepath.Join(s.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return s.write(name, data)
}

package shelf

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"

	"demarche/engine/study"
	"demarche/engine/study/parquet"
	"demarche/engine/study/table"
)

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
	s     *Shelf
	table string
	end   string // of the name, with its dot
	f     *os.File
	buf   *bufio.Writer
	hash  hash.Hash
	bytes int64

	settled bool // it is on disk, and closed
}

func (f *file) Write(b []byte) (int, error) {
	f.bytes += int64(len(b))
	return f.buf.Write(b)
}

// create begins a file.
func (p *pile) create(name, end string) (io.Writer, error) {
	f, err := p.s.temp(fmt.Sprintf("%06d.%s.*%s", p.r.Part, name, end))
	if err != nil {
		return nil, err
	}
	x := &file{table: name, end: end, f: f, hash: sha256.New()}
	x.s, x.buf = p.s, p.s.writer(io.MultiWriter(f, x.hash))
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
	if err != nil {
		return err
	}
	for _, f := range p.files {
		name := f.table + "/" + partName(p.r.Part, f.end)
		p.r.Files = append(p.r.Files, study.ManifestFile{Name: name, Rows: p.rowsOf(f.table), Bytes: f.bytes, Sum: f.sum()})
	}
	return p.stay()
}

// GiveUp implements [study.Part].
func (p *pile) GiveUp(why string) error {
	p.r.Lost = why
	return p.Keep()
}

func (f *file) sum() string { return hex.EncodeToString(f.hash.Sum(nil)) }

func (p *pile) rowsOf(name string) int64 {
	for i := range p.s.l.Tables {
		if p.s.l.Tables[i].Name == name {
			return p.rows[i]
		}
	}
	return 0
}

// settle puts all files on disk.
func (p *pile) settle() error {
	var waiting []*file
	for _, f := range p.files {
		if !f.settled {
			waiting = append(waiting, f)
		}
	}
	return atOnce(waiting, (*file).settle)
}

// atOnce does something with all of a few things at the same time: a disk that has
// several files to put down takes little longer than with one.
func atOnce[T any](all []T, do func(T) error) error {
	errs := make([]error, len(all))
	var wg sync.WaitGroup
	for i, x := range all {
		wg.Go(func() { errs[i] = do(x) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// stay gives the files their names and signs for them, unless another process has
// put the part there meanwhile. A receipt that does not count goes first: it might
// vouch for a mixture of old files and new.
func (p *pile) stay() error {
	if has, err := p.s.Has(p.r.Part); err != nil || has {
		return err
	}
	p.s.forget(p.r.Part)
	if err := os.Remove(p.s.receiptName(p.r.Part)); err == nil {
		if err := syncFolder(p.s.at(receipts)); err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err := p.place()
	if err == nil {
		err = p.sign()
	}
	if errors.Is(err, fs.ErrNotExist) { // who found the study whole took the files away
		if has, _ := p.s.Has(p.r.Part); has {
			return nil
		}
	}
	return err
}

// place gives the files their names, and puts the names on disk.
func (p *pile) place() error {
	var folders []string
	for i, f := range p.files {
		if err := os.Rename(f.f.Name(), p.s.at(p.r.Files[i].Name)); err != nil {
			return err
		}
		if !slices.Contains(folders, f.table) {
			folders = append(folders, f.table)
		}
	}
	return atOnce(folders, func(name string) error { return syncFolder(p.s.at(name)) })
}

// sign writes the receipt.
func (p *pile) sign() error {
	data, err := json.MarshalIndent(&p.r, "", "  ")
	if err != nil {
		return err
	}
	return p.s.write(p.s.receiptName(p.r.Part), all(append(data, '\n')))
}

// Drop implements [study.Part].
func (p *pile) Drop() {
	for _, f := range p.files {
		f.f.Close()
		f.free()
		os.Remove(f.f.Name()) // it is gone under that name once the part was kept
	}
	p.files = nil
	if p.sink == nil {
		return
	}
	p.s.sinks.leave(p.sink)
	p.sink = nil
}

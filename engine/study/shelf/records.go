package shelf

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// recordName is the file that keeps the record of a run.
func recordName(part int32, run int64) string { return partName(part, recordEnd(run)) }

func recordEnd(run int64) string { return fmt.Sprintf(".run-%d.jsonl", run) }

// Record implements [study.Part]. A part may have thousands of records, so that each
// is put on disk and closed at once.
func (p *pile) Record(run int64, write func(io.Writer) error) (name string, err error) {
	to, err := p.create(Records, recordEnd(run))
	if err != nil {
		return "", err
	}
	if err := write(to); err != nil {
		return "", err
	}
	return Records + "/" + recordName(p.r.Part, run), p.files[len(p.files)-1].settle()
}

// settle puts a file on disk and closes it; once is enough.
func (f *file) settle() error {
	if f.settled {
		return nil
	}
	f.settled = true
	err := errors.Join(f.buf.Flush(), f.f.Chmod(0o644), f.f.Sync(), f.f.Close())
	f.free() // a part of thousands of records would keep the room of all
	return err
}

// free gives the buffer back.
func (f *file) free() {
	if f.buf != nil {
		f.buf.Reset(nil)
		f.s.writers.leave(f.buf)
		f.buf = nil
	}
}

// isRecord reports whether a name is that of the record of a run of a part that goes
// from first to last.
func isRecord(base string, part int32, first, last int64) bool {
	_, number, _ := strings.Cut(strings.TrimSuffix(base, ".jsonl"), ".run-")
	run, err := strconv.ParseInt(number, 10, 64)
	return err == nil && run >= first && run <= last && base == recordName(part, run)
}

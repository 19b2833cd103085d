package shelf

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"demarche/engine/study"
)

// ErrPart says that a stream is not the part that it should be: it is cut off, was
// changed on the way, or is of another part, study or build.
var ErrPart = errors.New("what came is not the part")

// Pack writes a part that is on the shelf as one stream: its receipt, then its
// files.
func (s *Shelf) Pack(part int32, w io.Writer) error {
	r, err := s.receipt(part)
	if err != nil {
		return err
	}
	if r == nil {
		return fmt.Errorf("part %d is not on the shelf", part)
	}
	out := tar.NewWriter(w)
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := add(out, receipts, int64(len(data)), bytes.NewReader(data)); err != nil {
		return err
	}
	for _, f := range r.Files {
		if err := s.packFile(out, f.Name); err != nil {
			return err
		}
	}
	return out.Close()
}

func (s *Shelf) packFile(out *tar.Writer, name string) error {
	f, err := os.Open(s.at(name))
	if err != nil {
		return err
	}
	defer f.Close() // nothing was written
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return add(out, name, info.Size(), f)
}

func add(out *tar.Writer, name string, size int64, r io.Reader) error {
	if err := out.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: size}); err != nil {
		return err
	}
	_, err := io.Copy(out, r)
	return err
}

// maxReceipt bounds a receipt that came over the network.
const maxReceipt = 1 << 20

// Unpack puts a part that [Shelf.Pack] wrote on this shelf. Nothing counts that is
// not as the receipt says, and no file outside the tables' folders is touched. The
// error is [ErrPart] if the stream is at fault, and not the disk.
func (s *Shelf) Unpack(part int32, r io.Reader) error {
	p := &pile{s: s}
	defer p.Drop()
	if err := p.receive(part, tar.NewReader(r)); err != nil {
		return fmt.Errorf("part %d: %w", part, blame(err))
	}
	if err := p.settle(); err != nil {
		return err
	}
	return p.stay()
}

// blame says of an error whether it is the stream's.
func blame(err error) error {
	var disk *fs.PathError
	switch {
	case errors.As(err, &disk), errors.Is(err, ErrPart):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, tar.ErrHeader):
		return fmt.Errorf("%w: %w", ErrPart, err)
	}
	return err // of whoever reads the stream
}

func unlike(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrPart, fmt.Sprintf(format, args...))
}

// receive reads the receipt of a part and writes the files that it names.
func (p *pile) receive(part int32, in *tar.Reader) error {
	h, err := in.Next()
	if err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(in, maxReceipt))
	if err != nil {
		return err
	}
	if h.Name != receipts || json.Unmarshal(data, &p.r) != nil {
		return unlike("it has no receipt")
	}
	if why := p.s.refuse(&p.r, part); why != "" {
		return unlike("%s", why)
	}
	if p.r.Lost != "" {
		return unlike("it was given up: %s", p.r.Lost)
	}
	if p.s.o.CSV && !p.s.full(&p.r, ".csv") {
		return unlike("it has no CSV files")
	}
	for _, f := range p.r.Files {
		if err := p.receiveFile(in, f); err != nil {
			return err
		}
	}
	return nil
}

// receiveFile writes one file of a part and checks it.
func (p *pile) receiveFile(in *tar.Reader, f study.ManifestFile) error {
	h, err := in.Next()
	if err != nil {
		return err
	}
	if h.Name != f.Name || h.Size != f.Bytes {
		return unlike("a file is not as its receipt says: %s", f.Name)
	}
	folder, base, _ := strings.Cut(f.Name, "/")
	w, err := p.create(folder, path.Ext(base))
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, in); err != nil {
		return err
	}
	x := p.files[len(p.files)-1]
	if err := x.buf.Flush(); err != nil {
		return err
	}
	if x.sum() != f.Sum {
		return unlike("a file is not as its receipt says: %s", f.Name)
	}
	if folder == Records { // there may be thousands
		return x.settle()
	}
	return nil
}

// forget forgets that the files of a part were read.
func (s *Shelf) forget(part int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.whole, part)
}

// Forget takes a part away again: a worker keeps none.
func (s *Shelf) Forget(part int32) error {
	r, err := s.receipt(part)
	if err != nil || r == nil {
		return err
	}
	s.forget(part)
	errs := []error{os.Remove(s.receiptName(part))}
	for _, f := range r.Files {
		errs = append(errs, os.Remove(s.at(f.Name)))
	}
	return errors.Join(errs...)
}

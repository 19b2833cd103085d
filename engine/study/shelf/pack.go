package shelf

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarche/engine/study"
)

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
	f, err := os.Open(filepath.Join(s.dir, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	defer f.Close()
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
// not as the receipt says, and no file outside the tables' folders is touched.
func (s *Shelf) Unpack(part int32, r io.Reader) error {
	in := tar.NewReader(r)
	h, err := in.Next()
	if err != nil {
		return fmt.Errorf("part %d: %w", part, err)
	}
	var got Receipt
	if err := json.NewDecoder(io.LimitReader(in, maxReceipt)).Decode(&got); err != nil || h.Name != receipts || got.Part != part {
		return fmt.Errorf("part %d: it has no receipt", part)
	}
	p := &pile{s: s, r: Receipt{Part: part, First: got.First, Last: got.Last}}
	defer p.Drop()
	for _, f := range got.Files {
		if err := p.receive(in, f); err != nil {
			return fmt.Errorf("part %d: %w", part, err)
		}
	}
	if len(p.files) < len(s.l.Tables) {
		return fmt.Errorf("part %d: it has %d files for %d tables", part, len(p.files), len(s.l.Tables))
	}
	if err := p.settle(); err != nil {
		return err
	}
	if err := p.place(got.Files); err != nil {
		return err
	}
	return p.sign()
}

// receive writes one file of a part and checks it.
func (p *pile) receive(in *tar.Reader, f study.ManifestFile) error {
	h, err := in.Next()
	if err != nil {
		return err
	}
	folder, base, ok := strings.Cut(f.Name, "/")
	if h.Name != f.Name || !ok || !p.s.has(folder) || base != partName(p.r.Part, filepath.Ext(base)) {
		return fmt.Errorf("%q is no file of it", h.Name)
	}
	w, err := p.create(folder, filepath.Ext(base))
	if err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, sum), in); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != f.Sum {
		return errors.New("a file is not as its receipt says")
	}
	return nil
}

// has reports whether there is a table of this name.
func (s *Shelf) has(name string) bool {
	for i := range s.l.Tables {
		if s.l.Tables[i].Name == name {
			return true
		}
	}
	return slices.Contains([]string{Records, Answers}, name)
}

// Forget takes a part away again: a worker keeps none.
func (s *Shelf) Forget(part int32) error {
	r, err := s.receipt(part)
	if err != nil || r == nil {
		return err
	}
	errs := []error{os.Remove(s.receiptName(part))}
	for _, f := range r.Files {
		errs = append(errs, os.Remove(filepath.Join(s.dir, filepath.FromSlash(f.Name))))
	}
	return errors.Join(errs...)
}

// Differ names the Parquet files of a part that are not the same here as on
// another shelf, by what is on disk here and the receipt there.
func (s *Shelf) Differ(other *Shelf, part int32) ([]string, error) {
	r, err := other.receipt(part)
	if err != nil {
		return nil, err
	}
	if mine, err := s.receipt(part); err != nil || mine == nil || r == nil {
		return nil, errors.Join(err, fmt.Errorf("part %d is not there", part))
	}
	var out []string
	for _, f := range r.Files {
		ok, err := s.stands(f)
		if err != nil {
			return nil, err
		}
		if !ok {
			out = append(out, f.Name)
		}
	}
	return out, nil
}

// Answered opens what outside agents said in a part; the error is fs.ErrNotExist if
// nothing is kept.
func (s *Shelf) Answered(part int32) (*os.File, error) {
	return os.Open(filepath.Join(s.dir, Answers, partName(part, ".jsonl")))
}

package shelf

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"demarche/engine/study"
)

// Receipt vouches for a part.
type Receipt struct {
	Job   string `json:"job"` // SHA-256 of the bytes of the job that it is a part of
	Part  int32  `json:"part"`
	First int64  `json:"first"` // run
	Last  int64  `json:"last"`
	// Lost says why the part was given up: its runs are in the tables and were not
	// played. "" if they were.
	Lost  string               `json:"lost,omitempty"`
	Files []study.ManifestFile `json:"files"`
}

// Has implements [study.Shelf]: the receipt is there and of a part that was played,
// and each file is as the receipt says.
func (s *Shelf) Has(part int32) (bool, error) {
	r, err := s.receipt(part)
	if err != nil || r == nil || r.Lost != "" {
		return false, err
	}
	return s.intact(r)
}

// intact reports whether each file is as its receipt says.
func (s *Shelf) intact(r *Receipt) (bool, error) {
	for _, f := range r.Files {
		ok, err := s.stands(f)
		if err != nil || !ok {
			return false, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.whole[r.Part] = true
	return true, nil
}

// Lost lists the parts that were given up.
func (s *Shelf) Lost() (out []study.LostPart, err error) {
	for part := range s.job.Parts {
		r, err := s.receipt(part)
		if err != nil {
			return nil, err
		}
		if r != nil && r.Lost != "" {
			out = append(out, r.lost())
		}
	}
	return out, nil
}

func (r *Receipt) lost() study.LostPart {
	return study.LostPart{Part: r.Part, First: r.First, Last: r.Last, Why: r.Lost}
}

// receipt reads a receipt; nil if there is none, or none that counts.
func (s *Shelf) receipt(part int32) (*Receipt, error) {
	data, err := os.ReadFile(s.receiptName(part))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var r Receipt
	if json.Unmarshal(data, &r) != nil || s.refuse(&r, part) != "" || s.o.CSV && !s.full(&r, ".csv") {
		return nil, nil // damaged, or of another study: as good as none
	}
	return &r, nil
}

func (s *Shelf) receiptName(part int32) string {
	return s.at(fmt.Sprintf("%s/%06d.json", receipts, part))
}

// refuse says why a receipt is none of a part of this job; "" if it is. It names
// every file that it must, once, and none but those of its part.
func (s *Shelf) refuse(r *Receipt, part int32) string {
	first := int64(part) * s.job.PartRuns
	switch {
	case r.Job != s.sum:
		return "it is of another study or another build"
	case r.Part != part || part < 0 || part >= s.job.Parts:
		return "it is of another part"
	case r.First != first || r.Last != min(first+s.job.PartRuns, s.job.Runs)-1:
		return "it has other runs"
	case !s.full(r, ".parquet"):
		return "a table is missing"
	}
	seen := make(map[string]bool, len(r.Files)) // with records there are thousands
	for _, f := range r.Files {
		if !s.names(f.Name, part) || seen[f.Name] {
			return fmt.Sprintf("%q is no file of it", f.Name)
		}
		seen[f.Name] = true
	}
	return ""
}

// full reports whether a receipt names a file of every table.
func (s *Shelf) full(r *Receipt, end string) bool {
	for i := range s.l.Tables {
		name := s.l.Tables[i].Name + "/" + partName(r.Part, end)
		if !slices.ContainsFunc(r.Files, func(f study.ManifestFile) bool { return f.Name == name }) {
			return false
		}
	}
	return true
}

// CSV reports whether a part was written as CSV too.
func (s *Shelf) CSV(part int32) bool {
	r, err := s.receipt(part)
	return err == nil && r != nil && s.full(r, ".csv")
}

// names reports whether a part may have a file of this name.
func (s *Shelf) names(name string, part int32) bool {
	folder, base, ok := strings.Cut(name, "/")
	if folder == Records {
		first := int64(part) * s.job.PartRuns
		return ok && isRecord(base, part, first, min(first+s.job.PartRuns, s.job.Runs)-1)
	}
	if !ok || base != partName(part, path.Ext(base)) {
		return false
	}
	for i := range s.l.Tables {
		if s.l.Tables[i].Name == folder {
			return true
		}
	}
	return folder == Answers
}

// stands reports whether a file is as its receipt says.
func (s *Shelf) stands(f study.ManifestFile) (bool, error) {
	file, err := os.Open(s.at(f.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close() // nothing was written
	info, err := file.Stat()
	if err != nil || info.Size() != f.Bytes || !info.Mode().IsRegular() {
		return false, err
	}
	if s.o.Trust {
		return true, nil
	}
	sum, err := s.hashed(file)
	return sum == f.Sum, err
}

// Differ names the files of tables of a part that are not the same here as on
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

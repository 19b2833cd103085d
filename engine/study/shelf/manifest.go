package shelf

import (
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

// ErrStray says that a table's folder holds files that are no part of the study:
// who reads the folder as one table would read them too.
var ErrStray = errors.New("files are no part of the study")

// ErrUneven says that some parts were written as CSV too, and others not.
var ErrUneven = errors.New("only some parts are there as CSV")

// Manifest gathers what the receipts vouch for, once every file was found as they
// say. While parts are missing it names those, and there is no manifest.
func (s *Shelf) Manifest() (m *study.Manifest, missing []int32, err error) {
	if _, err := s.mine(); err != nil {
		return nil, nil, err
	}
	m = &study.Manifest{Job: *s.job, Rows: map[string]int64{}}
	for part := range s.job.Parts {
		r, err := s.receipt(part)
		if err != nil {
			return nil, nil, err
		}
		if r == nil {
			missing = append(missing, part)
			continue
		}
		if r.Lost != "" {
			m.Lost = append(m.Lost, r.lost())
		}
		for _, f := range r.Files {
			m.Files = append(m.Files, f)
			if name, _, _ := strings.Cut(f.Name, "/"); strings.HasSuffix(f.Name, ".parquet") {
				m.Rows[name] += f.Rows
			}
		}
	}
	// Only who finds the last receipt reads what others have put there.
	if len(missing) == 0 {
		if missing, err = s.fallen(); err != nil {
			return nil, nil, err
		}
	}
	if len(missing) > 0 {
		return nil, missing, nil
	}
	return m, nil, s.alone(m)
}

// fallen lists the parts that are not as their receipts say, of those that were
// not read by this process yet.
func (s *Shelf) fallen() (out []int32, err error) {
	for part := range s.job.Parts {
		s.mu.Lock()
		known := s.whole[part]
		s.mu.Unlock()
		if known {
			continue
		}
		r, err := s.receipt(part)
		stands := false
		if err == nil && r != nil {
			stands, err = s.intact(r)
		}
		if err != nil {
			return nil, err
		}
		if !stands {
			out = append(out, part)
		}
	}
	return out, nil
}

// alone wants the tables' folders to hold the files of a manifest and no other
// tables.
func (s *Shelf) alone(m *study.Manifest) error {
	listed := map[string]bool{}
	sheets := 0
	for _, f := range m.Files {
		listed[f.Name] = true
		if path.Ext(f.Name) == ".csv" {
			sheets++
		}
	}
	if sheets != 0 && sheets != len(s.l.Tables)*int(s.job.Parts) {
		return ErrUneven
	}
	var strays []string
	for i := range s.l.Tables {
		folder := s.l.Tables[i].Name
		for _, end := range []string{".parquet", ".csv"} {
			names, err := fs.Glob(os.DirFS(s.at(folder)), "*"+end)
			if err != nil {
				return err
			}
			for _, name := range names {
				if name = folder + "/" + name; !listed[name] {
					strays = append(strays, name)
				}
			}
		}
	}
	if len(strays) > 0 {
		return fmt.Errorf("%w: %s", ErrStray, strings.Join(strays, ", "))
	}
	return nil
}

// Finish writes the manifest, and takes away what others left half written. Every
// process that finds the study whole may do so: the bytes are the same.
func (s *Shelf) Finish(m *study.Manifest) error {
	err := s.write(s.at(ManifestFile), func(to io.Writer) error { return writeManifest(to, m) })
	if err != nil {
		return err
	}
	return os.RemoveAll(s.at(passing))
}

// writeManifest writes a manifest as [json.MarshalIndent] would, file by file: a
// large study has thousands, and would take more memory for this page than for all
// its runs.
func writeManifest(to io.Writer, m *study.Manifest) error {
	head := *m
	head.Files = nil
	data, err := json.MarshalIndent(&head, "", "  ")
	if err != nil {
		return err
	}
	data = bytes.TrimSuffix(data, []byte("null\n}"))
	for i := range m.Files {
		before := ",\n    "
		if i == 0 {
			before = "[\n    "
		}
		file, err := json.MarshalIndent(&m.Files[i], "    ", "  ")
		if err != nil {
			return err
		}
		if _, err := to.Write(append(append(data, before...), file...)); err != nil {
			return err
		}
		data = data[:0]
	}
	end := "\n  ]\n}\n"
	if len(m.Files) == 0 {
		end = "null\n}\n"
	}
	_, err = to.Write(append(data, end...))
	return err
}

package shelf

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"demarche/engine/study"
)

// Vouched is the folder of a study as whoever reads its tables is to see it: of what
// lies in the folders of parts it shows the files that receipts vouch for. What a
// process that was killed left without a receipt, some tables of a part and not
// others, is not there. It implements [fs.FS].
type Vouched struct {
	fs.FS
	Job      *study.Job
	Missing  []int32 // parts without a receipt, or with files that are not as it says
	Finished bool    // there is a manifest

	files map[string]bool // of parts
}

// Vouch looks at the folder of a study. The error is [fs.ErrNotExist] if it has no
// receipts: then it is none, or somebody took its tables out of it.
func Vouch(dir string) (*Vouched, error) {
	if _, err := os.Stat(filepath.Join(dir, receipts)); err != nil {
		return nil, err
	}
	own, err := os.ReadFile(filepath.Join(dir, JobFile))
	if err != nil {
		return nil, err
	}
	v := &Vouched{FS: os.DirFS(dir), Job: &study.Job{}, files: map[string]bool{}}
	if err := json.Unmarshal(own, v.Job); err != nil {
		return nil, fmt.Errorf("%s: %w", JobFile, err)
	}
	sum := study.Sum(own)
	for part := range v.Job.Parts {
		if !v.part(part, sum) {
			v.Missing = append(v.Missing, part)
		}
	}
	_, err = os.Stat(filepath.Join(dir, ManifestFile))
	v.Finished = err == nil
	return v, nil
}

// part shows the files of a part; false: it has no receipt that counts.
func (v *Vouched) part(part int32, sum string) bool {
	data, err := fs.ReadFile(v.FS, fmt.Sprintf("%s/%06d.json", receipts, part))
	var r Receipt
	if err != nil || json.Unmarshal(data, &r) != nil || r.Job != sum || r.Part != part {
		return false
	}
	for _, f := range r.Files {
		folder, base := path.Split(f.Name)
		if !fs.ValidPath(f.Name) || base != partName(part, path.Ext(base)) && path.Clean(folder) != Records {
			return false
		}
		info, err := fs.Stat(v.FS, f.Name)
		if err != nil || info.Size() != f.Bytes {
			return false
		}
	}
	for _, f := range r.Files {
		v.files[f.Name] = true
	}
	return true
}

// hides reports whether a file is of a part and nobody vouches for it.
func (v *Vouched) hides(name string) bool {
	folder, base := path.Split(name)
	return strings.HasPrefix(base, "part-") && strings.Count(folder, "/") == 1 && !v.files[name]
}

// Open implements [fs.FS].
func (v *Vouched) Open(name string) (fs.File, error) {
	if v.hides(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return v.FS.Open(name)
}

// ReadDir implements [fs.ReadDirFS].
func (v *Vouched) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(v.FS, name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return v.hides(name + "/" + e.Name()) }), err
}

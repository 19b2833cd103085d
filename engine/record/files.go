package record

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"path"
	"time"
)

// CheckFiles reports whether the record holds every file that its header lists,
// unchanged.
func (r *Record) CheckFiles() error {
	for i, want := range r.Header.Files {
		if i >= len(r.Files) {
			return fmt.Errorf("the file %s is missing", want.Name)
		}
		if r.Files[i].Name != want.Name || sha256.Sum256(r.Files[i].Data) != want.Sum {
			return fmt.Errorf("the file %s is not the one that the header names", want.Name)
		}
	}
	if len(r.Files) > len(r.Header.Files) {
		return fmt.Errorf("the file %s is not in the header", r.Files[len(r.Header.Files)].Name)
	}
	return nil
}

// FS returns the record's files as a file system for [fs.ReadFile].
func (r *Record) FS() fs.FS { return Folder(r.Files) }

// Folder is files in memory as a file system. Names have slashes; it lists no
// folders.
type Folder []File

// Open implements [fs.FS].
func (f Folder) Open(name string) (fs.File, error) {
	data, err := f.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &openFile{path.Base(name), int64(len(data)), bytes.NewReader(data)}, nil
}

// ReadFile implements [fs.ReadFileFS].
func (f Folder) ReadFile(name string) ([]byte, error) {
	for _, x := range f {
		if x.Name == name {
			return bytes.Clone(x.Data), nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// openFile is a file of a Folder, opened; it is its own description.
type openFile struct {
	name string
	size int64
	io.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *openFile) Close() error               { return nil }
func (f *openFile) Name() string               { return f.name }
func (f *openFile) Size() int64                { return f.size }
func (f *openFile) Mode() fs.FileMode          { return 0o444 }
func (f *openFile) ModTime() time.Time         { return time.Time{} }
func (f *openFile) IsDir() bool                { return false }
func (f *openFile) Sys() any                   { return nil }

package scenario

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"demarche/engine/source"
)

// Read reads a scenario: name is a folder that holds scenario.toml, or one .toml
// file. A file that cannot be read is an error that wraps the file system's own
// (fs.ErrNotExist if it is not there). Otherwise the error is a *source.Fault: the
// scenario's own file is not TOML (or, with others, that there are too many files of
// texts). What is wrong with a file that it includes, a
// sheet or a text in a file of its own is for Compile to tell, with all the rest.
//
// Packs are asked of fsys by names such as "pack:un_norms.toml", see [Pack]; a
// file system without them has none.
func Read(fsys fs.FS, name string) (*Document, error) {
	at := name
	if !strings.HasSuffix(name, ".toml") {
		at = path.Join(name, Main)
	}
	data, err := readFile(fsys, at, source.MaxFile)
	if err != nil {
		return nil, fmt.Errorf("read scenario %s: %w", name, err)
	}
	root, err := source.Read(at, data)
	if err != nil {
		return nil, err
	}
	r := &reader{fsys: fsys, dir: path.Dir(at), size: len(data), doc: &Document{
		Root: source.NewTable("", root.Pos), Name: name, Files: []File{newFile(path.Base(at), data)},
		main: at, stands: map[string]stand{}, lost: map[string]error{},
	}}
	r.tables(path.Base(at), root)
	if f := r.texts(); f != nil {
		r.doc.early.Put(f)
		return nil, r.doc.early.Err()
	}
	r.doc.size = r.size
	return r.doc, nil
}

// reader reads the files of one document.
type reader struct {
	fsys  fs.FS
	doc   *Document
	dir   string     // the scenario's folder in fsys
	size  int        // bytes of tables so far
	above []string   // the files that include the one at hand, the scenario's own first
	top   source.Pos // where the first of them includes the next
}

// loses tells why tables that a file should hold are not known.
func (r *reader) loses(f *source.Fault) {
	r.doc.early.Put(f)
	r.doc.partial = true
}

// lost is loses with a fault at a value.
func (r *reader) lost(n *source.Node, path, mend, format string, args ...any) {
	r.loses(&source.Fault{Pos: n.Pos, Path: path, Mend: mend, Msg: fmt.Sprintf(format, args...)})
}

// at is where a file of the document is in the file system, which is also its
// name in places.
func (r *reader) at(name string) string {
	if strings.HasPrefix(name, Pack) {
		return name
	}
	return path.Join(r.dir, name)
}

// has reports whether a file has been read.
func (r *reader) has(name string) bool {
	return slices.ContainsFunc(r.doc.Files, func(f File) bool { return f.Name == name })
}

// open reads a file of tables that n names. It is false after a fault.
func (r *reader) open(n *source.Node, at, name string) ([]byte, bool) {
	data, err := readFile(r.fsys, r.at(name), source.MaxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.lost(n, at, r.meant(name), "there is no %q", n.Text)
		return nil, false
	case err != nil:
		r.lost(n, at, "put the file itself into the scenario's folder", "%q cannot be read: %s", n.Text, reason(err))
		return nil, false
	}
	if r.size += len(data); r.size > MaxTables {
		r.lost(n, at, "leave out what is not played", "with %q the scenario's tables take more than %d bytes", n.Text, MaxTables)
		return nil, false
	}
	r.doc.Files = append(r.doc.Files, newFile(name, data))
	return data, true
}

// texts reads the files that texts of the document name, in each of its
// languages and without one. The fault is that they are too many.
func (r *reader) texts() *source.Fault {
	languages := languagesOf(r.doc.Root)
	var names []string
	walk(r.doc.Root, func(n *source.Node) {
		if n.Kind != source.String || !namesFile(n.Text.String()) || !inside(n.Text.String()) {
			return
		}
		name := r.doc.textFile(n)
		names = append(names, name)
		for _, l := range languages {
			names = append(names, inLanguage(name, l))
		}
	})
	slices.Sort(names)
	names = slices.Compact(names)
	for _, name := range names {
		if len(r.doc.Files) > MaxFiles || len(names) > MaxFiles*(1+len(languages)) {
			return &source.Fault{Pos: source.Pos{File: r.doc.main}, Mend: "write short texts in the scenario itself", Msg: fmt.Sprintf("more than %d texts in files of their own", MaxFiles)}
		}
		data, err := readFile(r.fsys, r.at(name), MaxTextFile)
		switch {
		case err == nil:
			r.doc.Files = append(r.doc.Files, newFile(name, data))
		case !errors.Is(err, fs.ErrNotExist):
			r.doc.lost[name] = err // whether it is needed is for Check to say
		}
	}
	return nil
}

// readFile reads a file, of one that is longer than limit only limit+1 bytes:
// enough to say that it is too long. What is not a plain file, such as a pipe
// that would keep the reader waiting, is an error.
func readFile(fsys fs.FS, name string, limit int) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errNotPlain}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all bytes.Buffer // as large as the file says it is; it may be larger by now
	all.Grow(int(min(info.Size(), int64(limit))) + bytes.MinRead)
	_, err = all.ReadFrom(io.LimitReader(f, int64(limit)+1))
	return all.Bytes(), err
}

var errNotPlain = errors.New("it is not a plain file")

// reason says in the file system's own words why a file could not be read; ""
// for nil.
func reason(err error) string {
	var at *fs.PathError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &at):
		return at.Err.Error()
	}
	return err.Error()
}

// inside reports whether a name is that of a file in the scenario's folder.
func inside(name string) bool { return fs.ValidPath(name) && !strings.Contains(name, ":") }

func newFile(name string, data []byte) File {
	return File{Name: name, Sum: sha256.Sum256(data), Data: data}
}

// Package scenario turns what an author writes into a game: it reads the files
// (Document), checks them against the format, and compiles them to a game.Game.
// Everything wrong is found at once, each fault with its place and a mend. It
// never runs a game.
package scenario

import (
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

// Main is the name of the file that makes a folder a scenario.
const Main = "scenario.toml"

// Document is a scenario as written: the tree of its TOML file and every file it
// is made of. It is immutable and safe for concurrent use.
type Document struct {
	Root  *source.Node
	Name  string // the folder or file that was read
	Files []File // the TOML file first, then the files of its texts by name

	lost map[string]error // why files of texts that are there could not be read
}

// File is one file of a scenario.
type File struct {
	Name string // relative to the scenario's folder, with slashes
	Sum  [32]byte
	Data []byte
}

// Read reads a scenario: name is a folder that holds scenario.toml, or one .toml
// file. A file that cannot be read is an error that wraps the file system's own
// (fs.ErrNotExist if it is not there); a file that is not TOML is one
// *source.Fault. Texts in files of their own are read too; one that is missing
// is a fault of Compile.
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
	d := &Document{Root: root, Name: name, Files: []File{newFile(path.Base(at), data)}, lost: map[string]error{}}
	if f := d.readTexts(fsys, path.Dir(at)); f != nil {
		return nil, f
	}
	return d, nil
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
	return io.ReadAll(io.LimitReader(f, int64(limit)+1))
}

var errNotPlain = errors.New("it is not a plain file")

func newFile(name string, data []byte) File {
	return File{Name: name, Sum: sha256.Sum256(data), Data: data}
}

// readTexts reads the files that texts of the document name, in each of its
// languages and without one. The fault is that there are too many.
func (d *Document) readTexts(fsys fs.FS, dir string) *source.Fault {
	languages := languagesOf(d.Root)
	var names []string
	walk(d.Root, func(n *source.Node) {
		if n.Kind != source.String || !namesFile(n.Text.String()) {
			return
		}
		names = append(names, n.Text.String())
		for _, l := range languages {
			names = append(names, inLanguage(n.Text.String(), l))
		}
	})
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > MaxFiles*(1+len(languages)) {
		return tooManyFiles(d)
	}
	for _, name := range names {
		if !fs.ValidPath(name) {
			continue
		}
		data, err := readFile(fsys, path.Join(dir, name), MaxTextFile)
		if err != nil {
			// Whether it is needed is for Compile to say.
			if !errors.Is(err, fs.ErrNotExist) {
				d.lost[name] = err
			}
			continue
		}
		if len(d.Files) > MaxFiles {
			return tooManyFiles(d)
		}
		d.Files = append(d.Files, newFile(name, data))
	}
	return nil
}

func tooManyFiles(d *Document) *source.Fault {
	return &source.Fault{
		Pos:  source.Pos{File: d.Root.Pos.File},
		Msg:  fmt.Sprintf("more than %d texts in files of their own", MaxFiles),
		Mend: "write short texts in the scenario itself",
	}
}

// Hash returns the SHA-256 over the names and sums of the scenario's files.
func (d *Document) Hash() [32]byte {
	h := sha256.New()
	for _, f := range d.Files {
		fmt.Fprintf(h, "%s\x00%x\n", f.Name, f.Sum)
	}
	return [32]byte(h.Sum(nil))
}

// why says in the file system's own words why a file could not be read; "" if
// it is not there.
func (d *Document) why(name string) string {
	err := d.lost[name]
	if err == nil {
		return ""
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return err.Error()
}

// file returns the content of a file of the scenario.
func (d *Document) file(name string) (string, bool) {
	for _, f := range d.Files {
		if f.Name == name {
			return string(f.Data), true
		}
	}
	return "", false
}

// namesFile reports whether a text is the name of a file that holds it.
func namesFile(text string) bool {
	return strings.HasSuffix(text, ".md") && len(text) < 256 && !strings.ContainsAny(text, "\n\r")
}

// inLanguage returns the name of a text's file in one language: brief.md in
// French is brief.fr.md.
func inLanguage(name, language string) string {
	return strings.TrimSuffix(name, ".md") + "." + language + ".md"
}

func walk(n *source.Node, visit func(*source.Node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, kid := range n.Kids {
		walk(kid, visit)
	}
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/source"
	"demarche/scenarios"
)

// folder is a scenario's folder on disk as a file system whose names begin with
// the folder's own, as the user wrote it, so that faults name files as the user
// does. Whatever a scenario says, no file outside the folder is opened, neither
// by name nor by a link.
type folder struct {
	fsys  fs.FS // of an os.Root
	named string
}

// inFolder hands do the folder at a path, which has slashes.
func inFolder(named string, do func(fsys fs.FS) error) error {
	root, err := os.OpenRoot(filepath.FromSlash(named))
	if err != nil {
		return err
	}
	defer root.Close() // nothing was written
	return do(scenarios.WithPacks(folder{root.FS(), named}))
}

// Open implements [fs.FS].
func (f folder) Open(name string) (fs.File, error) {
	file, err := f.fsys.Open(f.inside(name))
	return file, f.told(name, err)
}

// Stat implements [fs.StatFS].
func (f folder) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(f.fsys, f.inside(name))
	return info, f.told(name, err)
}

// inside is a name as the folder itself has it.
func (f folder) inside(name string) string {
	if f.named == "." {
		return name
	}
	return strings.TrimPrefix(strings.TrimPrefix(name, f.named), "/")
}

var errOutside = errors.New("it leads out of the scenario's folder")

// told says in our words that a link leads out, for which os has no error of its
// own.
func (f folder) told(name string, err error) error {
	if err != nil && strings.HasSuffix(err.Error(), "path escapes from parent") {
		return &fs.PathError{Op: "open", Path: name, Err: errOutside}
	}
	return err
}

// readScenario reads the scenario at a path; where there is nothing, the one
// that comes with the program under that id.
func readScenario(where string) (doc *scenario.Document, err error) {
	name := filepath.ToSlash(filepath.Clean(where))
	at := name
	if strings.HasSuffix(name, ".toml") {
		at = path.Dir(name)
	}
	err = inFolder(at, func(fsys fs.FS) (err error) {
		doc, err = scenario.Read(fsys, name)
		return err
	})
	if !errors.Is(err, fs.ErrNotExist) {
		return doc, err
	}
	if !strings.ContainsAny(name, "/.") {
		if doc, inside := scenario.Read(scenarios.FS, name); !errors.Is(inside, fs.ErrNotExist) {
			return doc, inside
		}
	}
	return nil, notThere(where, name)
}

// notThere says that a scenario was not found, and what may have been meant.
func notThere(where, name string) *answer {
	a := &answer{code: wrong, err: fmt.Errorf("there is no scenario at %s", where)}
	if info, err := os.Stat(where); err == nil && info.IsDir() {
		a.err = fmt.Errorf("the folder %s holds no %s", where, scenario.Main)
	}
	own := scenarios.IDs()
	switch base := path.Base(name); {
	case slices.Contains(own, base):
		a.hint = fmt.Sprintf("one that comes with the program is called %s", base)
	case source.Nearest(base, own) != "":
		a.hint = source.DidYouMean(base, own)
	default:
		a.hint = "with the program come " + strings.Join(own, ", ")
	}
	return a
}

// loadScenario reads and compiles the scenario at a path. Faults are an answer
// of no, written out one to a line.
func (s *streams) loadScenario(where string) (*game.Machine, *scenario.Document, error) {
	doc, err := readScenario(where)
	if err == nil {
		_, err = scenario.Compile(doc)
	}
	if err != nil {
		found, bad := faultsOf(err)
		if !bad {
			return nil, nil, unreadable(err)
		}
		for _, f := range found {
			fmt.Fprintln(s.out, f)
		}
		return nil, nil, &answer{code: no}
	}
	// What is played knows its files by their own names, wherever they were
	// found, so that the record of a play does not depend on the folder from
	// which it was started.
	m, err := compileFiles(record.Folder(filesOf(doc)), &record.Header{Main: doc.Files[0].Name})
	if err != nil {
		return nil, nil, unreadable(err)
	}
	return m, doc, nil
}

// compileFiles makes a machine of a scenario's files, as the header of a record
// says.
func compileFiles(files fs.FS, h *record.Header) (*game.Machine, error) {
	doc, err := documentOf(files, h)
	if err != nil {
		return nil, err
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	return game.NewMachine(g), nil
}

// documentOf reads the scenario of a play, with as many turns as it had.
func documentOf(files fs.FS, h *record.Header) (*scenario.Document, error) {
	doc, err := scenario.Read(files, h.Main)
	if err == nil && h.Turns > 0 {
		doc = doc.Lasting(h.Turns)
	}
	return doc, err
}

// filesOf are a scenario's files as a record holds them.
func filesOf(doc *scenario.Document) []record.File {
	var out []record.File
	for _, f := range doc.Files {
		out = append(out, record.File{Name: f.Name, Data: f.Data})
	}
	return out
}

// faultsOf returns the faults of a scenario in file order; bad is false if err
// is something else.
func faultsOf(err error) (found []*source.Fault, bad bool) {
	var many interface{ Sorted() []*source.Fault }
	if errors.As(err, &many) {
		return many.Sorted(), true
	}
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, e := range joined.Unwrap() {
			var f *source.Fault
			if errors.As(e, &f) {
				found = append(found, f)
			}
		}
		return found, len(found) > 0
	}
	var one *source.Fault
	if errors.As(err, &one) {
		return []*source.Fault{one}, true
	}
	return nil, false
}

// unreadable is the answer to input that cannot be read, unless err is an answer
// already.
func unreadable(err error) error {
	var a *answer
	if errors.As(err, &a) {
		return a
	}
	return &answer{code: wrong, err: err}
}

// Package scenarios carries what comes with the program: scenarios, each in a
// folder named by its id, and the packs that they and others may include.
package scenarios

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed */*
var files embed.FS

// FS holds the scenarios, code_blue/scenario.toml and so on, and the packs.
var FS = WithPacks(files)

// IDs lists the scenarios that come with the program, sorted.
func IDs() []string {
	found, _ := fs.Glob(files, "*/scenario.toml") // the pattern is a good one
	for i := range found {
		found[i] = path.Dir(found[i])
	}
	return found
}

// WithPacks is fsys with the packs of the program: engine/scenario asks for them
// by names such as "pack:un_norms.toml", and lists them as "pack:".
func WithPacks(fsys fs.FS) fs.FS { return shelf{fsys} }

type shelf struct{ fsys fs.FS }

// Open implements [fs.FS].
func (s shelf) Open(name string) (fs.File, error) {
	if pack, ok := strings.CutPrefix(name, "pack:"); ok {
		return files.Open(path.Join("packs", pack))
	}
	return s.fsys.Open(name)
}

// Stat implements [fs.StatFS].
func (s shelf) Stat(name string) (fs.FileInfo, error) {
	if pack, ok := strings.CutPrefix(name, "pack:"); ok {
		return fs.Stat(files, path.Join("packs", pack))
	}
	return fs.Stat(s.fsys, name)
}

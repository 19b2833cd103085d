package sit

import (
	"io/fs"
	"path"
	"strings"

	"demarche/engine/scenario"
)

// WithPacks is fsys whose folder "packs" holds the packs that its scenarios
// include.
func WithPacks(fsys fs.FS) fs.FS { return packed{fsys} }

type packed struct{ fsys fs.FS }

// Open implements [fs.FS].
func (p packed) Open(name string) (fs.File, error) {
	if pack, ok := strings.CutPrefix(name, scenario.Pack); ok {
		name = path.Join("packs", pack)
	}
	return p.fsys.Open(name)
}

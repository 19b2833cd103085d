package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"demarche/engine/source"
)

// Pack stands before the id of a pack wherever one is named: in include, in
// places, among the files of a document. A file system that has packs opens them
// by such names, as "pack:un_norms.toml"; "pack:" is the folder of all.
const Pack = "pack:"

// Limits of what a scenario includes.
const (
	MaxIncludes = 32        // included files and sheets
	MaxNesting  = 8         // files inside one another
	MaxTables   = 384 << 10 // bytes of all TOML files and sheets
)

// tables takes in a file of tables: first what it includes, then its own, and
// the rows of its sheets.
func (r *reader) tables(name string, root *source.Node) {
	r.above = append(r.above, name)
	for _, s := range strs(root.Get("include")) {
		r.include(s.node, s.in("include", root.Get("include")), name)
	}
	r.above = r.above[:len(r.above)-1]
	number := len(r.doc.stands)
	r.doc.stands[r.at(name)] = stand{base: [5]int{number}, pack: strings.HasPrefix(name, Pack), by: r.top}
	own := len(r.above) == 0
	if !own {
		r.doc.parts = append(r.doc.parts, root)
	}
	r.merge(root, own)
	r.from(root.Get("from"), name)
}

// include takes in the file that a string names, unless it has been: then it
// stands where it was first included.
func (r *reader) include(n *source.Node, path, by string) {
	if len(r.above) == 1 {
		r.top = n.Pos
	}
	name, mend := included(n.Text.String(), by)
	switch {
	case name == "":
		r.lost(n, path, mend, "%q is nothing to include", n.Text)
	case slices.Contains(r.above, name):
		r.doc.early.Add(n.Pos, path, "take one of them out", "%q includes itself%s", n.Text, r.through(name))
	case r.has(name):
	case len(r.above) > MaxNesting:
		r.lost(n, path, "include them side by side", "files include files more than %d deep", MaxNesting)
	case len(r.doc.Files) > MaxIncludes:
		r.lost(n, path, "join some of them", "more than %d included files and sheets", MaxIncludes)
	default:
		r.take(n, path, name)
	}
}

// take reads an included file.
func (r *reader) take(n *source.Node, path, name string) {
	data, ok := r.open(n, path, name)
	if !ok {
		return
	}
	root, err := source.Read(r.at(name), data)
	var f *source.Fault
	if errors.As(err, &f) {
		r.loses(f)
		return
	}
	r.tables(name, root)
}

// included returns the name of the file that a file includes by a text, or how
// to mend it.
func included(text, by string) (name, mend string) {
	id, pack := strings.CutPrefix(text, Pack)
	switch {
	case pack && isID(id):
		return text + ".toml", ""
	case pack:
		return "", fmt.Sprintf("write %q", Pack+idOf(strings.TrimSuffix(id, ".toml")))
	case strings.HasPrefix(by, Pack):
		return "", "a pack includes packs only"
	case !strings.HasSuffix(text, ".toml"):
		return "", `write a .toml file of the scenario's folder, or "pack:an_id"`
	case !inside(text):
		return "", "write a file of the scenario's folder"
	}
	return text, ""
}

// through names the files between a file and itself.
func (r *reader) through(name string) string {
	way := r.above[slices.Index(r.above, name)+1:]
	if len(way) == 0 {
		return ""
	}
	return " by way of " + strings.Join(way, ", ")
}

// meant says which file may have been meant by one that is not there.
func (r *reader) meant(name string) string {
	if !strings.HasPrefix(name, Pack) {
		if near := source.Nearest(path.Base(name), r.beside(name)); near != "" {
			return fmt.Sprintf("did you mean %q?", path.Join(path.Dir(name), near))
		}
		return "write it into the scenario's folder"
	}
	packs := r.packs()
	id := strings.TrimSuffix(strings.TrimPrefix(name, Pack), ".toml")
	switch near := source.Nearest(id, packs); {
	case near != "":
		return fmt.Sprintf("did you mean %q?", Pack+near)
	case len(packs) > 0:
		return "the packs are " + strings.Join(packs, ", ")
	}
	return ""
}

// beside lists the files of the scenario that stand where a file should, and are of
// its kind.
func (r *reader) beside(name string) []string {
	found, err := fs.ReadDir(r.fsys, path.Dir(r.at(name)))
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range found {
		if path.Ext(e.Name()) == path.Ext(name) {
			names = append(names, e.Name())
		}
	}
	return names
}

// packs lists the ids of all packs, as far as the file system can.
func (r *reader) packs() []string {
	found, err := fs.ReadDir(r.fsys, Pack)
	if err != nil {
		return nil
	}
	var ids []string
	for _, e := range found {
		if id, ok := strings.CutSuffix(e.Name(), ".toml"); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

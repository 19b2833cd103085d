package scenario

import (
	"cmp"
	"fmt"
	"slices"

	"demarche/engine/source"
)

// depth is how deep the tables of a top key are joined where several files have
// them: 0 if only the scenario's own file can have the key.
func (k *Key) depth() int {
	switch {
	case k.Is == Pairs:
		return 3 // pair.one.another.trust
	case k.Is == Named, k.Is == Lists, k.Is == Titles, k.Name == "ladder":
		return 1
	}
	return 0
}

// ofEachFile are the top keys that every file has for itself.
var ofEachFile = []string{"include", "from", "source"}

// Shared returns the names of the top keys that an included file can have.
func Shared() []string {
	var out []string
	for _, k := range topTable.Keys {
		if k.depth() > 0 || slices.Contains(ofEachFile, k.Name) {
			out = append(out, k.Name)
		}
	}
	return out
}

// merge puts the tables of a file behind those of the files before it. What was
// there first stays; clashes are told by Check.
func (r *reader) merge(file *source.Node, own bool) {
	for _, kid := range file.Kids {
		k := topTable.key(kid.Key)
		switch {
		case k != nil && k.depth() > 0:
			r.join(r.doc.Root, kid, k.depth(), kid.Key, kid.Key)
		case k == nil && r.respelt(kid):
		case own:
			r.doc.Root.Add(kid) // what it is is told by its shape
		case slices.Contains(ofEachFile, kid.Key):
		case k == nil:
			r.doc.early.Add(kid.KeyPos, kid.Key, cmp.Or(r.doc.early.DidYouMean(kid.Key, Shared()), "an included file holds tables such as [track.x] and [rule.x]"), "unknown key %q", kid.Key)
		default:
			r.doc.early.Add(kid.KeyPos, kid.Key, "delete it", "only the scenario's own file says %s", kid.Key)
		}
	}
}

// respelt takes tables by id whose kind is misspelt, which is told, as those of the
// kind that is near: what they hold is checked too, and their names are known.
func (r *reader) respelt(kid *source.Node) bool {
	var kinds []string
	for _, k := range topTable.Keys {
		if k.Is == Named {
			kinds = append(kinds, k.Name)
		}
	}
	near := source.Nearest(kid.Key, kinds)
	if near == "" || kid.Kind != source.Table || slices.ContainsFunc(kid.Kids, func(x *source.Node) bool { return x.Kind != source.Table }) {
		return false
	}
	r.doc.early.Add(kid.KeyPos, kid.Key, fmt.Sprintf("did you mean %q?", near), "unknown key %q", kid.Key)
	same := *kid
	same.Key = near
	r.join(r.doc.Root, &same, topTable.key(near).depth(), near, near)
	return true
}

// join puts an entry into a table, joined with what is there. Kind is the top
// key in which it stands.
func (r *reader) join(into, kid *source.Node, depth int, kind, path string) {
	old := into.Get(kid.Key)
	switch {
	case old == nil && (depth == 0 || kid.Kind != source.Table):
		into.Add(kid)
		return
	case old == nil:
		old = source.NewTable(kid.Key, kid.KeyPos)
		old.Pos = kid.Pos
		into.Add(old)
	case depth == 0 || kid.Kind != source.Table:
		r.clash(old, kid, kind, path)
		return
	case old.Kind != source.Table:
		return // it is told what is wrong with that
	}
	for _, x := range kid.Kids {
		r.join(old, x, depth-1, kind, under(path, x.Key))
	}
}

// clash tells of an entry that another file has as well.
func (r *reader) clash(old, kid *source.Node, kind, path string) {
	what, mend := kindWords[kind], "choose another id"
	if kind == "ladder" || kind == "pair" || what == "" {
		r.doc.early.Add(kid.KeyPos, path, "delete one", "%s is written twice, first %s", path, lineOf(old.KeyPos, kid.KeyPos))
		return
	}
	r.doc.early.Add(kid.KeyPos, path, mend, "%q is already the id of another %s, %s", kid.Key, what, lineOf(old.KeyPos, kid.KeyPos))
}

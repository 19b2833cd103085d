package scenario

import (
	"errors"
	"strings"

	"demarche/engine/source"
)

// from takes in the sheets that a file names, each of which gives tables of one
// kind.
func (r *reader) from(n *source.Node, by string) {
	if n == nil || n.Kind != source.Table {
		return
	}
	for _, kid := range n.Kids {
		if fromTable.key(kid.Key) == nil {
			continue // an unknown key, which its shape tells
		}
		for _, s := range strs(kid) {
			r.takeSheet(s.node, s.in("from."+kid.Key, kid), kid.Key, by)
		}
	}
}

// takeSheet reads one sheet and puts its rows to the tables of a kind.
func (r *reader) takeSheet(n *source.Node, path, kind, by string) {
	name := n.Text.String()
	switch {
	case !strings.HasSuffix(name, ".csv"):
		r.lost(n, path, "save the sheet as a .csv file", "%q is no sheet", name)
		return
	case !inside(name):
		r.lost(n, path, "write a file of the scenario's folder", "%q is no sheet of the scenario", name)
		return
	case strings.HasPrefix(by, Pack):
		name = Pack + name
	}
	switch {
	case r.has(name):
		r.lost(n, path, "its columns are those of one kind", "%q is read twice", n.Text)
		return
	case len(r.doc.Files) > MaxIncludes:
		r.lost(n, path, "join some of them", "more than %d included files and sheets", MaxIncludes)
		return
	}
	data, ok := r.open(n, path, name)
	if !ok {
		return
	}
	sheet, err := source.ReadSheet(r.at(name), data)
	var f *source.Fault
	if errors.As(err, &f) {
		r.loses(f)
		return
	}
	stands := r.doc.stands[r.at(by)]
	stands.sheet, stands.base[1], stands.base[2] = true, n.Pos.Line, n.Pos.Col
	r.doc.stands[r.at(name)] = stands
	rows := &rows{doc: r.doc, sheet: sheet, kind: topTable.key(kind), path: kind}
	if f = rows.head(); f != nil {
		r.loses(f)
		return
	}
	for _, row := range sheet.Rows {
		rows.add(r, row)
	}
}

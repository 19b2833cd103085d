package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"demarche/engine/source"
)

// checkShape holds the whole document against the table of keys: unknown keys,
// keys of later versions, missing ones, values of a wrong type.
func (c *compiler) checkShape() {
	c.g.Languages = languagesOf(c.doc.Root)
	for _, f := range c.doc.early.Sorted() {
		c.faults.Put(f)
	}
	for _, part := range c.doc.parts {
		for _, name := range ofEachFile {
			if n := part.Get(name); n != nil {
				c.value(n, topTable.key(name), name)
			}
		}
	}
	c.table(c.doc.Root, topTable, "")
}

func under(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (c *compiler) table(n *source.Node, t *Table, path string) {
	var misspelt []string // keys that are there in another spelling, which is told
	for _, kid := range n.Kids {
		at := under(path, kid.Key)
		k := t.key(kid.Key)
		switch {
		case k == nil:
			near := c.faults.DidYouMean(kid.Key, t.names())
			c.faultAt(kid, at, cmp.Or(misplaced(t, kid.Key), c.started(t, kid.Key), near, t.takes()), "unknown key %q", kid.Key)
			if near != "" {
				misspelt = append(misspelt, source.Nearest(kid.Key, t.names()))
			}
		default:
			c.value(kid, k, at)
		}
	}
	for i := range t.Keys {
		k := &t.Keys[i]
		if k.Need && n.Get(k.Name) == nil && !hasAny(n, k.Unless) && !slices.Contains(misspelt, k.Name) && !c.elsewhere(path, k) {
			c.missing(n, k, path)
		}
	}
}

// started says where a number of a role begins; "" if the key is not the id of one.
func (c *compiler) started(t *Table, key string) string {
	if t == roleTable && (c.doc.Root.Get("role_track").Get(key) != nil || c.doc.Root.Get("pair_track").Get(key) != nil) {
		return "write start." + key
	}
	return ""
}

// elsewhere reports whether a key may stand in a file that could not be read.
func (c *compiler) elsewhere(path string, k *Key) bool {
	return c.doc.partial && (path == "" && k.depth() > 0 || path == "ladder")
}

// takes says what may stand in a table: its keys, if they are few.
func (t *Table) takes() string {
	const few = 8
	names := t.names()
	switch {
	case t == topTable:
		return "FORMAT.md lists what may stand at the top"
	case len(names) > few:
		return fmt.Sprintf("FORMAT.md lists the keys of %s", t.Name)
	}
	return "its keys are " + strings.Join(names, ", ")
}

// hasAny reports whether one of these keys is in a table.
func hasAny(n *source.Node, keys []string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return n.Get(k) != nil })
}

func (c *compiler) missing(n *source.Node, k *Key, path string) {
	pos := n.KeyPos
	if pos.Line == 0 {
		pos = n.Pos
	}
	if path == "" {
		pos = source.Pos{File: c.file(), Line: 1, Col: 1}
	}
	mend := fmt.Sprintf("write %s = %s: %s", k.Name, k.example(), k.Doc)
	switch k.Is {
	case Named:
		mend = fmt.Sprintf("write [%s.an_id]: %s", under(path, k.Name), k.Doc)
	case Sub:
		mend = fmt.Sprintf("write %s: %s", k.example(), k.Doc)
	}
	if !c.again(pos, path, k.Name+" is missing") {
		c.faults.Add(pos, path, mend, "%s is missing", k.Name)
	}
}

// example shows how a value of the key is written.
func (k *Key) example() string {
	switch {
	case k.Example != "":
		return k.Example
	case k.Is == Word && len(k.Words) > 0:
		return fmt.Sprintf("%q", k.Words[0])
	case k.Is == Sub:
		const few = 4
		var parts []string
		for _, s := range tableOf(k.In).Keys {
			if len(parts) == few {
				parts = append(parts, "…")
				break
			}
			parts = append(parts, s.Name+" = …")
		}
		return k.Name + " = { " + strings.Join(parts, ", ") + " }"
	}
	return forms[k.Is].example
}

// value checks one value. One that has the wrong type counts as left out from
// then on.
func (c *compiler) value(n *source.Node, k *Key, path string) {
	is := k.Is
	if k.Or != 0 && k.takesOr(n) {
		is = k.Or
	}
	if !slices.Contains(forms[is].kinds, n.Kind) {
		c.wrongType(n, k, path)
		return
	}
	if n.Kind == source.Array && !c.elements(n, k, is, path) && is != Rows {
		return
	}
	c.inside(n, k, is, path)
}

// takesOr reports whether a value is meant in the second form of its key.
func (k *Key) takesOr(n *source.Node) bool {
	if k.Is == Text && k.Or == Sub && n.Kind == source.Table {
		return slices.ContainsFunc(tableOf(k.In).Keys, func(s Key) bool { return n.Get(s.Name) != nil })
	}
	return !slices.Contains(forms[k.Is].kinds, n.Kind) && slices.Contains(forms[k.Or].kinds, n.Kind)
}

func (c *compiler) wrongType(n *source.Node, k *Key, path string) {
	want := forms[k.Is].name
	if k.Or != 0 {
		want += " or " + forms[k.Or].name
	}
	can, each := slices.Concat(forms[k.Is].kinds, forms[k.Or].kinds), slices.Concat(forms[k.Is].each, forms[k.Or].each)
	mend := fmt.Sprintf("write %s = %s", k.Name, k.example())
	if like := meant(n, can, each); like != "" {
		mend = fmt.Sprintf("write %s = %s", k.Name, like)
		if n.Kind == source.String && !c.doc.stands[n.Pos.File].sheet && like[0] != '[' {
			mend += ", without quotes"
		}
	}
	switch k.Is {
	case Text:
		if isNumber(n) {
			mend = fmt.Sprintf("write %s = %q", k.Name, plain(n.Num))
		}
	case ID:
		if n.Kind == source.Array && len(n.Kids) > 1 {
			mend = "write one; several are one group, with a name of its own under [group]"
		}
	case Named:
		mend = fmt.Sprintf("write [%s.an_id]", path)
	case Pairs:
		mend = "write " + forms[Pairs].example
	case Sub:
		mend = "write " + k.example()
	}
	c.fault(n, path, mend, "expected %s, this is %s", want, said(n))
}

func (c *compiler) elements(n *source.Node, k *Key, is Form, path string) bool {
	ok := true
	for i, kid := range n.Kids {
		if !slices.Contains(forms[is].each, kid.Kind) {
			mend := fmt.Sprintf("write %s = %s", k.Name, k.example())
			if like := meant(kid, forms[is].each, nil); like != "" {
				mend = "write " + like
			}
			c.fault(kid, fmt.Sprintf("%s[%d]", path, i), mend, "expected %s, this is %s", oneOf(forms[is].each), said(kid))
			ok = false
		}
	}
	return ok
}

// oneOf says in an author's words what may stand somewhere.
func oneOf(kinds []source.Kind) string {
	has := func(k source.Kind) bool { return slices.Contains(kinds, k) }
	number := has(source.Integer) || has(source.Float)
	var s []string
	if number {
		s = append(s, "a number")
	}
	switch {
	case has(source.String) && number:
		s = append(s, "an expression")
	case has(source.String):
		s = append(s, "a text in quotes")
	}
	if has(source.Table) {
		s = append(s, "a table")
	}
	return strings.Join(s, " or ")
}

// instance is a value of one of these kinds, for mends.
func instance(kinds []source.Kind) string {
	switch {
	case slices.Contains(kinds, source.Integer):
		return "2"
	case slices.Contains(kinds, source.String):
		return `"…"`
	}
	return "{ … }"
}

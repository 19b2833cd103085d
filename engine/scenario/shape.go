package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
	for _, kid := range n.Kids {
		at := under(path, kid.Key)
		k := t.key(kid.Key)
		switch {
		case k == nil:
			c.faultAt(kid, at, cmp.Or(c.faults.DidYouMean(kid.Key, t.names()), t.takes()), "unknown key %q", kid.Key)
		default:
			c.value(kid, k, at)
		}
	}
	for i := range t.Keys {
		k := &t.Keys[i]
		if k.Need && n.Get(k.Name) == nil && !hasAny(n, k.Unless) {
			c.missing(n, k, path)
		}
	}
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
	if n.Kind == source.Array && !c.elements(n, k, is, path) {
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
	mend := fmt.Sprintf("write %s = %s", k.Name, k.example())
	switch k.Is {
	case Named:
		mend = fmt.Sprintf("write [%s.an_id]", path)
	case Pairs:
		mend = "write " + forms[Pairs].example
	case Sub:
		mend = "write " + k.example()
	}
	c.fault(n, path, mend, "expected %s, this is %s", want, an(n.Kind.String()))
}

func (c *compiler) elements(n *source.Node, k *Key, is Form, path string) bool {
	ok := true
	for i, kid := range n.Kids {
		if !slices.Contains(forms[is].each, kid.Kind) {
			c.fault(kid, fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("write %s = %s", k.Name, k.example()),
				"expected %s, this is %s", oneOf(forms[is].each), an(kid.Kind.String()))
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

// inside checks what a value of the right type holds.
func (c *compiler) inside(n *source.Node, k *Key, is Form, path string) {
	switch is {
	case Text:
		c.checkText(n, path)
	case Word:
		s := n.Text.String()
		switch {
		case len(k.Words) == 0, slices.Contains(k.Words, s):
		default:
			c.badWord(n, path, s, k.Words)
		}
	case Number, Expression:
		c.finite(n, path)
	case Span:
		if len(n.Kids) != 2 {
			c.fault(n, path, "write "+k.Name+" = "+k.example(), "expected %s, these are %d", forms[Span].name, len(n.Kids))
		}
		for i, kid := range n.Kids {
			c.finite(kid, fmt.Sprintf("%s[%d]", path, i))
		}
	case Bound:
		if math.IsNaN(n.Num) {
			c.finite(n, path)
		}
	case Texts:
		for i, kid := range n.Kids {
			c.checkText(kid, fmt.Sprintf("%s[%d]", path, i))
		}
	case Titles:
		for _, kid := range n.Kids {
			at := under(path, kid.Key)
			if kid.Kind != source.String && kid.Kind != source.Table {
				c.fault(kid, at, "write "+kid.Key+` = "…"`, "expected a text, this is %s", an(kid.Kind.String()))
				continue
			}
			c.checkText(kid, at)
		}
	case Numbers:
		c.entriesOf(n, path, source.Integer, source.Float)
	case Expressions:
		c.entriesOf(n, path, source.Integer, source.Float, source.String)
	case Lists:
		c.lists(n, path)
	case Grades:
		c.entriesOf(n, path, source.String)
	case Starts:
		c.entriesOf(n, path, source.Integer, source.Float, source.String, source.Table)
	case Sub:
		c.table(n, tableOf(k.In), path)
	case Named:
		c.named(n, k, path)
	case Picks:
		for _, name := range n.Kids {
			at := under(path, name.Key)
			c.checkID(name, at)
			if name.Kind != source.Table {
				c.fault(name, at, "write "+forms[Picks].example, "expected a table of words, this is %s", an(name.Kind.String()))
				continue
			}
			c.named(name, k, at)
		}
	case Picked:
		c.entriesOf(n, path, source.String)
	case Poses:
		c.entriesOf(n, path, source.Table)
		for _, kid := range n.Kids {
			if kid.Kind == source.Table {
				c.entriesOf(kid, under(path, kid.Key), source.Integer, source.Float)
			}
		}
	case Rows:
		for i, kid := range n.Kids {
			c.table(kid, tableOf(k.In), fmt.Sprintf("%s[%d]", path, i))
		}
	}
}

// named checks tables that an author names.
func (c *compiler) named(n *source.Node, k *Key, path string) {
	for _, kid := range n.Kids {
		at := under(path, kid.Key)
		c.checkID(kid, at)
		if kid.Kind != source.Table {
			c.fault(kid, at, fmt.Sprintf("write [%s]", at), "expected a table, this is %s", an(kid.Kind.String()))
			continue
		}
		c.table(kid, tableOf(k.In), at)
	}
}

// finite faults infinity, which bounds alone may be.
func (c *compiler) finite(n *source.Node, path string) {
	if math.IsInf(n.Num, 0) || math.IsNaN(n.Num) {
		c.fault(n, path, "write a number", "this is not a finite number")
	}
}

func (c *compiler) entriesOf(n *source.Node, path string, kinds ...source.Kind) {
	for _, kid := range n.Kids {
		if !slices.Contains(kinds, kid.Kind) {
			c.fault(kid, under(path, kid.Key), "write "+kid.Key+" = "+instance(kinds), "expected %s, this is %s", oneOf(kinds), an(kid.Kind.String()))
			continue
		}
		c.finite(kid, under(path, kid.Key))
	}
}

func (c *compiler) lists(n *source.Node, path string) {
	for _, kid := range n.Kids {
		at := under(path, kid.Key)
		switch kid.Kind {
		case source.String:
		case source.Array:
			c.elements(kid, &Key{Name: kid.Key, Is: IDs}, IDs, at)
		default:
			c.fault(kid, at, fmt.Sprintf("write %s = %s", kid.Key, forms[IDs].example), "expected ids, this is %s", an(kid.Kind.String()))
		}
	}
}

func (c *compiler) badWord(n *source.Node, path, word string, words []string) {
	mend := c.faults.DidYouMean(word, words)
	if mend == "" {
		mend = "one of " + strings.Join(words, ", ")
	}
	c.fault(n, path, mend, "%q is none of the words that can stand here", word)
}

// checkText checks a text: its languages, its length, its files.
func (c *compiler) checkText(n *source.Node, path string) {
	if n.Kind == source.String {
		c.checkWords(n, path, "")
		if len(c.g.Languages) > 1 && !namesFile(n.Text.String()) && strings.ContainsFunc(n.Text.String(), unicode.IsLetter) {
			c.warnings.Add(n.Pos, path, "write { en = \"…\", fr = \"…\" }", "the text has one language out of %d: %s", len(c.g.Languages), strings.Join(c.g.Languages, ", "))
		}
		return
	}
	for _, kid := range n.Kids {
		at := under(path, kid.Key)
		if !slices.Contains(c.g.Languages, kid.Key) {
			if c.doc.inPack(kid.KeyPos) && isLanguage(kid.Key) {
				continue // a pack speaks the languages of all its readers
			}
			if c.foreign[kid.Key] {
				continue // told at its first place
			}
			c.foreign[kid.Key] = true
			mend := c.faults.DidYouMean(kid.Key, c.g.Languages)
			if mend == "" || isLanguage(kid.Key) {
				mend = fmt.Sprintf("write languages = [%s]", quoted(append(slices.Clone(c.g.Languages), kid.Key)))
			}
			c.faultAt(kid, at, mend, "%q is not among the languages of the scenario", kid.Key)
			continue
		}
		if kid.Kind != source.String {
			c.fault(kid, at, "write "+kid.Key+` = "…"`, "expected a text, this is %s", an(kid.Kind.String()))
			continue
		}
		c.checkWords(kid, at, kid.Key)
	}
	for _, l := range c.g.Languages {
		if n.Get(l) == nil {
			if !c.again(n.Pos, path, "missing in "+l) {
				c.warnings.Add(n.Pos, path, fmt.Sprintf(`write %s = "…" beside the others`, l), "the text is missing in %s", l)
			}
			c.lacks(n, l)
		}
	}
}

// lacks warns once where a pack is included of a language that it lacks.
func (c *compiler) lacks(n *source.Node, language string) {
	file := n.Pos.File
	if key := file + " " + language; c.doc.stands[file].pack && !c.lacking[key] {
		c.lacking[key] = true
		c.warnings.Add(c.doc.stands[file].by, "include", "its first language stands in", "%s lacks texts in %s", strings.TrimSuffix(file, ".toml"), language)
	}
}

func quoted(words []string) string {
	var out []string
	for _, w := range words {
		out = append(out, fmt.Sprintf("%q", w))
	}
	return strings.Join(out, ", ")
}

// checkWords checks one string of a text; language is "" if it is for all.
func (c *compiler) checkWords(n *source.Node, path, language string) {
	s := n.Text.String()
	if !namesFile(s) {
		if len(s) > MaxText {
			c.fault(n, path, "put it into a .md file beside the scenario", "the text has %d bytes, at most %d are allowed", len(s), MaxText)
		}
		return
	}
	if !inside(s) {
		c.fault(n, path, "write the file's name alone", "%q is no file beside the scenario", s)
		return
	}
	for _, l := range c.g.Languages {
		if language != "" && l != language {
			continue
		}
		text, found := c.fileText(n, l)
		switch {
		case !found:
			c.lostFile(n, path, l)
			return
		case len(text) > MaxTextFile:
			c.fault(n, path, "cut it", "the file %q has more than %d bytes", s, MaxTextFile)
			return
		case !utf8.ValidString(text):
			c.fault(n, path, "save it as UTF-8", "the file %q is not UTF-8", s)
			return
		}
	}
}

// lostFile says that a text's file is not there or cannot be read.
func (c *compiler) lostFile(n *source.Node, path, language string) {
	name := c.doc.textFile(n)
	for _, at := range []string{name, inLanguage(name, language)} {
		if why := c.doc.why(at); why != "" {
			c.fault(n, path, "put the file itself beside the scenario", "the file %q cannot be read: %s", at, why)
			return
		}
	}
	c.fault(n, path, fmt.Sprintf("write it beside the scenario, or %s", inLanguage(name, language)), "there is no file %q", name)
}

// fileText returns the content of the file that a text names in a language.
func (c *compiler) fileText(n *source.Node, language string) (string, bool) {
	name := c.doc.textFile(n)
	if text, ok := c.doc.file(inLanguage(name, language)); ok {
		return text, true
	}
	return c.doc.file(name)
}

// file is the name of the scenario's main file in places.
func (c *compiler) file() string { return c.doc.main }

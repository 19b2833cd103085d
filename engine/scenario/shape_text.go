package scenario

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/engine/source"
)

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
			c.fault(kid, at, "write "+kid.Key+` = "…"`, "expected a text, this is %s", said(kid))
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
	if language == "" {
		c.untranslated(n, path)
	}
}

// untranslated warns of the languages in which a text has no file of its own; the
// first may have one without a code.
func (c *compiler) untranslated(n *source.Node, path string) {
	name := c.doc.textFile(n)
	for _, l := range c.g.Languages[min(1, len(c.g.Languages)):] {
		if _, ok := c.doc.file(inLanguage(name, l)); !ok && !c.doc.inPack(n.Pos) {
			c.warnings.Add(n.Pos, path, fmt.Sprintf("write %s beside it", inLanguage(name, l)), "the text is missing in %s", l)
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

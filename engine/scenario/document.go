// Package scenario turns what an author writes into a game: it reads the files
// (Document), checks them against the format, and compiles them to a game.Game.
// Everything wrong is found at once, each fault with its place and a mend. It
// never runs a game.
package scenario

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"demarche/engine/source"
)

// Main is the name of the file that makes a folder a scenario.
const Main = "scenario.toml"

// Document is a scenario as written: the tables of all its files together, and
// every file it is made of. It is immutable and safe for concurrent use.
type Document struct {
	// Root is the scenario's own file with the tables of included files before
	// its own and the rows of sheets at the place of their key in [from].
	Root  *source.Node
	Name  string // the folder or file that was read
	Files []File // the TOML file first, included files and sheets as they were read, then the files of texts by name

	size   int              // bytes of tables
	main   string           // the name of the scenario's own file in places
	parts  []*source.Node   // of included files
	stands map[string]stand // where each TOML file and sheet stands, by its name in places
	lost   map[string]error // why files of texts that are there could not be read
	early  source.Faults    // what Check tells before it looks at anything itself

	// partial says that a file of tables could not be read, which has its fault:
	// what is not here may be there.
	partial bool
}

// File is one file of a scenario.
type File struct {
	Name string // relative to the scenario's folder, with slashes; of a pack "pack:an_id.toml"
	Sum  [32]byte
	Data []byte
}

// stand is where a file stands among the others: a file of tables at its number,
// a sheet inside one.
type stand struct {
	base  [5]int // number of the file, line and column; for a sheet of the key that names it
	sheet bool
	pack  bool
	by    source.Pos // of a pack: where the scenario includes it
}

// compare orders places in the files of a document as they follow on each other.
func (d *Document) compare(a, b source.Pos) int {
	if a.File == b.File {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	}
	x, y := d.spot(a), d.spot(b)
	return slices.Compare(x[:], y[:])
}

// spot is a place as numbers in the order of the document.
func (d *Document) spot(p source.Pos) [5]int {
	s := d.stands[p.File]
	at := 1
	if s.sheet {
		at = 3
	}
	s.base[at], s.base[at+1] = p.Line, p.Col
	return s.base
}

// inPack reports whether a place is in a pack.
func (d *Document) inPack(p source.Pos) bool { return d.stands[p.File].pack }

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
func (d *Document) why(name string) string { return reason(d.lost[name]) }

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

// textFile is the name of the file that a text names, among those of the
// document: texts of packs stand beside the packs.
func (d *Document) textFile(n *source.Node) string {
	if d.inPack(n.Pos) {
		return Pack + n.Text.String()
	}
	return n.Text.String()
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

package source

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// layout builds the tree of places while go-toml hands out one expression (a
// header, a key with its value, a comment line) after the other.
type layout struct {
	ruler *ruler
	nodes nodes
	text  string
	root  *Node
	here  *Node  // the table of the last header
	path  string // its path
	above remarks
}

func newLayout(ruler *ruler, text string) *layout {
	root := &Node{Kind: Table, Pos: ruler.at(0)}
	return &layout{ruler: ruler, text: text, root: root, here: root}
}

func (l *layout) expression(e *unstable.Node) *stumble {
	switch e.Kind {
	case unstable.Comment:
		l.above.add(l.line(e), l.comment(e))
		return nil
	case unstable.Table, unstable.ArrayTable:
		return l.header(e)
	default:
		kid, _, s := l.entry(l.here, e, &l.above)
		if s == nil {
			l.attach(kid, "", trailing(e))
		}
		return s.below(l.path)
	}
}

// trailing returns the comment behind a top-level expression, or nil.
func trailing(e *unstable.Node) *unstable.Node {
	if next := e.Next(); next.Valid() && next.Kind == unstable.Comment {
		return next
	}
	return nil
}

// header opens the table of a [header], or the next one of a [[header]].
func (l *layout) header(e *unstable.Node) *stumble {
	var few [fewParts]*unstable.Node
	parts := keyParts(few[:0], e)
	last := parts[len(parts)-1]
	table, s := l.descend(l.root, parts[:len(parts)-1])
	if s != nil {
		return s
	}
	key, off, at := l.key(last), int(last.Raw.Offset), l.ruler.at(int(last.Raw.Offset))
	kid := table.Get(key)
	l.path = spell(parts)
	switch {
	case e.Kind == unstable.ArrayTable:
		if kid == nil {
			kid = table.put(l.named(Array, byHeader, key, at))
		} else if kid.Kind != Array || kid.made != byHeader {
			return clash(kid, off, spell(parts), "cannot be a list of tables as well")
		}
		l.path = fmt.Sprintf("%s[%d]", spell(parts), len(kid.Kids))
		row := l.nodes.take()
		row.Kind, row.Pos, row.made = Table, at, byHeader
		kid.Kids = append(kid.Kids, row)
		kid = row
	case kid == nil:
		kid = table.put(l.named(Table, byHeader, key, at))
	case kid.Kind == Table && kid.made == byPath:
		kid.made = byHeader
	case kid.Kind == Table && kid.made == byHeader:
		return &stumble{
			off:  off,
			path: spell(parts),
			msg:  "this table is opened twice",
			mend: fmt.Sprintf("first on line %d; join the two or rename one", kid.KeyPos.Line),
		}
	default:
		return clash(kid, off, spell(parts), "cannot be opened as a table")
	}
	l.attach(kid, l.above.take(at.Line), trailing(e))
	l.here = kid
	return nil
}

// named is a new table or list of tables under a key.
func (l *layout) named(kind Kind, how made, key string, at Pos) *Node {
	n := l.nodes.take()
	n.Kind, n.made, n.Key, n.KeyPos, n.Pos = kind, how, key, at, at
	return n
}

// entry lays out one `key = value` inside table and returns the value and the
// offset behind it.
func (l *layout) entry(table *Node, e *unstable.Node, above *remarks) (*Node, int, *stumble) {
	var few [fewParts]*unstable.Node
	parts := keyParts(few[:0], e)
	last := parts[len(parts)-1]
	comment := above.take(l.line(parts[0]))
	table, s := l.descend(table, parts[:len(parts)-1])
	if s != nil {
		return nil, 0, s
	}
	key, off := l.key(last), int(last.Raw.Offset)
	at := l.ruler.at(off)
	if old := table.Get(key); old != nil {
		return nil, 0, &stumble{
			off:  off,
			path: spell(parts),
			msg:  fmt.Sprintf("key %q is written twice", key),
			mend: fmt.Sprintf("first on line %d; keep one", old.KeyPos.Line),
		}
	}
	behind := off + int(last.Raw.Length)
	equals := behind + strings.IndexByte(l.text[behind:], '=')
	kid, end, s := l.value(e.Value(), equals+1)
	if s != nil {
		return nil, 0, s.below(spell(parts))
	}
	kid.Key, kid.KeyPos = key, at
	l.attach(table.put(kid), comment, nil)
	return kid, end, nil
}

// value lays out a value that begins at or behind from, with only space
// between. It returns the offset behind it.
func (l *layout) value(v *unstable.Node, from int) (*Node, int, *stumble) {
	from = l.skipSpace(from)
	n := l.nodes.take()
	n.Kind, n.Pos = kindOf(v.Kind), l.ruler.at(from)
	switch v.Kind {
	case unstable.Array, unstable.InlineTable:
		end, s := l.inside(n, v, from+1)
		return n, end, s
	case unstable.String:
		end := from + int(v.Raw.Length)
		n.Text = Text{value: l.decoded(v.Data, from, end), raw: l.text[from:end], at: n.Pos}
		return n, end, nil
	default:
		return n, from + int(v.Raw.Length), nil
	}
}

// inside lays out what stands between the brackets of an array or an inline
// table, from the offset behind the opening one. A comment on the line on which
// the bracket or an element ended belongs to it, others to what follows them.
func (l *layout) inside(n *Node, v *unstable.Node, from int) (int, *stumble) {
	var above remarks
	last, lastLine := n, n.Pos.Line
	for it := v.Children(); it.Next(); {
		c := it.Node()
		if c.Kind == unstable.Comment {
			if line := l.line(c); line == lastLine {
				l.attach(last, "", c)
			} else {
				above.add(line, l.comment(c))
			}
			// go-toml hangs the comments after the first of a run below it.
			for more := c.Child(); more.Valid(); more = more.Next() {
				above.add(l.line(more), l.comment(more))
			}
			continue
		}
		var s *stumble
		if c.Kind == unstable.KeyValue {
			last, from, s = l.entry(n, c, &above)
		} else {
			last, from, s = l.value(c, l.skipGap(from))
			if s != nil {
				s = s.below(fmt.Sprintf("[%d]", len(n.Kids)))
			}
		}
		if s != nil {
			return 0, s
		}
		if n.Kind == Array {
			n.Kids = append(n.Kids, last)
			l.attach(last, above.take(last.Pos.Line), nil)
		}
		lastLine = l.ruler.at(from).Line
	}
	return l.skipGap(from) + 1, nil
}

// descend walks from table along the parts, making tables that are missing; a
// list of tables stands for its last one.
func (l *layout) descend(table *Node, parts []*unstable.Node) (*Node, *stumble) {
	for i, part := range parts {
		key, off := l.key(part), int(part.Raw.Offset)
		kid := table.Get(key)
		switch {
		case kid == nil:
			at := l.ruler.at(off)
			kid = table.put(l.named(Table, byPath, key, at))
		case kid.Kind == Array && kid.made == byHeader:
			kid = kid.Kids[len(kid.Kids)-1]
		case kid.Kind != Table:
			return nil, clash(kid, off, spell(parts[:i+1]), "cannot hold keys")
		}
		table = kid
	}
	return table, nil
}

func clash(old *Node, off int, path, cannot string) *stumble {
	what, mend := "a value", "write it once"
	switch {
	case old.Kind == Table:
		what, mend = "a table", "write [x.an_id], in single brackets"
	case old.Kind == Array && old.made == byHeader:
		what, mend = "a list of tables", "write [x.an_id], in single brackets, for each"
	}
	mend = strings.Replace(mend, "x.", path+".", 1)
	return &stumble{
		off:  off,
		path: path,
		msg:  fmt.Sprintf("%q is already %s and %s", old.Key, what, cannot),
		mend: fmt.Sprintf("%s; first on line %d", mend, old.KeyPos.Line),
	}
}

// skipSpace returns the offset of the first byte at or behind off that is not
// space within a line.
func (l *layout) skipSpace(off int) int {
	return len(l.text) - len(strings.TrimLeft(l.text[off:], " \t"))
}

// skipGap returns the offset of the first byte at or behind off that is
// neither space, line end, comma nor part of a comment.
func (l *layout) skipGap(off int) int {
	for {
		off = len(l.text) - len(strings.TrimLeft(l.text[off:], " \t\r\n,"))
		if off == len(l.text) || l.text[off] != '#' {
			return off
		}
		end := strings.IndexByte(l.text[off:], '\n')
		if end < 0 {
			return len(l.text)
		}
		off += end
	}
}

// key is a part of a key, decoded.
func (l *layout) key(part *unstable.Node) string {
	from := int(part.Raw.Offset)
	if to := from + len(part.Data); to <= len(l.text) && l.text[from:to] == string(part.Data) {
		return l.text[from:to] // not in quotes
	}
	return string(part.Data)
}

// decoded is what the literal between two offsets means, which data says. If it
// stands there as it is it need not be kept twice.
func (l *layout) decoded(data []byte, from, to int) string {
	if from+1+len(data)+1 == to && l.text[from+1:to-1] == string(data) {
		return l.text[from+1 : to-1]
	}
	return string(data)
}

// fewParts is how many parts nearly all keys have at most.
const fewParts = 4

// keyParts puts the parts of a key behind those given.
func keyParts(parts []*unstable.Node, e *unstable.Node) []*unstable.Node {
	for it := e.Key(); it.Next(); {
		parts = append(parts, it.Node())
	}
	return parts
}

// isBare reports whether a key needs no quotes.
func isBare(key string) bool {
	for i := range len(key) {
		c := key[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && !isDigit(c) && c != '_' && c != '-' {
			return false
		}
	}
	return key != ""
}

// spell writes a dotted key the way an author would.
func spell(parts []*unstable.Node) string {
	path := ""
	for _, part := range parts {
		path = under(path, string(part.Data))
	}
	return path
}

// under returns the path of key below path.
func under(path, key string) string {
	if !isBare(key) {
		key = fmt.Sprintf("%q", key)
	}
	return join(path, key)
}

// join puts a path behind the path of what encloses it.
func join(path, rest string) string {
	if path == "" || strings.HasPrefix(rest, "[") {
		return path + rest
	}
	return path + "." + rest
}

func kindOf(k unstable.Kind) Kind {
	switch k {
	case unstable.String:
		return String
	case unstable.Integer:
		return Integer
	case unstable.Float:
		return Float
	case unstable.Bool:
		return Bool
	case unstable.Array:
		return Array
	case unstable.InlineTable:
		return Table
	default:
		return Datetime
	}
}

package source

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of a file. They are far above what people write and keep the parsers
// behind them within milliseconds and megabytes.
const (
	MaxFile     = 256 << 10 // bytes of a file
	MaxLine     = 8 << 10   // bytes of a line
	MaxDepth    = 16        // arrays and inline tables inside one another
	MaxKeyParts = 8         // parts of one dotted key or header
	MaxPath     = 512       // bytes of the keys from the header down to a value
	MaxPathKeys = 20        // parts of these keys
	MaxTables   = 5000      // headers and inline tables of a file
)

// guard refuses what would make the parsers slow, hungry or confused, before
// they see it. It knows strings, comments, brackets and keys, no more.
type guard struct {
	ruler *ruler
	text  string
	i     int

	open   []bracket // brackets not yet closed
	inKey  bool      // a key may stand here, not a value
	header bool      // between the brackets of a header
	key    size      // of the key being read, so far
	path   size      // of the keys above it
	tables int
}

// size measures keys.
type size struct{ bytes, parts int }

func (s size) plus(t size) size { return size{s.bytes + t.bytes, s.parts + t.parts} }

type bracket struct {
	char      byte
	off       int
	path, key size // as they were outside
}

// check returns the first fault, and what it suspects of being one; nil for
// none. A suspicion counts only if the parser then stumbles there or behind: in
// a file that is broken earlier the guard may have lost its way.
func (g *guard) check() (*stumble, *Fault) {
	if f := checkRunes(g.ruler, g.text, invalid); f != nil {
		return nil, f
	}
	if f := g.checkLines(); f != nil {
		return nil, f
	}
	g.newLine()
	var suspect *stumble
	for g.i < len(g.text) {
		start := g.i
		c := g.text[g.i]
		g.i++
		var msg, mend string
		switch c {
		case '#':
			g.skipComment()
		case '"', '\'':
			if unclosed := g.skipString(c, start); unclosed != nil {
				if suspect != nil {
					return suspect, nil
				}
				return unclosed, nil
			}
			if g.inKey {
				g.key.bytes += g.i - start
			}
		case '[', '{':
			msg, mend = g.opens(c, start)
		case ']', '}':
			suspect = firstOf(suspect, g.closes(c))
		case '\n':
			suspect = firstOf(suspect, g.lineEnds())
		case ' ', '\t', '\r':
		case ',':
			if len(g.open) > 0 {
				g.nextEntry()
			}
		case '=':
			g.inKey = false
		case '.':
			if g.inKey {
				g.key.parts++
				g.key.bytes++
			}
		default:
			if g.inKey {
				g.key.bytes++
			}
		}
		if msg == "" {
			msg, mend = g.keyTooLong()
		}
		if msg != "" {
			return nil, &Fault{Pos: g.ruler.at(start), Msg: msg, Mend: mend}
		}
	}
	if len(g.open) > 0 {
		suspect = firstOf(suspect, g.neverClosed(0))
	}
	return suspect, nil
}

func firstOf(a, b *stumble) *stumble {
	if a != nil {
		return a
	}
	return b
}

// checkRunes refuses what no TOML file and no sheet may contain, wherever it
// stands. Kind says at the front of the fault what the file is not.
func checkRunes(ruler *ruler, text, kind string) *Fault {
	for i, r := range text {
		if r >= ' ' && r < 0x7f || r == '\n' {
			continue
		}
		var msg, mend string
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], string(utf8.RuneError)):
			msg = fmt.Sprintf("invalid UTF-8: byte 0x%02x", text[i])
			mend = "save the file as UTF-8"
			if kind == notCSV {
				mend = `save it as "CSV UTF-8"`
			}
		case r == 0:
			msg, mend = "the file contains a NUL byte", "save the file as UTF-8 text"
		case r == '\r' && !strings.HasPrefix(text[i:], "\r\n"):
			msg, mend = "a line ends with a carriage return alone", "save the file with the line ends of Windows or Unix"
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0x7f:
			msg = fmt.Sprintf("control character U+%04X", r)
			mend = "delete it"
			if kind == invalid {
				mend = fmt.Sprintf(`delete it, or write \u%04X inside a "string"`, r)
			}
		}
		if msg != "" {
			return &Fault{Pos: ruler.at(i), Msg: kind + msg, Mend: mend}
		}
	}
	return nil
}

func (g *guard) checkLines() *Fault {
	for off := 0; off < len(g.text); {
		n := strings.IndexByte(g.text[off:], '\n')
		if n < 0 {
			n = len(g.text) - off
		}
		if n > MaxLine {
			return &Fault{
				Pos:  g.ruler.at(off),
				Msg:  fmt.Sprintf("line of %d bytes, more than the %d allowed", n, MaxLine),
				Mend: `break it; long texts fit in """several lines"""`,
			}
		}
		off += n + 1
	}
	return nil
}

// newLine begins a line outside all brackets: a key or a header may follow.
func (g *guard) newLine() {
	g.header = false
	g.nextEntry()
	g.inKey = true
}

// nextEntry begins a new entry of whatever is open.
func (g *guard) nextEntry() {
	g.inKey = len(g.open) > 0 && g.open[len(g.open)-1].char == '{'
	if g.inKey || len(g.open) == 0 {
		g.key = size{parts: 1}
	}
}

func (g *guard) lineEnds() *stumble {
	switch {
	case len(g.open) == 0:
		g.newLine()
	case g.header:
		lost := g.neverClosed(0)
		g.open = g.open[:0]
		g.newLine()
		return lost
	}
	return nil
}

func (g *guard) opens(c byte, at int) (msg, mend string) {
	starts := len(g.open) == 0 && g.inKey && g.key.bytes == 0 && c == '['
	if starts {
		g.header, g.path = true, size{}
	}
	if starts || c == '{' {
		g.tables++
	}
	g.open = append(g.open, bracket{char: c, off: at, path: g.path, key: g.key})
	switch {
	case g.tables > MaxTables:
		return fmt.Sprintf("more than %d tables in one file", MaxTables), "leave out what is not played"
	case len(g.open) > MaxDepth:
		return fmt.Sprintf("brackets inside one another more than %d deep", MaxDepth), "give inner tables a [header] of their own"
	}
	if !g.header {
		g.path = g.path.plus(g.key)
		g.key = size{}
		if g.inKey = c == '{'; g.inKey {
			g.key.parts = 1
		}
	}
	return "", ""
}

// closes pops the bracket that c closes. A bracket of the other kind is
// suspected to have been left open.
func (g *guard) closes(c byte) *stumble {
	if len(g.open) == 0 {
		return nil
	}
	top := len(g.open) - 1
	b := g.open[top]
	var suspect *stumble
	if (c == ']') != (b.char == '[') {
		suspect = g.neverClosed(top)
	}
	g.open = g.open[:top]
	if g.header {
		if len(g.open) == 0 {
			g.header, g.inKey = false, false
			g.path, g.key = g.key, size{}
		}
		return suspect
	}
	g.path, g.key, g.inKey = b.path, b.key, false
	return suspect
}

func (g *guard) neverClosed(i int) *stumble {
	b := g.open[i]
	closing := "]"
	if b.char == '{' {
		closing = "}"
	}
	return &stumble{
		off:  b.off,
		msg:  fmt.Sprintf("%q is never closed", string(b.char)),
		mend: fmt.Sprintf("add the missing %q", closing),
	}
}

func (g *guard) keyTooLong() (msg, mend string) {
	down := g.path.plus(g.key)
	switch {
	case g.key.parts > MaxKeyParts:
		return fmt.Sprintf("key of more than %d parts", MaxKeyParts), "nest less deeply"
	case down.bytes > MaxPath:
		return fmt.Sprintf("keys down to here take more than %d bytes", MaxPath), "write shorter keys, nest less deeply"
	case down.parts > MaxPathKeys:
		return fmt.Sprintf("keys down to here have more than %d parts", MaxPathKeys), "nest less deeply"
	}
	return "", ""
}

func (g *guard) skipComment() {
	n := strings.IndexByte(g.text[g.i:], '\n')
	if n < 0 {
		n = len(g.text) - g.i
	}
	g.i += n
}

// skipString moves behind the string whose opening quote stands at start.
func (g *guard) skipString(quote byte, start int) *stumble {
	triple := `"""`
	if quote == '\'' {
		triple = "'''"
	}
	if strings.HasPrefix(g.text[start:], triple) {
		g.i = start + 3
		if !g.skipToTriple(quote) {
			return &stumble{off: start, msg: "text opened here is never closed", mend: "close it with " + triple}
		}
		return nil
	}
	for g.i < len(g.text) && g.text[g.i] != '\n' {
		c := g.text[g.i]
		g.i++
		switch {
		case c == quote:
			return nil
		case c == '\\' && quote == '"' && g.i < len(g.text) && g.text[g.i] != '\n':
			g.i++
		}
	}
	if quote == '\'' && start > 0 && isDigit(g.text[start-1]) {
		return &stumble{off: start, msg: `expected the end of the number but found a quote: '`, mend: "write the number without it, or with _ in its place"}
	}
	if g.inKey && g.key.bytes > 0 {
		return &stumble{off: start, msg: "a quote stands in a name: " + string(quote), mend: plainName(g.text, start)}
	}
	return &stumble{
		off:  start,
		msg:  "the text is not closed on its line",
		mend: fmt.Sprintf("close it with %c, or open and close it with %s to go on over several lines", quote, triple),
	}
}

// skipToTriple moves behind the run of quotes that closes a multi-line string;
// up to two quotes before the closing three belong to the text.
func (g *guard) skipToTriple(quote byte) bool {
	for g.i < len(g.text) {
		c := g.text[g.i]
		if c == '\\' && quote == '"' {
			g.i += 2
			continue
		}
		if c != quote {
			g.i++
			continue
		}
		run := g.i
		for g.i < len(g.text) && g.text[g.i] == quote {
			g.i++
		}
		if g.i-run >= 3 {
			return true
		}
	}
	return false
}

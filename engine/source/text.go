package source

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text is a string value together with the way back to its place in the file:
// an expression inside a string can be blamed at the exact rune. The zero Text
// is empty and has no place. A Text is immutable.
type Text struct {
	value string
	raw   string // the literal as written, quotes included; "" for Plain
	at    Pos    // of the first rune of raw, or of value for Plain
	skip  int    // bytes of the decoded literal before value
	sheet bool   // raw is a cell of a Sheet, in which quotes are doubled
}

// Plain returns a text that did not come from TOML: its bytes stand in the file
// as they are, from at on.
func Plain(s string, at Pos) Text { return Text{value: s, at: at} }

// String returns the decoded value.
func (t Text) String() string { return t.value }

// At returns the place in the file of the byte at offset of the decoded value.
// Bytes that came from one escape or one rune share its place. An offset below
// 0 counts as 0; one at or past the end gives the place right after the last
// rune, which for TOML is the closing quote.
func (t Text) At(offset int) Pos {
	if t.at.Line == 0 {
		return t.at
	}
	w := walk{rest: t.value, at: t.at}
	switch {
	case t.sheet:
		w = openCell(t.raw, t.at)
	case t.raw != "":
		w = openLiteral(t.raw, t.at)
	}
	offset = t.skip + max(0, min(offset, len(t.value)))
	for decoded := 0; w.rest != ""; {
		raw, size := w.step()
		if size > 0 && offset < decoded+size {
			return w.at
		}
		decoded += size
		w.skip(raw)
	}
	return w.at
}

// Part returns the bytes of a text from one offset up to another, with their
// places.
func (t Text) Part(from, to int) Text {
	part := t
	part.value = t.value[from:to]
	if t.raw == "" {
		part.at = t.At(from)
		return part
	}
	part.skip += from
	return part
}

// Split returns the parts of a text between separators, without the space round
// them, each with its place.
func (t Text) Split(separator string) []Text {
	var out []Text
	from := 0
	for {
		next := strings.Index(t.value[from:], separator)
		if next < 0 {
			return append(out, t.Part(from, len(t.value)).trimmed())
		}
		out = append(out, t.Part(from, from+next).trimmed())
		from += next + len(separator)
	}
}

// trimmed is a text without the space round it.
func (t Text) trimmed() Text {
	const space = " \t\r\n\u00a0"
	from := len(t.value) - len(strings.TrimLeft(t.value, space))
	to := len(strings.TrimRight(t.value, space))
	return t.Part(from, max(from, to))
}

// walk goes over the inside of a literal, one rune or one escape at a time.
type walk struct {
	rest    string // what is left of the inside
	at      Pos    // the place of its first rune
	escapes bool   // backslashes mean something
	doubled bool   // two quotes are one, and \r\n is \n
}

// openLiteral starts a walk behind the opening quotes of raw, and behind the
// line break that TOML trims there in a multi-line string.
func openLiteral(raw string, at Pos) walk {
	quotes := 1
	if len(raw) >= 6 && (strings.HasPrefix(raw, `"""`) || strings.HasPrefix(raw, `'''`)) {
		quotes = 3
	}
	w := walk{rest: raw[:len(raw)-quotes], at: at, escapes: raw[0] == '"'}
	w.skip(quotes)
	if quotes == 3 {
		switch {
		case strings.HasPrefix(w.rest, "\n"):
			w.skip(1)
		case strings.HasPrefix(w.rest, "\r\n"):
			w.skip(2)
		}
	}
	return w
}

// openCell starts a walk behind the opening quote of a cell.
func openCell(raw string, at Pos) walk {
	w := walk{rest: strings.TrimSuffix(raw, `"`), at: at, doubled: true}
	w.skip(1)
	return w
}

// step returns how many bytes as written the next unit takes and how many bytes
// of the decoded value it makes (0 for a line-ending backslash).
func (w *walk) step() (raw, decoded int) {
	if w.doubled && (strings.HasPrefix(w.rest, `""`) || strings.HasPrefix(w.rest, "\r\n")) {
		return 2, 1
	}
	if !w.escapes || w.rest[0] != '\\' || len(w.rest) < 2 {
		_, n := utf8.DecodeRuneInString(w.rest)
		return n, n
	}
	switch w.rest[1] {
	case 'x':
		return w.hex(2)
	case 'u':
		return w.hex(4)
	case 'U':
		return w.hex(8)
	case ' ', '\t', '\r', '\n':
		return len(w.rest) - len(strings.TrimLeft(w.rest[1:], " \t\r\n")), 0
	default:
		return 2, 1
	}
}

func (w *walk) hex(digits int) (raw, decoded int) {
	raw = min(2+digits, len(w.rest))
	code, err := strconv.ParseUint(w.rest[2:raw], 16, 32)
	if err != nil {
		return raw, 0
	}
	return raw, max(utf8.RuneLen(rune(code)), 0)
}

// skip moves on by n bytes as written.
func (w *walk) skip(n int) {
	w.at = w.at.past(w.rest[:n])
	w.rest = w.rest[n:]
}

// past returns the place right behind s, when s begins at p.
func (p Pos) past(s string) Pos {
	if breaks := strings.Count(s, "\n"); breaks > 0 {
		p.Line += breaks
		p.Col = 1
		s = s[strings.LastIndexByte(s, '\n')+1:]
	}
	p.Col += utf8.RuneCountInString(s)
	return p
}

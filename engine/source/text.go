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
	raw   string  // the literal as written
	at    Pos     // of the first rune of raw, or of value for Plain
	form  writing // of raw
}

// writing says how a text was written.
type writing uint8

const (
	inTOML  writing = iota // raw is a TOML literal with its quotes; "" for Plain
	asIs                   // raw begins with value
	escaped                // raw begins with value, in which backslashes mean something
	doubled                // raw begins with value, in which two quotes are one, and \r\n is \n
)

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
	w := t.walk()
	w.to(max(0, min(offset, len(t.value))))
	return w.at
}

// walk starts at the first rune of the value.
func (t Text) walk() walk {
	switch {
	case t.form != inTOML:
		return walk{rest: t.raw, at: t.at, form: t.form}
	case t.raw == "":
		return walk{rest: t.value, at: t.at, form: asIs}
	}
	return openLiteral(t.raw, t.at)
}

// Split returns the parts of a text between separators, without the space round
// them, each with its place; one part if there is no separator.
func (t Text) Split(separator string) []Text {
	var out []Text
	w := t.walk()
	for from := 0; ; {
		to := len(t.value)
		next := strings.Index(t.value[from:], separator)
		if next >= 0 {
			to = from + next
		}
		out = append(out, t.part(&w, from, to))
		if next < 0 {
			return out
		}
		from = to + len(separator)
	}
}

// part cuts a text, without the space round the part. The walk is at or before
// from, and is left where the part begins.
func (t Text) part(w *walk, from, to int) Text {
	const space = " \t\r\n\u00a0"
	from = to - len(strings.TrimLeft(t.value[from:to], space))
	to = from + len(strings.TrimRight(t.value[from:to], space))
	part := Text{value: t.value[from:to]}
	if t.at.Line > 0 {
		w.to(from)
		part.raw, part.at, part.form = w.rest, w.at, w.form
	}
	return part
}

// walk goes over the inside of a literal, one rune or one escape at a time.
type walk struct {
	rest string // what is left of the inside
	at   Pos    // the place of its first rune
	form writing
	done int // bytes of the decoded value behind it
}

// to moves to the unit that holds the decoded byte at offset, or to the end.
func (w *walk) to(offset int) {
	for w.rest != "" {
		raw, size := w.step()
		if size > 0 && offset < w.done+size {
			return
		}
		w.done += size
		w.skip(raw)
	}
}

// openLiteral starts a walk behind the opening quotes of raw, and behind the
// line break that TOML trims there in a multi-line string.
func openLiteral(raw string, at Pos) walk {
	quotes := 1
	if len(raw) >= 6 && (strings.HasPrefix(raw, `"""`) || strings.HasPrefix(raw, `'''`)) {
		quotes = 3
	}
	w := walk{rest: raw[:len(raw)-quotes], at: at, form: asIs}
	if raw[0] == '"' {
		w.form = escaped
	}
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

// step returns how many bytes as written the next unit takes and how many bytes
// of the decoded value it makes (0 for a line-ending backslash).
func (w *walk) step() (raw, decoded int) {
	if w.form == doubled && (strings.HasPrefix(w.rest, `""`) || strings.HasPrefix(w.rest, "\r\n")) {
		return 2, 1
	}
	if w.form != escaped || w.rest[0] != '\\' || len(w.rest) < 2 {
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

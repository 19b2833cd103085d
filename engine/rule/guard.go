package rule

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of expressions. They are far above what people write; with them every
// text is compiled or refused within milliseconds.
const (
	MaxText    = 2 << 10 // bytes of one expression
	MaxDepth   = 64      // brackets inside one another; signs before one operand
	MaxNodes   = 50_000  // nodes of a Code
	MaxMembers = 1_000   // members of a quantifier
)

// trouble is what the guard or the parser found at a byte offset.
type trouble struct {
	off       int
	msg, mend string
}

// guard looks at the text before the parser does. Deep brackets would exhaust
// the parser's stack, which no recover catches; and pipes, sequences, comments
// and "::" leave no trace in the tree, so they are refused here.
type guard struct {
	text  string
	i     int
	depth int
	signs int // unary operators in a row
}

func (g *guard) check() *trouble {
	if strings.TrimSpace(g.text) == "" {
		return &trouble{0, "the expression is empty", "write one, or delete the key"}
	}
	if len(g.text) > MaxText {
		return &trouble{0, fmt.Sprintf("the expression has %d bytes, at most %d are allowed", len(g.text), MaxText), "make tracks or rules of its parts"}
	}
	if !utf8.ValidString(g.text) {
		return &trouble{0, "the expression is not valid UTF-8", "save the file as UTF-8"}
	}
	for g.plain(); g.i < len(g.text); g.plain() {
		if t := g.token(); t != nil {
			return t
		}
	}
	return nil
}

// plain goes over what needs no second look, which is nearly all there is: words
// but two, spaces and most signs.
func (g *guard) plain() {
	for g.i < len(g.text) {
		switch class(g.text[g.i]) {
		case inWord:
			end := g.i + 1
			for end < len(g.text) && class(g.text[end]) == inWord {
				end++
			}
			if end < len(g.text) && g.text[end] >= utf8.RuneSelf {
				return
			}
			if word := g.text[g.i:end]; word == "not" || word == "let" {
				return
			}
			g.i, g.signs = end, 0
		case blank:
			g.i++
		case harmless:
			g.i++
			g.signs = 0
		default:
			return
		}
	}
}

// class says what a byte is to the guard.
func class(b byte) byteClass {
	switch {
	case b >= 'a' && b <= 'z', b >= '0' && b <= '9', b >= 'A' && b <= 'Z', b == '_', b == '$':
		return inWord
	case b == ' ', b == '\t', b == '\n', b == '\r':
		return blank
	case b == '<', b == '>', b == '=', b == '*', b == '%', b == ',', b == '.':
		return harmless
	}
	return 0
}

type byteClass uint8

const (
	inWord byteClass = iota + 1
	blank
	harmless
)

// forbidden are tokens that the parser would swallow without a trace.
var forbidden = []struct{ token, msg, mend string }{
	{"//", "no comments inside an expression", "write # behind the string"},
	{"/*", "no comments inside an expression", "write # behind the string"},
	{"::", `"::" is not in the language`, "write condition ? a : b"},
	{"?.", `"?." is not in the language`, "write a single point; every name always has a value"},
	{"??", `"??" is not in the language`, "every name always has a value"},
	{";", "one expression only, no sequences", "use effects, one for each line"},
	{"|", `"|" is not in the language`, "write the function round its argument, as in abs(x)"},
}

func (g *guard) token() *trouble {
	rest := g.text[g.i:]
	if rest[0] == 0 {
		return &trouble{g.i, "a NUL byte stands in the expression", "delete it"}
	}
	if strings.HasPrefix(rest, "||") {
		g.i, g.signs = g.i+2, 0
		return nil
	}
	if strings.IndexByte("/:?;|", rest[0]) >= 0 {
		for _, f := range forbidden {
			if strings.HasPrefix(rest, f.token) && !isThen(rest) {
				return &trouble{g.i, f.msg, f.mend}
			}
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\'' || r == '"' || r == '`':
		g.signs = 0
		return g.quoted(rest, byte(r))
	case strings.ContainsRune("([{", r):
		if g.depth++; g.depth > MaxDepth {
			return &trouble{g.i, fmt.Sprintf("more than %d brackets inside one another", MaxDepth), "make tracks or rules of its parts"}
		}
		g.signs = 0
	case strings.ContainsRune(")]}", r):
		g.depth--
	case r == '!' || r == '-' || r == '+':
		return g.sign(size)
	case unicode.IsSpace(r):
	case isWordRune(r):
		word := rest[:len(rest)-len(strings.TrimLeftFunc(rest, isWordRune))]
		if word == "not" {
			return g.sign(len(word))
		}
		if word == "let" {
			return &trouble{g.i, "let is not in the language", "make a track of it, or write it out"}
		}
		g.signs, size = 0, len(word)
	default:
		g.signs = 0
	}
	g.i += size
	return nil
}

// isThen reports whether "?." only begins "? .5" written without the space.
func isThen(rest string) bool {
	return len(rest) > 2 && rest[:2] == "?." && rest[2] >= '0' && rest[2] <= '9'
}

func (g *guard) sign(size int) *trouble {
	if g.signs++; g.signs > MaxDepth {
		return &trouble{g.i, fmt.Sprintf("more than %d signs in a row", MaxDepth), "delete most of them"}
	}
	g.i += size
	return nil
}

func (g *guard) quoted(rest string, quote byte) *trouble {
	for j := 1; j < len(rest); j++ {
		switch rest[j] {
		case 0:
			return &trouble{g.i + j, "a NUL byte stands in the expression", "delete it"}
		case '\\':
			return &trouble{g.i + j, "no escapes in a quoted word", "write the word as it was declared"}
		case quote:
			g.i += j + 1
			return nil
		}
	}
	return &trouble{g.i, "a quoted word is not closed", fmt.Sprintf("put a %c behind it", quote)}
}

func isWordRune(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

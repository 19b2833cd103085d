package rule

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
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
		return &trouble{0, "the expression is empty", ""}
	}
	if len(g.text) > MaxText {
		return &trouble{0, fmt.Sprintf("the expression has %d bytes, at most %d are allowed", len(g.text), MaxText), "make tracks or rules of its parts"}
	}
	if !utf8.ValidString(g.text) {
		return &trouble{0, "the expression is not valid UTF-8", ""}
	}
	for g.i < len(g.text) {
		if t := g.token(); t != nil {
			return t
		}
	}
	return nil
}

// forbidden are tokens that the parser would swallow without a trace.
var forbidden = []struct{ token, msg, mend string }{
	{"//", "no comments inside an expression", "write # behind the string"},
	{"/*", "no comments inside an expression", "write # behind the string"},
	{"::", `"::" is not in the language`, ""},
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
	for _, f := range forbidden {
		if strings.HasPrefix(rest, f.token) && !isThen(rest) {
			return &trouble{g.i, f.msg, f.mend}
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\'' || r == '"' || r == '`':
		g.signs = 0
		return g.quoted(rest, byte(r))
	case strings.ContainsRune("([{", r):
		if g.depth++; g.depth > MaxDepth {
			return &trouble{g.i, fmt.Sprintf("more than %d brackets inside one another", MaxDepth), ""}
		}
		g.signs = 0
	case strings.ContainsRune(")]}", r):
		g.depth--
		g.signs = 0
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
		return &trouble{g.i, fmt.Sprintf("more than %d signs in a row", MaxDepth), ""}
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

// parse gives the syntax tree of text, or what is wrong with it. The parser is
// not ours and the text is not trusted, so a panic of the parser is a fault of
// the text.
func parse(text string) (node ast.Node, bad *trouble) {
	if bad := (&guard{text: text}).check(); bad != nil {
		return nil, bad
	}
	defer func() {
		if recover() != nil {
			node, bad = nil, &trouble{0, "the expression cannot be understood", "write it more plainly"}
		}
	}()
	tree, err := parser.Parse(text)
	if err == nil && tree.Node != nil {
		return tree.Node, nil
	}
	var at *file.Error
	if !errors.As(err, &at) {
		return nil, &trouble{0, "the expression cannot be understood", "write it more plainly"}
	}
	return nil, plain(text, at)
}

// plain says in our words what the parser said in its own.
func plain(text string, e *file.Error) *trouble {
	off := byteOffset(text, e.From)
	msg := e.Message
	if strings.Contains(msg, "EOF") || strings.HasPrefix(msg, "unexpected end") {
		return &trouble{len(text), "the expression ends too early", "something is missing here, such as a closing bracket or an operand"}
	}
	if strings.HasPrefix(msg, "unexpected token") {
		token := text[off:min(len(text), byteOffset(text, e.To))]
		return &trouble{off, fmt.Sprintf("%q does not belong here", token), twinOfToken(token)}
	}
	switch {
	case strings.HasPrefix(msg, "unrecognized character"):
		r, _ := utf8.DecodeRuneInString(text[off:])
		return &trouble{off, fmt.Sprintf("%q is not in the language", r), ""}
	case strings.HasPrefix(msg, "bad number syntax"):
		return &trouble{numberAt(text, off), "this is neither a number nor a name", "names begin with a letter"}
	case strings.Contains(msg, "literal") || strings.Contains(msg, "too large"):
		// Told at the token behind the number.
		return &trouble{numberAt(text, off), "a number that cannot be read", "write it shorter, or as in 1e12"}
	case strings.HasPrefix(msg, "expected at least"):
		return &trouble{off, "an argument is missing", "write a group and an expression, as in any(group, it.x > 0)"}
	}
	if msg != "" {
		msg = strings.ToLower(msg[:1]) + msg[1:]
	}
	return &trouble{off, strings.TrimSuffix(msg, "."), ""}
}

// numberAt is where the last number begins that begins at off or before it.
func numberAt(text string, off int) int {
	digit, found := false, off
	for i, r := range text[:min(off+1, len(text))] {
		if now := isWordRune(r) || r == '.'; now && !digit && unicode.IsDigit(r) {
			found = i
		}
		digit = isWordRune(r) || r == '.'
	}
	return found
}

func twinOfToken(token string) string {
	switch token {
	case "=":
		return "write == to compare"
	case "&":
		return "write and"
	case "#":
		return "it and # stand inside any, all, count and their like"
	case "else", "if":
		return "write condition ? a : b"
	}
	return ""
}

// byteOffset is where the rune number n of text begins.
func byteOffset(text string, n int) int {
	for off := range text {
		if n == 0 {
			return off
		}
		n--
	}
	return len(text)
}

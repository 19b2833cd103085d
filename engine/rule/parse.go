package rule

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
)

// parse gives the syntax tree of text, or what is wrong with it.
func parse(text string) tree {
	if bad := (&guard{text: text}).check(); bad != nil {
		return tree{bad: bad}
	}
	return parseGuarded(text)
}

// parseGuarded is parse for a text that the guard has seen.
func parseGuarded(text string) tree {
	if node := path(text); node != nil {
		return tree{node: node}
	}
	node, err := expression(text)
	if err == nil {
		return tree{node: node}
	}
	var at *file.Error
	if !errors.As(err, &at) {
		return tree{bad: &trouble{0, "the expression cannot be understood", "write it more plainly"}}
	}
	return tree{bad: plain(text, at)}
}

// expression asks expr's parser. It is not ours and the text is not trusted, so a
// panic of the parser is an error of the text.
func expression(text string) (node ast.Node, err error) {
	defer func() {
		if recover() != nil {
			node, err = nil, errNoTree
		}
	}()
	t, err := parser.Parse(text)
	if err == nil && t.Node == nil {
		return nil, errNoTree
	}
	return t.Node, err
}

var errNoTree = errors.New("the parser gives no tree")

// parseAll parses several texts into trees. What the parser takes to get ready is
// as much as what it takes for a text, so that it gets all in one, a semicolon
// before each. The guard lets none through, so if the parser then sees as many
// expressions as there are texts, each is what the text alone is, but that it
// stands elsewhere: brackets that are open in one text and closed in another
// would swallow a semicolon. Otherwise each text is parsed alone.
func parseAll(texts []string, trees []tree) {
	bytes := 1
	for _, text := range texts {
		bytes += 1 + len(text)
	}
	var all strings.Builder
	all.Grow(bytes)
	all.WriteByte('0') // so that no bracket stands round all of them
	var in []int32     // the texts that the parser gets
	runes := 1
	for i, text := range texts {
		if bad := (&guard{text: text}).check(); bad != nil {
			trees[i].bad = bad
			continue
		}
		if node := path(text); node != nil {
			trees[i].node = node
			continue
		}
		all.WriteByte(';')
		all.WriteString(text)
		trees[i].from = int32(runes + 1)
		runes += 1 + utf8.RuneCountInString(text)
		in = append(in, int32(i))
	}
	if len(in) > 1 && together(all.String(), in, trees) {
		return
	}
	for _, i := range in {
		trees[i] = parseGuarded(texts[i])
	}
}

// together parses texts that stand behind "0", a semicolon before each. It is false
// if they are not as many expressions.
func together(all string, in []int32, trees []tree) bool {
	node, err := expression(all)
	list, ok := node.(*ast.SequenceNode)
	if err != nil || !ok || len(list.Nodes) != 1+len(in) || slices.Contains(list.Nodes, nil) {
		return false
	}
	for k, i := range in {
		trees[i].node = list.Nodes[1+k]
	}
	return true
}

// path is the tree of a bare name or of one name behind another, as in x and
// self.x; nil for anything else. It spares the parser half of its work: what an
// effect changes is most often such a path.
func path(text string) ast.Node {
	from := 0
	for from < len(text) && class(text[from]) == blank {
		from++
	}
	end := nameEnd(text, from)
	if end == from || !isName(text[from:end]) {
		return nil
	}
	var node ast.Node = &ast.IdentifierNode{Value: text[from:end]}
	node.SetLocation(file.Location{From: from, To: end})
	if end < len(text) && text[end] == '.' {
		from, end = end+1, nameEnd(text, end+1)
		if !isName(text[from:end]) {
			return nil
		}
		at := file.Location{From: from, To: end}
		name := &ast.StringNode{Value: text[from:end]}
		name.SetLocation(at)
		node = &ast.MemberNode{Node: node, Property: name}
		node.SetLocation(at)
	}
	for ; end < len(text); end++ {
		if class(text[end]) != blank {
			return nil
		}
	}
	return node
}

// nameEnd is where the run of bytes of names ends that begins at from.
func nameEnd(text string, from int) int {
	for from < len(text) && class(text[from]) == inWord {
		from++
	}
	return from
}

// isName reports whether a run of bytes of names is a name to the parser too,
// and not a number or one of its words.
func isName(word string) bool {
	if word == "" || word[0] >= '0' && word[0] <= '9' || strings.Contains(word, "$") {
		return false
	}
	switch word {
	case "true", "false", "nil", "not", "in", "or", "and", "matches", "contains", "startsWith", "endsWith", "let", "if", "else":
		return false
	}
	return true
}

// plain says in our words what the parser said in its own.
func plain(text string, e *file.Error) *trouble {
	off := byteOffset(text, e.From)
	msg := e.Message
	if strings.Contains(msg, "EOF") || strings.HasPrefix(msg, "unexpected end") {
		if off, number := perCent(text); off >= 0 {
			return &trouble{off, `"%" is the remainder of a division`, fmt.Sprintf("%v per cent are %v", number, number/100)}
		}
		return &trouble{len(text), "the expression ends too early", "something is missing here, such as a closing bracket or a number"}
	}
	if strings.HasPrefix(msg, "unexpected token") {
		if at, word := wordBefore(text, off); word != "not" && slices.Contains(nots, strings.ToLower(word)) {
			return &trouble{at, fmt.Sprintf("%q does not belong here", word), "write not"}
		}
		token := text[off:min(len(text), byteOffset(text, e.To))]
		return &trouble{off, fmt.Sprintf("%q does not belong here", token), twinOfToken(token, text[:off], text[off:])}
	}
	switch {
	case strings.HasPrefix(msg, "unrecognized character"):
		r, _ := utf8.DecodeRuneInString(text[off:])
		return &trouble{off, fmt.Sprintf("%q is not in the language", string(r)), cmp.Or(signs[r], "delete it")}
	case strings.HasPrefix(msg, "bad number syntax"):
		return &trouble{numberAt(text, off), "this is neither a number nor a name", "write a number without its unit; names begin with a letter"}
	case strings.Contains(msg, "literal") || strings.Contains(msg, "too large"):
		// Told at the token behind the number.
		return &trouble{numberAt(text, off), "a number that cannot be read", "write it shorter, or as in 1e12"}
	case strings.HasPrefix(msg, "expected at least"):
		return &trouble{off, "an argument is missing", "write a group and an expression, as in any(group, it.x > 0)"}
	}
	if msg != "" {
		msg = strings.ToLower(msg[:1]) + msg[1:]
	}
	return &trouble{off, strings.TrimSuffix(msg, "."), "write it more plainly"}
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

package source

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// syntaxWords says what a parser's message at an offset means, and a mend if
// one is plain to see.
func syntaxWords(msg, text string, off int) (words, mend string) {
	found := foundAt(text, off)
	has := func(prefix string) bool { return strings.HasPrefix(msg, prefix) }
	switch {
	case has("integers cannot have leading zeroes") && datePattern.MatchString(lineFrom(text, off)):
		return "expected a number but found a date", `write year, month and day, as in 2027-11-09`
	case has("expected newline but got"):
		return "expected the end of the line but found " + found, afterValue(text, off)
	case has("unexpected character"), has("expected value"), has("expected keyword"):
		return "expected a value but found " + found, insteadOfValue(text, off)
	case has("invalid character at start of key"), has("expected key"):
		return "expected a key but found " + found, insteadOfKey(text, off)
	case has("expected '=' after key"):
		return `expected "=" after the key but found ` + found, insteadOfEquals(text, off)
	case has("expected ']"):
		closing, _, _ := strings.Cut(strings.TrimPrefix(msg, "expected '"), "'")
		return fmt.Sprintf("expected %q after the name of the table but found %s", closing, found), insteadOfKey(text, off)
	case has("expected ',' or ']'"):
		return `expected "," or "]" but found ` + found, "put commas between elements"
	case has("expected ',' or '}'"):
		return `expected "," or "}" but found ` + found, "put commas between entries"
	case has("unexpected comma"):
		return `expected a key but found ","`, "delete one comma"
	case has("invalid escape character"), has("invalid hexadecimal"), has("invalid unicode"), has("unicode escape"), has("hexadecimal escape"):
		if at := strings.LastIndexByte(text[:min(off+1, len(text))], '\\'); at >= 0 {
			off = at
		}
		return "unknown escape " + text[off:min(off+2, len(text))],
			`write \\ for a backslash, or put the text in 'single quotes'`
	case has("strings must be quoted"):
		return "expected the end of the number but found " + found, "put a text in quotes; write a number without its unit"
	}
	return msg, cmp.Or(mendNumber(msg), "write key = value, the value as a number, true, false or a text in quotes")
}

// datePattern is a date as people write it.
var datePattern = regexp.MustCompile(`^[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}`)

// lineFrom is the rest of a line.
func lineFrom(text string, off int) string {
	rest := text[min(off, len(text)):]
	if end := strings.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	return strings.TrimSuffix(rest, "\r")
}

// mendNumber mends what either parser says against a number.
func mendNumber(msg string) string {
	has := func(part string) bool { return strings.Contains(msg, part) }
	switch {
	case has("leading zero"):
		return "drop the leading zero"
	case has("underscore"):
		return "put underscores between digits only"
	case has("decimal point"):
		return "write a digit behind the point, or no point"
	case has("out of range"):
		return "write a smaller number"
	}
	return ""
}

// foundAt names what stands at off, in the author's own characters.
func foundAt(text string, off int) string {
	if off >= len(text) {
		return "the end of the file"
	}
	if text[off] == '\n' || text[off] == '\r' {
		return "the end of the line"
	}
	switch word := wordAt(text, off); {
	case oddSpace(word):
		return "a space of another kind"
	case word == `"`, word == "'":
		return "a quote: " + word
	default:
		return fmt.Sprintf("%q", word)
	}
}

// oddSpace reports whether a word is a space that only word processors write.
func oddSpace(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return r > 0x7f && unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}

const plainSpace = "delete it and write a plain space"

// wordAt returns the word that begins at off, or the one rune there.
func wordAt(text string, off int) string {
	rest := text[min(off, len(text)):]
	end := strings.IndexFunc(rest, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-'
	})
	if end < 0 {
		end = len(rest)
	}
	if end == 0 {
		_, end = utf8.DecodeRuneInString(rest)
	}
	return rest[:end]
}

func insteadOfValue(text string, off int) string {
	word := wordAt(text, off)
	first, _ := utf8.DecodeRuneInString(word)
	switch lower := strings.ToLower(word); {
	case oddSpace(word):
		return plainSpace
	case first == '=':
		return `write one "="`
	case lower == "true" || lower == "false":
		return "write " + lower
	case lower == "yes" || lower == "on":
		return "write true"
	case lower == "no" || lower == "off":
		return "write false"
	case strings.ContainsRune("“”„«»‘’", first):
		return `use straight quotes: "`
	case first == '.':
		return "write the digit before the point: 0.5"
	case first == ',':
		return "delete one comma"
	case unicode.IsLetter(first):
		return fmt.Sprintf("a text needs quotes: %q", unquoted(text, off))
	case word == "\n" || word == "\r" || word == "":
		return "write the value on the same line"
	}
	return `write a number, true, false or a text in "quotes"`
}

// unquoted is the text at off that somebody has written without quotes: up to the end
// of the line, or to what ends an element of a list.
func unquoted(text string, off int) string {
	rest := lineFrom(text, off)
	if end := strings.IndexAny(rest, `#"',;]}`); end >= 0 {
		rest = rest[:end]
	}
	return strings.TrimSpace(rest)
}

func insteadOfKey(text string, off int) string {
	word := wordAt(text, off)
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case oddSpace(word):
		return plainSpace
	case first == '/', first == ';':
		return "comments begin with #"
	case unicode.IsLetter(first), unicode.IsDigit(first):
		return plainName(text, off)
	case first == '=':
		return "write a key before it"
	case first == ']':
		return "write a name between the brackets"
	case first == '(':
		return "tables have square brackets: [role.x]"
	}
	return "write key = value, or the name of a table in [ ]"
}

// plainName says how to write the part of a key in which off is.
func plainName(text string, off int) string {
	const ends = ".=[]{},:#\r\n"
	from := strings.LastIndexAny(text[:off], ends) + 1
	to := off + strings.IndexAny(text[off:]+"\n", ends)
	if name := Plainly(text[from:to]); name != "" {
		return fmt.Sprintf("names have letters a-z, digits and _ only: %s", name)
	}
	return "names have letters a-z, digits and _ only"
}

func insteadOfEquals(text string, off int) string {
	word := wordAt(text, off)
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case oddSpace(word):
		return plainSpace
	case first == ':':
		return `write "=" instead of ":"`
	case first == utf8.RuneError, first == '\n', first == '\r':
		return "write key = value"
	case unicode.IsLetter(first) || unicode.IsDigit(first):
		return plainName(text, off)
	}
	return "write key = value"
}

// afterValue looks at both sides of what follows a whole value.
func afterValue(text string, off int) string {
	rest := text[min(off, len(text)):]
	digitBefore := off > 0 && isDigit(text[off-1])
	switch {
	case len(rest) > 1 && rest[0] == ',' && digitBefore && isDigit(rest[1]):
		return "write decimals with a point: 1.5"
	case oddSpace(wordAt(text, off)):
		return plainSpace
	case strings.HasPrefix(strings.TrimSpace(lineBefore(text, off)), "["):
		return "write it on the next line"
	case strings.HasPrefix(rest, ","):
		return "delete the comma"
	case strings.HasPrefix(rest, "%") && digitBefore:
		return "write the number without %, a chance as in 0.3"
	case amountPattern.MatchString(lineBefore(text, off)) && rest != "" && isDigit(rest[0]):
		return "write the number without spaces"
	case amountPattern.MatchString(lineBefore(text, off)) && letterFirst(rest) && !strings.Contains(lineFrom(text, off), "="):
		return "write the number without its unit"
	case strings.HasPrefix(rest, "]"), strings.HasPrefix(rest, "}"):
		return fmt.Sprintf("delete the %q", rest[:1])
	case off > 0 && (text[off-1] == '\'' || text[off-1] == '"') && rest != "" && rest[0] != ' ':
		return fmt.Sprintf(`a text with %c in it needs %s around it`, text[off-1], otherQuotes[text[off-1]])
	case strings.HasPrefix(rest, "//"), strings.HasPrefix(rest, ";"):
		return "comments begin with #"
	}
	return "one key = value on a line"
}

// amountPattern is a line up to behind a number and the space behind that.
var amountPattern = regexp.MustCompile(`=\s*[+-]?[0-9][0-9.]*[ \x{a0}\x{202f}]*$`)

// lineBefore is a line up to an offset.
func lineBefore(text string, off int) string {
	before := text[:min(off, len(text))]
	return before[strings.LastIndexByte(before, '\n')+1:]
}

func letterFirst(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(first)
}

// otherQuotes are the quotes for a text that holds the key.
var otherQuotes = map[byte]string{'\'': `"double quotes"`, '"': "'single quotes'"}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// valueWords puts a message of BurntSushi/toml about a value in this project's
// form: lower case, no final stop.
func valueWords(msg string) (words, mend string) {
	words = strings.TrimSuffix(msg, ".")
	if first, n := utf8.DecodeRuneInString(words); unicode.IsUpper(first) {
		words = string(unicode.ToLower(first)) + words[n:]
	}
	if number, _, large := strings.Cut(words, " is out of range"); large {
		return number + " is too large a number", mendNumber(words)
	}
	if _, date, bad := strings.Cut(words, "invalid datetime: "); bad {
		return date + " is no date or time", "dates look like 2026-11-21, times like 14:30:00, both like 2026-11-21T14:30:00Z"
	}
	return words, mendNumber(words)
}

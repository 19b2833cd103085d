package rule

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words that authors write for those of the language, in small letters.
var (
	ands   = []string{"and", "et", "&"}
	ors    = []string{"or", "ou"}
	nots   = []string{"not", "non", "pas"}
	equals = []string{"is", "equals", "equal", "est", "eq"}
)

// signs are what to write for signs that are not in the language.
var signs = map[rune]string{
	'≤': "write <=", '≥': "write >=", '≠': "write !=", '×': "write *", '·': "write *", '÷': "write /", '−': "write -", '–': "write -", '—': "write -",
	'“': "words stand bare or in single quotes", '”': "words stand bare or in single quotes", '«': "words stand bare or in single quotes",
	'»': "words stand bare or in single quotes", '‘': "words stand bare or in single quotes", '’': "words stand bare or in single quotes",
	'€': "write the number without its unit", '$': "write the number without its unit", '°': "write the number without its unit", '‰': "write it as a part of 1",
}

// twinOfToken says what to write for a token that does not belong where it stands
// between two parts of the text.
func twinOfToken(token, before, rest string) string {
	switch {
	case strings.HasPrefix(rest, "=>"):
		return "write >="
	case strings.HasPrefix(rest, "=<"):
		return "write <="
	case strings.HasPrefix(rest, "=!"), strings.HasPrefix(rest, ">") && strings.HasSuffix(before, "<"):
		return "write !="
	case strings.HasPrefix(rest, ","):
		return twinOfComma(before, rest[1:])
	}
	switch word := strings.ToLower(token); {
	case slices.Contains(ands, word):
		return "write and"
	case slices.Contains(ors, word):
		return "write or"
	case slices.Contains(equals, word):
		return "write =="
	case word == "=":
		return "write == to compare"
	case word == "#":
		return "it and # stand inside any, all, count and their like"
	case word == "else", word == "if", word == "then":
		return "write condition ? a : b"
	case endsInDigit(strings.TrimRight(before, " ")) && letterFirst(token):
		return "write the number without its unit"
	case endsInDigit(strings.TrimRight(before, " ")) && token != "" && unicode.IsDigit(rune(token[0])):
		return "write the number without spaces"
	}
	return "delete it, or write what is missing before it"
}

// twinOfComma says what to write for a comma between two parts of the text.
func twinOfComma(before, after string) string {
	if endsInDigit(before) && after != "" && unicode.IsDigit(rune(after[0])) {
		return "write decimals with a point, as in 1.5"
	}
	return "write each in quotes of its own; a comma parts only what a function takes"
}

func endsInDigit(s string) bool { return s != "" && unicode.IsDigit(rune(s[len(s)-1])) }

func letterFirst(token string) bool {
	first, _ := utf8.DecodeRuneInString(token)
	return unicode.IsLetter(first)
}

// perCent finds a number with "%" behind it at the end of a text; -1 if there is none.
func perCent(text string) (off int, number float64) {
	text = strings.TrimRight(text, " ")
	before, ok := strings.CutSuffix(text, "%")
	before = strings.TrimRight(before, " ")
	from := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' }) + 1
	number, err := strconv.ParseFloat(before[from:], 64)
	if !ok || err != nil {
		return -1, 0
	}
	return len(text) - 1, number
}

// wordBefore returns the word that stands before an offset, and where it begins.
func wordBefore(text string, off int) (at int, word string) {
	before := strings.TrimRight(text[:off], " ")
	at = strings.LastIndexFunc(before, func(r rune) bool { return !isWordRune(r) }) + 1
	return at, before[at:]
}

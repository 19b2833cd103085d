package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence ends s with a full stop unless it ends one already, and begins it
// with a capital.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	s = strings.ToUpper(string(first)) + s[size:]
	trimmed := strings.TrimRight(s, "\"”»)* "+narrow)
	if trimmed == "" || strings.ContainsRune(".!?…", rune(trimmed[len(trimmed)-1])) || strings.HasSuffix(trimmed, "…") {
		return s
	}
	return s + "."
}

// inFull writes an author's text in one line, paragraphs one behind the other and
// without emphasis; a text of more than a page is cut.
func inFull(s string) string {
	const most = 1200
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, "**", "")), " ")
	if letters := []rune(s); len(letters) > most {
		s = string(letters[:most])
		s = s[:strings.LastIndexByte(s, ' ')+1] + "…"
	}
	return s
}

// brief cuts an author's text down to its first sentence, at most about 90
// letters, without a full stop. A quotation or bracket that is cut is closed.
func brief(s string) string {
	const most = 90
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	s = s[:sentenceEnd(s)]
	s = strings.TrimSuffix(s, ".")
	if letters := []rune(s); len(letters) > most {
		s = string(letters[:most])
		if i := strings.LastIndexByte(s, ' '); i > 0 {
			s = s[:i]
		}
		s = strings.TrimRight(s, " ,;:«“"+narrow+"\u00a0") + "…"
	}
	for _, pair := range [][2]string{{"“", "”"}, {"«", narrow + "»"}, {"(", ")"}} {
		if strings.Count(s, pair[0]) > strings.Count(s, strings.TrimPrefix(pair[1], narrow)) {
			s += pair[1]
		}
	}
	return s
}

// sentenceEnd is where the first sentence of a text ends: at a full stop before a
// capital. That of “Art. 22” is none.
func sentenceEnd(s string) int {
	for i := 0; ; {
		stop := strings.Index(s[i:], ". ")
		if stop < 0 {
			return len(s)
		}
		i += stop
		if next, _ := utf8.DecodeRuneInString(s[i+2:]); i > 0 && !unicode.IsDigit(next) && !unicode.IsLower(next) {
			return i
		}
		i += 2
	}
}

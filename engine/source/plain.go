package source

import "strings"

// plainLetters are letters beyond a-z as they are written without accents.
var plainLetters = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "æ", "ae", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "ö", "o", "õ", "o", "ø", "o", "œ", "oe",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "ý", "y", "ÿ", "y", "ß", "ss",
)

// Plainly writes a name with the letters a-z, digits and low lines only, a letter
// first: "L'Hôpital 2" becomes "l_hopital_2". It is "" if nothing is left.
func Plainly(name string) string {
	var b strings.Builder
	for _, r := range plainLetters.Replace(strings.ToLower(name)) {
		switch {
		case 'a' <= r && r <= 'z':
			b.WriteRune(r)
		case '0' <= r && r <= '9':
			if b.Len() == 0 {
				b.WriteByte('n')
			}
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return strings.Trim(b.String(), "_")
}

package prose

import (
	"strings"
	"unicode/utf8"
)

// tell is say for whole sentences that are put together of parts: in French,
// words that stand before a part are joined with it ("de le nombre" is "du
// nombre", "de Aurélie" is "d'Aurélie", "si on" is "si l'on").
func (c *catalogue) tell(key string, pairs ...string) string {
	row, ok := c.rows[key]
	if !ok {
		return key
	}
	if c.lang == "fr" {
		for i := 0; i+1 < len(pairs); i += 2 {
			row, pairs[i+1] = elide(row, "{"+pairs[i]+"}", pairs[i+1])
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(row)
}

// tellCount is count as tell is say.
func (c *catalogue) tellCount(key string, x float64, pairs ...string) string {
	return c.tell(key+"."+c.form(x), append(pairs, "n", c.number(x))...)
}

// behind puts a part behind the lead of a sentence, joined as tell joins.
func (c *catalogue) behind(lead, part string) string {
	if c.lang == "fr" {
		lead, part = elide(lead+" ", "", part)
		return lead + part
	}
	return lead + " " + part
}

// joints are the French words that melt into an article behind them.
var joints = []struct{ word, article, melted string }{
	{"de ", "le ", "du "}, {"de ", "les ", "des "}, {"à ", "le ", "au "}, {"à ", "les ", "aux "},
}

// elide joins the word before a place in a row with the part that goes there; the
// place "" is the end of the row.
func elide(row, place, part string) (string, string) {
	for _, j := range joints {
		if place != "" && strings.Contains(row, j.word+place) && strings.HasPrefix(part, j.article) {
			return strings.Replace(row, j.word+place, j.melted+place, 1), part[len(j.article):]
		}
	}
	if row, part, ok := governed(row, place, part); ok {
		return row, part
	}
	first, _ := utf8.DecodeRuneInString(part)
	if place == "" || !strings.ContainsRune("aàâeéèêëiîïoôuùûyAÀÂEÉÈÊËIÎÏOÔUÙÛY", first) {
		return row, part
	}
	for _, w := range []string{"de", "que"} {
		row = strings.Replace(row, " "+w+" "+place, " "+w[:len(w)-1]+"’"+place, 1)
	}
	return row, part
}

// governed joins a clause with the word that stands before it: "si l'on est …", "ou
// l'on est …", and a comma before whom it is said of, "si, pour chacun …, …".
func governed(row, place, part string) (string, string, bool) {
	on, whom := strings.HasPrefix(part, "on "), strings.HasPrefix(part, "pour ")
	if !on && !whom {
		return row, part, false
	}
	words := []string{"si ", "où ", "que "}
	if on {
		words = append(words, "et ", "ou ")
	}
	for _, w := range words {
		at := strings.LastIndex(" "+row, " "+w+place) // where w begins in row
		if at < 0 || place == "" && at+len(w) != len(row) {
			continue
		}
		if on {
			return row, "l’" + part, true
		}
		at += len(w) - 1
		return row[:at] + "," + row[at:], part, true
	}
	return row, part, false
}

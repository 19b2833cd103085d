package prose

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed catalogue/*.json
var catalogues embed.FS

// Languages returns the codes of the languages that the engine speaks, the
// fallback first.
func Languages() []string { return []string{"en", "fr"} }

// catalogue holds the engine's own sentences in one language. A row is a
// pattern with {names}; a row that counts has one row for each plural form, its
// key with ".one", ".other" and so on behind it.
type catalogue struct {
	lang string
	tag  language.Tag
	rows map[string]string
}

// read returns the catalogue of a language, of its base language ("fr" for
// "fr-CA"), or the fallback.
func read(lang string) *catalogue {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if c := all()[base]; c != nil {
		return c
	}
	return all()[Languages()[0]]
}

// all holds the catalogues, which are read when one is first asked for and never
// change.
var all = sync.OnceValue(func() map[string]*catalogue {
	out := map[string]*catalogue{}
	for _, lang := range Languages() {
		out[lang] = load(lang)
	}
	return out
})

func load(base string) *catalogue {
	c := &catalogue{lang: base, tag: language.Make(base)}
	for _, name := range []string{"", "explain."} {
		file, err := catalogues.ReadFile("catalogue/" + name + base + ".json")
		if err == nil {
			err = json.Unmarshal(file, &c.rows)
		}
		if err != nil { // embedded at build time and read by a test
			panic(fmt.Sprintf("prose: catalogue %s%s: %v", name, base, err))
		}
	}
	if base == "fr" {
		for k, row := range c.rows {
			c.rows[k] = typeset(row)
		}
	}
	return c
}

// narrow is the space that French puts before high punctuation and inside
// quotation marks: it is narrow and never ends a line.
const narrow = "\u202f"

// typeset puts narrow spaces and curly apostrophes where French has them.
// Catalogues are written plainly, so that whoever mends them need not see the
// difference.
func typeset(s string) string {
	return strings.NewReplacer(
		" :", narrow+":", " ;", narrow+";", " !", narrow+"!", " ?", narrow+"?", " %", narrow+"%",
		"« ", "«"+narrow, " »", narrow+"»", "'", "’",
	).Replace(s)
}

// say fills a row with pairs of a name and its value. Values are not looked
// into: what an author wrote cannot pull in anything.
func (c *catalogue) say(key string, pairs ...string) string {
	row, ok := c.rows[key]
	if !ok {
		return key
	}
	if len(pairs) == 0 {
		return row
	}
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(row)
}

// has reports whether there is a row.
func (c *catalogue) has(key string) bool {
	_, ok := c.rows[key]
	return ok
}

// count is say with the plural form for x and x itself as {n}.
func (c *catalogue) count(key string, x float64, pairs ...string) string {
	return c.say(key+"."+c.form(x), append(pairs, "n", c.number(x))...)
}

// form returns the plural form that the language has for x, shown with at most
// two decimals.
func (c *catalogue) form(x float64) string {
	whole, decimals, _ := strings.Cut(plain(max(x, -x)), ".")
	i := 0
	for _, r := range whole {
		i = i*10 + int(r-'0')
		if i > 1e6 { // forms repeat; only the last digits matter
			i = 1e6 + i%1e6
		}
	}
	f := 0
	for _, r := range decimals {
		f = f*10 + int(r-'0')
	}
	n := len(decimals)
	switch plural.Cardinal.MatchPlural(c.tag, i, n, n, f, f) {
	case plural.One:
		return "one"
	}
	return "other"
}

// list joins parts by commas, and the last one by the row of key, such as
// "list.and".
func (c *catalogue) list(key string, parts []string) string {
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	last := len(parts) - 1
	return c.tell(key, "a", strings.Join(parts[:last], ", "), "b", parts[last])
}

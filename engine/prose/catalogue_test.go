package prose_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarche/engine/prose"
	"demarche/engine/scenario"
)

func rows(t testing.TB, lang string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range []string{lang + ".json", "explain." + lang + ".json"} {
		file, err := os.ReadFile(filepath.Join("catalogue", name))
		if err != nil {
			t.Fatal(err)
		}
		var rows map[string]string
		if err := json.Unmarshal(file, &rows); err != nil {
			t.Fatal(err)
		}
		for key, row := range rows {
			if _, twice := out[key]; twice {
				t.Errorf("%s: row %q stands in two files", lang, key)
			}
			out[key] = row
		}
	}
	return out
}

var placeholder = regexp.MustCompile(`\{[a-z]*\}`)

func TestCataloguesHaveTheSameKeysAndPlaceholders(t *testing.T) {
	langs := prose.Languages()
	first := rows(t, langs[0])
	for _, lang := range langs[1:] {
		other := rows(t, lang)
		for key, row := range first {
			want := placeholder.FindAllString(row, -1)
			got := placeholder.FindAllString(other[key], -1)
			slices.Sort(want)
			slices.Sort(got)
			if _, ok := other[key]; !ok {
				t.Errorf("%s has no row %q", lang, key)
			} else if !slices.Equal(slices.Compact(got), slices.Compact(want)) {
				t.Errorf("%s: row %q has placeholders %v, want %v", lang, key, got, want)
			}
		}
		for key := range other {
			if _, ok := first[key]; !ok {
				t.Errorf("%s has a row %q that %s has not", lang, key, langs[0])
			}
		}
	}
}

func TestFrenchRowsLeaveTheSpaceThatFrenchNeeds(t *testing.T) {
	tight := regexp.MustCompile(`[^ ][:;!?»%]|«[^ ]`)
	for key, row := range rows(t, "fr") {
		if bad := tight.FindString(row); bad != "" {
			t.Errorf("row %q: no space at %q in %q", key, bad, row)
		}
	}
}

// plainSpace finds high punctuation that an ordinary space could part from its
// word at the end of a line.
var plainSpace = regexp.MustCompile(` [:;!?»%]|« |'`)

func TestFrenchSentencesUseNarrowSpacesAndCurlyApostrophes(t *testing.T) {
	g := harbour(t)
	v := prose.For(g, "fr")
	for _, code := range prose.Codes() {
		if s := v.Refusal(code); plainSpace.MatchString(s) {
			t.Errorf("%s: %q", code, s)
		}
	}
	whole := transcript(t, whole(t, 3), "fr", prose.All)
	for line := range strings.SplitSeq(whole, "\n") {
		// Lines that an author wrote stand as he wrote them.
		if strings.HasPrefix(line, "    ") || strings.Contains(line, "'") {
			continue
		}
		if plainSpace.MatchString(strings.TrimPrefix(line, "- ")) && !strings.Contains(line, "Le port dort.") {
			t.Errorf("plain space in %q", line)
		}
	}
}

// Every key that the code says stands in the catalogue, and every row is said.
func TestEveryRowIsSaidAndEveryKeyIsThere(t *testing.T) {
	said := map[string]bool{}
	files, _ := filepath.Glob("*.go")
	quoted := regexp.MustCompile(`"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*\.?)"`)
	var whole []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range quoted.FindAllStringSubmatch(string(source), -1) {
			said[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`(?:c|t\.v\.c|v\.c|s\.v\.c)\.(?:say|count)\("([^"]+)"[,)]`).FindAllStringSubmatch(string(source), -1) {
			whole = append(whole, m[1])
		}
	}
	en := rows(t, "en")
	for _, key := range whole {
		if _, ok := en[key]; !ok && en[key+".other"] == "" {
			t.Errorf("the code says %q, which no row has", key)
		}
	}
	// Keys put together while running begin with one of these.
	made := []string{"slot.", "band.of5.", "month.", "refuse.", "notice.", "likelihood.", "part.", "cond.", "since.", "past.", "held", "cause.", "dear.", "end.", "event.", "turn.", "fault.", "choice.", "tlp.", "published", "pact", "act.",
		"clause.", "over.", "group.", "num.", "name.", "space.",
		"section.", "kind.", "kinds.", "key.", "rolekind.", "tray.", "legal.", "risk.", "comes.", "holds.", "need.", "rule.pair.", "rule.couple.", "weigh.since.", "weigh.times.", "agree.vote.", "phase.", "span.", "source.", "builtin.", "adviser.", "number.past.", "weigh.points.", "channel.", "weigh.past.", "did."}
	for key := range en {
		base := strings.TrimSuffix(strings.TrimSuffix(key, ".other"), ".one")
		if said[key] || said[base] {
			continue
		}
		if !slices.ContainsFunc(made, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("nothing says row %q", key)
		}
	}
}

// Every computer player that a scenario can name without writing it is told.
func TestEveryBuiltInPlayerIsTold(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		told := 0
		for key := range rows(t, lang) {
			if strings.HasPrefix(key, "builtin.") {
				told++
			}
		}
		for _, p := range scenario.BuiltIns() {
			if rows(t, lang)["builtin."+p.Name] == "" {
				t.Errorf("%s: nothing tells %s", lang, p.Name)
			}
		}
		if told != len(scenario.BuiltIns()) {
			t.Errorf("%s: %d players are told, there are %d", lang, told, len(scenario.BuiltIns()))
		}
	}
}

func TestALanguageThatIsNotSpokenGivesEnglish(t *testing.T) {
	g := harbour(t)
	for _, c := range []struct{ asked, want string }{
		{"en", "en"}, {"fr", "fr"}, {"fr-CA", "fr"}, {"FR", "fr"}, {"de", "en"}, {"", "en"}, {"../fr", "en"},
	} {
		if got := prose.For(g, c.asked).Lang(); got != c.want {
			t.Errorf("For(%q) speaks %s, want %s", c.asked, got, c.want)
		}
	}
}

func TestEveryCodeHasASentenceOfItsOwn(t *testing.T) {
	for _, lang := range prose.Languages() {
		seen := map[string]string{}
		for _, code := range prose.Codes() {
			s := prose.Refusal(lang, code)
			if placeholder.MatchString(s) {
				t.Errorf("%s %s: open placeholder in %q", lang, code, s)
			}
			if other, ok := seen[s]; ok {
				t.Errorf("%s: %s and %s say the same: %q", lang, code, other, s)
			}
			seen[s] = code
		}
		if got, want := prose.Refusal(lang, "no_such_code"), prose.Refusal(lang, "other"); got != want {
			t.Errorf("unknown code: got %q, want %q", got, want)
		}
	}
}

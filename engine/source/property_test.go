package source_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"demarche/engine/source"
)

// scribe writes a random TOML document and notes, counting lines and columns
// itself, where everything it wrote must be found again.
type scribe struct {
	t         *rapid.T
	text      strings.Builder
	line, col int
	end       string // of a line
	keys      int    // names used up
	root      *wanted
}

// wanted is what a node must be.
type wanted struct {
	kind    source.Kind
	key     string
	keyAt   [2]int
	at      [2]int
	value   string
	bytesAt [][2]int // of every offset of a string, its length included
	kids    []*wanted
}

func (s *scribe) put(text string) {
	for _, r := range text {
		s.text.WriteRune(r)
		s.col++
		if r == '\n' {
			s.line++
			s.col = 1
		}
	}
}

func (s *scribe) here() [2]int { return [2]int{s.line, s.col} }

func (s *scribe) pick(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(s.t, label)
}

func (s *scribe) chance(label string) bool { return rapid.Bool().Draw(s.t, label) }

func (s *scribe) space() { s.put(s.pick("space", "", " ", "\t", "  ")) }

// gap writes what may stand between the elements of an array.
func (s *scribe) gap() {
	switch rapid.IntRange(0, 4).Draw(s.t, "gap") {
	case 0:
		s.put(s.end)
	case 1:
		s.put("# ], é " + s.end + "\t")
	default:
		s.space()
	}
}

// name writes a key part that was not used before and returns it decoded.
func (s *scribe) name() (string, [2]int) {
	s.keys++
	at := s.here()
	bare := fmt.Sprintf("k%d", s.keys)
	switch rapid.IntRange(0, 3).Draw(s.t, "key") {
	case 0:
		key := bare + ". é]="
		s.put("'" + key + "'")
		return key, at
	case 1:
		s.put(`"` + bare + `\u00e9 #"`)
		return bare + "é #", at
	default:
		s.put(bare)
		return bare, at
	}
}

// entry writes `key = value`, the key dotted or not, into table.
func (s *scribe) entry(table *wanted, depth int) {
	for range rapid.IntRange(0, 2).Draw(s.t, "dots") {
		key, at := s.name()
		s.space()
		s.put(".")
		s.space()
		inner := &wanted{kind: source.Table, key: key, keyAt: at, at: at}
		table.kids = append(table.kids, inner)
		table = inner
	}
	key, at := s.name()
	s.space()
	s.put("=")
	s.space()
	kid := s.value(depth)
	kid.key, kid.keyAt = key, at
	table.kids = append(table.kids, kid)
}

func (s *scribe) value(depth int) *wanted {
	w := &wanted{at: s.here()}
	most := 5
	if depth == 0 {
		most = 3
	}
	switch rapid.IntRange(0, most).Draw(s.t, "value") {
	case 0, 1:
		s.str(w)
	case 2:
		w.kind = source.Integer
		w.value = s.pick("integer", "1", "-20", "0x1F")
		s.put(w.value)
	case 3:
		w.kind = source.Bool
		s.put("true")
	case 4:
		w.kind = source.Array
		s.put("[")
		for i := range rapid.IntRange(0, 3).Draw(s.t, "elements") {
			if i > 0 {
				s.put(",")
			}
			s.gap()
			w.kids = append(w.kids, s.value(depth-1))
			s.gap()
		}
		s.put("]")
	case 5:
		w.kind = source.Table
		s.put("{")
		for i := range rapid.IntRange(0, 3).Draw(s.t, "entries") {
			if i > 0 {
				s.put(",")
			}
			s.space()
			s.entry(w, depth-1)
			s.space()
		}
		s.put("}")
	}
	return w
}

// str writes a string in one of TOML's four ways.
func (s *scribe) str(w *wanted) {
	w.kind = source.String
	quotes := s.pick("quotes", `"`, `'`, `"""`, `'''`)
	long, escapes := len(quotes) == 3, quotes[0] == '"'
	s.put(quotes)
	if long && s.chance("trimmed line end") {
		s.put(s.end)
	}
	for i := range rapid.IntRange(0, 6).Draw(s.t, "units") {
		s.unit(w, long, escapes, i == 0)
	}
	w.bytesAt = append(w.bytesAt, s.here())
	s.put(quotes)
}

// unit writes one rune of a string, as itself or escaped, or a line end that
// counts or does not.
func (s *scribe) unit(w *wanted, long, escapes, first bool) {
	note := func(decoded, written string) {
		for range len(decoded) {
			w.bytesAt = append(w.bytesAt, s.here())
		}
		w.value += decoded
		s.put(written)
	}
	r := s.pick("rune", "a", "é", "日", "😀", " ", "#", "[")
	code, _ := utf8.DecodeRuneInString(r)
	shape := rapid.IntRange(0, 6).Draw(s.t, "unit")
	switch {
	case shape == 0 && long && !first:
		for _, b := range []byte(s.end) {
			note(string(b), string(b))
		}
	case shape == 1 && long && escapes:
		s.put("\\" + s.pick("behind the backslash", "", " ") + s.end + s.pick("indent", "", "  ", s.end+"\t"))
		// What follows must not be space, or it would be swallowed.
		note("b", "b")
	case shape == 2 && escapes:
		note(r, fmt.Sprintf(`\U%08X`, code))
	case shape == 3 && escapes && code < 0x10000:
		note(r, fmt.Sprintf(`\u%04x`, code))
	case shape == 4 && escapes:
		note("\n", `\n`)
	case shape == 5 && escapes:
		note(`"`, `\"`)
	default:
		note(r, r)
	}
}

func (s *scribe) document() {
	s.root = &wanted{kind: source.Table, at: [2]int{1, 1}}
	table := s.root
	for range rapid.IntRange(0, 8).Draw(s.t, "lines") {
		switch rapid.IntRange(0, 5).Draw(s.t, "line") {
		case 0:
			s.put("# é [comment]" + s.end)
		case 1:
			s.put(s.end)
		case 2:
			s.put("[")
			s.space()
			key, at := s.name()
			s.put("]" + s.end)
			table = &wanted{kind: source.Table, key: key, keyAt: at, at: at}
			s.root.kids = append(s.root.kids, table)
		default:
			s.space()
			s.entry(table, 2)
			s.space()
			s.put(s.pick("behind", "", "# ü"))
			s.put(s.end)
		}
	}
}

func (w *wanted) check(t *rapid.T, n *source.Node, text string) {
	if n.Kind != w.kind || n.Key != w.key || len(n.Kids) != len(w.kids) {
		t.Fatalf("got %v %q with %d kids, want %v %q with %d, in\n%s", n.Kind, n.Key, len(n.Kids), w.kind, w.key, len(w.kids), text)
	}
	if got := [2]int{n.Pos.Line, n.Pos.Col}; got != w.at {
		t.Errorf("value of %q is at %v, want %v, in\n%s", w.key, got, w.at, text)
	}
	if got := [2]int{n.KeyPos.Line, n.KeyPos.Col}; got != w.keyAt {
		t.Errorf("key %q is at %v, want %v, in\n%s", w.key, got, w.keyAt, text)
	}
	if w.kind == source.String {
		if got := n.Text.String(); got != w.value {
			t.Fatalf("text of %q = %q, want %q, in\n%s", w.key, got, w.value, text)
		}
		for i, want := range w.bytesAt {
			if p := n.Text.At(i); [2]int{p.Line, p.Col} != want {
				t.Errorf("offset %d of %q is at %v, want %v, in\n%s", i, w.value, p, want, text)
			}
		}
	}
	for i, kid := range w.kids {
		kid.check(t, n.Kids[i], text)
	}
}

func TestEverythingWrittenIsFoundAtItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &scribe{t: t, line: 1, col: 1}
		s.end = s.pick("line end", "\n", "\r\n")
		s.document()
		text := s.text.String()
		n, err := source.Read("f.toml", []byte(text))
		if err != nil {
			t.Fatalf("Read error = %v, in\n%s", err, text)
		}
		s.root.check(t, n, text)
		checkPlaces(t, text, n)
	})
}

func TestNearestKeepsItsPromises(t *testing.T) {
	word := rapid.StringMatching(`[a-e_]{0,9}`)
	rapid.Check(t, func(t *rapid.T) {
		give := word.Draw(t, "word")
		known := rapid.SliceOfN(word, 0, 6).Draw(t, "known")
		got := source.Nearest(give, known)
		if got != "" && !strings.Contains(" "+strings.Join(known, " ")+" ", " "+got+" ") {
			t.Errorf("Nearest(%q, %q) = %q, which is not known", give, known, got)
		}
		shuffled := rapid.Permutation(known).Draw(t, "shuffled")
		if again := source.Nearest(give, shuffled); again != got {
			t.Errorf("Nearest(%q) = %q for %q but %q for %q", give, got, known, again, shuffled)
		}
		for _, name := range known {
			if name == give && give != "" && got != give {
				t.Errorf("Nearest(%q, %q) = %q, want the name itself", give, known, got)
			}
		}
	})
}

// The nearest name is that of a plain table of distances.
func TestNearestIsTheNearest(t *testing.T) {
	word := rapid.StringMatching(`[a-c]{0,14}`)
	rapid.Check(t, func(t *rapid.T) {
		give := word.Draw(t, "word")
		known := rapid.SliceOfN(word, 0, 8).Draw(t, "known")
		want, least := "", 0
		for _, name := range slices.Sorted(slices.Values(known)) {
			d := plainDistance(give, name)
			reach := map[bool]int{true: 1, false: 2}[len(give) <= 3]
			if len(give) > 8 {
				reach = len(give) / 3
			}
			if d <= reach && d < max(len(give), len(name)) && (want == "" || d < least) {
				want, least = name, d
			}
		}
		if got := source.Nearest(give, known); got != want {
			t.Errorf("Nearest(%q, %q) = %q, want %q", give, known, got, want)
		}
	})
}

// plainDistance fills in the whole table of the optimal string alignment.
func plainDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			change := 1
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

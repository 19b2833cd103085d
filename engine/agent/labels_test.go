package agent_test

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"

	"demarche/engine/agent"
	"demarche/engine/wire"
)

const otherNames = `
scenario = "exercise"
[role]
aurelia  = "north"
korsavia = "south"
[action]
patrol = "measure_1"
note   = "measure_2"
[track]
calm = "gauge"
[text]
"Aurelia"      = "Northland"
"Aurélie"      = "Nordie"
"Korsavia"     = "Southland"
"Korsavie"     = "Sudie"
"Calm"         = "Gauge"
"calm"         = "gauge"
"calme"        = "jauge"
"Calme"        = "Jauge"
"Joint patrol" = "Measure one"
"Patrouille commune" = "Mesure une"
"Send a note"  = "Measure two"
"Envoyer une note" = "Mesure deux"
"Pact"         = "Exercise"
"Pacte"        = "Exercice"
`

// ear keeps what an agent is told.
type ear struct {
	io.ReadWriteCloser
	mu    sync.Mutex
	heard bytes.Buffer
}

func (e *ear) Write(b []byte) (int, error) {
	e.mu.Lock()
	e.heard.Write(b)
	e.mu.Unlock()
	return e.ReadWriteCloser.Write(b)
}

func (e *ear) text() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.heard.String()
}

// Other names change nothing for an agent that picks by number, and none of the
// real ones is told, in either language.
func TestOtherNamesChangeNothing(t *testing.T) {
	m := compile(t, pact)
	labels, err := agent.ReadLabels("labels.toml", []byte(otherNames))
	if err != nil {
		t.Fatal(err)
	}
	real := regexp.MustCompile(`(?i)\b(aurelia|aurélie|korsavia|korsavie|patrol|patrouille|note|calme?|pacte?)\b`)
	for _, lang := range []string{"en", "fr"} {
		sums := map[bool]string{}
		for _, renamed := range []bool{false, true} {
			o := agent.Options{ID: "x", Timeout: patience, Lang: lang}
			if renamed {
				o.Labels = labels
			}
			var ears []*ear
			conn := func() *agent.Conn {
				e := &ear{ReadWriteCloser: start(t, nil, interpreter(t, "sh"), "examples/agent.sh")}
				c, err := agent.Open(e, patience)
				if err != nil {
					t.Fatal(err)
				}
				ears = append(ears, e)
				t.Cleanup(func() { _ = c.Close() })
				return c
			}
			got := play(t, m, 8, "hold", seated(t, m, conn, 8, o)...)
			allFine(t, got.facts)
			sums[renamed] = got.sum.String()
			for _, e := range ears {
				told := e.text()
				if found := real.FindString(told); renamed && found != "" {
					at := strings.Index(told, found)
					t.Errorf("%s: %q is told: …%s…", lang, found, told[max(0, at-80):min(len(told), at+80)])
				}
				if !renamed && real.FindString(told) == "" {
					t.Errorf("%s: without labels no real name is told: the test finds nothing", lang)
				}
			}
		}
		if sums[false] != sums[true] {
			t.Errorf("%s: the play hash with other names is %s, without %s", lang, sums[true], sums[false])
		}
	}
}

// An agent that writes moves out uses the other names, and facts have the real
// ones.
func TestMovesInOtherNames(t *testing.T) {
	m := compile(t, pact)
	labels, err := agent.ReadLabels("labels.json", []byte(`{"role":{"korsavia":"south"},"action":{"patrol":"measure_1"}}`))
	if err != nil {
		t.Fatal(err)
	}
	archive := `{"kind":"demarche answers","format":1}
{"role":"aurelia","turn":1,"what":"moves","try":1,"said":["{\"v\":1,\"t\":\"commit\",\"turn\":1,\"moves\":[{\"action\":\"patrol\",\"target\":\"korsavia\"}]}"]}
{"role":"aurelia","turn":1,"what":"moves","try":2,"said":["{\"v\":1,\"t\":\"commit\",\"turn\":1,\"moves\":[{\"action\":\"measure_1\",\"target\":\"south\"},{\"action\":\"measure_1\",\"target\":\"south\"}]}"]}
{"role":"aurelia","turn":1,"what":"moves","try":3,"said":["{\"v\":1,\"t\":\"commit\",\"turn\":1,\"moves\":[{\"action\":\"measure_1\",\"target\":\"south\"}]}"]}`
	x, err := agent.ReadArchive(strings.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	seats, err := x.Seats(m, []int32{0}, agent.Run{}, agent.Options{Labels: labels, Fallback: "hold"})
	if err != nil {
		t.Fatal(err)
	}
	facts := play(t, m, 0, "hold", seats...).facts
	if len(facts) < 3 || facts[0].Code != wire.CodeUnknownAction || facts[1].Code != "twice" || facts[2].Status != agent.OK {
		t.Fatalf("facts:\n%s", tells(facts))
	}
	for _, f := range facts[1:3] {
		if f.Wrote[0].Action != "patrol" || f.Wrote[0].Target != "korsavia" {
			t.Errorf("try %d: kept is %+v, want the real names", f.Try, f.Wrote[0])
		}
	}
}

func TestLabelsThatAreWrong(t *testing.T) {
	m := compile(t, pact)
	for name, x := range map[string]struct{ file, give, want string }{
		"no such table":   {"l.toml", "[rolle]\na = \"b\"", `l.toml:1:2: rolle: there is no such table of labels (did you mean "role"?)`},
		"no table":        {"l.toml", "role = 3", `l.toml:1:8: role: it is no table (write it as a table of "from" = "to")`},
		"no text":         {"l.toml", "[role]\naurelia = 3", `l.toml:2:11: role.aurelia: it is no text`},
		"no id":           {"l.toml", "[role]\naurelia = \"The North\"", `l.toml:2:11: role.aurelia: "The North" is no id`},
		"an empty name":   {"l.toml", "[text]\nAurelia = \"\"", `l.toml:2:11: text.Aurelia: a name is empty`},
		"no such role":    {"l.toml", "[role]\naurelio = \"north\"", `l.toml:2:1: role.aurelio: the scenario has no role of this name (did you mean "aurelia"?)`},
		"two of one name": {"l.toml", "[role]\naurelia = \"korsavia\"", `korsavia: aurelia and korsavia would both be called korsavia (give each a name of its own)`},
		"broken JSON":     {"l.json", `{"role":3}`, "l.json:1:1: json: cannot unmarshal number"},
		"a wrong key":     {"l.json", `{"rolle":{}}`, `l.json:1:1: json: unknown field "rolle"`},
	} {
		l, err := agent.ReadLabels(x.file, []byte(x.give))
		if err == nil {
			_, err = l.Alias(m)
		}
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: got %v, want %q", name, err, x.want)
		}
	}
}

// Names may be swapped: it is one of the controls that labels are for.
func TestNamesMayBeSwapped(t *testing.T) {
	m := compile(t, pact)
	l, err := agent.ReadLabels("l.toml", []byte("[role]\naurelia = \"korsavia\"\nkorsavia = \"aurelia\"\n[text]\nAurelia = \"Korsavia\"\nKorsavia = \"Aurelia\""))
	if err != nil {
		t.Fatal(err)
	}
	alias, err := l.Alias(m)
	if err != nil {
		t.Fatal(err)
	}
	if g := alias.Game; g.Roles[0].ID != "korsavia" || g.Texts.In(g.Roles[0].Title, 0) != "Korsavia" || m.Game.Roles[0].ID != "aurelia" {
		t.Errorf("the first role is %s, %q", g.Roles[0].ID, g.Texts.In(g.Roles[0].Title, 0))
	}
}

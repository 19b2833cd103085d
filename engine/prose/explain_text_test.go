package prose_test

import (
	"strings"
	"testing"
)

// What an author wrote is told to its end: two sentences, an abbreviation, a
// quotation that goes on, a paragraph.
func TestTextsAreToldInFull(t *testing.T) {
	const extra = `
[track.queue]
doc  = "Ships that wait. Above 40 the pilots go home."
[norm.seven]
text   = "Ports stay open."
source = "Charter of ports, A/70/174, para. 7(b)"
[response.probe]
by    = "aurelia"
legal = { status = "contested", basis = "Countermeasure only if attributable to the State (ARSIWA 22, 49-54); in the view of some States, not even then. See Art. 51." }
text  = "Write to the port.\n\nAnd **wait**."
[inject.voice]
turn = 3
text = "The union: \"We load nothing. Not one box.\" It hangs up."
[ending.done]
turn = 4
text = "The port is open. Nobody knows why."
`
	for _, c := range []struct{ id, want string }{
		{"queue", "- Ships that wait. Above 40 the pilots go home.\n"},
		{"seven", "- Charter of ports, A/70/174, para. 7(b).\n"},
		{"probe", "- The law sees it as contested (Countermeasure only if attributable to the State (ARSIWA 22, 49-54); in the view of some States, not even then. See Art. 51).\n"},
		{"probe", "- On its card: Write to the port. And wait.\n"},
		{"voice", "- What is told: The union: \"We load nothing. Not one box.\" It hangs up.\n"},
		{"done", "- What is told: The port is open. Nobody knows why.\n"},
	} {
		if got := explains(t, "en", c.id, extra); !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q in\n%s", c.id, c.want, got)
		}
	}
}

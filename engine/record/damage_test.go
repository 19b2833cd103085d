package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/policy"
	"demarche/engine/record"
)

// brief is a game of two turns with a delayed block, a draw and an ending.
const brief = `
format = 1
id = "brief"
turns = 2
[track.calm]
start = 60
[role_track.means]
start = 3
[role.mayor]
[role.crew]
seat = false
plan.knock = { chance = 0.5 }
[response.knock]
by = "crew"
effects = ["calm -= 3"]
[response.speak]
by = "mayor"
cost = { means = 1 }
effects = ["calm += 5"]
outcome.well = { odds = 0.4, effects = ["calm += 2"] }
outcome.badly = { effects = ["calm -= 2"] }
also.later = { after = 1, effects = ["calm += 1"] }
[ending.dawn]
`

// trusted reports whether a record reads and verifies without a word.
func trusted(b []byte) bool {
	r, err := record.Read(bytes.NewReader(b))
	return err == nil && record.Verify(r, compile).OK()
}

func TestOneChangedByteIsFoundWhereverItIs(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	whole := withPrivate(t, g)
	if !trusted(whole) {
		t.Fatal("the record does not verify before it is changed")
	}
	step := 1
	if testing.Short() {
		step = 17
	}
	for i := 0; i < len(whole); i += step {
		for _, flip := range []byte{0x01, 0x20, 0x80} {
			bad := bytes.Clone(whole)
			bad[i] ^= flip
			if trusted(bad) {
				t.Fatalf("byte %d changed from %q to %q and nobody noticed: %s", i, whole[i], bad[i], around(whole, i))
			}
		}
	}
}

func TestAMissingOrDoubledByteIsFound(t *testing.T) {
	whole := withPrivate(t, play(t, t, brief, 5, policy.Random))
	rapid.Check(t, func(rt *rapid.T) {
		i := rapid.IntRange(0, len(whole)-1).Draw(rt, "at")
		if trusted(append(bytes.Clone(whole[:i]), whole[i+1:]...)) {
			rt.Fatalf("byte %d is gone and nobody noticed: %s", i, around(whole, i))
		}
		if trusted(append(append(bytes.Clone(whole[:i]), whole[i]), whole[i:]...)) {
			rt.Fatalf("byte %d is doubled and nobody noticed: %s", i, around(whole, i))
		}
	})
}

func around(b []byte, i int) string { return fmt.Sprintf("%q", b[max(0, i-20):min(len(b), i+20)]) }

// A line taken out, or two that change places, break the chain at that line.
func TestLinesThatMoveAreFound(t *testing.T) {
	whole := play(t, t, brief, 5, policy.Random).bytes
	lines := bytes.SplitAfter(whole, []byte("\n"))
	lines = lines[:len(lines)-1]
	for i := range len(lines) - 1 {
		var gone, swapped []byte
		for j, l := range lines {
			if j != i {
				gone = append(gone, l...)
			}
			switch j {
			case i:
				swapped = append(swapped, lines[i+1]...)
			case i + 1:
				swapped = append(swapped, lines[i]...)
			default:
				swapped = append(swapped, l...)
			}
		}
		if trusted(gone) {
			t.Errorf("line %d is gone and nobody noticed", i+1)
		}
		if trusted(swapped) {
			t.Errorf("lines %d and %d changed places and nobody noticed", i+1, i+2)
		}
	}
}

func TestATornTailIsAnOrdinaryError(t *testing.T) {
	whole := play(t, t, brief, 5, policy.Random).bytes
	for cut := range len(whole) {
		r, err := record.Read(bytes.NewReader(whole[:cut]))
		atLine := cut == 0 || whole[cut-1] == '\n'
		var d *record.Damage
		switch {
		case cut == 0:
			if r != nil || err == nil {
				t.Fatalf("an empty record: %v, %v", r, err)
			}
		case atLine && err != nil:
			t.Fatalf("cut after a whole line: %v", err)
		case !atLine && (!errors.As(err, &d) || !d.Torn):
			t.Fatalf("cut at byte %d: error %v, want a torn line", cut, err)
		case !atLine && d.Line != bytes.Count(whole[:cut], []byte("\n"))+1:
			t.Fatalf("cut at byte %d: line %d is said to be torn", cut, d.Line)
		}
		if r != nil && len(r.Lines) != bytes.Count(whole[:cut], []byte("\n")) {
			t.Fatalf("cut at byte %d: %d lines are left", cut, len(r.Lines))
		}
	}
}

// What was cut at a line verifies as far as it goes, and goes on from there.
func TestARecordGoesOnWhereItStands(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	lines := bytes.SplitAfter(g.bytes, []byte("\n"))
	stand := bytes.Join(lines[:len(lines)-3], nil) // without the last turn and the end
	r := read(t, stand)
	rep := record.Verify(r, compile)
	if !rep.OK() || rep.Whole || rep.Turns != len(g.turns)-1 {
		t.Fatalf("report %+v", rep)
	}
	var rest bytes.Buffer
	w := record.ResumeWriter(&rest, r.Head())
	if err := w.Append(g.turns[len(g.turns)-1]); err != nil {
		t.Fatal(err)
	}
	if err := w.Append(record.End{Turn: 2, Ending: "dawn", Play: g.turns[len(g.turns)-1].Play}); err != nil {
		t.Fatal(err)
	}
	if got := append(stand, rest.Bytes()...); !bytes.Equal(got, g.bytes) {
		t.Errorf("gone on:\n%s\nwant\n%s", got, g.bytes)
	}
	if got, want := w.Head(), read(t, g.bytes).Head(); got != want {
		t.Errorf("head %+v, want %+v", got, want)
	}
}

func TestWhatVerifySays(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	last := g.turns[1]
	state := func(change func(*record.Turn)) func(*record.Turn) { return change }
	tests := []struct {
		name   string
		change func(*record.Turn) // of the last turn, the chain made anew
		want   string
	}{
		{"a number", state(func(x *record.Turn) { x.State["calm"]++ }), "line 5 (turn 2): calm comes out as "},
		{"a number and the play hash with it", state(func(x *record.Turn) {
			x.State["calm"]++
			x.Play = record.PlaySum(record.Format, g.before(1), x)
		}), "line 5 (turn 2): calm comes out as "},
		{"the play hash alone", state(func(x *record.Turn) { x.Play[0]++ }), "line 5 (turn 2): its play hash is not that of its line"},
		{"an order that nobody gave", state(func(x *record.Turn) {
			x.Orders = append([]record.Move{{Role: "mayor", Action: "speak"}, {Role: "mayor", Action: "speak"}}, x.Orders...)
		}), "line 5 (turn 2): the order speak of mayor is not legal: "},
		{"an order of nobody", state(func(x *record.Turn) { x.Orders = []record.Move{{Role: "judge", Action: "speak"}} }), `line 5 (turn 2): order of "judge": no role "judge"`},
		{"orders out of order", state(func(x *record.Turn) {
			x.Orders = []record.Move{{Role: "crew", Action: "knock"}, {Role: "mayor", Action: "speak"}}
		}), "line 5 (turn 2): its orders are not in canonical order"},
		{"a block that waits for nothing", state(func(x *record.Turn) { x.Due = []record.Due{{Turn: 9, Block: "knock"}} }), "line 5 (turn 2): the delayed blocks that wait come out otherwise"},
		{"another turn", state(func(x *record.Turn) { x.Turn = 3 }), "line 5: turn 3 follows turn 1"},
		{"an act that is not known", state(func(x *record.Turn) { x.Acts = append(x.Acts, record.Act{Do: "flood"}) }), `line 5 (turn 2): no act "flood"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := last
			x.State, x.Orders, x.Due = record.State{}, append([]record.Move{}, last.Orders...), append([]record.Due{}, last.Due...)
			for path, v := range last.State {
				x.State[path] = v
			}
			tt.change(&x)
			rep := record.Verify(read(t, replaced(t, g, x)), compile)
			if len(rep.Faults) == 0 || !strings.HasPrefix(rep.Faults[0].String(), tt.want) {
				t.Errorf("faults %v, want %s", rep.Faults, tt.want)
			}
		})
	}
}

// replaced writes g's record with another last turn, and so another chain.
func replaced(t *testing.T, g *played, last record.Turn) []byte {
	t.Helper()
	lines := bytes.SplitAfter(g.bytes, []byte("\n"))
	head := bytes.Join(lines[:4], nil) // header, file, start, turn 1
	r := read(t, head)
	var rest bytes.Buffer
	if err := record.ResumeWriter(&rest, r.Head()).Append(last); err != nil {
		t.Fatal(err)
	}
	return append(head, rest.Bytes()...)
}

// Whoever changes the scenario and makes the chain anew is found by the header.
func TestAChangedFileIsFound(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	bad := rechained(bytes.Replace(g.bytes, []byte("calm += 5"), []byte("calm += 6"), 1))
	rep := record.Verify(read(t, bad), compile)
	if len(rep.Faults) != 1 || rep.Faults[0].String() != "the file scenario.toml is not the one that the header names" {
		t.Errorf("faults %v", rep.Faults)
	}
}

func TestAnotherToldLedgerIsNoFault(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	x := g.turns[1]
	x.Played.Events = nil
	rep := record.Verify(read(t, replaced(t, g, x)), compile)
	if !rep.OK() || rep.Retold != 1 {
		t.Errorf("report %+v, want one turn told otherwise and no fault", rep)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	header, rest, _ := strings.Cut(string(g.bytes), "\n")
	tests := []struct{ name, give, want string }{
		{"nothing", "", "line 1: the record is empty"},
		{"no header", rest, "line 1: a record begins with its header"},
		{"no JSON", "hello\n", "line 1: it does not begin with its kind"},
		{"JSON that is no line", "[1, 2]\n", "line 1: it does not begin with its kind"},
		{"a later format", strings.Replace(header, `"format":2`, `"format":3`, 1) + "\n", "line 1: the record is of format 3; this version reads up to 2"},
		{"no format", strings.Replace(header, `"format":2`, `"format":0`, 1) + "\n", "line 1: the record is of format 0; this version reads up to 2"},
		{"a seed too large", strings.Replace(header, `"seed":5`, `"seed":9007199254740992`, 1) + "\n", "line 1: 9007199254740992 is no seed"},
		{"two headers", header + "\n" + header + "\n", "line 2: a second header"},
		{"an empty line", header + "\n\n", "line 2: it does not begin with its kind"},
		{"a line without an end", header, "line 1 is cut short"},
		{"a number that is none", header + "\n" + `{"kind":"start","state":{"calm":"much"}}` + "\n", `line 2: read start: read number: "\"much\"" is none`},
		{"a sum in capitals", header + "\n" + `{"kind":"start","play":"` + strings.Repeat("A", 64) + `"}` + "\n", `line 2: read start: read sum: "` + strings.Repeat("A", 64) + `" is not in lower case`},
		{"an unknown entry that is no JSON", header + "\n" + `{"kind":"poem",` + "\n", `line 2: the entry "poem" is not JSON`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := record.Read(strings.NewReader(tt.give))
			var d *record.Damage
			if !errors.As(err, &d) || err.Error() != tt.want {
				t.Errorf("Read error = %v, want %s", err, tt.want)
			}
		})
	}
}

// endless gives the same byte for ever.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

func TestALineWithoutEndIsNotReadForEver(t *testing.T) {
	_, err := record.Read(endless('x'))
	if !errors.Is(err, record.ErrTooLarge) {
		t.Errorf("Read error = %v, want %v", err, record.ErrTooLarge)
	}
}

// full fails like a full disk after so many bytes.
type full struct{ left int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAWriterStopsAtTheFirstError(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	disk := &full{left: 700}
	w := record.NewWriter(disk)
	err := w.Begin(record.Header{Scenario: "brief", Main: "scenario.toml"}, []record.File{{Name: "scenario.toml", Data: []byte(brief)}})
	if !errors.Is(err, errFull) {
		t.Fatalf("Begin error = %v, want %v", err, errFull)
	}
	disk.left = 1 << 20
	if again := w.Append(g.turns[0]); !errors.Is(again, errFull) {
		t.Errorf("Append after an error = %v, want the same error", again)
	}
	if got := w.Head().Lines; got != 1 {
		t.Errorf("%d lines are said to be written, want 1", got)
	}
}

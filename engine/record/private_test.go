package record_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"demarche/engine/policy"
	"demarche/engine/record"
)

var reason = record.Private{Salt: [16]byte{1, 2, 3}, Text: "Le maire <hésite> & attend\n\"demain\"."}

// withPrivate is g's record with an input that names a private text, before the
// first turn.
func withPrivate(t *testing.T, g *played) []byte {
	t.Helper()
	var out bytes.Buffer
	w := record.NewWriter(&out)
	r := read(t, g.bytes)
	h := r.Header
	put := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	put(w.Begin(h, r.Files))
	for _, l := range r.Lines {
		switch l.Entry.(type) {
		case *record.Header, *record.File:
		case *record.Start:
			put(w.Append(l.Entry))
			put(w.AppendPrivate(record.Input{
				Turn: 1, Act: "commit", Role: "mayor", Moves: []record.Move{{Role: "mayor", Action: "speak"}},
				At: "2026-11-21T10:00:00Z", Private: map[string]record.Sum{"reason": reason.Sum()},
			}, reason))
		default:
			put(w.Append(l.Entry))
		}
	}
	return out.Bytes()
}

func TestAPrivateTextStandsBesideTheChain(t *testing.T) {
	whole := withPrivate(t, play(t, t, brief, 5, policy.Random))
	r := read(t, whole)
	rep := record.Verify(r, compile)
	if !rep.OK() || rep.Private != 1 || rep.Erased != 0 {
		t.Fatalf("report %+v, want one private text", rep)
	}
	var found *record.Private
	for _, l := range r.Lines {
		if l.Private != nil {
			found = l.Private
		}
	}
	if found == nil || *found != reason {
		t.Errorf("private text read: %+v, want %+v", found, reason)
	}
	if bytes.Count(whole, []byte("maire")) != 1 {
		t.Error("the text stands elsewhere than in its own line")
	}
}

func TestAnErasedTextIsCountedAndTheChainHolds(t *testing.T) {
	whole := withPrivate(t, play(t, t, brief, 5, policy.Random))
	var out bytes.Buffer
	n, err := record.Erase(bytes.NewReader(whole), &out, func(s record.Sum) bool { return s == reason.Sum() })
	if err != nil || n != 1 {
		t.Fatalf("Erase = %d, %v, want 1", n, err)
	}
	if bytes.Contains(out.Bytes(), []byte("maire")) {
		t.Error("the text is still there")
	}
	rep := record.Verify(read(t, out.Bytes()), compile)
	if !rep.OK() || rep.Private != 0 || rep.Erased != 1 || !rep.Recomputed {
		t.Errorf("report %+v, want one erased text and no fault", rep)
	}
	var same bytes.Buffer
	if n, err := record.Erase(bytes.NewReader(whole), &same, func(record.Sum) bool { return false }); err != nil || n != 0 {
		t.Fatalf("Erase of nothing = %d, %v", n, err)
	}
	if !bytes.Equal(same.Bytes(), whole) {
		t.Error("a record from which nothing is erased changed")
	}
}

func TestAPrivateTextOfNobodyIsAFault(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	whole := string(withPrivate(t, g))
	at := strings.Index(whole, `{"kind":"side"`)
	end := at + strings.Index(whole[at:], "\n") + 1
	rep := record.Verify(read(t, append(bytes.Clone(g.bytes), whole[at:end]...)), compile)
	if rep.OK() || !strings.Contains(rep.Faults[0].Text, "no line of the chain names this private text") {
		t.Errorf("faults %v", rep.Faults)
	}
}

// A kind that this version does not know stays in the record, and so do fields
// that it does not know.
func TestWhatIsUnknownIsKept(t *testing.T) {
	g := play(t, t, brief, 5, policy.Random)
	lines := bytes.SplitAfter(g.bytes, []byte("\n"))
	var out []byte
	var chain record.Sum
	add := func(body string) {
		chain = record.ChainSum(chain, []byte(body))
		out = append(out, body+`,"chain":"`+chain.String()+"\"}\n"...)
	}
	for i, l := range lines[:len(lines)-1] {
		body, _, _ := strings.Cut(string(l), `,"chain":"`)
		if i == 3 {
			add(`{"kind":"poem","verse":["far",1e3],"private":{"title":"` + reason.Sum().String() + `"}`)
			body += `,"weather":{"rain":true}`
		}
		add(body)
	}
	r := read(t, out)
	rep := record.Verify(r, compile)
	if !rep.OK() || rep.Turns != len(g.turns) || rep.Erased != 1 {
		t.Fatalf("report %+v", rep)
	}
	var again bytes.Buffer
	if _, err := r.WriteTo(&again); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Bytes(), out) {
		t.Errorf("written again:\n%s\nwant\n%s", again.Bytes(), out)
	}
	if got := r.Lines[3].Entry; !reflect.DeepEqual(got, record.Unknown{Named: "poem"}) {
		t.Errorf("line 4 is %+v, want an unknown poem", got)
	}
	if err := record.NewWriter(&again).Append(r.Lines[3].Entry); err == nil {
		t.Error("an unknown entry was written without what it holds")
	}
}

func TestTextsThatAreNotUTF8AreKept(t *testing.T) {
	var out bytes.Buffer
	files := []record.File{{Name: "a.toml", Data: []byte("id = \"a\"\u2028<\x00>")}, {Name: "b.png", Data: []byte{0xff, 0xfe, 0}}, {Name: "empty.md", Data: []byte{}}}
	if err := record.NewWriter(&out).Begin(record.Header{Main: "a.toml"}, files); err != nil {
		t.Fatal(err)
	}
	r := read(t, out.Bytes())
	if err := r.CheckFiles(); err != nil || !reflect.DeepEqual(r.Files, files) {
		t.Errorf("files %q, %v, want %q", r.Files, err, files)
	}
	r.Files[1].Data = []byte{1}
	if err := r.CheckFiles(); err == nil || errors.Unwrap(err) != nil || !strings.Contains(err.Error(), "b.png") {
		t.Errorf("CheckFiles error = %v, want one about b.png", err)
	}
	r.Files = r.Files[:1]
	if err := r.CheckFiles(); err == nil || err.Error() != "the file b.png is missing" {
		t.Errorf("CheckFiles error = %v", err)
	}
}

package record_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"io/fs"
	"math"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"demarche/engine/record"
)

// The bytes under a play hash as FORMAT.md gives them, written out by hand.
func TestTheBytesUnderAPlayHash(t *testing.T) {
	var b []byte
	u32 := func(x uint32) { b = binary.BigEndian.AppendUint32(b, x) }
	word := func(s string) { u32(uint32(len(s))); b = append(b, s...) }
	float := func(x float64) { b = binary.BigEndian.AppendUint64(b, math.Float64bits(x)) }
	previous := record.Sum{0: 7, 31: 9}
	b = append(b, "demarche play 2\n"...)
	b = append(b, previous[:]...)
	u32(3) // turn
	u32(2) // orders
	word("aurelia")
	word("sanction")
	word("korsavia")
	u32(0) // choices
	word("")
	float(0)
	b = append(b, 1)
	word("médiateur")
	word("wait")
	word("")
	u32(1)
	word("wording")
	word("plain")
	word("note")
	float(1.5)
	b = append(b, 0)
	u32(1) // ballots
	word("aurelia")
	word("sanction")
	word("korsavia")
	u32(0)
	word("")
	float(0)
	b = append(b, 0)
	word("médiateur")
	b = append(b, 1)
	u32(2) // acts
	word("hold")
	word("note")
	b = append(b, 1)
	word("inject")
	word("press")
	b = append(b, 0)
	u32(3) // numbers that changed, the hash of their paths, their values
	var paths []byte
	for _, path := range []string{"calm", "means", "pair(a, b).trust"} {
		paths = append(binary.BigEndian.AppendUint32(paths, uint32(len(path))), path...)
	}
	names := sha256.Sum256(paths)
	b = append(b, names[:]...)
	float(0.1)
	float(0)
	float(math.Copysign(0, -1))
	u32(1) // due
	u32(5)
	word("strike.school")
	word("hospital")
	word("")
	b = append(b, 1)
	u32(1)
	word("wording")
	word("sharp")
	u32(2)
	word("aurelia")
	word("public")
	want := record.Sum(sha256.Sum256(b))

	turn := record.Turn{
		Turn: 3,
		Orders: []record.Move{
			{Role: "aurelia", Action: "sanction", Target: "korsavia", Confirm: true},
			{Role: "médiateur", Action: "wait", Choices: []record.Words{{Name: "wording", Word: "plain"}}, Evidence: "note", Amount: 1.5},
		},
		Ballots: []record.Ballot{{Move: record.Move{Role: "aurelia", Action: "sanction", Target: "korsavia"}, Role: "médiateur", Yes: true}},
		Acts:    []record.Act{{Do: "hold", Inject: "note", Early: true}, {Do: "inject", Inject: "press"}},
		State:   record.State{"pair(a, b).trust": record.Number(math.Copysign(0, -1)), "calm": 0.1, "nothing": 0, "rung": 4},
		Due:     []record.Due{{Turn: 5, Block: "strike.school", Self: "hospital", Fired: true, Choices: []record.Words{{Name: "wording", Word: "sharp"}}, Signers: []string{"aurelia", "public"}}},
	}
	before := record.Before{Play: previous, State: record.State{"calm": 0.5, "rung": 4, "means": 2}}
	got := record.PlaySum(record.Format, before, &turn)
	if got != want {
		t.Errorf("PlaySum = %v, want %v", got, want)
	}
	const golden = "4c3d17cd9c4405a989d8ed0521c36f10badbfb4544e2a6c7c7407d1d18346792"
	if got.String() != golden {
		t.Errorf("PlaySum = %v, want %s on every machine", got, golden)
	}
}

// The same for acts on draws and numbers, and draws that wait.
func TestTheBytesOfActsUnderAPlayHash(t *testing.T) {
	var b []byte
	u32 := func(x uint32) { b = binary.BigEndian.AppendUint32(b, x) }
	word := func(s string) { u32(uint32(len(s))); b = append(b, s...) }
	draw := func() {
		u32(4)
		for _, w := range []string{"outcome", "sanction", "aurelia", ""} {
			word(w)
		}
		u32(1)
		u32(2)
	}
	b = append(b, "demarche play 2\n"...)
	b = append(b, make([]byte, 32)...)
	u32(3) // turn
	u32(0) // orders
	u32(0) // ballots
	u32(2) // acts
	word("force")
	word("")
	b = append(b, 0)
	draw()
	word("override")
	word("")
	b = append(b, 1)
	word("calm")
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(-2.5))
	u32(0) // numbers
	none := sha256.Sum256(nil)
	b = append(b, none[:]...)
	u32(0) // due
	u32(1) // forced
	draw()
	x := record.Forced{Turn: 4, Purpose: "outcome", ID: "sanction", Self: "aurelia", Index: 1, Pick: 2}
	turn := record.Turn{Turn: 3, Acts: []record.Act{{Do: "force", Draw: &x}, {Do: "override", Path: "calm", Value: -2.5, Early: true}}, Forced: []record.Forced{x}}
	if got, want := record.PlaySum(record.Format, record.Before{}, &turn), record.Sum(sha256.Sum256(b)); got != want {
		t.Errorf("PlaySum = %v, want %v", got, want)
	}
}

func TestANumberReadsBackEqual(t *testing.T) {
	check := func(x float64) (record.Number, []byte, error) {
		b, err := json.Marshal(record.Number(x))
		if err != nil {
			return 0, nil, err
		}
		var back record.Number
		return back, b, json.Unmarshal(b, &back)
	}
	rapid.Check(t, func(t *rapid.T) {
		x := math.Float64frombits(rapid.Uint64().Draw(t, "bits"))
		b, err := json.Marshal(record.Number(x))
		if err != nil {
			t.Fatal(err)
		}
		var back record.Number
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		same := math.Float64bits(float64(back)) == math.Float64bits(x)
		if !same && !(math.IsNaN(x) && math.IsNaN(float64(back))) {
			t.Fatalf("%v is written as %s and read as %v", x, b, back)
		}
	})
	for _, tt := range []struct {
		give float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "-0"}, {0.1, "0.1"}, {1e6, "1000000"}, {1e21, "1e+21"}, {1e-7, "1e-07"},
		{math.MaxFloat64, "1.7976931348623157e+308"}, {math.SmallestNonzeroFloat64, "5e-324"},
		{math.Inf(1), `"inf"`}, {math.Inf(-1), `"-inf"`}, {math.NaN(), `"nan"`},
	} {
		if _, b, err := check(tt.give); err != nil || string(b) != tt.want {
			t.Errorf("%v is written as %s (%v), want %s", tt.give, b, err, tt.want)
		}
	}
	for _, bad := range []string{`"1"`, `"Inf"`, `true`, `1e999`, `[]`} {
		var n record.Number
		if err := json.Unmarshal([]byte(bad), &n); err == nil {
			t.Errorf("%s is read as the number %v", bad, n)
		}
	}
}

func TestAFolderIsAFileSystem(t *testing.T) {
	f := record.Folder{{Name: "scenario.toml", Data: []byte("id")}, {Name: "briefs/mayor.md", Data: []byte("You are the mayor.")}}
	got, err := fs.ReadFile(f, "briefs/mayor.md")
	if err != nil || string(got) != "You are the mayor." {
		t.Errorf("ReadFile = %q, %v", got, err)
	}
	got[0] = 'y'
	if again, _ := fs.ReadFile(f, "briefs/mayor.md"); again[0] != 'Y' {
		t.Error("what ReadFile gave is the folder's own memory")
	}
	if _, err := fs.ReadFile(f, "briefs"); err == nil {
		t.Error("a folder was read as a file")
	}
	file, err := f.Open("scenario.toml")
	if err != nil {
		t.Fatal(err)
	}
	if info, err := file.Stat(); err != nil || info.Size() != 2 || info.IsDir() {
		t.Errorf("Stat = %+v, %v", info, err)
	}
	if err := iotest.TestReader(file, []byte("id")); err != nil {
		t.Error(err)
	}
}

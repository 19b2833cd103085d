package parquet_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"testing"

	parquetgo "github.com/parquet-go/parquet-go"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/spent"
	"demarche/engine/record"
	"demarche/engine/study/parquet"
	"demarche/engine/study/table"
)

// sheets are files in memory.
type sheets map[string]*bytes.Buffer

func (s sheets) open(name string) (io.Writer, error) {
	s[name] = &bytes.Buffer{}
	return s[name], nil
}

// rows is a sink that keeps every cell.
type rows map[table.ID][][]table.Value

func (r rows) Rows(t table.ID, b *table.Block) error {
	return table.ByRow(func(t table.ID, cells []table.Value) error {
		r[t] = append(r[t], slices.Clone(cells))
		return nil
	}).Rows(t, b)
}

// both is two sinks.
type both struct{ a, b table.Sink }

func (x both) Rows(t table.ID, b *table.Block) error {
	if err := x.a.Rows(t, b); err != nil {
		return err
	}
	return x.b.Rows(t, b)
}

func layout(t testing.TB, m *game.Machine, carried ...string) *table.Layout {
	t.Helper()
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	return table.NewLayout(m, n, []table.Column{{Name: "factor_push", Kind: table.Float64}, {Name: "factor_mood", Kind: table.Text}}, carried)
}

// play plays by dice and makes rows of it.
func play(t testing.TB, m *game.Machine, k *table.Maker, run int) {
	t.Helper()
	seed := uint64(run)*0x9E3779B97F4A7 + 1
	ok := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	var s game.State
	var ledger game.Ledger
	p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, &ledger)
	ok(p.Start(&s, nil))
	what := table.Run{
		Study: "trial", Point: int32(run / 10), Replication: int32(run % 10), Number: int64(run), Seed: seed,
		Factors: []table.Value{table.Float(float64(run%3) / 10), table.Word([]string{"calm", "tense"}[run%2])},
		Players: []string{"random", "agent:x"},
	}
	if run%4 == 1 {
		what.Weight, what.Record = 1, fmt.Sprintf("records/%d.jsonl", run)
	}
	ok(k.Begin(what, &s))
	dice := sit.NewDice(seed)
	for !s.Ended() {
		ledger.Reset()
		p.Open(&s)
		open := ledger
		ledger.Reset()
		o := dice.Orders(m, &s)
		p.Adjudicate(&s, o)
		turn := table.Turn{Orders: o, Open: &open, Played: &ledger, After: &s}
		if run%5 == 2 {
			turn.Notes = []table.Note{{Source: "agent:x", Try: 2, Text: fmt.Sprintf("Nous savons. №%d", run), Why: "weil\n\x00", Refused: "unknown_action", Action: "?", Carried: []string{"v"}}}
		}
		ok(k.Turn(turn))
	}
	end := table.End{State: &s, Play: record.Sum{byte(run), byte(run >> 8)}}
	if run%7 == 3 {
		end.Status, end.Fault = "timeout", "x.toml:3: it took too long"
	}
	ok(k.End(end))
}

// begun returns a sink that writes into memory.
func begun(t testing.TB, l *table.Layout, meta map[string]string) (*parquet.Sink, sheets) {
	t.Helper()
	s, err := parquet.New(l)
	if err != nil {
		t.Fatal(err)
	}
	files := sheets{}
	if err := s.Begin(files.open, meta); err != nil {
		t.Fatal(err)
	}
	return s, files
}

// worlds are scenarios with every sort of column.
func worlds(t testing.TB) map[string]*game.Machine {
	return map[string]*game.Machine{
		"code_blue": sit.Folder(t, "../../../scenarios/code_blue"),
		"hollow":    sit.Compile(t, "format = 1\nid = \"hollow\"\nturns = 2\n[role.a]\n"),
		"words": sit.Compile(t, `format = 1
id = "words"
turns = 3
[param.mood]
default = "calm"
one_of = ["calm", "tense"]
[track.weather]
words = ["fair", "foul"]
start = "fair"
[track.heat]
start = 0
each_turn = 0.1
max = inf
[role_track.arms]
of = "crew"
start = 2
[pair_track.trust]
start = 40
[role.host]
kind = "state"
[role.guest]
kind = "state"
[role.gang]
seat = false
[group]
crew = ["host", "guest"]
[attack.raid]
turn = 1
on = "host"
author = "gang"
suspects = { guest = 40 }
[response.ask]
by = "host"
target = "guest"
amount = { min = 0.5, max = 2, step = 0.5 }
choice.tone.mild = {}
choice.tone.sharp = {}
effects = ["heat += amount / 3"]
outcome.soon = { odds = 0.25 }
outcome.late = {}
[metric.peak]
value = "heat"
when = "turn"
[metric.wealth]
each = "crew"
value = "self.arms"
`),
	}
}

// A library that wrote none of it reads every cell as it was.
func TestTheLibraryReadsWhatWasWritten(t *testing.T) {
	for name, m := range worlds(t) {
		l := layout(t, m, "x_model")
		s, files := begun(t, l, map[string]string{"study": "trial", "seed": "7"})
		kept := rows{}
		k := l.Maker(both{s, kept})
		for run := range 40 {
			play(t, m, k, run)
		}
		if err := s.End(); err != nil {
			t.Fatal(err)
		}
		for id, x := range l.Tables {
			if s.Count(table.ID(id)) != int64(len(kept[table.ID(id)])) {
				t.Errorf("%s: %s: %d rows are counted", name, x.Name, s.Count(table.ID(id)))
			}
			theirs(t, x, files[x.Name].Bytes(), kept[table.ID(id)])
		}
	}
}

// theirs reads a file with the library and compares its cells.
func theirs(t *testing.T, x table.Table, file []byte, want [][]table.Value) {
	t.Helper()
	f, err := parquetgo.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("%s: %v", x.Name, err)
	}
	sameColumns(t, x, f.Schema())
	got := values(t, f)
	if len(got) != len(want) {
		t.Errorf("%s has %d rows, want %d", x.Name, len(got), len(want))
		return
	}
	for r := range want {
		for c, v := range want[r] {
			if !same(v, got[r][c]) {
				t.Fatalf("%s row %d column %s is %v, want %v", x.Name, r, x.Columns[c].Name, got[r][c], v)
			}
		}
	}
}

// sameColumns compares columns with what the library found.
func sameColumns(t *testing.T, of table.Table, s *parquetgo.Schema) {
	t.Helper()
	kinds := map[table.Kind]parquetgo.Kind{table.Text: parquetgo.ByteArray, table.Int32: parquetgo.Int32, table.Int64: parquetgo.Int64, table.Float64: parquetgo.Double, table.Bool: parquetgo.Boolean}
	fields := s.Fields()
	if len(fields) != len(of.Columns) {
		t.Fatalf("%s has %d columns, want %d", of.Name, len(fields), len(of.Columns))
	}
	for i, c := range of.Columns {
		if f := fields[i]; f.Name() != c.Name || f.Type().Kind() != kinds[c.Kind] || f.Optional() != c.Null || !f.Leaf() {
			t.Errorf("%s: column %v is read as %s %v optional=%v", of.Name, c, f.Name(), f.Type(), f.Optional())
		}
	}
}

// values reads all rows of a file cell by cell.
func values(t *testing.T, f *parquetgo.File) (out []parquetgo.Row) {
	t.Helper()
	for _, g := range f.RowGroups() {
		r := g.Rows()
		for {
			buf := make([]parquetgo.Row, 100)
			n, err := r.ReadRows(buf)
			for _, row := range buf[:n] {
				out = append(out, row.Clone())
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		r.Close()
	}
	return out
}

func same(want table.Value, got parquetgo.Value) bool {
	if want.Null() || got.IsNull() {
		return want.Null() && got.IsNull()
	}
	switch want.Kind() {
	case table.Text:
		return want.Text() == string(got.ByteArray())
	case table.Float64:
		return math.Float64bits(want.Float()) == math.Float64bits(got.Double())
	case table.Bool:
		return want.Bool() == got.Boolean()
	case table.Int32:
		return want.Int() == int64(got.Int32())
	}
	return want.Int() == got.Int64()
}

// The same rows give the same bytes, whatever the sink wrote before.
func TestBytesDependOnRowsAlone(t *testing.T) {
	m := worlds(t)["code_blue"]
	l := layout(t, m)
	s, err := parquet.New(l)
	if err != nil {
		t.Fatal(err)
	}
	part := func(s *parquet.Sink, from, to int) map[string][32]byte {
		files := sheets{}
		if err := s.Begin(files.open, map[string]string{"b": "2", "a": "1", "c": "3"}); err != nil {
			t.Fatal(err)
		}
		k := l.Maker(s)
		for run := from; run < to; run++ {
			play(t, m, k, run)
		}
		if err := s.End(); err != nil {
			t.Fatal(err)
		}
		out := map[string][32]byte{}
		for name, b := range files {
			out[name] = sha256.Sum256(b.Bytes())
		}
		return out
	}
	fresh := part(s, 0, 30)
	part(s, 100, 180)
	again := part(s, 0, 30)
	for name, sum := range fresh {
		if again[name] != sum {
			t.Errorf("table %s: other bytes after another part", name)
		}
	}
}

// Row groups have the same number of rows, but for the last.
func TestRowGroupsAreCutByRows(t *testing.T) {
	m := worlds(t)["code_blue"]
	l := layout(t, m)
	s, files := begun(t, l, nil)
	kept := &held{}
	k := l.Maker(kept)
	for run := range 3 {
		play(t, m, k, run)
	}
	rows := 0
	for rows < 2*parquet.GroupRows+1000 {
		for _, b := range kept.blocks {
			if err := s.Rows(table.Beliefs, b); err != nil {
				t.Fatal(err)
			}
			rows += b.Rows
		}
	}
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	f, err := parquetgo.OpenFile(bytes.NewReader(files["beliefs"].Bytes()), int64(files["beliefs"].Len()))
	if err != nil {
		t.Fatal(err)
	}
	var got []int64
	for _, g := range f.RowGroups() {
		got = append(got, g.NumRows())
	}
	if want := []int64{parquet.GroupRows, parquet.GroupRows, int64(rows) - 2*parquet.GroupRows}; !slices.Equal(got, want) {
		t.Errorf("row groups of %v rows, want %v", got, want)
	}
}

// held keeps the beliefs of plays.
type held struct{ blocks []*table.Block }

func (h *held) Rows(t table.ID, b *table.Block) error {
	if t == table.Beliefs {
		h.blocks = append(h.blocks, b.Clone())
	}
	return nil
}

// nothing adds one cell: null, or what stands for nothing.
func nothing(c *table.Cells) {
	if c.Null {
		c.Set, c.Nulls = append(c.Set, 0), c.Nulls+1
	}
	switch c.Kind {
	case table.Text:
		c.Texts = append(c.Texts, 0)
	case table.Float64:
		c.Floats = append(c.Floats, 0)
	case table.Bool:
		c.Bools = append(c.Bools, false)
	default:
		c.Ints = append(c.Ints, 0)
	}
}

// What a player wrote that is no UTF-8 does not spoil the file.
func TestBytesThatAreNoText(t *testing.T) {
	l := layout(t, worlds(t)["hollow"])
	s, files := begun(t, l, nil)
	b := table.NewBlock(l.Tables[table.RoleRuns].Columns)
	for i, text := range []string{"a\xffb", "ça", "\xe7a", "a\xffb"} {
		b.Rows++
		b.Columns[0].Ints = append(b.Columns[0].Ints, int64(i))
		b.Columns[1].Texts = append(b.Columns[1].Texts, b.Add(text))
		b.Columns[2].Texts = append(b.Columns[2].Texts, b.Add(""))
		for j := 3; j < len(b.Columns); j++ {
			nothing(&b.Columns[j])
		}
	}
	if err := errors.Join(s.Rows(table.RoleRuns, b), s.End()); err != nil {
		t.Fatal(err)
	}
	var got []string
	err := opened(t, files["role_runs"].Bytes()).Each(func(b *table.Block) error {
		for r := range b.Rows {
			got = append(got, b.Value(1, r).Text())
		}
		return nil
	})
	if want := []string{"a\uFFFDb", "ça", "\uFFFDa", "a\uFFFDb"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("read %q, want %q: %v", got, want, err)
	}
}

// full is a disk that has room for some bytes.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// A part that fails is told, nothing more is taken, and the next part is whole.
func TestAfterAFailureAPartBeginsAnew(t *testing.T) {
	m := worlds(t)["words"]
	l := layout(t, m)
	s, files := begun(t, l, nil)
	k := l.Maker(s)
	play(t, m, k, 1)
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	want := map[string][]byte{}
	for name, b := range files {
		want[name] = b.Bytes()
	}
	if err := s.End(); err == nil {
		t.Error("a part ends twice")
	}
	if err := s.Rows(table.Turns, table.NewBlock(l.Tables[table.Turns].Columns)); err == nil {
		t.Error("rows are taken without a part")
	}
	for room := 0; room < 3000; room += 500 {
		if err := s.Begin(func(string) (io.Writer, error) { return &full{room}, nil }, nil); err != nil {
			if room >= 500 {
				t.Errorf("with room for %d bytes it cannot begin: %v", room, err)
			}
			continue
		}
		play(t, m, k, 2)
		if err := s.End(); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
	if err := s.Begin(func(name string) (io.Writer, error) { return nil, fmt.Errorf("no %s", name) }, nil); err == nil {
		t.Error("a table without a file is begun")
	}
	again := sheets{}
	err := s.Begin(func(name string) (io.Writer, error) {
		if name == "beliefs" {
			return nil, nil // not kept
		}
		return again.open(name)
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	play(t, m, k, 1)
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	for name, b := range want {
		if got := again[name]; name == "beliefs" && got != nil || name != "beliefs" && !bytes.Equal(got.Bytes(), b) {
			t.Errorf("table %s is not what it was", name)
		}
	}
}

// A sink that has written a part needs next to no memory for the next: what the
// footers of its files take, which is less than 1,800 bytes a column.
func TestPartsTakeNoNewMemory(t *testing.T) {
	m := worlds(t)["code_blue"]
	l := layout(t, m)
	s, err := parquet.New(l)
	if err != nil {
		t.Fatal(err)
	}
	all := &every{}
	k := l.Maker(all)
	for run := range 60 {
		play(t, m, k, run)
	}
	part := func() {
		err := s.Begin(func(string) (io.Writer, error) { return io.Discard, nil }, nil)
		for i, b := range all.blocks {
			err = errors.Join(err, s.Rows(all.of[i], b))
		}
		if err = errors.Join(err, s.End()); err != nil {
			t.Fatal(err)
		}
	}
	_, first := spent.On(part)
	part()
	_, again := spent.On(part)
	columns := 0
	for i := range l.Tables {
		columns += len(l.Tables[i].Columns)
	}
	if again > uint64(columns)*1800 || again > first/4 {
		t.Errorf("a part takes %d KB, and %d KB the second time", first>>10, again>>10)
	}
}

// every keeps all blocks.
type every struct {
	of     []table.ID
	blocks []*table.Block
}

func (e *every) Rows(t table.ID, b *table.Block) error {
	e.of, e.blocks = append(e.of, t), append(e.blocks, b.Clone())
	return nil
}

// A study of several scenarios with the same columns gives a sink blocks of several
// layouts, in which one symbol is another text.
func TestBlocksOfSeveralLayouts(t *testing.T) {
	text := func(a, b string) string {
		return "format = 1\nid = \"x\"\nturns = 2\n[role." + a + "]\n[role." + b + "]\n"
	}
	games := []*game.Machine{sit.Compile(t, text("zoe", "adam")), sit.Compile(t, text("adam", "eve"))}
	first, second := layout(t, games[0]), layout(t, games[1])
	s, files := begun(t, first, nil)
	var want, got []string
	kept := table.ByRow(func(t table.ID, cells []table.Value) error {
		if t == table.RoleRuns {
			want = append(want, cells[1].Text())
		}
		return nil
	})
	for run := range 6 {
		l, m := first, games[0]
		if run/2%2 == 1 {
			l, m = second, games[1]
		}
		play(t, m, l.MakerOf(table.Want{}, &only{table.RoleRuns, both{s, kept}}), run)
	}
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	err := opened(t, files["role_runs"].Bytes()).Each(func(b *table.Block) error {
		for r := range b.Rows {
			got = append(got, b.Value(1, r).Text())
		}
		return nil
	})
	if err != nil || !slices.Equal(got, want) || len(want) != 12 {
		t.Errorf("roles are read as %v, want %v: %v", got, want, err)
	}
	if err := s.Begin(sheets{}.open, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Rows(table.Turns, table.NewBlock(first.Tables[table.Moves].Columns)); err == nil {
		t.Error("rows of moves are taken for turns")
	}
}

// only passes the rows of one table on.
type only struct {
	table table.ID
	to    table.Sink
}

func (o *only) Rows(t table.ID, b *table.Block) error {
	if t != o.table {
		return nil
	}
	return o.to.Rows(t, b)
}

package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/record"
	"demarche/engine/study/parquet"
	"demarche/engine/study/table"
)

// both hands rows to two sinks.
type both struct{ a, b table.Sink }

func (x both) Rows(t table.ID, b *table.Block) error {
	return errors.Join(x.a.Rows(t, b), x.b.Rows(t, b))
}

// files is a folder in memory.
type files map[string]*bytes.Buffer

func (f files) create(end string) func(name string) (io.Writer, error) {
	return func(name string) (io.Writer, error) {
		f[name+end] = &bytes.Buffer{}
		return f[name+end], nil
	}
}

func (f files) folder(end string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, b := range f {
		if strings.HasSuffix(name, end) {
			out[name] = &fstest.MapFile{Data: b.Bytes()}
		}
	}
	return out
}

// Real plays, kept as Parquet and as CSV, give one report, in which what must
// always be told is told.
func TestAReportOfRealPlays(t *testing.T) {
	m := sit.Folder(t, "../../../scenarios/code_blue")
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	l := table.NewLayout(m, n, nil, nil)
	f := files{}
	asCSV, err := table.NewCSV(l, f.create(".csv"))
	if err != nil {
		t.Fatal(err)
	}
	asParquet, err := parquet.New(l)
	if err != nil {
		t.Fatal(err)
	}
	if err := asParquet.Begin(f.create(".parquet"), nil); err != nil {
		t.Fatal(err)
	}
	const runs = 8
	for r := range runs {
		playOnce(t, m, l.Maker(both{asCSV, asParquet}), r)
	}
	if err := errors.Join(asCSV.Flush(), asParquet.End()); err != nil {
		t.Fatal(err)
	}
	plan := Plan{Study: "s", Points: 1, Replications: runs, Games: []Facts{FactsOf("code_blue", m.Game, "fr")}}
	var told [2][]byte
	for i, from := range []Tables{CSV{f.folder(".csv")}, Folder{f.folder(".parquet")}} {
		s, err := Summarise(plan, from, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if told[i], err = json.Marshal(s); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			always(t, s, runs)
		}
	}
	if !bytes.Equal(told[0], told[1]) {
		t.Errorf("CSV gives\n%s\nParquet gives\n%s", told[0], told[1])
	}
}

func playOnce(t *testing.T, m *game.Machine, k *table.Maker, r int) {
	t.Helper()
	s := &sit.Sitting{T: t, M: m}
	s.P = m.NewPlay(chance.Luck{Seed: chance.Seed(r)}, &s.Ledger)
	if err := s.P.Start(&s.S, nil); err != nil {
		t.Fatal(err)
	}
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ok(k.Begin(table.Run{Study: "s", Replication: int32(r), Number: int64(r), Seed: uint64(r)}, &s.S))
	dice := sit.NewDice(uint64(r))
	for !s.S.Ended() {
		s.Ledger.Reset()
		s.P.Open(&s.S)
		open := s.Ledger
		s.Ledger.Reset()
		o := dice.Orders(m, &s.S)
		s.P.Adjudicate(&s.S, o)
		ok(k.Turn(table.Turn{Orders: o, Open: &open, Played: &s.Ledger, After: &s.S}))
	}
	ok(k.End(table.End{State: &s.S, Play: record.Sum{byte(r)}}))
}

// always checks what every report tells.
func always(t *testing.T, s *Summary, runs int64) {
	t.Helper()
	if b := s.Beliefs; b.Missing != "" || b.Rows[0].N == 0 || len(b.Curve) < 2 || b.Parts == nil || b.Rows[0].Brier.Why != "" {
		t.Errorf("beliefs: %+v", b)
	}
	if x := s.Temptations; x.Missing != "" || len(x.Rows) == 0 || x.Rows[0].Offered == 0 || x.Rows[0].Twin == "" {
		t.Errorf("temptations: %+v", x)
	}
	if e := s.Escalation; e.Missing != "" || e.Rows[0].N != runs || e.Rows[0].Acts == 0 || len(e.Rows[0].ByRung) != 10 || e.Rungs[0] != "Concurrence ordinaire" {
		t.Errorf("escalation: %+v", e)
	}
}

package studybench

import (
	"os"
	"slices"
	"strconv"
	"testing"

	"demarche/engine/internal/sit"
	"demarche/engine/record"
	"demarche/engine/study/table"
)

// What the library's writer is given has the columns of the tables.
func TestTheBareWriterWritesTheSameColumns(t *testing.T) {
	m := sit.Folder(t, "../../../scenarios/code_blue")
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	l := table.NewLayout(m, n, nil, nil)
	for id, bare := range bareTables() {
		var want []string
		for _, c := range l.Tables[id].Columns {
			want = append(want, c.Name)
		}
		if got := bare.names(); !slices.Equal(got, want) {
			t.Errorf("%s: columns\n%q, want\n%q", l.Tables[id].Name, got, want)
		}
	}
}

// TestTheWriterIsMeasured takes little time; WRITER_ROUNDS gives it enough to say
// something.
func TestTheWriterIsMeasured(t *testing.T) {
	plays, rounds := 5, 1
	if n, err := strconv.Atoi(os.Getenv("WRITER_ROUNDS")); err == nil {
		plays, rounds = 400, n
	}
	w, err := MeasureWriter(sit.Folder(t, "../../../scenarios/code_blue"), plays, rounds, func() {})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", w)
	if w.Rows < 100 || w.Cells < w.Rows || w.SinkBytes <= 0 || w.BareBytes <= 0 || w.WriterToBare <= 0 {
		t.Errorf("%+v", w)
	}
}

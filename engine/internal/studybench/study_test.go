package studybench

import (
	"slices"
	"strings"
	"testing"

	"demarche/engine/study/table"
)

// The studies keep the tables that the figures are about.
func TestTheStudiesKeepTheirTables(t *testing.T) {
	for of, full := range map[Kind]string{
		All:  "runs role_runs turns role_turns pair_turns moves beliefs",
		Runs: "runs role_runs",
	} {
		_, rows, err := of.into(t.TempDir(), 64, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != table.Tables || rows["runs"] != 64 {
			t.Errorf("%s: rows of %d tables, want %d; %d runs, want 64", of, len(rows), table.Tables, rows["runs"])
		}
		for name, n := range rows {
			if (n > 0) != slices.Contains(strings.Fields(full), name) {
				t.Errorf("%s: %d rows of %s", of, n, name)
			}
		}
	}
}

func TestASpeedIsMeasured(t *testing.T) {
	if testing.Short() {
		t.Skip("it plays six studies")
	}
	s, err := MeasureSpeed(64, 1, func() {})
	if err != nil || s.Games <= 0 || s.RunsOnly <= 0 || s.Workers <= 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

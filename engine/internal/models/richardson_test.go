package models_test

import (
	"math"
	"strconv"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sheet"
	"demarche/engine/internal/sit"
)

// regimes are the parameters of the three races in expected.csv: two defence
// coefficients, fatigue, two grievances.
var regimes = map[string][5]float64{
	"stable":  {0.3, 0.2, 0.5, 2, 1},
	"runaway": {0.6, 0.5, 0.4, 1, 1},
	"disarm":  {0.1, 0.1, 0.3, -1, -2},
}

// Richardson's arms race is two equations that must be solved at once: the table
// holds the same sums in the same order, and the arms of each turn are the same
// bits. The last two columns are what comes out if one State arms before the
// other looks; the play must not be that.
func TestRichardsonsArmsRace(t *testing.T) {
	m := sit.Folder(t, "testdata/richardson")
	g := m.Game
	rows := sheet.Rows(t, "testdata/richardson/expected.csv")
	if len(rows) != len(regimes)*(int(g.Turns)+1) {
		t.Fatalf("%d rows in the table", len(rows))
	}
	params := []string{"jade_defence", "onyx_defence", "fatigue", "jade_grievance", "onyx_grievance"}
	var s game.State
	var p *game.Play
	wrong := 0
	for _, row := range rows {
		if row["turn"] == "0" {
			set := map[string]float64{}
			for i, id := range params {
				set[id] = regimes[row["regime"]][i]
			}
			p = m.NewPlay(chance.Luck{}, nil)
			if err := p.Start(&s, set); err != nil {
				t.Fatal(err)
			}
		} else {
			p.Open(&s)
			p.Adjudicate(&s, game.Orders{})
		}
		if turn := strconv.Itoa(int(s.Turn())); turn != row["turn"] {
			t.Fatalf("%s: turn %s, the table says %s", row["regime"], turn, row["turn"])
		}
		total := 0.0
		for i, id := range []string{"jade", "onyx"} {
			want := sheet.Number(t, row["arms_"+id])
			total += want
			track := s.V[g.Tracks[0].Base+int32(i)]
			if math.Float64bits(track) != math.Float64bits(want) {
				t.Errorf("%s turn %s: %s has %v arms, want %v", row["regime"], row["turn"], id, track, want)
			}
			if sheet.Number(t, row["wrong_one_after_other_"+id]) != track {
				wrong++
			}
		}
		if row["turn"] == "0" {
			continue // nothing is measured yet
		}
		for _, x := range m.Metrics(&s) {
			want := total
			if g.Metrics[x.Metric].ID == "arms" {
				want = sheet.Number(t, row["arms_"+g.Roles[x.Self].ID])
			}
			if math.Float64bits(x.Value) != math.Float64bits(want) {
				t.Errorf("%s turn %s: %s of role %d is %v, want %v", row["regime"], row["turn"], g.Metrics[x.Metric].ID, x.Self, x.Value, want)
			}
		}
	}
	if wrong < 100 {
		t.Errorf("only %d numbers differ from the race that is run one after the other", wrong)
	}
}

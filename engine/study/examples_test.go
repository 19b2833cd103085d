package study_test

import (
	"strconv"
	"testing"

	"demarche/engine/internal/sheet"
	"demarche/engine/study"
)

// TestAxelrodsTournament plays the 64 pairs of strategies: the points of every
// match are those worked out independently, and the table of moves counts the
// defections.
func TestAxelrodsTournament(t *testing.T) {
	p := bind(t, "examples/ipd", "study.toml")
	m := execute(t, p, study.Options{Workers: 3})
	runs, scores := m.rows(p, "runs"), m.rows(p, "role_runs")
	if len(runs) != 64 {
		t.Fatalf("%d runs, want 64", len(runs))
	}
	defections := map[string]int{}
	for _, x := range m.rows(p, "moves") {
		if x["action"] == "defect" && x["status"] == "ok" {
			defections[x["run"]+x["role"]]++
		}
	}
	got := map[string]map[string]string{}
	for i, x := range runs {
		x["points_alpha"], x["points_beta"] = scores[2*i]["metric_points"], scores[2*i+1]["metric_points"]
		x["defections_alpha"] = strconv.Itoa(defections[x["run"]+"alpha"])
		x["defections_beta"] = strconv.Itoa(defections[x["run"]+"beta"])
		got[x["factor_alpha"]+" "+x["factor_beta"]] = x
	}
	for _, want := range sheet.Rows(t, "examples/ipd/expected.csv") {
		x := got[want["alpha"]+" "+want["beta"]]
		if x["turns_played"] != want["turns"] || x["policy_alpha"] != want["alpha"] {
			t.Errorf("%s against %s: %v", want["alpha"], want["beta"], x)
		}
		for _, c := range []string{"points_alpha", "points_beta", "defections_alpha", "defections_beta"} {
			if x[c] != want[c] {
				t.Errorf("%s against %s: %s = %s, want %s", want["alpha"], want["beta"], c, x[c], want[c])
			}
		}
	}
	if turns := m.rows(p, "turns"); len(turns) != 0 {
		t.Errorf("turns = 0 gives %d rows of turns", len(turns))
	}
}

// TestRichardsonsRegimes plays the arms race under three regimes: every number is
// that of the recurrence, to the last bit.
func TestRichardsonsRegimes(t *testing.T) {
	p := bind(t, "examples/richardson", "study.toml")
	m := execute(t, p, study.Options{Workers: 2})
	regime := map[string]string{}
	for _, x := range m.rows(p, "runs") {
		regime[x["run"]] = x["factor_regime"]
	}
	arms := map[string]string{}
	for _, x := range m.rows(p, "role_turns") {
		arms[regime[x["run"]]+" "+x["turn"]+" "+x["role"]] = x["arms"]
	}
	want := sheet.Rows(t, "examples/richardson/expected.csv")
	for _, x := range want {
		for _, role := range []string{"jade", "onyx"} {
			exact, err := strconv.ParseFloat(x["arms_"+role], 64)
			if err != nil {
				t.Fatal(err)
			}
			got, err := strconv.ParseFloat(arms[x["regime"]+" "+x["turn"]+" "+role], 64)
			if err != nil || got != exact {
				t.Errorf("%s, turn %s: %s has %v, want %v", x["regime"], x["turn"], role, got, exact)
			}
		}
	}
	if len(want) != 3*61 {
		t.Errorf("%d rows expected, want 183", len(want))
	}
}

// TestRichardsonOverAHypercube plays 64 points of a Latin hypercube and works the
// recurrence out beside it.
func TestRichardsonOverAHypercube(t *testing.T) {
	p := bind(t, "examples/richardson", "study_lhs.toml")
	m := execute(t, p, study.Options{Workers: 2})
	runs := m.rows(p, "runs")
	if len(runs) != 64 {
		t.Fatalf("%d points, want 64", len(runs))
	}
	arms := map[string]float64{}
	for _, x := range m.rows(p, "role_turns") {
		arms[x["run"]+" "+x["turn"]+" "+x["role"]] = sheet.Number(t, x["arms"])
	}
	slices := map[string]map[int]bool{"jade_defence": {}, "onyx_defence": {}}
	for _, r := range runs {
		k, l := sheet.Number(t, r["factor_jade_defence"]), sheet.Number(t, r["factor_onyx_defence"])
		slices["jade_defence"][int((k-0.05)/0.4*64)] = true
		slices["onyx_defence"][int((l-0.05)/0.4*64)] = true
		if r["param_jade_defence"] != r["factor_jade_defence"] || r["design_weight"] != "1" {
			t.Errorf("row %v does not explain itself", r)
		}
		x, y := 10.0, 4.0
		for turn := 0; turn <= 60; turn++ {
			at := r["run"] + " " + strconv.Itoa(turn)
			if arms[at+" jade"] != x || arms[at+" onyx"] != y {
				t.Fatalf("k = %v, l = %v, turn %d: %v and %v, want %v and %v", k, l, turn, arms[at+" jade"], arms[at+" onyx"], x, y)
			}
			x, y = max(x+float64(k*y)-float64(0.5*x)+2, 0), max(y+float64(l*x)-float64(0.5*y)+1, 0)
		}
	}
	for name, seen := range slices {
		if len(seen) != 64 {
			t.Errorf("%s falls into %d of 64 slices", name, len(seen))
		}
	}
}

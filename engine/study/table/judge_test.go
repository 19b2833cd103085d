package table_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"demarche/engine/internal/sit"
	"demarche/engine/study/table"
)

func TestClassesOfActs(t *testing.T) {
	for _, tt := range []struct {
		rung int32
		talk bool
		want string
	}{
		{-1, true, "deescalating"}, {0, true, "deescalating"}, {-1, false, "status_quo"}, {0, false, "status_quo"},
		{1, true, "posture"}, {2, false, "posture"}, {3, false, "e3_e5"}, {5, true, "e3_e5"}, {6, false, "e6_e8"}, {8, false, "e6_e8"}, {9, false, "e9"},
	} {
		if got := table.Classes[table.ClassOf(tt.rung, tt.talk)]; got != tt.want {
			t.Errorf("rung %d, talk %v: %s, want %s", tt.rung, tt.talk, got, tt.want)
		}
	}
}

// What role_runs counts is what the tables of moves and beliefs hold.
func TestCountsOfRolesAreThoseOfMovesAndBeliefs(t *testing.T) {
	m := sit.Folder(t, "../../../scenarios/code_blue")
	if !table.Laddered(m.Game) || table.Laddered(sit.Compile(t, ledger).Game) {
		t.Fatal("the ladder E0 to E9 is not known when it is seen")
	}
	l := layout(t, m)
	offers, judged := 0.0, 0.0
	for seed := range 6 {
		out := newSheets(t, l)
		p := begin(t, m, table.Run{}, nil, l, out)
		p.dice(uint64(seed))
		p.ok(out.Flush())
		moves, beliefs := rowsOf(t, out, "moves"), rowsOf(t, out, "beliefs")
		for _, r := range rowsOf(t, out, "role_runs") {
			took := func(action string) (n float64) {
				for _, x := range moves {
					if x["role"] == r["role"] && x["status"] == "ok" && (x["action"] == action || action == "" && x["action"] != "yes" && x["action"] != "no") {
						n++
					}
				}
				return n
			}
			acts := 0.0
			for _, c := range table.Classes {
				acts += num(t, r["acts_"+c])
			}
			if acts != took("") {
				t.Errorf("seed %d, %s: %v acts, %v moves took place", seed, r["role"], acts, took(""))
			}
			for i := range m.Game.Actions {
				a := &m.Game.Actions[i]
				if !a.Temptation {
					continue
				}
				taken, offered := num(t, r["taken_"+a.ID]), r["offered_"+a.ID]
				if taken != took(a.ID) || num(t, r["instead_"+a.ID]) != took(m.Game.Actions[a.Instead].ID) || taken > 0 && offered != "true" {
					t.Errorf("seed %d, %s: %s offered %s, taken %v of %v", seed, r["role"], a.ID, offered, taken, took(a.ID))
				}
				if offered == "true" {
					offers++
				}
			}
			brier, n := 0.0, 0.0
			for _, x := range beliefs {
				if x["role"] != r["role"] || x["judged"] != "true" || x["turn"] != fmt.Sprint(p.s.S.Turn()) {
					continue
				}
				d := num(t, x["belief"]) / 100
				if x["true_author"] == "true" {
					d--
					n++ // one of the suspects of each attack did it
				}
				brier += d * d
			}
			if n != num(t, r["judged"]) || n > 0 && math.Abs(brier/n-num(t, r["brier"])) > 1e-12 {
				t.Errorf("seed %d, %s: judged %s at %s, the beliefs say %v at %v", seed, r["role"], r["judged"], r["brier"], n, brier/n)
			}
			judged += n
		}
	}
	if offers == 0 || judged == 0 {
		t.Errorf("%v offers and %v judgements: the test tells nothing", offers, judged)
	}
}

func rowsOf(t *testing.T, s *sheets, name string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(s.texts[name].String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, c := range all[0] {
			m[c] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func num(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil && s != "" {
		t.Fatal(err)
	}
	return x
}

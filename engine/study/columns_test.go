package study_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"demarche/engine/study"
	"demarche/engine/study/table"
)

const twoWorlds = `
format       = 1
id           = "two"
scenario     = ["scenario.toml", "fourth.toml"]
replications = 3
[factor.who]
set    = "policy.states"
levels = ["random", "hold"]
[tables]
moves = true
`

// TestScenariosWithOtherColumns plays two scenarios in one study: each table has
// the columns of both, and what a scenario does not have is null in its rows.
func TestScenariosWithOtherColumns(t *testing.T) {
	p := bindText(t, library("testdata"), twoWorlds)
	m := execute(t, p, study.Options{Workers: 2})
	one := execute(t, p, study.Options{Workers: 1})
	runs := m.rows(p, "runs")
	if len(runs) != 12 {
		t.Fatalf("%d runs, want 12", len(runs))
	}
	for i, x := range runs {
		own, others := []string{"param_mode", "policy_korsavia", "policy_moth", "metric_heat"}, []string{"param_depth", "policy_borealis", "metric_warmth"}
		if i >= 6 {
			own, others = others, own
		}
		if x["factor_scenario"] != [...]string{"scenario.toml", "fourth.toml"}[i/6] || x["param_ease"] != "0.5" || x["seed"] != runs[i%3]["seed"] {
			t.Errorf("run %d: %v", i, x)
		}
		for _, c := range own {
			if x[c] == "" {
				t.Errorf("run %d has no %s", i, c)
			}
		}
		for _, c := range others {
			if _, there := x[c]; !there || x[c] != "" {
				t.Errorf("run %d: %s is %q (there: %v), want null", i, c, x[c], there)
			}
		}
	}
	for _, x := range m.rows(p, "turns") {
		if mist := x["mist"]; (x["run"] < "6" && len(x["run"]) == 1) != (mist == "") || x["heat"] == "" {
			t.Errorf("turn %s of run %s: heat %q, mist %q", x["turn"], x["run"], x["heat"], mist)
		}
	}
	if x := m.rows(p, "role_turns")[0]; x["role"] != "aurelia" || x["means"] != "3" || x["reserve"] != "" {
		t.Errorf("first row of role_turns: %v", x)
	}
	for _, of := range m.l.Tables {
		if !slices.EqualFunc(m.rows(p, of.Name), one.rows(p, of.Name), maps.Equal) {
			t.Errorf("%s differs with one worker", of.Name)
		}
	}
}

// TestColumnsOfSeveralScenariosAreTold reads of each column in which scenarios it
// is, and what each says of it.
func TestColumnsOfSeveralScenariosAreTold(t *testing.T) {
	p := bindText(t, library("testdata"), twoWorlds)
	var out bytes.Buffer
	if err := p.Layout(p.Cases()[1]).WriteDictionary(&out); err != nil {
		t.Fatal(err)
	}
	var all []table.Meaning
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, m := range all {
		name := m.Table + "." + m.Column
		seen[name]++
		switch name {
		case "runs.param_depth":
			if !slices.Equal(m.Scenarios, []string{"fourth"}) || !m.Null || m.Meaning["en"] != "How deep it goes." {
				t.Errorf("%+v", m)
			}
		case "runs.param_ease":
			if m.Scenarios != nil || m.Null {
				t.Errorf("%+v", m)
			}
		case "turns.heat":
			if m.Otherwise["fourth"].Title["en"] != "Warmth" || m.Title["en"] == "Warmth" {
				t.Errorf("%+v", m)
			}
		case "role_turns.means":
			if !slices.Equal(m.Scenarios, []string{"quarrel"}) {
				t.Errorf("%+v", m)
			}
		}
	}
	for name, n := range seen {
		if n > 1 {
			t.Errorf("%s stands there %d times", name, n)
		}
	}
	if len(seen) == 0 || seen["turns.mist"] != 1 {
		t.Error("the columns of the second scenario are missing")
	}
}

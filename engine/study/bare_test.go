package study_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/scenario"
	"demarche/engine/study"
	"demarche/scenarios"
)

// TestRowsOfRunsAreTheSameWithoutARecorder plays studies with the tables of runs
// alone, which need nobody to be told what happens, and with that of moves, which
// do: the rows of runs and roles are the same.
func TestRowsOfRunsAreTheSameWithoutARecorder(t *testing.T) {
	sketches, err := filepath.Glob("../internal/sketches/testdata/*.toml")
	if err != nil || len(sketches) == 0 {
		t.Fatal(sketches, err)
	}
	for _, name := range sketches {
		t.Run(filepath.Base(name), func(t *testing.T) {
			dir, file := filepath.Split(name)
			files := scenarios.WithPacks(os.DirFS(dir))
			lib := study.Library{Files: files, Scenario: func(name string) (*scenario.Document, error) { return scenario.Read(files, name) }}
			same(t, lib, "scenario = \""+file+"\"\nreplications = 40\n"+everybody(t, lib, file, "random"))
		})
	}
	t.Run("code_blue", func(t *testing.T) {
		lib := study.Library{Scenario: func(name string) (*scenario.Document, error) { return scenario.Read(scenarios.FS, name) }}
		for _, who := range []string{"random", "cautious"} {
			same(t, lib, "scenario = \"code_blue\"\nreplications = 40\n"+everybody(t, lib, "code_blue", who))
		}
	})
	t.Run("moves of a file", func(t *testing.T) {
		same(t, folder(faulty, "turn,role,action,target\n1,host,push,\n1,guest,leap,\n2,guest,push,\n9,host,push,\n"),
			"scenario = \"s.toml\"\n[factor.f]\nset = \"moves\"\nfiles = \"m.csv\"\nrefused = \"skip\"\n")
	})
	t.Run("a division by zero", func(t *testing.T) {
		m := same(t, folder(faulty, ""), "scenario = \"s.toml\"\nreplications = 20\n[fix]\n\"policy.host\" = \"random\"\n\"policy.guest\" = \"random\"\n")
		status := map[string]int{}
		for _, r := range m {
			status[r["status"]]++
			if bad := r["status"] == "fault"; bad != strings.HasPrefix(r["fault"], "s.toml:") {
				t.Errorf("status %s has the fault %q", r["status"], r["fault"])
			}
		}
		if status["ok"] == 0 || status["fault"] == 0 {
			t.Errorf("statuses %v: want runs that went well and runs that did not", status)
		}
	})
}

// faulty is a game in which two who push in one turn divide by zero.
const faulty = `
format = 1
id = "faulty"
turns = 4
[track.heat]
start = 2
[role.host]
kind = "state"
[role.guest]
kind = "state"
[response.push]
by = ["host", "guest"]
effects = ["heat -= 1"]
[response.wait]
by = ["host", "guest"]
[rule.burn]
effects = ["heat += 1 / heat"]
[metric.heat]
value = "heat"
`

func folder(text, moves string) study.Library {
	files := fstest.MapFS{"s.toml": {Data: []byte(text)}, "m.csv": {Data: []byte(moves)}}
	return study.Library{Files: files, Scenario: func(name string) (*scenario.Document, error) { return scenario.Read(files, name) }}
}

// everybody has all seats of a scenario played by one policy.
func everybody(t *testing.T, lib study.Library, name, policy string) string {
	t.Helper()
	doc, err := lib.Scenario(name)
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	text := "[fix]\n"
	for i := range g.Roles {
		if g.Roles[i].Seat {
			text += fmt.Sprintf("\"policy.%s\" = %q\n", g.Roles[i].ID, policy)
		}
	}
	return text
}

// same plays a study with and without a recorder, compares its rows of runs and
// roles, and returns those of runs.
func same(t *testing.T, lib study.Library, text string) []map[string]string {
	t.Helper()
	text = "format = 1\nid = \"same\"\nseed = 5\n" + text
	var rows [2]map[string][]map[string]string
	for i, tables := range []string{"turns = 0", "turns = 0\nmoves = true"} {
		p := bindText(t, lib, text+"[tables]\n"+tables+"\n")
		m := execute(t, p, study.Options{})
		rows[i] = map[string][]map[string]string{"runs": m.rows(p, "runs"), "role_runs": m.rows(p, "role_runs")}
	}
	bare, told := rows[0], rows[1]
	if n := len(told["runs"]); n == 0 || len(bare["runs"]) != n {
		t.Fatalf("%d runs without a recorder, %d with one", len(bare["runs"]), n)
	}
	took := 0
	for _, table := range []string{"runs", "role_runs"} {
		for i := range told[table] {
			if !maps.Equal(bare[table][i], told[table][i]) {
				t.Errorf("%s, row %d:\nwithout %v\nwith    %v", table, i, differing(bare[table][i], told[table][i]), differing(told[table][i], bare[table][i]))
				return nil
			}
			if n := told[table][i]["moves_ok"]; n != "" && n != "0" {
				took++
			}
		}
	}
	if took == 0 {
		t.Error("nobody played anything")
	}
	return bare["runs"]
}

// differing are the cells of a row that differ from those of another.
func differing(row, other map[string]string) (out []string) {
	for k, v := range row {
		if other[k] != v {
			out = append(out, k+"="+v)
		}
	}
	slices.Sort(out)
	return out
}

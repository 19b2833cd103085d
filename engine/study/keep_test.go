package study_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"strconv"
	"testing"
	"testing/fstest"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/study"
)

// compiled makes the game of a record, as its header says.
func compiled(files fs.FS, h *record.Header) (*game.Machine, error) {
	doc, err := scenario.Read(files, h.Main)
	if err != nil {
		return nil, err
	}
	if h.Turns > 0 {
		doc = doc.Lasting(h.Turns)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	return game.NewMachine(g), nil
}

// kept are the records of a study by run, verified: adjudicated again from their own
// bytes, each turn comes out as recorded.
func kept(t *testing.T, m *memory, p *study.Plan) map[string]*record.Record {
	t.Helper()
	out := map[string]*record.Record{}
	for _, part := range m.parts {
		for run, data := range part.records {
			rec, err := record.Read(bytes.NewReader(data.Bytes()))
			if err != nil {
				t.Fatalf("run %d: %v", run, err)
			}
			rep := record.Verify(rec, compiled)
			if !rep.OK() || !rep.Recomputed || rep.Retold != 0 {
				t.Errorf("run %d: %+v", run, rep)
			}
			out[strconv.FormatInt(run, 10)] = rec
		}
	}
	for _, x := range m.rows(p, "runs") {
		rec := out[x["run"]]
		if want := fmt.Sprintf("records/%s", x["run"]); (rec == nil) != (x["record"] == "") || rec != nil && x["record"] != want {
			t.Errorf("run %s: the column record says %q, kept: %v", x["run"], x["record"], rec != nil)
		}
		if rec == nil {
			continue
		}
		c, err := rec.Course()
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(rec.Header.Seed) != x["seed"] || c.Play().String() != x["play"] || fmt.Sprint(len(c.Turns)) != x["turns_played"] || (c.End != nil) != (x["status"] == "ok") {
			t.Errorf("run %s (%s): the record is of seed %d, play %v, %d turns, whole: %v; the row says %v", x["run"], x["status"], rec.Header.Seed, c.Play(), len(c.Turns), c.End != nil, x)
		}
	}
	return out
}

const keeping = `
format       = 1
id           = "keeping"
scenario     = "scenario.toml"
replications = 2
[factor.heat]
set    = ["start.heat", "start.aurelia.means", "param.mode"]
levels = { low = [0, 1, "calm"], high = [50, 9, "tense"] }
[factor.length]
set    = "turns"
levels = [2, 3]
[factor.who]
set    = "policy.states"
levels = ["random", "cautious"]
[tables]
record = `

// TestRecordsOfRuns keeps all records of a study whose points begin otherwise than
// the scenario says and have other numbers of turns.
func TestRecordsOfRuns(t *testing.T) {
	p := bindText(t, library("testdata"), keeping+`"all"`)
	m := execute(t, p, study.Options{Workers: 2})
	if all := kept(t, m, p); len(all) != 16 {
		t.Errorf("%d records, want 16", len(all))
	}
	one := execute(t, p, study.Options{Workers: 1})
	for part, x := range m.parts {
		for run, data := range x.records {
			if !bytes.Equal(data.Bytes(), one.parts[part].records[run].Bytes()) {
				t.Errorf("run %d leaves other bytes with one worker", run)
			}
		}
	}
}

// TestRecordsOfSomeRuns keeps the first ones, none, and none of runs that did not
// fail.
func TestRecordsOfSomeRuns(t *testing.T) {
	for want, n := range map[string]int{`3`: 3, `"none"`: 0, `"failed"`: 0} {
		p := bindText(t, library("testdata"), keeping+want)
		all := kept(t, execute(t, p, study.Options{Workers: 2}), p)
		if len(all) != n || n > 0 && all["2"] == nil {
			t.Errorf("record = %s: %d records, want %d", want, len(all), n)
		}
	}
}

// TestRecordsOfFailedRuns plays a good file of moves and one with a row that is
// refused in turn 2: that run fails, and its record ends before that turn.
func TestRecordsOfFailedRuns(t *testing.T) {
	lib := library("testdata")
	lib.Files = fstest.MapFS{
		"moves/bad.csv":  {Data: []byte("turn,role,action\n1,aurelia,protest\n2,aurelia,nonsense\n")},
		"moves/good.csv": {Data: []byte("turn,role,action\n1,aurelia,protest\n")},
	}
	p := bindText(t, lib, `
format   = 1
id       = "failing"
scenario = "scenario.toml"
[factor.file]
set   = "moves"
files = "moves/*.csv"
[tables]
record = "failed"
`)
	m := execute(t, p, study.Options{})
	all := kept(t, m, p)
	if runs := m.rows(p, "runs"); len(all) != 1 || all["0"] == nil || runs[0]["status"] != "fault" || runs[1]["status"] != "ok" {
		t.Errorf("%d records; runs %v", len(all), runs)
	}
}

package study_test

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"demarche/engine/study"
	"demarche/engine/study/table"
)

// lossy is a study of three parts.
const lossy = `format = 1
id = "lossy"
scenario = "scenario.toml"
replications = 64
[factor.ease]
set = "param.ease"
levels = { never = 0, half = 0.5, always = 1 }
[factor.who]
set = "policy.aurelia"
levels = ["random"]
`

// TestAPartThatIsGivenUp: part 1 cannot be made, whatever is tried. The study goes
// on, and every run of the part has its row: it says what the run was to be, and why
// it is none. In shards it is the same.
func TestAPartThatIsGivenUp(t *testing.T) {
	p := bindText(t, library("testdata"), lossy)
	peace := &memory{l: p.Layout(p.Cases()[0]), parts: map[int32]*memoryPart{}}
	if err := study.Execute(context.Background(), p, peace, study.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, shards := range []int32{0, 1, 2, 7} {
		calls, told := 0, int64(0)
		m := &memory{l: peace.l, parts: map[int32]*memoryPart{}}
		m.fail = func(part int32, _ table.ID) error {
			if part != 1 {
				return nil
			}
			if calls++; calls == 20 { // somewhere in the middle of the part, once
				return errors.New("a row has no end")
			}
			return nil
		}
		o := study.Options{Shards: shards, Tick: func(n int64, _ bool) { told += n }}
		for o.Shard = range max(shards, 1) {
			if err := study.Execute(context.Background(), p, m, o); err != nil {
				t.Fatal(err)
			}
		}
		if len(m.lost) != 1 || len(m.parts) != 2 || m.parts[1] != nil || told != p.Runs() {
			t.Fatalf("%d shards: %d parts given up, kept %v, %d runs told of", shards, len(m.lost), m.parts, told)
		}
		lostRows(t, m.lost[0].rows, peace.parts[1].rows, "run 68: a row has no end")
	}
}

// lostRows wants the rows of a part that was given up to be what its runs were to
// be, and no more.
func lostRows(t *testing.T, got, played map[string][]map[string]string, why string) {
	t.Helper()
	for _, name := range []string{"runs", "role_runs"} {
		if len(got[name]) != len(played[name]) {
			t.Fatalf("%d rows of %s, want %d", len(got[name]), name, len(played[name]))
		}
	}
	same := []string{"study", "point", "replication", "run", "seed", "factor_ease", "factor_who", "param_ease", "param_mode", "policy_aurelia", "policy_moth"}
	other := map[string]string{"status": "lost", "fault": why, "turns_played": "0", "ending": "", "terminated": "false", "truncated": "true", "moves_ok": "0"}
	for i, row := range got["runs"] {
		for _, name := range same {
			if row[name] == "" || row[name] != played["runs"][i][name] {
				t.Errorf("row %d has %s = %q, want %q", i, name, row[name], played["runs"][i][name])
			}
		}
		for name, want := range other {
			if row[name] != want {
				t.Errorf("row %d has %s = %q, want %q", i, name, row[name], want)
			}
		}
		for name := range row {
			if strings.HasPrefix(name, "metric_") && row[name] != "" {
				t.Errorf("row %d has %s = %q and was never played", i, name, row[name])
			}
		}
	}
}

// TestAMachineThatFails: a full disk is nobody's part's fault. The study stops, no
// row says that anything is lost, and the same call goes on.
func TestAMachineThatFails(t *testing.T) {
	p := bindText(t, library("testdata"), lossy)
	m := &memory{l: p.Layout(p.Cases()[0]), parts: map[int32]*memoryPart{}}
	full := &fs.PathError{Op: "write", Path: "part", Err: errors.New("no space left on device")}
	m.fail = func(int32, table.ID) error { return full }
	if err := study.Execute(context.Background(), p, m, study.Options{}); !errors.Is(err, full) || len(m.lost)+len(m.parts) != 0 {
		t.Errorf("the disk is full: error %v, %d parts given up, %d kept", err, len(m.lost), len(m.parts))
	}
	m.fail = nil
	if err := study.Execute(context.Background(), p, m, study.Options{}); err != nil || len(m.parts) != int(p.Parts()) {
		t.Errorf("gone on: error %v, %d parts kept, want %d", err, len(m.parts), p.Parts())
	}
}

package study_test

import (
	"bufio"
	"encoding/json"
	"maps"
	"net"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"demarche/engine/agent"
	"demarche/engine/study"
)

const observing = `
format   = 1
id       = "observing"
scenario = "secret.toml"
replications = 2
[fix]
"policy.roles" = "random"
`

const observed = `
[tables]
observations = true
`

// views are the observations of a study by run, turn and role.
func views(t *testing.T, m *memory, p *study.Plan) map[string]string {
	t.Helper()
	out := map[string]string{}
	hashes := map[string]string{}
	for _, x := range m.rows(p, "observations") {
		if x["role"] == "moth" {
			t.Errorf("moth has no seat and was shown %s", x["view"])
		}
		out[x["run"]+" "+x["turn"]+" "+x["role"]] = x["view"]
		if was, ok := hashes[x["view_hash"]]; ok && was != x["view"] {
			t.Errorf("two views have the hash %s", x["view_hash"])
		}
		hashes[x["view_hash"]] = x["view"]
	}
	return out
}

// TestObservationsAreWhatARoleSees changes one number after the other. Only the
// views of those who see it change: those of everybody else are equal, byte for
// byte (law 3).
func TestObservationsAreWhatARoleSees(t *testing.T) {
	for _, x := range []struct {
		place  string
		levels string
		seen   []string // by whom
	}{
		{"start.calm", "[40, 41]", []string{"aurelia", "korsavia"}},
		{"start.storm", "[5, 6]", []string{"korsavia"}},
		{"start.plot", "[1, 2]", nil},
		{"start.aurelia.means", "[3, 4]", []string{"aurelia"}},
		{"start.korsavia.means", "[3, 4]", []string{"korsavia"}},
		{"start.moth.means", "[3, 4]", nil},
		{"param.depth", "[3, 30]", nil},
	} {
		p := bindText(t, library("testdata"), observing+"[factor.x]\nset = \""+x.place+"\"\nlevels = "+x.levels+observed)
		m := execute(t, p, study.Options{Workers: 2})
		all := views(t, m, p)
		if len(all) != 4*2*2 {
			t.Fatalf("%s: %d views, want those of 4 runs, 2 turns and 2 seats", x.place, len(all))
		}
		for _, role := range []string{"aurelia", "korsavia"} {
			for _, run := range []struct{ one, other string }{{"0", "2"}, {"1", "3"}} {
				for _, turn := range []string{"1", "2"} {
					one, other := all[run.one+" "+turn+" "+role], all[run.other+" "+turn+" "+role]
					if one == "" || (one != other) != slices.Contains(x.seen, role) {
						t.Errorf("%s: turn %s, %s is shown\n%s\nand\n%s", x.place, turn, role, one, other)
					}
				}
			}
		}
		alone := execute(t, p, study.Options{Workers: 1})
		if !slices.EqualFunc(m.rows(p, "observations"), alone.rows(p, "observations"), maps.Equal) {
			t.Errorf("%s: one worker shows something else than two", x.place)
		}
	}
}

// spies are agents in this process that choose the first option of every list and
// remember the view on which they did.
type spies struct {
	mu   sync.Mutex
	seen map[string]string // by agent seed, role and turn
}

// Open implements [study.Agents].
func (s *spies) Open(*study.Agent) (*agent.Conn, error) {
	ours, theirs := net.Pipe()
	go s.play(theirs)
	return agent.Open(ours, 10*time.Second)
}

func (s *spies) play(line net.Conn) {
	defer line.Close()
	say := func(text string) { line.Write([]byte(text + "\n")) } // a line that is gone ends the reading too
	say(`{"v":1,"t":"hello","name":"spy"}`)
	in := bufio.NewScanner(line)
	in.Buffer(nil, 1<<20)
	role, view := "", ""
	for in.Scan() {
		var x struct {
			T, Role, What string
			Turn          int
		}
		if json.Unmarshal(in.Bytes(), &x) != nil {
			return
		}
		switch x.T {
		case "welcome":
			role = x.Role
		case "view":
			view = in.Text()
		case "choose":
			s.mu.Lock()
			s.seen[role+" "+string(rune('0'+x.Turn))] = view
			s.mu.Unlock()
			say("1")
		}
	}
}

// TestObservationsOfAgentsAreWhatTheyWereShown compares the table with what programs
// got on their lines: nothing more and nothing else. Only the counts of views and of
// books are the line's own.
func TestObservationsOfAgentsAreWhatTheyWereShown(t *testing.T) {
	p := bindText(t, library("testdata"), `
format   = 1
id       = "spying"
scenario = "secret.toml"
[fix]
"policy.roles" = "agent:spy"
[agent.spy]
command = "in this process"
`+observed)
	for workers := 1; workers <= 2; workers++ {
		s := &spies{seen: map[string]string{}}
		m := execute(t, p, study.Options{Workers: workers, Agents: s})
		all := views(t, m, p)
		if len(all) != 4 || len(s.seen) != 4 {
			t.Fatalf("%d views in the table, %d on the lines, want 4", len(all), len(s.seen))
		}
		for where, view := range all {
			turn, role := where[2:3], where[4:]
			got, want := plainView(t, view), plainView(t, s.seen[role+" "+turn])
			if !reflect.DeepEqual(got, want) {
				t.Errorf("turn %s, %s: the table says\n%v\nits line said\n%v", turn, role, got, want)
			}
		}
	}
}

// plainView is a view without what counts messages of the line.
func plainView(t *testing.T, text string) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	delete(out, "seq")
	delete(out, "book")
	return out
}

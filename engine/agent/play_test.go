package agent_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// TestMain makes this program an agent if it is started as one, see rogues.
func TestMain(m *testing.M) {
	if how := os.Getenv("ROGUE"); how != "" {
		rogues[how](bufio.NewReader(os.Stdin), os.Stdout)
		return
	}
	os.Exit(m.Run())
}

// pact is a small game in which moves need the yes of others.
const pact = `
format    = 1
id        = "pact"
title     = { en = "Pact", fr = "Pacte" }
languages = ["en", "fr"]
turns     = 3
moves_per_turn = 2

[track.calm]
title = { en = "Calm", fr = "Calme" }
start = 50

[role_track.means]
title = { en = "Means", fr = "Moyens" }
start = 3

[role.aurelia]
kind  = "state"
title = { en = "Aurelia", fr = "Aurélie" }
goal.quiet = { text = { en = "Keep calm in Aurelia", fr = "Garder le calme" }, score = "calm / 10" }

[role.korsavia]
kind  = "state"
title = { en = "Korsavia", fr = "Korsavie" }

[response.patrol]
title   = { en = "Joint patrol", fr = "Patrouille commune" }
by      = "aurelia"
target  = "korsavia"
tray    = "talk"
cost    = { means = 1 }
effects = ["calm += 5"]
words   = { max = 100 }
consent.of = "target"

[response.note]
title   = { en = "Send a note", fr = "Envoyer une note" }
by      = "states"
tray    = "talk"
effects = ["calm += 1"]
choice.tone = { soft = { text = { en = "soft", fr = "doux" } }, sharp = { text = { en = "sharp", fr = "sec" } } }

[response.spend]
title   = { en = "Spend", fr = "Dépenser" }
by      = "states"
tray    = "defend"
cost    = { means = 2 }
effects = ["calm += 2"]
`

func compile(t testing.TB, text string) *game.Machine {
	t.Helper()
	doc, err := scenario.Read(fstest.MapFS{"scenario.toml": {Data: []byte(text)}}, "scenario.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return game.NewMachine(g)
}

func shipped(t testing.TB, id string) *game.Machine {
	t.Helper()
	doc, err := scenario.Read(scenarios.FS, id)
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return game.NewMachine(g)
}

// process is a program as the command starts it.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *os.File
}

func (p *process) Read(b []byte) (int, error)  { return p.out.Read(b) }
func (p *process) Write(b []byte) (int, error) { return p.in.Write(b) }
func (p *process) Close() error                { return errors.Join(p.in.Close(), p.out.Close()) }

// start starts a program that is ended with the test.
func start(t testing.TB, env []string, words ...string) *process {
	t.Helper()
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Env = append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, theirs, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = theirs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = theirs.Close()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	})
	return &process{cmd, in, out}
}

// greet starts an agent.
func greet(t testing.TB, env []string, words ...string) *agent.Conn {
	t.Helper()
	c, err := agent.Open(start(t, env, words...), patience)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// interpreter returns the path of a program, or skips the test.
func interpreter(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("there is no %s on this machine: %v", name, err)
	}
	return path
}

// sat is a whole play with agents.
type sat struct {
	sum    record.Sum
	facts  []agent.Fact
	orders []game.Orders
}

// play plays a game to its end: agents in their seats, the rest by a policy.
func play(t testing.TB, m *game.Machine, seed chance.Seed, rest string, seats ...*agent.Seat) sat {
	t.Helper()
	others, err := policy.NewTable(m, map[string]string{"": rest})
	if err != nil {
		t.Fatal(err)
	}
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	var out sat
	var s game.State
	var l game.Ledger
	luck := chance.Luck{Seed: seed}
	table := agent.NewTable(m, others, seats...)
	p := m.NewPlay(luck, &l)
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	thread := record.NewThread(n, record.Format)
	thread.Begin(&s)
	for !s.Ended() {
		l.Reset()
		p.Open(&s)
		open := l
		l.Reset()
		table.Opened(&open)
		orders := table.Orders(&s, luck)
		p.Adjudicate(&s, orders)
		played := l
		table.Closed(&s, &played)
		facts, err := table.Facts()
		if err != nil {
			t.Fatal(err)
		}
		out.facts, out.orders = append(out.facts, facts...), append(out.orders, orders)
		out.sum = thread.Next(orders, nil, &s)
	}
	return out
}

// seated seats one agent in each of some roles, "" = all that have a seat.
func seated(t testing.TB, m *game.Machine, c func() *agent.Conn, seed chance.Seed, o agent.Options, roles ...string) []*agent.Seat {
	t.Helper()
	var out []*agent.Seat
	for i := range m.Game.Roles {
		if r := &m.Game.Roles[i]; !r.Seat || len(roles) > 0 && !contains(roles, r.ID) {
			continue
		}
		seats, err := c().Seats(m, []int32{int32(i)}, agent.Run{Seed: seed}, o)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, seats...)
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// all wants facts to be of agents and fine.
func allFine(t testing.TB, facts []agent.Fact) {
	t.Helper()
	if len(facts) == 0 {
		t.Error("the agents were never asked")
	}
	for _, f := range facts {
		if f.Status != agent.OK || !strings.HasPrefix(f.Source, agent.SourceAgent) {
			t.Errorf("turn %d, %s: %s by %s: %s %s %q", f.Turn, f.What, f.Status, f.Source, f.Code, f.Text, f.Raw)
		}
	}
}

// tells returns facts in short: "1 moves 1 invalid no_such_number".
func tells(facts []agent.Fact) string {
	var b bytes.Buffer
	for _, f := range facts {
		who := ""
		if strings.HasPrefix(f.Source, agent.SourceStandIn) {
			who = " " + f.Source
		}
		fmt.Fprintf(&b, "%d %s %d %s%s%s\n", f.Turn, f.What, f.Try, f.Status, strings.TrimRight(" "+f.Code, " "), who)
	}
	return b.String()
}

package agent_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/policy"
	"demarche/engine/wire"
)

// puppet seats an agent inside this process in a role: answer is called with each
// question and returns the line to write. What it was told is kept.
func puppet(t testing.TB, answer func(q question) string) (*agent.Conn, *ear) {
	t.Helper()
	engine, mine := linked(&pad{})
	e := &ear{ReadWriteCloser: engine}
	go func() {
		say(mine, hello)
		asked(bufio.NewReader(mine), func(q question) { say(mine, "%s", answer(q)) })
	}()
	c, err := agent.Open(e, patience)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c, e
}

// Until the adjudication an agent is told the same whatever another one answers,
// and the order in which they answer changes nothing.
func TestNobodySeesWhatAnotherOneAnswers(t *testing.T) {
	m := compile(t, pact)
	var before []string
	sums := map[string]bool{}
	for _, other := range []struct {
		pick  string
		sleep time.Duration
	}{{"1", 0}, {"1", 200 * time.Millisecond}, {"2", 0}, {"0", 100 * time.Millisecond}} {
		first := ""
		var heard *ear
		korsavia, e := puppet(t, func(q question) string {
			if q.Turn == 1 && first == "" {
				first = heard.text() // all that it was told before it answers
			}
			return "2"
		})
		heard = e
		aurelia, _ := puppet(t, func(q question) string { time.Sleep(other.sleep); return other.pick })
		o := agent.Options{Timeout: patience, Fallback: policy.Hold}
		seats := append(seated(t, m, func() *agent.Conn { return aurelia }, 4, o, "aurelia"),
			seated(t, m, func() *agent.Conn { return korsavia }, 4, o, "korsavia")...)
		got := play(t, m, 4, policy.Hold, seats...)
		before = append(before, first)
		if other.pick == "1" {
			sums[got.sum.String()] = true
		}
	}
	for _, text := range before[1:] {
		if text != before[0] || text == "" {
			t.Errorf("told before the answer:\n%s\nand when another one answers otherwise:\n%s", before[0], text)
		}
	}
	if len(sums) != 1 {
		t.Errorf("who answers first changes the play: %v", sums)
	}
}

// told are the messages of one type that an agent was told, question by question.
func told(t testing.TB, e *ear) (byQuestion [][]string) {
	t.Helper()
	var now []string
	for _, line := range strings.Split(strings.TrimSpace(e.text()), "\n") {
		var h wire.Head
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			t.Fatal(err)
		}
		if now = append(now, h.T); h.T == wire.TypeChoose {
			byQuestion, now = append(byQuestion, now), nil
		}
	}
	return append(byQuestion, now)
}

// Each history shows what it says, and the play is the same.
func TestHistories(t *testing.T) {
	m := compile(t, pact)
	sums := map[string]bool{}
	for how, want := range map[string]string{
		wire.HistoryDelta: "[welcome book view choose] [ack view view choose] [ack view view choose] [ack view over bye]",
		wire.HistoryNone:  "[welcome book view choose] [ack book view choose] [ack book view choose] [ack book view over bye]",
		wire.HistoryFull:  "[welcome book history view choose] [ack book history view choose] [ack book history view choose] [ack book view over bye]",
	} {
		c, e := puppet(t, func(question) string { return "1" })
		got := play(t, m, 4, policy.Hold, seated(t, m, func() *agent.Conn { return c }, 4, agent.Options{Timeout: patience, History: how}, "korsavia")...)
		allFine(t, got.facts)
		if err := c.Close(); err != nil { // all is written
			t.Fatal(err)
		}
		sums[got.sum.String()] = true
		if told := strings.Trim(fmt.Sprint(told(t, e)), "[]"); "["+told+"]" != want {
			t.Errorf("%s: told [%s], want %s", how, told, want)
		}
		if how != wire.HistoryFull {
			continue
		}
		var last wire.History
		for _, line := range bytes.Split([]byte(e.text()), []byte("\n")) {
			if bytes.Contains(line, []byte(`"t":"history"`)) {
				if err := json.Unmarshal(line, &last); err != nil {
					t.Fatal(err)
				}
			}
		}
		var phases []string
		for i, v := range last.Views {
			phases = append(phases, fmt.Sprintf("%d %s", v.Turn, v.Phase))
			if int(v.Seq) != i+1 {
				t.Errorf("view %d of the history has seq %d", i, v.Seq)
			}
		}
		if want := []string{"1 decide", "1 reveal", "2 decide", "2 reveal"}; !slices.Equal(phases, want) {
			t.Errorf("the history before turn 3 is %v, want %v", phases, want)
		}
	}
	if len(sums) != 1 {
		t.Errorf("the history changes the play: %v", sums)
	}
}

// An agent's seed hangs on run and role, and is not that of the run.
func TestSeedsOfAgents(t *testing.T) {
	seen := map[uint64]string{}
	for run := range chance.Seed(50) {
		for _, role := range []string{"aurelia", "korsavia"} {
			s := agent.SeedFor(run, role)
			if s == uint64(run) || s > chance.MaxSeed || seen[s] != "" {
				t.Errorf("run %d, %s: seed %d (%s)", run, role, s, seen[s])
			}
			seen[s] = fmt.Sprint(run, role)
		}
	}
	if got := agent.SeedFor(1, "aurelia"); got != 7862510788855870 {
		t.Errorf("the seed of aurelia in run 1 is %d: agents would play other games than before", got)
	}
}

// What an agent writes beside a move reaches those who learn of the move.
func TestWordsBesideAMoveAreRead(t *testing.T) {
	m := compile(t, pact)
	aurelia, _ := puppet(t, func(q question) string {
		return fmt.Sprintf(`{"v":1,"t":"commit","turn":%d,"moves":[{"action":"patrol","target":"korsavia","text":"Together."}],"why":"a secret plan"}`, q.Turn)
	})
	korsavia, e := puppet(t, func(q question) string { return "1" })
	o := agent.Options{Timeout: patience}
	seats := append(seated(t, m, func() *agent.Conn { return aurelia }, 4, o, "aurelia"), seated(t, m, func() *agent.Conn { return korsavia }, 4, o, "korsavia")...)
	got := play(t, m, 4, policy.Hold, seats...)
	if err := korsavia.Close(); err != nil { // all is written
		t.Fatal(err)
	}
	if text := e.text(); !strings.Contains(text, "Together.") || strings.Contains(text, "secret plan") {
		t.Errorf("the other seat is not told the words, or is told the reason:\n%s\n%s", tells(got.facts), text)
	}
	if got.facts[0].Why != "a secret plan" && got.facts[1].Why != "a secret plan" {
		t.Errorf("the reason is not kept: %+v", got.facts[0])
	}
}

package agent_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"demarche/engine/agent"
	"demarche/engine/policy"
)

const hello = `{"v":1,"t":"hello","name":"rogue","agent":true}`

// Times that rogues have: brief is for those who use it up once and are in time later.
const (
	brief    = 8 * time.Second
	patience = time.Minute // what a healthy agent may take on a busy machine
)

// question is what rogues read of choose.
type question struct {
	T, ID, What, Seat       string
	Turn, Try, Count, Limit int
}

// asked calls answer with each question.
func asked(in *bufio.Reader, answer func(q question)) {
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var q question
		if json.Unmarshal(line, &q) == nil && q.T == "choose" {
			answer(q)
		}
	}
}

// postponed has the question of turn 1 answered when that of turn 2 has come: then
// nobody waits for it any more, however slow the machine is.
func postponed(in *bufio.Reader, answer func(q question)) {
	var owed []question
	asked(in, func(q question) {
		owed = append(owed, q)
		if q.Turn == 1 {
			return
		}
		for _, x := range owed {
			answer(x)
		}
		owed = nil
	})
}

func say(out io.Writer, format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }

// rogues are agents that do what no agent should. They run as processes.
var rogues = map[string]func(in *bufio.Reader, out *os.File){
	"dies in turn 2": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		asked(in, func(q question) {
			if q.Turn == 2 {
				os.Exit(3)
			}
			say(out, "1")
		})
	},
	"writes garbage": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		asked(in, func(q question) {
			switch q.Try {
			case 1:
				say(out, "Let me think about it...")
			case 2:
				_, _ = out.Write([]byte{0xff, 0xfe, 0, '{', '\n'})
			default:
				say(out, "1")
			}
		})
	},
	"never gets it right": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		asked(in, func(q question) { say(out, "99") })
	},
	"is late with numbers": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		postponed(in, func(q question) {
			say(out, "%d", min(q.Turn, q.Count)) // what is meant for turn 1 must not count in turn 2
		})
	},
	"is late with ids": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		postponed(in, func(q question) {
			say(out, `{"v":1,"t":"pick","id":%q,"picks":[%d]}`, q.ID, min(q.Turn, q.Count))
		})
	},
	"answers twice": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		asked(in, func(q question) {
			say(out, `{"v":1,"t":"pick","id":%q,"picks":[1]}`+"\n"+`{"v":1,"t":"pick","id":%q,"picks":[2]}`, q.ID, q.ID)
		})
	},
	"is silent": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		asked(in, func(question) {})
	},
	"floods": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		go io.Copy(io.Discard, in) // else it may be cut off for not reading
		line := []byte(strings.Repeat(`{"v":1,"t":"ping"}`+"\n", 1000))
		for range 1 << 20 {
			if _, err := out.Write(line); err != nil {
				return
			}
		}
	},
	"never ends a line": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		go io.Copy(io.Discard, in)
		line := bytes.Repeat([]byte("x"), 1<<16)
		for range 1 << 14 { // 1 GB
			if _, err := out.Write(line); err != nil {
				return
			}
		}
	},
	"writes a line that is too long": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		asked(in, func(q question) {
			if q.Try == 1 {
				say(out, `{"v":1,"t":"pick","id":%q,"picks":[1],"why":%q}`, q.ID, strings.Repeat("because ", 10000))
				return
			}
			say(out, "1")
		})
	},
	"does not read": func(_ *bufio.Reader, out *os.File) {
		say(out, hello)
		time.Sleep(time.Hour)
	},
	"closes its output": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		_ = out.Close()
		asked(in, func(question) {})
	},
	// It is no rogue: it writes everything out, as a browser does.
	"answers by messages": func(in *bufio.Reader, out *os.File) {
		say(out, hello)
		var view struct {
			T         string
			Turn      int
			Proposals []struct {
				ID   string
				Mine bool
			}
		}
		for {
			line, err := in.ReadBytes('\n')
			if err != nil {
				return
			}
			var q question
			if json.Unmarshal(line, &q) != nil {
				return
			}
			switch {
			case q.T == "view":
				view.Proposals = nil
				_ = json.Unmarshal(line, &view) // it was read before
			case q.T == "choose" && q.What == "moves":
				say(out, `{"v":1,"t":"ask"}`) // everything again, which changes nothing
				if strings.Contains(string(line), `"patrol"`) {
					say(out, `{"v":1,"t":"commit","id":"own-%d","turn":%d,"moves":[{"action":"patrol","target":"korsavia","text":"Together."}],"why":"peace"}`, q.Turn, q.Turn)
				} else {
					say(out, `{"v":1,"t":"commit","id":"own-%d","turn":%d,"moves":[{"action":"note","choices":{"tone":"sharp"}},{"action":"note"}]}`, q.Turn, q.Turn)
				}
			case q.T == "choose":
				for _, p := range view.Proposals {
					if !p.Mine {
						say(out, `{"v":1,"t":"answer","id":"a-%d-%s","turn":%d,"proposal":%q,"yes":true}`, q.Turn, p.ID, q.Turn, p.ID)
					}
				}
			}
		}
	},
	"says nothing":      func(in *bufio.Reader, _ *os.File) { asked(in, func(question) {}) },
	"says no hello":     func(in *bufio.Reader, out *os.File) { say(out, "Python 3.11.7 (main)") },
	"speaks version 9":  func(in *bufio.Reader, out *os.File) { say(out, `{"v":9,"t":"hello"}`) },
	"ends before hello": func(*bufio.Reader, *os.File) {},
}

// rogue starts one.
func rogue(t testing.TB, how string) *agent.Conn {
	t.Helper()
	if rogues[how] == nil {
		t.Fatalf("there is no rogue that %s", how)
	}
	return greet(t, []string{"ROGUE=" + how}, os.Args[0])
}

// Whatever an agent does, the play goes on to its end, and what it did is told.
func TestRoguesNeverStopAPlay(t *testing.T) {
	stood := "stand_in:" + policy.Hold
	for _, x := range []struct{ how, want string }{
		{"dies in turn 2", "1 moves 1 ok\n" +
			"2 moves 1 crashed\n2 moves 1 ok " + stood + "\n" +
			"3 moves 1 crashed\n3 moves 1 ok " + stood + "\n"},
		{"writes garbage", "1 moves 1 invalid bad_message\n1 moves 2 invalid bad_message\n1 moves 3 ok\n" +
			"2 moves 1 invalid bad_message\n2 moves 2 invalid bad_message\n2 moves 3 ok\n" +
			"3 moves 1 invalid bad_message\n3 moves 2 invalid bad_message\n3 moves 3 ok\n"},
		{"never gets it right", "1 moves 1 invalid no_such_number\n1 moves 2 invalid no_such_number\n1 moves 3 invalid no_such_number\n1 moves 3 ok " + stood + "\n" +
			"2 moves 1 invalid no_such_number\n2 moves 2 invalid no_such_number\n2 moves 3 invalid no_such_number\n2 moves 3 ok " + stood + "\n" +
			"3 moves 1 invalid no_such_number\n3 moves 2 invalid no_such_number\n3 moves 3 invalid no_such_number\n3 moves 3 ok " + stood + "\n"},
		{"is late with numbers", "1 moves 1 timeout\n1 moves 1 ok " + stood + "\n1 moves 1 late too_late\n2 moves 1 ok\n3 moves 1 ok\n"},
		{"is late with ids", "1 moves 1 timeout\n1 moves 1 ok " + stood + "\n1 moves 1 late too_late\n2 moves 1 ok\n3 moves 1 ok\n"},
		{"is silent", "1 moves 1 timeout\n1 moves 1 ok " + stood + "\n2 moves 1 timeout\n2 moves 1 ok " + stood + "\n3 moves 1 timeout\n3 moves 1 ok " + stood + "\n"},
		{"writes a line that is too long", "1 moves 1 invalid too_long\n1 moves 2 ok\n2 moves 1 invalid too_long\n2 moves 2 ok\n3 moves 1 invalid too_long\n3 moves 2 ok\n"},
		{"closes its output", "1 moves 1 crashed\n1 moves 1 ok " + stood + "\n2 moves 1 crashed\n2 moves 1 ok " + stood + "\n3 moves 1 crashed\n3 moves 1 ok " + stood + "\n"},
		{"floods", "1 moves 1 flooded\n1 moves 1 ok " + stood + "\n2 moves 1 flooded\n2 moves 1 ok " + stood + "\n3 moves 1 flooded\n3 moves 1 ok " + stood + "\n"},
		{"never ends a line", "1 moves 1 endless\n1 moves 1 ok " + stood + "\n2 moves 1 endless\n2 moves 1 ok " + stood + "\n3 moves 1 endless\n3 moves 1 ok " + stood + "\n"},
		{"does not read", "1 moves 1 timeout\n1 moves 1 ok " + stood + "\n2 moves 1 timeout\n2 moves 1 ok " + stood + "\n3 moves 1 timeout\n3 moves 1 ok " + stood + "\n"},
	} {
		t.Run(x.how, func(t *testing.T) {
			t.Parallel()
			m := compile(t, pact)
			c := rogue(t, x.how)
			wait := patience
			switch {
			case strings.Contains(x.want, "late"):
				wait = brief
			case strings.Contains(x.want, "timeout"):
				wait = time.Second // it never answers
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := play(t, m, 3, policy.Hold, seated(t, m, func() *agent.Conn { return c }, 3,
				agent.Options{Timeout: wait, Fallback: policy.Hold}, "korsavia")...)
			runtime.ReadMemStats(&after)
			if told := tells(got.facts); told != x.want {
				t.Errorf("facts:\n%swant:\n%s", told, x.want)
			}
			if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 64<<20 {
				t.Errorf("the agent made this process hold %d bytes more", grown)
			}
		})
	}
}

// The first of two answers counts, the other one is told.
func TestASecondAnswerIsTooLate(t *testing.T) {
	m := compile(t, pact)
	c := rogue(t, "answers twice")
	got := play(t, m, 3, policy.Hold, seated(t, m, func() *agent.Conn { return c }, 3, agent.Options{Timeout: patience}, "korsavia")...)
	taken, late := 0, 0
	for _, f := range got.facts {
		switch f.Status {
		case agent.OK:
			taken++
			if len(f.Moves) != 1 || f.Wrote[0].Choices["tone"] != "soft" {
				t.Errorf("turn %d: taken is %+v, want the first of the list", f.Turn, f.Wrote)
			}
		case agent.Late:
			late++
			if !strings.Contains(f.Raw[0], "[2]") {
				t.Errorf("too late is %q", f.Raw)
			}
		default:
			t.Errorf("turn %d: %s %s", f.Turn, f.Status, f.Code)
		}
	}
	if taken != 3 || late < 2 { // of the last turn it may come after the game
		t.Errorf("%d answers were taken and %d too late, want 3 and 3", taken, late)
	}
}

// Who does not say hello is no agent, and it is said why.
func TestGreetingsThatFail(t *testing.T) {
	for how, want := range map[string]string{
		"says nothing":      agent.ErrNoHello.Error(),
		"says no hello":     `the first line of the agent is no hello: "Python 3.11.7 (main)"`,
		"speaks version 9":  `the agent speaks another version: its hello has no "v":1`,
		"ends before hello": agent.ErrGone.Error(),
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			wait := patience
			if how == "says nothing" {
				wait = time.Second
			}
			_, err := agent.Open(start(t, []string{"ROGUE=" + how}, os.Args[0]), wait)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %q", err, want)
			}
			if how == "says nothing" && !errors.Is(err, agent.ErrNoHello) {
				t.Errorf("%v is not ErrNoHello", err)
			}
		})
	}
}

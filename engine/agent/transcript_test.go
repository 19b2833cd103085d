package agent_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"demarche/engine/agent"
	"demarche/engine/policy"
)

var update = flag.Bool("update", false, "rewrite the transcript in README.md")

// ends is one end of a line inside this process.
type ends struct {
	io.Reader
	io.WriteCloser
}

// linked returns the two ends of a line, with the engine's end writing down what
// goes over it.
func linked(told *pad) (engine, agent ends) {
	fromAgent, toEngine := io.Pipe()
	fromEngine, toAgent := io.Pipe()
	return ends{told.reads(fromAgent), told.writes(toAgent)}, ends{fromEngine, toEngine}
}

// pad is what was said on a line, in short.
type pad struct {
	mu    sync.Mutex
	lines []string
}

// shortest is the length of a line that is written down whole.
const shortest = 300

func (p *pad) put(mark string, data []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if len(l) > shortest {
			cut := shortest
			for !utf8.RuneStart(l[cut]) {
				cut--
			}
			l = l[:cut] + " …"
		}
		p.lines = append(p.lines, mark+l)
	}
}

type tap struct {
	p    *pad
	mark string
	r    *bufio.Reader
	w    io.WriteCloser
}

func (p *pad) reads(r io.Reader) io.Reader            { return &tap{p: p, mark: "< ", r: bufio.NewReader(r)} }
func (p *pad) writes(w io.WriteCloser) io.WriteCloser { return &tap{p: p, mark: "> ", w: w} }

func (x *tap) Read(b []byte) (int, error) {
	line, err := x.r.ReadBytes('\n')
	if len(line) > 0 {
		x.p.put(x.mark, line)
	}
	return copy(b, line), err
}

func (x *tap) Write(b []byte) (int, error) {
	x.p.put(x.mark, b)
	return x.w.Write(b)
}

func (x *tap) Close() error { return x.w.Close() }

// scripted plays two turns as the README tells: a wrong number, a number, a move
// written out; then numbers.
func scripted(line ends) {
	in := bufio.NewReader(line)
	fmt.Fprintln(line, `{"v":1,"t":"hello","name":"example","agent":true}`)
	for {
		text, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var q question
		if json.Unmarshal(text, &q) != nil || q.T != "choose" {
			continue
		}
		switch {
		case q.What == "answers":
			fmt.Fprintf(line, `{"v":1,"t":"pick","id":%q,"picks":[1],"why":"it calms"}`+"\n", q.ID)
		case q.Turn == 1 && q.Try == 1:
			fmt.Fprintln(line, "99")
		case q.Turn == 1:
			fmt.Fprintln(line, "1")
		case q.Turn == 2:
			fmt.Fprintln(line, `{"v":1,"t":"commit","turn":2,"moves":[{"action":"spend","amount":2},{"action":"note","choices":{"tone":"sharp"},"text":"Stay away."}]}`)
		default:
			fmt.Fprintln(line, "0")
		}
	}
}

// The transcript in the README is what happens.
func TestTheTranscriptIsTrue(t *testing.T) {
	m, err := agent.Trial()
	if err != nil {
		t.Fatal(err)
	}
	told := &pad{}
	engine, mine := linked(told)
	go scripted(mine)
	c, err := agent.Open(engine, patience)
	if err != nil {
		t.Fatal(err)
	}
	seats, err := c.Seats(m, []int32{1}, agent.Run{Seed: 1, Build: "0.1.0"}, agent.Options{Timeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	play(t, m, 1, policy.Random, seats...)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	told.mu.Lock()
	defer told.mu.Unlock()
	want := strings.Join(told.lines, "\n")
	if !strings.Contains(want, `"what":"answers"`) || !strings.Contains(want, `"t":"refuse"`) {
		t.Error("the transcript shows no proposal or no refusal: choose another seed")
	}
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- transcript -->\n```\n", "\n```\n<!-- end of transcript -->"
	before, rest, ok := bytes.Cut(data, []byte(begin))
	got, after, ok2 := bytes.Cut(rest, []byte(end))
	if !ok || !ok2 {
		t.Fatalf("README.md has no %q", begin)
	}
	if string(got) == want {
		return
	}
	if !*update {
		t.Fatalf("the transcript of README.md is not what happens (go test ./engine/agent -run Transcript -update):\n%s", want)
	}
	if err := os.WriteFile("README.md", bytes.Join([][]byte{before, []byte(begin), []byte(want), []byte(end), after}, nil), 0o644); err != nil {
		t.Fatal(err)
	}
}

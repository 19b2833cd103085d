package agent

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Store keeps what agents said, raw.
type Store interface {
	// Keep is called once for each question, from several goroutines.
	Keep(Answer) error
}

// Answer is what was said to one question. It is a line of a file of answers.
type Answer struct {
	Run  int64    `json:"run"`
	Role string   `json:"role"`
	Turn int      `json:"turn"`
	What string   `json:"what"` // moves, answers
	Try  int      `json:"try"`
	Said []string `json:"said"`          // the lines, as they came; one that was no text in base 64 behind "\ufffe64:"
	Cut  []int    `json:"cut,omitempty"` // which of them were longer than may be
	End  string   `json:"end,omitempty"` // timeout, crashed, flooded …: no more came
}

// key names a question.
type key struct {
	run  int64
	role string
	turn int
	what string
	try  int
}

func (a *Answer) key() key { return key{a.Run, a.Role, a.Turn, a.What, a.Try} }

// lines returns what was said.
func (a *Answer) lines() ([]line, error) {
	out := make([]line, len(a.Said))
	for i, s := range a.Said {
		out[i].raw = []byte(s)
		if rest, no := strings.CutPrefix(s, base64Mark); no {
			raw, err := base64.StdEncoding.DecodeString(rest)
			if err != nil {
				return nil, err
			}
			out[i].raw = raw
		}
	}
	for _, i := range a.Cut {
		if i < 0 || i >= len(out) {
			return nil, fmt.Errorf("there is no line %d", i)
		}
		out[i].cut = true
	}
	return out, nil
}

// Format is the first line of a file of answers.
type Format struct {
	Kind     string            `json:"kind"`   // "demarche answers"
	Format   int               `json:"format"` // 1
	Scenario string            `json:"scenario,omitempty"`
	Agents   map[string]string `json:"agents,omitempty"` // who played a role, by its id
}

// formatKind and formatNow are what this program writes.
const (
	formatKind = "demarche answers"
	formatNow  = 1
)

// Writer is a store that writes a file of answers: JSON lines, the first one a
// [Format]. It is safe for concurrent use.
type Writer struct {
	mu sync.Mutex
	w  *bufio.Writer
}

// NewWriter begins a file of answers of plays of a scenario; agents says who
// plays a role, by its id, and may be nil.
func NewWriter(w io.Writer, scenario string, agents map[string]string) (*Writer, error) {
	x := &Writer{w: bufio.NewWriter(w)}
	return x, x.put(Format{formatKind, formatNow, scenario, agents})
}

// Keep implements [Store].
func (x *Writer) Keep(a Answer) error { return x.put(a) }

func (x *Writer) put(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, err := x.w.Write(append(data, '\n')); err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return x.w.Flush()
}

// Archive is a file of answers read back. It is immutable and safe for
// concurrent use.
type Archive struct {
	Scenario string            // id; "" if the file does not say
	Agents   map[string]string // who played a role, by its id; nil if the file does not say
	answers  map[key][]line
	ends     map[key]string
}

// maxEntry bounds a line of a file of answers.
const maxEntry = 2 * (maxLine + 1024) * answerLimit

// ReadArchive reads a file of answers. An error names its line.
func ReadArchive(r io.Reader) (*Archive, error) {
	x := &Archive{answers: map[key][]line{}, ends: map[key]string{}}
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxEntry)
	begun := false
	for n := 1; in.Scan(); n++ {
		if !begun {
			begun = true
			var f Format
			if json.Unmarshal(in.Bytes(), &f) != nil || f.Kind != formatKind {
				return nil, errors.New("line 1: this is no file of answers (its first line is {\"kind\":\"demarche answers\",…})")
			}
			if f.Format != formatNow {
				return nil, fmt.Errorf("line 1: format %d of answers is not known (this program reads %d)", f.Format, formatNow)
			}
			x.Scenario, x.Agents = f.Scenario, f.Agents
			continue
		}
		var a Answer
		err := json.Unmarshal(in.Bytes(), &a)
		var said []line
		if err == nil {
			said, err = a.lines()
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if _, again := x.ends[a.key()]; again {
			return nil, fmt.Errorf("line %d: turn %d, %s of %s, try %d stands here a second time", n, a.Turn, a.What, a.Role, a.Try)
		}
		x.answers[a.key()], x.ends[a.key()] = said, a.End
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	if !begun {
		return nil, errors.New("the file of answers is empty")
	}
	return x, nil
}

// find returns what was said to a question, and how it ended.
func (x *Archive) find(k key) (said []line, end string) {
	end, ok := x.ends[k]
	if !ok {
		return nil, Missing
	}
	return x.answers[k], end
}

// hello is what stands in an answer that tells why an agent could not be seated.
const hello = "hello"

// Absent is the entry of an agent that could not be seated in a run, and why.
func Absent(run int64, role, why string) Answer {
	return Answer{Run: run, Role: role, What: hello, End: why}
}

// Absent returns why no agent could be seated in a run, "" if one was.
func (x *Archive) Absent(run int64, role string) string {
	return x.ends[key{run: run, role: role, what: hello}]
}

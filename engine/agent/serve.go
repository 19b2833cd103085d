package agent

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"demarche/engine/policy"
	"demarche/engine/wire"
)

// Commands of a controller of an environment, and what it is told. One JSON
// object stands on a line.
const (
	typeReady = "ready" // once, at the beginning
	typeReset = "reset" // {"t":"reset","seed":…,…}: see [Setup]
	typeStep  = "step"  // {"t":"step","orders":{ROLE: ORDER}}: see [Order]
	typeClose = "close"
	typeError = "error" // a command that could not be understood changes nothing
)

// ready tells what there is to play.
type ready struct {
	T        string      `json:"t"`
	V        int         `json:"v"` // version of the messages of wire
	Build    string      `json:"build"`
	Scenario string      `json:"scenario"`
	Turns    int32       `json:"turns"`
	Limit    int32       `json:"limit"`  // most moves of a role in a turn; 0 = any
	Listed   int         `json:"listed"` // most entries of a list
	Seats    []string    `json:"seats"`
	Params   []parameter `json:"params"`
	Policies []string    `json:"policies"`
	Langs    []string    `json:"langs"`
}

type parameter struct {
	ID      string   `json:"id"`
	Default float64  `json:"default"`
	Words   []string `json:"words,omitempty"` // the names of 0, 1, 2 …
}

// failed tells that a command changed nothing, and why.
type failed struct {
	T    string `json:"t"`
	Text string `json:"text"`
}

// Serve takes commands of a controller until it closes or its input ends.
func (e *Env) Serve(r io.Reader, w io.Writer, build string) error {
	out := bufio.NewWriter(w)
	put := func(message any) error {
		if _, err := out.Write(append(wire.Encode(message), '\n')); err != nil {
			return err
		}
		return out.Flush()
	}
	if err := put(e.ready(build)); err != nil {
		return err
	}
	in := newReader(r)
	for {
		line, cut, err := in.next()
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a command: %w", err)
		}
		answer, over := e.command(line, cut)
		if over {
			return nil
		}
		if err := put(answer); err != nil {
			return err
		}
	}
}

func (e *Env) ready(build string) ready {
	g := e.m.Game
	x := ready{
		T: typeReady, V: wire.Version, Build: build, Scenario: g.ID, Turns: g.Turns, Limit: g.MovesPerTurn, Listed: wire.MostListed,
		Seats: []string{}, Params: []parameter{}, Policies: policy.NamesOf(g), Langs: g.Languages,
	}
	for i := range g.Roles {
		if g.Roles[i].Seat {
			x.Seats = append(x.Seats, g.Roles[i].ID)
		}
	}
	for i := range g.Params {
		p := &g.Params[i]
		x.Params = append(x.Params, parameter{p.ID, p.Default, p.Words})
	}
	return x
}

// command does one command.
func (e *Env) command(line []byte, cut bool) (answer any, over bool) {
	var c struct {
		T      string           `json:"t"`
		Orders map[string]Order `json:"orders"`
	}
	err := json.Unmarshal(line, &c)
	switch {
	case cut:
		return failed{typeError, fmt.Sprintf("a command has at most %d bytes", maxLine)}, false
	case err != nil:
		return failed{typeError, "a command is a JSON object on one line: " + err.Error()}, false
	}
	var m *Moment
	switch c.T {
	case typeReset:
		var x Setup
		if err = json.Unmarshal(line, &x); err == nil {
			m, err = e.Reset(x)
		}
	case typeStep:
		m, err = e.Step(c.Orders)
	case typeClose:
		return nil, true
	default:
		err = fmt.Errorf("there is no command %q (reset, step, close)", c.T)
	}
	var no *Refused
	switch {
	case errors.As(err, &no):
		return no, false
	case err != nil:
		return failed{typeError, err.Error()}, false
	}
	return m, false
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"demarche/engine/wire"
	"demarche/server/httpd"
)

func joinCommand(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "join LINK COMMAND",
		Short: "Seat an outside agent in a live exercise",
		Long: "Join opens the link of a seat as a browser does and passes on what is said there, one message\n" +
			"to a line, to the standard input of a program, and what the program writes to the server. It\n" +
			"ends with the exercise. The program is the same as for run --policy exec:COMMAND.\n" +
			"    demarche join http://127.0.0.1:8080/join/TOKEN 'python3 agent.py'",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return &answer{code: wrong, err: errors.New("name a link and a command: demarche join LINK COMMAND")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return s.join(args[0], args[1]) },
	}
}

func (s *streams) join(link, command string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	seat, err := httpd.Dial(ctx, link)
	if err != nil {
		return &answer{code: no, err: err, hint: "the facilitator, or serve --demo, gives the links of seats; each has the form http://HOST/join/TOKEN"}
	}
	defer seat.Close()
	crew := newCrew(s.err)
	defer crew.disband()
	p, err := crew.start(command)
	if err != nil {
		return &answer{code: wrong, err: err, hint: "a command is looked for in PATH, or given as a path such as ./agent.sh"}
	}
	context.AfterFunc(ctx, func() { _ = seat.Close() })
	spoken := make(chan error, 1)
	go func() {
		spoken <- speak(p, seat)
		_ = seat.Close() // nobody plays the seat any more
	}()
	err = listen(p, seat)
	_ = p.Close()
	if said := <-spoken; err == nil || ctx.Err() != nil {
		return nil
	} else if !errors.Is(said, errUnsent) { // of a line that has ended the server says why
		err = said
	}
	return &answer{code: no, err: err}
}

// errUnsent says that what an agent said does not reach the exercise.
var errUnsent = errors.New("send what the agent says")

// speak sends what the program writes.
func speak(p *proc, seat *httpd.Dialled) error {
	in := bufio.NewScanner(p)
	in.Buffer(nil, wire.MaxMessage+1)
	for in.Scan() {
		line := bytes.TrimSpace(in.Bytes())
		if len(line) == 0 {
			continue
		}
		if err := seat.Send(line); err != nil {
			return fmt.Errorf("%w: %w", errUnsent, err)
		}
	}
	if errors.Is(in.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("the agent wrote a line of more than %d bytes", wire.MaxMessage)
	}
	return errors.New("the agent has ended before the exercise")
}

// listen passes on what the server says until the exercise is over, which is no
// error.
func listen(p *proc, seat *httpd.Dialled) error {
	for {
		message, err := seat.Receive()
		switch {
		case err == nil:
		case errors.Is(err, httpd.ErrSlow):
			return errors.New("the exercise lets the agent go: it does not read what it is told")
		case errors.Is(err, httpd.ErrFast):
			return errors.New("the exercise lets the agent go: it writes on and on without being asked")
		default:
			return fmt.Errorf("the line to the exercise has ended: %w", err)
		}
		if _, err := p.Write(append(message, '\n')); err != nil {
			return errors.New("the agent does not read any more")
		}
		var h struct{ T, Reason, Text string }
		if json.Unmarshal(message, &h) != nil {
			continue
		}
		switch h.T {
		case wire.TypeOver:
			return nil
		case wire.TypeBye:
			return fmt.Errorf("the exercise lets the agent go: %s (%s)", h.Text, h.Reason)
		}
	}
}

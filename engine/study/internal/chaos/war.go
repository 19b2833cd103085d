package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"sync"
	"time"

	"demarche/engine/chance"
)

// process is one process of the program.
type process struct {
	cmd  *exec.Cmd
	out  words
	done chan struct{}
	err  error
}

// words is what a process says. It is safe for concurrent use.
type words struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *words) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

// start starts the program.
func (c *chaos) start(args ...string) *process {
	p := &process{cmd: exec.Command(c.program, args...), done: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	if p.err = p.cmd.Start(); p.err != nil {
		close(p.done)
		return p
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	return p
}

func (p *process) said() string {
	p.out.mu.Lock()
	defer p.out.mu.Unlock()
	return p.out.b.String()
}

// wait waits for the end; what outlives ctx is killed.
func (p *process) wait(ctx context.Context) error {
	select {
	case <-p.done:
		return p.err
	case <-ctx.Done():
		p.kill()
		return context.Cause(ctx)
	}
}

// kill ends it as a power cut would.
func (p *process) kill() {
	if p.cmd.Process != nil {
		_ = p.cmd.Process.Kill() // it may be gone by itself
	}
	<-p.done
}

// Bounds of the time between two kills.
const (
	soonest = 150 * time.Millisecond
	latest  = 1500 * time.Millisecond
)

// war plays the study over a queue and kills until it is done. One victim in four
// is the submitter, in which the queue runs.
func (c *chaos) war(ctx context.Context) (killed int, err error) {
	address, err := free()
	if err != nil {
		return 0, err
	}
	submit := func() *process {
		return c.start("study", c.path("study.toml"), "--out", c.path("war"), "--nats", "embedded:"+address, "--sign", "3s")
	}
	work := func() *process {
		return c.start("work", "--nats", "nats://"+address, "--workers", "1", "--sign", "3s", "--leave", "1m")
	}
	head, hands := submit(), make([]*process, c.workers)
	for i := range hands {
		hands[i] = work()
	}
	defer func() {
		head.kill()
		for _, h := range hands {
			h.kill()
		}
	}()
	luck := chance.Luck{Seed: chance.Seed(c.seed)}
	draw := func(what string, n int) float64 { return luck.Unit(chance.Name("chaos", what), 0, uint32(n)) }
	for n := 0; ; n++ {
		pause := soonest + time.Duration(draw("pause", n)*float64(latest-soonest))
		if killed >= c.kills {
			return killed, c.end(ctx, head)
		}
		select {
		case <-time.After(pause):
		case <-head.done:
			if head.err != nil {
				return killed, fmt.Errorf("the submitter: %w\n%s", head.err, head.said())
			}
			return killed, errors.New("the study was over before enough was killed; RUNS=… makes it longer")
		case <-ctx.Done():
			return killed, fmt.Errorf("%w\n%s", context.Cause(ctx), head.said())
		}
		killed++
		if draw("who", n) < 0.25 {
			head.kill()
			head = submit()
			continue
		}
		i := int(draw("which", n) * float64(len(hands)))
		hands[i].kill()
		hands[i] = work()
	}
}

// end lets the study come to its end in peace.
func (c *chaos) end(ctx context.Context, head *process) error {
	if err := head.wait(ctx); err != nil {
		return fmt.Errorf("the submitter: %w\n%s", err, head.said())
	}
	return nil
}

// free is an address that nobody listens at.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// read reads a file of a study.
func (c *chaos) read(study, name string) ([]byte, error) {
	return os.ReadFile(c.path(study + "/" + name))
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// program is the server as a process that lives several times, always on the
// same folder and port.
type program struct {
	path, folder, addr string

	cmd  *exec.Cmd
	host string // link of the host, as the last life printed it
	mu   sync.Mutex
	log  bytes.Buffer // of the last life
}

func newProgram(path, folder string) (*program, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := l.Addr().String()
	return &program{path: path, folder: folder, addr: addr}, l.Close()
}

func (p *program) url(path string) string { return "http://" + p.addr + path }

// Write keeps what the server says. It implements io.Writer.
func (p *program) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.Write(b)
}

// said returns the end of what the server wrote in its last life.
func (p *program) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.log.Bytes()
	return string(b[max(0, len(b)-4000):])
}

// startWait is how long a start may take.
const startWait = 30 * time.Second

// start runs the server and returns once it is ready.
func (p *program) start(ctx context.Context) error {
	link, err := p.launch()
	if err != nil {
		return err
	}
	select {
	case l, ok := <-link:
		if !ok {
			p.kill()
			return errors.New("the server ends without a link for the host")
		}
		p.host = l
	case <-time.After(startWait):
		return errors.New("the server gives no link for the host")
	case <-ctx.Done():
		return ctx.Err()
	}
	return p.ready(ctx)
}

// launch runs the server. The channel gives the link of its host, once it has
// one, and is closed when the server is gone.
func (p *program) launch() (<-chan string, error) {
	p.mu.Lock()
	p.log.Reset()
	p.mu.Unlock()
	p.cmd = exec.Command(p.path, "serve", "--data", p.folder, "--addr", p.addr)
	p.cmd.Stderr = p
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	link := make(chan string, 1)
	go func() {
		defer close(link)
		in := bufio.NewScanner(out)
		for in.Scan() {
			if _, after, found := strings.Cut(in.Text(), "http://"); found && strings.Contains(after, "/host/") {
				select {
				case link <- "http://" + strings.Fields(after)[0]:
				default: // another address of the same
				}
			}
		}
		_, _ = io.Copy(io.Discard, out)
	}()
	return link, nil
}

// ready waits until the server lets people in.
func (p *program) ready(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, startWait)
	defer stop()
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url("/readyz"), nil)
		if err != nil {
			return err
		}
		if res, err := http.DefaultClient.Do(r); err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("the server is never ready: %w", ctx.Err())
		}
	}
}

// kill ends the server with SIGKILL, which no program can catch, and waits.
func (p *program) kill() {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait() // it was killed, and says so
	p.cmd = nil
}

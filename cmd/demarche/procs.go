package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// Times that a program is given to end by itself.
const (
	leaveWait = 2 * time.Second        // after its input was closed
	pipeWait  = 500 * time.Millisecond // for what it still writes to its errors
)

// crew starts outside programs and ends them, with all that they have started in
// their turn. It is safe for concurrent use.
type crew struct {
	errs io.Writer // takes what they write to their standard error

	mu    sync.Mutex
	procs []*proc
	over  bool
}

// proc is one program: what is written goes to its standard input, what is read
// comes from its standard output.
type proc struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *os.File
	done chan struct{} // it has ended
	once sync.Once
}

// newCrew returns a crew whose programs complain to errs.
func newCrew(errs io.Writer) *crew { return &crew{errs: &lockedWriter{w: errs}} }

// start starts a command such as `python3 agent.py --level "very high"`: words
// parted by spaces, with quotes as in a shell. There is no shell.
func (c *crew) start(command string) (*proc, error) {
	words, err := wordsOf(command)
	if err != nil {
		return nil, fmt.Errorf("command %q: %w", command, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return nil, errors.New("the programs are being ended")
	}
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Stderr, cmd.WaitDelay = &complaints{to: c.errs, command: command, left: mostComplaints}, pipeWait
	ownGroup(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", words[0], err)
	}
	out, theirs, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", words[0], err), in.Close())
	}
	cmd.Stdout = theirs
	err = cmd.Start()
	_ = theirs.Close() // the program has its own
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", words[0], err), out.Close())
	}
	p := &proc{cmd: cmd, in: in, out: out, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		_ = cmd.Wait() // how it ended is nobody's business: what it said counts
		endGroup(cmd)  // at once, while no other group can have its number
	}()
	c.procs = append(c.procs, p)
	return p, nil
}

// Read implements [io.Reader].
func (p *proc) Read(b []byte) (int, error) { return p.out.Read(b) }

// Write implements [io.Writer].
func (p *proc) Write(b []byte) (int, error) { return p.in.Write(b) }

// Close implements [io.Closer]: the program has a moment to end by itself, then
// it is ended with all its group.
func (p *proc) Close() error {
	p.once.Do(func() {
		_ = p.in.Close() // it may have ended
		go func() {
			select {
			case <-p.done:
			case <-time.After(leaveWait):
				endGroup(p.cmd)
			}
			_ = p.out.Close()
		}()
	})
	return nil
}

// Ended waits until the program has ended; false: it has not in time.
func (p *proc) Ended(within time.Duration) bool {
	select {
	case <-p.done:
		return true
	case <-time.After(within):
		return false
	}
}

// disband ends all programs and waits until they are gone.
func (c *crew) disband() {
	c.mu.Lock()
	c.over = true
	procs := c.procs
	c.procs = nil
	c.mu.Unlock()
	for _, p := range procs {
		_ = p.Close()
	}
	for _, p := range procs {
		<-p.done
	}
}

// mostComplaints is how many bytes of the errors of one program are passed on.
const mostComplaints = 64 << 10

// complaints passes on the beginning of what a program writes to its errors. A study
// starts thousands of programs, and one that tells all that it does would bury what
// the others say.
type complaints struct {
	to      io.Writer
	command string
	left    int
	told    bool // that the rest is left out
}

// Write implements [io.Writer]. What is left out is taken all the same, so that the
// program never waits.
func (c *complaints) Write(b []byte) (int, error) {
	if n := min(len(b), c.left); n > 0 {
		if _, err := c.to.Write(b[:n]); err != nil {
			return 0, err
		}
		c.left -= n
	}
	if c.left == 0 && !c.told {
		c.told = true
		if _, err := fmt.Fprintf(c.to, "\n… what else %q writes to its errors is left out\n", c.command); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

// lockedWriter lets several programs complain at once.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// wordsOf parts a command into words: at spaces, but for those between quotes or
// behind a backslash.
func wordsOf(command string) ([]string, error) {
	var words []string
	var word strings.Builder
	inWord, quote, escaped := false, rune(0), false
	for _, r := range command {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			inWord, escaped = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			inWord, quote = true, r
		case r == ' ' || r == '\t' || r == '\n':
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		default:
			inWord = true
			word.WriteRune(r)
		}
	}
	switch {
	case quote != 0:
		return nil, fmt.Errorf("a quote %c is not closed", quote)
	case escaped:
		return nil, errors.New("it ends with a backslash")
	case inWord:
		words = append(words, word.String())
	}
	if len(words) == 0 {
		return nil, errors.New("it is empty")
	}
	return words, nil
}

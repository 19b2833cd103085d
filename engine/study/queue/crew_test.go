package queue_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche/engine/study/queue"
)

// partBytes is what a part of a job comes to, whoever plays it.
func partBytes(j *queue.Job, part int32, size int) []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", j.Bytes, part))
	return bytes.Repeat(sum[:], size/len(sum)+1)[:size]
}

func jobOf(name string, parts int32) *queue.Job {
	return &queue.Job{Bytes: []byte(name), Files: []byte("files of " + name), Parts: parts}
}

// shelf takes parts. It is safe for concurrent use.
type shelf struct {
	j    *queue.Job
	size int

	mu   sync.Mutex
	has  map[int32]bool
	said []string
	take func(part int32, data []byte) error // nil: take it
}

func newShelf(j *queue.Job, size int) *shelf { return &shelf{j: j, size: size, has: map[int32]bool{}} }

func (s *shelf) submitter() queue.Submitter {
	return queue.Submitter{Missing: s.missing, Take: s.put, Tell: s.tell}
}

func (s *shelf) missing() (out []int32, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for part := range s.j.Parts {
		if !s.has[part] {
			out = append(out, part)
		}
	}
	return out, nil
}

// put takes what is the part, byte for byte.
func (s *shelf) put(part int32, r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, partBytes(s.j, part, s.size)) {
		return fmt.Errorf("%w: %d bytes", queue.ErrBad, len(data))
	}
	if s.take != nil {
		if err := s.take(part, data); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.has[part] = true
	return nil
}

func (s *shelf) tell(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, fmt.Sprintf(format, args...))
}

// words is what was told so far.
func (s *shelf) words() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.said, "\n")
}

func (s *shelf) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.has)
}

// hand is a worker in this process and what it did.
type hand struct {
	size  int
	pause time.Duration                                 // of each part
	part  func(part int32, data []byte) ([]byte, error) // nil: as it should be
	open  error

	mu     sync.Mutex
	played map[int32]int
	said   []string
}

// Open makes ready for a job.
func (h *hand) Open(j *queue.Job) (queue.Crew, error) {
	if h.open != nil {
		return nil, h.open
	}
	if string(j.Files[:9]) != "files of " {
		return nil, errors.New("the files are not those of the job")
	}
	return &crew{h, j}, nil
}

func (h *hand) tell(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.said = append(h.said, fmt.Sprintf(format, args...))
}

func (h *hand) words() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Join(h.said, "\n")
}

// most is how often the part that was played most was played.
func (h *hand) most() (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.played {
		n = max(n, x)
	}
	return n
}

type crew struct {
	h *hand
	j *queue.Job
}

type parcel struct{ *bytes.Reader }

func (parcel) Close() error { return nil }

func (c *crew) Part(ctx context.Context, part int32) (io.ReadSeekCloser, error) {
	c.h.mu.Lock()
	if c.h.played == nil {
		c.h.played = map[int32]int{}
	}
	c.h.played[part]++
	c.h.mu.Unlock()
	select {
	case <-time.After(c.h.pause):
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	data := partBytes(c.j, part, c.h.size)
	if c.h.part != nil {
		var err error
		if data, err = c.h.part(part, data); err != nil {
			return nil, err
		}
	}
	return parcel{bytes.NewReader(data)}, nil
}

func (*crew) Close() {}

// bench is a server with those who are at it.
type bench struct {
	t   *testing.T
	dir string
	s   *queue.Server
	ctx context.Context
	all sync.WaitGroup
}

// newBench starts a server. Tests wait most of the time, so they do it at once.
func newBench(t *testing.T) *bench {
	t.Helper()
	t.Parallel()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	b := &bench{t: t, dir: t.TempDir(), ctx: ctx}
	b.serve("127.0.0.1:0")
	t.Cleanup(func() {
		stop()
		b.all.Wait()
		b.s.Close()
	})
	return b
}

func (b *bench) serve(address string) {
	b.t.Helper()
	var err error
	if b.s, err = queue.Serve(b.dir, address, ""); err != nil {
		b.t.Fatal(err)
	}
}

// restart stops the server and starts it from its store.
func (b *bench) restart(away time.Duration) {
	b.t.Helper()
	address := strings.TrimPrefix(b.s.URL(), "nats://")
	b.s.Close()
	time.Sleep(away)
	b.serve(address)
}

// work has hands work until the test ends.
func (b *bench) work(hands ...*hand) {
	url := b.s.URL()
	for i, h := range hands {
		w := queue.Worker{Name: "hand-" + strconv.Itoa(i), Open: h.Open, Tell: h.tell}
		b.all.Go(func() {
			if err := queue.Work(b.ctx, url, "", w); err != nil && b.ctx.Err() == nil {
				h.tell("ended: %v", err)
			}
		})
	}
}

// submit submits a job and waits for its end.
func (b *bench) submit(s *shelf, set queue.Settings) []queue.Poison {
	b.t.Helper()
	poison, err := queue.Submit(b.ctx, b.s.URL(), "", s.j, s.submitter(), set)
	if err != nil {
		b.t.Fatal(err, s.words())
	}
	return poison
}

// whole wants every part on the shelf but those that are poison.
func (b *bench) whole(s *shelf, poison []queue.Poison, bad ...int32) {
	b.t.Helper()
	var named []int32
	for _, p := range poison {
		named = append(named, p.Part)
	}
	missing, _ := s.missing() // it has no error
	if !slices.Equal(named, bad) || !slices.Equal(missing, bad) {
		b.t.Errorf("poison %v, missing %v, want %v\n%s", poison, missing, bad, s.words())
	}
}

// until waits until something holds.
func (b *bench) until(what string, holds func() bool) {
	b.t.Helper()
	for !holds() {
		select {
		case <-time.After(5 * time.Millisecond):
		case <-b.ctx.Done():
			b.t.Fatalf("not in time: %s", what)
		}
	}
}

// Variables that have this program work at a queue instead of testing.
const (
	childVariable = "QUEUE_TEST_WORKS_AT"
	fatalVariable = "QUEUE_TEST_DIES_OF" // a part
)

func TestMain(m *testing.M) {
	url := os.Getenv(childVariable)
	if url == "" {
		inMemory()
		flag.Parse()
		if err := flag.Set("test.parallel", "8"); err != nil { // they wait, and keep no processor busy
			panic(err)
		}
		os.Exit(m.Run())
	}
	fatal, err := strconv.Atoi(os.Getenv(fatalVariable))
	if err != nil {
		fatal = -1
	}
	h := &hand{size: 1000, part: func(part int32, data []byte) ([]byte, error) {
		if int(part) == fatal {
			die()
		}
		return data, nil
	}}
	err = queue.Work(context.Background(), url, "", queue.Worker{Name: "child", Open: h.Open, Tell: h.tell, Leave: 30 * time.Second})
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// inMemory has the folders of tests in memory where the system offers it: the
// server puts every message on disk, and no test cuts the power.
func inMemory() {
	const shared = "/dev/shm"
	if f, err := os.CreateTemp(shared, ""); err == nil {
		f.Close()
		os.Remove(f.Name())
		os.Setenv("TMPDIR", shared)
	}
}

// die ends this process as a lack of memory would.
func die() {
	if p, err := os.FindProcess(os.Getpid()); err == nil {
		_ = p.Kill() // it does not come back
	}
	select {}
}

// child starts a worker in a process of its own, which dies of a part; -1: of none.
func (b *bench) child(fatal int) *exec.Cmd {
	b.t.Helper()
	c := exec.CommandContext(b.ctx, os.Args[0])
	c.Env = append(os.Environ(), childVariable+"="+b.s.URL(), fatalVariable+"="+strconv.Itoa(fatal))
	if err := c.Start(); err != nil {
		b.t.Fatal(err)
	}
	return c
}

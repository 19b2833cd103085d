package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"demarche/engine/agent"
	"demarche/engine/study"
	"demarche/engine/study/queue"
	shelves "demarche/engine/study/shelf"
)

// tokenVariable holds the token of a queue, so that no command line shows it.
const tokenVariable = "DEMARCHE_QUEUE_TOKEN"

// workFlags are what work is told.
type workFlags struct {
	nats    string
	workers int
	leave   time.Duration
	ackWait time.Duration
}

func workCommand(s *streams) *cobra.Command {
	var f workFlags
	c := &cobra.Command{
		Use:   "work --nats URL",
		Short: "Play parts of studies that others hand out",
		Long: "Work takes parts of studies from a queue (NATS JetStream), plays them and brings the rows\n" +
			"back. Start as many as you have processors, on any machine that runs the same build; they\n" +
			"may come, go and be killed at any time. The other end is demarche study FILE --nats URL.\n" +
			"A queue with a token takes it from " + tokenVariable + ".",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return s.work(orBackground(c.Context()), &f) },
	}
	c.Flags().StringVar(&f.nats, "nats", "", "where the queue is, such as nats://10.0.0.5:4222")
	c.Flags().IntVar(&f.workers, "workers", 0, "how many parts are played at once; one for each processor if 0")
	c.Flags().DurationVar(&f.leave, "leave", 10*time.Minute, "stop after so long without a queue or work; 0: never")
	c.Flags().DurationVar(&f.ackWait, "sign", 30*time.Second, "how often at least the queue must hear of a part under way")
	return c
}

func (s *streams) work(ctx context.Context, f *workFlags) error {
	if f.nats == "" {
		return &answer{code: wrong, err: errors.New("it does not say where the queue is"), hint: "demarche work --nats nats://HOST:4222"}
	}
	if f.workers <= 0 {
		f.workers = runtime.GOMAXPROCS(0)
	}
	collectOften()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	crew := newCrew(s.err)
	defer crew.disband()
	context.AfterFunc(ctx, crew.disband)
	var all sync.WaitGroup
	errs := make([]error, f.workers)
	host, _ := os.Hostname() // it may have none
	for i := range f.workers {
		name := fmt.Sprintf("%s-%d-%d", host, os.Getpid(), i)
		all.Go(func() {
			errs[i] = queue.Work(ctx, f.nats, os.Getenv(tokenVariable), queue.Worker{
				Name: name, Leave: f.leave, AckWait: f.ackWait,
				Open: func(j *queue.Job) (queue.Crew, error) { return s.openCrew(j, crew) },
				Tell: func(format string, args ...any) { fmt.Fprintf(s.err, name+": "+format+"\n", args...) },
			})
		})
	}
	all.Wait()
	for _, err := range errs {
		switch {
		case err == nil, errors.Is(err, context.Canceled), queue.Left(err):
		default:
			return err
		}
	}
	return nil
}

// crewOf plays the parts of one job into a folder that goes away.
type crewOf struct {
	dir    string
	shelf  *shelves.Shelf
	worker *study.Worker
}

// openCrew makes ready for a job: its study must come out here as it did there.
func (s *streams) openCrew(j *queue.Job, crew *crew) (*crewOf, error) {
	inputs, err := unpackInputs(j.Files)
	if err != nil {
		return nil, err
	}
	e, err := s.experimentOf(inputs)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: its study cannot be read here", queue.ErrNotMine), err)
	}
	if mine, err := e.job.Bytes(); err != nil || !bytes.Equal(mine, j.Bytes) {
		return nil, errors.Join(notMine(e.job, j.Bytes), err)
	}
	dir, err := os.MkdirTemp("", "demarche-work-*")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", queue.ErrHere, err)
	}
	_, noCSV := fs.Stat(inputs, csvAsked)
	h, err := shelves.Open(dir, e.job, e.plan.Layout(e.plan.Cases()[0]), shelves.Options{Meta: e.meta(), CSV: noCSV == nil})
	if err != nil {
		return nil, errors.Join(queue.ErrHere, err, os.RemoveAll(dir))
	}
	return &crewOf{dir: dir, shelf: h, worker: study.NewWorker(e.plan, h, &study.Seats{}, &programs{crew})}, nil
}

// notMine says why a job cannot be played by this build.
func notMine(mine *study.Job, theirs []byte) error {
	var j study.Job
	if json.Unmarshal(theirs, &j) == nil && (j.Engine != mine.Engine || j.Semantics != mine.Semantics) {
		return fmt.Errorf("%w: it was handed out by %s (semantics %d), this is %s (semantics %d); run the same build on both sides",
			queue.ErrNotMine, j.Engine, j.Semantics, mine.Engine, mine.Semantics)
	}
	return fmt.Errorf("%w: its study or scenario is not the same when it is read here", queue.ErrNotMine)
}

// Part implements [queue.Crew].
func (c *crewOf) Part(ctx context.Context, part int32) (io.ReadSeekCloser, error) {
	err := c.worker.Part(ctx, part, func(int64) {})
	if err != nil && study.OfMachine(err) {
		err = fmt.Errorf("%w: %w", queue.ErrHere, err)
	}
	if err != nil {
		return nil, err
	}
	b, err := c.pack(part)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", queue.ErrHere, err)
	}
	return b, nil
}

// pack makes one file of a part and takes the part away.
func (c *crewOf) pack(part int32) (*parcel, error) {
	f, err := os.CreateTemp(c.dir, "part-*.tar")
	if err != nil {
		return nil, err
	}
	b := &parcel{f}
	if err := errors.Join(c.shelf.Pack(part, f), c.shelf.Forget(part)); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// parcel is a file that is gone once it is closed.
type parcel struct{ *os.File }

// Close implements [io.Closer].
func (p *parcel) Close() error { return errors.Join(p.File.Close(), os.Remove(p.Name())) }

// Close implements [queue.Crew].
func (c *crewOf) Close() {
	c.worker.Close()
	os.RemoveAll(c.dir)
}

// programs opens the agents of a study as programs of this machine.
type programs struct{ crew *crew }

// Open implements [study.Agents].
func (p *programs) Open(a *study.Agent) (*agent.Conn, error) {
	proc, err := p.crew.start(a.Command)
	if err != nil {
		return nil, err
	}
	return agent.Open(proc, time.Duration(a.Timeout*float64(time.Second)))
}

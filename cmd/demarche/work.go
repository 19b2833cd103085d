package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
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
		return nil, err
	}
	if mine, err := e.job.Bytes(); err != nil || !bytes.Equal(mine, j.Bytes) {
		return nil, errors.Join(queue.ErrNotMine, err)
	}
	dir, err := os.MkdirTemp("", "demarche-work-*")
	if err != nil {
		return nil, err
	}
	h, err := shelves.Open(dir, e.job, e.plan.Layout(e.plan.Cases()[0]), shelves.Options{Meta: e.meta()})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &crewOf{dir: dir, shelf: h, worker: study.NewWorker(e.plan, h, &study.Seats{}, &programs{crew})}, nil
}

// Part implements [queue.Crew].
func (c *crewOf) Part(ctx context.Context, part int32) (io.ReadCloser, error) {
	if err := c.worker.Part(ctx, part, func(int64) {}); err != nil {
		return nil, err
	}
	r, w := io.Pipe()
	go func() {
		err := c.shelf.Pack(part, w)
		w.CloseWithError(errors.Join(err, c.shelf.Forget(part)))
	}()
	return r, nil
}

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

// embedded begins the queue inside this process; the name may carry an address.
const embedded = "embedded"

// handOut gives the parts of a study to workers and takes what they bring.
func (s *streams) handOut(ctx context.Context, e *experiment, h *shelves.Shelf, f *studyFlags, bar *bar) error {
	url := f.nats
	if address, ok := strings.CutPrefix(url, embedded); ok {
		if address = strings.TrimPrefix(address, ":"); address == "" {
			address = "127.0.0.1:0"
		}
		q, err := queue.Serve(h.Dir()+"/.queue", address, os.Getenv(tokenVariable))
		if err != nil {
			return &answer{code: wrong, err: err}
		}
		defer q.Close()
		url = q.URL()
		fmt.Fprintf(s.err, "workers join with: demarche work --nats %s\n", url)
	}
	files, err := packInputs(e.inputs)
	if err != nil {
		return err
	}
	job := &queue.Job{Files: files, Parts: e.plan.Parts()}
	if job.Bytes, err = e.job.Bytes(); err != nil {
		return err
	}
	there := map[int32]bool{}
	to := queue.Submitter{
		Missing: func() ([]int32, error) {
			var out []int32
			for part := range e.plan.Parts() {
				if there[part] {
					continue
				}
				has, err := h.Has(part)
				if err != nil {
					return nil, err
				}
				if there[part] = has; !has {
					out = append(out, part)
				} else {
					from, to := e.plan.Part(part)
					bar.add(to-from, true)
				}
			}
			return out, nil
		},
		Take: func(part int32, r io.Reader) error {
			if err := h.Unpack(part, r); err != nil {
				return err
			}
			from, to := e.plan.Part(part)
			bar.add(to-from, false)
			there[part] = true
			return nil
		},
	}
	poison, err := queue.Submit(ctx, url, os.Getenv(tokenVariable), job, to, queue.Settings{AckWait: f.ackWait})
	if err != nil {
		return err
	}
	for _, p := range poison {
		fmt.Fprintf(s.out, "part %d cannot be played: %s\n", p.Part, p.Why)
	}
	if len(poison) > 0 {
		return &answer{code: no, err: fmt.Errorf("%s of %d cannot be played", many(len(poison), "part"), e.plan.Parts())}
	}
	return nil
}

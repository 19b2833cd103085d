package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"demarche/engine/study"
	"demarche/engine/study/queue"
	shelves "demarche/engine/study/shelf"
)

// embedded begins the queue inside this process; the name may carry an address.
const embedded = "embedded"

// csvAsked is a name among the inputs of a job: its parts are wanted as CSV too.
const csvAsked = "csv"

// handOut gives the parts of a study to workers and takes what they bring.
func (s *streams) handOut(ctx context.Context, e *experiment, h *shelves.Shelf, f *studyFlags, bar *bar) error {
	url, done := f.nats, false
	if address, ok := strings.CutPrefix(url, embedded); ok {
		if address = strings.TrimPrefix(address, ":"); address == "" {
			address = "127.0.0.1:0"
		}
		dir := h.Dir() + "/.queue"
		q, err := queue.Serve(dir, address, os.Getenv(tokenVariable))
		if err != nil {
			return &answer{code: wrong, err: err}
		}
		defer func() {
			q.Close()
			if done {
				os.RemoveAll(dir) // what is left of it harms nobody
			}
		}()
		url = q.URL()
		fmt.Fprintf(s.err, "workers join with: demarche work --nats %s\n", url)
	}
	inputs := e.inputs
	if f.csv {
		inputs = append(inputs[:len(inputs):len(inputs)], input{name: csvAsked})
	}
	files, err := packInputs(inputs)
	if err != nil {
		return err
	}
	job := &queue.Job{Files: files, Parts: e.plan.Parts()}
	if job.Bytes, err = e.job.Bytes(); err != nil {
		return err
	}
	to := &receiver{s: s, e: e, h: h, bar: bar, there: map[int32]bool{}}
	poison, err := queue.Submit(ctx, url, os.Getenv(tokenVariable), job, queue.Submitter{Missing: to.missing, Take: to.take, Tell: to.tell}, f.queueSettings())
	if err != nil {
		return err
	}
	done = true
	w := study.NewWorker(e.plan, h, &study.Seats{}, nil) // nobody plays in what it does
	for _, p := range poison {
		if err := w.GiveUp(p.Part, p.Why); err != nil {
			return err
		}
	}
	return nil
}

// mostDeaths is how many workers may not come back with a part, one after another,
// before it is looked whether somebody has it after all.
const mostDeaths = 5

// queueSettings are the times and limits of the queue.
func (f *studyFlags) queueSettings() queue.Settings {
	each := min(f.tries, mostDeaths)
	return queue.Settings{AckWait: f.ackWait, MaxDeliver: each, Rounds: (f.tries + each - 1) / each}
}

// receiver puts what workers bring on the shelf.
type receiver struct {
	s     *streams
	e     *experiment
	h     *shelves.Shelf
	bar   *bar
	there map[int32]bool
}

// missing lists the parts that are not on the shelf.
func (r *receiver) missing() ([]int32, error) {
	var out []int32
	for part := range r.e.plan.Parts() {
		if r.there[part] {
			continue
		}
		has, err := r.h.Has(part)
		if err != nil {
			return nil, err
		}
		if !has {
			out = append(out, part)
			continue
		}
		r.put(part, true)
	}
	return out, nil
}

// take puts a part on the shelf.
func (r *receiver) take(part int32, from io.Reader) error {
	err := r.h.Unpack(part, from)
	if errors.Is(err, shelves.ErrPart) {
		return fmt.Errorf("%w: %w", queue.ErrBad, err)
	}
	if err == nil {
		r.put(part, false)
	}
	return err
}

// put remembers that a part is there.
func (r *receiver) put(part int32, found bool) {
	from, to := r.e.plan.Part(part)
	r.bar.add(to-from, found)
	r.there[part] = true
}

func (r *receiver) tell(format string, args ...any) { fmt.Fprintf(r.s.err, format+"\n", args...) }

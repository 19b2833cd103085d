package queue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Crew plays parts of one job.
type Crew interface {
	// Part plays a part and returns its bytes, which may be read more than once. An
	// error is that of the part, since the same part fails for everybody, unless it
	// is [ErrHere].
	Part(ctx context.Context, part int32) (io.ReadSeekCloser, error)
	Close()
}

// Worker says how parts are worked at.
type Worker struct {
	Name string
	// Open makes ready to play a job. [ErrNotMine] says that this build cannot.
	Open func(j *Job) (Crew, error)
	// Tell is told what happens, in a sentence.
	Tell func(format string, args ...any)
	// Leave is how long a worker waits for a server that is away, or for work;
	// 0 = for ever.
	Leave time.Duration
	// AckWait is how often at least the server hears of a part under way; 0 = 30 s.
	// It hears more often if the job wants that.
	AckWait time.Duration
}

// ErrNotMine says that a job is for another build.
var ErrNotMine = errors.New("the job is for another build")

// ErrHere says that a part fails because of where it is played, such as a disk that
// is full. The worker ends, and somebody else plays it.
var ErrHere = errors.New("parts cannot be played here")

// errLeft ends a worker that nobody needs.
var errLeft = errors.New("no queue and no work for too long")

// Work takes parts from the queue, one at a time, until ctx ends or nobody needs
// it any more.
func Work(ctx context.Context, url, token string, w Worker) error {
	w.AckWait = Settings{AckWait: w.AckWait}.filled().AckWait
	l, err := connect(url, token, "demarche work "+w.Name, w.Tell)
	if err != nil {
		return err
	}
	defer l.nc.Close()
	x := &working{Worker: w, line: l, skip: map[string]bool{}}
	defer x.leave()
	x.alive()
	for {
		err := x.round(ctx)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, ErrHere), errors.Is(err, ErrToken):
			return err
		case err != nil && !passing(err):
			w.Tell("%v", err)
		}
		if x.late() {
			return errLeft
		}
		if err == nil && x.busy {
			continue
		}
		select {
		case <-time.After(idleWait):
		case <-ctx.Done():
		}
	}
}

// Left reports whether a worker ended because nobody needed it.
func Left(err error) bool { return errors.Is(err, errLeft) }

// idleWait is how long a worker waits before it looks for work again, or for room.
const idleWait = 300 * time.Millisecond

// working is one worker at work.
type working struct {
	Worker
	*line
	skip map[string]bool // jobs of other builds
	last atomic.Int64    // when it was of use, in nanoseconds
	busy bool            // the last round found a part

	id    string // of the job at hand
	crew  Crew
	quiet time.Duration // how often the job wants to hear of a part under way
	work  jetstream.Consumer
	got   jetstream.KeyValue
	store jetstream.ObjectStore
}

func (x *working) alive() { x.last.Store(time.Now().UnixNano()) }

// late reports whether it has been of no use for too long.
func (x *working) late() bool {
	return x.Leave > 0 && time.Since(time.Unix(0, x.last.Load())) > x.Leave
}

// round finds a job and plays one part of it.
func (x *working) round(ctx context.Context) error {
	x.busy = false
	keys, err := x.jobs(ctx)
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		x.leave()
	}
	for _, id := range keys {
		if x.skip[id] {
			continue
		}
		if err := x.join(ctx, id); err != nil {
			return err
		}
		if x.crew == nil {
			continue
		}
		if err := x.one(ctx); err != nil || x.busy {
			return err
		}
	}
	return nil
}

// jobs lists the jobs that are open.
func (x *working) jobs(ctx context.Context) (keys []string, err error) {
	err = x.ask(ctx, func(ctx context.Context) error {
		jobs, err := x.js.KeyValue(ctx, jobsBucket)
		if err == nil {
			keys, err = jobs.Keys(ctx)
		}
		return err
	})
	if errors.Is(err, jetstream.ErrBucketNotFound) || errors.Is(err, jetstream.ErrNoKeysFound) {
		return nil, nil
	}
	return keys, err
}

// join makes ready for a job; crew is nil if it cannot be joined.
func (x *working) join(ctx context.Context, id string) error {
	if x.id == id && x.crew != nil {
		return nil
	}
	x.leave()
	if err := x.ask(ctx, func(ctx context.Context) error { return x.find(ctx, id) }); err != nil {
		return gone(err)
	}
	j := &Job{}
	var err error
	if j.Bytes, err = x.getBytes(ctx, x.store, jobObject); err != nil {
		return gone(err)
	}
	if j.Files, err = x.getBytes(ctx, x.store, inputs); err != nil {
		return gone(err)
	}
	if j.ID() != id {
		return fmt.Errorf("job %s is not what its name says", id)
	}
	crew, err := x.Open(j)
	if err != nil {
		x.skip[id] = !errors.Is(err, ErrHere)
		return fmt.Errorf("job %s: %w", id, err)
	}
	x.id, x.crew = id, crew
	x.alive()
	x.Tell("joined job %s", id)
	return nil
}

// find finds what a job has on the server.
func (x *working) find(ctx context.Context, id string) (err error) {
	if x.store, err = x.js.ObjectStore(ctx, objects(id)); err != nil {
		return err
	}
	if x.got, err = x.js.KeyValue(ctx, receipts(id)); err != nil {
		return err
	}
	if x.work, err = x.js.Consumer(ctx, stream(id), consumer); err != nil {
		return err
	}
	x.quiet = min(x.AckWait, x.work.CachedInfo().Config.AckWait)
	return nil
}

// gone makes nothing of a job that ended while it was being joined.
func gone(err error) error {
	for _, x := range []error{jetstream.ErrBucketNotFound, jetstream.ErrStreamNotFound, jetstream.ErrConsumerNotFound, jetstream.ErrConsumerDeleted, jetstream.ErrObjectNotFound} {
		if errors.Is(err, x) {
			return nil
		}
	}
	return err
}

func (x *working) leave() {
	if x.crew != nil {
		x.crew.Close()
	}
	x.id, x.crew = "", nil
}

// one takes one part, plays it and brings it back.
func (x *working) one(ctx context.Context) error {
	batch, err := x.work.Fetch(1, jetstream.FetchMaxWait(time.Second))
	if err != nil {
		x.leave()
		return gone(err)
	}
	for msg := range batch.Messages() {
		x.busy = true
		if err := x.play(ctx, msg); err != nil {
			return err
		}
	}
	if err := batch.Error(); err != nil && !errors.Is(err, nats.ErrTimeout) {
		x.leave()
		return gone(err)
	}
	if !x.busy {
		return x.look(ctx)
	}
	return nil
}

// look looks whether there may be work still: others have parts under way, and may
// die.
func (x *working) look(ctx context.Context) error {
	var info *jetstream.ConsumerInfo
	if err := x.ask(ctx, func(ctx context.Context) (err error) {
		info, err = x.work.Info(ctx)
		return err
	}); err != nil {
		x.leave()
		return gone(err)
	}
	if info.NumPending > 0 || info.NumAckPending > 0 {
		x.alive()
	}
	return nil
}

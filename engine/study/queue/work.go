package queue

import (
	"context"
	"encoding/json"
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
	// Part plays a part and returns its bytes. An error is that of the part: the
	// same part fails for everybody.
	Part(ctx context.Context, part int32) (io.ReadCloser, error)
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
	Leave   time.Duration
	AckWait time.Duration // of the job's settings; 0 = 30 s
}

// ErrNotMine says that a job is for another build.
var ErrNotMine = errors.New("the job is for another build")

// errLeft ends a worker that nobody needs.
var errLeft = errors.New("no queue and no work for too long")

// Work takes parts from the queue, one at a time, until ctx ends or nobody needs
// it any more.
func Work(ctx context.Context, url, token string, w Worker) error {
	w.AckWait = Settings{AckWait: w.AckWait}.filled().AckWait
	nc, js, err := connect(url, token, "demarche work "+w.Name, func(error) {})
	if err != nil {
		return err
	}
	defer nc.Close()
	x := &working{Worker: w, nc: nc, js: js, skip: map[string]bool{}}
	defer x.leave()
	x.alive()
	for {
		err := x.round(ctx)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil && !passing(err):
			w.Tell("%v", err)
		}
		if x.Leave > 0 && time.Since(time.Unix(0, x.last.Load())) > x.Leave {
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

// idleWait is how long a worker waits before it looks for work again.
const idleWait = 300 * time.Millisecond

// working is one worker at work.
type working struct {
	Worker
	nc   *nats.Conn
	js   jetstream.JetStream
	skip map[string]bool // jobs of other builds
	last atomic.Int64    // when it was of use, in nanoseconds
	busy bool            // the last round found a part

	id    string // of the job at hand
	crew  Crew
	work  jetstream.Consumer
	got   jetstream.KeyValue
	store jetstream.ObjectStore
}

func (x *working) alive() { x.last.Store(time.Now().UnixNano()) }

// round finds a job and plays one part of it.
func (x *working) round(ctx context.Context) error {
	x.busy = false
	short, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	jobs, err := x.js.KeyValue(short, jobsBucket)
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	keys, err := jobs.Keys(short)
	if errors.Is(err, jetstream.ErrNoKeysFound) {
		x.leave()
		return nil
	}
	if err != nil {
		return err
	}
	for _, id := range keys {
		if x.skip[id] {
			continue
		}
		if err := x.join(short, id); err != nil {
			return err
		}
		if x.crew == nil {
			continue
		}
		x.alive()
		if err := x.one(ctx); err != nil || x.busy {
			return err
		}
	}
	return nil
}

// join makes ready for a job; crew is nil if it cannot be joined.
func (x *working) join(ctx context.Context, id string) (err error) {
	if x.id == id && x.crew != nil {
		return nil
	}
	x.leave()
	if x.store, err = x.js.ObjectStore(ctx, objects(id)); err != nil {
		return gone(err)
	}
	if x.got, err = x.js.KeyValue(ctx, receipts(id)); err != nil {
		return gone(err)
	}
	if x.work, err = x.js.Consumer(ctx, stream(id), consumer); err != nil {
		return gone(err)
	}
	j := &Job{}
	if j.Bytes, err = x.store.GetBytes(ctx, jobObject); err != nil {
		return gone(err)
	}
	if j.Files, err = x.store.GetBytes(ctx, inputs); err != nil {
		return gone(err)
	}
	if j.ID() != id {
		return fmt.Errorf("job %s is not what its name says", id)
	}
	crew, err := x.Open(j)
	if err != nil {
		x.skip[id] = true
		return fmt.Errorf("job %s: %w", id, err)
	}
	x.id, x.crew = id, crew
	x.Tell("joined job %s", id)
	return nil
}

// gone makes nothing of a job that ended while it was being joined.
func gone(err error) error {
	for _, x := range []error{jetstream.ErrBucketNotFound, jetstream.ErrStreamNotFound, jetstream.ErrConsumerNotFound, jetstream.ErrObjectNotFound} {
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
	return nil
}

// play plays the part of a message.
func (x *working) play(ctx context.Context, msg jetstream.Msg) error {
	part, ok := partOf(string(msg.Data()))
	if !ok {
		return msg.TermWithReason("no part")
	}
	if _, err := x.got.Get(ctx, partKey(part)); err == nil {
		return msg.Ack() // somebody has done it
	}
	beat := x.beat(msg)
	defer beat()
	r, err := x.crew.Part(ctx, part)
	if ctx.Err() != nil {
		return errors.Join(context.Cause(ctx), msg.Nak())
	}
	if err != nil {
		if _, err := x.got.PutString(ctx, failed+partKey(part), err.Error()); err != nil {
			return err
		}
		return msg.TermWithReason(err.Error())
	}
	defer r.Close()
	return x.bring(ctx, msg, part, r)
}

// bring stores the bytes of a part, writes its receipt and acknowledges.
func (x *working) bring(ctx context.Context, msg jetstream.Msg, part int32, r io.Reader) error {
	name := fmt.Sprintf("%s.%s", partKey(part), nats.NewInbox())
	if _, err := x.store.Put(ctx, jetstream.ObjectMeta{Name: name}, r); err != nil {
		return errors.Join(gone(err), msg.NakWithDelay(time.Second)) // the store is full, or away
	}
	data, err := json.Marshal(receipt{Object: name, Worker: x.Name})
	if err != nil {
		return err
	}
	if _, err := x.got.Create(ctx, partKey(part), data); err != nil {
		if err := x.store.Delete(ctx, name); err != nil {
			x.Tell("part %d: %v", part, err)
		}
		if !errors.Is(err, jetstream.ErrKeyExists) {
			return errors.Join(gone(err), msg.Nak())
		}
	}
	x.alive()
	return msg.DoubleAck(ctx)
}

// beat tells the server that the part is being worked at, until it is called.
func (x *working) beat(msg jetstream.Msg) (stop func()) {
	done := make(chan struct{})
	go func() {
		t := time.NewTicker(x.AckWait / 3)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				_ = msg.InProgress() // a server that is away gives the part to somebody else
			case <-done:
				return
			}
		}
	}()
	return func() { close(done) }
}

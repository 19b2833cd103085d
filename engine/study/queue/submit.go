package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Submitter is where played parts go.
type Submitter struct {
	// Missing lists the parts that are not on the shelf.
	Missing func() ([]int32, error)
	// Take puts a part on the shelf; it may be there already. [ErrBad] says that
	// what came is not the part, which is then handed out again.
	Take func(part int32, r io.Reader) error
	// Tell, if not nil, is told what happens, in a sentence.
	Tell func(format string, args ...any)
}

// ErrBad says that what a worker brought is not the part.
var ErrBad = errors.New("what came is not the part")

// Poison is a part that nobody can play.
type Poison struct {
	Part int32
	Why  string
}

// Submit hands out the missing parts of a job and takes what comes back, until all
// are there, or what is left is poison.
func Submit(ctx context.Context, url, token string, j *Job, to Submitter, set Settings) ([]Poison, error) {
	set = set.filled()
	l, err := connect(url, token, "demarche study", to.Tell)
	if err != nil {
		return nil, err
	}
	defer l.nc.Close()
	s := &submission{line: l, j: j, id: j.ID(), to: to, set: set, given: map[int32]int{}, bad: map[int32]string{}, late: map[int32]int{}, out: map[int32]bool{}}
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	return s.poison, s.wait(ctx, "clear the queue", s.clear)
}

// submission is one job being submitted.
type submission struct {
	*line
	j   *Job
	id  string
	to  Submitter
	set Settings

	stream jetstream.Stream
	work   jetstream.Consumer
	got    jetstream.KeyValue
	store  jetstream.ObjectStore
	life   string // of this process, so that a part can be handed out again

	given  map[int32]int    // how often a part was handed out
	bad    map[int32]string // what was wrong with what came of it, if anything came
	late   map[int32]int    // how often its bytes did not come in time
	out    map[int32]bool   // it is in the queue, or with a worker
	poison []Poison
	quiet  time.Time // since when nobody works; zero: somebody does, or it was told
	told   bool
}

// prepare makes what the job has on the server, or finds it again, and opens it.
func (s *submission) prepare(ctx context.Context) error {
	s.life = nats.NewInbox()
	if err := s.wait(ctx, "prepare the queue", s.build); err != nil {
		return err
	}
	for _, x := range []struct {
		name string
		data []byte
	}{{inputs, s.j.Files}, {jobObject, s.j.Bytes}} {
		size := int64(len(x.data))
		err := s.waitFor(ctx, transferTime(size), "prepare the queue", func(ctx context.Context) error {
			return s.put(ctx, s.store, x.name, bytes.NewReader(x.data), size)
		})
		if err != nil {
			return err
		}
	}
	return s.wait(ctx, "prepare the queue", func(ctx context.Context) error {
		jobs, err := s.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: jobsBucket, Storage: jetstream.FileStorage})
		if err != nil {
			return err
		}
		_, err = jobs.PutString(ctx, s.id, jobOpen)
		return err
	})
}

// build makes the stream of parts and the stores of receipts and bytes.
func (s *submission) build(ctx context.Context) (err error) {
	if s.stream, err = s.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: stream(s.id), Subjects: []string{subject(s.id)}, Retention: jetstream.WorkQueuePolicy, Storage: jetstream.FileStorage,
		Duplicates: 10 * time.Minute, MaxMsgs: s.set.Waiting, Discard: jetstream.DiscardNew,
	}); err != nil {
		return err
	}
	if s.work, err = s.stream.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable: consumer, AckPolicy: jetstream.AckExplicitPolicy, AckWait: s.set.AckWait, MaxDeliver: s.set.MaxDeliver, MaxAckPending: 4096,
	}); err != nil {
		return err
	}
	// What was handed out before this process lived is handed out anew: receipts
	// make the same part played twice harmless, and nothing can be stuck.
	if err := s.stream.Purge(ctx); err != nil {
		return err
	}
	if s.got, err = s.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: receipts(s.id), Storage: jetstream.FileStorage}); err != nil {
		return err
	}
	s.store, err = s.js.CreateOrUpdateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: objects(s.id), Storage: jetstream.FileStorage, MaxBytes: s.set.Results})
	return err
}

// clear takes away what the job has on the server.
func (s *submission) clear(ctx context.Context) error {
	jobs, err := s.js.KeyValue(ctx, jobsBucket)
	if err != nil {
		return err
	}
	if err := jobs.Purge(ctx, s.id); err != nil {
		return err
	}
	for _, err := range []error{s.js.DeleteStream(ctx, stream(s.id)), s.js.DeleteKeyValue(ctx, receipts(s.id)), s.js.DeleteObjectStore(ctx, objects(s.id))} {
		if err != nil && !errors.Is(err, jetstream.ErrStreamNotFound) && !errors.Is(err, jetstream.ErrBucketNotFound) {
			return err
		}
	}
	return nil
}

// run goes round until nothing is missing but poison: what has a receipt is taken,
// what nobody has or is known to have is handed out.
func (s *submission) run(ctx context.Context) error {
	for {
		missing, err := s.to.Missing()
		if err != nil {
			return err
		}
		missing = slices.DeleteFunc(missing, s.poisoned)
		if len(missing) == 0 {
			return nil
		}
		// Before the receipts are read: a worker writes one before it acknowledges,
		// so what is missing of an idle queue after that is with nobody.
		idle, err := s.idle(ctx)
		if err != nil {
			return err
		}
		took, err := s.fetch(ctx, missing)
		if err != nil {
			return err
		}
		if took > 0 {
			continue
		}
		if err := s.hand(ctx, missing, idle); err != nil {
			return err
		}
		select {
		case <-time.After(roundWait):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// roundWait is how long a round waits when nothing came.
const roundWait = 100 * time.Millisecond

func (s *submission) poisoned(part int32) bool {
	return slices.ContainsFunc(s.poison, func(p Poison) bool { return p.Part == part })
}

// idle reports whether no part is in the queue or with a worker. A message that was
// handed out as often as may be is neither: what is left of them is stuck.
func (s *submission) idle(ctx context.Context) (bool, error) {
	var info *jetstream.ConsumerInfo
	err := s.wait(ctx, "look into the queue", func(ctx context.Context) (err error) {
		info, err = s.work.Info(ctx)
		return err
	})
	if err != nil {
		return false, err
	}
	switch nobody := info.NumPending > 0 && info.NumAckPending == 0 && info.NumWaiting == 0; {
	case !nobody:
		s.quiet, s.told = time.Time{}, false
	case s.quiet.IsZero():
		s.quiet = time.Now()
	case !s.told && time.Since(s.quiet) > s.set.Quiet:
		s.told = true
		s.tell("nobody works at it: %d parts wait", info.NumPending)
	}
	return info.NumPending == 0 && info.NumAckPending == 0, nil
}

func (s *submission) tell(format string, args ...any) {
	if s.to.Tell != nil {
		s.to.Tell(format, args...)
	}
}

// hand puts parts into the queue that are not there. When the queue is idle and
// parts are missing still, each was handed out as often as may be and nobody has
// it: they go out again, or are given up.
func (s *submission) hand(ctx context.Context, missing []int32, idle bool) error {
	if idle && len(s.out) > 0 {
		if err := s.wait(ctx, "hand out parts", func(ctx context.Context) error { return s.stream.Purge(ctx) }); err != nil {
			return err
		}
		clear(s.out)
	}
	for _, part := range missing {
		if s.out[part] || s.poisoned(part) {
			continue
		}
		if s.given[part] >= s.set.Rounds {
			s.poison = append(s.poison, Poison{part, s.lost(part)})
			continue
		}
		room := false
		if err := s.wait(ctx, "hand out parts", func(ctx context.Context) (err error) {
			room, err = s.publish(ctx, part)
			return err
		}); err != nil || !room {
			return err
		}
		s.out[part] = true
		s.given[part]++
	}
	return nil
}

// lost says why a part is given up.
func (s *submission) lost(part int32) string {
	if why := s.bad[part]; why != "" {
		return fmt.Sprintf("it was handed out %d times, and %s", s.given[part], why)
	}
	return fmt.Sprintf("%d workers took it and none came back", s.given[part]*s.set.MaxDeliver)
}

// publish puts one part into the queue; false: it has no room now.
func (s *submission) publish(ctx context.Context, part int32) (bool, error) {
	id := fmt.Sprintf("%d %d %s", part, s.given[part], s.life)
	_, err := s.js.Publish(ctx, subject(s.id), []byte(partKey(part)), jetstream.WithMsgID(id))
	if full(err) {
		return false, nil
	}
	return err == nil, err
}

package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Submitter is where played parts go.
type Submitter struct {
	// Missing lists the parts that are not on the shelf.
	Missing func() ([]int32, error)
	// Take puts a part on the shelf; it may be there already.
	Take func(part int32, r io.Reader) error
}

// Poison is a part that nobody can play.
type Poison struct {
	Part int32
	Why  string
}

// Submit hands out the missing parts of a job and takes what comes back, until all
// are there, or what is left is poison.
func Submit(ctx context.Context, url, token string, j *Job, to Submitter, set Settings) ([]Poison, error) {
	set = set.filled()
	nc, js, err := connect(url, token, "demarche study", func(error) {})
	if err != nil {
		return nil, err
	}
	defer nc.Close()
	s := &submission{js: js, j: j, id: j.ID(), to: to, set: set, given: map[int32]int{}, out: map[int32]bool{}}
	if err := waitFor(ctx, "prepare the queue", s.prepare); err != nil {
		return nil, err
	}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	return s.poison, waitFor(ctx, "clear the queue", s.clear)
}

// submission is one job being submitted.
type submission struct {
	js  jetstream.JetStream
	j   *Job
	id  string
	to  Submitter
	set Settings

	stream jetstream.Stream
	work   jetstream.Consumer
	got    jetstream.KeyValue
	store  jetstream.ObjectStore
	life   string // of this process, so that a part can be handed out again

	given  map[int32]int // how often a part was handed out
	out    map[int32]bool
	poison []Poison
}

// prepare makes what the job has on the server, or finds it again.
func (s *submission) prepare(ctx context.Context) (err error) {
	s.life = nats.NewInbox()
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
	if s.store, err = s.js.CreateOrUpdateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: objects(s.id), Storage: jetstream.FileStorage, MaxBytes: s.set.Results}); err != nil {
		return err
	}
	for name, data := range map[string][]byte{inputs: s.j.Files, jobObject: s.j.Bytes} {
		if _, err := s.store.Put(ctx, jetstream.ObjectMeta{Name: name}, bytes.NewReader(data)); err != nil {
			return err
		}
	}
	jobs, err := s.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: jobsBucket, Storage: jetstream.FileStorage})
	if err != nil {
		return err
	}
	_, err = jobs.PutString(ctx, s.id, jobOpen)
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
		var took int
		if err := waitFor(ctx, "fetch parts", func(ctx context.Context) (err error) {
			took, err = s.fetch(ctx, missing)
			return err
		}); err != nil {
			return err
		}
		if took > 0 {
			continue
		}
		if err := waitFor(ctx, "hand out parts", func(ctx context.Context) error { return s.hand(ctx, missing) }); err != nil {
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

// fetch takes the parts that have a receipt, and puts down those that failed.
func (s *submission) fetch(ctx context.Context, missing []int32) (took int, err error) {
	keys, err := s.got.Keys(ctx)
	if errors.Is(err, jetstream.ErrNoKeysFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	for _, key := range keys {
		if rest, bad := strings.CutPrefix(key, failed); bad {
			if err := s.failure(ctx, key, rest); err != nil {
				return took, err
			}
			continue
		}
		part, ok := partOf(key)
		if !ok || !slices.Contains(missing, part) {
			continue
		}
		if err := s.take(ctx, part, key); err != nil {
			return took, err
		}
		took++
	}
	return took, nil
}

// failure puts a part down as poison.
func (s *submission) failure(ctx context.Context, key, rest string) error {
	part, ok := partOf(rest)
	if !ok || s.poisoned(part) {
		return nil
	}
	e, err := s.got.Get(ctx, key)
	if err != nil {
		return err
	}
	s.poison = append(s.poison, Poison{part, string(e.Value())})
	return nil
}

// receipt says where the bytes of a part are.
type receipt struct {
	Object string `json:"object"`
	Worker string `json:"worker"`
}

// take brings a part to the shelf. If its bytes are gone it is handed out again.
func (s *submission) take(ctx context.Context, part int32, key string) error {
	e, err := s.got.Get(ctx, key)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	var r receipt
	if err := json.Unmarshal(e.Value(), &r); err != nil {
		return fmt.Errorf("receipt of part %d: %w", part, err)
	}
	o, err := s.store.Get(ctx, r.Object)
	if errors.Is(err, jetstream.ErrObjectNotFound) {
		delete(s.out, part)
		return s.got.Purge(ctx, key)
	}
	if err != nil {
		return err
	}
	err = s.to.Take(part, o)
	if err := errors.Join(err, o.Close()); err != nil {
		return err
	}
	if err := s.store.Delete(ctx, r.Object); err != nil && !errors.Is(err, jetstream.ErrObjectNotFound) {
		return err
	}
	return nil
}

// hand puts parts into the queue that are not there. When the queue is empty and
// parts are missing still, each was handed out as often as may be and nobody has
// it: they go out again, or are given up.
func (s *submission) hand(ctx context.Context, missing []int32) error {
	info, err := s.work.Info(ctx)
	if err != nil {
		return err
	}
	// A message that was handed out as often as may be is neither waiting nor
	// pending: what is left in the stream then is stuck.
	if idle := info.NumPending == 0 && info.NumAckPending == 0; idle && len(s.out) > 0 {
		if err := s.stream.Purge(ctx); err != nil {
			return err
		}
		clear(s.out)
	}
	for _, part := range missing {
		if s.out[part] {
			continue
		}
		if s.given[part] >= s.set.Rounds {
			s.poison = append(s.poison, Poison{part, fmt.Sprintf("%d workers took it and none came back", s.given[part]*s.set.MaxDeliver)})
			continue
		}
		id := fmt.Sprintf("%d %d %s", part, s.given[part], s.life)
		_, err := s.js.Publish(ctx, subject(s.id), []byte(partKey(part)), jetstream.WithMsgID(id))
		var api *jetstream.APIError
		if errors.As(err, &api) && api.ErrorCode == errMaxMessages {
			return nil // the queue is full: later
		}
		if err != nil {
			return err
		}
		s.out[part] = true
		s.given[part]++
	}
	return nil
}

// errMaxMessages is the server's code for a stream that is full.
const errMaxMessages = 10077

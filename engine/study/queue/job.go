package queue

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Job is what workers need to know of a study.
type Job struct {
	// Bytes say what is to be played. Whoever plays it must come to the same bytes by
	// himself, else it is another study or another build.
	Bytes []byte
	Files []byte // what the study is read from, packed
	Parts int32
}

// ID names a job by its bytes.
func (j *Job) ID() string {
	x := sha256.Sum256(j.Bytes)
	return hex.EncodeToString(x[:8])
}

// Names of what a job has on the server.
const (
	jobsBucket = "demarche_jobs" // by id: its state
	jobOpen    = "open"
	consumer   = "workers"
	inputs     = "inputs"
	jobObject  = "job"
	failed     = "failed."
)

func stream(id string) string   { return "DEMARCHE_" + id }
func subject(id string) string  { return "demarche." + id + ".part" }
func objects(id string) string  { return "demarche_" + id }
func receipts(id string) string { return "demarche_" + id + "_receipts" }
func partKey(part int32) string { return fmt.Sprintf("part.%06d", part) }
func partOf(key string) (int32, bool) {
	if len(key) <= len("part.") {
		return 0, false
	}
	n, err := strconv.ParseInt(key[len("part."):], 10, 32)
	return int32(n), err == nil
}

// Settings are times and limits; the zero value is for real studies.
type Settings struct {
	AckWait    time.Duration // without a sign of life a part goes to somebody else; 0 = 30 s
	MaxDeliver int           // how often a part is handed out before it is looked into; 0 = 5
	Rounds     int           // how often that, before it is given up; 0 = 3
	Waiting    int64         // most parts in the queue at once; 0 = 10,000
	Results    int64         // most bytes of parts that wait to be fetched; 0 = 4 GiB
}

func (s Settings) filled() Settings {
	if s.AckWait == 0 {
		s.AckWait = 30 * time.Second
	}
	if s.MaxDeliver == 0 {
		s.MaxDeliver = 5
	}
	if s.Rounds == 0 {
		s.Rounds = 3
	}
	if s.Waiting == 0 {
		s.Waiting = 10_000
	}
	if s.Results == 0 {
		s.Results = 4 << 30
	}
	return s
}

// connect connects for good: it waits for a server that is away.
func connect(url, token, name string, lost func(error)) (*nats.Conn, jetstream.JetStream, error) {
	options := []nats.Option{
		nats.Name(name), nats.MaxReconnects(-1), nats.ReconnectWait(200 * time.Millisecond), nats.RetryOnFailedConnect(true),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { lost(err) }),
	}
	if token != "" {
		options = append(options, nats.Token(token))
	}
	nc, err := nats.Connect(url, options...)
	if err != nil {
		return nil, nil, fmt.Errorf("reach the queue at %s: %w", url, err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		nc.Close()
		return nil, nil, err
	}
	return nc, js, nil
}

// waitFor repeats what fails while the server is away or starting, until ctx ends.
func waitFor(ctx context.Context, what string, do func(context.Context) error) error {
	var last error
	for {
		short, cancel := context.WithTimeout(ctx, 5*time.Second)
		err := do(short)
		cancel()
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return errors.Join(context.Cause(ctx), last)
		case !passing(err):
			return fmt.Errorf("%s: %w", what, err)
		}
		last = err
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// passing reports whether an error may go away by itself.
func passing(err error) bool {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.Code == 503 || api.ErrorCode == jetstream.JSErrCodeJetStreamNotEnabled
	}
	for _, x := range []error{
		context.DeadlineExceeded, nats.ErrTimeout, nats.ErrNoResponders, nats.ErrDisconnected, nats.ErrNoServers, nats.ErrReconnectBufExceeded,
		jetstream.ErrNoStreamResponse, nats.ErrConnectionReconnecting, jetstream.ErrJetStreamNotEnabled,
	} {
		if errors.Is(err, x) {
			return true
		}
	}
	return false
}

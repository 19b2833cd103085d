package queue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// ErrToken says that the queue wants another token.
var ErrToken = errors.New("the queue wants another token")

// patience bounds a question to the server; transfers have [transferTime].
const patience = 5 * time.Second

// line is a connection to a server that may be away and come back. What waits for
// an answer when it goes is not answered any more, and given up at once. It is safe
// for concurrent use.
type line struct {
	nc   *nats.Conn
	js   jetstream.JetStream
	url  string
	said func(format string, args ...any) // nil: nobody is told

	mu    sync.Mutex
	next  int
	waits map[int]context.CancelFunc
	since time.Time // when the server was found to be away; zero: it is there
	told  bool      // that it is away
}

// awayWait is how long a server may be away before somebody is told.
const awayWait = 5 * time.Second

// connect connects for good: it waits for a server that is away.
func connect(url, token, name string, said func(format string, args ...any)) (*line, error) {
	l := &line{url: url, said: said, waits: map[int]context.CancelFunc{}}
	options := []nats.Option{
		nats.Name(name), nats.MaxReconnects(-1), nats.ReconnectWait(200 * time.Millisecond), nats.RetryOnFailedConnect(true),
		nats.DisconnectErrHandler(func(*nats.Conn, error) { l.broken() }),
		nats.ClosedHandler(func(*nats.Conn) { l.broken() }),
	}
	if token != "" {
		options = append(options, nats.Token(token))
	}
	var err error
	if l.nc, err = nats.Connect(url, options...); err != nil {
		return nil, fmt.Errorf("reach the queue at %s: %w", url, err)
	}
	if l.js, err = jetstream.New(l.nc); err != nil {
		l.nc.Close()
		return nil, err
	}
	return l, nil
}

// broken gives up what waits for an answer.
func (l *line) broken() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, stop := range l.waits {
		stop()
	}
}

// during bounds a call to a time, and to the life of the connection.
func (l *line) during(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithTimeout(ctx, d)
	l.mu.Lock()
	defer l.mu.Unlock()
	id := l.next
	l.next++
	l.waits[id] = stop
	return ctx, func() {
		stop()
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.waits, id)
	}
}

// ask asks the server something. Without a connection the error is one that passes,
// or [ErrToken].
func (l *line) ask(ctx context.Context, do func(context.Context) error) error {
	return l.askFor(ctx, patience, do)
}

func (l *line) askFor(ctx context.Context, d time.Duration, do func(context.Context) error) error {
	if !l.nc.IsConnected() {
		if errors.Is(l.nc.LastError(), nats.ErrAuthorization) {
			return ErrToken
		}
		l.away()
		return nats.ErrDisconnected
	}
	l.back()
	short, done := l.during(ctx, d)
	defer done()
	return do(short)
}

// away tells once that the server has been away for a while.
func (l *line) away() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.since.IsZero() {
		l.since = time.Now()
	}
	if !l.told && time.Since(l.since) > awayWait && l.said != nil {
		l.told = true
		l.said("no queue answers at %s; waiting for it", l.url)
	}
}

// back tells that it is there again.
func (l *line) back() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.told {
		l.said("the queue at %s answers", l.url)
	}
	l.since, l.told = time.Time{}, false
}

// wait repeats what fails while the server is away or starting, until ctx ends.
func (l *line) wait(ctx context.Context, what string, do func(context.Context) error) error {
	return l.waitFor(ctx, patience, what, do)
}

func (l *line) waitFor(ctx context.Context, d time.Duration, what string, do func(context.Context) error) error {
	var last error
	for {
		err := l.askFor(ctx, d, do)
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

// transferTime is how long so many bytes may take, over a slow line too.
func transferTime(bytes int64) time.Duration {
	const slowest = 128 << 10 // bytes a second
	return patience + time.Duration(bytes/slowest)*time.Second
}

// put stores an object of so many bytes, in chunks that the server takes in one
// message each.
func (l *line) put(ctx context.Context, store jetstream.ObjectStore, name string, r io.Reader, size int64) error {
	chunk := int64(128 << 10)
	if most := l.nc.MaxPayload(); most > 0 {
		chunk = min(chunk, most)
	}
	meta := jetstream.ObjectMeta{Name: name, Opts: &jetstream.ObjectMetaOptions{ChunkSize: uint32(chunk)}}
	return l.askFor(ctx, transferTime(size), func(ctx context.Context) error {
		_, err := store.Put(ctx, meta, r)
		return err
	})
}

// get gives an object to who reads it.
func (l *line) get(ctx context.Context, store jetstream.ObjectStore, name string, to func(io.Reader) error) error {
	var size int64
	if err := l.ask(ctx, func(ctx context.Context) error {
		info, err := store.GetInfo(ctx, name)
		if err == nil {
			size = int64(info.Size)
		}
		return err
	}); err != nil {
		return err
	}
	// The library ends a transfer by its deadline only.
	ctx, stop := context.WithTimeout(ctx, transferTime(size))
	defer stop()
	o, err := store.Get(ctx, name)
	if err != nil {
		return err
	}
	err = to(o)
	return errors.Join(err, o.Close())
}

// getBytes gets a whole object.
func (l *line) getBytes(ctx context.Context, store jetstream.ObjectStore, name string) ([]byte, error) {
	var b bytes.Buffer
	err := l.get(ctx, store, name, func(r io.Reader) error {
		_, err := b.ReadFrom(r)
		return err
	})
	return b.Bytes(), err
}

// passing reports whether an error may go away by itself, unless the caller was
// stopped.
func passing(err error) bool {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.Code == 503 || api.ErrorCode == jetstream.JSErrCodeJetStreamNotEnabled
	}
	for _, x := range []error{
		context.DeadlineExceeded, context.Canceled,
		nats.ErrTimeout, nats.ErrNoResponders, nats.ErrDisconnected, nats.ErrNoServers, nats.ErrReconnectBufExceeded, nats.ErrConnectionReconnecting,
		jetstream.ErrNoStreamResponse, jetstream.ErrJetStreamNotEnabled, jetstream.ErrServerShutdown,
	} {
		if errors.Is(err, x) {
			return true
		}
	}
	return false
}

// full reports whether the server has no room for more of something.
func full(err error) bool {
	var api *jetstream.APIError
	if !errors.As(err, &api) {
		return false
	}
	switch int(api.ErrorCode) {
	case errStoreFailed:
		return strings.Contains(api.Description, "maximum messages exceeded") || strings.Contains(api.Description, "maximum bytes exceeded")
	case errNoStorage, errNoResources:
		return true
	}
	return false
}

// Codes of the server.
const (
	errStoreFailed = 10077
	errNoStorage   = 10047
	errNoResources = 10023
)

package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// fetch takes the parts that have a receipt, and puts down those that failed.
func (s *submission) fetch(ctx context.Context, missing []int32) (took int, err error) {
	var keys []string
	err = s.wait(ctx, "fetch parts", func(ctx context.Context) (err error) {
		if keys, err = s.got.Keys(ctx); errors.Is(err, jetstream.ErrNoKeysFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	wanted := map[int32]bool{}
	for _, part := range missing {
		wanted[part] = true
	}
	for _, key := range keys {
		if rest, bad := strings.CutPrefix(key, failed); bad {
			if err := s.failure(ctx, key, rest); err != nil {
				return took, err
			}
			continue
		}
		part, ok := partOf(key)
		if !ok || !wanted[part] {
			continue
		}
		here, err := s.take(ctx, part, key)
		if err != nil {
			return took, fmt.Errorf("fetch part %d: %w", part, err)
		}
		if here {
			took++
		}
	}
	return took, nil
}

// failure puts a part down as poison.
func (s *submission) failure(ctx context.Context, key, rest string) error {
	part, ok := partOf(rest)
	if !ok || s.poisoned(part) {
		return nil
	}
	return s.wait(ctx, "fetch parts", func(ctx context.Context) error {
		e, err := s.got.Get(ctx, key)
		if err == nil {
			s.poison = append(s.poison, Poison{part, string(e.Value())})
		}
		return err
	})
}

// receipt says where the bytes of a part are.
type receipt struct {
	Object string `json:"object"`
	Worker string `json:"worker"`
}

// take brings a part to the shelf; false: not now. If its bytes are gone, or are
// not the part, it is handed out again.
func (s *submission) take(ctx context.Context, part int32, key string) (bool, error) {
	var e jetstream.KeyValueEntry
	err := s.ask(ctx, func(ctx context.Context) (err error) {
		e, err = s.got.Get(ctx, key)
		return err
	})
	switch {
	case errors.Is(err, jetstream.ErrKeyNotFound), err != nil && ctx.Err() == nil && passing(err):
		return false, nil
	case err != nil:
		return false, err
	}
	var r receipt
	if json.Unmarshal(e.Value(), &r) != nil || r.Object == "" {
		return false, s.discard(ctx, part, key, "", "its receipt cannot be read")
	}
	var bad error
	err = s.get(ctx, s.store, r.Object, func(in io.Reader) error {
		err := s.to.Take(part, in)
		if errors.Is(err, ErrBad) {
			bad = err
		}
		return err
	})
	switch {
	case err == nil:
		return true, s.remove(ctx, r.Object)
	case errors.Is(err, jetstream.ErrObjectNotFound):
		return false, s.discard(ctx, part, key, "", "its bytes are gone")
	case bad != nil:
		err := s.discard(ctx, part, key, r.Object, fmt.Sprintf("what %s brought was refused: %v", r.Worker, bad))
		s.bad[part] = fmt.Sprintf("what came was refused: %v", bad) // whoever brought it: the tables may say so
		return false, err
	case ctx.Err() == nil && (!s.nc.IsConnected() || errors.Is(err, nats.ErrDisconnected)):
		return false, nil
	case ctx.Err() == nil && (passing(err) || errors.Is(err, jetstream.ErrDigestMismatch)): // the library says so of a transfer that ended early
		if s.late[part]++; s.late[part] < mostLate {
			return false, nil
		}
		return false, s.discard(ctx, part, key, r.Object, "its bytes do not come")
	}
	return false, err
}

// mostLate is how often the bytes of a part may be late before they count as lost.
const mostLate = 3

// remove takes an object away.
func (s *submission) remove(ctx context.Context, object string) error {
	return s.wait(ctx, "take away what was fetched", func(ctx context.Context) error {
		if err := s.store.Delete(ctx, object); !errors.Is(err, jetstream.ErrObjectNotFound) {
			return err
		}
		return nil
	})
}

// discard takes a receipt that is worth nothing away, and what it is for.
func (s *submission) discard(ctx context.Context, part int32, key, object, why string) error {
	s.tell("part %d: %s; it is handed out again", part, why)
	s.bad[part], s.late[part] = why, 0
	delete(s.out, part)
	err := s.wait(ctx, "fetch parts", func(ctx context.Context) error { return s.got.Purge(ctx, key) })
	if err == nil && object != "" {
		err = s.remove(ctx, object)
	}
	return err
}

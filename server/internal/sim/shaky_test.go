package sim_test

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"demarche/engine/record"
	"demarche/server/session"
)

// Weather of the disk in a storm.
const (
	failChance = 0.006 // that what is put away fails, before or after it is there
	slowChance = 0.04
	slowest    = 700 * time.Millisecond
)

// shaky is a store that fails or is slow now and then. It says so as a disk does:
// after a failure nobody knows whether what was to be kept is there.
type shaky struct {
	session.Store
	dice  *dice
	storm atomic.Bool
	sure  int64 // which of what is put away in a storm fails in any case: some runs are short

	appends, stormy, fails atomic.Int64
}

var errShaky = errors.New("the disk shook")

func (s *shaky) Append(ctx context.Context, id string, entries []record.Entry, texts []record.Private) error {
	s.appends.Add(1)
	return s.shake(func() error { return s.Store.Append(ctx, id, entries, texts) })
}

func (s *shaky) Put(ctx context.Context, id, name string, value []byte) error {
	return s.shake(func() error { return s.Store.Put(ctx, id, name, value) })
}

func (s *shaky) shake(do func() error) error {
	if !s.storm.Load() {
		return do()
	}
	if s.dice.happens(slowChance) {
		time.Sleep(s.dice.upTo(slowest))
	}
	if s.stormy.Add(1) != s.sure && !s.dice.happens(failChance) {
		return do()
	}
	s.fails.Add(1)
	if s.dice.happens(0.5) {
		if err := do(); err != nil {
			return err
		}
	}
	return errShaky
}

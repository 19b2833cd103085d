package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// play plays the part of a message.
func (x *working) play(ctx context.Context, msg jetstream.Msg) error {
	part, ok := partOf(string(msg.Data()))
	if !ok {
		return msg.TermWithReason("no part")
	}
	if err := x.ask(ctx, func(ctx context.Context) error {
		_, err := x.got.Get(ctx, partKey(part))
		return err
	}); err == nil {
		return msg.Ack() // somebody has done it
	}
	beat := x.beat(msg)
	defer beat()
	r, err := x.crew.Part(ctx, part)
	switch {
	case ctx.Err() != nil:
		if err == nil {
			err = r.Close()
		}
		return errors.Join(context.Cause(ctx), err, msg.Nak())
	case errors.Is(err, ErrHere):
		return errors.Join(fmt.Errorf("part %d: %w", part, err), msg.Nak(), x.nc.Flush())
	case err != nil:
		return x.fail(ctx, msg, part, err.Error())
	}
	defer r.Close() // it was read
	return x.bring(ctx, msg, part, r)
}

// fail puts down that nobody can play a part, and why.
func (x *working) fail(ctx context.Context, msg jetstream.Msg, part int32, why string) error {
	if len(why) > mostWords {
		why = strings.ToValidUTF8(why[:mostWords], "") + " …"
	}
	if err := x.ask(ctx, func(ctx context.Context) error {
		_, err := x.got.PutString(ctx, failed+partKey(part), why)
		return err
	}); err != nil {
		return err
	}
	x.alive()
	return msg.TermWithReason("nobody can play it")
}

// mostWords is how many bytes are said of why a part fails: a message has a limit.
const mostWords = 4 << 10

// bring stores the bytes of a part, writes its receipt and acknowledges.
func (x *working) bring(ctx context.Context, msg jetstream.Msg, part int32, r io.ReadSeeker) error {
	name := fmt.Sprintf("%s.%s", partKey(part), nats.NewInbox())
	switch err := x.keep(ctx, part, name, r); {
	case errors.Is(err, errTooLarge):
		return x.fail(ctx, msg, part, err.Error())
	case err != nil:
		return errors.Join(gone(err), msg.NakWithDelay(time.Second))
	}
	if err := x.sign(ctx, part, name); err != nil {
		return errors.Join(gone(err), msg.Nak())
	}
	x.alive()
	return x.ask(ctx, msg.DoubleAck)
}

// sign writes the receipt of a part that is stored. If somebody else did so before,
// his bytes count, and these go.
func (x *working) sign(ctx context.Context, part int32, name string) error {
	data, err := json.Marshal(receipt{Object: name, Worker: x.Name})
	if err != nil {
		return err
	}
	err = x.ask(ctx, func(ctx context.Context) error {
		_, err := x.got.Create(ctx, partKey(part), data)
		return err
	})
	if !errors.Is(err, jetstream.ErrKeyExists) {
		return err
	}
	err = x.ask(ctx, func(ctx context.Context) error { return x.store.Delete(ctx, name) })
	if err != nil && !passing(err) {
		x.Tell("part %d: %v", part, err)
	}
	return nil
}

// keep stores bytes. While the server has no room it waits: whoever fetches parts
// makes some.
func (x *working) keep(ctx context.Context, part int32, name string, r io.ReadSeeker) error {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	for told := false; ; told = true {
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if err := x.put(ctx, x.store, name, r, size); !full(err) {
			return err
		}
		if err := x.fits(ctx, size); err != nil {
			return err
		}
		if x.late() {
			return errLeft
		}
		if !told {
			x.Tell("part %d waits: there is no room for it until others are fetched", part)
		}
		select {
		case <-time.After(idleWait):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// errTooLarge says that a part never has room.
var errTooLarge = errors.New("the part is larger than all that the queue holds")

// fits returns [errTooLarge] if an empty store would not hold so many bytes.
func (x *working) fits(ctx context.Context, size int64) error {
	return x.ask(ctx, func(ctx context.Context) error {
		status, err := x.store.Status(ctx)
		if err != nil {
			return err
		}
		if s, ok := status.(*jetstream.ObjectBucketStatus); ok {
			if most := s.StreamInfo().Config.MaxBytes; most > 0 && size >= most {
				return errTooLarge
			}
		}
		return nil
	})
}

// beat tells the server that the part is being worked at, until it is called.
func (x *working) beat(msg jetstream.Msg) (stop func()) {
	done, t := make(chan struct{}), time.NewTicker(x.quiet/3) // of this job: the next may have another
	go func() {
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

package study

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"demarche/engine/agent"
)

// Options say how a study is executed. They change nothing in what comes out.
type Options struct {
	Workers int // goroutines that play; 0 = 1
	// Shard i of n plays the parts whose number is i in steps of n; n = 0 plays all.
	Shard, Shards int32
	Agents        Agents // opens outside players; nil in studies without them
	// Tick, if not nil, is told of runs that were played or found on the shelf, from
	// any goroutine.
	Tick func(runs int64, found bool)
}

// Execute plays the parts of a plan that are not on the shelf, and puts them
// there. A part that cannot be played is given up, and the others go on; only what is
// wrong with this machine stops all. When it is stopped by ctx the parts under way
// are dropped: what is on the shelf is whole, and another call goes on from there.
func Execute(ctx context.Context, p *Plan, shelf Shelf, o Options) error {
	todo, err := missingParts(p, shelf, &o)
	if err != nil {
		return err
	}
	parts := make(chan int32)
	crew := newCrew(ctx, p, shelf, &o)
	for range min(max(o.Workers, 1), max(len(todo), 1)) {
		crew.start(parts)
	}
	for _, part := range todo {
		select {
		case parts <- part:
			continue
		case <-crew.ctx.Done():
		}
		break
	}
	close(parts)
	return crew.wait()
}

// missingParts lists the parts of this shard that are not on the shelf.
func missingParts(p *Plan, shelf Shelf, o *Options) ([]int32, error) {
	var todo []int32
	for part := range p.Parts() {
		if o.Shards > 0 && part%o.Shards != o.Shard {
			continue
		}
		has, err := shelf.Has(part)
		if err != nil {
			return nil, err
		}
		if !has {
			todo = append(todo, part)
			continue
		}
		from, to := p.Part(part)
		o.tick(to-from, true)
	}
	return todo, nil
}

func (o *Options) tick(runs int64, found bool) {
	if o.Tick != nil {
		o.Tick(runs, found)
	}
}

// crew is the workers of one execution. The first that fails stops all.
type crew struct {
	ctx   context.Context
	stop  context.CancelCauseFunc
	p     *Plan
	shelf Shelf
	o     *Options
	seats Seats
	wg    sync.WaitGroup
}

func newCrew(ctx context.Context, p *Plan, shelf Shelf, o *Options) *crew {
	c := &crew{p: p, shelf: shelf, o: o}
	c.ctx, c.stop = context.WithCancelCause(ctx)
	return c
}

// start sets one more worker to work.
func (c *crew) start(parts <-chan int32) {
	w := NewWorker(c.p, c.shelf, &c.seats, c.o.Agents)
	c.wg.Go(func() {
		defer w.Close()
		for part := range parts {
			if err := c.part(w, part); err != nil {
				c.stop(err)
				return
			}
		}
	})
}

// part has a part played, unless another process put it on the shelf meanwhile.
func (c *crew) part(w *Worker, part int32) error {
	has, err := c.shelf.Has(part)
	if err != nil {
		return err
	}
	if has {
		from, to := c.p.Part(part)
		c.o.tick(to-from, true)
		return nil
	}
	played := int64(0)
	err = w.Part(c.ctx, part, func(runs int64) {
		played += runs
		c.o.tick(runs, false)
	})
	if err == nil || c.ctx.Err() != nil || OfMachine(err) {
		return err
	}
	if lost := w.GiveUp(part, err.Error()); lost != nil {
		return errors.Join(err, lost)
	}
	from, to := c.p.Part(part)
	c.o.tick(to-from-played, false)
	return nil
}

// wait waits for the workers to end and returns why they did.
func (c *crew) wait() error {
	c.wg.Wait()
	err := context.Cause(c.ctx)
	c.stop(nil)
	return err
}

// Worker plays parts, one after another. It belongs to one goroutine.
type Worker struct {
	p      *Plan
	shelf  Shelf
	relay  relay
	player player
}

// NewWorker returns a worker; seats are shared by those of one process. agents may
// be nil.
func NewWorker(p *Plan, shelf Shelf, seats *Seats, agents Agents) *Worker {
	w := &Worker{p: p, shelf: shelf}
	w.player = newPlayer(p, seats, &w.relay)
	if len(p.Spec.Agents) > 0 {
		w.player.outside = &seated{from: agents, spec: p.Spec, engine: p.Engine, labels: p.labels, kept: map[string]*agent.Conn{}}
	}
	return w
}

// Recall has the next parts played by what the agents answered when they were
// played first; nil: by the agents themselves.
func (w *Worker) Recall(past *agent.Archive) {
	if w.player.outside != nil {
		w.player.outside.past = past
	}
}

// Close ends the programs of agents that the worker kept.
func (w *Worker) Close() error {
	if w.player.outside == nil {
		return nil
	}
	return w.player.outside.leave(true)
}

// answers opens where the answers of a part are kept.
func (w *Worker) answers(out Part) error {
	x := w.player.outside
	if x == nil || x.past != nil {
		return nil
	}
	to, err := out.Answers()
	if err != nil {
		return err
	}
	x.store, err = agent.NewWriter(to, "", nil)
	return err
}

// run plays a run and makes its rows. A panic of the engine while turns are played
// is the run's, and has its row; any other is the part's.
func (w *Worker) run(number int64) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return w.player.play(w.p.Run(number))
}

// Part plays a part and puts it on the shelf. tick is told of runs as they are
// done.
func (w *Worker) Part(ctx context.Context, part int32, tick func(runs int64)) error {
	from, to := w.p.Part(part)
	out, err := w.shelf.Open(part, from, to)
	if err != nil {
		return fmt.Errorf("part %d: %w", part, err)
	}
	defer out.Drop()
	w.relay.to = out
	if err := w.answers(out); err != nil {
		return fmt.Errorf("part %d: %w", part, err)
	}
	for number := from; number < to; number++ {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if err := w.run(number); err != nil {
			return fmt.Errorf("run %d: %w", number, err)
		}
		tick(1)
	}
	// Who stops the study ends the programs of agents too, whose stand-ins play on:
	// what was under way then is no part of it.
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if err := out.Keep(); err != nil {
		return fmt.Errorf("part %d: %w", part, err)
	}
	return nil
}

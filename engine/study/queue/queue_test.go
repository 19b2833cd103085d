package queue_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"demarche/engine/study/queue"
)

// TestPartsComeTogether: three workers play a study of forty parts, each once.
func TestPartsComeTogether(t *testing.T) {
	b := newBench(t)
	j := jobOf("together", 40)
	s, h := newShelf(j, 5000), &hand{size: 5000}
	b.work(h, h, h)
	b.whole(s, b.submit(s, queue.Settings{}))
	if h.most() != 1 {
		t.Errorf("a part was played %d times\n%s", h.most(), h.words())
	}
}

// TestTwoJobs: workers go from one job to the other.
func TestTwoJobs(t *testing.T) {
	b := newBench(t)
	h := &hand{size: 100}
	b.work(h, h)
	one, two := newShelf(jobOf("one", 10), 100), newShelf(jobOf("two", 10), 100)
	var other sync.WaitGroup
	other.Go(func() { b.whole(one, b.submit(one, queue.Settings{})) })
	b.whole(two, b.submit(two, queue.Settings{}))
	other.Wait()
}

// silence is how long a worker may be silent in the tests in which one that lives must
// not be taken for dead. Signs of life are sent three times as often; a machine that
// stands still for longer than the rest of it looks like a death, and rightly so.
const silence = 4 * time.Second

// TestWhoWorksLongKeepsThePart: parts take longer than a worker may be silent. The
// workers think that they need to be heard of less often than this job wants, and yet
// no part goes to anybody else.
func TestWhoWorksLongKeepsThePart(t *testing.T) {
	b := newBench(t)
	s, h := newShelf(jobOf("slow", 2), 1000), &hand{size: 1000, pause: 3 * silence / 2}
	b.work(h, h, h)
	b.whole(s, b.submit(s, queue.Settings{AckWait: silence}))
	if h.most() != 1 {
		t.Errorf("a part was played %d times\n%s", h.most(), h.words())
	}
}

// TestAWorkerDies: a worker is killed in the middle of a part, and somebody else
// plays it.
func TestAWorkerDies(t *testing.T) {
	b := newBench(t)
	s, h := newShelf(jobOf("dies", 6), 1000), &hand{size: 1000}
	c := b.child(2)
	b.all.Go(func() {
		if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Errorf("the worker ended: %v", err)
		}
		b.work(h)
	})
	b.whole(s, b.submit(s, queue.Settings{AckWait: 300 * time.Millisecond}))
	if h.played[2] != 1 {
		t.Errorf("the part it died of was played %d times", h.played[2])
	}
}

// TestAPartThatKills: whoever plays part 3 dies of it, and is started again. After
// so many deaths the part is put aside and named; the others are there, and it ends.
func TestAPartThatKills(t *testing.T) {
	b := newBench(t)
	s := newShelf(jobOf("kills", 6), 1000)
	var deaths atomic.Int32
	ctx, stop := context.WithCancel(b.ctx)
	for range 2 {
		b.all.Go(func() {
			for ctx.Err() == nil {
				c := b.child(3)
				done := context.AfterFunc(ctx, func() { _ = c.Process.Kill() }) // it may be dead
				_ = c.Wait()                                                    // it dies
				if done() {
					deaths.Add(1)
				}
			}
		})
	}
	poison := b.submit(s, queue.Settings{AckWait: time.Second, MaxDeliver: 2, Rounds: 2})
	stop()
	b.whole(s, poison, 3)
	if want := "4 workers took it and none came back"; len(poison) != 1 || poison[0].Why != want || deaths.Load() != 4 {
		t.Errorf("%d deaths, poison %v, want 4 and %q", deaths.Load(), poison, want)
	}
}

// TestAPartThatFails: a part that cannot be played fails for everybody, so it is
// tried once, and what is said of it comes to the submitter, but not a page of it
// that no message holds.
func TestAPartThatFails(t *testing.T) {
	b := newBench(t)
	for what, words := range map[string]string{"short": "run 70: the rule divides by zero", "long": strings.Repeat("é", 3<<20)} {
		s := newShelf(jobOf(what, 6), 1000)
		h := &hand{size: 1000, part: func(part int32, data []byte) ([]byte, error) {
			if part == 4 {
				return nil, errors.New(words)
			}
			return data, nil
		}}
		ctx, stop := context.WithCancel(b.ctx)
		b.all.Go(func() {
			_ = queue.Work(ctx, b.s.URL(), "", queue.Worker{Name: what, Open: h.Open, Tell: h.tell}) // it is stopped
		})
		poison := b.submit(s, queue.Settings{})
		stop()
		b.whole(s, poison, 4)
		if h.most() != 1 || len(poison) != 1 || !strings.HasPrefix(words, strings.TrimSuffix(poison[0].Why, " …")) || len(poison[0].Why) > 5000 {
			t.Errorf("%s: played up to %d times, poison %.100v", what, h.most(), poison)
		}
	}
}

// TestAWorkerThatCannot: where a disk is full every part fails. That is not the
// parts' fault: the worker ends and says so, and the others play on.
func TestAWorkerThatCannot(t *testing.T) {
	b := newBench(t)
	s := newShelf(jobOf("cannot", 8), 1000)
	bad := &hand{size: 1000, part: func(int32, []byte) ([]byte, error) {
		return nil, errors.Join(queue.ErrHere, errors.New("no space left on device"))
	}}
	good := &hand{size: 1000}
	ended := make(chan error, 1)
	b.all.Go(func() {
		ended <- queue.Work(b.ctx, b.s.URL(), "", queue.Worker{Name: "bad", Open: bad.Open, Tell: bad.tell})
		b.work(good)
	})
	b.whole(s, b.submit(s, queue.Settings{}))
	if err := <-ended; !errors.Is(err, queue.ErrHere) || !strings.Contains(err.Error(), "no space left") || bad.most() != 1 {
		t.Errorf("it ended: %v, after %d tries", err, bad.most())
	}
}

// TestAnotherBuild: a worker of another build refuses, in words, and takes nothing;
// the submitter says that nobody works, and waits for one that can.
func TestAnotherBuild(t *testing.T) {
	b := newBench(t)
	s := newShelf(jobOf("newer", 5), 1000)
	old, good := &hand{open: queue.ErrNotMine}, &hand{size: 1000}
	b.work(old)
	b.all.Go(func() {
		b.until("it is told that nobody works", func() bool { return strings.Contains(s.words(), "nobody works at it: 5 parts wait") })
		b.work(good)
	})
	b.whole(s, b.submit(s, queue.Settings{Quiet: 200 * time.Millisecond}))
	if said := old.words(); strings.Count(said, "the job is for another build") != 1 || old.most() != 0 {
		t.Errorf("it says %q, and played %d parts", said, old.most())
	}
}

// TestWhoIsNotNeededLeaves: a worker leaves after so long without a queue or work,
// also if a job is open that nobody hands out any more; not while others have parts
// that may come back.
func TestWhoIsNotNeededLeaves(t *testing.T) {
	b := newBench(t)
	j := jobOf("leave", 3)
	var done atomic.Int32
	s, slow := newShelf(j, 100), &hand{size: 100, pause: 1500 * time.Millisecond}
	slow.part = func(_ int32, data []byte) ([]byte, error) {
		done.Add(1)
		return data, nil
	}
	b.work(slow, slow, slow)
	ctx, stop := context.WithCancel(b.ctx)
	b.all.Go(func() {
		_, err := queue.Submit(ctx, b.s.URL(), "", j, s.submitter(), queue.Settings{})
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	b.until("all parts are with somebody", func() bool {
		slow.mu.Lock()
		defer slow.mu.Unlock()
		return len(slow.played) == 3
	})
	stop() // its job stays open
	spare := &hand{size: 100}
	err := queue.Work(b.ctx, b.s.URL(), "", queue.Worker{Name: "spare", Open: spare.Open, Tell: spare.tell, Leave: 600 * time.Millisecond})
	if n := done.Load(); !queue.Left(err) || n < 3 {
		t.Errorf("it left when %d of 3 parts had been played: %v", n, err)
	}
	b.s.Close()
	if err := queue.Work(b.ctx, b.s.URL(), "", queue.Worker{Name: "late", Open: spare.Open, Tell: spare.tell, Leave: 300 * time.Millisecond}); !queue.Left(err) {
		t.Errorf("without a queue: %v", err)
	}
	b.serve("127.0.0.1:0")
}

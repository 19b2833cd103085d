package queue_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"demarche/engine/study/queue"
)

// held looks at the streams of a job: how much each has.
func (b *bench) held(name string) (jetstream.StreamState, bool) {
	b.t.Helper()
	nc, err := nats.Connect(b.s.URL())
	if err != nil {
		b.t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		b.t.Fatal(err)
	}
	x, err := js.Stream(b.ctx, name)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return jetstream.StreamState{}, false
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return x.CachedInfo().State, true
}

// TestAFullQueue: a queue that holds three parts is filled while nobody works. The
// submitter waits with the other parts, and hands them out as there is room; in the
// end nothing of the job is left.
func TestAFullQueue(t *testing.T) {
	b := newBench(t)
	j := jobOf("full", 20)
	s, h := newShelf(j, 1000), &hand{size: 1000}
	parts := "DEMARCHE_" + j.ID()
	b.all.Go(func() {
		b.until("three parts wait", func() bool {
			state, ok := b.held(parts)
			return ok && state.Msgs == 3
		})
		time.Sleep(300 * time.Millisecond) // a few rounds of the submitter
		if state, _ := b.held(parts); state.Msgs != 3 {
			t.Errorf("%d parts wait in a queue for 3", state.Msgs)
		}
		b.work(h, h)
	})
	b.whole(s, b.submit(s, queue.Settings{Waiting: 3}))
	if h.most() != 1 {
		t.Errorf("a part was played %d times", h.most())
	}
	for _, name := range []string{parts, "OBJ_demarche_" + j.ID(), "KV_demarche_" + j.ID() + "_receipts"} {
		if _, there := b.held(name); there {
			t.Errorf("%s is left", name)
		}
	}
}

// TestAFullStore: the store has room for two parts, and the first takes long to
// fetch. Workers wait with what they have played, for longer than they may be silent
// and more often than a part is handed out; no part is played twice, and none is given
// up.
func TestAFullStore(t *testing.T) {
	b := newBench(t)
	const size = 200_000
	j := jobOf("store", 8)
	s, h := newShelf(j, size), &hand{size: size}
	var first sync.Once
	s.take = func(int32, []byte) error {
		first.Do(func() { time.Sleep(3 * silence / 2) })
		return nil
	}
	b.work(h, h, h, h)
	b.whole(s, b.submit(s, queue.Settings{AckWait: silence, MaxDeliver: 1, Rounds: 1, Results: 2*size + size/2}))
	if said := h.words(); h.most() != 1 || !strings.Contains(said, "waits: there is no room") {
		t.Errorf("a part was played %d times; it was said:\n%s", h.most(), said)
	}
}

// TestAPartThatNeverHasRoom is named as that.
func TestAPartThatNeverHasRoom(t *testing.T) {
	b := newBench(t)
	s, h := newShelf(jobOf("large", 1), 200_000), &hand{size: 200_000}
	b.work(h)
	poison := b.submit(s, queue.Settings{Results: 100_000})
	b.whole(s, poison, 0)
	if len(poison) != 1 || !strings.Contains(poison[0].Why, "larger than all that the queue holds") || h.most() != 1 {
		t.Errorf("poison %v after %d tries", poison, h.most())
	}
}

// TestMessagesHaveALimit: inputs and parts of many times what a message may have
// come through, also at a server of others that allows little.
func TestMessagesHaveALimit(t *testing.T) {
	b := newBench(t)
	small, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true, MaxPayload: 16 << 10})
	if err != nil {
		t.Fatal(err)
	}
	small.Start()
	defer func() {
		small.Shutdown()
		small.WaitForShutdown()
	}()
	if !small.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not start")
	}
	const size = 3 << 20
	for what, url := range map[string]string{"ours": b.s.URL(), "small": small.ClientURL()} {
		j := jobOf(what, 3)
		j.Files = append(j.Files, make([]byte, 5<<20)...)
		s, h := newShelf(j, size), &hand{size: size}
		ctx, stop := context.WithCancel(b.ctx)
		b.all.Go(func() {
			_ = queue.Work(ctx, url, "", queue.Worker{Name: what, Open: h.Open, Tell: h.tell}) // it is stopped
		})
		poison, err := queue.Submit(b.ctx, url, "", j, s.submitter(), queue.Settings{})
		stop()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		b.whole(s, poison)
	}
	b.all.Wait()
}

// TestTheServerIsStartedAgain: the queue is stopped and started from its store while
// parts are under way, three times. Nothing is lost.
func TestTheServerIsStartedAgain(t *testing.T) {
	b := newBench(t)
	s, h := newShelf(jobOf("again", 24), 50_000), &hand{size: 50_000, pause: 40 * time.Millisecond}
	b.work(h, h)
	var all sync.WaitGroup
	all.Go(func() { b.whole(s, b.submit(s, queue.Settings{AckWait: time.Second})) })
	for i := range 3 {
		b.until("some more parts are there", func() bool { return s.count() >= 6*(i+1) })
		b.restart(200 * time.Millisecond)
	}
	all.Wait()
}

// TestTheSubmitterGoesOn: the submitter is stopped in between and another with the
// same shelf goes on; what was played meanwhile is fetched and not played again.
func TestTheSubmitterGoesOn(t *testing.T) {
	b := newBench(t)
	s, h := newShelf(jobOf("on", 20), 1000), &hand{size: 1000, pause: 30 * time.Millisecond}
	b.work(h)
	ctx, stop := context.WithCancel(b.ctx)
	s.take = func(int32, []byte) error {
		if s.count() == 5 {
			stop()
		}
		return nil
	}
	if _, err := queue.Submit(ctx, b.s.URL(), "", s.j, s.submitter(), queue.Settings{}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	kept := s.count()
	b.until("more was played than fetched", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return len(h.played) > kept+3
	})
	b.whole(s, b.submit(s, queue.Settings{}))
	again := 0
	for _, n := range h.played {
		again += n - 1
	}
	if again > 1 { // the one that was under way when the queue was made anew
		t.Errorf("%d parts were played again", again)
	}
}

// TestBytesThatAreNotThePart: what a worker brings is refused, and the part goes out
// again; if nobody brings it right it is named, with the reason.
func TestBytesThatAreNotThePart(t *testing.T) {
	b := newBench(t)
	var mu sync.Mutex
	bad := map[int32]int{1: 2, 3: 100} // how often a part comes wrong
	s := newShelf(jobOf("wrong", 5), 1000)
	h := &hand{size: 1000, part: func(part int32, data []byte) ([]byte, error) {
		mu.Lock()
		defer mu.Unlock()
		if bad[part]--; bad[part] >= 0 {
			return data[:999], nil
		}
		return data, nil
	}}
	b.work(h, h)
	poison := b.submit(s, queue.Settings{Rounds: 3})
	b.whole(s, poison, 3)
	want := "it was handed out 3 times, and what came was refused: "
	if len(poison) != 1 || !strings.HasPrefix(poison[0].Why, want) || !strings.Contains(poison[0].Why, "999 bytes") || h.played[1] != 3 || h.played[3] != 3 {
		t.Errorf("poison %v; played %v", poison, h.played)
	}
}

// TestBytesThatAreGone: a receipt whose bytes the server has lost is worth nothing.
func TestBytesThatAreGone(t *testing.T) {
	b := newBench(t)
	s, h := newShelf(jobOf("gone", 3), 1000), &hand{size: 1000}
	b.work(h)
	stuck := make(chan struct{})
	s.take = func(int32, []byte) error {
		select {
		case <-stuck:
			return nil
		default:
			return errors.New("the disk of the submitter is full")
		}
	}
	if _, err := queue.Submit(b.ctx, b.s.URL(), "", s.j, s.submitter(), queue.Settings{}); err == nil || !strings.Contains(fmt.Sprint(err), "the disk of the submitter is full") {
		t.Fatalf("its own disk: %v", err)
	}
	close(stuck)
	b.until("all are played", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return len(h.played) == 3
	})
	nc, err := nats.Connect(b.s.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	store, err := js.Stream(b.ctx, "OBJ_demarche_"+s.j.ID())
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Purge(b.ctx); err != nil {
		t.Fatal(err)
	}
	b.whole(s, b.submit(s, queue.Settings{}))
}

// TestWhoMayJoin: a queue that others reach wants a token, and who has another is
// told.
func TestWhoMayJoin(t *testing.T) {
	t.Parallel()
	if _, err := queue.Serve(t.TempDir(), "0.0.0.0:0", ""); err == nil || !strings.Contains(err.Error(), "needs a token") {
		t.Errorf("an open queue: %v", err)
	}
	for _, address := range []string{"nowhere", "127.0.0.1:port", "192.0.2.1:0"} {
		if s, err := queue.Serve(t.TempDir(), address, "x"); err == nil {
			s.Close()
			t.Errorf("%s: it serves", address)
		}
	}
	q, err := queue.Serve(t.TempDir(), "127.0.0.1:0", "right")
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	j := jobOf("token", 4)
	for _, token := range []string{"", "wrong"} {
		if _, err := queue.Submit(ctx, q.URL(), token, j, newShelf(j, 10).submitter(), queue.Settings{}); !errors.Is(err, queue.ErrToken) {
			t.Errorf("token %q: %v", token, err)
		}
		h := &hand{size: 10}
		if err := queue.Work(ctx, q.URL(), token, queue.Worker{Name: "stranger", Open: h.Open, Tell: h.tell}); !errors.Is(err, queue.ErrToken) {
			t.Errorf("worker with token %q: %v", token, err)
		}
	}
	s, h := newShelf(j, 10), &hand{size: 10}
	inner, leave := context.WithCancel(ctx)
	var all sync.WaitGroup
	all.Go(func() {
		_ = queue.Work(inner, q.URL(), "right", queue.Worker{Name: "friend", Open: h.Open, Tell: h.tell}) // it is stopped
	})
	if _, err := queue.Submit(ctx, q.URL(), "right", j, s.submitter(), queue.Settings{}); err != nil || s.count() != 4 {
		t.Errorf("with the right one: %v, %d parts", err, s.count())
	}
	leave()
	all.Wait()
}

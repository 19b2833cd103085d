package sim_test

import (
	"fmt"
	"maps"
	"os"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"demarche/server/session"
	"demarche/server/store"
)

// together is how many games share a store and a clock.
const together = 10

// atOnce is how many stores and clocks there are at once.
const atOnce = 4

// total is what a run of games came to.
type total struct {
	mu                                             sync.Mutex
	games, compared, diverged, conns, cuts, frames int
	gaps, asks, again, acked, refused, appends     int
	failures, restarts                             int
	virtual                                        time.Duration
	heard                                          map[string]bool
}

func (x *total) add(g *sitting, took time.Duration) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.games++
	x.compared += g.compared
	x.diverged += g.diverged
	x.cuts += int(g.net.cuts.Load())
	x.appends += int(g.house.store.appends.Load())
	x.failures += int(g.house.store.fails.Load())
	x.restarts += g.house.restarts
	x.virtual += took
	for _, c := range g.clients {
		x.conns += c.counts.conns
		x.frames += c.counts.frames
		x.gaps += c.counts.gaps
		x.asks += c.counts.asks
		x.again += c.counts.again
		for _, k := range c.commands {
			if k.acked {
				x.acked++
			} else if k.refused != "" {
				x.refused++
			}
		}
	}
	maps.Copy(x.heard, g.heard)
}

// TestEverybodySeesTheSame plays games over a bad network and a bad disk, with
// servers that go down, and in the end compares what everybody has seen. GAMES
// says how many; SEED where to begin.
func TestEverybodySeesTheSame(t *testing.T) {
	games, seed := number(t, "GAMES", 200), uint64(number(t, "SEED", 0))
	if testing.Short() {
		games = min(games, together)
	}
	small, large := estuary(t), codeBlue(t)
	x := &total{heard: map[string]bool{}}
	began := time.Now()
	var all sync.WaitGroup
	turns := make(chan bool, atOnce)
	for from := 0; from < games; from += together {
		turns <- true
		all.Go(func() {
			t.Run(fmt.Sprint(seed+uint64(from)), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					batch(t, x, seed+uint64(from), min(together, games-from), small, large)
				})
			})
			<-turns
		})
	}
	all.Wait()
	x.check(t)
	t.Logf("%d comparisons; %d connections, %d cut; %d messages; %d gaps, %d asks; %d commands sent again; %d acknowledged, %d refused; %d appends; %d failures of the store, %d restarts; %s of play in %s",
		x.compared, x.conns, x.cuts, x.frames, x.gaps, x.asks, x.again, x.acked, x.refused, x.appends, x.failures, x.restarts,
		x.virtual.Round(time.Minute), time.Since(began).Round(time.Second))
	fmt.Printf("games=%d divergences=%d\n", x.games, x.diverged)
}

// batch plays some games at once on one store. One in ten is code_blue.
func batch(t *testing.T, x *total, seed uint64, games int, small, large *session.Scenario) {
	kept, err := store.Open(t.Context(), folder(t))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range games {
		sc := small
		if (seed+uint64(i))%10 == 7 {
			sc = large
		}
		g := newSitting(seed+uint64(i), sc, kept)
		all.Go(func() {
			began := time.Now()
			g.run(t.Context())
			for _, f := range g.faults {
				t.Error(f)
			}
			x.add(g, time.Since(began))
		})
	}
	all.Wait()
	if err := kept.Close(); err != nil {
		t.Error(err)
	}
}

// folder is a temporary one, in memory where that can be had: no power fails
// here, and nobody has to wait for a disk.
func folder(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "demarche-sim-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// check makes sure that the weather was bad, and that canaries were there to be
// heard by those who may.
func (x *total) check(t *testing.T) {
	if x.cuts == 0 || x.again == 0 || x.failures == 0 || x.restarts == 0 || x.compared < 4*x.games {
		t.Errorf("the weather was too good: %d cuts, %d commands again, %d failures, %d restarts, %d comparisons", x.cuts, x.again, x.failures, x.restarts, x.compared)
	}
	for _, want := range []string{
		"n canary_nf_brief", "s canary_sf_tap", "e canary_ef_text", "w canary_wf_order", "n canary_nsf_call", "s canary_nsf_call",
		"e canary_ef_raid", "f canary_f_expected", "f canary_f_hint", "f canary_f_never",
	} {
		if !x.heard[want] {
			t.Errorf("nobody heard %q: the canaries tell nothing (%v)", want, x.heard)
		}
	}
}

func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s=%s: %v", name, text, err)
	}
	return n
}

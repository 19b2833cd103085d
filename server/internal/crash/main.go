// Command crash kills a real exercise server again and again, with SIGKILL and
// at random moments, while real players play, and checks each time that nothing
// was lost that had been acknowledged. It is no part of the product.
//
//	crash -server bin/demarche
//
// It writes one line, `rounds=30 lost=0 holes=0`, and ends with status 1 if a
// number after the first is not 0. Holes are records that do not hold together;
// lost is everything else: a command that was acknowledged and is not in the
// record, a player who is not back where it was within five seconds.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"time"
)

// Bounds of a round.
const (
	backWithin = 5 * time.Second // until every player is back, from the moment the server is ready, of a machine that runs
	givenUp    = 2 * time.Minute // after that nobody waits any more
	shortest   = 50 * time.Millisecond
	longest    = 1500 * time.Millisecond
)

// errFound says that the checks found something.
var errFound = fmt.Errorf("something was lost")

func main() {
	p := plan{out: os.Stdout, notes: os.Stderr}
	flag.StringVar(&p.program, "server", "bin/demarche", "program to start and kill")
	flag.IntVar(&p.rounds, "rounds", number("ROUNDS", 30), "how often it is killed")
	flag.IntVar(&p.sessions, "sessions", number("SESSIONS", 20), "exercises at the same time")
	flag.IntVar(&p.players, "players", 2, "people in each exercise")
	flag.Uint64Var(&p.seed, "seed", uint64(number("SEED", 1)), "of moments and moves")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := p.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// number reads a number of the environment.
func number(name string, other int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return other
}

// plan is one run.
type plan struct {
	program           string
	rounds            int
	sessions, players int
	seed              uint64
	out, notes        io.Writer

	dice   *dice
	server *program
	host   *host
	pace   pace
	tables []*table // exercises under way
	done   []*table // exercises that are over
	faults faults
	acked  int // commands acknowledged
	agreed int // players found back
}

// faults counts what the checks found.
type faults struct {
	mu          sync.Mutex
	notes       io.Writer
	lost, holes int
}

func (f *faults) lose(format string, args ...any) { f.add(&f.lost, "lost: "+format, args...) }
func (f *faults) hole(format string, args ...any) { f.add(&f.holes, "hole: "+format, args...) }

func (f *faults) add(count *int, format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	*count++
	fmt.Fprintf(f.notes, format+"\n", args...)
}

// run plays all rounds. An error that is not [errFound] means that the run
// itself could not go on.
func (p *plan) run(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "demarche-crash-")
	if err != nil {
		return err
	}
	p.dice, p.faults.notes = newDice(p.seed), p.notes
	if p.server, err = newProgram(p.program, folder); err != nil {
		return err
	}
	defer p.server.kill()
	watched, stop := context.WithCancel(ctx)
	defer stop()
	go p.pace.watch(watched)
	for round := 1; round <= p.rounds; round++ {
		if err := p.round(ctx); err != nil {
			return fmt.Errorf("round %d: %w\nthe server said:\n%s\nits folder is %s", round, err, p.server.said(), folder)
		}
	}
	if err := p.verify(ctx); err != nil {
		return err
	}
	fmt.Fprintf(p.notes, "%d exercises, %d of them played to the end; %d commands acknowledged; %d times a player was back\n",
		len(p.tables)+len(p.done), len(p.done), p.acked, p.agreed)
	fmt.Fprintf(p.out, "rounds=%d lost=%d holes=%d\n", p.rounds, p.faults.lost, p.faults.holes)
	if p.faults.lost+p.faults.holes > 0 {
		return fmt.Errorf("%w; the folder is %s, the seed %d; the server said:\n%s", errFound, folder, p.seed, p.server.said())
	}
	return os.RemoveAll(folder)
}

// round is one life of the server: everybody comes back, plays, and it is
// killed.
func (p *plan) round(ctx context.Context) error {
	if p.dice.percent(25) {
		if err := p.stumble(ctx); err != nil {
			return err
		}
	}
	started := time.Now()
	if err := p.server.start(ctx); err != nil {
		return err
	}
	ready := time.Now()
	if err := p.comeBack(ctx, started, ready); err != nil {
		return err
	}
	if err := p.fill(ctx); err != nil {
		return err
	}
	life, over := context.WithCancel(ctx)
	defer over()
	var playing sync.WaitGroup
	for _, t := range p.tables {
		t.play(life, &playing)
	}
	moment := shortest + time.Duration(p.dice.unit()*float64(longest-shortest))
	select {
	case <-time.After(moment):
	case <-ctx.Done():
		return ctx.Err()
	}
	p.server.kill()
	killed := time.Now()
	playing.Wait() // every socket is gone
	return p.inspect(ctx, killed)
}

// stumble kills the server while it comes up.
func (p *plan) stumble(ctx context.Context) error {
	if _, err := p.server.launch(); err != nil {
		return err
	}
	select {
	case <-time.After(time.Duration(p.dice.unit() * float64(longest))):
	case <-ctx.Done():
		return ctx.Err()
	}
	p.server.kill()
	return nil
}

// comeBack brings everybody back at once, and checks that all is as it was.
func (p *plan) comeBack(ctx context.Context, started, ready time.Time) error {
	ctx, stop := context.WithDeadline(ctx, ready.Add(givenUp))
	defer stop()
	var all sync.WaitGroup
	for _, t := range p.tables {
		for _, c := range t.everybody() {
			all.Go(func() {
				if err := c.connect(ctx); err != nil {
					p.faults.lose("%s does not come back: %v", c, err)
					return
				}
				if late := p.pace.ran(ready, time.Now()); late > backWithin {
					p.faults.lose("%s was back only after %v", c, late)
				}
				c.compare(&p.faults, started, ready)
			})
		}
	}
	all.Wait()
	for _, t := range p.tables {
		p.agreed += len(t.players)
	}
	return ctx.Err()
}

// fill opens exercises until there are enough that are not over.
func (p *plan) fill(ctx context.Context) error {
	var open []*table
	for _, t := range p.tables {
		if t.over() {
			t.leave()
			p.done = append(p.done, t)
		} else {
			open = append(open, t)
		}
	}
	p.tables = open
	var err error
	if p.host == nil {
		if p.host, err = newHost(ctx, p.server); err != nil {
			return err
		}
	}
	for len(p.tables) < p.sessions {
		t, err := p.host.open(ctx, p.players, p.dice)
		if err != nil {
			return fmt.Errorf("open an exercise: %w", err)
		}
		p.tables = append(p.tables, t)
	}
	return nil
}

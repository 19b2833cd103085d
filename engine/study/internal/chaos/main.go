// Command chaos plays a study over a queue while workers and the submitter are
// killed again and again, with SIGKILL and at random moments, and then compares
// what there is with the same study played in peace. It is no part of the product.
//
//	chaos -program bin/demarche
//
// It ends with one line, `kills=30 lost=0 doubled=0 equal=true`, and with status 1
// if anything was lost, doubled or is not equal.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"time"
)

func main() {
	c := chaos{}
	flag.StringVar(&c.program, "program", "bin/demarche", "program to start and kill")
	flag.IntVar(&c.kills, "kills", number("KILLS", 30), "how often something is killed")
	flag.IntVar(&c.workers, "workers", 3, "workers at the same time")
	flag.IntVar(&c.runs, "runs", number("RUNS", 0), "runs of the study; 0 = as many as the kills need")
	flag.Uint64Var(&c.seed, "seed", uint64(number("SEED", 1)), "of moments and victims")
	flag.Parse()
	if c.runs == 0 {
		c.runs = c.kills * runsPerKill
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := c.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
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

// chaos is one trial.
type chaos struct {
	program       string
	kills         int
	workers, runs int
	seed          uint64
	dir           string // a folder that goes away
}

// text is the study that is played; half of the runs at each point.
const text = `format = 1
id = "chaos"
scenario = "code_blue"
seed = 11
replications = %d
[fix]
"policy.roles" = "random"
[factor.hack_back]
set = "param.hack_back"
levels = { closed = 0, open = 1 }
[tables]
turns = 1
moves = true
beliefs = true
`

// runsPerKill keeps two processors busy for about as long as passes between two
// kills, twice.
const runsPerKill = 8000

// limit is how long a trial may take: beyond it something is stuck.
const limit = 20 * time.Minute

func (c *chaos) run(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if c.dir, err = os.MkdirTemp("", "demarche-chaos-*"); err != nil {
		return err
	}
	defer os.RemoveAll(c.dir) // nobody needs it
	if err := os.WriteFile(c.path("study.toml"), fmt.Appendf(nil, text, c.runs/2), 0o644); err != nil {
		return err
	}
	plain := c.start("study", c.path("study.toml"), "--out", c.path("plain"))
	if err := plain.wait(ctx); err != nil {
		return fmt.Errorf("in peace: %w\n%s", err, plain.said())
	}
	killed, err := c.war(ctx)
	if err != nil {
		return err
	}
	lost, doubled, equal, err := c.compare()
	if err != nil {
		return err
	}
	fmt.Printf("kills=%d lost=%d doubled=%d equal=%t\n", killed, lost, doubled, equal)
	if lost > 0 || doubled > 0 || !equal || killed < c.kills {
		return errors.New("a study played under fire is not the study played in peace")
	}
	return nil
}

func (c *chaos) path(name string) string { return filepath.Join(c.dir, name) }

package sim_test

import (
	"sync"
	"time"

	"demarche/engine/chance"
)

// dice are the luck of one part of a game: its network, its store, or one of its
// people. What they draw hangs on the seed of the game and their name; which
// goroutine draws first does not hang on anything, and so a game is not the same
// twice.
type dice struct {
	luck chance.Luck
	name chance.Stream

	mu sync.Mutex
	n  uint32
}

func newDice(seed uint64, name string) *dice {
	return &dice{luck: chance.Luck{Seed: chance.Seed(seed)}, name: chance.Name("sim", name)}
}

func (d *dice) unit() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.n++
	return d.luck.Unit(d.name, 0, d.n)
}

// below draws a whole number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.unit() * float64(n)) }

// happens is true with a chance.
func (d *dice) happens(chance float64) bool { return d.unit() < chance }

// upTo draws a time.
func (d *dice) upTo(most time.Duration) time.Duration {
	return time.Duration(d.unit() * float64(most))
}

package main

import (
	"sync"

	"demarche/engine/chance"
)

// dice are numbers of a seed, for whoever asks next. They are safe for
// concurrent use; what each gets then depends on who was first.
type dice struct {
	luck   chance.Luck
	stream chance.Stream

	mu   sync.Mutex
	next uint32
}

func newDice(seed uint64) *dice {
	return &dice{luck: chance.Luck{Seed: chance.Seed(seed)}, stream: chance.Name("crash", "dice")}
}

// unit returns a number in [0, 1).
func (d *dice) unit() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.next++
	return d.luck.Unit(d.stream, 0, d.next)
}

// below returns a whole number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.unit() * float64(n)) }

// percent is true so often.
func (d *dice) percent(n int) bool { return d.unit()*100 < float64(n) }

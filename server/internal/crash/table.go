package main

import (
	"context"
	"sync"

	"demarche/engine/wire"
)

// table is one exercise and the people in it.
type table struct {
	code    string
	control *client
	players []*client
	record  []byte   // as it was after the last kill
	end     position // where it ended then
}

func (t *table) everybody() []*client { return append([]*client{t.control}, t.players...) }

// play lets everybody play until ctx ends or the server is gone.
func (t *table) play(ctx context.Context, playing *sync.WaitGroup) {
	for _, c := range t.everybody() {
		playing.Go(func() { c.play(ctx) })
	}
}

// over reports whether the exercise has been played to its end.
func (t *table) over() bool { return t.players[0].at.phase == wire.PhaseEnded }

// leave closes the sockets.
func (t *table) leave() {
	for _, c := range t.everybody() {
		c.hangUp()
	}
}

// position is a moment of an exercise.
type position struct {
	turn  int
	phase string
}

// order counts phases from the start; the end comes last.
func (p position) order() int {
	switch p.phase {
	case wire.PhaseBrief:
		return 4 * p.turn
	case wire.PhaseConsult:
		return 4*p.turn + 1
	case wire.PhaseDecide:
		return 4*p.turn + 2
	case wire.PhaseReveal:
		return 4*p.turn + 3
	case wire.PhaseEnded:
		return 4*p.turn + 4
	}
	return 0 // the lobby
}

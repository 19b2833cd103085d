package main

import (
	"context"
	"slices"
	"time"

	"github.com/gorilla/websocket"

	"demarche/engine/wire"
)

// pause is how long somebody thinks, at most.
const pause = 150 * time.Millisecond

// play plays until ctx ends or the server is gone. First it repeats what had no
// answer when the server died, under the same id, and now and then something
// that had one.
func (c *client) play(ctx context.Context) {
	defer c.hangUp()
	if c.socket == nil {
		return
	}
	again := c.waiting
	if again == nil && len(c.commands) > 1 && c.dice.percent(30) {
		again = c.commands[c.dice.below(len(c.commands))]
		if !again.acked || again.kind == wire.TypeDraft || again.kind == wire.TypeAsk {
			again = nil
		}
	}
	if again != nil && c.socket.WriteMessage(websocket.TextMessage, again.raw) != nil {
		return
	}
	think := time.NewTimer(c.thought())
	defer think.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case raw, open := <-c.in:
			if !open || c.take(raw) != nil {
				return
			}
		case <-think.C:
			if c.waiting == nil && c.act() != nil {
				for raw := range c.in { // what came before the end
					_ = c.take(raw)
				}
				return
			}
			think.Reset(c.thought())
		}
	}
}

func (c *client) thought() time.Duration {
	d := time.Duration(c.dice.unit() * float64(pause))
	if c.control {
		return 3 * d
	}
	return 10*time.Millisecond + d
}

// act does something that the phase asks for, or nothing.
func (c *client) act() error {
	if c.control {
		return c.direct()
	}
	if c.view == nil {
		return nil
	}
	switch c.at.phase {
	case wire.PhaseBrief, wire.PhaseConsult, wire.PhaseReveal:
		x := c.command(wire.TypeNext, c.at.turn)
		return c.send(x, wire.Next{Head: x.head(), Turn: c.at.turn})
	case wire.PhaseDecide:
		return c.decide()
	}
	return nil
}

// direct gives the table a second more or less.
func (c *client) direct() error {
	if c.at.phase == wire.PhaseEnded || c.at.phase == wire.PhaseLobby {
		return nil
	}
	x := c.command(wire.TypeAct, c.at.turn)
	return c.send(x, wire.Act{Head: x.head(), Do: "time", Seconds: 1 - 2*c.dice.below(2), Reason: "the crash test"})
}

// decide answers what the seat is asked, writes a draft, commits, or takes the
// commitment back.
func (c *client) decide() error {
	for _, p := range c.view.Proposals {
		if !p.Mine && p.Yes == nil {
			x := c.command(wire.TypeAnswer, c.at.turn)
			return c.send(x, wire.Answer{Head: x.head(), Turn: c.at.turn, Proposal: p.ID, Yes: c.dice.percent(50)})
		}
	}
	switch {
	case c.mine.Committed && c.dice.percent(20):
		x := c.command(wire.TypeRecall, c.at.turn)
		return c.send(x, wire.Recall{Head: x.head(), Turn: c.at.turn})
	case c.mine.Committed:
		return nil
	case c.dice.percent(50):
		x := c.command(wire.TypeDraft, c.at.turn)
		x.moves = c.moves()
		d := drafted{turn: c.at.turn, rev: c.revision() + 1, moves: x.moves, command: x}
		c.drafts = append(c.drafts, d)
		return c.send(x, wire.Draft{Head: x.head(), Turn: d.turn, Rev: d.rev, Moves: d.moves})
	}
	x := c.command(wire.TypeCommit, c.at.turn)
	x.moves = c.moves()
	return c.send(x, wire.Commit{Head: x.head(), Turn: c.at.turn, Moves: x.moves})
}

// revision is the highest of the drafts of this turn, sent or received.
func (c *client) revision() int {
	rev := 0
	if c.draft.Turn == c.at.turn {
		rev = c.draft.Rev
	}
	for _, d := range c.drafts {
		if d.turn == c.at.turn {
			rev = max(rev, d.rev)
		}
	}
	return rev
}

// moves are a measure that is possible now, or none.
func (c *client) moves() []wire.Move {
	var can []wire.Move
	for _, o := range c.view.Options {
		if !o.OK || len(o.Items) > 0 {
			continue
		}
		if len(o.Targets) == 0 {
			can = append(can, wire.Move{Action: o.Action, Confirm: o.Crosses > 0})
		}
		for _, t := range o.Targets {
			if t.OK {
				can = append(can, wire.Move{Action: o.Action, Target: t.Role, Confirm: o.Crosses > 0 || t.Crosses > 0})
			}
		}
	}
	last := len(c.commands) - 1
	refused := last >= 0 && c.commands[last].refused != "" && len(c.commands[last].moves) > 0
	if len(can) == 0 || refused || c.dice.percent(30) {
		return []wire.Move{}
	}
	return slices.Clone(can[c.dice.below(len(can)):][:1])
}

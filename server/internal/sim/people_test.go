package sim_test

import (
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"demarche/engine/wire"
)

// act does something that the moment asks for, or nothing.
func (c *client) act() error {
	c.mu.Lock()
	busy := len(c.open) >= 3 || !c.shown || c.quiet
	again := c.repeat()
	socket, v, l, console, role := c.socket, c.v, c.l, c.c, c.role
	lobby := c.lobby != nil
	c.mu.Unlock()
	switch {
	case c.as == "wall" || busy:
		return nil
	case again != nil:
		return socket.WriteMessage(websocket.TextMessage, again)
	case c.as == "control":
		return c.direct(console)
	case lobby && role == "" && l.Phase != wire.PhaseEnded && l.You != nil && l.You.Admitted:
		return c.send(wire.TypeTake, "", func(h wire.Head) any { return wire.Take{Head: h, Role: c.want} })
	case lobby:
		return nil
	}
	return c.play(v)
}

// repeat is a command that had its answer and is sent once more all the same;
// nil mostly.
func (c *client) repeat() []byte {
	if len(c.commands) == 0 || !c.dice.happens(0.04) {
		return nil
	}
	x := c.commands[c.dice.below(len(c.commands))]
	if !x.acked || !x.recorded() {
		return nil
	}
	return x.raw
}

// play is what a player does.
func (c *client) play(v wire.View) error {
	switch v.Phase {
	case wire.PhaseBrief, wire.PhaseConsult, wire.PhaseReveal:
		return c.leaf(v)
	case wire.PhaseDecide:
		return c.decide(v)
	}
	return nil
}

// leaf reads what is new, writes a draft in time, and is ready.
func (c *client) leaf(v wire.View) error {
	if len(v.Feed) > 0 && c.dice.happens(0.3) {
		item := v.Feed[c.dice.below(len(v.Feed))].ID
		return c.send(wire.TypeRead, "", func(h wire.Head) any { return wire.Read{Head: h, Item: item} })
	}
	if v.Phase != wire.PhaseReveal && c.dice.happens(0.3) {
		return c.draft(v)
	}
	key := strconv.Itoa(v.Turn) + v.Phase
	if c.nexts[key] || c.dice.happens(0.2) {
		return nil
	}
	c.nexts[key] = true
	return c.send(wire.TypeNext, "", func(h wire.Head) any { return wire.Next{Head: h, Turn: v.Turn} })
}

func (c *client) draft(v wire.View) error {
	c.mu.Lock()
	c.rev[v.Turn]++
	rev := c.rev[v.Turn]
	c.mu.Unlock()
	return c.send(wire.TypeDraft, "", func(h wire.Head) any {
		return wire.Draft{Head: h, Turn: v.Turn, Rev: rev, Moves: c.moves(v)}
	})
}

func (c *client) decide(v wire.View) error {
	for _, p := range v.Proposals {
		if !p.Mine && (p.Yes == nil || c.dice.happens(0.1)) {
			yes := c.dice.happens(0.6)
			return c.send(wire.TypeAnswer, "", func(h wire.Head) any {
				return wire.Answer{Head: h, Turn: v.Turn, Proposal: p.ID, Yes: yes}
			})
		}
	}
	switch {
	case v.Mine.Committed && c.dice.happens(0.1):
		return c.send(wire.TypeRecall, "", func(h wire.Head) any { return wire.Recall{Head: h, Turn: v.Turn} })
	case v.Mine.Committed:
		return nil
	case c.dice.happens(0.4):
		return c.draft(v)
	}
	return c.send(wire.TypeCommit, "", func(h wire.Head) any {
		return wire.Commit{Head: h, Turn: v.Turn, Moves: c.moves(v)}
	})
}

// moves are up to two of the measures that the view offers.
func (c *client) moves(v wire.View) []wire.Move {
	var can []wire.Move
	for _, o := range v.Options {
		for _, x := range o.Items {
			if x.OK && !c.g.secret(c, x.Evidence) {
				can = append(can, wire.Move{Action: o.Action, Evidence: x.Evidence})
			}
		}
		if o.OK && len(o.Targets) == 0 && len(o.Items) == 0 {
			can = append(can, wire.Move{Action: o.Action, Confirm: o.Crosses > 0})
		}
		for _, t := range o.Targets {
			if t.OK {
				can = append(can, wire.Move{Action: o.Action, Target: t.Role, Confirm: o.Crosses > 0 || t.Crosses > 0})
			}
		}
	}
	moves := []wire.Move{}
	for range c.dice.below(3) {
		if len(can) > 0 {
			m := can[c.dice.below(len(can))]
			if c.dice.happens(0.3) {
				m.Text = "Spoken by " + c.name
			}
			moves = append(moves, m)
		}
	}
	return moves
}

// direct is what the facilitator does.
func (c *client) direct(k wire.Console) error {
	act := func(a wire.Act) error {
		if c.dice.happens(0.2) {
			a.Reason = "Reason " + a.Do
		}
		return c.send(wire.TypeAct, a.Do, func(h wire.Head) any { a.Head = h; return a })
	}
	for _, g := range k.Guests {
		if !g.Admitted {
			return act(wire.Act{Do: "admit", Guest: g.ID})
		}
	}
	switch k.Phase {
	case wire.PhaseLobby:
		if c.g.seated(k) {
			return act(wire.Act{Do: "start"})
		}
		return nil
	case wire.PhaseEnded:
		return nil
	}
	if c.g.paused(c) && c.dice.happens(0.7) {
		return act(wire.Act{Do: "resume"})
	}
	if time.Since(c.g.began) > c.g.patience { // it has gone on for long
		return act(wire.Act{Do: "advance"})
	}
	return c.meddle(k, act)
}

// meddle does one of the things that a facilitator need not do.
func (c *client) meddle(k wire.Console, act func(wire.Act) error) error {
	seat := k.Seats[c.dice.below(len(k.Seats))]
	for _, s := range k.Seats {
		if s.Holder == "computer" && len(s.People) > 0 && c.dice.happens(0.5) {
			return act(wire.Act{Do: "person", Role: s.Role})
		}
	}
	switch c.dice.below(14) {
	case 0:
		return act(wire.Act{Do: "pause"})
	case 1, 2:
		return act(wire.Act{Do: "time", Seconds: c.dice.below(60) - 25})
	case 3, 4, 5:
		return act(wire.Act{Do: "advance"})
	case 6, 7, 8:
		var can []string
		for _, x := range k.Injects {
			if !strings.HasPrefix(x.ID, "canary_f_") {
				can = append(can, x.ID)
			}
		}
		if len(can) == 0 {
			return nil
		}
		do := []string{"inject", "inject", "hold", "release"}[c.dice.below(4)]
		return act(wire.Act{Do: do, Inject: can[c.dice.below(len(can))]})
	case 9:
		return act(wire.Act{Do: "computer", Role: seat.Role})
	case 10:
		if c.dice.happens(0.2) {
			return act(wire.Act{Do: "free", Role: seat.Role})
		}
	case 11:
		if c.dice.happens(0.02) {
			return act(wire.Act{Do: "end"})
		}
	}
	return nil
}

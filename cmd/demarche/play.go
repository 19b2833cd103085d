package main

import (
	"context"
	"errors"
	"io"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy/moves"
	"demarche/engine/record"
	"demarche/engine/scenario"
)

// teller is told of a play as it goes.
type teller interface {
	start(*game.State) error
	turn(*turn) error
	end(*game.State) error
}

// turn is one turn played.
type turn struct {
	number       int32
	open, played *game.Ledger
	orders       game.Orders
	acts         []record.Done
	lines        []moves.Line // what became of the rows of a moves file
	facts        []agent.Fact // what agents did
	state        *game.State
	entry        record.Turn
}

// playing is one play under way.
type playing struct {
	ctx    context.Context // stops it between turns
	m      *game.Machine
	n      *record.Notation
	table  players
	doc    *scenario.Document
	seed   uint64
	turns  int32          // of --set; 0: the scenario's own
	given  []game.Given   // where tracks start otherwise
	err    io.Writer      // where refused rows are told
	stop   bool           // a refused row stops the play
	late   []moves.Line   // rows of turns after the last
	thread *record.Thread // play so far
}

// play plays to the end; w may be nil.
func (p *playing) play(open *game.Opening, w *record.Writer, told teller) error {
	var l game.Ledger
	var s game.State
	luck := chance.Luck{Seed: chance.Seed(p.seed)}
	g := p.m.NewPlay(luck, &l)
	g.StartAt(&s, open)
	p.thread = record.NewThread(p.n, record.Format)
	start := p.thread.Start(&l, &s)
	if err := p.begin(w, &s, start); err != nil {
		return err
	}
	if err := told.start(&s); err != nil {
		return err
	}
	for !s.Ended() {
		l.Reset()
		g.Open(&s)
		acts, lines := p.share(g, &s)
		open := l
		l.Reset()
		p.table.Opened(&open)
		orders, more := p.table.Orders(&s, luck)
		lines = moves.InFileOrder(append(lines, more...))
		if err := p.refusals(&s, lines); err != nil {
			return err
		}
		g.Adjudicate(&s, orders)
		played := l
		p.table.Closed(&s, &played)
		facts, err := p.table.Facts()
		if err == nil && p.ctx.Err() != nil {
			err = &answer{code: no, err: errors.New("the play was stopped")}
		}
		if err != nil {
			return err
		}
		t := &turn{number: s.Turn(), open: &open, played: &played, orders: orders, acts: acts, lines: lines, facts: facts, state: &s}
		t.entry = p.thread.Turn(t.open, t.played, orders, acts, &s)
		if w != nil {
			if err := w.Append(t.entry); err != nil {
				return err
			}
		}
		if err := told.turn(t); err != nil {
			return err
		}
	}
	p.late = p.table.Late(s.Turn())
	if err := p.refusals(&s, p.late); err != nil {
		return err
	}
	if w != nil {
		if err := w.Append(record.End{Turn: s.Turn(), Ending: endingOf(p.m.Game, &s), Play: p.thread.Play()}); err != nil {
			return err
		}
	}
	return told.end(&s)
}

// share lets the players give evidence away, and returns the acts by which they
// did.
func (p *playing) share(g *game.Play, s *game.State) (acts []record.Done, lines []moves.Line) {
	lines = p.table.Share(s, func(a game.Act) game.Code {
		code := g.Act(s, a)
		if code == game.OK {
			acts = append(acts, record.Done{Act: a})
		}
		return code
	})
	return acts, lines
}

// begin writes the head of the record.
func (p *playing) begin(w *record.Writer, s *game.State, start record.Start) error {
	if w == nil {
		return nil
	}
	h := record.Header{
		Engine: build(), Scenario: p.m.Game.ID, Main: p.doc.Files[0].Name,
		Seed: p.seed, Params: p.n.Params(s), Turns: p.turns, Starts: p.n.Starts(p.given),
	}
	for i, name := range p.players() {
		if name != "" {
			h.Seats = append(h.Seats, record.Seat{Role: p.m.Game.Roles[i].ID, Policy: name})
		}
	}
	if err := w.Begin(h, filesOf(p.doc)); err != nil {
		return err
	}
	return w.Append(start)
}

// players names the policy of each role, "" where nobody sits.
func (p *playing) players() []string {
	out := make([]string, len(p.m.Game.Roles))
	for i := range out {
		out[i] = p.table.Name(int32(i))
	}
	return out
}

// endingOf returns the id of the ending, "" if time ran out without one.
func endingOf(g *game.Game, s *game.State) string {
	if i := s.Ending(g); i >= 0 {
		return g.Endings[i].ID
	}
	return ""
}

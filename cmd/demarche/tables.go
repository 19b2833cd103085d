package main

import (
	"fmt"

	"demarche/engine/game"
	"demarche/engine/policy/moves"
	"demarche/engine/record"
	"demarche/engine/study"
	"demarche/engine/study/table"
)

// tabler turns a play into the tables of a folder.
type tabler struct {
	run   table.Run
	maker *table.Maker
	sum   record.Sum          // play so far
	late  func() []moves.Line // rows of turns that never came; nil: there are none
}

func (x *tabler) start(s *game.State) error { return x.maker.Begin(x.run, s) }

func (x *tabler) turn(t *turn) error {
	x.sum = t.entry.Play
	return x.maker.Turn(table.Turn{Orders: t.orders, Gifts: giftsOf(t.acts), Notes: append(study.Notes(t.lines, moves.Name), study.NotesOfFacts(t.facts)...), Open: t.open, Played: t.played, After: t.state})
}

func (x *tabler) end(s *game.State) error {
	e := table.End{Play: x.sum, State: s}
	if x.late != nil {
		e.Late = study.Notes(x.late(), moves.Name)
	}
	return x.maker.End(e)
}

// oneRun is what the columns of a study say of a play that is of none.
const oneRun = "run"

// giftsOf are the acts by which evidence was shared.
func giftsOf(acts []record.Done) []game.Gift {
	var out []game.Gift
	for _, a := range acts {
		if a.Kind == game.ActShare {
			out = append(out, a.Gift)
		}
	}
	return out
}

// tellers is a teller that tells several.
type tellers []teller

func (all tellers) start(s *game.State) error {
	return tellAll(all, func(t teller) error { return t.start(s) })
}

func (all tellers) turn(x *turn) error {
	return tellAll(all, func(t teller) error { return t.turn(x) })
}

func (all tellers) end(s *game.State) error {
	return tellAll(all, func(t teller) error { return t.end(s) })
}

func tellAll(all tellers, tell func(teller) error) error {
	for _, t := range all {
		if err := tell(t); err != nil {
			return err
		}
	}
	return nil
}

// tabled runs play with a teller that also writes the tables to a folder; to none
// if it has no name.
func (p *playing) tabled(dir, kept string, told teller, play func(teller) error) error {
	if dir == "" {
		return play(told)
	}
	l := table.NewLayout(p.m, p.n, nil, p.table.Carried())
	run := table.Run{Study: oneRun, Seed: p.seed, Players: p.players(), Record: kept}
	late := func() []moves.Line { return p.late }
	return bind(dir, l, func(to table.Sink) error {
		return play(tellers{&tabler{run: run, maker: l.Maker(to), late: late}, told})
	})
}

// person is who plays a seat that no policy does, as the tables have it.
const person = "person"

// tabledAgain is [playing.tabled] for a play that was recorded.
func tabledAgain(dir, name string, rec *record.Record, m *game.Machine, n *record.Notation, told teller, play func(teller) error) error {
	if dir == "" {
		return play(told)
	}
	players, err := playersOf(rec, m.Game)
	if err != nil {
		return err
	}
	l := table.NewLayout(m, n, nil, nil)
	run := table.Run{Study: oneRun, Seed: rec.Header.Seed, Players: players, Record: name}
	return bind(dir, l, func(to table.Sink) error {
		return play(tellers{&tabler{run: run, maker: l.Maker(to)}, told})
	})
}

// playersOf says who played each role of a record.
func playersOf(rec *record.Record, g *game.Game) ([]string, error) {
	players := make([]string, len(g.Roles))
	for _, seat := range rec.Header.Seats {
		role, err := roleOf(g, seat.Role)
		if err != nil || role < 0 {
			return nil, &answer{code: no, err: fmt.Errorf("the record has a seat of %q, which is no role", seat.Role)}
		}
		if players[role] = seat.Policy; seat.Policy == "" {
			players[role] = person
		}
	}
	return players, nil
}

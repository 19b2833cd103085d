package study

import (
	"fmt"
	"io"

	"demarche/engine/game"
	"demarche/engine/record"
)

// keeps reports whether the record of a run is kept; failed says how it went.
func (t *Tables) keeps(number int64, failed bool) bool {
	switch t.Record {
	case RecordAll:
		return true
	case RecordFailed:
		return failed
	case RecordFirst:
		return number < t.Records
	}
	return false
}

// may reports whether it could be kept, before the run is played.
func (t *Tables) may(number int64) bool { return t.keeps(number, true) }

// past is what was done in a run, turn by turn: enough to play it again. To write
// each entry while a run is under way costs several times its play, and most runs of
// most studies leave no record; so a record is written by playing it again.
type past struct {
	turns []done
	n     int
}

// done is what was done in one turn.
type done struct {
	orders game.Orders
	acts   []record.Done
}

func (p *past) forget() { p.n = 0 }

// put puts down a turn that was resolved.
func (p *past) put(o game.Orders, acts []record.Done) {
	if p.n == len(p.turns) {
		p.turns = append(p.turns, done{})
	}
	d := &p.turns[p.n]
	p.n++
	d.orders.Moves = append(d.orders.Moves[:0], o.Moves...)
	d.orders.Ballots = append(d.orders.Ballots[:0], o.Ballots...)
	d.orders.Learnt = append(d.orders.Learnt[:0], o.Learnt...)
	d.acts = append(d.acts[:0], acts...)
}

// keep writes the record of the run that was played, and returns where it is.
func (x *player) keep(r Run) (string, error) {
	name, err := x.records(r.Number, func(to io.Writer) error { return x.again(r, record.NewWriter(to)) })
	if err != nil {
		return "", fmt.Errorf("record: %w", err)
	}
	return name, nil
}

// again plays the run again, as far as it was played, into a record.
func (x *player) again(r Run, w *record.Writer) error {
	c := x.set.Case
	var s game.State
	p, _ := x.ready(r)
	p.SetRecorder(&x.split)
	x.split.reset()
	p.StartAt(&s, x.set.Open)
	thread := record.NewThread(c.N, record.Format)
	start := thread.Start(&x.split.open, &s)
	if err := w.Begin(x.header(r, &s), x.p.files(c)); err != nil {
		return err
	}
	if err := w.Append(start); err != nil {
		return err
	}
	for i := range x.past.turns[:x.past.n] {
		d := &x.past.turns[i]
		x.split.reset()
		p.Open(&s)
		for _, a := range d.acts {
			if code := p.Act(&s, a.Act); code != game.OK {
				return fmt.Errorf("turn %d: what was done cannot be done again: %v", s.Turn(), code)
			}
		}
		x.split.at = &x.split.played
		p.Adjudicate(&s, d.orders)
		if err := w.Append(thread.Turn(&x.split.open, &x.split.played, d.orders, d.acts, &s)); err != nil {
			return err
		}
	}
	if !s.Ended() {
		return nil // it failed on the way
	}
	end := record.End{Turn: s.Turn(), Play: thread.Play()}
	if i := s.Ending(c.M.Game); i >= 0 {
		end.Ending = c.M.Game.Endings[i].ID
	}
	return w.Append(end)
}

// header is the head of a run's record.
func (x *player) header(r Run, s *game.State) record.Header {
	c := x.set.Case
	h := record.Header{
		Engine: x.p.Engine, Scenario: c.M.Game.ID, Main: x.p.Sources[c.Source].Doc.Files[0].Name, Seed: r.Seed,
		Params: c.N.Params(s), Turns: c.Turns, Starts: c.N.Starts(x.set.given),
	}
	for i, name := range x.set.Players {
		if name != "" {
			h.Seats = append(h.Seats, record.Seat{Role: c.M.Game.Roles[i].ID, Policy: name})
		}
	}
	return h
}

// files are those of a game's scenario as records hold them.
func (p *Plan) files(c *Case) []record.File {
	var out []record.File
	for _, f := range p.Sources[c.Source].Doc.Files {
		out = append(out, record.File{Name: f.Name, Data: f.Data})
	}
	return out
}

package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// Resumption says how to take up a session that was kept. Fields without a
// default are required.
type Resumption struct {
	Code     string
	Store    Store
	Compile  record.Compiler                      // of the scenario's files, as the record holds them
	Players  func(*game.Machine) (Players, error) // who plays for roles without people
	Patience time.Duration
	Build    string
	Log      *slog.Logger
}

// ErrUnfinished says that a session was cut off before it began: there is nothing
// to take up.
var ErrUnfinished = errors.New("session never began")

// Resume takes up a session where its record and its notes leave it: the same
// seats, turn and phase, what was committed and drafted, the guests, the answers
// to commands that took effect, and the clock as it last stood. Time did not run
// while it was away. It lives until ctx ends or it fails.
func Resume(ctx context.Context, r Resumption) (*Session, error) {
	s, err := restore(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("take up session %s: %w", r.Code, err)
	}
	ctx, stop := context.WithCancel(ctx)
	err = s.guard(func() error {
		if err := s.note(ctx, []note{{noteEpoch, s.epoch}}); err != nil {
			return err
		}
		if s.phase == decide {
			s.ask(ctx)
		}
		s.rethink = false
		return s.advance(ctx)
	})
	if err != nil {
		stop()
		return nil, err
	}
	go s.run(ctx, stop)
	return s, nil
}

// restore builds the session as it was.
func restore(ctx context.Context, r Resumption) (*Session, error) {
	rec, err := r.Store.Load(ctx, r.Code)
	if err != nil {
		return nil, err
	}
	if len(rec.Broken) > 0 {
		return nil, fmt.Errorf("the chain of its record does not hold in line %d", rec.Broken[0])
	}
	notes, err := r.Store.Notes(ctx, r.Code)
	if err != nil {
		return nil, err
	}
	var table tableNote
	if ok, err := readNote(notes, noteTable, &table); err != nil || !ok {
		return nil, errors.Join(ErrUnfinished, err)
	}
	o, err := r.options(rec, table)
	if err != nil {
		return nil, err
	}
	s, err := newSession(o)
	if err != nil {
		return nil, err
	}
	copy(s.secret[:], table.Secret)
	s.names = wire.NamesOf(s.secret)
	f := &folding{s: s, rec: rec, notes: notes, texts: map[record.Sum]string{}}
	return s, f.run()
}

// options are those with which the session was opened.
func (r *Resumption) options(rec *record.Record, t tableNote) (Options, error) {
	m, err := r.Compile(rec.FS(), &rec.Header)
	if err != nil {
		return Options{}, fmt.Errorf("compile its scenario: %w", err)
	}
	players, err := r.Players(m)
	if err != nil {
		return Options{}, fmt.Errorf("find its computer players: %w", err)
	}
	o := Options{
		Code: r.Code, Scenario: &Scenario{Machine: m, Main: rec.Header.Main, Files: rec.Files},
		Seed: chance.Seed(rec.Header.Seed), Params: rec.Header.GameParams(), People: []int32{}, Players: players,
		Patience: r.Patience, Store: r.Store, Build: r.Build, Log: r.Log,
		Facilitated: t.Facilitated, Lang: t.Lang, Pin: t.Pin,
	}
	for _, seat := range rec.Header.Seats {
		for i := range m.Game.Roles {
			if m.Game.Roles[i].ID == seat.Role && seat.Policy == "" {
				o.People = append(o.People, int32(i))
			}
		}
	}
	return o, nil
}

// folding goes through a record and does again what it tells.
type folding struct {
	s     *Session
	rec   *record.Record
	notes map[string][]byte
	texts map[record.Sum]string
}

func (f *folding) run() error {
	s := f.s
	for _, l := range f.rec.Lines {
		if l.Private != nil {
			f.texts[l.Private.Sum()] = l.Private.Text
		}
	}
	if err := f.guests(); err != nil {
		return err
	}
	begun := false
	for _, l := range f.rec.Lines {
		var err error
		switch e := l.Entry.(type) {
		case *record.Start:
			begun, err = true, f.start(e)
		case *record.Input:
			err = f.input(e)
		case *record.Turn:
			err = f.turn(e)
		}
		if err != nil {
			return fmt.Errorf("line %d of its record: %w", l.Number, err)
		}
	}
	if !begun {
		return ErrUnfinished
	}
	if !s.options.Facilitated && s.phase == lobby {
		s.over = true // it was cut off before its first turn
	}
	return f.rest()
}

func (f *folding) start(e *record.Start) error {
	s := f.s
	if err := s.play.Start(&s.state, s.options.Params); err != nil {
		return err
	}
	s.thread = record.NewThread(s.notation, f.rec.Header.Format)
	if s.thread.Begin(&s.state) != e.Play {
		return errors.New("it starts otherwise now: the record is of other semantics")
	}
	s.phase = lobby
	return nil
}

// turn adjudicates a turn again.
func (f *folding) turn(e *record.Turn) error {
	s := f.s
	orders, err := s.notation.OrdersOf(e)
	if err != nil {
		return err
	}
	if s.resolve(orders); s.thread.Play() != e.Play {
		return fmt.Errorf("turn %d comes out otherwise now: the record is of other semantics", e.Turn)
	}
	return nil
}

// input does an input again.
func (f *folding) input(e *record.Input) error {
	s := f.s
	var a about
	if len(e.Args) > 0 {
		if err := json.Unmarshal(e.Args, &a); err != nil {
			return fmt.Errorf("read the arguments of %s: %w", e.Act, err)
		}
	}
	role := int32(-1)
	if e.Role != "" {
		if role = s.roleOf(e.Role); role < 0 {
			return fmt.Errorf("no role %q", e.Role)
		}
	}
	if a.ID != "" {
		sender := AsFacilitator().key()
		if role >= 0 {
			sender = AsPlayer(role).key()
		}
		s.remember(sender, a.ID, encode(wire.AckOf(a.ID)))
	}
	switch e.Act {
	case actCommit:
		return f.commit(role, e)
	case actRecall:
		s.recalled(role)
	case actNext:
		s.seats[role].ready = true
	case actAnswer:
		return f.answer(e)
	case actShare:
		err := f.acted(e, &a)
		if err == nil {
			s.gave(a, e.At)
		}
		return err
	case actPhase:
		s.enter(phaseOf(a.To))
	case actClose:
		s.over = true
	case actArrive:
		s.hand(s.roleOf(a.Role), true)
	default:
		if err := f.acted(e, &a); err != nil {
			return err
		}
		if form := formOf(e.Act); form != nil && e.Role == "" {
			s.did(form, a, f.texts[e.Private["reason"]], e.At)
		}
	}
	return nil
}

// acted reads the act of an input that touched the game.
func (f *folding) acted(e *record.Input, a *about) error {
	acts, err := f.s.notation.GameActs(e.Acts)
	if err != nil || len(acts) == 0 {
		return err
	}
	a.act = acts[0].Act
	return nil
}

func (f *folding) commit(role int32, e *record.Input) error {
	s := f.s
	var moves []game.Move
	var said []wire.Move
	for i, m := range e.Moves {
		x, err := s.notation.GameMove(m)
		if err != nil {
			return err
		}
		w := s.desk(role).MoveOf(x)
		w.Text = f.texts[e.Private[fmt.Sprintf("moves.%d.text", i)]]
		moves, said = append(moves, x), append(said, w)
	}
	learnt, err := s.notation.GameLearnt(e.Learnt)
	if err != nil {
		return err
	}
	s.committed(role, sealing{moves, said, learnt})
	return nil
}

func (f *folding) answer(e *record.Input) error {
	for _, b := range e.Ballots {
		x, err := f.s.notation.GameBallot(b)
		if err != nil {
			return err
		}
		f.s.says(x.Role, x.Move, x.Yes)
	}
	return nil
}

// guests reads who came in.
func (f *folding) guests() error {
	var n guestNote
	if _, err := readNote(f.notes, noteGuests, &n); err != nil {
		return err
	}
	f.s.setGuests(n.Guests, n.Count)
	return nil
}

// rest reads the notes that go on top of the record: drafts, read marks, the
// clock.
func (f *folding) rest() error {
	s := f.s
	for i := range s.seats {
		x, id := &s.seats[i], s.game.Roles[i].ID
		var d draft
		if _, err := readNote(f.notes, noteDraft+id, &d); err != nil {
			return err
		}
		x.draft = x.draft.or(d)
		if _, err := readNote(f.notes, noteRead+id, &x.read); err != nil {
			return err
		}
	}
	var t tick
	found, err := readNote(f.notes, noteClock, &t)
	if err != nil {
		return err
	}
	if found && t.Stamp == s.clock.stamp && s.clock.limited {
		s.clock.reset(t.Left)
	}
	if _, err := readNote(f.notes, noteEpoch, &s.epoch); err != nil {
		return err
	}
	s.epoch++
	return nil
}

// readNote reads a note; found is false if there is none.
func readNote(notes map[string][]byte, name string, into any) (found bool, err error) {
	value, found := notes[name]
	if !found {
		return false, nil
	}
	if err := json.Unmarshal(value, into); err != nil {
		return true, fmt.Errorf("read note %s: %w", name, err)
	}
	return true, nil
}

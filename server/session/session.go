package session

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// Options say how to open a session. Fields without a default are required.
type Options struct {
	Code     string // short code; a new one if empty
	Scenario *Scenario
	Seed     chance.Seed
	Params   map[string]float64 // parameters that are not their default, by id
	People   []int32            // roles that people play, all with a seat; at least one, or all of them if facilitated and nil
	Players  Players            // who plays the others
	Patience time.Duration      // for computer players in a turn; DefaultPatience if 0
	Store    Store
	Build    string       // of the server
	Log      *slog.Logger // slog.Default() if nil

	// Facilitated gives the session a lobby, the scenario's clock and a
	// facilitator. Without it the first turn opens at once, there is no clock,
	// and a turn is decide and reveal.
	Facilitated bool
	Lang        string // its first language; the scenario's if empty
	Pin         string // of the room, 6 digits; drawn if facilitated and empty
}

// Session is one live sitting. Its methods are safe for concurrent use; the game
// in it belongs to one goroutine alone.
type Session struct {
	options  Options
	code     string // also the id of its record
	game     *game.Game
	machine  *game.Machine
	notation *record.Notation
	secret   [32]byte // of the names
	names    wire.Names
	langs    []string
	log      *slog.Logger

	in   chan input
	done chan struct{} // closed when the session is over
	err  error         // why; to be read once done is closed

	mu       sync.Mutex
	closed   bool
	attached map[*Conn]bool
	guests   []Visitor // in order of arrival; written by the session's goroutine
	entered  int       // guests there ever were

	// What follows belongs to the session's goroutine.
	seats   []seat // by role
	phase   phase
	over    bool // the phase closes as soon as it can
	paused  bool
	clock   clock
	luck    chance.Luck
	play    *game.Play
	state   game.State
	ledger  game.Ledger           // what the play tells now
	opened  game.Ledger           // what opening this turn did, and acts since
	settled *game.Ledger          // what the last adjudication did; nil before the first
	thread  *record.Thread        // its play hashes, by the format of its record
	course  []int                 // top rung at the close of each turn
	history []game.Chapter        // turns that were adjudicated
	written map[int32][]wire.Said // what people wrote beside the moves of each of them
	acts    []deed                // of the facilitator
	applied []record.Done         // those that touched the game since the last turn
	rethink bool                  // computer players are to be asked again
	answers map[string]answers    // to commands, by who sent them
	enough  context.CancelFunc    // no more answers of computer players for this round
	round   int                   // how often computer players were asked
	asked   sync.WaitGroup

	desks    []*wire.Desk // by role, to read what is sent
	conns    []*Conn      // greeted, in order of arrival
	viewers  []*viewer
	consoles []*console
	presence []byte // as it was last sent
	hands    []byte // the clock as it was last sent
	links    Links
	epoch    uint64          // how often it was taken up again
	unkept   map[string]bool // names of notes that are to be put
	flush    time.Time       // when; zero: nothing is
	flushed  time.Time       // when notes were put last
}

// answers are what was answered to the commands of one sender, by their ids.
type answers map[string][]byte

// inputLimit is how many inputs may wait; who sends more waits.
const inputLimit = 64

// Open opens a session; it lives until ctx ends or it fails. What is wrong with
// the options is an error.
func Open(ctx context.Context, o Options) (*Session, error) {
	s, err := newSession(o)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	if err := s.guard(func() error { return s.begin(ctx) }); err != nil {
		stop()
		return nil, err
	}
	go s.run(ctx, stop)
	return s, nil
}

func newSession(o Options) (*Session, error) {
	if o.Code == "" {
		o.Code = newCode()
	}
	if o.Patience == 0 {
		o.Patience = DefaultPatience
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Facilitated && o.Pin == "" {
		o.Pin = newPin()
	}
	m := o.Scenario.Machine
	notation, err := record.NewNotation(m.Game)
	if err != nil {
		return nil, err
	}
	s := &Session{
		options: o, code: o.Code, game: m.Game, machine: m, notation: notation,
		langs: spoken(m.Game, o.Lang), log: o.Log.With("session", o.Code),
		in: make(chan input, inputLimit), done: make(chan struct{}), attached: map[*Conn]bool{},
		seats: make([]seat, len(m.Game.Roles)), desks: make([]*wire.Desk, len(m.Game.Roles)), luck: chance.Luck{Seed: o.Seed},
		answers: map[string]answers{}, unkept: map[string]bool{}, enough: func() {},
	}
	_, _ = rand.Read(s.secret[:]) // never fails: it ends the program instead
	s.names = wire.NamesOf(s.secret)
	s.play, s.thread = m.NewPlay(s.luck, &s.ledger), record.NewThread(notation, record.Format)
	return s, s.seat(o.People)
}

// seat sits people down at the roles that they play.
func (s *Session) seat(people []int32) error {
	if people == nil && s.options.Facilitated {
		for role := range s.game.Roles {
			s.seats[role].person = s.game.Roles[role].Seat
		}
		return nil
	}
	if len(people) == 0 {
		return errors.New("a session needs at least one person")
	}
	for _, role := range people {
		if r := &s.game.Roles[role]; !r.Seat {
			return fmt.Errorf("role %s has no seat", r.ID)
		}
		s.seats[role].person = true
	}
	return nil
}

// loop is the life of a session. Nothing changes before it is durable, nothing
// is acknowledged before it has changed, nobody is shown anything before that.
func (s *Session) loop(ctx context.Context) error {
	for {
		in, open := s.next(ctx)
		if !open {
			return nil
		}
		d := s.check(in)
		if err := s.keep(ctx, d.keep, d.texts); err != nil {
			return err
		}
		if err := s.note(ctx, d.notes); err != nil {
			return err
		}
		d.apply()
		if err := s.advance(ctx); err != nil {
			return err
		}
		if err := s.tidy(ctx); err != nil {
			return err
		}
		d.answer()
		s.show()
	}
}

// next waits for an input or for the time that something is due; open is false
// when the session is to stop.
func (s *Session) next(ctx context.Context) (in input, open bool) {
	var due <-chan time.Time
	if at := s.alarm(); !at.IsZero() {
		t := time.NewTimer(time.Until(at))
		defer t.Stop()
		due = t.C
	}
	select {
	case <-ctx.Done():
		return input{}, false
	case in = <-s.in:
		return in, ctx.Err() == nil
	case <-due:
		return input{message: rang{}}, ctx.Err() == nil
	}
}

// keep makes entries durable.
func (s *Session) keep(ctx context.Context, entries []record.Entry, texts []record.Private) error {
	if len(entries) == 0 {
		return nil
	}
	if err := s.options.Store.Append(ctx, s.code, entries, texts); err != nil {
		return fmt.Errorf("keep %d entries: %w", len(entries), err)
	}
	return nil
}

// send puts an input into the queue. The error is ctx's own or [ErrStopped].
func (s *Session) send(ctx context.Context, in input) error {
	select {
	case <-s.done:
		return ErrStopped
	default:
	}
	select {
	case s.in <- in:
		return nil
	case <-s.done:
		return ErrStopped
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// run lives the session and lets everybody go at its end.
func (s *Session) run(ctx context.Context, stop context.CancelFunc) {
	defer close(s.done)
	err := s.guard(func() error { return s.loop(ctx) })
	if err != nil && ctx.Err() == nil { // else it was stopped in the middle of an append
		s.err = err
		s.log.Error("session failed", "err", err)
	}
	stop()
	s.dismiss()
	s.asked.Wait()
}

// guard turns a panic into an error: it ends this session and no other.
func (s *Session) guard(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
		if err != nil {
			err = fmt.Errorf("session %s: %w", s.code, err)
		}
	}()
	return do()
}

// dismiss ends all connections and takes no more.
func (s *Session) dismiss() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for c := range s.attached {
		if s.err != nil {
			c.bye(EndFault)
			continue
		}
		c.pause(EndStopping)
	}
}

// Code returns the short code. It is also the id of the session's record.
func (s *Session) Code() string { return s.code }

// Game returns the game that is played.
func (s *Session) Game() *game.Game { return s.game }

// Done is closed when the session is over.
func (s *Session) Done() <-chan struct{} { return s.done }

// Err returns why the session is over: nil if it was stopped. It may be called
// once Done is closed.
func (s *Session) Err() error { return s.err }

// Facilitated reports whether the session has a lobby, a clock and a facilitator.
func (s *Session) Facilitated() bool { return s.options.Facilitated }

// Pin returns the PIN of the room, 6 digits; "" if the session is not
// facilitated. It proves that somebody is in the room.
func (s *Session) Pin() string { return s.options.Pin }

// Langs returns the languages that the session speaks, its first one first.
func (s *Session) Langs() []string { return slices.Clone(s.langs) }

// spoken are the languages of a session: those that the engine speaks, the
// wanted one first, or else the scenario's first one. Texts that the author wrote
// in other languages only come as they are.
func spoken(g *game.Game, want string) []string {
	langs := []string{"en", "fr"}
	for _, l := range append([]string{want}, g.Languages...) {
		if slices.Contains(langs, l) {
			langs = slices.DeleteFunc(langs, func(x string) bool { return x == l })
			return slices.Insert(langs, 0, l)
		}
	}
	return langs
}

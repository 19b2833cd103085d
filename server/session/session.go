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
	People   []int32            // roles that people play: at least one, all with a seat
	Players  Players            // who plays the others
	Patience time.Duration      // for computer players in a turn; DefaultPatience if 0
	Store    Store
	Build    string       // of the server
	Log      *slog.Logger // slog.Default() if nil
}

// Session is one live sitting. Its methods are safe for concurrent use; the game
// in it belongs to one goroutine alone.
type Session struct {
	options  Options
	code     string // also the id of its record
	game     *game.Game
	machine  *game.Machine
	notation *record.Notation
	names    wire.Names
	langs    []string
	log      *slog.Logger

	in   chan input
	done chan struct{} // closed when the session is over
	err  error         // why; to be read once done is closed

	mu       sync.Mutex
	closed   bool
	attached map[*Conn]bool

	// What follows belongs to the session's goroutine.
	seats   []seat // by role
	phase   phase
	luck    chance.Luck
	play    *game.Play
	state   game.State
	ledger  game.Ledger        // what the play tells now
	opened  game.Ledger        // what opening this turn did
	settled *game.Ledger       // what the last adjudication did; nil before the first
	sum     record.Sum         // play hash of the last entry
	course  []int              // top rung at the close of each turn
	enough  context.CancelFunc // no more answers of computer players for this turn
	asked   sync.WaitGroup

	conns    []*Conn // greeted, in order of arrival
	viewers  []*viewer
	presence []byte // as it was last sent
}

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
	m := o.Scenario.Machine
	notation, err := record.NewNotation(m.Game)
	if err != nil {
		return nil, err
	}
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails: it ends the program instead
	s := &Session{
		options: o, code: o.Code, game: m.Game, machine: m, notation: notation,
		names: wire.NamesOf(secret), langs: spoken(m.Game), log: o.Log.With("session", o.Code),
		in: make(chan input, inputLimit), done: make(chan struct{}), attached: map[*Conn]bool{},
		seats: make([]seat, len(m.Game.Roles)), luck: chance.Luck{Seed: o.Seed},
	}
	s.play = m.NewPlay(s.luck, &s.ledger)
	if len(o.People) == 0 {
		return nil, errors.New("a session needs at least one person")
	}
	for _, role := range o.People {
		if r := &m.Game.Roles[role]; !r.Seat {
			return nil, fmt.Errorf("role %s has no seat", r.ID)
		}
		s.seats[role] = seat{person: true, answers: map[string][]byte{}}
	}
	return s, nil
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
		d.apply()
		if err := s.advance(ctx); err != nil {
			return err
		}
		d.answer()
		s.show()
	}
}

// next waits for an input; open is false when the session is to stop.
func (s *Session) next(ctx context.Context) (in input, open bool) {
	select {
	case <-ctx.Done():
		return input{}, false
	case in = <-s.in:
		return in, ctx.Err() == nil
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

// spoken are the languages of a session: those that the engine speaks, the
// scenario's first one first. Texts that the author wrote in other languages
// only come as they are.
func spoken(g *game.Game) []string {
	langs := []string{"en", "fr"}
	for _, l := range g.Languages {
		if slices.Contains(langs, l) {
			langs = slices.DeleteFunc(langs, func(x string) bool { return x == l })
			return slices.Insert(langs, 0, l)
		}
	}
	return langs
}

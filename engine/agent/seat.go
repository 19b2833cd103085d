package agent

import (
	"bytes"
	"fmt"
	"sync"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/wire"
)

// Options say how an agent is asked. The zero value is a good one.
type Options struct {
	ID       string        // what its moves are marked with; "" = what it calls itself
	Timeout  time.Duration // for one answer; 0 = any
	Tries    int           // wrong answers to one question before the stand-in answers; 0 = 3
	Fallback string        // policy of the stand-in; "" = policy.Default
	History  string        // wire.HistoryFull, HistoryDelta or HistoryNone; "" = HistoryDelta
	Lang     string        // language if the agent wants none; "" = that of the scenario
	Labels   *Labels       // other names for it; nil: its own
	Store    Store         // where its answers are kept; nil: nowhere
}

// DefaultTries is how often an agent may answer one question wrongly.
const DefaultTries = 3

func (o Options) filled() Options {
	if o.Tries <= 0 {
		o.Tries = DefaultTries
	}
	if o.Fallback == "" {
		o.Fallback = policy.Default
	}
	if o.History == "" {
		o.History = wire.HistoryDelta
	}
	return o
}

// Check reports what is wrong with options for players of g.
func (o Options) Check(g *game.Game) error {
	o = o.filled()
	if _, err := policy.New(g, o.Fallback); err != nil {
		return fmt.Errorf("fallback: %w", err)
	}
	switch o.History {
	case wire.HistoryFull, wire.HistoryDelta, wire.HistoryNone:
		return nil
	}
	return fmt.Errorf("history cannot be %q (it is full, delta or none)", o.History)
}

// Run is the game in which an agent plays.
type Run struct {
	Number int64 // of the study; 0 for a play of its own
	Seed   chance.Seed
	Build  string // of the engine
}

// Seat is one role that an agent plays in one game. It is a [policy.Policy] for
// that role and belongs to one goroutine, but for [Seat.Facts].
type Seat struct {
	o      Options
	run    Run
	role   int32
	id     string        // of the role in the scenario
	m      *game.Machine // with the names that the agent knows
	desk   *wire.Desk
	from   asked
	stand  policy.Policy // the stand-in
	shared bool          // the agent plays other seats too
	asked  func()        // says that a question was put; nil: nobody wants to know
	reject bool          // refuse right answers once, to try the agent out

	seq    uint64
	last   []byte      // the view that was sent last
	past   []wire.View // all that were shown, for HistoryFull
	course []int
	news   *game.Ledger // what the opening of this turn brought
	mine   []wire.Move  // what was committed in this turn
	moves  []game.Move  // the same for the game
	turn   int32

	mu     sync.Mutex
	facts  []Fact
	broken error // the store failed
}

// asked is where the questions of a seat go: a live agent or an archive.
type asked interface {
	tell(messages ...[]byte)
	ask(q wire.Choose, k key, wait time.Duration, stray func(line)) question
}

// question is one that was put.
type question interface {
	next() (l line, end string)
	done(answered bool)
}

// Seats begins a game of m for an agent that plays these roles in it. An agent
// that is gone, see [Conn.Err], has seats all the same: its stand-in plays them.
func (c *Conn) Seats(m *game.Machine, roles []int32, run Run, o Options) ([]*Seat, error) {
	c.begins()
	if o.ID == "" {
		o.ID = c.Name
	}
	if o.Lang == "" {
		o.Lang = c.Lang
	}
	return seats(m, roles, run, o, live{c})
}

// Seats gives roles to the archive: it answers what the agent answered in that
// run.
func (x *Archive) Seats(m *game.Machine, roles []int32, run Run, o Options) ([]*Seat, error) {
	return seats(m, roles, run, o, kept{x})
}

func seats(m *game.Machine, roles []int32, run Run, o Options, from asked) ([]*Seat, error) {
	if err := o.Check(m.Game); err != nil {
		return nil, err
	}
	o = o.filled()
	stand, err := policy.New(m.Game, o.Fallback)
	if err != nil {
		return nil, err
	}
	alias := m
	if o.Labels != nil {
		if alias, err = o.Labels.Alias(m); err != nil {
			return nil, err
		}
	}
	var out []*Seat
	for _, role := range roles {
		x := &Seat{o: o, run: run, role: role, id: m.Game.Roles[role].ID, m: alias, from: from, stand: stand, shared: len(roles) > 1}
		x.desk = wire.NewDesk(alias, role, o.Lang, wire.NamesFrom(run.Seed))
		x.welcome()
		out = append(out, x)
	}
	return out, nil
}

// welcome tells the agent of the game that begins.
func (x *Seat) welcome() {
	x.tell(&wire.Welcome{
		Head: wire.Head{V: wire.Version, T: wire.TypeWelcome}, Build: x.run.Build, Scenario: x.m.Game.ID,
		Role: x.m.Game.Roles[x.role].ID, Lang: x.desk.Voice().Lang(), Langs: x.m.Game.Languages,
		Play: &wire.Play{
			AgentSeed: SeedFor(x.run.Seed, x.id), History: x.o.History, MS: x.o.Timeout.Milliseconds(),
			Tries: x.o.Tries, Fallback: x.o.Fallback,
		},
	})
}

// tell sends a message of wire, marked with the seat if the agent has several.
func (x *Seat) tell(message any) {
	if x.shared {
		if h := headOf(message); h != nil {
			h.Seat = x.m.Game.Roles[x.role].ID
		}
	}
	x.from.tell(wire.Encode(message))
}

// headOf returns the head of a message that is sent to agents.
func headOf(message any) *wire.Head {
	switch m := message.(type) {
	case *wire.Welcome:
		return &m.Head
	case *wire.Book:
		return &m.Head
	case *wire.View:
		return &m.Head
	case *wire.History:
		return &m.Head
	case *wire.Choose:
		return &m.Head
	case *wire.Over:
		return &m.Head
	case *wire.Ack:
		return &m.Head
	case *wire.Refuse:
		return &m.Head
	case *wire.Notice:
		return &m.Head
	}
	return nil
}

// Role returns the role that the seat plays.
func (x *Seat) Role() int32 { return x.role }

// Name returns who plays it, as tables and records say it.
func (x *Seat) Name() string { return SourceAgent + x.o.ID }

// Opened tells the seat what the opening of a turn brought. l stands until
// [Seat.Closed].
func (x *Seat) Opened(l *game.Ledger) { x.news = l }

// scene is where the game stands for the seat.
func (x *Seat) scene(phase string) wire.Scene {
	return wire.Scene{Phase: phase, Committed: x.mine != nil, Mine: x.mine, News: x.news, Course: x.course}
}

// begin begins a turn in which dst stands already.
func (x *Seat) begin(v game.View, dst []game.Move) {
	x.turn, x.mine, x.moves = v.Turn(), nil, nil
	for _, m := range dst {
		x.mine = append(x.mine, x.desk.MoveOf(m))
	}
}

// show tells the agent what its role sees now, before a question.
func (x *Seat) show(gv game.View, scene wire.Scene) {
	v := x.desk.Look(gv, scene)
	part, grown := x.desk.Book(&v)
	if x.o.History == wire.HistoryDelta {
		if grown {
			x.tell(&part)
		}
		x.view(v, false)
		return
	}
	whole := x.desk.Whole()
	x.tell(&whole)
	if x.o.History == wire.HistoryFull {
		x.tell(&wire.History{Head: wire.Head{V: wire.Version, T: wire.TypeHistory}, Views: append([]wire.View{}, x.past...)})
	}
	x.view(v, true)
}

// view sends a view; one that is as the last one only if it is to be repeated.
func (x *Seat) view(v wire.View, again bool) {
	v.Seq = x.seq
	same := bytes.Equal(wire.Encode(v), x.last)
	if same && !again {
		return
	}
	if !same {
		x.seq++
		v.Seq = x.seq
		x.last = wire.Encode(v)
		x.remember(v)
	}
	x.tell(&v)
}

func (x *Seat) remember(v wire.View) {
	if x.o.History == wire.HistoryFull {
		x.past = append(x.past, v)
	}
}

// Closed tells the seat what the adjudication of a turn brought; l stands until
// it returns, and beside is what people and agents wrote beside their moves. When
// the game is over the agent is told how it ended.
func (x *Seat) Closed(s *game.State, l *game.Ledger, beside []wire.Said) {
	v, part, grown := x.close(s, l, beside)
	whole := x.desk.Whole()
	switch {
	case x.o.History == wire.HistoryDelta && grown:
		x.tell(&part)
	case x.o.History == wire.HistoryDelta:
	case !s.Ended():
		return // it is told before the next question, if at all
	default:
		x.tell(&whole)
	}
	x.tell(&v)
	if s.Ended() {
		over := x.desk.Over(s)
		x.tell(&over)
	}
}

// close ends a turn and returns the view of what it brought, with what is new of
// the book.
func (x *Seat) close(s *game.State, l *game.Ledger, beside []wire.Said) (v wire.View, part wire.Book, grown bool) {
	if x.m.Game.Ladder.Track >= 0 {
		x.course = append(x.course, int(s.V[game.SlotMaxRung]))
	}
	scene := wire.Scene{Phase: wire.PhaseReveal, Committed: true, Mine: x.mine, Reveal: l, Beside: beside, Course: x.course}
	if s.Ended() {
		scene.Phase = wire.PhaseEnded
	}
	v = x.desk.View(s, scene)
	part, grown = x.desk.Book(&v)
	x.news, x.mine, x.moves = nil, nil, nil
	x.seq++
	v.Seq = x.seq
	x.last = wire.Encode(v)
	x.remember(v)
	return v, part, grown
}

// Facts returns what happened since it was called last, and whether the store
// failed.
func (x *Seat) Facts() ([]Fact, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	out := x.facts
	x.facts = nil
	return out, x.broken
}

func (x *Seat) note(f Fact) {
	f.Wrote = x.o.Labels.back(f.Wrote)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.facts = append(x.facts, f)
}

// live is an agent at the other end of a line.
type live struct{ c *Conn }

func (x live) tell(messages ...[]byte) { x.c.tell(messages...) }

func (x live) ask(q wire.Choose, _ key, wait time.Duration, stray func(line)) question {
	return put{x.c, x.c.ask(q, wait, stray)}
}

// put is a question to a live agent.
type put struct {
	c *Conn
	x *inquiry
}

func (p put) next() (line, string) { return p.c.next(p.x) }
func (p put) done(answered bool)   { p.c.done(p.x, answered) }

// kept is an archive in the place of an agent.
type kept struct{ x *Archive }

func (kept) tell(...[]byte) {}

func (x kept) ask(_ wire.Choose, k key, _ time.Duration, _ func(line)) question {
	said, end := x.x.find(k)
	return &recalled{said, end}
}

// recalled is a question that was answered before.
type recalled struct {
	said []line
	end  string
}

func (r *recalled) next() (line, string) {
	if len(r.said) == 0 {
		if r.end == "" {
			return line{}, Missing
		}
		return line{}, r.end
	}
	l := r.said[0]
	r.said = r.said[1:]
	return l, ""
}

func (*recalled) done(bool) {}

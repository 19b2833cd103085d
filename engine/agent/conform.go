package agent

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/wire"
)

//go:embed conform.toml
var trial embed.FS

// Trial returns the small game in which agents are tried out unless another one
// is asked for.
func Trial() (*game.Machine, error) {
	doc, err := scenario.Read(trial, "conform.toml")
	if err != nil {
		return nil, err
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	return game.NewMachine(g), nil
}

// Program is an agent that was started.
type Program interface {
	io.ReadWriteCloser
	// Ended waits until it has ended by itself; false: it has not in time.
	Ended(within time.Duration) bool
}

// Finding is what a check of an agent found.
type Finding struct {
	Check string `json:"check"`
	OK    bool   `json:"ok"`
	// Needed is false of what only some uses of an agent need: a study that has
	// it play all seats, or a game in another language.
	Needed bool   `json:"needed"`
	Says   string `json:"says"`            // what the check asks for
	Found  string `json:"found,omitempty"` // what was wrong
	Mend   string `json:"mend,omitempty"`  // how to mend it
}

// check is one thing that is tried.
type check struct {
	name, says, mend string
	optional         bool
	run              func(*trier) error
}

// checks are all of them, in the order in which an author of an agent meets them.
var checks = []check{
	{name: "hello", says: "it says hello within the time", mend: `write {"v":1,"t":"hello","name":"..."} as the first line and flush it; write nothing before`, run: (*trier).hello},
	{name: "moves", says: "it answers every question legally and in time", mend: `answer choose by {"v":1,"t":"pick","id":ID,"picks":[N]} or by a line with N, N from 1 to count`, run: (*trier).moves},
	{name: "answers", says: "it answers questions about proposals, too", mend: `choose with "what":"answers" has a list of its own: pick a number for each proposal, or []`, run: (*trier).answers},
	{name: "refusal", says: "it goes on after a refusal", mend: "after refuse comes the same question again with try + 1: answer it", run: (*trier).refusal},
	{name: "unknown", says: "it passes over messages and fields that it does not know", mend: "look at t, and leave alone what you do not know: newer engines say more", run: (*trier).unknown},
	{name: "quiet", says: "it writes when it is asked and not otherwise", mend: "print for debugging to standard error; answer each question once", run: (*trier).quiet},
	{name: "again", says: "it plays a second game on the same line", mend: "welcome begins a game: forget the one before", run: (*trier).again},
	{name: "same", says: "the same agentSeed gives the same game", mend: "take all luck from welcome.play.agentSeed; use neither the clock nor an order that changes, such as that of a set", run: (*trier).same},
	{name: "none", says: "it plays when it is shown the present view only", mend: "with history none and full the book comes whole before each question (all is true): replace what you hold", run: func(t *trier) error { return t.history(wire.HistoryNone) }},
	{name: "full", says: "it plays when it is shown everything again", mend: "history holds the views before this one", run: func(t *trier) error { return t.history(wire.HistoryFull) }},
	{name: "french", says: "it plays in French", mend: "rely on ids and numbers, not on texts; read and write UTF-8", run: (*trier).french},
	{name: "names", says: "it plays under names that it has never seen", mend: "take ids from the book and the list, and write none into the program", run: (*trier).names},
	{name: "seats", says: "one program plays all seats", mend: "messages carry seat: keep what you know by seat, and echo the id of choose", optional: true, run: (*trier).seats},
	{name: "leaves", says: "it ends by itself after bye", mend: "end on bye, and when the input ends", run: (*trier).leaves},
}

// Conform tries an agent in games of m: it starts it by start as often as it
// needs to. wait is the time it has for an answer. An error says that it could
// not be started at all.
func Conform(m *game.Machine, start func() (Program, error), wait time.Duration, seed chance.Seed, tell func(Finding)) ([]Finding, error) {
	var out []Finding
	first := "" // what was wrong with plain play
	for _, c := range checks {
		t := &trier{m: m, start: start, wait: wait, seed: seed}
		err := c.run(t)
		t.end()
		if t.failed != nil {
			return out, t.failed
		}
		f := Finding{Check: c.name, OK: err == nil, Needed: !c.optional, Says: c.says}
		if err != nil {
			f.Found, f.Mend = err.Error(), c.mend
			if f.Found == first {
				f.Found, f.Mend = "the same as above", "mend that first"
			}
			if c.name == "moves" {
				first = f.Found
			}
		}
		out = append(out, f)
		tell(f)
		if c.name == "hello" && err != nil {
			break // nothing else can be tried
		}
	}
	return out, nil
}

// trier tries one thing.
type trier struct {
	m      *game.Machine
	start  func() (Program, error)
	wait   time.Duration
	seed   chance.Seed
	failed error // it could not be started
	conns  []*Conn
}

func (t *trier) end() {
	for _, c := range t.conns {
		_ = c.Close() // what was wrong has been found
	}
}

// open starts the agent and greets it.
func (t *trier) open() (*Conn, Program, error) {
	p, err := t.start()
	if err != nil {
		t.failed = err
		return nil, nil, err
	}
	c, err := Open(p, t.wait)
	if err != nil {
		return nil, p, err
	}
	t.conns = append(t.conns, c)
	return c, p, nil
}

// party is a game of an agent.
type party struct {
	options Options
	roles   []int32 // none: the first that has a seat
	rest    string  // who plays the others; "" = policy.Random
	reject  bool    // the first right answer to each question is refused
}

// seatsOf are the roles that have a seat.
func (t *trier) seatsOf() []int32 {
	var out []int32
	for i := range t.m.Game.Roles {
		if t.m.Game.Roles[i].Seat {
			out = append(out, int32(i))
		}
	}
	return out
}

// play plays a game; the error is the first thing that an agent did wrong.
func (t *trier) play(c *Conn, x party) (record.Sum, []Fact, error) {
	x.options.Timeout, x.options.Fallback = t.wait, policy.Hold
	if x.roles == nil {
		x.roles = t.seatsOf()[:1]
	}
	if x.rest == "" {
		x.rest = policy.Random
	}
	seats, err := c.Seats(t.m, x.roles, Run{Seed: t.seed}, x.options)
	if err != nil {
		return record.Sum{}, nil, err
	}
	for _, s := range seats {
		s.reject = x.reject
	}
	rest, err := policy.NewTable(t.m, map[string]string{"": x.rest})
	if err != nil {
		return record.Sum{}, nil, err
	}
	sum, facts, err := t.through(NewTable(t.m, rest, seats...))
	if err == nil {
		err = t.wrong(facts, x.reject)
	}
	return sum, facts, err
}

// through plays from the first turn to the ending.
func (t *trier) through(table *Table) (sum record.Sum, facts []Fact, err error) {
	var l game.Ledger
	var s game.State
	luck := chance.Luck{Seed: t.seed}
	p := t.m.NewPlay(luck, &l)
	n, err := record.NewNotation(t.m.Game)
	if err != nil {
		return sum, nil, err
	}
	if err := p.Start(&s, nil); err != nil {
		return sum, nil, err
	}
	thread := record.NewThread(n, record.Format)
	thread.Begin(&s)
	for !s.Ended() {
		l.Reset()
		p.Open(&s)
		open := l
		l.Reset()
		table.Opened(&open)
		orders := table.Orders(&s, luck)
		p.Adjudicate(&s, orders)
		played := l
		table.Closed(&s, &played)
		more, err := table.Facts()
		if err != nil {
			return sum, nil, err
		}
		facts = append(facts, more...)
		sum = thread.Next(orders, nil, &s)
	}
	return sum, facts, nil
}

// wrong returns what an agent did wrong first; where right answers were refused,
// a refusal is none of it.
func (t *trier) wrong(facts []Fact, rejected bool) error {
	asked := false
	for i := range facts {
		f := &facts[i]
		asked = true
		switch {
		case f.Status == OK && strings.HasPrefix(f.Source, SourceAgent):
		case f.Status == Invalid && rejected && f.Code == rejection:
		case f.Status == Invalid:
			return fmt.Errorf("turn %d, %s: it wrote %s, which is refused: %s (%s)", f.Turn, f.What, shown(f.Raw), f.Text, f.Code)
		case f.Status == Timeout:
			return fmt.Errorf("turn %d, %s: it did not answer within %v", f.Turn, f.What, t.wait)
		case f.Status == Crashed:
			return fmt.Errorf("turn %d, %s: it ended before it answered", f.Turn, f.What)
		case f.Status == Flooded:
			return fmt.Errorf("turn %d, %s: it was cut off, for it writes on and on without being asked", f.Turn, f.What)
		case f.Status == Endless:
			return fmt.Errorf("turn %d, %s: it was cut off, for it writes a line without an end", f.Turn, f.What)
		case f.Status == Unread:
			return fmt.Errorf("turn %d, %s: it was cut off, for it does not read what it is told", f.Turn, f.What)
		case f.Status == Late:
			return fmt.Errorf("turn %d, %s: it answered a second time: %s", f.Turn, f.What, shown(f.Raw))
		}
	}
	if !asked {
		return errors.New("this scenario asks the first seat nothing: try another one")
	}
	return nil
}

// shown is what was written, in short.
func shown(raw []string) string {
	if len(raw) == 0 {
		return "nothing"
	}
	return quoted([]byte(raw[len(raw)-1]))
}

package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/pflag"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/record"
	"demarche/engine/scenario"
)

// momentFlags say in which state something is to be looked at.
type momentFlags struct {
	at       int
	close    bool
	seed     uint64
	policies []string
	set      []string
	record   string
	turn     int
	role     string
	target   string

	given func(string) bool
	rec   *record.Record
}

func (f *momentFlags) add(flags *pflag.FlagSet) {
	flags.IntVar(&f.at, "at", 0, "play to this turn and look at it as it opens")
	flags.BoolVar(&f.close, "close", false, "look at the turn as it closes instead")
	flags.Uint64Var(&f.seed, "seed", 0, "with --at: seed of every draw, 0 to 2^53-1")
	flags.StringArrayVar(&f.policies, "policy", nil, "with --at: NAME for all seats or role=NAME for one; may be repeated")
	flags.StringArrayVar(&f.set, "set", nil, "with --at: param=value; may be repeated")
	flags.StringVar(&f.record, "record", "", "look at a recorded play instead of playing")
	flags.IntVar(&f.turn, "turn", 0, "with --record: the turn; its last unless said")
	flags.StringVar(&f.role, "role", "", "whose doing it is: self")
	flags.StringVar(&f.target, "target", "", "whom it is done to: target")
}

// check tells what the flags leave out, before anything is read.
func (f *momentFlags) check() error {
	at, rec := f.given("at"), f.given("record")
	switch {
	case at && rec:
		return &answer{code: wrong, err: errors.New("--at and --record exclude each other"), hint: "a record has its turns: --record FILE --turn N"}
	case at && f.given("turn"):
		return &answer{code: wrong, err: errors.New("--turn belongs to --record"), hint: "write --at TURN"}
	case at || rec:
		return nil
	}
	for _, name := range []string{"seed", "policy", "set", "close", "role", "target", "turn"} {
		if f.given(name) {
			return &answer{code: wrong, err: fmt.Errorf("--%s needs a state to look at", name), hint: "write --at TURN, or --record FILE --turn TURN"}
		}
	}
	return nil
}

// moment returns the state that the flags ask for; nil if they ask for none.
func (f *momentFlags) moment(m *game.Machine) (*prose.Moment, error) {
	now := &prose.Moment{Self: -1, Target: -1}
	for _, x := range []struct {
		id string
		to *int32
	}{{f.role, &now.Self}, {f.target, &now.Target}} {
		if x.id == "" {
			continue
		}
		i, err := roleOf(m.Game, x.id)
		if err != nil {
			return nil, err
		}
		*x.to = i
	}
	st, err := f.state(m)
	if st == nil || err != nil {
		return nil, err
	}
	now.State = st
	return now, nil
}

// state returns the state that the flags ask for; nil if they ask for none.
func (f *momentFlags) state(m *game.Machine) (*game.State, error) {
	switch {
	case f.record != "":
		return f.recorded(m)
	case f.given("at"):
		return f.played(m)
	}
	return nil, nil
}

// played plays to a turn.
func (f *momentFlags) played(m *game.Machine) (*game.State, error) {
	if f.at < 1 || f.at > int(m.Game.Turns) {
		return nil, noTurn(f.at, int(m.Game.Turns))
	}
	if f.seed > chance.MaxSeed {
		return nil, &answer{code: wrong, err: fmt.Errorf("%d is no seed", f.seed), hint: fmt.Sprintf("seeds are 0 to %d", uint64(chance.MaxSeed))}
	}
	table, err := policiesOf(m, f.policies)
	if err != nil {
		return nil, err
	}
	params, err := paramsOf(m.Game, f.set)
	if err != nil {
		return nil, err
	}
	luck := chance.Luck{Seed: chance.Seed(f.seed)}
	g := m.NewPlay(luck, nil)
	var st game.State
	if err := g.Start(&st, params); err != nil {
		return nil, &answer{code: wrong, err: err}
	}
	for !st.Ended() {
		g.Open(&st)
		if int(st.Turn()) == f.at && !f.close {
			return &st, nil
		}
		g.Adjudicate(&st, table.Orders(&st, luck))
		if int(st.Turn()) == f.at {
			return &st, nil
		}
	}
	return nil, &answer{code: wrong, err: fmt.Errorf("this play ends in turn %d, before turn %d", st.Turn(), f.at), hint: "another --seed or --policy may go on longer"}
}

// noTurn is the answer to a turn that is not there.
func noTurn(turn, last int) error {
	return &answer{code: wrong, err: fmt.Errorf("there is no turn %d", turn), hint: fmt.Sprintf("turns are 1 to %d", last)}
}

// readRecord reads the record that the flags name and compiles its own scenario,
// which may differ from the one at hand.
func (f *momentFlags) readRecord(s *streams, doc *scenario.Document) (*game.Machine, *scenario.Document, error) {
	file, err := os.Open(f.record)
	if err != nil {
		return nil, nil, &answer{code: wrong, err: fmt.Errorf("read the record: %w", err)}
	}
	defer file.Close()
	rec, err := record.Read(bufio.NewReader(file))
	if rec == nil {
		return nil, nil, &answer{code: wrong, err: fmt.Errorf("%s: %w", f.record, err)}
	}
	if err := rec.CheckFiles(); err != nil {
		return nil, nil, &answer{code: no, err: fmt.Errorf("the record cannot be told: %w", err)}
	}
	own, err := documentOf(rec.FS(), &rec.Header)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	g, err := scenario.Compile(own)
	if err != nil {
		return nil, nil, &answer{code: no, err: fmt.Errorf("the scenario of the record does not compile: %w", err)}
	}
	if own.Hash() != doc.Hash() {
		fmt.Fprintf(s.err, "warning: %s was played with another text of the scenario than %s; the recorded one is explained\n", f.record, doc.Name)
	}
	f.rec = rec
	return game.NewMachine(g), own, nil
}

// recorded takes the state of a recorded turn: as it closed, or as it opens when
// the turn before is opened anew with the recorded luck.
func (f *momentFlags) recorded(m *game.Machine) (*game.State, error) {
	n, err := record.NewNotation(m.Game)
	if err != nil {
		return nil, &answer{code: no, err: err}
	}
	c, err := f.rec.Course()
	if err != nil {
		return nil, &answer{code: no, err: fmt.Errorf("the record cannot be told: %w", err)}
	}
	turn := f.turn
	if !f.given("turn") {
		turn = len(c.Turns)
	}
	if turn < 1 || turn > len(c.Turns) {
		return nil, noTurn(turn, len(c.Turns))
	}
	var st game.State
	if f.close {
		if err := c.State(n, turn, &st); err != nil {
			return nil, &answer{code: no, err: err}
		}
		return &st, nil
	}
	if err := c.State(n, turn-1, &st); err != nil {
		return nil, &answer{code: no, err: err}
	}
	luck := chance.Luck{Seed: chance.Seed(f.rec.Header.Seed), Salt: c.Turns[turn-1].Salt}
	m.NewPlay(luck, nil).Open(&st)
	return &st, nil
}

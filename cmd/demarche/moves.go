package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/policy/moves"
	"demarche/engine/prose"
	"demarche/engine/source"
)

// What run does when a row of the moves file is refused.
const (
	refusedStop = "stop"
	refusedSkip = "skip"
)

// players give the orders of a turn, and what became of the rows of a moves file.
type players interface {
	Name(role int32) string // "" if nobody plays it
	// Share gives evidence away after Open; do applies a gift.
	Share(s *game.State, do func(game.Act) game.Code) []moves.Line
	Orders(s *game.State, luck chance.Luck) (game.Orders, []moves.Line)
	Late(last int32) []moves.Line // rows of turns after the last
	Carried() []string            // columns of the file that are carried through to the tables
	// Opened and Closed tell what the opening and the adjudication of a turn brought.
	Opened(open *game.Ledger)
	Closed(s *game.State, played *game.Ledger)
	Facts() ([]agent.Fact, error) // what agents did in the turn
	Close()
}

// inside are players who need not be told anything.
type inside struct{}

func (inside) Opened(*game.Ledger)              {}
func (inside) Closed(*game.State, *game.Ledger) {}
func (inside) Facts() ([]agent.Fact, error)     { return nil, nil }
func (inside) Close()                           {}

// computers are players without a file.
type computers struct {
	*policy.Table
	inside
}

func (c computers) Orders(s *game.State, luck chance.Luck) (game.Orders, []moves.Line) {
	return c.Table.Orders(s, luck), nil
}

func (computers) Share(*game.State, func(game.Act) game.Code) []moves.Line { return nil }

func (computers) Late(int32) []moves.Line { return nil }

func (computers) Carried() []string { return nil }

// filed are players of whom some are played by a moves file.
type filed struct {
	*moves.Table
	inside
}

// seated seats the players that the flags name; crew starts those that are
// programs.
func (s *streams) seated(m *game.Machine, f *runFlags, crew *crew) (players, error) {
	if f.refused != refusedStop && f.refused != refusedSkip {
		return nil, &answer{code: wrong, err: fmt.Errorf("--refused cannot be %q", f.refused), hint: nearestOr(f.refused, []string{refusedStop, refusedSkip}, "values")}
	}
	outside, names, err := f.agents.among(m.Game, f.policies)
	if err != nil {
		return nil, err
	}
	table, err := policiesOf(m, names)
	if err != nil {
		return nil, err
	}
	var sheet *moves.Table
	if f.moves != "" {
		script, err := s.scriptOf(m, f)
		if err != nil {
			return nil, err
		}
		sheet = moves.NewTable(m, script, table)
		for i := range outside { // the file plays its roles alone
			outside[i].roles = slices.DeleteFunc(outside[i].roles, script.Plays)
		}
		outside = slices.DeleteFunc(outside, func(o outsider) bool { return len(o.roles) == 0 })
	}
	switch {
	case len(outside) > 0:
		return s.invited(m, table, sheet, outside, f, crew)
	case sheet != nil:
		return filed{Table: sheet}, nil
	}
	return computers{Table: table}, nil
}

// scriptOf reads the moves file that run is told. Who is given a policy of his own
// must not occur in it.
func (s *streams) scriptOf(m *game.Machine, f *runFlags) (*moves.Script, error) {
	script, err := s.movesOf(m.Game, f.moves)
	if err != nil {
		return nil, err
	}
	for _, text := range f.policies {
		id, _, one := cutPolicy(text)
		if role, err := roleOf(m.Game, id); one && err == nil && script.Plays(role) {
			return nil, &answer{code: wrong, err: fmt.Errorf("--policy %s: %s occurs in %s, which plays it alone", text, id, f.moves)}
		}
	}
	return script, nil
}

// movesOf reads a moves file. Its faults are written out one to a line.
func (s *streams) movesOf(g *game.Game, name string) (*moves.Script, error) {
	data, err := readMoves(name)
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("read the moves: %w", err)}
	}
	file, err := moves.Read(name, data)
	var script *moves.Script
	if err == nil {
		script, err = file.For(g)
	}
	if err == nil {
		return script, nil
	}
	found, bad := faultsOf(err)
	if !bad {
		return nil, unreadable(err)
	}
	for _, x := range found {
		fmt.Fprintln(s.err, x)
	}
	return nil, &answer{code: wrong}
}

func readMoves(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, moves.MaxFile+1))
	return data, errors.Join(err, f.Close())
}

// refusals tells the rows that were refused. Where a refusal stops the play, the
// first one is an answer of no.
func (p *playing) refusals(s *game.State, lines []moves.Line) error {
	for _, l := range lines {
		if l.Refused == nil {
			continue
		}
		fault := p.refusal(s, l)
		if p.stop {
			fmt.Fprintln(p.err, fault)
			return &answer{code: no}
		}
		fmt.Fprintf(p.err, "warning: %v\n", fault)
	}
	return nil
}

// refusal tells a refusal in a sentence, with its place. Like all faults it is
// told in English.
func (p *playing) refusal(s *game.State, l moves.Line) *source.Fault {
	r := l.Refused
	what, voice := r.What, prose.For(p.m.Game, "en")
	switch {
	case what != "":
	case l.Row.Action == moves.Share && r.Reason.Code == game.TLP:
		what = strings.TrimSuffix(voice.Kept(l.Gift.Evidence, l.Refused.Reason.Code), ".")
	default:
		what = strings.TrimSuffix(voice.Reason(p.m.View(s, r.Move.Self), r.Move.Action, r.Move.Target, r.Reason), ".")
	}
	return &source.Fault{
		Pos: r.Pos, Path: l.Row.Role + " " + l.Row.Action, Mend: r.Mend,
		Msg: fmt.Sprintf("refused in turn %d (%s): %s", l.Row.Turn, r.Code, what),
	}
}

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"demarche/engine/chance"
	"demarche/engine/policy"
	"demarche/engine/prose"
	"demarche/engine/record"
)

// runFlags are what run is told.
type runFlags struct {
	seed     uint64
	policies []string
	set      []string
	lang     string
	asJSON   bool
	record   string
	moves    string
	refused  string
	tables   string
	agents   agentFlags
}

func runCommand(s *streams) *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run PATH",
		Short: "Play a scenario once, by computer players or recorded moves",
		Long: "Run plays a scenario from the first turn to its ending, every seat by a policy, and tells\n" +
			"what happened turn by turn as the facilitator would know it. The same scenario, seed,\n" +
			"policies, parameters and moves give the same play on every machine.\n" +
			"\n" +
			"With --moves the roles that occur in a CSV file are played by its rows alone, the others by\n" +
			"their policies. Its first line names the columns: turn, role, action, and as needed target,\n" +
			"choice, amount, text; columns named x_... or raw_... are carried through to the tables.\n" +
			"    turn,role,action,target,choice\n" +
			"    1,minister,ask,,\n" +
			"    1,aurelia,condemn,korsavia,wording=sharp\n" +
			"    1,korsavia,yes,aurelia,patrol\n" +
			"    2,minister,pass,,\n" +
			"The rows of a role in a turn are judged in the order of the file. choice holds words, parted\n" +
			"by spaces or semicolons; of publish and share it holds the evidence. yes and no answer a\n" +
			"proposal: target is who proposes, choice the action proposed and, if need be, its target and\n" +
			"words. share gives evidence to the target before all moves. pass does nothing. A firebreak is crossed without asking. A row that is refused stops the play with\n" +
			"exit 1 and its place; with --refused skip it is told, kept for the tables and passed over.\n" +
			"\n" +
			"An outside agent takes a seat by --policy role=exec:COMMAND, for all seats exec:COMMAND: the\n" +
			"command is started once for each seat, without a shell, is told what a person there would be\n" +
			"told, and answers, one JSON object or one number to a line (engine/agent/README.md). Where it\n" +
			"does not answer in time, or wrongly too often, a computer player does. --answers FILE keeps all\n" +
			"that agents say; --policy role=answers:FILE plays it again without them.\n" +
			"    demarche run code_blue --policy hold --policy 'aurelia=exec:python3 agent.py'\n" +
			"\n" +
			"With --tables every track by turn, role and pair, the beliefs, the moves with what became of\n" +
			"them and one row for the play are written as CSV, for statistics programs: an empty cell is\n" +
			"no value, turn 0 is the start, a number reads back equal. Files of an earlier run are replaced\n" +
			"when all are whole.",
		Args: exactly("name one scenario: demarche run PATH"),
		RunE: func(_ *cobra.Command, args []string) error { return s.run(args[0], &f) },
	}
	c.Flags().Uint64Var(&f.seed, "seed", 0, "seed of every draw, 0 to 2^53-1")
	c.Flags().StringArrayVar(&f.policies, "policy", nil, "NAME for all seats or role=NAME for one; may be repeated. Names: those that the scenario writes, "+strings.Join(policy.Names(), ", "))
	c.Flags().StringArrayVar(&f.set, "set", nil, "param=value, start.track=value or turns=n; may be repeated")
	c.Flags().StringVar(&f.lang, "lang", "en", "language of the transcript: en or fr")
	c.Flags().BoolVar(&f.asJSON, "json", false, "write one JSON object instead of the transcript")
	c.Flags().StringVar(&f.moves, "moves", "", "play the moves of this CSV file")
	c.Flags().StringVar(&f.refused, "refused", refusedStop, "on a move that is refused: stop, or skip it and go on")
	c.Flags().StringVar(&f.tables, "tables", "", "write the tables of the play to this folder, as CSV")
	c.Flags().StringVar(&f.record, "record", "", "write the record of the play to this file")
	f.agents.register(c)
	return c
}

// exactly wants one argument.
func exactly(usage string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return &answer{code: wrong, err: fmt.Errorf("%s given instead of one", many(len(args), "argument")), hint: usage}
		}
		return nil
	}
}

func (s *streams) run(where string, f *runFlags) error {
	if f.seed > chance.MaxSeed {
		return &answer{code: wrong, err: fmt.Errorf("%d is no seed", f.seed), hint: fmt.Sprintf("seeds are 0 to %d", uint64(chance.MaxSeed))}
	}
	if err := language(f.lang); err != nil {
		return err
	}
	m, doc, err := s.loadScenario(where)
	if err != nil {
		return err
	}
	begin, err := beginningOf(f.set)
	if err != nil {
		return err
	}
	if m, err = begin.machine(m, doc); err != nil {
		return err
	}
	crew := newCrew(s.err)
	defer crew.disband()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, crew.disband)
	table, err := s.seated(m, f, crew)
	if err != nil {
		return err
	}
	defer table.Close()
	open, given, err := begin.opening(m)
	if err != nil {
		return err
	}
	n, err := record.NewNotation(m.Game)
	if err != nil {
		return err
	}
	p := &playing{ctx: ctx, m: m, n: n, table: table, seed: f.seed, doc: doc, turns: begin.turns, given: given, err: s.err, stop: f.refused == refusedStop}
	var told teller = newTranscript(s.out, m, f.lang, f.seed, prose.All)
	if f.asJSON {
		told = &summary{s: s, p: p, events: []eventOf{}}
	}
	return p.tabled(f.tables, f.record, told, func(told teller) error {
		return save(f.record, func(w *record.Writer) error { return p.play(open, w, told) })
	})
}

// save runs play with a writer to the file, none if it has no name. The file
// takes its name when the record is whole, so that a play that was stopped
// leaves none.
func save(name string, play func(*record.Writer) error) error {
	if name == "" {
		return play(nil)
	}
	f, err := os.CreateTemp(filepath.Dir(name), half(name)+"*")
	if err != nil {
		return fmt.Errorf("write the record: %w", err)
	}
	defer os.Remove(f.Name()) // it is gone under that name once all went well
	out := bufio.NewWriter(f)
	if err := play(record.NewWriter(out)); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(out.Flush(), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write the record: %w", err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("write the record: %w", err)
	}
	return nil
}

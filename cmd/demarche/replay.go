package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/record"
)

// replayFlags are what replay is told.
type replayFlags struct {
	verify bool
	turn   int
	as     string
	lang   string
	tables string
}

func replayCommand(s *streams) *cobra.Command {
	var f replayFlags
	c := &cobra.Command{
		Use:   "replay FILE",
		Short: "Tell a recorded play turn by turn, or verify its record",
		Long: "Replay tells a recorded play as it was recorded; the record holds all it needs, its scenario\n" +
			"included. With --as it tells only what that role could know. With --verify it tells nothing,\n" +
			"checks that no byte of the record was changed and adjudicates the play again.\n" +
			"With --tables it also writes the tables of the play, as run does; what only a moves file held\n" +
			"(its texts, its own columns, rows that were refused) is not in them.\n" +
			"Exit 0: fine. 1: the record is not as it was written, or the play comes out otherwise.",
		Args: exactly("name one record: demarche replay FILE"),
		RunE: func(c *cobra.Command, args []string) error {
			if !c.Flags().Changed("turn") {
				f.turn = -1
			}
			return s.replay(args[0], &f)
		},
	}
	c.Flags().BoolVar(&f.verify, "verify", false, "check the record and adjudicate it again")
	c.Flags().IntVar(&f.turn, "turn", 0, "tell this turn only")
	c.Flags().StringVar(&f.as, "as", "", "tell what this role could know; public is the wall")
	c.Flags().StringVar(&f.tables, "tables", "", "write the tables of the play to this folder, as CSV")
	c.Flags().StringVar(&f.lang, "lang", "en", "language: en or fr")
	return c
}

func (s *streams) replay(name string, f *replayFlags) error {
	if err := language(f.lang); err != nil {
		return err
	}
	if f.tables != "" && (f.verify || f.turn >= 0 || f.as != "") {
		return &answer{code: wrong, err: errors.New("--tables holds a whole play with its truth: it goes with none of --verify, --turn and --as")}
	}
	file, err := os.Open(name)
	if err != nil {
		return &answer{code: wrong, err: fmt.Errorf("read the record: %w", err)}
	}
	defer file.Close()
	rec, err := record.Read(bufio.NewReader(file))
	if f.verify {
		return s.verify(name, rec, err)
	}
	if rec == nil {
		return &answer{code: wrong, err: fmt.Errorf("%s: %w", name, err)}
	}
	torn := false
	var damage *record.Damage
	if errors.As(err, &damage) {
		torn = damage.Torn
		fmt.Fprintf(s.err, "warning: %s: %v; what stands before it is told\n", name, damage)
	}
	if len(rec.Broken) > 0 {
		fmt.Fprintf(s.err, "warning: %s: line %d is not as it was written; --verify tells more\n", name, rec.Broken[0])
	}
	if err := s.tell(name, rec, f); err != nil {
		return err
	}
	if damage != nil && !torn {
		return &answer{code: no}
	}
	return nil
}

// tell writes the recorded play. Nothing is adjudicated: an old record is told
// as it was.
func (s *streams) tell(name string, rec *record.Record, f *replayFlags) error {
	if err := rec.CheckFiles(); err != nil {
		return &answer{code: no, err: fmt.Errorf("the record cannot be told: %w", err)}
	}
	m, err := compileFiles(rec.FS(), &rec.Header)
	if err != nil {
		return &answer{code: no, err: fmt.Errorf("the scenario of the record does not compile: %w", err)}
	}
	n, err := record.NewNotation(m.Game)
	if err != nil {
		return &answer{code: no, err: err}
	}
	viewer := prose.All
	if f.as != "" {
		if viewer, err = roleOf(m.Game, f.as); err != nil {
			return err
		}
	}
	c, err := rec.Course()
	if err != nil {
		return &answer{code: no, err: fmt.Errorf("the record cannot be told: %w", err)}
	}
	if f.turn >= 0 && (f.turn == 0 || f.turn > len(c.Turns)) {
		return &answer{code: wrong, err: fmt.Errorf("the record has no turn %d", f.turn), hint: fmt.Sprintf("its turns are 1 to %d", len(c.Turns))}
	}
	if f.tables != "" && c.End == nil {
		return &answer{code: no, err: errors.New("the record stops before the game is over: its tables would be of no whole play")}
	}
	t := newTranscript(s.out, m, f.lang, rec.Header.Seed, viewer)
	return tabledAgain(f.tables, name, rec, m, n, t, func(told teller) error { return course(told, n, c, f.turn) })
}

// course tells the turns of a course; only one if turn is above 0.
func course(t teller, n *record.Notation, c *record.Course, only int) error {
	var st game.State
	if only <= 0 {
		if err := c.State(n, 0, &st); err != nil {
			return &answer{code: no, err: err}
		}
		if err := t.start(&st); err != nil {
			return err
		}
	}
	for i, e := range c.Turns {
		if only > 0 && i+1 != only {
			continue
		}
		x, err := readTurn(n, c, i)
		if err != nil {
			return &answer{code: no, err: fmt.Errorf("line %d (turn %d): %w", e.Line, i+1, err)}
		}
		if err := t.turn(x); err != nil {
			return err
		}
		st = *x.state
	}
	if only > 0 || !st.Ended() {
		return nil
	}
	return t.end(&st)
}

// readTurn reads one recorded turn.
func readTurn(n *record.Notation, c *record.Course, i int) (*turn, error) {
	e := c.Turns[i]
	x := &turn{number: e.Turn.Turn, entry: *e.Turn, state: &game.State{}}
	var err error
	if x.open, err = n.GameLedger(e.Open); err != nil {
		return nil, err
	}
	if x.played, err = n.GameLedger(e.Played); err != nil {
		return nil, err
	}
	if x.orders, err = n.OrdersOf(e.Turn); err != nil {
		return nil, err
	}
	if x.acts, err = n.GameActs(e.Acts); err != nil {
		return nil, err
	}
	return x, c.State(n, i+1, x.state)
}

// verify says whether the record is as it was written and its play comes out
// again.
func (s *streams) verify(name string, rec *record.Record, damage error) error {
	if damage != nil {
		fmt.Fprintf(s.out, "%s: %v\n", name, damage)
	}
	if rec == nil {
		return &answer{code: no, err: fmt.Errorf("%s is no record that can be trusted", name)}
	}
	rep := record.Verify(rec, compileFiles)
	for _, x := range rep.Faults {
		fmt.Fprintf(s.out, "%s: %v\n", name, x)
	}
	if damage != nil || !rep.OK() {
		return &answer{code: no, err: fmt.Errorf("%s is not as it was written", name)}
	}
	fmt.Fprintf(s.out, "%s: the chain holds over %s\n", name, many(rep.Lines, "line"))
	if rep.Private+rep.Erased > 0 {
		fmt.Fprintf(s.out, "%s: %s, %d erased\n", name, many(rep.Private, "private text"), rep.Erased)
	}
	switch {
	case !rep.Recomputed:
		fmt.Fprintf(s.out, "%s: it holds no play yet\n", name)
	case rep.Own:
		c, _ := rec.Course() // it was followed once already
		fmt.Fprintf(s.out, "%s: %s come out as recorded, play %v\n", name, many(rep.Turns, "turn"), c.Play())
	default:
		fmt.Fprintf(s.out, "%s: it was adjudicated by semantics %d, this is %d: %d of %s would now differ\n",
			name, rec.Header.Semantics, record.Semantics, rep.Differ, many(rep.Turns, "turn"))
	}
	if rep.Retold > 0 {
		fmt.Fprintf(s.err, "warning: %s: the numbers of %s come out as recorded, their causes are told otherwise\n", name, many(rep.Retold, "turn"))
	}
	if !rep.Whole {
		fmt.Fprintf(s.err, "warning: %s: the record stops before the game is over\n", name)
	}
	return nil
}

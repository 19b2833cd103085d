package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"demarche/engine/game"
	"demarche/engine/scenario"
	"demarche/engine/source"
)

// checkFlags are what check is told.
type checkFlags struct {
	asJSON, flows bool
	lang          string
}

func checkCommand(s *streams) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check PATH...",
		Short: "Check scenarios and say everything that is wrong with them",
		Long: "Check reads scenarios, each a folder with scenario.toml, one .toml file, or the id of one\n" +
			"that comes with the program, and writes every fault as file:line:col: path: what (mend).\n" +
			"With --flows it also lists every hidden number or event that ends in something that somebody\n" +
			"sees who does not see it: what players may learn by the scenario's own rules. That is a report,\n" +
			"not a fault.\n" +
			"Exit 0: all are fine. 1: at least one is not. 2: at least one cannot be read.",
		Args: atLeast("name at least one scenario: demarche check PATH..."),
		RunE: func(_ *cobra.Command, paths []string) error { return s.check(paths, &f) },
	}
	c.Flags().BoolVar(&f.asJSON, "json", false, "write one JSON object")
	c.Flags().BoolVar(&f.flows, "flows", false, "list what players may learn of what they do not see")
	c.Flags().StringVar(&f.lang, "lang", "en", "language of --flows: en or fr")
	return c
}

// atLeast wants one argument or more.
func atLeast(usage string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return &answer{code: wrong, err: errors.New("nothing to do"), hint: usage}
		}
		return nil
	}
}

// checked is what check found out about one scenario.
type checked struct {
	Path     string   `json:"path"`
	OK       bool     `json:"ok"`
	ID       string   `json:"id,omitempty"`
	Title    string   `json:"title,omitempty"`
	Seats    int      `json:"seats"`
	Turns    int      `json:"turns"`
	Actions  int      `json:"actions"`
	Injects  int      `json:"injects"`
	Endings  int      `json:"endings"`
	Faults   []fault  `json:"faults"`
	Warnings []fault  `json:"warnings"`        // no faults, but most likely not meant
	Flows    []flowOf `json:"flows,omitempty"` // with --flows: hidden reads that end in something visible
	Error    string   `json:"error,omitempty"` // it could not be read

	faults, warnings []*source.Fault // the same for people
	err              error
}

// fault is a fault for machines.
type fault struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Col     int    `json:"col"`
	Path    string `json:"path"`
	Message string `json:"message"`
	Mend    string `json:"mend,omitempty"`
}

func (s *streams) check(paths []string, f *checkFlags) error {
	if err := language(f.lang); err != nil {
		return err
	}
	var all []*checked
	code := fine
	for _, where := range paths {
		x := checkOne(where, f)
		all = append(all, x)
		switch {
		case x.err != nil:
			code = wrong
		case !x.OK:
			code = max(code, no)
		}
	}
	if f.asJSON {
		if err := s.writeJSON(struct {
			OK        bool       `json:"ok"`
			Scenarios []*checked `json:"scenarios"`
		}{code == fine, all}); err != nil {
			return err
		}
		if code == fine {
			return nil
		}
		return &answer{code: code}
	}
	for _, x := range all {
		s.show(x)
	}
	if code == fine {
		return nil
	}
	return &answer{code: code}
}

func checkOne(where string, f *checkFlags) *checked {
	x := &checked{Path: where, Faults: []fault{}, Warnings: []fault{}}
	doc, err := readScenario(where)
	var g *game.Game
	if err == nil {
		g, x.warnings, err = scenario.Check(doc)
		x.Warnings = faultsForMachines(x.warnings)
	}
	if err != nil {
		found, bad := faultsOf(err)
		if !bad {
			x.err, x.Error = err, err.Error()
			return x
		}
		x.faults, x.Faults = found, faultsForMachines(found)
		return x
	}
	x.OK, x.ID, x.Title = true, g.ID, g.Texts.In(g.Title, 0)
	if f.flows {
		x.Flows = flowsOf(g, doc, f.lang)
	}
	x.Turns, x.Injects, x.Endings = int(g.Turns), len(g.Injects), len(g.Endings)
	for i := range g.Actions {
		if !g.Actions[i].Publish { // the author wrote the others
			x.Actions++
		}
	}
	for i := range g.Roles {
		if g.Roles[i].Seat {
			x.Seats++
		}
	}
	return x
}

func faultsForMachines(found []*source.Fault) []fault {
	out := []fault{}
	for _, f := range found {
		out = append(out, fault{f.Pos.File, f.Pos.Line, f.Pos.Col, f.Path, f.Msg, f.Mend})
	}
	return out
}

// show writes what check found out for people: faults and the summary to
// standard output, warnings and what could not be read to standard error.
func (s *streams) show(x *checked) {
	if x.err != nil {
		s.report(unreadable(x.err))
		return
	}
	for _, f := range x.warnings {
		fmt.Fprintf(s.err, "warning: %v\n", f)
	}
	for _, f := range x.faults {
		fmt.Fprintln(s.out, f)
	}
	for _, f := range x.Flows {
		fmt.Fprintln(s.out, f)
	}
	if x.OK {
		fmt.Fprintf(s.out, "%s: %s (%s): %s, %s, %s, %s, %s\n", x.Path, x.ID, x.Title,
			many(x.Seats, "seat"), many(x.Turns, "turn"), many(x.Actions, "action"), many(x.Injects, "inject"), many(x.Endings, "ending"))
	}
}

// many writes a number of things.
func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// writeJSON writes v as one line.
func (s *streams) writeJSON(v any) error {
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}

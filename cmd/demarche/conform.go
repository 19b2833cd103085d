package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"demarche/engine/agent"
	"demarche/engine/chance"
)

// conformFlags are what conform is told.
type conformFlags struct {
	agent   string
	timeout time.Duration
	seed    uint64
	asJSON  bool
}

func conformCommand(s *streams) *cobra.Command {
	var f conformFlags
	c := &cobra.Command{
		Use:   "conform --agent COMMAND [SCENARIO]",
		Short: "Try out an outside agent",
		Long: "Conform starts an agent as run --policy exec:COMMAND does, plays it through what it may meet\n" +
			"and tells what it did wrong and how to mend it: in a small game of its own, or in the scenario\n" +
			"that is named. Exit code 0: it does all that is needed; 1: it does not.\n" +
			"    demarche conform --agent 'python3 agent.py'",
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return s.conform(args, &f) },
	}
	c.Flags().StringVar(&f.agent, "agent", "", "command that starts the agent, without a shell")
	c.Flags().DurationVar(&f.timeout, "timeout", 30*time.Second, "time that it has for an answer")
	c.Flags().Uint64Var(&f.seed, "seed", 1, "seed of the games")
	c.Flags().BoolVar(&f.asJSON, "json", false, "write the findings as JSON")
	return c
}

// conformed is what conform --json writes.
type conformed struct {
	Agent    string          `json:"agent"`
	Scenario string          `json:"scenario"`
	OK       bool            `json:"ok"`
	Findings []agent.Finding `json:"findings"`
}

func (s *streams) conform(args []string, f *conformFlags) error {
	switch {
	case f.agent == "":
		return &answer{code: wrong, err: errors.New("--agent names no agent"), hint: "write demarche conform --agent 'python3 agent.py'"}
	case f.timeout <= 0:
		return &answer{code: wrong, err: errors.New("--timeout must be more than 0")}
	case f.seed > chance.MaxSeed:
		return &answer{code: wrong, err: fmt.Errorf("%d is no seed", f.seed), hint: fmt.Sprintf("seeds are 0 to %d", uint64(chance.MaxSeed))}
	}
	m, err := agent.Trial()
	if len(args) == 1 {
		m, _, err = s.loadScenario(args[0])
	}
	if err != nil {
		return err
	}
	crew := newCrew(s.err)
	defer crew.disband()
	told := func(x agent.Finding) {
		if !f.asJSON {
			s.found(x)
		}
	}
	start := func() (agent.Program, error) { return crew.start(f.agent) }
	findings, err := agent.Conform(m, start, f.timeout, chance.Seed(f.seed), told)
	if err != nil {
		return &answer{code: wrong, err: err, hint: "a command is looked for in PATH, or given as a path such as ./agent.sh"}
	}
	bad := slices.ContainsFunc(findings, func(x agent.Finding) bool { return x.Needed && !x.OK })
	if f.asJSON {
		err = s.writeJSON(conformed{f.agent, m.Game.ID, !bad, findings})
	}
	if err == nil && bad {
		err = &answer{code: no}
	}
	return err
}

// found writes one finding.
func (s *streams) found(x agent.Finding) {
	word := "pass"
	switch {
	case !x.OK && !x.Needed:
		word = "miss"
	case !x.OK:
		word = "FAIL"
	}
	fmt.Fprintf(s.out, "%s  %-8s  %s\n", word, x.Check, x.Says)
	if !x.OK {
		fmt.Fprintf(s.out, "      found: %s\n      mend:  %s\n", x.Found, x.Mend)
	}
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"demarche/engine/agent"
)

func envCommand(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "env PATH",
		Short: "Offer a scenario as an environment to learning programs",
		Long: "Env takes commands from its standard input, one JSON object to a line, and answers each on\n" +
			"its standard output: reset begins a game, step takes the orders of the roles that the caller\n" +
			"plays and plays on until they have something to choose again.\n" +
			"    {\"t\":\"reset\",\"seed\":1,\"policies\":{\"pelagia\":\"cautious\"}}\n" +
			"    {\"t\":\"step\",\"orders\":{\"aurelia\":3,\"health\":[1,4]}}\n" +
			"    {\"t\":\"close\"}\n" +
			"Orders are numbers of the list that the role was shown, or moves written out. The class Env of\n" +
			"engine/agent/examples/demarche.py wraps it for Python, with faces in the manner of\n" +
			"PettingZoo; engine/agent/README.md tells every field.",
		Args: exactly("name one scenario: demarche env PATH"),
		RunE: func(_ *cobra.Command, args []string) error { return s.env(args[0]) },
	}
}

func (s *streams) env(where string) error {
	m, _, err := s.loadScenario(where)
	if err != nil {
		return err
	}
	e, err := agent.NewEnv(m)
	if err != nil {
		return err
	}
	if err := e.Serve(s.in, s.out, build()); err != nil {
		return &answer{code: no, err: fmt.Errorf("the environment: %w", err)}
	}
	return nil
}

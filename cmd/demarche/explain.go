package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/scenario"
	"demarche/engine/source"
)

// explainFlags are what explain is told.
type explainFlags struct {
	momentFlags
	lang   string
	asJSON bool
}

func explainCommand(s *streams) *cobra.Command {
	var f explainFlags
	c := &cobra.Command{
		Use:   "explain PATH [ID]",
		Short: "Say in words what a thing of a scenario reads, does and needs",
		Long: "Explain says in words what a rule, a measure, an attack, a message, a number, a role or any\n" +
			"other thing of a scenario is: when it can happen, what it reads and changes, who learns of it,\n" +
			"and where it stands. ID is its id, that of one of its parts (takedown.works), its path\n" +
			"(response.takedown), a number as expressions have it (aurelia.means, max_rung) or its title.\n" +
			"Without ID it tells the whole scenario, one line a thing.\n" +
			"With --at it plays to that turn first and says of every condition whether it holds then and\n" +
			"what would make it true; --record takes the state of a recorded play instead.\n" +
			"Exit 0: explained. 1: the scenario has faults. 2: there is no such thing, or wrong use.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return &answer{code: wrong, err: fmt.Errorf("%s given instead of one or two", many(len(args), "argument")), hint: "name a scenario and what is to be explained: demarche explain PATH [ID]"}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			f.given = c.Flags().Changed
			id := ""
			if len(args) == 2 {
				id = args[1]
			}
			return s.explain(args[0], id, &f)
		},
	}
	f.momentFlags.add(c.Flags())
	c.Flags().StringVar(&f.lang, "lang", "en", "language: en or fr")
	c.Flags().BoolVar(&f.asJSON, "json", false, "write one JSON object")
	return c
}

func (s *streams) explain(where, id string, f *explainFlags) error {
	if err := language(f.lang); err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	doc, err := readScenario(where)
	if err != nil {
		return s.faulty(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return s.faulty(err)
	}
	m := game.NewMachine(g)
	if f.record != "" {
		if m, doc, err = f.readRecord(s, doc); err != nil {
			return err
		}
	}
	now, err := f.moment(m)
	if err != nil {
		return err
	}
	v := prose.For(m.Game, f.lang)
	things := scenario.Things(doc)
	x := v.Explainer(things, now)
	var topics []prose.Topic
	if id == "" {
		topics = append(topics, x.Overview())
	} else {
		found := x.Find(id)
		if len(found) == 0 {
			return noSuchThing(m.Game, things, id)
		}
		for _, i := range found {
			topics = append(topics, x.Topic(i))
		}
	}
	if f.asJSON {
		return s.writeJSON(explained{m.Game.ID, v.Lang(), turnOf(now), topics})
	}
	for i, t := range topics {
		if i > 0 {
			fmt.Fprintln(s.out)
		}
		if err := v.WriteTopic(s.out, t); err != nil {
			return err
		}
	}
	return nil
}

// explained is what explain --json writes.
type explained struct {
	Scenario string        `json:"scenario"`
	Lang     string        `json:"lang"`
	Turn     int32         `json:"turn,omitempty"` // of the state; none without one
	Topics   []prose.Topic `json:"topics"`
}

func turnOf(now *prose.Moment) int32 {
	if now == nil {
		return 0
	}
	return now.State.Turn()
}

// faulty writes the faults of a scenario, one to a line; anything else is an
// answer of its own.
func (s *streams) faulty(err error) error {
	found, bad := faultsOf(err)
	if !bad {
		return unreadable(err)
	}
	for _, f := range found {
		fmt.Fprintln(s.out, f)
	}
	return &answer{code: no}
}

// noSuchThing says that an id is unknown, and what may have been meant.
func noSuchThing(g *game.Game, things []game.Named, id string) error {
	var ids []string
	for _, t := range things {
		if !slices.Contains(ids, t.ID) {
			ids = append(ids, t.ID)
		}
	}
	hint := source.DidYouMean(id, ids)
	switch {
	case id == "publish" || id == "share":
		hint = "every scenario has it: evidence goes as far as its mark permits, see tlp of a piece of evidence"
	case hint == "":
		hint = "demarche explain without an id lists all there are"
	}
	return &answer{code: wrong, err: fmt.Errorf("scenario %s has nothing called %q", g.ID, id), hint: hint}
}

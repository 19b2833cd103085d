package generate

import "demarche/engine/wire"

func value(x float64) *float64 { return &x }
func band(i int) *int          { return &i }
func number(i int) *int        { return &i }

// viewBase is Aurelia's view in turn 3, without what depends on the phase.
func viewBase() wire.View {
	return wire.View{
		Head: head(wire.TypeView, ""), Seq: 42, Book: 5, Turn: 3, Turns: 8, Phase: wire.PhaseDecide,
		When: "2027-05-01T06:00:00Z", Hours: 6, TurnName: "Holiday morning", Role: "aurelia",
		Numbers: []wire.Number{
			{Track: "care", Value: value(36.5)},
			{Track: "posture", Band: band(1)},
			{Track: "means", Of: "aurelia", Value: value(2)},
			{Track: "trust", Of: "aurelia", With: "selenne", Value: value(55)},
			{Track: "rung", Of: "aurelia", With: "selenne", Value: value(0)},
			{Track: "rung", Of: "aurelia", With: "drovia", Value: value(2)},
		},
		Top: 2, Course: []int{1, 2},
		Attacks: []wire.Attack{{ID: "mw5p2xk7dzqa", Turn: 1, Suspects: []wire.Suspect{
			{Role: "drovia", Word: "likely", Low: 55, High: 75},
			{Role: "", Word: "unlikely", Low: 25, High: 35},
		}}},
		Questions: []wire.Asked{{ID: "u7rk4mwe3pca", Answers: []wire.Assessment{{Word: "even", Low: 40, High: 50}, {Word: "likely", Low: 55, High: 75}}}},
		Evidence:  []wire.Held{{ID: "d8hv3nqs5ykb", Question: "u7rk4mwe3pca", Found: true}, {ID: "q3fz7ua2lm4c", Attack: "mw5p2xk7dzqa", Found: true}, {ID: "k2wq5tnb6rsa", Attack: "mw5p2xk7dzqa", Found: true, Public: true}, {ID: "c4yn8wz2kfta", Attack: "mw5p2xk7dzqa", Found: true, Is: "genuine"}},
		Feed:      []wire.Item{{ID: "y2tq6rb3nfhe", Turn: 1}},
		Limit:     2,
		Mine:      wire.Mine{Moves: []wire.Move{}},
		Options:   []wire.Option{},
	}
}

func viewDecide() wire.View {
	v := viewBase()
	v.Options = []wire.Option{
		{Action: "ask_police", OK: true, Costs: []wire.Cost{{Track: "means", By: 1}}, Odds: []float64{0.6, 0.4}, Plan: true, Targets: []wire.Target{
			{Role: "selenne", OK: true, Plan: true},
			{Role: "drovia", Code: "locked", Why: "Required: from turn 4 on.", Odds: []float64{0.1, 0.9}},
		}},
		{Action: "disable_server", OK: true, Costs: []wire.Cost{{Track: "means", By: 2}}, Odds: []float64{0.55, 0.45}, Warn: true, Closes: 3},
		{Action: "sanction_list", Code: "too_dear", Why: "You cannot afford this (Means): 3 needed, 2 available.", Costs: []wire.Cost{{Track: "means", By: 3, Uneven: true}}},
		{Action: "name_author", OK: true, Targets: []wire.Target{{Role: "drovia", OK: true, Warn: true, Crosses: 2}}, Words: []wire.Word{
			{Choice: "wording", Word: "state", Code: "locked", Why: "Required: Drovia as author of “The clinics are dark” at least 70% (likely)."},
		}, Cases: []wire.Case{{Choices: map[string]string{"wording": "soil"}, Target: "drovia", Costs: []wire.Cost{{Track: "means", By: 1}}, Crosses: number(3)}}},
		{Action: "publish", OK: true, Items: []wire.Publish{
			{Evidence: "q3fz7ua2lm4c", OK: true, Beyond: true},
			{Evidence: "d8hv3nqs5ykb", OK: true},
			{Evidence: "k2wq5tnb6rsa", Code: "tlp", Why: "It is marked TLP amber: it may not be published."},
		}},
	}
	v.Share = []wire.Giving{{Evidence: []string{"q3fz7ua2lm4c"}, To: []string{"clinic"}, Beyond: []string{"selenne", "drovia"}}, {Evidence: []string{"c4yn8wz2kfta"}, All: true}}
	no := false
	v.Proposals = []wire.Proposal{
		{ID: "h4kd2mzq7xwa", Role: "selenne", Action: "joint_statement", Text: "Selenne proposes “Joint statement of the victims”.", Yes: &no},
		{ID: "b6ts3vpe9ulc", Role: "aurelia", Mine: true, Action: "name_author", Target: "drovia", Choices: map[string]string{"wording": "group"},
			Text: "Aurelia proposes “Name the author in public, with others” (on Drovia; a criminal group).", Answers: []wire.Given{{Role: "clinic", Yes: true}}},
	}
	v.Mine = wire.Mine{Committed: true, Moves: []wire.Move{{Action: "ask_police", Target: "selenne"}}}
	v.Standing = []wire.Standing{{Move: wire.Move{Action: "freeze", Target: "drovia", Amount: 20}, Turn: 2, Text: "“Freeze accounts” (on Drovia; 20)"}}
	v.Deadlines = []wire.Deadline{{Title: "The provider's logs are overwritten", Turns: 2, Hours: 44, Stop: "“Ask the provider to keep its logs” has happened", By: []string{"aurelia", "clinic"}}, {Title: "Summit", Hours: 190}}
	v.Agreements = []wire.Pact{{Title: "Standstill on hospitals", Between: []string{"aurelia", "drovia"}, Until: 6}}
	v.Options = append(v.Options, wire.Option{Action: "freeze", OK: true, Costs: []wire.Cost{{Track: "means", By: 1, Step: 0.5}}, Breaks: []string{"Standstill on hospitals"}, Amounts: &wire.Amounts{Low: 10, High: 50, Step: 10}})
	v.News = &wire.Reveal{Turn: 3, Events: []wire.Event{
		{Kind: "inject", Text: "Message from Ministry of health.", Item: "y2tq6rb3nfhe"},
		{Kind: "offer", Role: "aurelia", Text: "Offer: “Disable the server in Selenne”."},
		{Kind: "found", Text: "Evidence: “Rented in advance”.", Item: "q3fz7ua2lm4c"},
		{Kind: "shared", Role: "selenne", Text: "Selenne shares evidence with Aurelia: “A name in the logs”.", Item: "c4yn8wz2kfta"},
	}, Why: []wire.Why{
		{Number: wire.Number{Track: "means", Of: "aurelia", Value: value(2)}, From: value(0), Parts: []wire.Part{
			{Text: "new means for the turn", Op: "+=", By: value(2)},
		}},
	}}
	return v
}

// viewReveal is the same turn once it was adjudicated.
func viewReveal() wire.View {
	v := viewBase()
	v.Seq, v.Phase, v.Course = 43, wire.PhaseReveal, []int{1, 2, 2}
	v.Attacks = append(v.Attacks, wire.Attack{ID: "o5xk2vbq7jta", Turn: 3, Did: true, Suspects: []wire.Suspect{}})
	v.Reveal = &wire.Reveal{Turn: 3, Events: []wire.Event{
		{Kind: "move", Role: "drovia", Text: "Drovia: “Expel two diplomats” (target: Aurelia).", Words: "They were no diplomats."},
		{Kind: "due", Text: "A school abroad goes dark."},
	}, Why: []wire.Why{
		{Number: wire.Number{Track: "care", Value: value(36.5)}, From: value(50), Parts: []wire.Part{
			{Text: "“The clinics are dark”", Op: "-=", By: value(10)},
		}, Others: true, OtherBy: value(-3.5)},
		{Number: wire.Number{Track: "posture", Band: band(1)}, FromBand: band(0), Parts: []wire.Part{
			{Text: "an act by somebody unknown", Op: "+=", Dir: 1},
			{Text: "“Ask for the server's logs through the police”", Role: "aurelia", Op: "-=", Dir: -1},
		}},
	}}
	return v
}

func viewEnd() wire.View {
	v := viewBase()
	v.Seq, v.Turn, v.Phase, v.Course = 97, 8, wire.PhaseEnded, []int{1, 2, 2, 2, 1, 1, 1, 1}
	v.Reveal = &wire.Reveal{Turn: 8, Events: []wire.Event{{Kind: "ending", Text: "The exercise ends: A quiet morning."}}, Why: []wire.Why{}}
	v.End = &wire.End{
		Ending: "morning", Title: "A quiet morning", Text: "The clinics work again.",
		Goals:      []wire.GoalScore{{Text: "Keep patients safe", Score: 7.5}},
		Objectives: []wire.Learned{{Text: "Preserve first, ask in form", State: "met"}, {Text: "Warn the next victim", State: "untested"}},
	}
	return v
}

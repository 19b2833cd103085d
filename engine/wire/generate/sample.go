package generate

import (
	"encoding/json"
	"fmt"

	"demarche/engine/wire"
)

// Samples returns one realistic sample of every type of message, and a few more
// where one cannot show all, by name. They are written from the types, so a
// field that goes away goes away here too.
func Samples() (map[string][]byte, error) {
	out := map[string][]byte{}
	for name, m := range samples() {
		data, err := json.MarshalIndent(m, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("write sample %s: %w", name, err)
		}
		out[name] = append(data, '\n')
	}
	return out, nil
}

func head(t, id string) wire.Head { return wire.Head{V: wire.Version, T: t, ID: id} }

// samples tell of one table: Aurelia in turn 3 of an exercise about a clinic.
func samples() map[string]any {
	return map[string]any{
		"welcome": wire.Welcome{
			Head: head(wire.TypeWelcome, ""), Build: "0.1.0", Session: "KITE-42", Scenario: "dark_clinic",
			Role: "aurelia", Lang: "en", Langs: []string{"en", "fr"}, Now: 1797984000000,
		},
		"book":         book(),
		"book_more":    bookMore(),
		"view":         viewDecide(),
		"view_reveal":  viewReveal(),
		"view_end":     viewEnd(),
		"presence":     presence(),
		"clock":        wire.Clock{Head: head(wire.TypeClock, ""), State: "running", Ends: 1797984360000},
		"clock_paused": wire.Clock{Head: head(wire.TypeClock, ""), State: "paused", Left: 125000},
		"clock_none":   wire.Clock{Head: head(wire.TypeClock, ""), State: "none"},
		"ack":          wire.AckOf("b7f1"),
		"refuse": wire.Refuse{
			Head: head(wire.TypeRefuse, "b7f2"), Code: "too_dear", Move: 1,
			Text: "You cannot afford this (Means): 3 needed, 2 available.",
		},
		"notice": wire.Notice{Head: head(wire.TypeNotice, ""), Kind: "computer_plays", Text: "The computer plays this delegation now."},
		"pong":   wire.Pong{Head: head(wire.TypePong, ""), Echo: 81234.5, Now: 1797984000250},
		"bye":    wire.ByeIn("en", wire.CodeStopping),
		"hello":  wire.Hello{Head: head(wire.TypeHello, ""), Lang: "fr", Seq: 41},
		"commit": wire.Commit{Head: head(wire.TypeCommit, "b7f1"), Turn: 3, Moves: []wire.Move{
			{Action: "ask_police", Target: "selenne", Text: "We ask for the preservation of the logs under Article 29."},
			{Action: "disable_server", Confirm: true},
			{Action: "name_author", Target: "drovia", Choices: map[string]string{"wording": "group"}},
			{Action: "publish", Evidence: "q3fz7ua2lm4c"},
		}, Share: []wire.Rider{{Evidence: "q3fz7ua2lm4c", Move: 2}}},
		"recall": wire.Recall{Head: head(wire.TypeRecall, "b7f3"), Turn: 3},
		"lang":   wire.Lang{Head: head(wire.TypeLang, "b7f4"), Lang: "fr"},
		"next":   wire.Next{Head: head(wire.TypeNext, "b7f5"), Turn: 3},
		"ask":    wire.Ask{Head: head(wire.TypeAsk, "b7f6")},
		"ping":   wire.Ping{Head: head(wire.TypePing, ""), Now: 81234.5},

		"welcome_agent": wire.Welcome{
			Head: head(wire.TypeWelcome, ""), Build: "0.1.0", Scenario: "dark_clinic", Role: "aurelia", Lang: "en", Langs: []string{"en", "fr"},
			Play: &wire.Play{AgentSeed: 4503599627370497, History: wire.HistoryDelta, MS: 60000, Tries: 3, Fallback: "cautious"},
		},
		"hello_agent": wire.Hello{Head: head(wire.TypeHello, ""), Lang: "en", Name: "picker", Agent: true},
		"choose": wire.Choose{Head: head(wire.TypeChoose, "3.moves.1"), Turn: 3, What: wire.ChooseMoves, Try: 1, Count: 2, Limit: 2, More: true, Legal: []wire.Legal{
			{N: 1, Text: "“Ask for the server's logs through the police” (on Selenne)", Move: &wire.Move{Action: "ask_police", Target: "selenne"}},
			{N: 2, Text: "“Disable the server in Selenne”", Move: &wire.Move{Action: "disable_server", Confirm: true}},
		}},
		"choose_answers": wire.Choose{Head: head(wire.TypeChoose, "3.answers.1"), Turn: 3, What: wire.ChooseAnswers, Try: 1, Count: 2, Limit: 1, Legal: []wire.Legal{
			{N: 1, Text: "Yes: Selenne proposes “Open letter”.", Proposal: "h4kd2mzq7xwa", Yes: true},
			{N: 2, Text: "No: Selenne proposes “Open letter”.", Proposal: "h4kd2mzq7xwa"},
		}},
		"history": wire.History{Head: head(wire.TypeHistory, ""), Views: []wire.View{}},
		"over": wire.Over{Head: head(wire.TypeOver, ""), Terminated: true, Ending: "standstill", Return: 1.25,
			Goals: []wire.Worth{{Goal: "keep_safe", Score: 0.75}, {Goal: "peace", Score: 0.5}}},
		"pick": wire.Pick{Head: head(wire.TypePick, "3.moves.1"), Picks: []int{1}, Why: "It is lawful and fast.",
			Usage: &wire.Usage{Model: "local-7b", In: 1830, Out: 95, Cost: 0.002, MS: 2100, Attempts: 1}},

		"lobby":   lobby(),
		"console": console(),
		"debrief": debrief(),
		"draft": wire.Draft{Head: head(wire.TypeDraft, ""), Turn: 3, Rev: 4, Moves: []wire.Move{
			{Action: "ask_police", Target: "selenne"},
		}},
		"read":   wire.Read{Head: head(wire.TypeRead, "b7f7"), Item: "y2tq6rb3nfhe"},
		"take":   wire.Take{Head: head(wire.TypeTake, "b7f8"), Role: "aurelia"},
		"answer": wire.Answer{Head: head(wire.TypeAnswer, "b7f9"), Turn: 3, Proposal: "h4kd2mzq7xwa", Yes: true},
		"act": wire.Act{Head: head(wire.TypeAct, "c001"), Do: "inject", Inject: "ambulances",
			Reason: "The room needs a reminder of the patients."},
		"share":        wire.Share{Head: head(wire.TypeShare, "b7fa"), Turn: 3, Evidence: "q3fz7ua2lm4c", To: []string{"clinic", "selenne"}},
		"act_time":     wire.Act{Head: head(wire.TypeAct, "c002"), Do: "time", Seconds: 120},
		"act_computer": wire.Act{Head: head(wire.TypeAct, "c003"), Do: "computer", Role: "selenne"},
		"act_admit":    wire.Act{Head: head(wire.TypeAct, "c004"), Do: "admit", Guest: "g2"},
		"act_force": wire.Act{Head: head(wire.TypeAct, "c005"), Do: "force", Reason: "The room should see the second half.",
			Chance: &wire.Chance{Turn: 3, Purpose: "outcome", Of: "ask_police", Role: "aurelia", Target: "selenne", Index: 1, Way: "answered"}},
		"act_override": wire.Act{Head: head(wire.TypeAct, "c006"), Do: "override", Number: "pair(aurelia, drovia).rung", Value: value(1)},
	}
}

func presence() wire.Presence {
	return wire.Presence{Head: head(wire.TypePresence, ""), Seats: []wire.Seat{
		{Role: "aurelia", State: "deciding"}, {Role: "selenne", State: "committed"}, {Role: "clinic", State: "computer"},
	}}
}

func bookMore() wire.Book {
	return wire.Book{
		Head: head(wire.TypeBook, ""), Rev: 5, Lang: "en", Texts: map[string]string{},
		Cards: []wire.Card{temptation()},
		Items: []wire.ItemCard{{
			ID: "q3fz7ua2lm4c", Kind: "evidence", Title: "Rented in advance",
			Text: "The server was paid for a year ahead through a front company.", TLP: "amber", Plantable: true,
			Beyond: []string{"“Trust” (Aurelia and Selenne) falls by 20.", "That need not be all."},
		}, {
			ID: "u7rk4mwe3pca", Kind: "question", Text: "Was the damage abroad meant?", Answers: []string{"Yes, on purpose", "No, it spread by itself"},
		}, {
			ID: "d8hv3nqs5ykb", Kind: "evidence", Title: "A list of targets", Text: "No address abroad is on it.", TLP: "green",
		}},
	}
}

func book() wire.Book {
	low, high := 0.0, 100.0
	return wire.Book{
		Head: head(wire.TypeBook, ""), Rev: 1, All: true, Lang: "en",
		Texts: map[string]string{"title": "Dark clinic", "summary": "A clinic goes dark, and a neighbour is suspected."},
		Roles: []wire.RoleCard{
			{ID: "aurelia", Kind: "state", Title: "Aurelia, foreign ministry", Letters: "AU", Shape: "square", State: "aurelia", Seat: true,
				Brief: "You speak **for the victim's State**.", Goals: []string{"Keep patients safe", "Keep the peace"}},
			{ID: "selenne", Kind: "state", Title: "Selenne", Relation: "Neutral; the server stands here", Letters: "SE", Shape: "circle", State: "selenne", Seat: true},
			{ID: "clinic", Kind: "organisation", Title: "Clinic group", Letters: "CG", Shape: "hexagon", State: "aurelia", Seat: true},
			{ID: "drovia", Kind: "state", Title: "Drovia", Letters: "DR", Shape: "diamond", State: "drovia", Seat: false},
		},
		Tracks: []wire.TrackCard{
			{ID: "care", Kind: "world", Title: "Hospital care", Doc: "How much usual care is given.", Unit: "%", Min: &low, Max: &high,
				Good: "high", Bands: []string{"failing", "reduced", "normal"}},
			{ID: "means", Kind: "role", Title: "Means", Min: &low, Good: "high"},
			{ID: "trust", Kind: "pair", Title: "Trust", Min: &low, Max: &high, Good: "high"},
			{ID: "posture", Kind: "world", Title: "Posture of the press", Good: "none", Words: []string{"calm", "alarmed"}},
			{ID: "rung", Kind: "pair", Title: "Rung", Min: &low, Good: "low"},
		},
		Ladder: &wire.LadderCard{
			Rungs: []wire.RungCard{{Name: "Calm", Doc: "Routine contacts"}, {Name: "Friction"}, {Name: "Dispute"}, {Name: "Sanction"}},
			Firebreaks: []wire.FirebreakCard{
				{Below: 3, Text: "From words to cost: from here on you do harm, and the other will answer."},
			},
		},
		Cards: []wire.Card{response(), attribution(), letter(), sanction(), publishing()},
		Items: []wire.ItemCard{
			{ID: "mw5p2xk7dzqa", Kind: "attack", Title: "The clinics are dark", Text: "At 17:40 fourteen sites lost their systems.",
				Unknown: "Who ordered it.", Severity: 3, Host: "lumen"},
			{ID: "y2tq6rb3nfhe", Kind: "inject", Text: "Ambulances drive to the next region.", From: "Ministry of health", Channel: "cable"},
		},
	}
}

func response() wire.Card {
	return wire.Card{
		ID: "ask_police", Group: "legal", Tray: "law", Title: "Ask for the server's logs through the police",
		Text: "A formal request through the contact point that answers day and night.", RiskLevel: "low", Risk: "It takes a turn.",
		Status: "lawful", Basis: "Budapest Convention, Articles 29 and 35.", Rung: -1, LadderText: "no change",
		Upholds: []string{"Cooperate against crime"}, Outcomes: []string{"answered", "late"},
	}
}

func attribution() wire.Card {
	rung := 3
	return wire.Card{
		ID: "name_author", Group: "legal", Tray: "law", Title: "Name the author in public, with others", Status: "lawful",
		Basis: "A sovereign decision.", RiskLevel: "medium", Risk: "A wrong name cannot be taken back.", Rung: 2, Irrevocable: true,
		Choices: []wire.ChoiceCard{{Name: "wording", Title: "Wording", Words: []wire.WordCard{
			{Word: "group", Text: "a criminal group"}, {Word: "state", Text: "an organ of the State", Rung: &rung}, {Word: "soil", Text: "somebody on its soil", Rung: &rung},
		}}},
		Cosign: &wire.CosignCard{Of: []string{"aurelia", "selenne", "clinic"}, AtLeast: 2},
		Advice: []wire.Advice{
			{By: "legal", Text: "A State is named only with proof of control."},
			{By: "technical", Text: "Logs are harder to fake than style."},
		},
	}
}

func letter() wire.Card {
	return wire.Card{
		ID: "open_letter", Group: "diplomatic", Tray: "talk", Title: "Open letter", Rung: -1,
		Cosign: &wire.CosignCard{Of: []string{"selenne"}, AtLeast: 1, Optional: true},
	}
}

func sanction() wire.Card {
	return wire.Card{
		ID: "freeze", Group: "legal", Tray: "restrict", Title: "Freeze accounts", Rung: 3,
		Consent: &wire.ConsentCard{Of: []string{"clinic"}, Target: true},
		Vote:    &wire.VoteCard{Of: []string{"aurelia", "selenne"}, Rule: "number", AtLeast: 2, Secret: true},
		Words:   &wire.WordsCard{Needed: true, Max: 600}, Standing: "Care below 20",
		Makes: []wire.Promise{{Title: "Standstill on hospitals", Forbids: []string{"Expel two diplomats"}, Hours: 48}, {Title: "Word of honour"}},
	}
}

func publishing() wire.Card {
	return wire.Card{
		ID: "publish", Group: "diplomatic", Tray: "talk", Title: "Publish evidence", Rung: -1, Irrevocable: true, Publish: true,
		Text: "Everybody reads it from then on, friend and adversary alike, and weighs it for themselves. It cannot be taken back.",
	}
}

func temptation() wire.Card {
	return wire.Card{
		ID: "disable_server", Group: "active", Tray: "covert", Temptation: true, Title: "Disable the server in Selenne",
		Offer: "Your engineers can wipe the attackers' server tonight.", Gain: "The theft stops.",
		Instead: "ask_police", InsteadTitle: "Ask for the server's logs through the police",
		RiskLevel: "high", Risk: "Two clinics use the same server.", Status: "unlawful", Basis: "Unauthorised access.",
		Rung: 3, Veiled: true, Warn: "Evidence on the server would be lost.", Irrevocable: true, Breaches: []string{"Do no harm abroad"},
		Outcomes: []string{"clean", "noticed"},
	}
}

package generate

import "demarche/engine/wire"

func lobby() wire.Lobby {
	return wire.Lobby{
		Head: head(wire.TypeLobby, ""), Code: "KITE-42", Title: "Dark clinic", Lang: "en", Phase: wire.PhaseLobby,
		You: &wire.LobbyYou{Name: "Amira", Admitted: true, Role: "aurelia"},
		Seats: []wire.LobbySeat{
			{Role: "aurelia", Title: "Aurelia, foreign ministry", Letters: "AU", Shape: "square", Relation: "The victim's State", People: 1, Free: true},
			{Role: "selenne", Title: "Selenne", Letters: "SE", Shape: "circle", Relation: "Neutral; the server stands here", Free: true},
		},
	}
}

// console is what the facilitator of the same table sees in turn 3.
func console() wire.Console {
	return wire.Console{
		Head: head(wire.TypeConsole, ""), Seq: 57, Phase: wire.PhaseDecide, Turn: 3, Turns: 8, TurnName: "Holiday morning",
		Title: "Dark clinic", Code: "KITE-42", Pin: "418220", JoinURL: "http://192.0.2.7:8080/join/9fJq0yQmXw",
		Links: []wire.Link{{Role: "aurelia", URL: "http://192.0.2.7:8080/join/Zk3vB1tLrA"}, {URL: "http://192.0.2.7:8080/join/Qw8xP0mCeT"}},
		Guests: []wire.Guest{
			{ID: "g1", Name: "Amira", Admitted: true, Role: "aurelia", Online: true},
			{ID: "g2", Name: "Jonas"},
		},
		Seats: []wire.ConsoleSeat{
			{Role: "aurelia", Title: "Aurelia, foreign ministry", Letters: "AU", Shape: "square", Holder: "person",
				People: []wire.Person{{Name: "Amira", Online: true}}, State: "deciding", Read: 2, Unread: 1},
			{Role: "selenne", Title: "Selenne", Letters: "SE", Shape: "circle", Holder: "computer", People: []wire.Person{}, State: "computer"},
		},
		Sealed: []wire.Sealed{{Role: "aurelia", Draft: true, Moves: []wire.SealedMove{
			{Title: "Ask for the server's logs through the police", Target: "Selenne", Detail: "“We ask for the preservation of the logs under Article 29.”"},
		}}},
		Injects: []wire.QueuedInject{
			{ID: "ambulances", Title: "Ambulances", Text: "Ambulances drive to the next region.", To: "Aurelia, foreign ministry", Channel: "cable",
				Expected: "Preserve first, ask in form.", State: "sent", Turn: 1, SentTurn: 1},
			{ID: "press", Title: "The press", Text: "A newspaper names a culprit.", To: "everybody", Channel: "press", State: "conditional",
				When: "highest rung is 3 or more"},
		},
		Objectives: []wire.Watched{{Text: "Preserve first, ask in form", Hint: "Watch who asks for the logs.", State: "open"}},
		Truth:      []wire.Truth{{Attack: "The clinics are dark", Author: "Drovia"}},
		Deadlines: []wire.WatchedDeadline{
			{Title: "The provider's logs are overwritten", Turn: 5, To: "Aurelia, foreign ministry", Stop: "“Ask the provider to keep its logs” has happened", State: "runs"},
			{Title: "Summit", To: "Aurelia, foreign ministry · the public", State: "runs"},
			{Title: "Parliament sits", Turn: 2, To: "the public", State: "passed"},
			{Title: "The ultimatum ends", To: "Aurelia, foreign ministry", Stop: "“Yield” has happened", When: "“Ultimatum” has happened", State: "waits"},
		},
		Questions: []wire.Answered{{Question: "Was the damage abroad meant?", Answer: "No, it spread by itself"}},
		Top:       2, Course: []int{1, 2},
		Marks: []wire.Mark{{Turn: 2, Text: "Dispute: Aurelia and Drovia"}},
		Acts:  []wire.Done{{Turn: 2, Do: "pause", Text: "The clock was stopped.", Reason: "Coffee.", At: "2027-03-04T10:12:00Z"}},
		Chances: []wire.OpenChance{
			{Purpose: "outcome", Of: "ask_police", Title: "Ask for the server's logs through the police", Roles: []wire.Whom{{Role: "aurelia", Title: "Aurelia, foreign ministry"}}, Targets: []wire.Whom{{Role: "selenne", Title: "Selenne"}, {Role: "drovia", Title: "Drovia"}},
				Ways: []wire.Way{{Way: "answered", Text: "answered"}, {Way: "nothing", Text: "nothing"}}},
			{Purpose: "evidence", Of: "log_trace", Title: "Trace in the logs", Ways: []wire.Way{{Way: "found", Text: "found"}, {Way: "not_found", Text: "not found"}}},
		},
		Forced: []wire.Decided{{Chance: wire.Chance{Turn: 4, Purpose: "evidence", Of: "log_trace", Way: "found"}, Text: "Trace in the logs → found (turn 4)"}},
		Numbers: []wire.Settable{
			{Number: "calm", Title: "Calm", Value: 55, Min: value(0), Max: value(100)},
			{Number: "pair(aurelia, drovia).rung", Title: "Rung, Aurelia and Drovia", Value: 2, Min: value(0), Max: value(4), Whole: true},
			{Number: "alert", Title: "Alert", Value: 1, Min: value(0), Max: value(1), Whole: true, Words: []string{"low", "high"}},
		},
	}
}

func debrief() wire.Debrief {
	return wire.Debrief{
		Head:     head(wire.TypeDebrief, ""),
		Headline: "The turning point was turn 2: Aurelia's “Expel two diplomats” took the ladder from 1 to 2.",
		Ending:   wire.DebriefEnding{Title: "A quiet morning", Text: "The clinics work again."},
		Course:   []wire.CoursePoint{{Turn: 1, Top: 1, High: 1}, {Turn: 2, Top: 2, High: 3}},
		Ladder: &wire.LadderCard{
			Rungs:      []wire.RungCard{{Name: "Calm"}, {Name: "Dispute"}, {Name: "Sanctions"}, {Name: "Force"}},
			Firebreaks: []wire.FirebreakCard{{Below: 3, Text: "From costs to force."}},
		},
		Decisions: []wire.Decision{{
			Turn: 2, Role: "Aurelia, foreign ministry", Title: "Expel two diplomats", Target: "Drovia", Outcome: "answered",
			Group: "legal", Status: "lawful", Basis: "Vienna Convention on Diplomatic Relations, Art. 9.", Words: "Two members of your mission are to leave within three days.",
			Ladder: []wire.LadderStep{{A: "Aurelia", B: "Drovia", From: 1, To: 2}},
			Moved:  []wire.Moved{{Title: "Trust: Aurelia and Drovia", From: 55, To: 40, By: -15}},
		}},
		Objectives: []wire.Learned{{Text: "Preserve first, ask in form", State: "met"}},
		Goals:      []wire.DebriefGoal{{Role: "Drovia", Text: "Stay unnamed", Score: 4, Secret: true}},
		Beliefs: []wire.DebriefBelief{{Attack: "The clinics are dark", Author: "Drovia", Turns: []wire.BeliefAt{
			{Turn: 1, Role: "Aurelia, foreign ministry", Percent: 60},
		}}},
		Questions: []wire.DebriefAnswer{{Answered: wire.Answered{Question: "Was the damage abroad meant?", Answer: "No, it spread by itself"}, Turns: []wire.BeliefAt{
			{Turn: 1, Role: "Aurelia, foreign ministry", Percent: 40}, {Turn: 2, Role: "Aurelia, foreign ministry", Percent: 67},
		}}},
		Deadlines: []wire.Elapsed{
			{Title: "Logs are deleted", Stop: "“Ask for the server's logs through the police” has happened", State: "stopped", Turn: 2},
			{Title: "Parliament sits", State: "passed", Turn: 2, Unseen: []string{"Drovia"}},
			{Title: "Summit", State: "runs"},
			{Title: "The ultimatum ends", Stop: "“Yield” has happened", State: "waits"},
		},
		Agreements: []wire.Kept{
			{Title: "Standstill on hospitals", Turn: 1, Parties: []string{"Aurelia, foreign ministry", "Drovia"}, Until: 2, State: "broken",
				Breaches: []wire.Breach{{Turn: 2, By: "Drovia", Towards: "Aurelia"}}},
			{Title: "Word of honour", Turn: 2, Parties: []string{"Selenne", "Drovia"}, Breaches: []wire.Breach{}, State: "stands"},
		},
		Proposals: []wire.Proposed{
			{Turn: 1, Role: "Aurelia", Title: "Joint statement · sharp words", Kind: "cosign", State: "refused",
				Yes: []string{"Selenne"}, No: []string{"Drovia"}, Silent: []string{"Police"}, For: 1, Not: 1, None: 1},
			{Turn: 2, Role: "Selenne", Title: "Elect a chair", Kind: "vote", State: "carried", Secret: true, For: 2, None: 1},
		},
		Evidence: []wire.Known{
			{Title: "Trace in the logs", About: "The clinics are dark", Published: 2, Held: []wire.Since{{Turn: 1, Role: "Aurelia"}, {Turn: 2, Role: "Drovia"}}},
			{Title: "A boast", About: "The clinics are dark", Planted: true, Held: []wire.Since{}, Sought: []wire.Since{{Turn: 1, Role: "Police"}}},
		},
		Numbers: []wire.Went{{Title: "Calm", From: "70", To: "55", By: -15, Good: "high"}},
	}
}

// Package report says what a study found: from its tables and what its file named
// beforehand it makes a [Summary], of which a page and a file for other programs
// are made. It keeps to nine rules:
//
//  1. The unit is the run, never a turn of a role: turns of one run hang together.
//  2. Contrasts pair by replication; points share luck, so their errors move
//     together.
//  3. Each figure has the interval that suits it: shares Wilson's, means Student's,
//     quantiles that of order statistics, durations Kaplan and Meier's.
//  4. Every row says how many runs it rests on, how many failed, and why.
//  5. No p-values, no stars: an effect, its interval, and the runs that would
//     halve it. The error of a simulation is not the uncertainty about the world.
//  6. Points of a sampled design are not replications of each other.
//  7. What has no luck in it has no interval.
//  8. Only contrasts named in the study file are findings; others are exploratory.
//  9. How well beliefs were judged, temptations offered and taken, and how far acts
//     went up the ladder are always told.
package report

import (
	"demarche/engine/game"
	"demarche/engine/study/table"
)

// Plan is what is known of a study beside its tables.
type Plan struct {
	Study, Title string
	Scenarios    []string // at least one
	Seed         uint64
	Points       int
	Replications int
	Design       string // grid, list, lhs, halton
	Factors      []Factor
	Contrasts    []Contrast
	Games        []Facts // of the scenarios, in their order; fewer if they are not at hand
}

// Sampled reports whether the points are drawn from ranges.
func (p *Plan) Sampled() bool { return p.Design == "lhs" || p.Design == "halton" }

// Factor is what differs between points. Its column in the table of runs is
// "factor_" and its id.
type Factor struct {
	ID     string
	Levels []string // labels, in the order of the file; none: it has a range
}

// Contrast is a comparison of two settings.
type Contrast struct {
	ID     string
	Metric string // of the table of runs, or of role_runs if Role is set
	Role   string
	Of     []Pick
	Base   []Pick
	Within []string // factors for whose levels it is told apart
}

// Pick is a level of a factor.
type Pick struct{ Factor, Level string }

// Facts are what a report needs to know of a game.
type Facts struct {
	Scenario string
	Ladder   bool // its ladder is E0 to E9
	Rungs    []string
	Returns  string // the metric that is each role's reward; "" = it has none
	Seats    []string
	Actions  map[string]Action
	Titles   map[string]string // of roles and endings, by "role.ID" and "ending.ID"
}

// Action is one action of a game.
type Action struct {
	Title      string
	Rung       int // -1: it moves none
	Words      map[string]int
	Talk       bool
	Temptation bool
	Instead    string // lawful twin
}

// FactsOf collects them, with names in a language.
func FactsOf(scenario string, g *game.Game, lang string) Facts {
	in := g.Language(lang)
	say := func(t game.Text, id string) string {
		if s := g.Texts.In(t, in); s != "" {
			return s
		}
		return id
	}
	f := Facts{Scenario: scenario, Ladder: table.Laddered(g), Titles: map[string]string{}, Actions: map[string]Action{}}
	for _, r := range g.Ladder.Rungs {
		f.Rungs = append(f.Rungs, say(r.Name, ""))
	}
	if g.Returns >= 0 && int(g.Returns) < len(g.Metrics) {
		f.Returns = g.Metrics[g.Returns].ID
	}
	for i := range g.Roles {
		r := &g.Roles[i]
		f.Titles["role."+r.ID] = say(r.Title, r.ID)
		if r.Seat {
			f.Seats = append(f.Seats, r.ID)
		}
	}
	for i := range g.Endings {
		f.Titles["ending."+g.Endings[i].ID] = say(g.Endings[i].Title, g.Endings[i].ID)
	}
	for i := range g.Actions {
		a := &g.Actions[i]
		x := actionOf(g, a)
		x.Title = say(a.Title, a.ID)
		f.Actions[a.ID] = x
	}
	return f
}

func actionOf(g *game.Game, a *game.Action) Action {
	out := Action{Rung: int(a.Act.Rung), Words: map[string]int{}, Talk: a.Tray == game.Talk, Temptation: a.Temptation}
	if a.Temptation && a.Instead >= 0 {
		out.Instead = g.Actions[a.Instead].ID
	}
	for i := range a.Choices {
		for _, w := range a.Choices[i].Words {
			if w.Rung >= 0 {
				out.Words[a.Choices[i].ID+"="+w.ID] = int(w.Rung)
			}
		}
	}
	return out
}

package game

import "demarche/engine/rule"

// Expressions visits every expression of g with the kind it was compiled to;
// absent ones included.
func (g *Game) Expressions(visit func(rule.Expr, rule.Kind)) {
	arrival := func(a Arrival) {
		for _, t := range a.Turns {
			visit(t, rule.Number)
		}
		visit(a.When, rule.Truth)
	}
	for _, s := range g.Slots {
		visit(s.Start, rule.Number)
	}
	for _, t := range g.Tracks {
		visit(t.EachTurn, rule.Number)
		visit(t.EachDay, rule.Number)
		visit(t.Refill, rule.Number)
	}
	for _, r := range g.Randoms {
		for _, e := range r.Args {
			visit(e, rule.Number)
		}
	}
	for _, b := range g.Blocks {
		visit(b.When, rule.Truth)
		visit(b.Chance, rule.Number)
		for _, e := range b.Effects {
			visit(e.By, rule.Number)
			visit(e.When, rule.Truth)
		}
	}
	planned := func(p *Planned) {
		visit(p.When, rule.Truth)
		visit(p.Chance, rule.Number)
		visit(p.Prefer, rule.Number)
		visit(p.Amount, rule.Number)
	}
	for i := range g.Roles {
		for j := range g.Roles[i].Plan {
			planned(&g.Roles[i].Plan[j])
		}
	}
	for i := range g.Policies {
		for j := range g.Policies[i].Choose {
			planned(&g.Policies[i].Choose[j].Planned)
			visit(g.Policies[i].Choose[j].Weight, rule.Number)
		}
		for _, l := range g.Policies[i].Learn {
			visit(l.By, rule.Number)
		}
	}
	for _, a := range g.Actions {
		visit(a.When, rule.Truth)
		visit(a.Unless, rule.Truth)
		visit(a.Standing, rule.Truth)
		visit(a.Amount.Min, rule.Number)
		visit(a.Amount.Max, rule.Number)
		for _, x := range a.Assents {
			visit(x.Unless, rule.Truth)
			visit(x.Accept, rule.Truth)
		}
		for _, c := range a.Choices {
			for _, w := range c.Words {
				visit(w.When, rule.Truth)
			}
		}
		for _, c := range a.Costs {
			visit(c.By, rule.Number)
		}
		for _, o := range a.Outcomes {
			visit(o.Odds, rule.Number)
		}
	}
	for _, a := range g.Attacks {
		arrival(a.Arrive)
		for _, e := range a.Prior {
			visit(e, rule.Number)
		}
	}
	for _, q := range g.Questions {
		visit(q.When, rule.Truth)
		for _, e := range q.Prior {
			visit(e, rule.Number)
		}
	}
	for _, e := range g.Evidence {
		arrival(e.Arrive)
	}
	for _, d := range g.Deadlines {
		visit(d.When, rule.Truth)
		visit(d.Stop, rule.Truth)
	}
	for _, i := range g.Injects {
		arrival(i.Arrive)
	}
	for _, r := range g.Rules {
		arrival(r.Arrive)
		visit(r.Chance, rule.Number)
	}
	for _, e := range g.Goals {
		visit(e.Score, rule.Number)
	}
	for _, o := range g.Objectives {
		visit(o.Met, rule.Truth)
		visit(o.Tested, rule.Truth)
	}
	for _, x := range g.Metrics {
		visit(x.Value, rule.Number)
	}
	for _, e := range g.Endings {
		arrival(e.Arrive)
		visit(e.Chance, rule.Number)
	}
}

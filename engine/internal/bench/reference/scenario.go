package reference

import (
	"fmt"
	"strconv"
	"strings"
)

// Scenario writes the game as a scenario of our format.
func (g *Game) Scenario() []byte {
	w := &writer{g: g}
	w.line("format = 1\nid     = \"reference\"\ntitle  = \"Reference game\"\nturns  = %d", g.Size.Turns)
	w.numbers()
	w.roles()
	for i := range g.Roles {
		for k := range g.Roles[i].Actions {
			w.action(i, &g.Roles[i].Actions[k])
		}
	}
	for i := range g.Rules {
		w.rule("rule", i, &g.Rules[i])
	}
	if g.Size.Square {
		w.square()
	}
	for i := range g.Injects {
		w.rule("inject", i, &g.Injects[i])
		w.line("text = \"Message %d.\"", i)
	}
	w.aims()
	return []byte(w.String())
}

type writer struct {
	strings.Builder
	g *Game
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

// Path is how a variable is written in the scenario.
func (g *Game) Path(v int) string { return g.path(v, -1) }

// path is how it is written where self is a role, -1 for nobody.
func (g *Game) path(v, self int) string {
	d := g.Vars[v]
	who := func(role int) string {
		if role == self {
			return "self"
		}
		return g.Roles[role].Name
	}
	switch {
	case d.Other >= 0:
		return "pair(" + who(d.Role) + ", " + who(d.Other) + ")." + d.Field
	case d.Role >= 0:
		return who(d.Role) + "." + d.Field
	}
	return d.Field
}

// text writes an expression where self is a role, -1 for nobody.
func (w *writer) text(t *Term, self int) string {
	l := &Language{
		Var:   func(v int) string { return w.g.path(v, self) },
		Is:    func(v int) string { return w.g.path(v, self) + " == yes" },
		IsNot: func(v int) string { return w.g.path(v, self) + " == no" },
		And:   "and",
		Or:    "or",
		If:    func(cond, yes, no string) string { return "(" + cond + " ? " + yes + " : " + no + ")" },
		Call:  Call,
		Num:   func(text string) string { return text },
	}
	return l.Print(w.g, t)
}

func (w *writer) texts(all []*Term, self int) string { return w.text(All(all), self) }

func (w *writer) effects(all []Effect, self int) string {
	var out []string
	for _, e := range all {
		s := w.g.path(e.Var, self) + " += " + w.text(e.By, self)
		if w.g.Vars[e.Var].Flag {
			s = w.g.path(e.Var, self) + " = " + w.text(e.By, self) + " ? yes : no"
		}
		out = append(out, strconv.Quote(s))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (w *writer) numbers() {
	done := map[string]bool{"turn": true}
	for _, v := range w.g.Vars {
		if done[v.Field] {
			continue
		}
		done[v.Field] = true
		kind := "track"
		switch {
		case v.Other >= 0:
			kind = "pair_track"
		case v.Role >= 0:
			kind = "role_track"
		}
		w.line("[%s.%s]\nstart = %v\nseen  = \"exact\"", kind, v.Field, v.Start)
		if v.Flag {
			w.line("words = [\"no\", \"yes\"]")
		} else {
			w.line("max   = %v", v.Hi)
		}
		if v.Field == "budget" {
			w.line("refill = %v", Refill)
		}
		if v.Other >= 0 {
			w.line("directed = true")
		}
	}
	for _, v := range w.g.Vars {
		if v.Other >= 0 {
			w.line("[pair.%s.%s]\n%s = %v", w.g.Roles[v.Role].Name, w.g.Roles[v.Other].Name, v.Field, v.Start)
		}
	}
}

func (w *writer) roles() {
	for i := range w.g.Roles {
		w.line("[role.%s]\nkind   = \"state\"\npolicy = { talk = 1 }", w.g.Roles[i].Name)
	}
}

func (w *writer) action(role int, a *Action) {
	by := w.g.Roles[role].Name
	if w.g.Size.Shared {
		by = "roles"
	}
	w.line("[response.%s]\nby   = %q\nwhen = %q\ncost = { budget = %v }", w.g.ID(role, a), by, w.texts(a.When, role), a.Price())
	for n, o := range a.Outcomes {
		odds := ""
		if o.Odds != "" {
			odds = "odds = " + o.Odds + ", "
		}
		w.line("outcome.o%d = { %seffects = %s }", n, odds, w.effects(o.Effects, role))
	}
}

// rule writes a rule or an inject.
func (w *writer) rule(kind string, i int, r *Rule) {
	w.line("[%s.%s%d]\nwhen = %q\neffects = %s", kind, kind, i, w.texts(r.When, -1), w.effects(r.Effects, -1))
}

// square writes what costs as much as the square of the roles.
func (w *writer) square() {
	w.line("[rule.pairs]\neach = \"pair\"\nwhen = \"self.trust < other.trust\"\neffects = [\"self.trust += 0.01\"]")
	w.line("[rule.everybody]\neach = \"role\"\nwhen = \"sum(roles, it.resilience) < 60 * count(roles) * self.trust\"\neffects = [\"self.resilience += 1\"]")
}

func (w *writer) aims() {
	for i, t := range w.g.Scores {
		w.line("[goal.score%d]\ntext  = \"Score %d.\"\nscore = %q", i, i, w.text(t, -1))
	}
	for i, t := range w.g.Ends {
		w.line("[ending.end%d]\nwhen = %q", i, w.text(t, -1))
	}
	w.line("[ending.time]")
}

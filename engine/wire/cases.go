package wire

import (
	"reflect"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// facts are what a way to fill in a measure decides beside whether it is legal.
type facts struct {
	costs   []Cost
	odds    []float64
	warn    bool
	crosses int
}

func (d *Desk) facts(gv game.View, m game.Move) facts {
	return facts{d.costs(gv, m), round(gv.Odds(m)), gv.Warned(m), d.crosses(gv, m)}
}

// varies reports whether any of these facts can hang on the words of an action.
func (d *Desk) varies(a *game.Action) bool {
	asks := func(e rule.Expr) bool { return d.g.Code.Asks(e, rule.Arg) }
	if len(a.Choices) == 0 {
		return false
	}
	yes := asks(a.Unless)
	for i := range a.Costs {
		yes = yes || asks(a.Costs[i].By)
	}
	for i := range a.Outcomes {
		yes = yes || a.OddsShown && asks(a.Outcomes[i].Odds)
	}
	for c := range a.Combinations() {
		yes = yes || a.Rung(c) != a.Rung(0)
	}
	return yes
}

// cases lists what is otherwise for other words than those of the options of an
// action, one for each target; words that are locked have none.
func (d *Desk) cases(gv game.View, options []game.Option) []Case {
	a := &d.g.Actions[options[0].Action]
	if !d.varies(a) {
		return nil
	}
	base := make([]facts, len(options))
	for i, o := range options {
		base[i] = d.facts(gv, o.Move(d.role))
	}
	var out []Case
	for choice := range a.Combinations() {
		m := options[0].Move(d.role)
		if m.Choice = choice; d.held(gv, a, m) {
			continue
		}
		of := make([]Case, len(options))
		for i, o := range options {
			m := o.Move(d.role)
			m.Choice = choice
			of[i] = other(base[i], d.facts(gv, m))
		}
		out = append(out, d.joined(a, choice, options, of)...)
	}
	return out
}

// held reports whether one of the words of a move is locked.
func (d *Desk) held(gv game.View, a *game.Action, m game.Move) bool {
	for i := range a.Choices {
		if gv.Word(m, i).Code != game.OK {
			return true
		}
	}
	return false
}

// other keeps what differs from what was said already.
func other(said, is facts) (c Case) {
	if !reflect.DeepEqual(is.costs, said.costs) {
		c.Costs = is.costs
	}
	if !reflect.DeepEqual(is.odds, said.odds) {
		c.Odds = is.odds
	}
	if is.warn != said.warn {
		c.Warn = &is.warn
	}
	if is.crosses != said.crosses {
		c.Crosses = &is.crosses
	}
	return c
}

// joined says once what holds for all targets alike, and leaves out those for
// which there is nothing to say.
func (d *Desk) joined(a *game.Action, choice int32, options []game.Option, of []Case) []Case {
	words := map[string]string{}
	for i := range a.Choices {
		words[a.Choices[i].ID] = a.Choices[i].Words[a.Word(choice, i)].ID
	}
	alike := true
	for i := range of {
		alike = alike && reflect.DeepEqual(of[i], of[0])
	}
	if alike {
		of = of[:1]
	}
	var out []Case
	for i := range of {
		if reflect.DeepEqual(of[i], Case{}) {
			continue
		}
		of[i].Choices = words
		if !alike {
			of[i].Target = d.roleID(options[i].Target)
		}
		out = append(out, of[i])
	}
	return out
}

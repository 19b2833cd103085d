// Package reference makes the game by which speed is measured: 12 turns, 6 roles
// with 18 actions each, 40 rules, 25 injects, 64 numbers, about 1,400
// expressions, all from a seed. It is the game of the trials that came before
// the engine, term by term, and it is made of any other size as well. It can be
// written as a scenario ([Game.Scenario]); the rooms beside this one write it as
// Go and as expressions for expr's machine.
package reference

import "strconv"

// Size says how large a game is made.
type Size struct {
	Turns, Roles, Actions, Rules, Injects int
	// Shared gives one set of actions to all roles instead of one set to each. A
	// scenario has at most 500 actions, so a game that grows over roles needs it.
	Shared bool
	// Pairs gives each pair of roles a number.
	Pairs bool
	// Square adds a rule for each pair of roles and one with a quantifier over
	// roles for each role: work that grows with the square of the roles.
	Square bool
	// Endless leaves out all endings but the one after the last turn.
	Endless bool
}

// Standard is the size of the reference game.
func Standard() Size {
	return Size{Turns: 12, Roles: 6, Actions: 18, Rules: 40, Injects: 25, Pairs: true}
}

// Game is a game as data, before it is written in any language.
type Game struct {
	Size    Size
	Vars    []Var
	Roles   []Role
	Rules   []Rule
	Injects []Rule
	Ends    []*Term
	Scores  []*Term
}

// Var is a number or, if it is a flag, a truth value.
type Var struct {
	Name          string // with points, as the trials wrote it
	Field         string // its last part
	Flag          bool
	Lo, Hi, Start float64
	Role, Other   int // whose it is; -1
}

// Role is a part with its own actions.
type Role struct {
	Name    string
	Budget  int // variable
	Actions []Action
}

// Action is what a role may choose.
type Action struct {
	Name     string
	When     []*Term // all of them
	Cost     float64 // in the trials
	Outcomes []Outcome
}

// Price is what an action costs in the scenario. The trials' costs bind nobody;
// ours are such that a role can afford about a third of its actions, which is
// nearer to what people meet at a table.
func (a *Action) Price() float64 { return prices * a.Cost }

// Refill is what each turn brings a role from the second one on.
const Refill = 3

const prices = 4

// ID is the name of an action of a role in the scenario.
func (g *Game) ID(role int, a *Action) string {
	if g.Size.Shared {
		return a.Name
	}
	return g.Roles[role].Name + "_" + a.Name
}

// Outcome is what may come of an action: as often as its weight has a share in
// the sum of all.
type Outcome struct {
	Weight  float64
	Odds    string // digits of its share; "" of the last, which takes the rest
	Effects []Effect
}

// Share is how often it comes, as the scenario says it; of the last, 0.
func (o *Outcome) Share() float64 {
	x, err := strconv.ParseFloat("0"+o.Odds, 64)
	if err != nil {
		panic(err) // the maker writes it
	}
	return x
}

// Effect adds By to a number or sets a flag to By.
type Effect struct {
	Var int
	By  *Term
}

// Rule is something that comes about if all of When hold. Role is whose numbers
// it reads.
type Rule struct {
	Role    int
	When    []*Term
	Effects []Effect
}

// Terms visits every expression of the game.
func (g *Game) Terms(visit func(*Term)) {
	effects := func(all []Effect) {
		for _, e := range all {
			visit(e.By)
		}
	}
	for i := range g.Roles {
		for _, a := range g.Roles[i].Actions {
			visit(All(a.When))
			for _, o := range a.Outcomes {
				effects(o.Effects)
			}
		}
	}
	for _, rules := range [][]Rule{g.Rules, g.Injects} {
		for _, r := range rules {
			visit(All(r.When))
			effects(r.Effects)
		}
	}
	for _, t := range g.Ends {
		visit(t)
	}
	for _, t := range g.Scores {
		visit(t)
	}
}

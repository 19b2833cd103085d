// Package policy holds the computer players. A policy is given a game.View and
// luck and nothing else, so it can know no more than a person in its seat and
// cannot cheat. The one thing here that touches a game.State is [Table], which
// makes the views; it has a file of its own.
package policy

import (
	"fmt"
	"slices"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/source"
)

// Policy chooses the moves of one role. It is immutable and safe for concurrent
// use.
type Policy interface {
	// Moves appends to dst what the viewer's role does in this turn and returns
	// the result. What dst holds stands already: it is the role's plan, and the
	// policy only fills up. With it, the result passes [game.View.Check].
	// Moves that cross a firebreak are confirmed.
	Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move
	// Answer says whether the viewer's role agrees to a proposal that it is asked
	// about; says is false if it gives no answer.
	Answer(v game.View, luck chance.Luck, p game.Proposal) (yes, says bool)
}

// Learner is a policy that remembers.
type Learner interface {
	Policy
	// Learns appends to dst what the viewer's role remembers anew in this turn. It
	// goes with the orders that Moves gives in the same state.
	Learns(v game.View, dst []game.Learnt) []game.Learnt
}

// Names of the built-in policies.
const (
	Hold      = "hold"        // does nothing
	Random    = "random"      // evenly among legal options and doing nothing
	Cautious  = "cautious"    // lawful, reversible, below every firebreak
	Hawk      = "hawk"        // the more force the better
	Dove      = "dove"        // nothing with force, agreements first
	TitForTat = "tit_for_tat" // as dove, and answers in kind what was done to it
	Greedy    = "greedy"      // what is worth most a turn later, as far as it can tell
	Search    = "search"      // what is worth most when it plays on in its mind; "search:1000" has 1000 playouts
)

// Default is what plays a role that neither the launch nor the scenario gives a
// policy.
const Default = Cautious

// Names returns the built-in policies, the plainest first.
func Names() []string { return []string{Hold, Random, Cautious, Hawk, Dove, TitForTat, Greedy, Search} }

// NamesOf returns the policies that players of g can have: those that its
// scenario writes, then the built-in ones that these do not hide.
func NamesOf(g *game.Game) []string {
	var out []string
	for i := range g.Policies {
		out = append(out, g.Policies[i].ID)
	}
	for _, name := range Names() {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Known reports whether players of g can have a policy of this name: one of
// [NamesOf], or search with a budget of its own.
func Known(g *game.Game, name string) bool {
	_, ok := budget(name)
	return ok || slices.Contains(NamesOf(g), name)
}

// moves is how many moves a built-in policy makes in a turn, the plan's
// included.
const moves = 1

// hold does nothing.
type hold struct{}

func (hold) Moves(_ game.View, _ chance.Luck, dst []game.Move) []game.Move { return dst }

func (hold) Answer(game.View, chance.Luck, game.Proposal) (yes, says bool) { return false, false }

// New returns the policy with this name for players of g: one that the scenario
// writes, which hides a built-in one of its name, or a built-in one. Whether a
// role sees what a written one reads is for [NewTable] to say.
func New(g *game.Game, name string) (Policy, error) { return byName(g, newStreams(g), name) }

func byName(g *game.Game, s *streams, name string) (Policy, error) {
	if i := g.PolicyOf(name); i >= 0 {
		return &written{index: i, policy: &g.Policies[i], minds: &s.minds}, nil
	}
	switch name {
	case Hold:
		return hold{}, nil
	case Random:
		return &picker{streams: s, weigh: weighing(evenly), flat: flat(g, evenly), pass: 1, answer: toss}, nil
	case Cautious:
		return &picker{streams: s, weigh: cautiously, answer: soberly}, nil
	case Hawk:
		return newHawk(s, newForces(g)), nil
	case Dove:
		return newDove(s, newForces(g)), nil
	case TitForTat:
		return newTitForTat(g, s, newForces(g)), nil
	case Greedy:
		return newGreedy(g, s), nil
	}
	if n, ok := budget(name); ok {
		return newSearch(g, s, n), nil
	}
	err := fmt.Errorf("no policy %q", name)
	names := NamesOf(g)
	if mend := source.DidYouMean(name, names); mend != "" {
		return nil, fmt.Errorf("%w (%s)", err, mend)
	}
	return nil, fmt.Errorf("%w (policies are %s)", err, strings.Join(names, ", "))
}

// Weighted returns a policy that takes a legal measure of a tray as often as
// the tray's weight says, against the weight of every other legal measure. A
// tray that is not named is not touched; with nothing legal it does nothing.
func Weighted(g *game.Game, weights []game.Weight) Policy {
	return weighted(g, newStreams(g), weights)
}

func weighted(g *game.Game, s *streams, weights []game.Weight) Policy {
	var by [game.Offensive + 1]float64
	for _, w := range weights {
		by[w.Tray] = w.Weight
	}
	byTray := func(a *game.Action) float64 {
		if a.Publish {
			return 0 // a tray weighs the scenario's measures
		}
		return by[a.Tray]
	}
	all := flat(g, byTray)
	return &picker{streams: s, answer: soberly, flat: all, even: s.even(all), weigh: weighing(byTray)}
}

// evenly gives every action the same weight.
func evenly(*game.Action) float64 { return 1 }

// flat lists weights that depend on the action alone.
func flat(g *game.Game, weight func(*game.Action) float64) []float64 {
	out := make([]float64, len(g.Actions))
	for i := range out {
		out[i] = weight(&g.Actions[i])
	}
	return out
}

// weighing weighs moves by their actions.
func weighing(weight func(*game.Action) float64) func(game.View, game.Move) float64 {
	return func(v game.View, m game.Move) float64 { return weight(&v.Game().Actions[m.Action]) }
}

// cautiously weighs what a careful player would do: no temptation, nothing
// unlawful, contested or irreversible, nothing across a firebreak or against a
// red warning, no evidence given away; else by tray.
func cautiously(v game.View, m game.Move) float64 {
	a := &v.Game().Actions[m.Action]
	if a.Temptation || a.Publish || a.Irrevocable || a.Status == "unlawful" || a.Status == "contested" {
		return 0
	}
	if v.Dares(m) || v.Warned(m) || len(v.Breaks(m.Action)) > 0 {
		return 0
	}
	switch a.Tray {
	case game.Defend:
		return 4
	case game.Investigate, game.Talk, game.Law:
		return 3
	case game.Restrict:
		return 1
	}
	return 0
}

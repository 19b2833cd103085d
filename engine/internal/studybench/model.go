package studybench

import (
	"fmt"
	"strconv"

	"demarche/engine/chance"
	"demarche/engine/internal/bench/reference"
)

// model is the reference game as boardgameio/game.js takes it: conditions and
// numbers are expressions of JavaScript over an array s, draws are named by their
// streams in hexadecimal digits.
type model struct {
	Turns   int         `json:"turns"`
	Refill  float64     `json:"refill"`
	Vars    []modelVar  `json:"vars"`
	Roles   []modelRole `json:"roles"`
	Rules   []modelRule `json:"rules"`
	Injects []modelRule `json:"injects"`
	Ends    []string    `json:"ends"`
	Scores  []string    `json:"scores"`
}

type modelVar struct {
	Flag  bool    `json:"flag"`
	Start float64 `json:"start"`
	Most  float64 `json:"most"` // the least is 0
}

type modelRole struct {
	Budget  int           `json:"budget"`
	Actions []modelAction `json:"actions"`
}

type modelAction struct {
	When     string         `json:"when"`
	Price    float64        `json:"price"`
	Choice   string         `json:"choice"`
	Outcome  string         `json:"outcome"`
	Outcomes []modelOutcome `json:"outcomes"`
}

type modelOutcome struct {
	Below   float64       `json:"below"` // the draw
	Effects []modelEffect `json:"effects"`
}

type modelRule struct {
	When    string        `json:"when"`
	Effects []modelEffect `json:"effects"`
}

type modelEffect struct {
	At int    `json:"at"`
	By string `json:"by"`
}

// newModel writes a game down. The first number is the turn.
func newModel(g *reference.Game) *model {
	w := newModelWriter(g)
	m := &model{Turns: g.Size.Turns, Refill: reference.Refill, Ends: w.texts(g.Ends), Scores: w.texts(g.Scores)}
	for i := range g.Vars {
		m.Vars = append(m.Vars, modelVar{g.Vars[i].Flag, g.Vars[i].Start, g.Vars[i].Hi})
	}
	for i := range g.Roles {
		r := modelRole{Budget: g.Roles[i].Budget}
		for k := range g.Roles[i].Actions {
			r.Actions = append(r.Actions, w.action(i, &g.Roles[i].Actions[k]))
		}
		m.Roles = append(m.Roles, r)
	}
	m.Rules, m.Injects = w.rules(g.Rules), w.rules(g.Injects)
	return m
}

// modelWriter writes the expressions of a game.
type modelWriter struct {
	g *reference.Game
	l *reference.Language
}

func newModelWriter(g *reference.Game) *modelWriter {
	at := func(v int) string { return "s[" + strconv.Itoa(v) + "]" }
	return &modelWriter{g, &reference.Language{
		Var:   at,
		Is:    func(v int) string { return "(" + at(v) + " > 0)" },
		IsNot: func(v int) string { return "(" + at(v) + " <= 0)" },
		And:   "&&",
		Or:    "||",
		If:    func(cond, yes, no string) string { return "(" + cond + " ? " + yes + " : " + no + ")" },
		Call:  reference.Call,
		Num:   func(text string) string { return text },
	}}
}

func (w *modelWriter) texts(all []*reference.Term) []string {
	var out []string
	for _, t := range all {
		out = append(out, w.l.Print(w.g, t))
	}
	return out
}

func (w *modelWriter) effects(all []reference.Effect) []modelEffect {
	var out []modelEffect
	for _, e := range all {
		out = append(out, modelEffect{e.Var, w.l.Print(w.g, e.By)})
	}
	return out
}

func (w *modelWriter) rules(all []reference.Rule) []modelRule {
	var out []modelRule
	for i := range all {
		out = append(out, modelRule{w.l.Print(w.g, reference.All(all[i].When)), w.effects(all[i].Effects)})
	}
	return out
}

func (w *modelWriter) action(role int, a *reference.Action) modelAction {
	out := modelAction{When: w.l.Print(w.g, reference.All(a.When)), Price: a.Price(), Choice: w.stream("policy", role, a), Outcome: w.stream("outcome", role, a)}
	sum := 0.0
	for _, o := range a.Outcomes {
		sum += o.Share()
		out.Outcomes = append(out.Outcomes, modelOutcome{sum, w.effects(o.Effects)})
	}
	out.Outcomes[len(out.Outcomes)-1].Below = 2 // takes the rest
	return out
}

// stream names a draw of a role's action, as engine/policy and engine/game do.
func (w *modelWriter) stream(purpose string, role int, a *reference.Action) string {
	s := chance.Name(purpose, w.g.ID(role, a)).Of(chance.Actor(w.g.Roles[role].Name))
	return fmt.Sprintf("%016x", uint64(s))
}

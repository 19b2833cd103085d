package agent_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/wire"
)

// An environment and a table of agents that do the same play the same game, and
// rewards add up to what the game was worth.
func TestAnEnvironmentPlaysWhatATablePlays(t *testing.T) {
	m := compile(t, pact)
	c := greet(t, nil, interpreter(t, "sh"), "examples/agent.sh")
	want := play(t, m, 6, "random", seated(t, m, func() *agent.Conn { return c }, 6, agent.Options{Timeout: patience}, "korsavia")...)

	e, err := agent.NewEnv(m)
	if err != nil {
		t.Fatal(err)
	}
	x, err := e.Reset(agent.Setup{Seed: 6, Agents: []string{"korsavia"}, Policy: "random"})
	if err != nil {
		t.Fatal(err)
	}
	began, sum := x.Returns["korsavia"], 0.0
	seed := agent.SeedFor(chance.Seed(6), "korsavia")%2147483647 + 1 // as the shell agent draws
	answers := 0
	for !x.Terminated && !x.Truncated {
		o := x.Observed["korsavia"]
		seed = seed * 48271 % 2147483647
		if x.What == wire.ChooseAnswers {
			answers++
		}
		if x, err = e.Step(map[string]agent.Order{"korsavia": {Picks: []int{int(seed)%o.Choose.Count + 1}}}); err != nil {
			t.Fatal(err)
		}
		sum += x.Rewards["korsavia"]
	}
	if x.Play != want.sum.String() {
		t.Errorf("the play hash is %s, of the table %s", x.Play, want.sum)
	}
	if answers == 0 {
		t.Error("no proposal was answered: the test shows less than it should")
	}
	if math.Abs(sum-(x.Returns["korsavia"]-began)) > 1e-9 {
		t.Errorf("rewards add up to %v, the return went from %v to %v", sum, began, x.Returns["korsavia"])
	}
	if end := x.Observed["korsavia"].View; end.End == nil || end.Phase != wire.PhaseEnded {
		t.Errorf("the last view is of phase %s", end.Phase)
	}
	if _, err := e.Step(nil); !errors.Is(err, agent.ErrNotSetUp) {
		t.Errorf("a step after the end: %v", err)
	}
}

// A step that one role cannot make changes nothing.
func TestARefusedStepChangesNothing(t *testing.T) {
	e, err := agent.NewEnv(compile(t, pact))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Reset(agent.Setup{}); err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct{ orders, want string }{
		"no such number":      {`{"aurelia":1,"korsavia":99}`, "korsavia: The list has no such number. (no_such_number)"},
		"too dear together":   {`{"aurelia":{"moves":[{"action":"spend"},{"action":"patrol","target":"korsavia"},{"action":"note"}]}}`, "(too_many)"},
		"the same move twice": {`{"korsavia":[1,1]}`, "(twice)"},
		"an unknown measure":  {`{"korsavia":{"moves":[{"action":"patrol"}]}}`, "(unknown_action)"},
		"a stranger":          {`{"selenne":1}`, "selenne is not asked now"},
	} {
		var orders map[string]agent.Order
		if err := json.Unmarshal([]byte(x.orders), &orders); err != nil {
			t.Fatal(err)
		}
		if _, err := e.Step(orders); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: got %v, want %q", name, err, x.want)
		}
	}
	x, err := e.Step(map[string]agent.Order{"aurelia": {}})
	if err != nil || x.Turn != 2 {
		t.Errorf("after that a step that is fine: %v, %+v", err, x)
	}
}

func TestSetupsThatAreWrong(t *testing.T) {
	e, err := agent.NewEnv(shipped(t, "code_blue"))
	if err != nil {
		t.Fatal(err)
	}
	for want, x := range map[string]agent.Setup{
		`there is no seat of "aureli" (did you mean "aurelia"?)`:      {Agents: []string{"aureli"}},
		`aurelia is an agent and has a policy: leave out one of them`: {Agents: []string{"aurelia"}, Policies: map[string]string{"aurelia": "hold"}},
		`no policy "hodl" (did you mean "hold"?)`:                     {Policy: "hodl"},
		`there is no param "hack_bck" (did you mean "hack_back"?)`:    {Params: map[string]any{"hack_bck": 1.0}},
		`param hack_back: write a number or a word`:                   {Params: map[string]any{"hack_back": true}},
		`9007199254740992 is no seed`:                                 {Seed: chance.MaxSeed + 1},
	} {
		if _, err := e.Reset(x); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

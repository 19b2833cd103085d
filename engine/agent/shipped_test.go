package agent_test

import (
	"testing"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/game"
)

// The agents that are shipped play every seat legally, with the real
// interpreters, and the same again.
func TestShippedAgentsPlayEverySeat(t *testing.T) {
	for _, x := range []struct{ name, interpreter, file string }{
		{"shell", "sh", "examples/agent.sh"},
		{"python", "python3", "examples/agent.py"},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			path := interpreter(t, x.interpreter)
			for name, m := range map[string]*game.Machine{"pact": compile(t, pact), "code_blue": shipped(t, "code_blue")} {
				if name == "code_blue" && testing.Short() {
					continue
				}
				var first sat
				for round := range 2 {
					conn := func() *agent.Conn { return greet(t, nil, path, x.file) }
					got := play(t, m, 11, "random", seated(t, m, conn, 11, agent.Options{Timeout: patience})...)
					allFine(t, got.facts)
					if round == 1 && got.sum != first.sum {
						t.Errorf("%s: two plays with one seed differ", name)
					}
					first = got
				}
			}
		})
	}
}

// One program may play all seats, and one game after another.
func TestOneProgramPlaysAllSeatsAndManyGames(t *testing.T) {
	m := compile(t, pact)
	c := greet(t, nil, interpreter(t, "python3"), "examples/agent.py")
	var sums []string
	for _, seed := range []uint64{1, 2, 1} {
		seats, err := c.Seats(m, []int32{0, 1}, agent.Run{Seed: chance.Seed(seed)}, agent.Options{Timeout: patience})
		if err != nil {
			t.Fatal(err)
		}
		got := play(t, m, chance.Seed(seed), "hold", seats...)
		allFine(t, got.facts)
		sums = append(sums, got.sum.String())
	}
	if sums[0] != sums[2] || sums[0] == sums[1] {
		t.Errorf("plays of seeds 1, 2 and 1: %v", sums)
	}
}

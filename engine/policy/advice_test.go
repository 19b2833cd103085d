package policy_test

import (
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

func TestAPersonIsToldThePlanOfItsRole(t *testing.T) {
	const text = `plan.pay = {}
plan.warn = { prefer = "pair(self, target).trust" }
plan.strike = { chance = "calm - 50" }
plan.shut = {}
plan.give = { amount = 1, when = "turn == 1" }
plan.say = { choice = { tone = "warm" }, chance = 0.1 }
plan.nod = {}
`
	m := sit.Compile(t, strings.Replace(strings.Replace(arena, "[role.judge]", "[role.judge]\n"+text, 1),
		"POLICIES", "[response.nod]\nby = \"judge\"\ntarget = [\"rival\", \"third\"]", 1))
	s := sit.Start(t, m, 1, nil)
	told := func(role string) string {
		var out []string
		for _, a := range policy.Advise(m.View(&s.S, s.Role(role))) {
			w := spoken(m, []game.Move{a.Move})
			if a.Any {
				w += " or another"
			}
			out = append(out, w)
		}
		return strings.Join(out, ", ")
	}
	// 3 means: 2 to pay, 1 to give. No chance to strike, nothing to shut.
	if got, want := told("judge"), "pay, warn third, give 1, say warm all, nod rival or another"; got != want && got != strings.Replace(want, "nod rival", "nod third", 1) {
		t.Errorf("the judge is advised %q, want %q", got, want)
	}
	if got := told("rival"); got != "" {
		t.Errorf("the rival, who has no plan, is advised %q", got)
	}
	if policy.Advise(m.View(&s.S, -1)) != nil {
		t.Error("the public is advised")
	}
	s.S.V[s.Slot("judge.means")] = 1
	if got := told("judge"); strings.HasPrefix(got, "pay") || !strings.HasPrefix(got, "warn third, give 1") {
		t.Errorf("with one unit left the judge is advised %q", got)
	}
}

package rule_test

import (
	"fmt"
	"math"
	"testing"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// sieved are conditions of one part and of many, of numbers of the world and of
// self, and of parts that are no interval.
var sieved = []string{
	"tension > 50", "tension >= 55", "tension < 55", "tension <= 55", "tension == 55", "calm != 3", "stance == wary",
	"self.arms > 15", "self.arms <= 20 and tension > 50", "d9.arms > 39 and self.arms > 25",
	"tension > 1 and tension < 56 and calm > -4 and calm < 0 and turn == 4 and self.arms < 45",
	"tension > 1 and tension < 56 and calm > -4 and calm < 0 and turn == 4 and self.arms > 45",
	"tension > 1 and d9.arms == 40 and pelagia.arms == 50 and turn > 4",
	"tension + calm > 50", "any(roles, it.arms > 45)", "any(roles, it.arms > 50)",
	"tension > 50 and any(roles, it.arms > 50)", "any(roles, it.arms > 45) and self.arms > 25 and tension > 50",
	// 0 and -0 are the same number.
	"calm >= 0", "calm <= 0", "calm == 0", "calm >= -0.0 and calm <= -0.0", "calm <= -0.0 or self.arms > 60", "tension + calm <= -0.0", "tension + calm >= 0", "tension + calm <= 0", "calm + calm >= 0",
	"calm >= 0 or self.arms > 60", "calm <= 0 or self.arms > 60", "calm == 0 or turn == 9", "tension >= 0 or calm >= 0", "tension <= 0 or calm <= 0",
	"tension / (turn - 4) > 1", "turn == 4 and tension / (turn - 4) > 1", "true", "false",
}

// TestASieveSaysWhatItsGuardsSay adds every condition under every self, alone
// and with numbers that must be high enough, and looks at each row.
func TestASieveSaysWhatItsGuardsSay(t *testing.T) {
	least := [][]rule.Least{
		nil, {{Slot: slotTension, X: 55}}, {{Slot: slotTension, X: 55.5}}, {{Slot: slotCalm, X: -4}, {Slot: slotArms + 4, X: 50}},
		{{Slot: slotCalm, X: -4}, {Slot: slotArms + 4, X: 51}},
		{{Slot: slotTurn, X: 1}, {Slot: slotTurn, X: 2}, {Slot: slotTurn, X: 3}, {Slot: slotTurn, X: 4}, {Slot: slotTurn, X: 5}},
	}
	code := newCode()
	var exprs []rule.Expr
	for _, text := range sieved {
		var faults source.Faults
		exprs = append(exprs, rule.Compile(code, newSchema(), anyone(), place(text), rule.Truth, "", &faults))
		if faults.Len() > 0 {
			t.Fatalf("%s: %s", text, told(&faults))
		}
	}
	for i, by := range []rule.Back{code.Closures(), code.Fused()} {
		for _, v := range [][]float64{newState(), calmer(newState()), zeros(newState(), 0), zeros(newState(), math.Copysign(0, -1))} {
			var s rule.Sieve
			var want []bool
			var name []string
			for self := int32(-1); self < 5; self++ {
				for j := range append(exprs, 0) {
					for _, l := range least {
						var g *rule.Guard
						holds := true
						if text := "no guard"; j == len(exprs) {
							name = append(name, fmt.Sprintf("%s %v of %d", text, l, self))
						} else {
							name = append(name, fmt.Sprintf("%s %v of %d", sieved[j], l, self))
							guard := by.Guard(exprs[j], rule.Self)
							g = &guard
							b := rule.Bind{Self: self, Target: -1}
							holds = code.Walk(v, &b, exprs[j]) == 1 && !b.Bad
						}
						for _, x := range l {
							holds = holds && v[x.Slot] >= x.X
						}
						s.Add(g, self, l...)
						want = append(want, holds)
					}
				}
			}
			if s.Panes() != (len(want)+rule.Pane-1)/rule.Pane {
				t.Fatalf("%d panes for %d guards", s.Panes(), len(want))
			}
			for row := range want {
				passes := s.Pass(row/rule.Pane, v)&(1<<(row%rule.Pane)) != 0
				self := int32(row/((len(exprs)+1)*len(least))) - 1
				if got := passes && s.Rest(row, v, &rule.Bind{Self: self, Target: -1}); got != want[row] {
					t.Errorf("back end %d, %s: %v, want %v", i, name[row], got, want[row])
				}
				if s.Whole(row) && passes != want[row] {
					t.Errorf("back end %d, %s: its pane says %v, want %v", i, name[row], passes, want[row])
				}
			}
		}
	}
}

// calmer is another state, in which other conditions hold.
func calmer(v []float64) []float64 {
	v[slotTension], v[slotCalm], v[slotStance], v[slotTurn] = 54, 3, 0, 5
	copy(v[slotArms:], []float64{50, 41, 16, 3, 20})
	return v
}

// zeros is a state in which numbers are 0, or -0.
func zeros(v []float64, zero float64) []float64 {
	v[slotTension], v[slotCalm], v[slotArms+2] = zero, zero, zero
	return v
}

// TestEverySmallShapeGivesTheSameBits goes through all expressions of two
// operations on a few numbers, whether a closure of its own computes them or not.
func TestEverySmallShapeGivesTheSameBits(t *testing.T) {
	leaves, ops := []string{"tension", "d9.arms", "self.arms", "2.5", "-3"}, []string{" + ", " - ", " * ", " / "}
	code, schema, compared := newCode(), newSchema(), 0
	states := [][]float64{newState(), calmer(newState())}
	try := func(text string) {
		code.Nodes = code.Nodes[:0]
		var faults source.Faults
		e := rule.Compile(code, schema, anyone(), place(text), rule.Number, "", &faults)
		if faults.Len() > 0 {
			t.Fatalf("%s: %s", text, told(&faults))
		}
		for _, v := range states {
			w := rule.Bind{Self: 2, Target: -1}
			want := code.Walk(v, &w, e)
			for i, by := range backs(code) {
				b := rule.Bind{Self: 2, Target: -1}
				if got := by.Num(e, rule.Self)(v, &b); math.Float64bits(got) != math.Float64bits(want) || b.Bad != w.Bad {
					t.Fatalf("%s, back end %d: %v (bad %t), walker %v (bad %t)", text, i, got, b.Bad, want, w.Bad)
				}
				compared++
			}
		}
	}
	for _, a := range leaves {
		for _, op := range ops {
			for _, b := range leaves {
				for _, outer := range ops {
					for _, c := range leaves {
						try("(" + a + op + b + ")" + outer + c)
						try(c + outer + "(" + a + op + b + ")")
					}
				}
			}
		}
	}
	if compared < 10_000 {
		t.Errorf("%d compared", compared)
	}
}

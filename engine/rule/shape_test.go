package rule_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// terms are the shapes for which there are closures of several operations, and
// some for which there are none. C, K and L become constants.
var terms = []string{
	"K", "calm", "self.arms", "K * (C - calm)", "(C - calm) * K", "(calm - C) * K", "K * (calm + C)", "(C + tension) * K", "calm * K", "K * tension",
	"calm / K", "(calm - C) / K", "(C - tension) / K", "(calm + C) / K", "(calm > C ? K : L)", "(C >= tension ? K : L)", "(calm == C ? K : L)",
	"(calm > C and tension <= K ? C : L)", "(calm > C or tension <= K ? C : L)", "(self.arms > C ? K : L)", "max(calm - tension, K)", "min(calm - tension, K) / L",
	"(C - calm / K)", "(C - tension / K)", "abs(calm)", "calm * tension", "(calm > C ? K : tension)", "(calm > C ? tension : K)", "count(allies, it.arms > C)", "max(calm, tension)",
}

var parts = []string{
	"calm > C", "tension <= C", "calm == C", "C < tension", "self.arms >= C", "calm != C", "calm > C or tension < K", "calm == C or calm == K", "self.arms > C or tension < K", "tension >= K or self.arms < C",
	"calm + tension < C", "calm + calm >= C", "self.arms + calm > C", "calm - tension > C", "not (calm > C)", "target.arms > C", "target == drovia", "draw.storm", "true",
}

// extremes are numbers with which a shape could differ in a bit or in being a
// number at all.
var extremes = []float64{0, math.Copysign(0, -1), 1, -1, 0.1, 3, 5e-324, math.MaxFloat64, -math.MaxFloat64, 1e300, -1e300, 55, 1.0 / 3}

func anyOf[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// written puts constants for C, K and L.
func written(r *rand.Rand, text string) string {
	constants := []string{"0", "1", "2", "0.1", "7.25", "-3", "1e300", "100", "0.3333"}
	out := ""
	for _, c := range text {
		switch c {
		case 'C', 'K', 'L':
			out += anyOf(r, constants)
		default:
			out += string(c)
		}
	}
	return out
}

// states sets the numbers that the shapes read.
func states(r *rand.Rand) []float64 {
	v := newState()
	for _, slot := range []int{slotCalm, slotTension, slotArms + 2, slotArms + 3} {
		if v[slot] = anyOf(r, extremes); r.IntN(3) == 0 {
			v[slot] = float64(r.IntN(2000)-1000) / 8
		}
	}
	return v
}

// Every pair of shapes, added, subtracted and multiplied, gives the bits of the
// tree-walker, and is Bad or not finite where that is Bad.
func TestShapesGiveTheBitsOfTheTree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	compared := 0
	for _, p := range terms {
		for _, q := range terms {
			for _, op := range []string{"+", "-", "*"} {
				text := written(r, p+" "+op+" "+q)
				code, faults := newCode(), &source.Faults{}
				e := rule.Compile(code, newSchema(), anyone(), place(text), rule.Number, "", faults)
				if faults.Len() > 0 {
					t.Fatalf("%s: %s", text, told(faults))
				}
				for _, self := range []rule.Who{rule.Self, 2} {
					f := code.Fused().Num(e, self)
					for range 12 {
						v := states(r)
						a, b := rule.Bind{Self: 2, Target: 3}, rule.Bind{Self: 2, Target: 3}
						want, got := code.Walk(v, &a, e), f(v, &b)
						bad := a.Bad || want-want != 0
						if isBad := b.Bad || got-got != 0; isBad != bad || !bad && math.Float64bits(got) != math.Float64bits(want) {
							t.Fatalf("%s with calm %v, tension %v, arms %v: %v (bad %t), want %v (bad %t)", text, v[slotCalm], v[slotTension], v[slotArms+2], got, isBad, want, bad)
						}
						compared++
					}
				}
			}
		}
	}
	t.Logf("%d compared", compared)
}

// A formula gives the bits of the tree-walker wherever that is not Bad.
func TestFormulasGiveTheBitsOfTheTree(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	made, compared := 0, 0
	try := func(text string) {
		code, faults := newCode(), &source.Faults{}
		e := rule.Compile(code, newSchema(), anyone(), place(text), rule.Number, "", faults)
		if faults.Len() > 0 {
			t.Fatalf("%s: %s", text, told(faults))
		}
		f, ok := code.Fused().Formula(e, 2)
		if !ok {
			return
		}
		made++
		for range 12 {
			v, b := states(r), rule.Bind{Self: 2, Target: 3}
			want, got := code.Walk(v, &b, e), [1]float64{}
			rule.Work(got[:], []rule.Step{{Formula: f}}, v)
			bad := b.Bad || want-want != 0
			if isBad := got[0]-got[0] != 0; isBad != bad || !bad && math.Float64bits(got[0]) != math.Float64bits(want) {
				t.Fatalf("%s with calm %v, tension %v, arms %v: %v, want %v (bad %t)", text, v[slotCalm], v[slotTension], v[slotArms+2], got[0], want, bad)
			}
			compared++
		}
	}
	for _, p := range terms {
		try(written(r, p))
		for _, q := range terms {
			for _, op := range []string{"+", "-", "*"} {
				try(written(r, p+" "+op+" "+q))
			}
		}
	}
	if made < 400 {
		t.Errorf("%d formulas of %d expressions", made, len(terms)*(3*len(terms)+1))
	}
	t.Logf("%d formulas, %d compared", made, compared)
}

// Steps change a number as its formula says, within its bounds, and leave it as it
// is where there is no number.
func TestStepsAreMadeOfFormulas(t *testing.T) {
	code, faults := newCode(), &source.Faults{}
	e := rule.Compile(code, newSchema(), anyone(), place("tension * 2 + 1"), rule.Number, "", faults)
	f, ok := code.Fused().Formula(e, rule.Self)
	if !ok || faults.Len() > 0 {
		t.Fatal(told(faults))
	}
	tests := []struct {
		op            rule.AssignOp
		tension, want float64 // of calm, which is 5
	}{
		{rule.AddTo, 2, 10}, {rule.TakeFrom, 2, 0}, {rule.Set, 2, 5}, {rule.AddTo, 300, 100}, {rule.TakeFrom, 300, -100}, {rule.Set, -300, -100},
		{rule.AddTo, math.MaxFloat64, 5}, {rule.Set, math.MaxFloat64, 5},
	}
	for _, tt := range tests {
		v := newState()
		v[slotCalm], v[slotTension] = 5, tt.tension
		rule.Make([]rule.Step{{Formula: f, To: slotCalm, Op: tt.op, Lo: -100, Hi: 100}}, v)
		if v[slotCalm] != tt.want {
			t.Errorf("calm %s 2 * %v + 1: %v, want %v", tt.op, tt.tension, v[slotCalm], tt.want)
		}
		var out [2]float64
		if rule.Work(out[:], []rule.Step{{}, {Formula: f}}, v); out[0] == out[0] || out[1] != 2*tt.tension+1 && tt.tension < 1e300 {
			t.Errorf("with tension %v: %v, want no number and %v", tt.tension, out, 2*tt.tension+1)
		}
	}
}

// A guard, a gate and a sieve say of a condition what the tree-walker says.
func TestGuardsGatesAndSievesAgreeWithTheTree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		code := newCode()
		var texts []string
		var guards []rule.Guard
		var exprs []rule.Expr
		var sieve rule.Sieve
		self := anyOf(r, []int32{-1, 2})
		for range 1 + r.IntN(2*rule.Pane) {
			var some []string
			for range 1 + r.IntN(6) {
				some = append(some, "("+written(r, anyOf(r, parts))+")")
			}
			text, faults := strings.Join(some, " and "), &source.Faults{}
			e := rule.Compile(code, newSchema(), anyone(), place(text), rule.Truth, "", faults)
			if faults.Len() > 0 {
				t.Fatalf("%s: %s", text, told(faults))
			}
			texts, exprs, guards = append(texts, text), append(exprs, e), append(guards, code.Fused().Guard(e, rule.Self))
			sieve.Add(&guards[len(guards)-1], self)
		}
		for range 4 {
			v, b := states(r), rule.Bind{Self: self, Target: 3}
			for i, e := range exprs {
				b.Bad = false
				want := code.Walk(v, &b, e) == 1 && !b.Bad
				gate, left := guards[i].Gate(self), rule.Bind{Self: self, Target: 3, Bad: true} // by what was asked before
				fused := rule.Bind{Self: self, Target: 3}
				tells := code.Fused().Truth(e, rule.Self)(v, &fused) && !fused.Bad
				passes := sieve.Pass(i/rule.Pane, v)>>(i%rule.Pane)&1 == 1
				got := []bool{tells, guards[i].Holds(v, &b), gate.Holds(v) && (gate.Whole() || gate.Rest(v, &left)), passes && (sieve.Whole(i) || sieve.Rest(i, v, &b))}
				if fmt.Sprint(got) != fmt.Sprint([]bool{want, want, want, want}) {
					t.Fatalf("self %d: %s with calm %v, tension %v, arms %v: closure, guard, gate and sieve say %v, want %t", self, texts[i], v[slotCalm], v[slotTension], v[slotArms+2], got, want)
				}
			}
		}
	}
}

package rule_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"demarche/engine/internal/spent"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// FuzzCompile holds for any text: either there are faults, and nothing is left
// behind, or there are none and both back ends agree.
func FuzzCompile(f *testing.F) {
	for name, text := range hostile() {
		if len(text) <= rule.MaxText+1 {
			f.Add(text)
		} else {
			f.Logf("%s is left out of the corpus", name)
		}
	}
	for _, text := range []string{
		"turn > 3 and any(others, last_turn(raid, it))", "1 < tension <= 55", "(not happened(raid)) == false",
		"min(map(others, pair(self, it).trust))", "stance == (turn > 3 ? wary : 'open')", "self.belief.wiper[drovia] % 3",
		"allies.arms += pair(member, self).trust", "stance = hostile", "pair(self, others).trust *= 0.5", "tension = = 3",
		"sum(roles, {#.arms}) + .5", "band(self.arms) >= 2", "truth(wiper) != nil", "b'x' ?: 0x1F", "# it .x ;",
	} {
		f.Add(text)
	}
	schema := newSchema()
	v := newState()
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []rule.Kind{rule.Number, rule.Truth, rule.Role} {
			var faults source.Faults
			code := newCode()
			var e rule.Expr
			took, bytes := spent.On(func() { e = rule.Compile(code, schema, anyone(), place(text), kind, "", &faults) })
			if took > 2*time.Second*spent.Slower || bytes > 256<<20 {
				t.Fatalf("compiling takes %v of the processor and %d MiB", took, bytes>>20)
			}
			agree(t, code, v, e, faults.Len())
		}
		var faults source.Faults
		code := newCode()
		all := rule.CompileEffect(code, schema, anyone(), place(text), "", &faults)
		if faults.Len() > 0 && (all != nil || len(code.Nodes) > 0) {
			t.Fatalf("%d faults, yet %d assigns and %d nodes are left", faults.Len(), len(all), len(code.Nodes))
		}
		for _, a := range all {
			agree(t, code, v, a.By, 0)
			b := binding()
			code.Slot(a.To, &b)
		}
	})
}

func agree(t *testing.T, code *rule.Code, v []float64, e rule.Expr, faults int) {
	if e.Present() != (faults == 0) || faults > 0 && len(code.Nodes) > 0 {
		t.Fatalf("%d faults, yet expression %d and %d nodes", faults, e, len(code.Nodes))
	}
	walked, closed := binding(), binding()
	want, got := code.Walk(v, &walked, e), code.Num(e)(v, &closed)
	if math.Float64bits(got) != math.Float64bits(want) || walked.Bad != closed.Bad {
		t.Fatalf("closure gives %v (bad %t), walker %v (bad %t)", got, closed.Bad, want, walked.Bad)
	}
	if len(code.Nodes) > rule.MaxNodes {
		t.Fatalf("%d nodes", len(code.Nodes))
	}
	once(t, code)
}

// once holds that no node has two users: shared nodes would be evaluated once
// for each way that leads to them.
func once(t rapid.TB, code *rule.Code) {
	used := make([]bool, len(code.Nodes))
	for i, n := range code.Nodes {
		operands := []int32{n.A, n.B, n.C}
		switch n.Op {
		case rule.Const, rule.Load, rule.WhoIs, rule.Has, rule.Arg, rule.Recall:
			operands = nil
		case rule.Not, rule.Abs, rule.Round, rule.Floor, rule.Ceil, rule.Sqrt, rule.Exp, rule.Log, rule.Band, rule.InTurn:
			operands = operands[:1]
		case rule.If:
		default:
			operands = operands[:2]
		}
		for _, at := range operands {
			if int(at) >= i || used[at] {
				t.Fatalf("node %d is used twice, or by an earlier one", at)
			}
			used[at] = true
		}
	}
}

package rule_test

import (
	"math"
	"testing"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// remembering is the schema of a policy that remembers anger and calmness.
func remembering() *rule.Schema {
	s := newSchema()
	s.Spaces["memory"] = map[string]rule.Meaning{
		"anger":    {Op: rule.Recall, Arg: 0, Kind: rule.Number},
		"calmness": {Op: rule.Recall, Arg: 1, Kind: rule.Number},
	}
	return s
}

func TestExpressionsReadTheMemory(t *testing.T) {
	tests := []struct {
		give string
		want float64
	}{
		{"memory.anger", 6},
		{"2 * memory.calmness - memory.anger", -5},
		{"memory.anger > 5 and memory.calmness < 1 ? 1 : 0", 1},
		{"max(map(allies, it.arms * memory.calmness))", 15},
	}
	for _, tt := range tests {
		code := newCode()
		var faults source.Faults
		e := rule.Compile(code, remembering(), anyone(), place(tt.give), rule.Number, "", &faults)
		if faults.Len() > 0 {
			t.Errorf("Compile(%q): %s", tt.give, told(&faults))
			continue
		}
		once(t, code)
		b := binding()
		b.Memory = &rule.Memory{6, 0.5}
		walked, closed := b, b
		got, again := code.Walk(newState(), &walked, e), code.Num(e)(newState(), &closed)
		if got != tt.want || again != got || walked.Bad || closed.Bad {
			t.Errorf("%q is %v walked (bad %t) and %v as a closure (bad %t), want %v", tt.give, got, walked.Bad, again, closed.Bad, tt.want)
		}
	}
}

func TestWhatIsNotRememberedIsBad(t *testing.T) {
	code := newCode()
	var faults source.Faults
	e := rule.Compile(code, remembering(), anyone(), place("memory.anger"), rule.Number, "", &faults)
	for name, m := range map[string]*rule.Memory{"no memory": nil, "an infinite one": {math.Inf(1)}} {
		walked, closed := rule.Bind{Memory: m}, rule.Bind{Memory: m}
		x, y := code.Walk(nil, &walked, e), code.Num(e)(nil, &closed)
		if !walked.Bad || !closed.Bad || math.Float64bits(x) != math.Float64bits(y) {
			t.Errorf("%s: %v (bad %t), as a closure %v (bad %t), want both bad and of the same bits", name, x, walked.Bad, y, closed.Bad)
		}
	}
}

func TestLessons(t *testing.T) {
	tests := []struct {
		give string
		to   int32
		want float64 // what becomes of anger 6 and calmness 0.5
	}{
		{"memory.anger = 0.5 * memory.anger + 1", 0, 4},
		{"memory.anger += memory.calmness", 0, 6.5},
		{"memory.anger -= self.arms", 0, -14},
		{"memory.calmness *= 3", 1, 1.5},
		{"memory.calmness = any(allies, it == self) ? 1 : 0", 1, 1},
	}
	for _, tt := range tests {
		code := newCode()
		var faults source.Faults
		l, ok := rule.CompileLesson(code, remembering(), anyone(), place(tt.give), "learn[0]", &faults)
		if !ok || faults.Len() > 0 {
			t.Errorf("CompileLesson(%q): %s", tt.give, told(&faults))
			continue
		}
		b := binding()
		b.Memory = &rule.Memory{6, 0.5}
		got := l.Op.Apply(b.Memory[l.To], code.Num(l.By)(newState(), &b))
		if l.To != tt.to || got != tt.want || b.Bad {
			t.Errorf("%q makes number %d %v, want number %d %v", tt.give, l.To, got, tt.to, tt.want)
		}
	}
}

func TestFaultsOfLessons(t *testing.T) {
	tests := []struct{ give, want string }{
		{"memory.angr = 1", `s.toml:9:16: no memory "angr" (did you mean "anger"?)`},
		{"memory.anger = memory.calmnes", `s.toml:9:31: no memory "calmnes" (did you mean "calmness"?)`},
		{"tension = 1", "s.toml:9:9: learn changes what the policy remembers, and nothing else (write memory.x = …)"},
		{"self.arms += 1", "s.toml:9:9: learn changes what the policy remembers, and nothing else (write memory.x = …)"},
		{"nobody.arms += 1", "s.toml:9:9: learn changes what the policy remembers, and nothing else (write memory.x = …)"},
		{"memory.anger = self", "s.toml:9:24: expected a number, this is a role (write one of its tracks, as in self.x)"},
		{"memory.anger", "s.toml:9:9: an effect must change something (write what changes and how, as in calm -= 5 or calm = 30)"},
	}
	for _, tt := range tests {
		code := newCode()
		var faults source.Faults
		_, ok := rule.CompileLesson(code, remembering(), anyone(), place(tt.give), "", &faults)
		if got := told(&faults); ok || got != tt.want || len(code.Nodes) != 0 {
			t.Errorf("CompileLesson(%q) = %v with %d nodes left:\n%s\nwant\n%s", tt.give, ok, len(code.Nodes), got, tt.want)
		}
	}
}

func TestMemoryStandsInPoliciesOnly(t *testing.T) {
	s := newSchema()
	delete(s.Spaces, "memory")
	const want = "nobody remembers anything here (write it in learn or choose of a [policy.x] that has memory = { … })"
	for _, give := range []string{"memory.anger > 3", "memory > 3"} {
		var faults source.Faults
		rule.Compile(newCode(), s, anyone(), place(give), rule.Truth, "", &faults)
		if got := told(&faults); got != "s.toml:9:9: "+want {
			t.Errorf("Compile(%q): %s", give, got)
		}
	}
	// Where it can be read, an effect of the world does not change it.
	var faults source.Faults
	rule.CompileEffect(newCode(), remembering(), anyone(), place("memory.anger = 1"), "", &faults)
	if got, want := told(&faults), `s.toml:9:16: "anger" cannot be changed by an effect (effects change tracks, but for those that are fixed)`; got != want {
		t.Errorf("CompileEffect: %s, want %s", got, want)
	}
}

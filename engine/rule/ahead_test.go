package rule_test

import (
	"fmt"
	"reflect"
	"testing"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// Texts that are parsed ahead become what they become otherwise, faults included.
func TestParsedAheadIsTheSame(t *testing.T) {
	var conditions, effects []string
	for i := range 100 {
		conditions = append(conditions, fmt.Sprintf("calm > %d and self.arms < 5", i))
		effects = append(effects, fmt.Sprintf("calm += %d * (1 - self.arms)", i))
		if i%10 == 0 {
			conditions = append(conditions, fmt.Sprintf("calm > (%d", i))
			effects = append(effects, fmt.Sprintf("calm == %d", i), fmt.Sprintf("self.arms = max(%d", i), "calm += ")
		}
	}
	compile := func(ahead bool) (rule.Code, string) {
		code, faults := rule.Code{Roles: 3}, &source.Faults{}
		if ahead {
			defer code.ParseAhead(conditions, effects)()
		}
		s, scope := newSchema(), rule.Scope{"self": rule.Self}
		for i, text := range conditions {
			rule.Compile(&code, s, scope, place(text), rule.Truth, fmt.Sprint("condition ", i), faults)
		}
		for i, text := range effects {
			rule.CompileEffect(&code, s, scope, place(text), fmt.Sprint("effect ", i), faults)
		}
		return code, fmt.Sprint(faults.Err())
	}
	want, said := compile(false)
	for range 20 {
		got, saying := compile(true)
		if !reflect.DeepEqual(got.Nodes, want.Nodes) || saying != said {
			t.Fatalf("parsed ahead: %d nodes and\n%s\nwant %d nodes and\n%s", len(got.Nodes), saying, len(want.Nodes), said)
		}
	}
}
